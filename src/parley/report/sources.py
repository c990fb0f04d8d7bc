"""Which sources of an event a report quotes, where more tell of it than anybody reads."""

from collections import defaultdict
from collections.abc import Mapping

from parley.items import Document, MergedEvent, Source

MANY = 12
"""Sources of an event that a report quotes, all of them."""
PER_SIDE = 3
"""Of more, as many of each side: of each party's own texts, of the press, of analysts."""


def quoted(event: MergedEvent, documents: Mapping[str, Document]) -> tuple[Source, ...]:
    """All sources of an event or, of many, the best of each side, as they stand in it.

    The best are graded as reliable, tell it as the event has it, and do so first. One source for
    each value on which they differ is among them, so that no difference is lost.
    """
    if len(event.sources) <= MANY:
        return event.sources
    sides: dict[str, list[int]] = defaultdict(list)
    differing: dict[str, int] = {}
    order = sorted(range(len(event.sources)), key=lambda n: _worth(event.sources[n], documents))
    for number in order:
        source = event.sources[number]
        sides[_voice(source, documents)].append(number)
        for field in event.conflicts:
            if field in source.asserted:
                differing.setdefault(f"{field} {source.asserted[field]!r}", number)
    chosen = {number for side in sides.values() for number in side[:PER_SIDE]}
    chosen.update(differing.values())
    return tuple(source for n, source in enumerate(event.sources) if n in chosen)


def _voice(source: Source, documents: Mapping[str, Document]) -> str:
    document = documents.get(source.doc)
    return (document.voice if document else source.voice) or ""


def _worth(
    source: Source, documents: Mapping[str, Document]
) -> tuple[str, bool, int, bool, str, str]:
    document = documents.get(source.doc)
    published = (document.published if document else None) or source.published
    return (
        source.reliability or "C",
        not source.evidence,
        len(source.asserted),
        published is None,
        published.isoformat() if published else "",
        source.doc,
    )
