"""Hazards of many channels at once, each drawn towards its level's, and that towards all.

Channel c of level l has the hazard z_c · exp(u_l) · h(t). Its own factor z_c is gamma distributed
with mean 1 and variance 1/a, common to all its spells; the levels' u_l are normal. What the
channels share is fitted on the likelihood with the z_c integrated out (Clayton 1978; the model of
shared frailty); a channel's factor then follows from its own spells, and so the less from them the
fewer there are.
"""

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import digamma, gammaln

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEVEL_SPREAD = 0.5
"""Standard deviation of the levels' u: of twenty levels one lies outside a factor of 2.7."""
SHAPE_SPREAD = 0.5
"""Standard deviation of what shapes the hazard over time: the log of Weibull's shape, the log
factors of pieces."""
FRAILTY = (float(np.log(2)), 1.0)
"""Mean and standard deviation of log a: channels vary by a factor of about two."""
BASE_SPREAD = 10.0
"""Standard deviation of the log hazard of all: as good as free."""
PARAMETERS = 64
"""More than any model here has."""
DAY = 0.5 / 365.25
"""Half a day in years: the shortest spell."""
STEPS = {"gtol": 1e-4}


class Redraw(NamedTuple):
    """A record that could have been: how often each channel counts, and the priors' centres.

    Channels are drawn with replacement (Efron 1979), centres from the priors themselves, in
    standard deviations: so an interval is as wide as the data leave it, and where there are none
    as wide as the prior (randomise, then optimise: Bardsley and others 2014).
    """

    weights: Floats
    prior: Floats


class Shape(Protocol):
    """How the hazard runs over time, for channels in a fixed order, up to a factor."""

    size: int

    def hazard(self, shape: Floats) -> tuple[Floats, Floats]:
        """By channel the log hazards summed over its ends, and their derivative."""

    def cumulative(self, shape: Floats) -> tuple[Floats, Floats]:
        """By channel the cumulative hazard of all its spells, and its derivative."""


class Pooled(NamedTuple):
    """What was fitted: log hazard ``base``, ``levels`` (u), ``shape``, ``a``.

    ``own``: for each channel the two parameters of the gamma distribution of its factor z, given
    its spells. ``loss``: minus the log of likelihood and priors, at the optimum; ``curvature``: the
    inverse of its second derivatives there, as far as the search has learnt them.
    """

    base: float
    levels: Floats
    shape: Floats
    a: float
    own: Floats
    loss: float
    curvature: Floats


def fit(
    shape: Shape,
    ends: Floats,
    level: Ints,
    levels: int,
    draw: Redraw | None = None,
    start: Pooled | None = None,
) -> Pooled:
    """The model for channels with ``ends`` ends each, of levels numbered by ``level``.

    ``draw``: another record that could have been, for an interval. ``start`` is an earlier fit of
    the same shape, to begin from. The optimum is that of the penalised likelihood; the same data
    give the same fit.
    """
    size = shape.size
    w = np.ones(ends.size) if draw is None else draw.weights
    spread = np.concatenate(
        [[BASE_SPREAD], np.full(levels, LEVEL_SPREAD), np.full(size, SHAPE_SPREAD), [FRAILTY[1]]]
    )
    centre = np.zeros(spread.size)
    centre[-1] = FRAILTY[0]
    if draw is not None:
        centre[1:] += draw.prior[: spread.size - 1] * spread[1:]

    def loss(x: Floats) -> tuple[float, Floats]:
        base, u, form, log_a = x[0], x[1 : 1 + levels], x[1 + levels : -1], x[-1]
        a = np.exp(log_a)
        eta = base + u[level]
        g, dg = shape.hazard(form)
        raw, d_raw = shape.cumulative(form)
        scale = np.exp(eta)
        total = scale * raw
        weight = (a + ends) / (a + total)
        value = w @ (g + ends * eta)
        value += w @ (gammaln(a + ends) - gammaln(a) + a * log_a)
        value -= w @ ((a + ends) * np.log(a + total))
        by_channel = w * (ends - weight * total)
        by_a = w @ (digamma(a + ends) - digamma(a) + log_a + 1 - np.log(a + total) - weight)
        off = (x - centre) / spread
        gradient = np.concatenate(
            [
                [by_channel.sum()],
                np.bincount(level, by_channel, levels),
                w @ dg - (w * weight * scale) @ d_raw,
                [a * by_a],
            ]
        )
        value -= off @ off / 2
        gradient -= off / spread
        return -float(value), -gradient

    first = np.zeros(2 + levels + size)
    if start is not None:
        first = _parameters(start)
    else:
        exposed = float(w @ shape.cumulative(np.zeros(size))[0])
        first[0] = np.log((w @ ends + 0.5) / (exposed + 0.5))
        first[-1] = FRAILTY[0]
    # BFGS, not L-BFGS-B, whose linear algebra wakes a thread for each core at every step.
    options = STEPS if start is None else STEPS | {"hess_inv0": start.curvature}
    found = minimize(loss, first, jac=True, method="BFGS", options=options)
    curvature = (found.hess_inv + found.hess_inv.T) / 2
    return _pooled(found.x, shape, ends, level, levels, float(found.fun), curvature)


def resampled(
    shape: Shape, ends: Floats, level: Ints, levels: int, first: Pooled, draws: int, seed: int = 0
) -> list[Pooled]:
    """The model on as many records that could have been, the same for the same seed.

    ``first`` is the fit to the record itself. The mean of the refitted parameters is moved to its
    own: by how far refits lie off the fit, the fit lies off the truth (Efron and Tibshirani 1993,
    chapter 10), and an interval would have that twice.
    """
    again = [fit(shape, ends, level, levels, d, first) for d in redraws(ends.size, draws, seed)]
    rows = np.array([_parameters(one) for one in again])
    rows += _parameters(first) - rows.mean(axis=0)
    return [
        _pooled(row, shape, ends, level, levels, one.loss, one.curvature)
        for row, one in zip(rows, again, strict=True)
    ]


def _parameters(model: Pooled) -> Floats:
    return np.array([model.base, *model.levels, *model.shape, np.log(model.a)])


def _pooled(
    x: Floats,
    shape: Shape,
    ends: Floats,
    level: Ints,
    levels: int,
    loss: float,
    curvature: Floats,
) -> Pooled:
    base, u, form, a = float(x[0]), x[1 : 1 + levels], x[1 + levels : -1], float(np.exp(x[-1]))
    total = np.exp(base + u[level]) * shape.cumulative(form)[0]
    return Pooled(base, u, form, a, np.column_stack([a + ends, a + total]), loss, curvature)


class Weibull:
    """The hazard k·t^(k−1) of spells, with k = exp(shape[0]); the unit of time is a year.

    ``low`` to ``high`` bound the length of a spell that ended; they are equal for one that is cut
    off. An end between the two counts with the cumulative hazard gained there and survival to its
    middle, which for bounds as near as days and months is the likelihood of an interval-censored
    end but for a part in 10⁵.
    """

    size = 1

    def __init__(
        self, channel: Ints, low: Floats, high: Floats, ended: NDArray[np.bool_], channels: int
    ) -> None:
        self._channel, self._channels = channel, channels
        self._low, self._high = np.maximum(low, DAY), np.maximum(high, DAY)
        self._exact = ended & (self._high - self._low < DAY)
        self._between = ended & ~self._exact

    def hazard(self, shape: Floats) -> tuple[Floats, Floats]:
        """See ``Shape``."""
        k = np.exp(shape[0])
        value, slope = np.zeros(self._low.size), np.zeros(self._low.size)
        log = np.log(self._high[self._exact])
        value[self._exact] = shape[0] + (k - 1) * log
        slope[self._exact] = 1 + k * log
        low, high = self._low[self._between], self._high[self._between]
        a, b = low**k, high**k
        value[self._between] = np.log(b - a) - np.log(high - low)
        slope[self._between] = k * (b * np.log(high) - a * np.log(low)) / (b - a)
        return self._sums(value), self._sums(slope)[:, None]

    def cumulative(self, shape: Floats) -> tuple[Floats, Floats]:
        """See ``Shape``."""
        k = np.exp(shape[0])
        a, b = self._low**k, self._high**k
        slope = k * (a * np.log(self._low) + b * np.log(self._high)) / 2
        return self._sums((a + b) / 2), self._sums(slope)[:, None]

    def _sums(self, values: Floats) -> Floats:
        return np.bincount(self._channel, values, self._channels).astype(np.float64)


class Cells:
    """Hazards that are constant within cells: log hazard of cell j = (``design`` · shape)_j.

    ``ends`` and ``exposed``: by channel and cell, how often it ended and for how long it could.
    """

    def __init__(self, design: Floats, ends: Floats, exposed: Floats) -> None:
        self.size = design.shape[1]
        self._design, self._ends, self._exposed = design, ends, exposed

    def hazard(self, shape: Floats) -> tuple[Floats, Floats]:
        """See ``Shape``."""
        slope = self._ends @ self._design
        return slope @ shape, slope

    def cumulative(self, shape: Floats) -> tuple[Floats, Floats]:
        """See ``Shape``."""
        weighted = self._exposed * np.exp(self._design @ shape)
        return weighted.sum(axis=1), weighted @ self._design


def chance(gained: Floats, own: Floats) -> Floats:
    """The chance to end while the cumulative hazard grows by ``gained``, factor integrated out.

    ``own``: the parameters of each channel's gamma distribution, as in ``Pooled``.
    """
    return 1 - (own[:, 1] / (own[:, 1] + gained)) ** own[:, 0]


def drawn_chance(gained: Floats, own: Floats, random: np.random.Generator) -> Floats:
    """The same for one draw of each channel's factor."""
    return 1 - np.exp(-gained * random.gamma(own[:, 0], 1 / own[:, 1]))


def redraws(channels: int, draws: int, seed: int = 0) -> list[Redraw]:
    """As many records that could have been, the same for the same seed."""
    random = np.random.default_rng(seed)
    even = np.full(channels, 1 / channels)
    return [
        Redraw(random.multinomial(channels, even).astype(float), random.normal(size=PARAMETERS))
        for _ in range(draws)
    ]


def percentiles(draws: Floats, level: float = 0.9) -> tuple[Floats, Floats]:
    """The interval at ``level`` of draws in rows, by column; of n, quantiles at (n + 1)·p."""
    tail = (1 - level) / 2
    low, high = np.quantile(draws, [tail, 1 - tail], axis=0, method="weibull")
    return low, high
