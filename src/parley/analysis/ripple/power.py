"""How many triggers it takes to see an effect, by simulation.

Draws are seeded, so that the same record gives the same figures.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parley.analysis.ripple.shifts import CLOSE, Windows, shifted

Floats = NDArray[np.float64]
EFFECT = 2.0
"""The effect that is to be seen: so many times as much afterwards."""
ALPHA = 0.05
"""The level of the tests."""
ENOUGH = 0.8
"""The power from which a test that finds nothing says that there is nothing of that size."""
MOST = 200
"""The largest number of triggers that is tried."""
DRAWS = 1000
"""Simulated studies of each kind."""


class Marks(NamedTuple):
    """Events as a record has them: their weights, and how many come a day with each."""

    weights: Floats
    rates: Floats

    def drawn(self, number: int, random: np.random.Generator) -> Floats:
        """The weights of so many more."""
        return np.asarray(random.choice(self.weights, number, p=self.rates / self.rates.sum()))


def power(of: Windows, marks: Marks, length: int, days: Sequence[int]) -> float:
    """How often a study finds an outcome ``EFFECT`` times as much in ``length`` days after.

    The triggers lie to each other as ``days`` do: what chance does to the mean change is what
    their shifts give. On top come more events, ``EFFECT`` − 1 times as many as on other days, on
    each day that is in a window after a trigger; one that is in a window before another counts
    against it there. What fewer than ``ALPHA`` of shifts give is a finding.
    """
    random = np.random.default_rng(0)
    at = np.asarray(days, dtype=np.int64)
    means = shifted(of.change, at)
    first = int(at.min())
    gain = np.zeros(int(at.max()) - first + 2 * length + 1)
    under = np.zeros(gain.size, dtype=bool)
    for day in at - first + length:
        gain[day + 1 : day + 1 + length] += 1 / at.size
        gain[day - length : day] -= 1 / at.size
        under[day + 1 : day + 1 + length] = True
    numbers = random.poisson((EFFECT - 1) * marks.rates.sum() * under.sum(), DRAWS)
    where = random.choice(gain[under], numbers.sum())
    study = np.repeat(np.arange(DRAWS), numbers)
    extra = np.bincount(study, where * marks.drawn(where.size, random), DRAWS)
    return _seen(means, random.choice(means, DRAWS) + extra)


def needed(of: Windows, marks: Marks, length: int) -> int | None:
    """The number of triggers, on days drawn by lot, with which the power is ``ENOUGH``.

    None for more than ``MOST``.
    """

    def found(triggers: int) -> float:
        random = np.random.default_rng(triggers)
        null, own = (
            of.change[random.integers(0, of.change.size, (DRAWS, triggers))].mean(axis=1)
            for _ in range(2)
        )
        more = (EFFECT - 1) * marks.rates * length * triggers
        numbers = random.poisson(more, (DRAWS, more.size)).astype(float)
        extra = np.einsum("dw,w->d", numbers, marks.weights)
        return _seen(null, own + extra / triggers)

    low, high = 1, 2
    while found(high) < ENOUGH:
        if high >= MOST:
            return None
        low, high = high, min(2 * high, MOST)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if found(middle) < ENOUGH else (low, middle)
    return high


def _seen(null: Floats, studies: Floats) -> float:
    """The share of ``studies`` that pass what all but ``ALPHA`` of ``null`` keep to."""
    low, high = np.quantile(null, (ALPHA / 2, 1 - ALPHA / 2))
    return float(((studies > high + CLOSE) | (studies < low - CLOSE)).mean())
