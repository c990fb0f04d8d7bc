"""The events of a chronology by year, month or day: bars, each the way to its own stretch."""

from calendar import monthrange
from collections.abc import Callable
from typing import NamedTuple

from parley.record.counts import DAY, MONTH, YEAR, Counted
from parley.report.words import Words
from parley.web.filters import Filters

BARS = 72
"""Bars at most where years or months are told apart; days of two months."""
HEIGHT = 64


class Bar(NamedTuple):
    """Events of one stretch. ``x`` and ``width`` in per cent, ``y`` and ``height`` in pixels."""

    label: str
    name: str
    events: int
    x: float
    width: float
    y: int
    height: int
    href: str | None
    labelled: bool


class Timeline(NamedTuple):
    """The bars, and the tallest one's count."""

    bars: tuple[Bar, ...]
    most: int


def drawn(
    counted: Callable[[int], Counted], filters: Filters, order: str | None, words: Words
) -> tuple[Timeline, Counted]:
    """The events by when they began, and how many there are of which.

    ``counted`` counts them by as much of a date as it is told.
    """
    width = YEAR
    found = counted(YEAR)
    if found.times and int(max(found.times)) - int(min(found.times)) < BARS // 12 + 1:
        months = counted(MONTH)
        keys = _months(min(months.times), max(months.times))
        if len(keys) <= BARS:
            width, found = MONTH, months
        if len(keys) <= 2:
            width, found = DAY, counted(DAY)
    if not found.times:
        return Timeline((), 0), found
    counts, keys = found.times, _keys(min(found.times), max(found.times), width)
    most = max(counts.values())
    share = 100 / len(keys)
    step = -(-len(keys) // 12)
    bars = []
    for number, key in enumerate(keys):
        height = round(HEIGHT * counts[key] / most) if counts[key] else 0
        height = max(height, 2) if counts[key] else 0
        narrower = filters.within(key, key)
        bars.append(
            Bar(
                _label(key, words),
                words.t("events.count", n=counts[key]),
                counts[key],
                round(number * share, 3),
                round(share * 0.86, 3),
                HEIGHT - height,
                height,
                narrower.address("/chronology", order=order) if counts[key] else None,
                number % step == 0 and number * share < 95,
            )
        )
    return Timeline(tuple(bars), most), found


def _keys(first: str, last: str, width: int) -> list[str]:
    """All times from one to the other, both inclusive."""
    if width == YEAR:
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    months = _months(first[:MONTH], last[:MONTH])
    if width == MONTH:
        return months
    return [
        f"{month}-{day:02}"
        for month in months
        for day in range(1, monthrange(int(month[:4]), int(month[5:]))[1] + 1)
    ]


def _months(first: str, last: str) -> list[str]:
    start, end = (int(text[:4]) * 12 + int(text[5:7]) - 1 for text in (first, last))
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(start, end + 1)]


def _label(key: str, words: Words) -> str:
    parts = key.split("-")
    if len(parts) == 1:
        return key
    month = words.t(f"month.{int(parts[1])}")
    if len(parts) == 3:
        return words.t("tick.day", day=int(parts[2]), month=month)
    return words.t("tick.month", month=month, year=parts[0])
