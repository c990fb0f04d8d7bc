"""The hazard that open talks are broken off, by Weibull's law and in pieces."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from parley.analysis.durability.curves import DRAWS
from parley.analysis.durability.pooled import (
    Cells,
    Floats,
    Ints,
    Pooled,
    Weibull,
    fit,
    percentiles,
    resampled,
)
from parley.analysis.durability.results import Hazards, LevelRate, Piece
from parley.analysis.durability.spells import History
from parley.analysis.estimates import Estimate

EDGES = (0.0, 6.0, 12.0, 24.0, 60.0)
"""Months after opening at which a piece of the piecewise hazard begins."""
YEAR = 12.0


class Pool(NamedTuple):
    """Channels in order, their levels in order, and each channel's level by number."""

    names: tuple[str, ...]
    levels: tuple[str, ...]
    level: Ints


def pool(histories: Mapping[str, History]) -> Pool:
    """The channels of ``histories``, in order of id."""
    names = tuple(sorted(histories))
    levels = tuple(sorted({history.channel.level for history in histories.values()}))
    return Pool(names, levels, np.array([levels.index(histories[n].channel.level) for n in names]))


class Breaks(NamedTuple):
    """What was open for how long, and broken off: the data of both models, by channel."""

    pool: Pool
    ends: Floats
    weibull: Weibull
    cells: Cells
    exposed: Floats
    ended: Floats


def breaks(histories: Mapping[str, History]) -> Breaks:
    """The open spells of ``histories`` as the models take them; years are the unit of time."""
    order = pool(histories)
    rows = [(at, s) for at, n in enumerate(order.names) for s in histories[n].spells]
    size = len(order.names)
    channel = np.array([at for at, _ in rows], dtype=np.int64)
    broken = np.array([s.broken for _, s in rows], dtype=bool)
    low = np.array([s.low if s.broken else s.watched for _, s in rows]) / YEAR
    high = np.array([(s.high or s.months) if s.broken else s.watched for _, s in rows]) / YEAR
    exposed, ended = np.zeros((size, len(EDGES))), np.zeros((size, len(EDGES)))
    edges = np.array([*EDGES, np.inf])
    for at, spell in rows:
        gone = np.clip(spell.watched - edges[:-1], 0, edges[1:] - edges[:-1])
        exposed[at] += gone / YEAR
        if spell.broken:
            ended[at, np.searchsorted(edges, spell.watched, side="right") - 1] += 1
    return Breaks(
        order,
        ended.sum(axis=1),
        Weibull(channel, low, high, broken, size),
        Cells(np.eye(len(EDGES)), ended, exposed),
        exposed,
        ended,
    )


def fitted(data: Breaks) -> tuple[Pooled, Pooled]:
    """The Weibull and the piecewise model."""
    order = data.pool
    first = fit(data.weibull, data.ends, order.level, len(order.levels))
    return first, fit(data.cells, data.ends, order.level, len(order.levels))


def refitted(data: Breaks, first: tuple[Pooled, Pooled], draws: int) -> list[tuple[Pooled, Pooled]]:
    """Both models on as many records that could have been."""
    rest = data.ends, data.pool.level, len(data.pool.levels)
    weibull = resampled(data.weibull, *rest, first[0], draws)
    return list(zip(weibull, resampled(data.cells, *rest, first[1], draws), strict=True))


def hazards(data: Breaks, draws: int = DRAWS) -> Hazards:
    """Both models with intervals, for a record with one open spell at least."""
    order = data.pool
    weibull, cells = first = fitted(data)
    again = refitted(data, first, draws)

    def estimate(value: float, values: Sequence[float]) -> Estimate:
        low, high = percentiles(np.array(values)[:, None])
        return Estimate(value, float(low[0]), float(high[0]))

    def rate(model: Pooled, at: int) -> float:
        return float(100 * np.exp(model.base + model.levels[at]))

    def piece(model: Pooled, at: int) -> float:
        """The hazard of all: levels and channels as they are, each by its time in the piece."""
        factor = np.exp(model.levels[order.level]) * model.own[:, 0] / model.own[:, 1]
        time = data.exposed[:, at]
        mean = factor @ time / time.sum() if time.sum() else 1.0
        return float(100 * np.exp(model.base + model.shape[at]) * mean)

    counts = np.bincount(order.level, minlength=len(order.levels))
    years = np.bincount(order.level, data.exposed.sum(axis=1), len(order.levels))
    ends = np.bincount(order.level, data.ends, len(order.levels))
    return Hazards(
        shape=estimate(
            float(np.exp(weibull.shape[0])), [float(np.exp(w.shape[0])) for w, _ in again]
        ),
        spread=estimate(weibull.a**-0.5, [w.a**-0.5 for w, _ in again]),
        levels=tuple(
            LevelRate(
                level=name,
                channels=int(counts[at]),
                years=float(years[at]),
                breaks=int(ends[at]),
                fitted=estimate(rate(weibull, at), [rate(w, at) for w, _ in again]),
            )
            for at, name in enumerate(order.levels)
        ),
        pieces=tuple(
            Piece(
                start=start,
                end=EDGES[at + 1] if at + 1 < len(EDGES) else None,
                years=float(data.exposed[:, at].sum()),
                breaks=int(data.ended[:, at].sum()),
                fitted=estimate(piece(cells, at), [piece(c, at) for _, c in again]),
            )
            for at, start in enumerate(EDGES)
        ),
    )
