"""What an event is found by: its place in a chronology, and its facets."""

import datetime as dt
from collections.abc import Iterable
from itertools import combinations

from parley.items import MODES, MergedEvent, Source

NEVER = ""
"""Until when an event without a date lasts: no period has it."""
SPANS = (31, 366)
"""Days up to which events are kept together, so that a period finds those that reach into it."""
ALL = ""
REFERENCE = "reference"
"""The voice of what the reference chronology tells."""
CONFLICTS = "conflicts"
"""The facet of events on which sources differ."""
LEVELS = 20
"""Steps of confidence from 0 to 1."""


def place(event: MergedEvent, doc: str) -> str:
    """Its place among all events by date, as text; ``doc`` is that of its first assertion."""
    start = (event.start or dt.date.max).isoformat()
    end = (event.end or dt.date.max).isoformat()
    return f"{start} {end} {event.id} {doc}"


def until(event: MergedEvent) -> str:
    """The last day of an event as text."""
    if event.start is None:
        return NEVER
    return (dt.date.max if event.ongoing else event.end or event.start).isoformat()


def span(event: MergedEvent) -> int:
    """How long an event lasts, as the number of the limit in ``SPANS`` that it keeps to."""
    if event.start is None:
        return 0
    if event.ongoing:
        return len(SPANS)
    days = ((event.end or event.start) - event.start).days
    return sum(days > limit for limit in SPANS)


def facets(event: MergedEvent) -> list[str]:
    """What an event is found by."""
    found = {ALL, f"mode {event.mode}", f"type {event.type}", f"status {event.status}"}
    found |= {f"modality {event.modality}", f"confidence {level(event.confidence)}"}
    if event.conflicts:
        found.add(CONFLICTS)
    parties = sorted(event.parties)
    found |= {f"party {party}" for party in parties}
    found.add(alone(parties))
    found |= {both(*pair) for pair in combinations(parties, 2)}
    if event.channel:
        found.add(f"channel {event.channel}")
    found |= {f"person {p.entity or p.name}" for p in event.participants}
    for source in event.sources:
        found.add(f"source {source.doc.partition(':')[0]}")
        found.add(f"lang {source.lang}")
        if voice := voice_of(source):
            found.add(f"voice {voice}")
    return sorted(found)


def voice_of(source: Source) -> str | None:
    """Whose account a source is; ``REFERENCE`` for one of the reference chronology."""
    return REFERENCE if source.doc.startswith(f"{REFERENCE}:") else source.voice


def level(confidence: float) -> int:
    """The step that a confidence lies on."""
    return min(int(confidence * LEVELS + 1e-9), LEVELS - 1)


def mode(name: str) -> str:
    """The facet of a mode, or of a type of event with all its modes."""
    return f"type {name}" if name in MODES else f"mode {name}"


def alone(parties: Iterable[str]) -> str:
    """The facet of events of these parties and no other."""
    return f"parties {' '.join(sorted(parties))}"


def both(one: str, other: str) -> str:
    """The facet of events that two parties take part in."""
    return f"pair {' '.join(sorted((one, other)))}"
