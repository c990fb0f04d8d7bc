"""When events happened, as far as the record knows, and which of them count for a pair."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from parley.analysis.series.scale import Scale
from parley.channels.deeds import imprecise
from parley.items import LONGEST, UNREAL, MergedEvent


class Placed(NamedTuple):
    """An event between two parties: the days within which it began, and how sure it is.

    ``first`` and ``last`` are ordinals, both inclusive; ``mode`` is what it weighs as, None where
    it has no place on the scale.
    """

    event: MergedEvent
    first: int
    last: int
    mode: str | None

    @property
    def sure(self) -> float:
        """How likely it is that it happened: the event's confidence."""
        return self.event.confidence


def placed(
    events: Iterable[MergedEvent], pair: frozenset[str], only: bool, scale: Scale
) -> list[Placed]:
    """Events in which both take part (with ``only``: nobody else), by first day.

    What was planned, denied or supposed is none, nor is what has no date.
    """
    found = []
    for event in events:
        parties = frozenset(event.parties)
        if event.modality in UNREAL or not pair <= parties or (only and parties != pair):
            continue
        days = began(event)
        if days is not None:
            found.append(Placed(event, *days, scale.mode(event, pair)))
    return sorted(found, key=lambda one: (one.first, one.last, one.event.id))


def began(event: MergedEvent) -> tuple[int, int] | None:
    """The first and the last day on which an event may have begun, as ordinals; None undated."""
    if event.start is None:
        return None
    first = event.start.toordinal()
    if imprecise(event) and event.end is not None:
        return first, event.end.toordinal()
    if event.lasting or event.ongoing:
        return first, first + LONGEST.get(event.precision, 1) - 1
    return first, first


def overlap(first: int, last: int, start: int, end: int) -> float:
    """The share of the days ``first`` to ``last`` that lies in ``start`` to ``end``."""
    return max(0, min(last, end) - max(first, start) + 1) / (last - first + 1)


class Span(NamedTuple):
    """Days as ordinals, both inclusive."""

    start: int
    end: int


def periods(freq: str, start: dt.date, end: dt.date) -> list[Span]:
    """The whole weeks (from Monday), months, quarters or years that ``start`` to ``end`` touch."""
    found: list[Span] = []
    day = _first(freq, start)
    while day <= end:
        after = _next(freq, day)
        last = dt.date.max if after is None else after - dt.timedelta(days=1)
        found.append(Span(day.toordinal(), last.toordinal()))
        if after is None:
            break
        day = after
    return found


MONTHS = {"month": 1, "quarter": 3, "year": 12}


def _first(freq: str, day: dt.date) -> dt.date:
    if freq == "week":
        return day - dt.timedelta(days=min(day.weekday(), day.toordinal() - 1))
    length = MONTHS[freq]
    return dt.date(day.year, (day.month - 1) // length * length + 1, 1)


def _next(freq: str, day: dt.date) -> dt.date | None:
    if freq == "week":
        try:
            return day + dt.timedelta(days=7 - day.weekday())
        except OverflowError:
            return None
    month = day.month - 1 + MONTHS[freq]
    year = day.year + month // 12
    return dt.date(year, month % 12 + 1, 1) if year <= dt.MAXYEAR else None


def published(placed: Sequence[Placed]) -> list[int]:
    """The days on which documents came out that tell of the pair, in order."""
    days = {
        source.published.toordinal()
        for one in placed
        if one.event.status != "reference"
        for source in one.event.sources
        if source.published is not None
    }
    return sorted(days)
