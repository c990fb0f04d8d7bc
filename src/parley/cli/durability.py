"""``parley durability``: how long talks last once they are open, and what ends them."""

from typing import Annotated, Literal

import typer

from parley.analysis.durability import (
    Durability,
    Estimate,
    Hazards,
    OpenSpell,
    Shock,
    Survival,
)
from parley.cli import console, desks, options
from parley.report.tables import Value

LevelOption = Annotated[
    str | None,
    typer.Option("--level", metavar="LEVEL", help="Keep channels of this level (working, leader)."),
]


def durability(
    desk: options.DeskOption = None,
    as_of: options.AsOfOption = None,
    parties: options.PartiesOption = None,
    only: options.OnlyOption = False,
    level: LevelOption = None,
    channel: options.ChannelOption = None,
    format: Annotated[Literal["table", "json", "csv"], typer.Option("--format")] = "table",
    lexicon: options.LexiconOption = None,
    no_reference: options.NoReferenceOption = False,
    ui: options.UiOption = "en",
) -> None:
    """Tell how long talks last once they are open, and what broke them off.

    Example: parley durability --parties USA,CHN --only
    """
    wanted = options.party_codes(parties)
    with desks.existing(desk, lexicon, no_reference, ui) as opened:
        desks.known(opened, wanted, channel)
        levels = sorted({one.level for one in opened.lexicon.channels.values()})
        if level is not None and level not in levels:
            message = f"no level {level!r}: use one of {', '.join(levels)}"
            raise typer.BadParameter(message, param_hint="--level")
        found = opened.durability(as_of or options.today(), wanted, only, level, channel)
    console.say(f"As of {found.as_of.isoformat()}.")
    match format:
        case "json":
            console.json(found)
        case "csv":
            console.csv(SPELLS, [_spell(spell) for spell in found.spells])
        case "table":
            _print(found)


SPELLS = (
    *("channel", "parties", "level", "opening", "start", "start_latest", "end", "end_latest"),
    *("until", "last_used", "ended", "inferred", "months", "low", "high", "opened_by", "ended_by"),
)


def _spell(spell: OpenSpell) -> tuple[Value, ...]:
    values = (getattr(spell, name) for name in SPELLS)
    return tuple(" ".join(value) if isinstance(value, tuple) else value for value in values)


def _print(found: Durability) -> None:
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
        f"What broke talks off: {console.counted(len(found.shocks), 'shock')}",
        ("day", "channels, months open", "because"),
        [_shock(shock) for shock in found.shocks],
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
