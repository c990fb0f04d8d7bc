"""The lanes: channels over time, with their events or, where there are many, how many these are."""

import datetime as dt
from calendar import monthrange
from collections import Counter
from collections.abc import Mapping, Sequence

from parley import __version__
from parley.items import ChannelState
from parley.record.counts import DAY, MONTH
from parley.report import ReportData, Spell
from parley.report.lanes import Heap, Picture, picture
from parley.web.days import Stretch
from parley.web.record import Record

MARKED = 1000
"""Events that are marked one by one; of more it is drawn how many there were."""
BY_YEAR, BY_MONTH = 366 * 6, 62
"""Days from which on events are counted by year, and by month."""


def drawn(
    record: Record,
    states: Sequence[ChannelState],
    spells: Mapping[str, Sequence[Spell]],
    shown: Stretch,
    day: dt.date,
) -> Picture:
    """The picture of channels in a stretch of time."""
    ids = frozenset(state.id for state in states)
    heaps = _heaps(record, ids, shown) if _many(record, ids, shown) else None
    events = () if heaps is not None else record.drawn(ids, *shown)
    data = ReportData(channels=tuple(states), spells=spells, as_of=day, version=__version__)
    return picture(
        data, record.index.of(events), record.words, ids or {""}, (shown.first, shown.last), heaps
    )


def _many(record: Record, ids: frozenset[str], shown: Stretch) -> bool:
    first, last = str(shown.first.year), str(shown.last.year)
    years = record.a_year()
    told = sum(n for key in ids for year, n in years.get(key, {}).items() if first <= year <= last)
    if told <= MARKED:
        return False
    return (
        shown.days > BY_YEAR
        or sum(times.total() for times in record.at_times(ids, *shown, MONTH).values()) > MARKED
    )


def _heaps(record: Record, ids: frozenset[str], shown: Stretch) -> dict[str, list[Heap]]:
    """How many events the channels have, by as much time as the stretch is long for."""
    if shown.days > BY_YEAR:
        times: Mapping[str, Counter[str]] = record.a_year()
    else:
        width = MONTH if shown.days > BY_MONTH else DAY
        times = record.at_times(ids, *shown, width)
    return {
        key: [
            Heap(first, last, n)
            for time, n in sorted(times.get(key, {}).items())
            for first, last in [_days(time)]
            if first <= shown.last and last >= shown.first
        ]
        for key in ids
    }


def _days(time: str) -> tuple[dt.date, dt.date]:
    parts = [int(part) for part in time.split("-")]
    match parts:
        case [year]:
            return dt.date(year, 1, 1), dt.date(year, 12, 31)
        case [year, month]:
            return dt.date(year, month, 1), dt.date(year, month, monthrange(year, month)[1])
        case _:
            day = dt.date.fromisoformat(time)
            return day, day
