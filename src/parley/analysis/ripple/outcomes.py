"""What happened between a pair day by day, where the record would tell."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.analysis.ripple.results import OUTCOMES, Outcome
from parley.analysis.series.placing import Placed, Span, periods
from parley.analysis.series.reach import record
from parley.analysis.series.scale import Scale
from parley.record import Coverage

Floats = NDArray[np.float64]


class Daily(NamedTuple):
    """The outcomes of a pair by day over a stretch in which no event is a zero.

    ``weights`` of events as they come, and how many came a day with each (``rates``): two arrays
    for each outcome.
    """

    span: Span
    sums: dict[Outcome, Floats]
    weights: dict[Outcome, Floats]
    rates: dict[Outcome, Floats]


def stretch(placed: Sequence[Placed], coverage: Mapping[str, Coverage]) -> Span | None:
    """The longest run of months in each of which no event is a zero; None without any."""
    reach = record(placed, coverage)
    ends = [reach.end, *reach.documents]
    if not placed or max(ends) < 1:
        return None
    first = min(min(one.first for one in placed), reach.start)
    bounds = dt.date.fromordinal(first), dt.date.fromordinal(max(ends))
    best: Span | None = None
    run: Span | None = None
    for month in periods("month", *bounds):
        if reach.reach(month, reach.covered(month)) in ("covered", "documents"):
            run = Span(run.start if run is not None else month.start, month.end)
            if best is None or run.end - run.start > best.end - best.start:
                best = run
        else:
            run = None
    return best


def daily(placed: Sequence[Placed], span: Span, scale: Scale) -> Daily:
    """The outcomes by day; an event counts by its confidence, spread over its possible days."""
    days = span.end - span.start + 1
    sums = {outcome: np.zeros(days) for outcome in OUTCOMES}
    marks: dict[Outcome, dict[float, float]] = {outcome: {} for outcome in OUTCOMES}
    for one in placed:
        first, last = max(one.first, span.start), min(one.last, span.end)
        if first > last:
            continue
        chance = one.sure / (one.last - one.first + 1)
        weight = 0.0 if one.mode is None else scale.weight(one.mode)
        parts: dict[Outcome, float] = {
            "events": 1.0,
            "cooperation": max(weight, 0.0),
            "conflict": max(-weight, 0.0),
        }
        for outcome, part in parts.items():
            if part:
                sums[outcome][first - span.start : last - span.start + 1] += chance * part
                own = marks[outcome]
                own[part] = own.get(part, 0.0) + chance * (last - first + 1) / days
    return Daily(
        span,
        sums,
        {outcome: np.array(sorted(marks[outcome])) for outcome in OUTCOMES},
        {
            outcome: np.array([marks[outcome][part] for part in sorted(marks[outcome])])
            for outcome in OUTCOMES
        },
    )
