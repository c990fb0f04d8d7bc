"""How far a series hangs on the weights of its scale: other weights, ranks alone, signs alone."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parley.analysis.series.results import Change, Measure, Sensitivity

Floats = NDArray[np.float64]
DRAWS = 400
"""Draws of perturbed weights."""
SPREAD = 0.3
"""Standard deviation of the logarithm of the factor by which a perturbed weight differs."""
MEASURES: tuple[Measure, ...] = ("cooperation", "conflict", "net")


def sensitivity(counts: Floats, weights: Floats) -> tuple[Sensitivity, ...]:
    """Each measure under each change of the scale.

    ``counts``: periods without gaps by modes; ``weights`` of the modes. Draws are seeded, so that
    the same series gives the same figures.
    """
    factors = np.exp(np.random.default_rng(0).normal(0, SPREAD, (DRAWS, weights.size)))
    found = []
    for measure in MEASURES:
        base = _measured(counts, weights[None], measure)[0]
        drawn = _measured(counts, weights * factors, measure)
        rhos = spearman(base, drawn)
        turns = [turned(base, other) for other in drawn]
        low, high = (None, None) if rhos is None else map(float, np.quantile(rhos, (0.05, 0.95)))
        found.append(
            Sensitivity(
                change="perturbed",
                measure=measure,
                rho=None if rhos is None else float(np.median(rhos)),
                low=low,
                high=high,
                turned=_median(turns),
            )
        )
        coarser: dict[Change, Floats] = {"ranks": ranked(weights), "signs": np.sign(weights)}
        for change, other in coarser.items():
            series = _measured(counts, other[None], measure)
            rho = spearman(base, series)
            found.append(
                Sensitivity(
                    change=change,
                    measure=measure,
                    rho=None if rho is None else float(rho[0]),
                    low=None,
                    high=None,
                    turned=turned(base, series[0]),
                )
            )
    return tuple(found)


def _measured(counts: Floats, weights: Floats, measure: Measure) -> Floats:
    """The measure by draw and period."""
    match measure:
        case "cooperation":
            weights = np.maximum(weights, 0)
        case "conflict":
            weights = np.maximum(-weights, 0)
        case _:
            pass
    return np.asarray(np.einsum("pm,dm->dp", counts, weights))


def ranked(weights: Floats) -> Floats:
    """Each weight's place among the sizes on its side of zero, with its sign."""
    found = np.zeros(weights.size)
    for side in (1, -1):
        of = np.sign(weights) == side
        sizes = np.unique(np.abs(weights[of]))
        found[of] = side * (np.searchsorted(sizes, np.abs(weights[of])) + 1)
    return found


def spearman(base: Floats, others: Floats) -> Floats | None:
    """Spearman's correlation of ``base`` with each row; None where one of them does not vary."""
    if base.size < 3:
        return None
    a = ranks(base)
    b = np.array([ranks(row) for row in others])
    a, b = a - a.mean(), b - b.mean(axis=1, keepdims=True)
    below = np.sqrt((a**2).sum() * (b**2).sum(axis=1))
    if not below.all():
        return None
    return np.asarray(np.einsum("p,dp->d", a, b) / below)


def ranks(values: Floats) -> Floats:
    """The rank of each value, ties sharing theirs."""
    rounded = np.round(values, 9)  # sums in another order differ in the last digits
    _, place, count = np.unique(rounded, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(count) - (count - 1) / 2)[place])


def turned(base: Floats, other: Floats) -> float | None:
    """The share of steps of ``base`` that go the other way in ``other``."""
    a, b = np.sign(np.round(np.diff(base), 9)), np.sign(np.round(np.diff(other), 9))
    steps = int((a != 0).sum())
    return float((a * b < 0).sum() / steps) if steps else None


def _median(values: Sequence[float | None]) -> float | None:
    told = [value for value in values if value is not None]
    return float(np.median(told)) if told else None
