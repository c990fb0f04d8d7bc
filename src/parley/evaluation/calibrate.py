"""Fits the curve from scores to confidence, and says how good it is."""

from collections.abc import Sequence
from math import exp, log
from random import Random

import msgspec

from parley.coding.calibration import Calibration, logit
from parley.evaluation.measure import Judged

STEPS = 50
DRAWS = 2000
BINS = 5


class CalibrationReport(msgspec.Struct, frozen=True, kw_only=True):
    """How well confidences tell what is right, each document's by a curve fitted on the others.

    ``log_loss`` is the mean of -ln p of what was the case, ``constant`` that of the share right in
    the other documents, ``raw`` that of the scores. ``right`` is the share of items that gold has;
    ``groups`` are mean confidence, share right and size of five groups of equal size, ``error`` how
    far the two lie apart on average; ``perfect_error`` and ``perfect_log_loss`` are what a
    perfectly calibrated coder with these confidences would show on as few items: mean and 95th
    percentile of draws.
    """

    items: int
    documents: int
    right: float
    log_loss: float
    constant: float
    raw: float
    perfect_log_loss: tuple[float, float]
    error: float
    perfect_error: tuple[float, float]
    groups: tuple[tuple[float, float, int], ...]


def fit(judged: Sequence[Judged]) -> Calibration:
    """The logistic curve of greatest likelihood, by Newton's method.

    The targets are moved towards the middle as Platt (1999) does, so that a set without an error
    still has a curve. Raises ``ValueError`` where there is nothing to fit.
    """
    if not judged:
        raise ValueError("no items to fit a calibration on")
    x = [logit(one.score) for one in judged]
    good = sum(one.right for one in judged)
    high, low = (good + 1) / (good + 2), 1 / (len(judged) - good + 2)
    y = [high if one.right else low for one in judged]
    intercept, slope = log((good + 1) / (len(judged) - good + 1)), 0.0
    ridge = 1e-3
    for _ in range(STEPS):
        a = b = 0.0
        aa, ab, bb = ridge, 0.0, ridge
        for xi, yi in zip(x, y, strict=True):
            p = 1 / (1 + exp(-(intercept + slope * xi)))
            w = p * (1 - p)
            a += yi - p
            b += (yi - p) * xi
            aa += w
            ab += w * xi
            bb += w * xi * xi
        determinant = aa * bb - ab * ab
        step = ((bb * a - ab * b) / determinant, (aa * b - ab * a) / determinant)
        intercept += step[0]
        slope += step[1]
        if max(map(abs, step)) < 1e-9:
            break
    documents = len({one.doc for one in judged})
    return Calibration(round(intercept, 4), round(slope, 4), len(judged), documents)


def judge(judged: Sequence[Judged]) -> CalibrationReport:
    """What the method is worth: every document is judged by a curve fitted on all others."""
    told: list[tuple[float, float, float, bool]] = []
    for doc in sorted({one.doc for one in judged}):
        others = [one for one in judged if one.doc != doc]
        curve = fit(others)
        share = (sum(o.right for o in others) + 1) / (len(others) + 2)
        told += [
            (curve.of(one.score), share, one.score, one.right) for one in judged if one.doc == doc
        ]
    right = [r for *_, r in told]
    chances = [p for p, *_ in told]
    random = Random(0)
    losses, errors = [], []
    for _ in range(DRAWS):
        drawn = [random.random() < p for p in chances]
        losses.append(_log_loss(chances, drawn))
        errors.append(_error(_groups(chances, drawn)))
    groups = _groups(chances, right)
    return CalibrationReport(
        items=len(told),
        documents=len({one.doc for one in judged}),
        right=sum(right) / len(right),
        log_loss=_log_loss(chances, right),
        constant=_log_loss([share for _, share, _, _ in told], right),
        raw=_log_loss([score for _, _, score, _ in told], right),
        perfect_log_loss=_mean_and_top(losses),
        error=_error(groups),
        perfect_error=_mean_and_top(errors),
        groups=tuple(groups),
    )


def _log_loss(chances: Sequence[float], right: Sequence[bool]) -> float:
    kept = [min(0.99, max(0.01, p)) for p in chances]
    return -sum(log(p if r else 1 - p) for p, r in zip(kept, right, strict=True)) / len(right)


def _groups(chances: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and size of groups of equal size, in order of confidence."""
    order = sorted(range(len(chances)), key=lambda n: chances[n])
    size = max(1, -(-len(order) // BINS))
    out = []
    for at in range(0, len(order), size):
        part = order[at : at + size]
        mean = sum(chances[n] for n in part) / len(part)
        out.append((mean, sum(right[n] for n in part) / len(part), len(part)))
    return out


def _error(groups: Sequence[tuple[float, float, int]]) -> float:
    total = sum(size for *_, size in groups)
    return sum(abs(mean - share) * size for mean, share, size in groups) / total


def _mean_and_top(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return sum(ordered) / len(ordered), ordered[int(len(ordered) * 0.95)]
