"""The events of a document by where they are told."""

from bisect import bisect_left
from collections.abc import Sequence

from parley.items import Event


class Placed:
    """Events found by the start of any of their evidence, in the order in which they were given."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = events
        pieces = sorted((p.start, number) for number, e in enumerate(events) for p in e.evidence)
        self._starts = [start for start, _ in pieces]
        self._numbers = [number for _, number in pieces]

    def within(self, start: int, end: int) -> list[Event]:
        """Those with evidence that begins in ``start:end`` of the stored text."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [self._events[number] for number in sorted(set(self._numbers[low:high]))]
