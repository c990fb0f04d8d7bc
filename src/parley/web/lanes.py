"""The lanes: channels over time, with their events or, where there are many, how many these are."""

import datetime as dt
from calendar import monthrange
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from parley import __version__
from parley.items import ChannelState
from parley.record.counts import DAY, MONTH
from parley.report import ReportData, Spell
from parley.report.lanes import Heaps, Picture, picture
from parley.web.days import Stretch
from parley.web.record import Record

MARKED, IN_LANE = 1000, 300
"""Events that are marked one by one, in all and for each lane; of more it is drawn how many there
were."""
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
    heaps = _heaps(record, ids, shown)
    events = () if heaps is not None else record.drawn(ids, *shown)
    data = ReportData(channels=tuple(states), spells=spells, as_of=day, version=__version__)
    return picture(
        data, record.index.of(events), record.words, ids or {""}, (shown.first, shown.last), heaps
    )


def _heaps(record: Record, ids: frozenset[str], shown: Stretch) -> Heaps | None:
    """How many events the channels have, by as much time as the stretch is long for; None where
    they are few enough to be marked."""
    first, last = str(shown.first.year), str(shown.last.year)
    most = min(MARKED, IN_LANE * len(ids))
    times = record.a_year()
    if _told(times, ids, first, last) <= most:
        return None
    if shown.days <= BY_YEAR:
        times = record.at_times(ids, *shown, MONTH if shown.days > BY_MONTH else DAY)
        if sum(several.total() for several in times.values()) <= most:
            return None
    stretches = {
        time: days
        for time in sorted({time for key in ids for time in times.get(key, ())})
        for days in [_days(time)]
        if days[0] <= shown.last and days[1] >= shown.first
    }
    return Heaps(
        stretches,
        {
            key: {time: n for time, n in times.get(key, {}).items() if time in stretches}
            for key in ids
        },
    )


def _told(times: Mapping[str, Counter[str]], ids: frozenset[str], first: str, last: str) -> int:
    return sum(n for key in ids for year, n in times.get(key, {}).items() if first <= year <= last)


@lru_cache(4096)
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
