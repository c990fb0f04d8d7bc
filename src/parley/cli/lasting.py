"""The tables of ``parley durability``: what to expect, how long talks lasted, what ended them."""

from collections.abc import Sequence

from parley.analysis.durability import (
    Backtest,
    Circumstance,
    Durability,
    Estimate,
    Forecast,
    Hazards,
    Shock,
    Survival,
)
from parley.cli import console
from parley.cli.saying import channel, level, state
from parley.report.words import Words

HAZARDS = ("years", "breaks", "fitted")


def lasting(found: Durability, words: Words) -> None:
    """Prints everything but a backtest."""
    for outcome in ("suspended", "used"):
        _expect(found, outcome, words)
    for until in ("broken", "over"):
        curves = [curve for curve in found.survival if curve.until == until]
        marks = [mark.months for mark in found.survival[0].marks] if found.survival else []
        console.table(
            words.t(f"durability.{until}"),
            (*_heads(("spells", "ended", "median"), words), *_months(marks, words)),
            [_survival(curve, words) for curve in curves],
        )
    if found.compared:
        console.table(
            words.t("durability.logrank"),
            (*_heads(("groups", "statistic"), words), "df", "p"),
            [
                (words.t(f"durability.by.{t.by}"), f"{t.statistic:.2f}", t.df, f"{t.p:.3f}")
                for t in found.compared
            ],
        )
    if found.hazards is not None:
        _rates(found.hazards, words)
    console.table(
        words.t("durability.circumstances"),
        _heads(("event", "with", "without", "ratio"), words),
        [_circumstance(one, words) for one in found.circumstances],
    )
    shocks = words.t("durability.shocks", n=len(found.shocks))
    console.table(
        words.t("durability.what", shocks=shocks),
        _heads(("day", "channels", "because"), words),
        [_shock(shock, words) for shock in found.shocks],
    )


def _heads(names: Sequence[str], words: Words) -> list[str]:
    return [words.t(f"durability.{name}") for name in names]


def _months(months: Sequence[int], words: Words) -> list[str]:
    return [words.t("figures.months", n=n) for n in months]


def _expect(found: Durability, outcome: str, words: Words) -> None:
    """The forecasts of one outcome, a channel a row; the models behind them in the title."""
    rows: dict[str, list[Forecast]] = {}
    for forecast in found.forecasts:
        if forecast.outcome == outcome:
            rows.setdefault(forecast.channel, []).append(forecast)
    if not rows:
        return
    (verdict,) = (v for v in found.verdicts if v.outcome == outcome)
    console.table(
        words.t(
            f"durability.{outcome}",
            default=_model(verdict.default, words),
            model=_model(verdict.model, words),
            baseline=_model(verdict.baseline, words),
            beats=words.t("durability.beats" if verdict.beats else "durability.beats.not"),
        ),
        (
            *_heads(("channel", "state", "from"), words),
            *_months([forecast.months for forecast in next(iter(rows.values()))], words),
        ),
        [
            (channel(name, words), state(of[0].state, words), of[0].since, *_chances(of, words))
            for name, of in rows.items()
        ],
    )


def _model(name: str, words: Words) -> str:
    return words.known("backtest.by", name)


def _chances(of: Sequence[Forecast], words: Words) -> list[str]:
    """The chances of a channel; why there is none is said once."""
    cells = []
    said = None
    for one in of:
        if one.chance is not None:
            cells.append(f"{one.chance:.2f} ({one.low:.2f}–{one.high:.2f})")
        elif one.why is None or one.why == said:
            cells.append("–")
        else:
            said = one.why
            cells.append("–" + words.t("paren", text=words.known("lacking", one.why)))
    return cells


def _circumstance(one: Circumstance, words: Words) -> tuple[object, ...]:
    def told(years: float, breaks: int, shocks: int) -> str:
        if not years:
            return "–"
        return words.t(
            "durability.rate",
            rate=f"{100 * breaks / years:.1f}",
            breaks=breaks,
            years=f"{years:.0f}",
            shocks=words.t("durability.shocks", n=shocks),
        )

    return (
        words.t(
            "durability.circumstance",
            name=words.known("durability.event", one.name),
            months=words.t("figures.months", n=one.months),
        ),
        told(one.years, one.breaks, one.shocks),
        told(one.years_without, one.breaks_without, one.shocks_without),
        words.t("durability.few") if one.ratio is None else _estimate(one.ratio),
    )


def backtested(found: Backtest, words: Words) -> None:
    """Prints how well forecasts fared."""
    months = words.t(
        "backtest.scores", months=found.months, start=str(found.first), end=str(found.last)
    )

    def heads(*names: str) -> list[str]:
        return [words.t(f"backtest.{name}") for name in names]

    def outcome(name: str) -> str:
        return words.t(f"backtest.{name}")

    console.table(
        months,
        heads("outcome", "months", "model", "windows", "events", "brier", "log"),
        [
            (
                outcome(s.outcome),
                s.months,
                _model(s.model, words),
                s.windows,
                s.events,
                f"{s.brier:.4f}",
                f"{s.log:.4f}",
            )
            for s in found.scores
        ],
    )
    console.table(
        words.t("backtest.verdicts"),
        heads("outcome", "model", "baseline", "gain", "log_gain", "beats"),
        [
            (
                outcome(v.outcome),
                _model(v.model, words),
                _model(v.baseline, words),
                _estimate(v.gain, 4),
                _estimate(v.log_gain, 4),
                words.t("backtest.yes" if v.beats else "backtest.no"),
            )
            for v in found.verdicts
        ],
    )
    console.table(
        words.t("backtest.reliability"),
        heads("outcome", "model", "windows", "forecast", "observed"),
        [
            (
                outcome(b.outcome),
                _model(b.model, words),
                b.windows,
                f"{b.forecast:.3f}",
                f"{b.observed:.3f}",
            )
            for b in found.reliability
        ],
    )


def _survival(curve: Survival, words: Words) -> tuple[object, ...]:
    marks = (
        f"{mark.share:.2f} ({mark.at_risk}; {mark.low:.2f}–{mark.high:.2f})"
        if mark.at_risk
        else None
        for mark in curve.marks
    )
    median = None if curve.median is None else f"{curve.median:.0f}"
    name = words.known("durability.group", curve.group)
    name = level(curve.group, words) if name == curve.group else name
    return f"{name} {curve.spells}", curve.ended, median, *marks


def _rates(fitted: Hazards, words: Words) -> None:
    levels = [
        (level(r.level, words), f"{r.years:.0f}", r.breaks, _estimate(r.fitted))
        for r in fitted.levels
    ]
    pieces = [
        (_span(r.start, r.end, words), f"{r.years:.0f}", r.breaks, _estimate(r.fitted))
        for r in fitted.pieces
    ]
    shape, spread = _estimate(fitted.shape, 2), _estimate(fitted.spread, 2)
    console.table(
        words.t("durability.hazards", shape=shape, spread=spread),
        _heads(("level", *HAZARDS), words),
        levels,
    )
    console.table(words.t("durability.pieces"), _heads(("months", *HAZARDS), words), pieces)


def _span(start: float, end: float | None, words: Words) -> str:
    if end is None:
        return words.t("durability.on", start=f"{start:.0f}")
    return f"{start:.0f}–{end:.0f}"


def _estimate(estimate: Estimate, digits: int = 1) -> str:
    value, low, high = (f"{v:.{digits}f}" for v in (estimate.value, estimate.low, estimate.high))
    return f"{value} ({low}–{high})"


def _shock(shock: Shock, words: Words) -> tuple[object, ...]:
    lasted = []
    for name, months in zip(shock.channels, shock.months, strict=True):
        told = f"{channel(name, words, ' ')} {months:.0f}"
        if name in shock.inferred:
            told = words.t("durability.inferred", channel=told)
        lasted.append(told)
    return (
        shock.day,
        words.t("list.comma").join(lasted),
        words.t("list.semicolon").join(one.headline.rstrip(".。") for one in shock.because),
    )
