"""What a report is made of: plain data, so that any desk, or a test, can supply it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

import msgspec

from parley import channels
from parley.analysis.durability import Durability
from parley.analysis.series import DyadSeries
from parley.items import ChannelState, Check, Document, MergedEvent, Problem, Statement


class Spell(NamedTuple):
    """A stretch of days in one state; ``end`` is the day it gives way, None while it lasts."""

    start: dt.date
    end: dt.date | None
    state: str
    inferred: bool = False


def spells(history: Sequence[channels.Spell]) -> tuple[Spell, ...]:
    """A channel's ``history`` with each spell's end, which is where the next one begins."""
    ends = [spell.start for spell in history[1:]]
    return tuple(
        Spell(spell.start, end, spell.state, spell.inferred)
        for spell, end in zip_longest(history, ends)
    )


class ReportData(msgspec.Struct, frozen=True, kw_only=True):
    """All that a report shows.

    ``events`` are those that the documents tell of; ``reference`` those of the reference
    chronology (empty where it was left out), used for the lanes and behind states and checks.
    ``spells`` are by channel id, earlier first. ``version`` is Parley's. ``durability`` is None
    where it was not worked out; ``series`` are, by year, of the pairs that the events are mostly
    about.
    """

    documents: tuple[Document, ...] = ()
    events: tuple[MergedEvent, ...] = ()
    statements: tuple[Statement, ...] = ()
    checks: tuple[Check, ...] = ()
    channels: tuple[ChannelState, ...] = ()
    spells: Mapping[str, Sequence[Spell]] = {}
    reference: tuple[MergedEvent, ...] = ()
    durability: Durability | None = None
    series: tuple[DyadSeries, ...] = ()
    as_of: dt.date
    problems: tuple[Problem, ...] = ()
    version: str
