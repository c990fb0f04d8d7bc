"""The events of a document by where they are told."""

from bisect import bisect_left
from collections.abc import Sequence

from parley.items import Event, Evidence


class Placed:
    """Events found by the start of any of their evidence, in the order in which they were given."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = events
        pieces = sorted(
            (piece.start, number, at)
            for number, event in enumerate(events)
            for at, piece in enumerate(event.evidence)
        )
        self._starts = [start for start, _, _ in pieces]
        self._pieces = [(number, at) for _, number, at in pieces]

    def within(self, start: int, end: int) -> list[Event]:
        """Those with evidence that begins in ``start:end`` of the stored text."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [self._events[n] for n in sorted({n for n, _ in self._pieces[low:high]})]

    def told(self, start: int, end: int) -> list[tuple[Event, Evidence]]:
        """Those with each piece of evidence that begins in ``start:end``."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [
            (self._events[n], self._events[n].evidence[at])
            for n, at in sorted(self._pieces[low:high])
        ]

    def later(self, event: Event, start: int, end: int) -> Event | None:
        """The one told in ``start:end`` of which ``event`` is an earlier one, by the same channel.

        前回は2019年2月に開催され、約4年ぶりの開催である: what is counted from is not what is held.
        """
        if event.channel is None or event.end is None:
            return None
        same = [e for e in self.within(start, end) if e.channel == event.channel]
        return next((e for e in same if e.start is not None and e.start > event.end), None)
