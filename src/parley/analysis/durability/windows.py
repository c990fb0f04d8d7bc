"""Stretches of some months from the first of each month on: what was so, and what then came."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.analysis.durability.pooled import Floats, Ints
from parley.analysis.durability.results import Outcome
from parley.analysis.durability.spells import MONTH, History
from parley.channels.machine import CLOSED

HORIZONS = (3, 6, 12, 24)
"""Months ahead that forecasts look."""
FIRST = dt.date(1998, 1, 1)
"""The first window's first day."""
DUE = (0.5, 1.0, 2.0)
"""Cadences since the last use that part what is early, due, overdue and silent."""
CADENCE = 12.0
"""Months between uses where the lexicon gives none."""
NEVER = 10**6


class Facts(NamedTuple):
    """A channel's days as numbers: its states, uses, breaks, and how far the record reaches."""

    starts: Ints
    states: tuple[str, ...]
    uses: Ints
    breaks: Ints
    until: int
    whole: tuple[int, int] | None
    cadence: float


def facts(history: History) -> Facts:
    """The days of a channel's history."""
    states = tuple(s.state for s in history.states)
    starts = np.array([s.start.toordinal() for s in history.states], dtype=np.int64)
    entered = [
        at
        for at, state in enumerate(states)
        if state in CLOSED and (at == 0 or states[at - 1] not in CLOSED)
    ]
    return Facts(
        starts,
        states,
        np.array([day.toordinal() for day in history.uses], dtype=np.int64),
        starts[entered],
        history.until.toordinal(),
        (history.whole[0].toordinal(), history.whole[1].toordinal()) if history.whole else None,
        history.channel.cadence_months or CADENCE,
    )


def days_of(months: float) -> int:
    """Months as days."""
    return round(months * MONTH)


def within(days: Ints, after: Ints, until: Ints) -> NDArray[np.bool_]:
    """Whether any of ``days`` lies later than ``after`` and no later than ``until``."""
    early = np.searchsorted(days, after, side="right")
    return np.asarray(np.searchsorted(days, until, side="right") > early)


def at_risk(channel: Facts, days: Ints, outcome: Outcome) -> NDArray[np.bool_]:
    """On which ``days`` the outcome could be forecast: by the state, and by what is recorded."""
    place = np.searchsorted(channel.starts, days, side="right") - 1
    known = place >= 0
    state = np.array([channel.states[p] if p >= 0 else "unknown" for p in place])
    if outcome == "suspended":
        return np.asarray(known & (state == "open") & (days <= channel.until))
    if channel.whole is None:
        return np.zeros(days.size, dtype=bool)
    first, last = channel.whole
    return np.asarray(known & (state != "terminated") & (days >= first) & (days <= last))


def seen(channel: Facts, ends: Ints, outcome: Outcome) -> NDArray[np.bool_]:
    """Whether the record reaches to the ``ends`` of windows."""
    last = channel.until if outcome == "suspended" or channel.whole is None else channel.whole[1]
    return np.asarray(ends <= last)


def happened(channel: Facts, days: Ints, months: int, outcome: Outcome) -> NDArray[np.bool_]:
    """Whether the outcome came within ``months`` after each of ``days``."""
    which = channel.breaks if outcome == "suspended" else channel.uses
    return within(which, days, days + days_of(months))


def keys(channel: Facts, days: Ints, months: int, outcome: Outcome) -> dict[str, Ints]:
    """For each baseline the class that each day belongs to, of ``CLASSES`` many."""
    which = channel.breaks if outcome == "suspended" else channel.uses
    before = np.searchsorted(channel.uses, days, side="right") - 1
    since = np.full(days.size, NEVER, dtype=np.int64)
    used = before >= 0
    since[used] = days[used] - channel.uses[before[used]]
    return {
        "climatology": np.zeros(days.size, dtype=np.int64),
        "last-state": within(which, days - days_of(months), days).astype(np.int64),
        "cadence": np.searchsorted(np.array(DUE), since / (channel.cadence * MONTH), side="left"),
    }


CLASSES = {"climatology": 1, "last-state": 2, "cadence": len(DUE) + 1}
"""How many classes of days each baseline tells apart."""


class Counts(NamedTuple):
    """By channel and class: in how many windows, and in how many it happened."""

    windows: Floats
    events: Floats


def counted(
    channels: Mapping[str, Facts], until: dt.date, months: int, outcome: Outcome
) -> dict[str, Counts]:
    """For each baseline, what followed in all windows that were over by ``until``."""
    first_days = _firsts(until)
    length = days_of(months)
    first_days = first_days[first_days + length <= until.toordinal()]
    found = {
        name: Counts(np.zeros((len(channels), size)), np.zeros((len(channels), size)))
        for name, size in CLASSES.items()
    }
    for row, channel in enumerate(channels.values()):
        days = first_days[at_risk(channel, first_days, outcome)]
        days = days[seen(channel, days + length, outcome)]
        if not days.size:
            continue
        came = happened(channel, days, months, outcome)
        for name, classes in keys(channel, days, months, outcome).items():
            size = CLASSES[name]
            found[name].windows[row] = np.bincount(classes, minlength=size)
            found[name].events[row] = np.bincount(classes, came, size)
    return found


def _firsts(until: dt.date) -> Ints:
    months = (until.year - FIRST.year) * 12 + until.month - FIRST.month + 1
    days = [
        dt.date(FIRST.year + at // 12, at % 12 + 1, 1).toordinal() for at in range(max(0, months))
    ]
    return np.array(days, dtype=np.int64)
