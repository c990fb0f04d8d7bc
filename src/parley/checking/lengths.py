"""Lengths of time between two events, with the bounds that the dates' precision leaves."""

import calendar
import datetime as dt
from typing import NamedTuple

from parley.channels.deeds import imprecise
from parley.channels.months import add_months, fractional_months
from parley.items import MergedEvent, Precision

UNITS = frozenset({"day", "week", "month", "year"})
"""Units that a record of days can measure."""


class Bounds(NamedTuple):
    """The first and the last day that something may fall on."""

    first: dt.date
    last: dt.date


class Length(NamedTuple):
    """A length in ``unit`` between ``low`` and ``high``, from one date to another."""

    earlier: Bounds
    later: Bounds
    unit: str
    low: float
    high: float

    @property
    def value(self) -> float:
        """The middle of the two, to two decimals."""
        return round((self.low + self.high) / 2, 2)


def beginning(event: MergedEvent) -> Bounds | None:
    """When an event began; None where it has no date."""
    if event.start is None:
        return None
    if (event.lasting or event.ongoing) and event.precision != "day":
        return Bounds(event.start, _last(event.start, event.precision))
    if imprecise(event) and event.end is not None:
        return Bounds(event.start, event.end)
    return Bounds(event.start, event.start)


def ending(event: MergedEvent) -> Bounds | None:
    """When an event was over; None where it has no date."""
    if event.start is None:
        return None
    last = event.end or event.start
    return Bounds(event.start, last) if imprecise(event) else Bounds(last, last)


def length(earlier: Bounds, later: Bounds, unit: str) -> Length:
    """The length from ``earlier`` to ``later`` in ``unit`` (day, week, month or year)."""
    low = elapsed(earlier.last, later.first, unit)
    return Length(earlier, later, unit, low, elapsed(earlier.first, later.last, unit))


def elapsed(start: dt.date, end: dt.date, unit: str) -> float:
    """Units from ``start`` to ``end``, 0 where ``end`` is earlier. Raises for other units."""
    if unit not in UNITS:
        raise ValueError(f"no length in {unit!r}: use one of {', '.join(sorted(UNITS))}")
    if end < start:
        return 0.0
    if unit in ("day", "week"):
        return (end - start).days / (7 if unit == "week" else 1)
    return fractional_months(start, end) / (12 if unit == "year" else 1)


def period(since: str) -> Bounds | None:
    """The days of an ISO day, month or year; None where it is none of these."""
    parts = since.split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 1:
            return Bounds(dt.date(numbers[0], 1, 1), dt.date(numbers[0], 12, 31))
        if len(numbers) == 2:
            first = dt.date(numbers[0], numbers[1], 1)
            return Bounds(first, add_months(first, 1) - dt.timedelta(days=1))
        day = dt.date.fromisoformat(since)
    except ValueError:  # words, or no such date
        return None
    return Bounds(day, day)


def _last(start: dt.date, precision: Precision) -> dt.date:
    """The last day of the month or year in which a lasting act of that precision began."""
    if precision in ("year", "decade"):
        return dt.date(start.year, 12, 31)
    if precision == "month":
        return start.replace(day=calendar.monthrange(start.year, start.month)[1])
    return start
