"""Kaplan–Meier curves and the log-rank test."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import chi2

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Curve(NamedTuple):
    """A survival curve: at each time when something ended, the share that lasts beyond it.

    ``at_risk`` were under way just before, ``ended`` ended then; ``low`` and ``high`` bound the
    share.
    """

    times: Floats
    share: Floats
    low: Floats
    high: Floats
    at_risk: NDArray[np.int64]
    ended: NDArray[np.int64]

    def quantile(self, share: float = 0.5) -> float | None:
        """The first time at which no more than ``share`` last; None where more do to the end."""
        below = np.flatnonzero(self.share <= share)
        return float(self.times[below[0]]) if below.size else None


class LogRank(NamedTuple):
    """A test that groups end alike: its statistic, degrees of freedom and p-value."""

    statistic: float
    df: int
    p: float


def kaplan_meier(times: Floats, ended: Flags, level: float = 0.9) -> Curve:
    """The product-limit estimate (Kaplan and Meier 1958) of durations ``times``.

    ``ended`` is False where a duration was cut off; of those equal, ends come first. The interval
    at ``level`` is Greenwood's (1926), on the scale log(−log S), and takes durations for
    independent of each other; ``resampled`` does not.
    """
    points, going, died = _table(times, ended)
    at_risk, deaths = going.sum(axis=1), died.sum(axis=1)
    share = np.cumprod(1 - deaths / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(deaths / (at_risk * (at_risk - deaths)))
        log = np.log(share)
        width = ndtri((1 + level) / 2) * np.sqrt(variance) / np.abs(log)
        low, high = share ** np.exp(width), share ** np.exp(-width)
    gone = share <= 0
    low[gone] = high[gone] = 0.0
    return Curve(points, share, low, high, at_risk, deaths)


def resampled(times: Floats, ended: Flags, weights: Floats, level: float = 0.9) -> Curve:
    """The same with an interval from resampling: ``weights`` has a row of counts for each draw.

    Where Greenwood's is wider, as with few channels, that one stands.
    """
    curve = kaplan_meier(times, ended, level)
    _, going, died = _table(times, ended)
    # Not by @: on arrays this small the threads of a linear algebra library cost more than they do.
    at_risk = np.einsum("ds,ps->dp", weights, going.astype(float))
    deaths = np.einsum("ds,ps->dp", weights, died.astype(float))
    share = np.cumprod(1 - deaths / np.maximum(at_risk, 1e-9), axis=1)
    tail = (1 - level) / 2
    low, high = np.quantile(share, [tail, 1 - tail], axis=0)
    return curve._replace(low=np.fmin(low, curve.low), high=np.fmax(high, curve.high))


def _table(times: Floats, ended: Flags) -> tuple[Floats, Flags, Flags]:
    """The times of ends; for each, which durations go on until then, and which end then."""
    points = np.unique(times[ended])
    going = times[None, :] >= points[:, None]
    return points, going, (times[None, :] == points[:, None]) & ended[None, :]


def log_rank(times: Floats, ended: Flags, groups: Sequence[object]) -> LogRank:
    """The log-rank test of two or more groups (Mantel 1966; Peto and Peto 1972).

    Raises ``ValueError`` for fewer than two groups.
    """
    names = list(dict.fromkeys(groups))
    if len(names) < 2:
        raise ValueError("a log-rank test compares two groups or more")
    member = np.array([[group == name for group in groups] for name in names])
    _, going, died = _table(times, ended)
    at_risk, deaths = going.sum(axis=1).astype(float), died.sum(axis=1).astype(float)
    per_group = going.astype(float) @ member.T.astype(float)  # points × groups
    observed = (died.astype(float) @ member.T.astype(float)).sum(axis=0)
    share = per_group / at_risk[:, None]
    excess = (observed - (share * deaths[:, None]).sum(axis=0))[:-1]
    several = at_risk > 1
    factor = np.where(several, deaths * (at_risk - deaths) / np.where(several, at_risk - 1, 1), 0)
    spread = np.diag((factor[:, None] * share).sum(axis=0)) - (share * factor[:, None]).T @ share
    statistic = float(excess @ np.linalg.pinv(spread[:-1, :-1]) @ excess)
    return LogRank(statistic, len(names) - 1, float(chi2.sf(statistic, len(names) - 1)))
