"""Days, months and their parts."""

import datetime as dt
import re
from calendar import isleap

from parley.items import Precision

Days = tuple[dt.date, dt.date, Precision]

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
THIRDS = {"early": (1, 10), "mid": (11, 20)}


_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def last_day(year: int, number: int) -> int:
    """How many days a month has. Raises ``ValueError`` where there is no such month."""
    if not 1 <= number <= 12:
        raise ValueError(f"no month {number}")
    return 29 if number == 2 and isleap(year) else _LENGTHS[number - 1]


def month(year: int, number: int) -> Days:
    """First and last day of a month; ``number`` may lie outside 1–12."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return (
        dt.date(year, number, 1),
        dt.date(year, number, last_day(year, number)),
        "month",
    )


def months(year: int, number: int, count: int, precision: Precision) -> Days:
    """So many months from the first of one."""
    first = month(year, number)[0]
    last = month(year, number + count - 1)[1]
    return first, last, precision


def part_of_month(year: int, number: int, part: str) -> Days:
    """The first, second or last third of a month, or its first or last day."""
    first, last, _ = month(year, number)
    if part in THIRDS:
        a, b = THIRDS[part]
        return first.replace(day=a), first.replace(day=b), "third-of-month"
    if part in ("first-day", "last-day"):
        day = first if part == "first-day" else last
        return day, day, "day"
    return first.replace(day=21), last, "third-of-month"


def part_of_year(year: int, part: str) -> Days:
    """A season, quarter, half or third of a year, an end of it, or the fiscal year from April."""
    if part in SEASONS:
        return months(year, SEASONS[part], 3, "season")
    if part.startswith("q"):
        return months(year, 3 * int(part[1]) - 2, 3, "quarter")
    if part in ("first-day", "last-day"):
        day = dt.date(year, 1, 1) if part == "first-day" else dt.date(year, 12, 31)
        return day, day, "day"
    if part == "fiscal":
        return months(year, 4, 12, "year")
    if part == "first-half":
        return months(year, 1, 6, "half-year")
    if part == "second-half":
        return months(year, 7, 6, "half-year")
    start = {"early": 1, "mid": 5, "late": 9, "end": 12}[part]
    if part == "end":
        return month(year, 12)
    return months(year, start, 4, "season")


def year(number: int) -> Days:
    """A calendar year."""
    return dt.date(number, 1, 1), dt.date(number, 12, 31), "year"


def week(day: dt.date, shift: int) -> Days:
    """The calendar week, Monday to Sunday, ``shift`` weeks from the one of ``day``."""
    monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=shift)
    return monday, monday + dt.timedelta(days=6), "week"


def period(text: str) -> tuple[dt.date, dt.date]:
    """First and last day of an ISO date, month or year. Raises ``ValueError`` for anything else."""
    match = _ISO.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no ISO date, month or year")
    number, part, day = (int(group) if group else None for group in match.groups())
    if day is not None:
        only = dt.date(number or 0, part or 1, day)
        return only, only
    if part is not None and not 1 <= part <= 12:
        raise ValueError(f"{text!r} has no such month")
    first, last, _ = month(number or 0, part) if part is not None else year(number or 0)
    return first, last
