"""What a report is made of: plain data, so that any desk, or a test, can supply it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec

from parley.items import ChannelState, Check, Document, MergedEvent, Problem, Statement


class Spell(Protocol):
    """A stretch of days in one state; ``end`` is the day it gives way, None while it lasts."""

    @property
    def start(self) -> dt.date:
        """The first day in this state."""
        ...

    @property
    def end(self) -> dt.date | None:
        """The day it gives way, or None."""
        ...

    @property
    def state(self) -> str:
        """The state."""
        ...

    @property
    def inferred(self) -> bool:
        """Whether an umbrella channel gives it."""
        ...


class ReportData(msgspec.Struct, frozen=True, kw_only=True):
    """All that a report shows.

    ``events`` are those that the documents tell of; ``reference`` those of the reference
    chronology (empty where it was left out), used for the lanes and behind states and checks.
    ``spells`` are by channel id, earlier first. ``version`` is Parley's.
    """

    documents: tuple[Document, ...] = ()
    events: tuple[MergedEvent, ...] = ()
    statements: tuple[Statement, ...] = ()
    checks: tuple[Check, ...] = ()
    channels: tuple[ChannelState, ...] = ()
    spells: Mapping[str, Sequence[Spell]] = {}
    reference: tuple[MergedEvent, ...] = ()
    as_of: dt.date
    problems: tuple[Problem, ...] = ()
    version: str
