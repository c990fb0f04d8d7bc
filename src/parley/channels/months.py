"""Calendar months, as people count them."""

import calendar
import datetime as dt
from typing import NamedTuple


class Months(NamedTuple):
    """Complete calendar months, and the days that are left over."""

    months: int
    days: int


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day ``months`` later; a month too short for it gives its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def months_between(start: dt.date, end: dt.date) -> Months:
    """Complete months from ``start`` to ``end`` and the days left. Raises where end is earlier."""
    if end < start:
        raise ValueError(f"the end ({end}) lies before the start ({start}): give the earlier first")
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    return Months(months, (end - add_months(start, months)).days)


def fractional_months(start: dt.date, end: dt.date) -> float:
    """Months from ``start`` to ``end``, the last as the part of it that has gone by."""
    months, days = months_between(start, end)
    begun = add_months(start, months)
    return months + days / (add_months(start, months + 1) - begun).days
