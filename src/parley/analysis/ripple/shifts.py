"""The test: what came after a set of days, less what came before, against all other days.

All triggers are shifted together by one, two, three, … days, and those that run past the record's
end go on at its beginning. That keeps how they lie to each other, as it keeps the outcome's own
bursts and lulls; only the link of both is broken (random shifts of one of two series: Politis and
Romano 1992 for the circle). Every shift is made, so that nothing depends on chance.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
CLOSE = 1e-9
"""Differences no larger are none: sums in another order differ in their last digits."""


class Windows(NamedTuple):
    """For each day whose windows lie in the record: the outcome's sum before and after it."""

    before: Floats
    after: Floats

    @property
    def change(self) -> Floats:
        """After less before."""
        return np.asarray(self.after - self.before)


def windows(outcome: Floats, length: int) -> Windows | None:
    """The sums of ``length`` days before and after each day; the day itself counts in neither.

    ``outcome`` by day. The first day told is number ``length``. None where the record is shorter.
    """
    if outcome.size < 2 * length + 1:
        return None
    total = np.concatenate([[0.0], np.cumsum(outcome)])
    sums = total[length:] - total[:-length]
    return Windows(sums[: -length - 1], sums[length + 1 :])


class Tested(NamedTuple):
    """The mean before and after, the p-value, and the change that 90 of 100 shifts do not pass."""

    before: float
    after: float
    p: float
    low: float
    high: float


def held(of: Windows, days: Sequence[int]) -> Tested:
    """The mean change at ``days`` (numbers of ``of``) against the same at every shift of them.

    ``p`` is twice the share of shifts, the one of nothing among them, that give as much or more on
    the side on which fewer do.
    """
    at = np.asarray(days, dtype=np.int64)
    means = shifted(of.change, at)
    above = float((means >= means[0] - CLOSE).mean())
    below = float((means <= means[0] + CLOSE).mean())
    low, high = np.quantile(means, (0.05, 0.95))
    return Tested(
        float(of.before[at].mean()),
        float(of.after[at].mean()),
        min(1.0, 2 * min(above, below)),
        float(low),
        float(high),
    )


def shifted(change: Floats, days: Ints) -> Floats:
    """The mean of ``change`` over ``days`` at each shift, that of nothing first."""
    total = np.zeros(change.size)
    for day in days:
        total += np.roll(change, -int(day))
    return np.asarray(total / days.size)
