"""Krippendorff's alpha for two who judged the same units."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Any

Difference = Callable[[Any, Any], float]


def nominal(a: Hashable, b: Hashable) -> float:
    """0 where the two are the same, else 1."""
    return float(a != b)


def interval(a: float, b: float) -> float:
    """The squared difference."""
    return float(a - b) ** 2


def masi(a: frozenset[str], b: frozenset[str]) -> float:
    """How far two sets are apart: 1 - Jaccard × 1, 2/3, 1/3 or 0 (Passonneau 2006).

    The factor is 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap.
    """
    if a == b:
        return 0.0
    common = len(a & b)
    if not common:
        return 1.0
    factor = 2 / 3 if a <= b or b <= a else 1 / 3
    return 1 - common / len(a | b) * factor


def alpha(pairs: Sequence[tuple[Any, Any]], difference: Difference = nominal) -> float | None:
    """Agreement beyond chance (Krippendorff 2004): 1 is full, 0 what chance gives.

    ``pairs`` holds what each of the two said of a unit. None where there are fewer than two units
    or where all values are the same, since then there is no chance to beat.
    """
    if len(pairs) < 2:
        return None
    counts = Counter(value for pair in pairs for value in pair)
    total = sum(counts.values())
    values = list(counts)
    expected = sum(
        counts[a] * counts[b] * difference(a, b) for a in values for b in values if a != b
    ) / (total * (total - 1))
    if not expected:
        return None
    observed = sum(difference(a, b) for a, b in pairs) / len(pairs)
    return 1 - observed / expected
