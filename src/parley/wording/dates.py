"""Dates and lengths of time for readers."""

import datetime as dt
from collections.abc import Sequence

from parley.items import Precision
from parley.wording.phrases import check_ui

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SEASONS = {
    "en": ("spring", "summer", "autumn", "winter"),
    "zh-Hant": ("春季", "夏季", "秋季", "冬季"),
    "zh-Hans": ("春季", "夏季", "秋季", "冬季"),
}
_THIRDS = {
    "en": ("early", "mid-", "late"),
    "zh-Hant": ("上旬", "中旬", "下旬"),
    "zh-Hans": ("上旬", "中旬", "下旬"),
}
_QUARTERS = ("first", "second", "third", "fourth")
_NUMBERS = "一二三四"


def date_text(
    start: dt.date | None,
    end: dt.date | None,
    precision: Precision,
    ui: str,
    *,
    ongoing: bool = False,
) -> str:
    """A date as a reader would write it: "8–9 January 2024", 2024年1月8日至9日, "autumn 2021".

    Without a start it reads "by …", without an end or ``ongoing`` "since …", without both it is
    undated. A coarse precision whose bounds fit no single unit is written from bound to bound.
    """
    english = check_ui(ui) == "en"
    if start is None:
        if end is None:
            return "undated" if english else "日期不明"
        last = _span(end, end, precision, ui)
        return f"by {last}" if english else f"{last}前"
    if end is None or ongoing:
        first = _span(start, _last(start, precision), precision, ui)
        return f"since {first}" if english else f"{first}起"
    return _span(start, end, precision, ui)


def ordinal(number: int) -> str:
    """An English ordinal in figures: 1st, 2nd, 13th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    return f"{number}{ending or 'th'}"


def since_text(since: str, ui: str) -> str:
    """A starting point as a claim gives it: an ISO day, month or year; other text as it is."""
    parts = since.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3 or len(parts[0]) != 4:
        return since
    start = dt.date(*[int(part) for part in (*parts, "1", "1")[:3]])
    precision: Precision = ("year", "month", "day")[len(parts) - 1]
    return _span(start, start, precision, check_ui(ui))


def _last(start: dt.date, precision: Precision) -> dt.date:
    """The last day of the unit that begins on ``start``, for dates open at the end."""
    months = {"month": 1, "season": 3, "quarter": 3, "half-year": 6, "year": 12, "decade": 120}
    if precision in months:
        after = start.month - 1 + months[precision]
        return dt.date(start.year + after // 12, after % 12 + 1, 1) - dt.timedelta(days=1)
    if precision == "third-of-month" and start.day < 21:
        return start + dt.timedelta(days=9)
    if precision == "third-of-month":
        return _last(start.replace(day=1), "month")
    return start


def _span(start: dt.date, end: dt.date, precision: Precision, ui: str) -> str:
    unit = _UNITS.get(precision)
    text = unit(start, end, ui) if unit else None
    return text or _days(start, end, ui)


def _days(first: dt.date, last: dt.date, ui: str) -> str:
    if ui != "en":
        text = f"{first.year}年{first.month}月{first.day}日"
        if first == last:
            return text
        if first.year != last.year:
            return f"{text}至{last.year}年{last.month}月{last.day}日"
        if first.month != last.month:
            return f"{text}至{last.month}月{last.day}日"
        return f"{text}至{last.day}日"
    closing = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return closing
    if first.year != last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} {first.year} – {closing}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]} – {closing}"
    return f"{first.day}–{closing}"


def _week(first: dt.date, last: dt.date, ui: str) -> str:
    if ui == "en":
        return f"week of {_days(first, first, ui)}"
    return f"{_days(first, first, ui)}{'當週' if ui == 'zh-Hant' else '当周'}"


def _third(first: dt.date, last: dt.date, ui: str) -> str | None:
    if (first.year, first.month) != (last.year, last.month) or (last - first).days > 10:
        return None
    part = _THIRDS[ui][min((first.day - 1) // 10, 2)]
    if ui == "en":
        gap = "" if part.endswith("-") else " "
        return f"{part}{gap}{_MONTHS[first.month - 1]} {first.year}"
    return f"{first.year}年{first.month}月{part}"


def _month(first: dt.date, last: dt.date, ui: str) -> str | None:
    same_year, same = first.year == last.year, (first.year, first.month) == (last.year, last.month)
    if ui == "en":
        closing = f"{_MONTHS[last.month - 1]} {last.year}"
        if same:
            return closing
        opening = _MONTHS[first.month - 1]
        return f"{opening}–{closing}" if same_year else f"{opening} {first.year} – {closing}"
    text = f"{first.year}年{first.month}月"
    if same:
        return text
    return f"{text}至{last.month}月" if same_year else f"{text}至{last.year}年{last.month}月"


def _season(first: dt.date, last: dt.date, ui: str) -> str | None:
    if first.month not in (3, 6, 9, 12):
        return _month(first, last, ui)
    name = _SEASONS[ui][first.month // 3 - 1]
    year = f"{first.year}–{(first.year + 1) % 100:02}" if first.month == 12 else str(first.year)
    return f"{name} {year}" if ui == "en" else f"{first.year}年{name}"


def _quarter(first: dt.date, last: dt.date, ui: str) -> str:
    number = (first.month - 1) // 3
    if ui == "en":
        return f"{_QUARTERS[number]} quarter of {first.year}"
    return f"{first.year}年第{_NUMBERS[number]}季{'度' if ui == 'zh-Hans' else ''}"


def _half(first: dt.date, last: dt.date, ui: str) -> str:
    second = first.month > 6
    if ui == "en":
        return f"{'second' if second else 'first'} half of {first.year}"
    return f"{first.year}年{'下' if second else '上'}半年"


def _year(first: dt.date, last: dt.date, ui: str) -> str:
    if first.year != last.year:
        return f"{first.year}–{last.year}" if ui == "en" else f"{first.year}至{last.year}年"
    return str(first.year) if ui == "en" else f"{first.year}年"


def _decade(first: dt.date, last: dt.date, ui: str) -> str:
    decade = first.year // 10 * 10
    return f"{decade}s" if ui == "en" else f"{decade}年代"


_UNITS = {
    "week": _week,
    "third-of-month": _third,
    "month": _month,
    "season": _season,
    "quarter": _quarter,
    "half-year": _half,
    "year": _year,
    "decade": _decade,
}


def listed(names: Sequence[str], comma: str, last: str) -> str:
    """Names as a phrase: a, b and c."""
    if len(names) < 2:
        return "".join(names)
    return comma.join(names[:-1]) + last + names[-1]
