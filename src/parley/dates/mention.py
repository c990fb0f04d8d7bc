"""A date expression as found, before anything is known of its context."""

import datetime as dt
from typing import Literal

import msgspec

from parley.items import Interval

Anchor = Literal["published", "governing", "story"]
Unit = Literal["minute", "hour", "day", "week", "month", "year", "time"]
Hedge = Literal["nearly", "over", "about"]


class Parts(msgspec.Struct, frozen=True, gc=False):
    """One end of an expression: what of it is written, the rest to come from context.

    ``year``, ``month``, ``day`` are numbers as written. ``shift_*`` count from the anchor: -1 with
    ``year`` is last year. ``anchor``: ``published``, ``governing`` for "the same month", or
    ``story``: the last date told where the text looks back, publication where it looks ahead.
    ``part``: a piece of the smallest unit named (early mid late first-half second-half q1 … q4
    spring summer autumn winter fiscal first-day last-day). ``weekday``: 0 is Monday. ``last``,
    ``coming``: what is written is the latest before publication, or the next after it.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    shift_year: int | None = None
    shift_month: int | None = None
    shift_week: int | None = None
    shift_day: int | None = None
    weekday: int | None = None
    part: str | None = None
    decade: bool = False
    anchor: Anchor = "published"
    last: bool = False
    coming: bool = False


class DateMention(msgspec.Struct, frozen=True, gc=False):
    """A date expression: its span in the text given, and its two ends (``until`` None: one date).

    ``direction`` as in ``Interval``; ``vague`` names an expression without a date of its own
    (``recent``: the month up to publication; ``coming``: after it; ``year-rest``: till the
    year's end).
    """

    start: int
    end: int
    text: str
    first: Parts
    until: Parts | None = None
    direction: Literal["since", "until", "before", "after"] | None = None
    approximate: bool = False
    vague: str | None = None


class Context(msgspec.Struct, frozen=True, gc=False):
    """What an expression is resolved against.

    ``published``: the document's date. ``governing``: the last date told. ``future``: the clause
    speaks of what is to come. ``narrative``: a missing year or month is that of ``governing``.
    """

    published: dt.date | None = None
    governing: Interval | None = None
    future: bool = False
    narrative: bool = False


class Duration(msgspec.Struct, frozen=True, gc=False):
    """A length of time: span in the text given, value in ``unit``, and how it is hedged."""

    start: int
    end: int
    text: str
    value: int | float
    unit: Unit
    hedge: Hedge | None = None
