"""Intervals of weighted counts: what rates could have given what is on record.

A sum of Poisson counts with weights has gamma bounds by its mean and variance (Fay and Feuer 1997,
Statistics in Medicine 16: 791-801), the upper one widened by one more event of mean weight (Tiwari,
Clegg and Zou 2006, Statistical Methods in Medical Research 15: 547-569). With equal weights they
are the exact ones of Garwood (1936).
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from scipy.special import gammaincinv

from parley.analysis.estimates import Estimate

ALPHA = 0.1
"""One minus the level of an interval."""


class Unseen(NamedTuple):
    """One more event of the usual kind: the mean of its weight and of the weight's square."""

    mean: float
    square: float


ONE = Unseen(1.0, 1.0)
"""One more event, where each counts as one."""


def unseen(weights: Iterable[float]) -> Unseen:
    """One more event of those with these weights, zeros left out."""
    own = [weight for weight in weights if weight > 0]
    if not own:
        return Unseen(0.0, 0.0)
    return Unseen(sum(own) / len(own), sum(w * w for w in own) / len(own))


def weighted(total: float, squares: float, more: Unseen) -> Estimate:
    """The sum ``total`` of weights with its interval.

    Each event is there with the weight w and the chance p: ``total`` sums p·w, ``squares`` p·w²,
    which is the variance of a Poisson count and of the doubt together. ``more`` bounds what was
    not seen.
    """
    low = 0.0 if total <= 0 else _gamma(ALPHA / 2, total, squares)
    above = total + more.mean
    high = _gamma(1 - ALPHA / 2, above, squares + more.square) if above > 0 else 0.0
    return Estimate(float(total), low, high)


def _gamma(p: float, mean: float, variance: float) -> float:
    return float(gammaincinv(mean**2 / variance, p) * variance / mean)


def difference(a: Estimate, b: Estimate) -> Estimate:
    """``a`` less ``b``, which are independent, with its interval.

    From the intervals of both (Zou and Donner 2008, Statistics in Medicine 27: 1693-1702).
    """
    value = a.value - b.value
    down = np.hypot(a.value - a.low, b.high - b.value)
    up = np.hypot(a.high - a.value, b.value - b.low)
    return Estimate(value, float(value - down), float(value + up))
