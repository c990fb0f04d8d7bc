"""Where a day lies on the picture of channels over time, in per cent of its width."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

EARLIER = 11.0
"""Width kept for all that lies before the stretch in focus."""
RIGHT = 98.5
"""Where the last day lies, so that its marks are not cut off."""
OUTLYING = 0.05
"""Share of the events that may lie before the focus, so that one remark about long ago does not
squeeze all the rest into a corner."""
LONG = 365 * 5
BY_DAYS = 100
"""Days up to which the grid is of days or weeks."""


class Tick(NamedTuple):
    """A line across the picture; ``major`` begins a year."""

    x: float
    day: dt.date
    major: bool
    labelled: bool


class Axis(NamedTuple):
    """The days in focus; ``earlier`` tells that a stretch before them is kept at the left."""

    start: dt.date
    end: dt.date
    earlier: bool

    def x(self, day: dt.date) -> float:
        """Per cent from the left; days before the focus lie in the middle of the left stretch."""
        left = EARLIER if self.earlier else 1.0
        if day < self.start:
            return left / 2
        share = (min(day, self.end) - self.start).days / max((self.end - self.start).days, 1)
        return round(left + share * (RIGHT - left), 2)

    @property
    def by_days(self) -> bool:
        """Whether it is so short that days are told apart."""
        return (self.end - self.start).days <= BY_DAYS

    @property
    def left(self) -> float:
        """Where the focus begins."""
        return EARLIER if self.earlier else 1.0


def axis(days: Sequence[dt.date], wanted: Sequence[dt.date], as_of: dt.date) -> Axis:
    """An axis from the events' days to ``as_of``, from the first of a month, a year at the least.

    ``wanted`` are days worth showing (what a check counts from) where they lie within five years
    of the rest. What is planned after ``as_of`` is in view for a year; later days lie at the edge.
    """
    end = max([as_of, *(day for day in days if day <= as_of + dt.timedelta(days=366))])
    ordered = sorted(day for day in days if day <= as_of)
    if ordered:
        start = ordered[0]
        if (ordered[-1] - start).days > LONG:
            start = ordered[int(len(ordered) * OUTLYING)]
    else:
        start = as_of - dt.timedelta(days=LONG)
    near = [day for day in wanted if 0 < (start - day).days <= LONG]
    start = min([start, *near, _years_before(end, 1)])
    start = (start - dt.timedelta(days=7)).replace(day=1)
    earlier = any(day < start for day in (*ordered, *wanted))
    return Axis(start, end + dt.timedelta(days=max((end - start).days // 60, 1)), earlier)


def ticks(scale: Axis) -> tuple[Tick, ...]:
    """Days, weeks, months, quarters, years or five years, whichever leaves room for labels."""
    if scale.by_days:
        return _days(scale, 1 if (scale.end - scale.start).days <= 16 else 7)
    months = (scale.end.year - scale.start.year) * 12 + scale.end.month - scale.start.month
    step, label = next(
        (step, label)
        for limit, step, label in (
            (14, 1, 1),
            (30, 1, 3),
            (78, 3, 12),
            (200, 12, 12),
            (400, 12, 24),
            (10**6, 60, 60),
        )
        if months <= limit
    )
    found = []
    for number in range(months + 1):
        month = scale.start.year * 12 + scale.start.month - 1 + number
        day = dt.date(month // 12, month % 12 + 1, 1)
        count = day.month - 1 + 12 * day.year if step >= 12 or label >= 12 else day.month - 1
        if count % step or day < scale.start:
            continue
        x = scale.x(day)
        labelled = count % label == 0 and x < RIGHT - 4
        found.append(Tick(x, day, day.month == 1, labelled))
    return tuple(found)


def _days(scale: Axis, step: int) -> tuple[Tick, ...]:
    """Every day, or the Monday of every week."""
    days = (scale.start + dt.timedelta(n) for n in range((scale.end - scale.start).days + 1))
    return tuple(
        Tick(x, day, day.weekday() == 0, x < RIGHT - 4)
        for day in days
        if (step == 1 or day.weekday() == 0)
        for x in [scale.x(day)]
    )


def _years_before(day: dt.date, years: int) -> dt.date:
    return day - dt.timedelta(days=round(365.25 * years))
