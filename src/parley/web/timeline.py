"""The events of a chronology by year, month or day: bars, each the way to its own stretch."""

import datetime as dt
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from parley.items import MergedEvent
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
    """The bars, the tallest one's count, and how many events have no date."""

    bars: tuple[Bar, ...]
    most: int
    undated: int


def drawn(
    events: Sequence[MergedEvent], filters: Filters, order: str | None, words: Words
) -> Timeline:
    """The events by when they began; those without a date are counted."""
    days = sorted(
        max(event.start, filters.start) if filters.start else event.start
        for event in events
        if event.start is not None
    )
    undated = len(events) - len(days)
    if not days:
        return Timeline((), 0, undated)
    unit, keys = _units(days[0], days[-1])
    counts = Counter(_key(day, unit) for day in days)
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
    return Timeline(tuple(bars), most, undated)


def _units(first: dt.date, last: dt.date) -> tuple[str, list[str]]:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months > BARS:
        return "year", [f"{year:04}" for year in range(first.year, last.year + 1)]
    start = first.year * 12 + first.month - 1
    named = [f"{(start + n) // 12:04}-{(start + n) % 12 + 1:02}" for n in range(months)]
    if months > 2:
        return "month", named
    return "day", [
        f"{month}-{day:02}"
        for month in named
        for day in range(1, monthrange(int(month[:4]), int(month[5:]))[1] + 1)
    ]


def _key(day: dt.date, unit: str) -> str:
    return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[unit]]


def _label(key: str, words: Words) -> str:
    parts = key.split("-")
    if len(parts) == 1:
        return key
    month = words.t(f"month.{int(parts[1])}")
    if len(parts) == 3:
        return words.t("tick.day", day=int(parts[2]), month=month)
    return words.t("tick.month", month=month, year=parts[0])
