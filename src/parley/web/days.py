"""The day that states are told for, and the stretches of time that pages offer."""

import datetime as dt
from typing import NamedTuple

from parley.web.faults import N_

STRETCHES: tuple[tuple[str, int | None], ...] = (
    (N_("All"), None),
    (N_("10 years"), 3653),
    (N_("5 years"), 1826),
    (N_("2 years"), 731),
    (N_("1 year"), 366),
    (N_("3 months"), 92),
    (N_("1 month"), 31),
    (N_("1 week"), 7),
)


class Stretch(NamedTuple):
    """Days from ``first`` to ``last``, both inclusive."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1


def today() -> dt.date:
    """The day that states are told for unless another is asked."""
    return dt.date.today()


def about(whole: Stretch, shown: Stretch, days: int) -> Stretch:
    """A stretch of so many days around the middle of the one shown, or up to its end where all
    was shown, and within the whole."""
    end = shown.last if shown == whole else shown.first + (shown.last - shown.first) / 2
    end = max(min(end, whole.last), whole.first)
    last = end if shown == whole else end + dt.timedelta(days=days // 2)
    last = max(min(last, whole.last), whole.first)
    return Stretch(max(last - dt.timedelta(days=days - 1), whole.first), last)


def moved(whole: Stretch, shown: Stretch, way: int) -> Stretch | None:
    """The stretch half its length earlier (-1) or later (1), None where the record ends."""
    step = dt.timedelta(days=max(shown.days // 2, 1) * way)
    if (way < 0 and shown.first <= whole.first) or (way > 0 and shown.last >= whole.last):
        return None
    first = min(
        max(shown.first + step, whole.first), whole.last - dt.timedelta(days=shown.days - 1)
    )
    first = max(first, whole.first)
    return Stretch(first, first + dt.timedelta(days=shown.days - 1))
