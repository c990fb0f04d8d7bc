"""Forecasts of every month since 2010, each on what was known then, held against what came."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from typing import NamedTuple

import msgspec
import numpy as np

from parley.analysis.durability.baselines import BASELINES
from parley.analysis.durability.curves import resamples
from parley.analysis.durability.forecast import MODELS, OUTCOMES, chances, known, unable
from parley.analysis.durability.known import known_on
from parley.analysis.durability.pooled import Floats, Ints, percentiles
from parley.analysis.durability.results import (
    Backtest,
    Bin,
    Outcome,
    Score,
    Verdict,
)
from parley.analysis.durability.spells import histories
from parley.analysis.durability.windows import HORIZONS, Facts, days_of, facts, happened, seen
from parley.analysis.estimates import Estimate
from parley.items import Channel, MergedEvent
from parley.record import Coverage

FIRST = dt.date(2010, 1, 1)
"""The first month that is forecast."""
DRAWS = 1000
"""Resamples of channels behind a gain's interval."""
LEAST = 1e-4
"""A chance counts as no smaller, and no nearer to one, in the log score."""
BINS = (0.0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Chances at which a piece of a reliability curve begins."""
KEPT = files("parley.analysis.durability") / "backtest.json"
"""What the backtest on the bundled reference chronology found."""

Progress = Callable[[int, int], None]


class Rows(NamedTuple):
    """Forecasts of one outcome: the channel by number, the horizon, what came, what models gave."""

    channel: Ints
    months: Ints
    came: Floats
    given: dict[str, Floats]


def kept() -> Backtest:
    """The backtest that the default models were chosen by."""
    return msgspec.json.decode(KEPT.read_bytes(), type=Backtest)


def backtest(
    events: Sequence[MergedEvent],
    channels: Mapping[str, Channel],
    until: dt.date,
    coverage: Mapping[str, Coverage] = {},
    progress: Progress | None = None,
) -> Backtest:
    """All models and baselines on the first of each month, refitted on what was known on it.

    Forecast are channels whose state and record allow it on the day (``forecast.unable``), and held
    against the record up to ``until`` where it reaches to the window's end. ``progress`` is called
    with the number of months done and of all. Raises ``ValueError`` where the record ends before
    anything can be held against it.
    """
    truth = {
        name: facts(history)
        for name, history in histories(known_on(events, until), channels, until, coverage).items()
    }
    days = [
        day for day in _months(until) if day.toordinal() + days_of(HORIZONS[0]) <= until.toordinal()
    ]
    names = {name: at for at, name in enumerate(sorted(truth))}
    tables: dict[Outcome, list[Rows]] = {outcome: [] for outcome in OUTCOMES}
    for done, day in enumerate(days, 1):
        on = known(histories(known_on(events, day), channels, day, coverage), day)
        for outcome in OUTCOMES:
            able = [
                name
                for name in on.histories
                if name in truth
                and on.histories[name].until == day
                and unable(on, name, outcome) is None
            ]
            if able:
                models = (*BASELINES, *MODELS[outcome])
                given = chances(on, models, outcome, able)
                tables[outcome].append(_rows(able, names, truth, day, outcome, given))
        if progress is not None:
            progress(done, len(days))
    merged = {outcome: _merged(rows) for outcome, rows in tables.items() if rows}
    if not all(outcome in merged and merged[outcome].came.size for outcome in OUTCOMES):
        raise ValueError(f"nothing can be held against a record that ends on {until}")
    return Backtest(
        first=days[0],
        last=days[-1],
        until=until,
        months=len(days),
        scores=tuple(s for outcome, rows in merged.items() for s in _scores(outcome, rows)),
        reliability=tuple(b for outcome, rows in merged.items() for b in _bins(outcome, rows)),
        verdicts=tuple(_verdict(outcome, rows, len(names)) for outcome, rows in merged.items()),
    )


def _months(until: dt.date) -> list[dt.date]:
    count = (until.year - FIRST.year) * 12 + until.month - FIRST.month + 1
    return [dt.date(FIRST.year + at // 12, at % 12 + 1, 1) for at in range(max(0, count))]


def _rows(
    able: list[str],
    names: Mapping[str, int],
    truth: Mapping[str, Facts],
    day: dt.date,
    outcome: Outcome,
    given: Mapping[str, Floats],
) -> Rows:
    """What can be held against the record, of one day's forecasts."""
    start = np.array([day.toordinal()])
    keep = np.array(
        [[seen(truth[n], start + days_of(m), outcome)[0] for m in HORIZONS] for n in able]
    )
    came = np.array([[happened(truth[n], start, m, outcome)[0] for m in HORIZONS] for n in able])
    channel = np.repeat([names[n] for n in able], len(HORIZONS)).reshape(keep.shape)
    months = np.tile(np.array(HORIZONS), (len(able), 1))
    return Rows(
        channel[keep],
        months[keep],
        came[keep].astype(float),
        {model: values[keep] for model, values in given.items()},
    )


def _merged(rows: Sequence[Rows]) -> Rows:
    return Rows(
        np.concatenate([r.channel for r in rows]),
        np.concatenate([r.months for r in rows]),
        np.concatenate([r.came for r in rows]),
        {model: np.concatenate([r.given[model] for r in rows]) for model in rows[0].given},
    )


def brier(came: Floats, given: Floats) -> Floats:
    """The squared error of each forecast (Brier 1950)."""
    return np.asarray((given - came) ** 2)


def logarithmic(came: Floats, given: Floats) -> Floats:
    """Minus the logarithm of what was given to what came (Good 1952)."""
    p = np.clip(given, LEAST, 1 - LEAST)
    return np.asarray(-np.log(np.where(came > 0, p, 1 - p)))


def _scores(outcome: Outcome, rows: Rows) -> list[Score]:
    found = []
    for months in HORIZONS:
        of = rows.months == months
        for model, given in rows.given.items():
            if of.any():
                found.append(
                    Score(
                        outcome=outcome,
                        months=months,
                        model=model,
                        windows=int(of.sum()),
                        events=int(rows.came[of].sum()),
                        brier=float(brier(rows.came[of], given[of]).mean()),
                        log=float(logarithmic(rows.came[of], given[of]).mean()),
                    )
                )
    return found


def _bins(outcome: Outcome, rows: Rows) -> list[Bin]:
    found = []
    for model, given in rows.given.items():
        piece = np.clip(np.searchsorted(BINS, given, side="right") - 1, 0, len(BINS) - 2)
        for at in np.unique(piece):
            of = piece == at
            found.append(
                Bin(
                    outcome=outcome,
                    model=model,
                    windows=int(of.sum()),
                    forecast=float(given[of].mean()),
                    observed=float(rows.came[of].mean()),
                )
            )
    return found


def _verdict(outcome: Outcome, rows: Rows, channels: int) -> Verdict:
    """The best model against the best baseline, each by the mean Brier score over horizons."""

    def mean(model: str) -> float:
        error = brier(rows.came, rows.given[model])
        per = [error[rows.months == m].mean() for m in HORIZONS if (rows.months == m).any()]
        return float(np.mean(per))

    model, baseline = min(MODELS[outcome], key=mean), min(BASELINES, key=mean)
    gains = [
        _gain(
            rows,
            rule(rows.came, rows.given[baseline]) - rule(rows.came, rows.given[model]),
            channels,
        )
        for rule in (brier, logarithmic)
    ]
    beats = gains[0].low > 0 and gains[1].value > 0
    return Verdict(
        outcome=outcome,
        model=model,
        baseline=baseline,
        gain=gains[0],
        log_gain=gains[1],
        beats=beats,
        default=model if beats else baseline,
    )


def _gain(rows: Rows, better: Floats, channels: int) -> Estimate:
    """The mean over horizons of the mean gain, channels resampled with all their windows."""
    weights = np.vstack([np.ones(channels), resamples(channels, DRAWS)])
    draws = []
    for months in HORIZONS:
        of = rows.months == months
        if of.any():
            total = np.bincount(rows.channel[of], better[of], channels)
            count = np.bincount(rows.channel[of], minlength=channels).astype(float)
            draws.append(
                np.einsum("dc,c->d", weights, total)
                / np.maximum(np.einsum("dc,c->d", weights, count), 1)
            )
    means = np.mean(draws, axis=0)
    low, high = percentiles(means[1:, None])
    return Estimate(float(means[0]), float(low[0]), float(high[0]))
