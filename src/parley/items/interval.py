"""A stretch of days as a text gives it."""

import datetime as dt
from typing import Literal

import msgspec

from parley.items.base import Precision

Direction = Literal["since", "until", "before", "after"]


class Interval(msgspec.Struct, frozen=True):
    """Days from ``start`` to ``end``, both inclusive; both None where the date is unknown.

    ``precision`` ``day``: first and last day of it. Any coarser one: the interval within which
    it happened. ``direction`` is set where the text opens the interval ("since 2021": start of
    2021, direction ``since``). ``anchor`` is the day a relative expression was counted from.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    precision: Precision = "unknown"
    approximate: bool = False
    anchor: dt.date | None = None
    direction: Direction | None = None

    @property
    def known(self) -> bool:
        """Whether both ends are known."""
        return self.start is not None and self.end is not None
