"""Corrections of p-values for the number of tests."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def benjamini_hochberg(values: Sequence[float]) -> list[float]:
    """The smallest false discovery rate at which each would be told (Benjamini, Hochberg 1995)."""
    p = np.asarray(values, dtype=float)
    order = np.argsort(p)[::-1]
    scaled = p[order] * p.size / np.arange(p.size, 0, -1)
    return _back(np.minimum.accumulate(scaled), order)


def holm(values: Sequence[float]) -> list[float]:
    """The smallest chance of any false finding at which each would be told (Holm 1979)."""
    p = np.asarray(values, dtype=float)
    order = np.argsort(p)
    return _back(np.maximum.accumulate(p[order] * np.arange(p.size, 0, -1)), order)


def _back(values: NDArray[np.float64], order: NDArray[np.intp]) -> list[float]:
    """Values given in ``order`` as they were, none above 1."""
    found = np.empty(values.size)
    found[order] = np.minimum(values, 1.0)
    return [float(value) for value in found]
