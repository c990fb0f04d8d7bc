"""From an expression and its context to an interval of days."""

import datetime as dt

import msgspec

from parley.dates import calendar
from parley.dates.calendar import Days, last_day
from parley.dates.mention import Context, DateMention, Parts
from parley.items import Interval

UNKNOWN = Interval()
RECENT = 550
"""Days before publication within which a text speaks of what is still news."""
WEEK = dt.timedelta(days=7)
SATURDAY = dt.timedelta(days=5)
"""From Monday on."""
LEEWAY = 3
"""Days that "N weeks later" may lie off: one for each week, at most so many."""


def resolve(mention: DateMention, context: Context) -> Interval:
    """The days that an expression means; ``unknown`` where its context does not tell.

    Conventions: the week is Monday to Sunday, thirds of a month end on 10 and 20, seasons are
    three months from March; a day or weekday without more is the latest up to publication unless
    the clause speaks of the future.
    """
    if mention.vague:
        return _vague(mention, context)
    try:
        first = _days(mention.first, context)
        if first is None:
            return UNKNOWN
        start, end, precision = first
        if mention.until is not None:
            last = _until(mention.until, Interval(start, end, precision), context)
            if last is None or last[1] < start:
                return UNKNOWN
            end = last[1]
            precision = (
                precision
                if precision == last[2]
                else "month"
                if "day" not in (precision, last[2])
                else "day"
            )
    except (ValueError, OverflowError):  # 31 June, year 0
        return UNKNOWN
    anchor = context.published if _relative(mention.first) else None
    if (
        mention.direction == "until"
        and context.published
        and context.published < end
        and _relative(mention.first)
    ):
        start = context.published
    return Interval(start, end, precision, mention.approximate, anchor, mention.direction)


def _until(parts: Parts, first: Interval, context: Context) -> Days | None:
    """The second end: what it does not say is the first end's, or comes next after it."""
    start = first.start
    assert start is not None
    if parts.day and parts.month is None and parts.shift_month is None:
        month = start if parts.day >= start.day else calendar.month(start.year, start.month + 1)[0]
        day = month.replace(day=parts.day)
        return day, day, "day"
    if parts.weekday is not None and parts.shift_week is None:
        day = start + dt.timedelta(days=(parts.weekday - start.weekday()) % 7)
        return day, day, "day"
    told = msgspec.structs.replace(context, governing=first, narrative=True, future=False)
    if parts.month and parts.year is None and parts.shift_year is None:
        later = msgspec.structs.replace(parts, year=start.year + (parts.month < start.month))
        return _days(later, told)
    return _days(parts, told)


def _relative(parts: Parts) -> bool:
    return not (
        parts.shift_year is None
        and parts.shift_month is None
        and parts.shift_week is None
        and parts.shift_day is None
        and parts.weekday is None
    )


def _vague(mention: DateMention, context: Context) -> Interval:
    published = context.published
    if mention.vague == "within":
        return _within(mention.first, context)
    if published is None:
        return UNKNOWN
    if mention.vague == "recent" and not context.future:
        return Interval(published - dt.timedelta(days=30), published, "month", True, published)
    if mention.vague == "year-rest":
        return Interval(
            published, dt.date(published.year, 12, 31), "year", False, published, "until"
        )
    return Interval(
        published, published + dt.timedelta(days=120), "month", True, published, "after"
    )


def _within(parts: Parts, context: Context) -> Interval:
    """Some day of so many after the one told."""
    told = context.governing
    if told is None or told.start is None or told.precision != "day" or parts.shift_day is None:
        return UNKNOWN
    start = told.end or told.start
    end = start + dt.timedelta(days=parts.shift_day)
    return Interval(start, end, "week" if parts.shift_day <= 14 else "month", True)


def _days(parts: Parts, context: Context) -> Days | None:
    governing = context.governing if context.governing and context.governing.start else None
    anchor = context.published
    if parts.anchor == "story" and governing is not None and not context.future:
        anchor = governing.start
    if parts.anchor == "governing":
        if governing is None or governing.start is None:
            return None
        anchor = (
            (governing.end or governing.start)
            if (parts.shift_day or parts.shift_week)
            else governing.start
        )
        if governing.precision not in ("day",) and (parts.shift_day is not None):
            return None
    if parts.shift_day is not None:
        if anchor is None:
            return None
        day = anchor + dt.timedelta(days=parts.shift_day)
        return day, day, "day"
    if parts.shift_week is not None:
        if anchor is None:
            return None
        monday, sunday, precision = calendar.week(anchor, parts.shift_week)
        if parts.anchor == "governing":
            day = anchor + dt.timedelta(weeks=parts.shift_week)
            leeway = dt.timedelta(days=min(abs(parts.shift_week), LEEWAY))
            return day - leeway, day + leeway, "week"
        if parts.part == "weekend":
            if parts.last and not context.future and monday + SATURDAY > anchor:
                monday, sunday = monday - WEEK, sunday - WEEK
            return monday + SATURDAY, sunday, "day"
        if parts.weekday is not None:
            day = monday + dt.timedelta(days=parts.weekday)
            return day, day, "day"
        return monday, sunday, precision
    if parts.weekday is not None:
        if anchor is None:
            return None
        back = (anchor.weekday() - parts.weekday) % 7
        if parts.last and not back:
            back = 7
        day = anchor - dt.timedelta(days=back)
        if context.future and not parts.last and day <= anchor:
            day += dt.timedelta(days=7)
        return day, day, "day"
    return _by_calendar(parts, context, anchor, governing)


def _year(
    parts: Parts, context: Context, anchor: dt.date | None, governing: Interval | None
) -> int | None:
    if parts.year is not None:
        return parts.year
    if parts.shift_year is not None:
        return anchor.year + parts.shift_year if anchor else None
    if parts.last or parts.coming:  # "last November" counts from publication
        return None
    if context.narrative and governing and governing.start and governing.precision != "decade":
        return governing.start.year
    return None


def _by_calendar(
    parts: Parts, context: Context, anchor: dt.date | None, governing: Interval | None
) -> Days | None:
    published = context.published
    year = _year(parts, context, anchor, governing)
    number = parts.month
    if parts.shift_month is not None:
        if anchor is None:
            return None
        total = anchor.year * 12 + anchor.month - 1 + parts.shift_month
        year, number = total // 12, total % 12 + 1
    if parts.decade and year is not None:
        return dt.date(year, 1, 1), dt.date(year + 9, 12, 31), "decade"
    if number is None and parts.day is not None:
        return _bare_day(parts, context, governing)
    if number is not None and year is None:
        year = _nearest_year(parts, number, context)
        if year is None:
            return None
    elif (
        number is not None
        and year is not None
        and parts.year is None
        and parts.shift_year is None
        and parts.shift_month is None
    ):
        year = _told_year(parts, number, year, context, governing)
    if number is None and year is None:
        if parts.part is None or published is None:
            return None
        year = published.year
        first, last, _ = calendar.part_of_year(year, parts.part)
        if parts.coming:
            year += last < published
        elif parts.last:
            year -= last >= published
        elif first > published and not context.future:
            year -= 1
    if year is None:
        return None
    if number is None:
        if parts.part:
            return calendar.part_of_year(year, parts.part)
        return calendar.year(year)
    if parts.day is not None:
        day = dt.date(year, number, parts.day)
        return day, day, "day"
    if parts.part:
        return calendar.part_of_month(year, number, parts.part)
    return calendar.month(year, number)


def _nearest_year(parts: Parts, number: int, context: Context) -> int | None:
    """The year of a month without one: the latest not after publication, or the next."""
    published = context.published
    if published is None:
        return None
    day = min(parts.day or 1, last_day(published.year, number))
    this = dt.date(published.year, number, day)
    if parts.last:  # "last November": the latest one that is over
        edge = published if parts.day else published.replace(day=1)
        return published.year if this < edge else published.year - 1
    if context.future or parts.coming:
        over = dt.date(published.year, number, parts.day or last_day(published.year, number))
        return published.year if over >= published else published.year + 1
    return published.year if this <= published else published.year - 1


def _told_year(
    parts: Parts, number: int, year: int, context: Context, governing: Interval | None
) -> int:
    """A month told after another date: that year's, unless it would lie after publication or
    a text about the present speaks of the last such month."""
    published = context.published
    if published is None or governing is None or governing.end is None:
        return year
    if published.year == year:
        nearest = _nearest_year(parts, number, context)
        return nearest if nearest is not None else year
    fine = governing.start is not None and governing.precision in ("day", "month", "third-of-month")
    if fine and governing.end.month > number and (published - governing.end).days <= RECENT:
        # a story moves on: after last August, January is this year's
        nearest = _nearest_year(parts, number, context)
        return nearest if nearest is not None else year
    return year


def _bare_day(parts: Parts, context: Context, governing: Interval | None) -> Days | None:
    """A day of the month alone."""
    published, number = context.published, parts.day
    assert number is not None
    if (
        context.narrative
        and not (parts.last or parts.coming)
        and governing
        and governing.start
        and governing.precision in ("day", "month", "third-of-month", "week")
    ):
        told = governing.start
        if published is None or (told.year, told.month) != (published.year, published.month):
            recent = published is not None and (published - told).days <= 45
            if not recent:
                day = told.replace(day=number)
                return day, day, "day"
    if published is None:
        return None
    year, month = published.year, published.month
    ahead = parts.coming or (context.future and not parts.last)
    for step in (0, 1, 2) if ahead else (0, -1, -2):
        total = year * 12 + month - 1 + step
        y, m = total // 12, total % 12 + 1
        if number > last_day(y, m):
            continue
        day = dt.date(y, m, number)
        if parts.last and day == published:
            continue
        if (day >= published) if ahead else (day <= published):
            return day, day, "day"
    return None
