"""The chance of each channel to be suspended, and to be used, within some months of a day."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple, get_args

import msgspec
import numpy as np

from parley.analysis.durability.baselines import BASELINES, rates
from parley.analysis.durability.breaks import EDGES, YEAR, Breaks, breaks
from parley.analysis.durability.curves import DRAWS, resamples
from parley.analysis.durability.pooled import (
    Floats,
    Pooled,
    Shape,
    chance,
    drawn_chance,
    fit,
    percentiles,
    resampled,
)
from parley.analysis.durability.results import Forecast, Outcome, Unable
from parley.analysis.durability.spells import MONTH, History
from parley.analysis.durability.uses import Uses, gained, kind, uses
from parley.analysis.durability.windows import (
    HORIZONS,
    Counts,
    Facts,
    at_risk,
    counted,
    facts,
    keys,
)

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
MODELS: dict[Outcome, tuple[str, ...]] = {"suspended": ("weibull", "pieces"), "used": ("waits",)}
STALE = 12
"""Months after the record's end from which nothing is foretold of a channel."""


class Known(NamedTuple):
    """What is known of all channels on a day, in the shapes that models take."""

    day: dt.date
    histories: Mapping[str, History]
    facts: Mapping[str, Facts]
    breaks: Breaks
    uses: Uses

    def data(self, model: str) -> tuple[Shape, Floats]:
        """What a model is fitted on, and how often each channel ended."""
        match model:
            case "weibull":
                return self.breaks.weibull, self.breaks.ends
            case "pieces":
                return self.breaks.cells, self.breaks.ends
            case _:
                return self.uses.cells, self.uses.ends

    def fit(self, model: str) -> Pooled:
        """The model's fit."""
        order = self.breaks.pool
        return fit(*self.data(model), order.level, len(order.levels))

    def counts(self, months: int, outcome: Outcome) -> dict[str, Counts]:
        """What followed in past windows, for the baselines."""
        return counted(self.facts, self.day, months, outcome)


def known(histories: Mapping[str, History], day: dt.date) -> Known:
    """The histories of a day, prepared."""
    data = breaks(histories)
    found = {name: facts(histories[name]) for name in data.pool.names}
    return Known(day, histories, found, data, uses(data.pool, found))


def unable(on: Known, name: str, outcome: Outcome) -> Unable | None:
    """Why nothing can be foretold of a channel, None where it can."""
    history, channel = on.histories[name], on.facts[name]
    if (on.day - history.until).days > STALE * MONTH:
        return "record-ended"
    if history.state == "terminated":
        return "terminated"
    if outcome == "suspended":
        return None if history.state == "open" else "not-open"
    if not at_risk(channel, np.array([channel.until]), outcome)[0]:
        return "uses-missing"
    return None


def hazard_gained(on: Known, model: str, fitted: Pooled, names: list[str], months: int) -> Floats:
    """What the cumulative hazard of each channel grows by within ``months``."""
    order = on.breaks.pool
    rows = [order.names.index(name) for name in names]
    level = fitted.levels[order.level[rows]]
    shape = fitted.shape
    if model == "waits":
        waits = (_waits(on, name) for name in names)
        grown = np.array([gained(state, since, months, shape) for state, since in waits])
    else:
        ages = np.array([on.histories[name].spells[-1].months for name in names])
        if model == "weibull":
            k = np.exp(shape[0])
            grown = ((ages + months) / YEAR) ** k - (ages / YEAR) ** k
        else:
            edges = np.array([*EDGES, np.inf])
            ends = np.clip((ages + months)[:, None], edges[:-1], edges[1:])
            time = ends - np.clip(ages[:, None], edges[:-1], edges[1:])
            grown = (time * np.exp(shape)).sum(axis=1) / YEAR
    return np.asarray(np.exp(fitted.base + level) * grown)


def _waits(on: Known, name: str) -> tuple[int, float]:
    """The kind of a channel's state, and the months since its last use."""
    channel = on.facts[name]
    last = channel.uses[-1] if channel.uses.size else channel.starts[0]
    return kind(channel.states[-1]), max(0.0, (channel.until - int(last)) / MONTH)


def _class(on: Known, model: str, name: str, months: int, outcome: Outcome) -> int:
    channel = on.facts[name]
    return int(keys(channel, np.array([channel.until]), months, outcome)[model][0])


def chances(
    on: Known, models: Sequence[str], outcome: Outcome, names: list[str]
) -> dict[str, Floats]:
    """What each model gives to each channel, by horizon; a longer one has no smaller chance."""
    found = {model: np.zeros((len(names), len(HORIZONS))) for model in models}
    rows = [on.breaks.pool.names.index(name) for name in names]
    fitted = {model: on.fit(model) for model in models if model not in BASELINES}
    for at, months in enumerate(HORIZONS):
        counts = on.counts(months, outcome) if len(fitted) < len(models) else {}
        for model, values in found.items():
            if model in fitted:
                grown = hazard_gained(on, model, fitted[model], names, months)
                values[:, at] = chance(grown, fitted[model].own[rows])
            else:
                table = rates(counts[model])[0]
                values[:, at] = [table[_class(on, model, n, months, outcome)] for n in names]
    return {model: np.maximum.accumulate(values, axis=1) for model, values in found.items()}


def _draws(on: Known, model: str, outcome: Outcome, names: list[str], draws: int) -> Floats:
    """The same in records that could have been: draws × channels × horizons."""
    order = on.breaks.pool
    rows = [order.names.index(name) for name in names]
    found = np.zeros((draws, len(names), len(HORIZONS)))
    if model in BASELINES:
        weights = resamples(len(order.names), draws)
        for at, months in enumerate(HORIZONS):
            table = rates(on.counts(months, outcome)[model], weights)
            found[:, :, at] = table[:, [_class(on, model, n, months, outcome) for n in names]]
    else:
        data, ends = on.data(model)
        rest = order.level, len(order.levels)
        again = resampled(data, ends, *rest, fit(data, ends, *rest), draws)
        for number, fitted in enumerate(again):
            for at, months in enumerate(HORIZONS):
                grown = hazard_gained(on, model, fitted, names, months)
                # The same factor of each channel at all horizons of a draw.
                random = np.random.default_rng(number)
                found[number, :, at] = drawn_chance(grown, fitted.own[rows], random)
    return np.maximum.accumulate(found, axis=2)


def forecasts(
    on: Known, models: Mapping[Outcome, str], names: list[str], draws: int = DRAWS
) -> tuple[Forecast, ...]:
    """What ``models`` foretell of the channels ``names``, with intervals."""
    found: list[Forecast] = []
    for outcome in OUTCOMES:
        why = {name: unable(on, name, outcome) for name in names}
        able = [name for name in names if why[name] is None]
        if able:
            model = models[outcome]
            middle = chances(on, [model], outcome, able)[model]
            low, high = percentiles(_draws(on, model, outcome, able, draws))
        for name in names:
            history = on.histories[name]
            for at, months in enumerate(HORIZONS):
                blank = Forecast(
                    channel=name,
                    parties=history.channel.parties,
                    level=history.channel.level,
                    state=history.state,
                    since=history.until,
                    outcome=outcome,
                    months=months,
                    why=why[name],
                )
                if why[name] is None:
                    row = able.index(name)
                    p, a, b = (float(v[row, at]) for v in (middle, low, high))
                    blank = msgspec.structs.replace(
                        blank, chance=p, low=min(a, p), high=max(b, p), model=models[outcome]
                    )
                found.append(blank)
    return tuple(found)
