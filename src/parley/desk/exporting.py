"""What an export takes from a desk."""

from msgspec.structs import replace

from parley.report import ReportData


def narrowed(data: ReportData) -> ReportData:
    """The data without what does not go with its events.

    Kept are the documents that tell of an event, the statements and claims in them, and the
    channels that an event went through.
    """
    told = {source.doc for event in data.events for source in event.sources}
    used = {event.channel for event in data.events}
    return replace(
        data,
        documents=tuple(d for d in data.documents if d.id in told),
        statements=tuple(s for s in data.statements if s.doc in told),
        checks=tuple(c for c in data.checks if c.claim.doc in told),
        channels=tuple(c for c in data.channels if c.id in used),
    )
