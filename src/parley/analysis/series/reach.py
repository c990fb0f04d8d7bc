"""How far the record reaches for a pair: where nothing known is nothing, and where it is a gap."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from parley.analysis.series.placing import Placed, Span, published
from parley.analysis.series.results import Reach
from parley.record import Coverage

COVERED = 0.5
"""The share of a pair's channels, each by its events, whose record has to be whole in a period for
no event to be a zero in it."""


class Whole(NamedTuple):
    """From when to when a channel's record misses nothing; ``share`` of the pair's events."""

    start: int
    end: int
    share: float


class Record(NamedTuple):
    """What the record covers for a pair. ``start`` to ``end``: the days that it reaches at all."""

    whole: tuple[Whole, ...]
    start: int
    end: int
    documents: Sequence[int]

    def covered(self, span: Span) -> float:
        """The share of the pair's record that is whole in these days, from 0 to 1."""
        days = span.end - span.start + 1
        return sum(
            one.share * max(0, min(one.end, span.end) - max(one.start, span.start) + 1) / days
            for one in self.whole
        )

    def reach(self, span: Span, covered: float) -> Reach:
        """How far the record reaches in these days, of which ``covered`` is whole."""
        if covered >= COVERED:
            return "covered"
        if bisect_right(self.documents, span.end) > bisect_left(self.documents, span.start):
            return "documents"
        return "none" if span.end < self.start or span.start > self.end else "holes"


def record(placed: Sequence[Placed], coverage: Mapping[str, Coverage]) -> Record:
    """What ``coverage`` and the desk's documents cover of a pair's events.

    A channel counts by how many of the pair's events went through it. Without coverage only
    documents tell what is covered.
    """
    through = Counter(one.event.channel for one in placed if one.event.channel in coverage)
    total = sum(through.values())
    whole = []
    reaches: list[tuple[int, int]] = []
    for name, count in sorted((str(n), c) for n, c in through.items()):
        own = coverage[name]
        last = own.record_until.toordinal()
        reaches.append((own.record_from.toordinal(), last))
        first = own.record_from if own.complete else own.complete_from
        if first is not None:
            whole.append(Whole(first.toordinal(), last, count / total))
    documents = published(placed)
    start = min((first for first, _ in reaches), default=dt.date.max.toordinal())
    return Record(tuple(whole), start, max((last for _, last in reaches), default=0), documents)
