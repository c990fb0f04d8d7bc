"""Dialogue channels and their state on a day."""

import datetime as dt
from typing import Literal

import msgspec

from parley.items.base import Evidence, Party

State = Literal["unknown", "open", "suspended", "resuming", "dormant", "planned", "terminated"]


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """A dialogue channel as the lexicon has it.

    ``names`` by language (en zh-Hant zh-Hans ja ko), the first of each the one to print.
    ``cadence_months`` is its usual interval, ``parents`` its umbrella channels, ``established`` an
    ISO date or None. ``by_side``: what each party calls it. ``umbrella``: other channels name it
    as parent.
    """

    id: str
    parties: tuple[Party, ...]
    level: str
    names: dict[str, tuple[str, ...]]
    by_side: dict[str, str] = {}
    parents: tuple[str, ...] = ()
    established: str | None = None
    cadence_months: float | None = None
    note: str | None = None


class Because(msgspec.Struct, frozen=True):
    """An event behind a state, with its evidence."""

    event: str
    headline: str
    start: dt.date | None
    evidence: tuple[Evidence, ...] = ()
    doc: str | None = None


class Gap(msgspec.Struct, frozen=True):
    """Days in which a channel was closed; ``end`` None while it lasts. ``cause``: event ids."""

    start: dt.date
    end: dt.date | None
    days: int
    cause: tuple[str, ...] = ()


class ChannelState(msgspec.Struct, frozen=True, kw_only=True):
    """A channel on ``as_of``: its state, since when, and the events that say so."""

    id: str
    names: dict[str, tuple[str, ...]]
    parties: tuple[Party, ...]
    level: str
    as_of: dt.date
    state: State
    since: dt.date | None = None
    last_used: dt.date | None = None
    because: tuple[Because, ...] = ()
    gaps: tuple[Gap, ...] = ()
    use: Literal["in-use", "unused", "unanswered"] | None = None
    inferred: bool = False
    record_until: dt.date | None = None
    explanation: str = ""
