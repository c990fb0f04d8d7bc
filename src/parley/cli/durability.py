"""``parley durability``: how long talks last once they are open, and what ends them."""

from typing import Annotated, Literal

import msgspec
import typer

from parley.analysis.durability import (
    Backtest,
    Circumstance,
    Durability,
    Estimate,
    Forecast,
    Hazards,
    Score,
    Shock,
    Survival,
)
from parley.cli import console, desks, options
from parley.report.tables import Value

LevelOption = Annotated[
    str | None,
    typer.Option("--level", metavar="LEVEL", help="Keep channels of this level (working, leader)."),
]
HorizonOption = Annotated[
    int | None,
    typer.Option("--horizon", metavar="MONTHS", help="Forecasts within so many months alone."),
]


def durability(
    desk: options.DeskOption = None,
    as_of: options.AsOfOption = None,
    parties: options.PartiesOption = None,
    only: options.OnlyOption = False,
    level: LevelOption = None,
    channel: options.ChannelOption = None,
    horizon: HorizonOption = None,
    backtest: Annotated[
        bool,
        typer.Option(
            "--backtest",
            help="Instead, hold forecasts of every month since 2010 against what came.",
        ),
    ] = False,
    format: Annotated[Literal["table", "json", "csv"], typer.Option("--format")] = "table",
    lexicon: options.LexiconOption = None,
    no_reference: options.NoReferenceOption = False,
    ui: options.UiOption = "en",
) -> None:
    """Tell how long talks last once they are open, what broke them off, and what to expect.

    Example: parley durability --parties USA,CHN --only
    """
    wanted = options.party_codes(parties)
    with desks.existing(desk, lexicon, no_reference, ui) as opened:
        desks.known(opened, wanted, channel)
        levels = sorted({one.level for one in opened.lexicon.channels.values()})
        if level is not None and level not in levels:
            message = f"no level {level!r}: use one of {', '.join(levels)}"
            raise typer.BadParameter(message, param_hint="--level")
        day = as_of or options.today()
        if backtest:
            with console.steps("Backtest, months") as steps:
                _backtest(opened.durability_backtest(day, steps), format)
            return
        found = opened.durability(day, wanted, only, level, channel)
    if horizon is not None:
        kept = tuple(f for f in found.forecasts if f.months == horizon)
        if found.forecasts and not kept:
            told = ", ".join(str(m) for m in sorted({f.months for f in found.forecasts}))
            raise typer.BadParameter(f"{horizon}: use one of {told}", param_hint="--horizon")
        found = msgspec.structs.replace(found, forecasts=kept)
    console.say(f"As of {found.as_of.isoformat()}.")
    match format:
        case "json":
            console.json(found)
        case "csv":
            console.csv(FORECASTS, [_row(forecast, FORECASTS) for forecast in found.forecasts])
        case "table":
            _print(found)


FORECASTS = Forecast.__struct_fields__


def _row(item: msgspec.Struct, columns: tuple[str, ...]) -> tuple[Value, ...]:
    values = (getattr(item, name) for name in columns)
    return tuple(" ".join(value) if isinstance(value, tuple) else value for value in values)


def _print(found: Durability) -> None:
    for outcome in ("suspended", "used"):
        _expect(found, outcome)
    for until, title in (
        ("broken", "Until talks are broken off"),
        ("over", "Until they are broken off or fall silent"),
    ):
        rows = [_survival(curve) for curve in found.survival if curve.until == until]
        marks = [mark.months for mark in found.survival[0].marks] if found.survival else []
        console.table(
            f"{title}: the share that lasts longer (still watched; 90 % interval)",
            ("spells", "ended", "median", *(f"{months} months" for months in marks)),
            rows,
        )
    if found.compared:
        console.table(
            "Whether groups are broken off alike: log-rank tests",
            ("groups", "statistic", "df", "p"),
            [(f"by {t.by}", f"{t.statistic:.2f}", t.df, f"{t.p:.3f}") for t in found.compared],
        )
    if found.hazards is not None:
        _rates(found.hazards)
    console.table(
        "All channels: breaks in 100 open years within some months of an event, and without",
        ("event", "with", "without", "ratio"),
        [_circumstance(one) for one in found.circumstances],
    )
    console.table(
        f"What broke talks off: {console.counted(len(found.shocks), 'shock')}",
        ("day", "channels, months open", "because"),
        [_shock(shock) for shock in found.shocks],
    )


def _expect(found: Durability, outcome: str) -> None:
    """The forecasts of one outcome, a channel a row; the models behind them in the title."""
    rows: dict[str, list[Forecast]] = {}
    for forecast in found.forecasts:
        if forecast.outcome == outcome:
            rows.setdefault(forecast.channel, []).append(forecast)
    if not rows:
        return
    (verdict,) = (v for v in found.verdicts if v.outcome == outcome)
    word = "beats" if verdict.beats else "does not beat"
    months = [f"{forecast.months} months" for forecast in next(iter(rows.values()))]
    console.table(
        f"The chance to be {outcome} within … (90 % interval), by {verdict.default}:"
        f" in the backtest {verdict.model} {word} {verdict.baseline}",
        ("channel", "state", "from", *months),
        [(name, of[0].state, of[0].since, *map(_chance, of)) for name, of in rows.items()],
    )


def _chance(forecast: Forecast) -> str:
    if forecast.chance is None:
        return f"– ({forecast.why})"
    return f"{forecast.chance:.2f} ({forecast.low:.2f}–{forecast.high:.2f})"


def _circumstance(one: Circumstance) -> tuple[object, ...]:
    def told(years: float, breaks: int, shocks: int) -> str:
        of = console.counted(shocks, "shock")
        return f"{100 * breaks / years:.1f} ({breaks} in {years:.0f} years, {of})" if years else "–"

    return (
        f"{one.name}, {one.months} months",
        told(one.years, one.breaks, one.shocks),
        told(one.years_without, one.breaks_without, one.shocks_without),
        "too few shocks" if one.ratio is None else _estimate(one.ratio),
    )


def _backtest(found: Backtest, format: str) -> None:
    match format:
        case "json":
            console.json(found)
        case "csv":
            columns = Score.__struct_fields__
            console.csv(columns, [_row(score, columns) for score in found.scores])
        case _:
            console.table(
                f"{found.months} months from {found.first} to {found.last}; less is better",
                ("outcome", "months", "model", "windows", "events", "Brier", "log"),
                [
                    (
                        s.outcome,
                        s.months,
                        s.model,
                        s.windows,
                        s.events,
                        f"{s.brier:.4f}",
                        f"{s.log:.4f}",
                    )
                    for s in found.scores
                ],
            )
            console.table(
                "Whether a model beats the best baseline (90 % interval)",
                (
                    "outcome",
                    "model",
                    "baseline",
                    "Brier score lower by",
                    "log score by",
                    "beats it",
                ),
                [
                    (
                        v.outcome,
                        v.model,
                        v.baseline,
                        _estimate(v.gain, 4),
                        _estimate(v.log_gain, 4),
                        "yes" if v.beats else "no",
                    )
                    for v in found.verdicts
                ],
            )
            console.table(
                "Reliability: the mean forecast of like windows, and how often it came",
                ("outcome", "model", "windows", "forecast", "observed"),
                [
                    (b.outcome, b.model, b.windows, f"{b.forecast:.3f}", f"{b.observed:.3f}")
                    for b in found.reliability
                ],
            )


def _survival(curve: Survival) -> tuple[object, ...]:
    marks = (
        f"{mark.share:.2f} ({mark.at_risk}; {mark.low:.2f}–{mark.high:.2f})"
        if mark.at_risk
        else None
        for mark in curve.marks
    )
    median = None if curve.median is None else f"{curve.median:.0f}"
    return f"{curve.group} {curve.spells}", curve.ended, median, *marks


def _rates(fitted: Hazards) -> None:
    levels = [(r.level, f"{r.years:.0f}", r.breaks, _estimate(r.fitted)) for r in fitted.levels]
    pieces = [
        (_span(r.start, r.end), f"{r.years:.0f}", r.breaks, _estimate(r.fitted))
        for r in fitted.pieces
    ]
    columns = ("years open", "breaks", "fitted")
    console.table(
        "All channels: breaks in 100 open years, by level (Weibull's shape"
        f" {_estimate(fitted.shape, 2)}, channels' own spread {_estimate(fitted.spread, 2)})",
        ("level", *columns),
        levels,
    )
    console.table("The same by months since opening", ("months", *columns), pieces)


def _span(start: float, end: float | None) -> str:
    return f"{start:.0f} on" if end is None else f"{start:.0f}–{end:.0f}"


def _estimate(estimate: Estimate, digits: int = 1) -> str:
    value, low, high = (f"{v:.{digits}f}" for v in (estimate.value, estimate.low, estimate.high))
    return f"{value} ({low}–{high})"


def _shock(shock: Shock) -> tuple[object, ...]:
    lasted = (
        f"{name} {months:.0f}" + (" (inferred)" if name in shock.inferred else "")
        for name, months in zip(shock.channels, shock.months, strict=True)
    )
    return (
        shock.day,
        ", ".join(lasted),
        "; ".join(cause.headline.rstrip(".。") for cause in shock.because),
    )
