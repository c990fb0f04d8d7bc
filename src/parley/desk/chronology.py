"""The merged record as a list that can become a table."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from parley.desk.frames import frame
from parley.items import MergedEvent

if TYPE_CHECKING:
    import pandas

COLUMNS = (
    "id",
    "start",
    "end",
    "precision",
    "mode",
    "type",
    "parties",
    "initiator",
    "recipient",
    "participants",
    "channel",
    "iteration",
    "effect",
    "scope",
    "informal",
    "place",
    "modality",
    "asserted_by",
    "cause",
    "headline",
    "confidence",
    "status",
    "conflicts",
    "sources",
)


class Chronology(list[MergedEvent]):
    """Merged events in order of date."""

    def to_frame(self) -> "pandas.DataFrame":
        """A row for each event, with the columns of ``COLUMNS``.

        ``start`` and ``end`` are ``datetime64``; parties, people, causes and sources are lists.
        Raises ``DeskError`` where pandas is not installed.
        """
        return frame((_row(event) for event in self), COLUMNS, ("start", "end"))


def _row(event: MergedEvent) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(event, name) for name in COLUMNS}
    for name in ("parties", "initiator", "recipient", "cause", "conflicts"):
        row[name] = list(getattr(event, name))
    row["participants"] = [person.name for person in event.participants]
    row["place"] = event.place.name if event.place else None
    row["sources"] = [source.doc for source in event.sources]
    return row


def selected(
    events: Iterable[MergedEvent],
    start: date | None = None,
    end: date | None = None,
    parties: Iterable[str] = (),
    channel: str | None = None,
    only: bool = False,
) -> Chronology:
    """Events that overlap ``start`` to ``end``, take in all ``parties``, use ``channel``.

    ``only`` leaves out events in which others than ``parties`` take part. Events without a date
    are kept where neither ``start`` nor ``end`` is given.
    """
    wanted = frozenset(parties)
    return Chronology(
        event
        for event in events
        if _within(event, start, end)
        and wanted <= frozenset(event.parties)
        and not (only and wanted and frozenset(event.parties) - wanted)
        and channel in (None, event.channel)
    )


def _within(event: MergedEvent, start: date | None, end: date | None) -> bool:
    if start is None and end is None:
        return True
    if event.start is None:
        return False
    last = date.max if event.ongoing else event.end or event.start
    return (end is None or event.start <= end) and (start is None or last >= start)
