"""Records made up from known hazards, to be recovered."""

from typing import NamedTuple

import numpy as np

from parley.analysis.durability.pooled import (
    Floats,
    Pooled,
    Weibull,
    drawn_chance,
    fit,
    percentiles,
    resampled,
)


class Truth(NamedTuple):
    """Hazard z · exp(base + u) · k · t^(k−1) in years; z of mean 1 and variance 1/a."""

    base: float = float(np.log(0.25))
    shape: float = 1.2
    a: float = 2.0
    levels: tuple[float, ...] = (-0.4, 0.0, 0.4)
    channels: int = 45
    years: float = 20.0


class Simulated(NamedTuple):
    """Spells of channels: whose, how long, ended or cut off; each channel's level and factor."""

    channel: np.ndarray
    years: Floats
    ended: np.ndarray
    level: np.ndarray
    factor: Floats


def simulate(truth: Truth, seed: int) -> Simulated:
    """Each channel opens, is broken off and opens again a year later, until the record ends."""
    random = np.random.default_rng(seed)
    level = np.arange(truth.channels) % len(truth.levels)
    factor = random.gamma(truth.a, 1 / truth.a, truth.channels)
    channel, years, ended = [], [], []
    for number in range(truth.channels):
        rate = factor[number] * np.exp(truth.base + truth.levels[level[number]])
        left = truth.years * random.uniform(0.3, 1.0)
        while left > 0:
            lasts = (random.exponential() / rate) ** (1 / truth.shape)
            channel.append(number)
            years.append(min(lasts, left))
            ended.append(lasts < left)
            left -= lasts + 1
    return Simulated(np.array(channel), np.array(years), np.array(ended, dtype=bool), level, factor)


def fitted(made: Simulated, levels: int) -> tuple[Weibull, Floats, Pooled]:
    """The model's data, the ends by channel, and the fit."""
    size = made.level.size
    shape = Weibull(made.channel, made.years, made.years, made.ended, size)
    ends = np.bincount(made.channel, made.ended, size).astype(float)
    return shape, ends, fit(shape, ends, made.level, levels)


def covered(truth: Truth, seed: int, draws: int) -> tuple[float, float, float]:
    """Whether (1 or 0) the intervals hold Weibull's shape and the mean hazard of the first year;
    and of how many of the channels they hold their own chance to be broken off within a year of
    opening, a share."""
    made = simulate(truth, seed)
    levels = len(truth.levels)
    shape, ends, first = fitted(made, levels)
    random = np.random.default_rng(seed)
    rows = []
    for again in resampled(shape, ends, made.level, levels, first, draws, seed):
        eta = again.base + again.levels[made.level]
        rows.append([again.shape[0], np.mean(eta), *drawn_chance(np.exp(eta), again.own, random)])
    low, high = percentiles(np.array(rows))
    u = np.array(truth.levels)[made.level]
    chances = 1 - np.exp(-made.factor * np.exp(truth.base + u))
    true = np.array([np.log(truth.shape), truth.base + np.mean(u), *chances])
    held = (low <= true) & (true <= high)
    return float(held[0]), float(held[1]), float(held[2:].mean())
