"""What a desk holds, beyond what is stored: its merged events, by type and language."""

from collections import Counter
from collections.abc import Iterable, Mapping

from parley.items import Document, MergedEvent
from parley.record import Counts, by_kind


def told(events: Iterable[MergedEvent], documents: Mapping[str, Document]) -> Counts:
    """Merged events by type, each counted once in ``all`` and once in every language of it."""
    found: Counter[tuple[str, str]] = Counter()
    number: Counter[str] = Counter()
    for event in events:
        number[event.type] += 1
        langs = {documents[s.doc].lang for s in event.sources if s.doc in documents}
        found.update((event.type, lang) for lang in langs)
    return by_kind(found, number)
