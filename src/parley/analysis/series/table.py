"""The series of pairs, from a record."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import msgspec
import numpy as np

from parley.analysis.estimates import Estimate
from parley.analysis.series.bounds import ONE, Unseen, difference, unseen, weighted
from parley.analysis.series.placing import Placed, Span, overlap, periods, placed
from parley.analysis.series.reach import Record, record
from parley.analysis.series.results import DyadSeries, Freq, Period, Sensitivity, Series
from parley.analysis.series.scale import Scale, scale
from parley.analysis.series.sensitivity import sensitivity
from parley.items import MergedEvent
from parley.record import Coverage

MOST = 20_000
"""Periods of one series; more are refused."""


class _Part(NamedTuple):
    """An event's part in a period: how likely it happened, and did so then; its signed weight."""

    one: Placed
    share: float
    weight: float

    @property
    def chance(self) -> float:
        return self.one.sure * self.share


def series(
    events: Sequence[MergedEvent],
    parties: Iterable[str],
    freq: Freq = "month",
    coverage: Mapping[str, Coverage] = {},
    start: dt.date | None = None,
    end: dt.date | None = None,
    only: bool = False,
) -> Series:
    """Counts, cooperation and conflict of each pair of ``parties``, by period.

    Periods are whole ones, from that of ``start`` to that of ``end``: unless given, from the
    pair's first event to where the record ends. With ``only`` events in which others took part do
    not count. Raises ``ValueError`` for fewer than two parties, or for more than ``MOST`` periods.
    """
    codes = sorted(set(parties))
    if len(codes) < 2:
        raise ValueError("a series needs two parties")
    table = scale()
    return Series(
        freq=freq,
        only=only,
        scale=table.version,
        dyads=tuple(
            _dyad(placed(events, frozenset(pair), only, table), pair, freq, coverage, (start, end))
            for pair in combinations(codes, 2)
        ),
    )


def _dyad(
    own: Sequence[Placed],
    pair: tuple[str, str],
    freq: Freq,
    coverage: Mapping[str, Coverage],
    asked: tuple[dt.date | None, dt.date | None],
) -> DyadSeries:
    reach = record(own, coverage)
    first = min((one.first for one in own), default=None)
    last = max([reach.end, *(one.last for one in own), *reach.documents], default=0)
    start = asked[0] or (dt.date.fromordinal(first) if first else asked[1])
    end = asked[1] or (dt.date.fromordinal(last) if last else start)
    if start is None or end is None:
        return DyadSeries(parties=pair, periods=(), sensitivity=())
    spans = periods(freq, start, end)
    if len(spans) > MOST:
        raise ValueError(f"{len(spans)} periods are too many: ask for a shorter time")
    table = scale()
    parts: list[list[_Part]] = [[] for _ in spans]
    ends = [span.end for span in spans]
    for one in own:
        weight = 0.0 if one.mode is None else table.weight(one.mode)
        at = bisect_left(ends, one.first)
        while at < len(spans) and spans[at].start <= one.last:
            share = overlap(one.first, one.last, *spans[at])
            parts[at].append(_Part(one, share, weight))
            at += 1
    weights = [part.weight for row in parts for part in row]
    more = unseen(weights), unseen(-weight for weight in weights)
    found = [_period(span, row, reach, more) for span, row in zip(spans, parts, strict=True)]
    known = [row for period, row in zip(found, parts, strict=True) if not period.gap]
    return DyadSeries(parties=pair, periods=tuple(found), sensitivity=_sensitivity(known, table))


def _period(
    span: Span, parts: Sequence[_Part], record: Record, more: tuple[Unseen, Unseen]
) -> Period:
    """``more``: one more event on either side of the scale, cooperation first."""
    covered = record.covered(span)
    reach = record.reach(span, covered)
    empty = Period(
        start=dt.date.fromordinal(span.start),
        end=dt.date.fromordinal(span.end),
        reach=reach,
        covered=covered,
    )
    if not parts and reach in ("holes", "none"):
        return empty
    kinds = sorted({part.one.event.type for part in parts})
    cooperation = _sum(parts, [max(part.weight, 0.0) for part in parts], more[0])
    conflict = _sum(parts, [max(-part.weight, 0.0) for part in parts], more[1])
    return msgspec.structs.replace(
        empty,
        told=tuple(part.one.event.id for part in parts),
        spread=sum(part.share < 1 for part in parts),
        events=_sum(parts, [1.0] * len(parts), ONE),
        types={
            kind: _sum(parts, [float(part.one.event.type == kind) for part in parts], ONE)
            for kind in kinds
        },
        cooperation=cooperation,
        conflict=conflict,
        net=difference(cooperation, conflict),
        unscored=sum(part.chance for part in parts if part.one.mode is None),
    )


def _sum(parts: Sequence[_Part], weights: Sequence[float], more: Unseen) -> Estimate:
    chances = [part.chance for part in parts]
    total = sum(p * w for p, w in zip(chances, weights, strict=True))
    squares = sum(p * w * w for p, w in zip(chances, weights, strict=True))
    return weighted(total, squares, more)


def _sensitivity(known: Sequence[Sequence[_Part]], table: Scale) -> tuple[Sensitivity, ...]:
    modes = sorted({part.one.mode for row in known for part in row if part.one.mode is not None})
    if not modes:
        return ()
    counts = np.zeros((len(known), len(modes)))
    for at, row in enumerate(known):
        for part in row:
            if part.one.mode is not None:
                counts[at, modes.index(part.one.mode)] += part.chance
    return sensitivity(counts, np.array([table.weight(mode) for mode in modes]))
