"""``parley durability``: how long talks last once they are open, and what ends them."""

from typing import Annotated, Literal

import msgspec
import typer

from parley.analysis.durability import Backtest, Forecast, Score
from parley.cli import console, desks, options
from parley.cli.lasting import backtested, lasting
from parley.report.tables import Value
from parley.report.words import Words

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
        words = Words(ui, opened.lexicon)
        if backtest:
            with console.steps(words.t("backtest.label")) as steps:
                tested = opened.durability_backtest(day, steps)
            _backtest(tested, format, words)
            return
        found = opened.durability(day, wanted, only, level, channel)
    if horizon is not None:
        kept = tuple(f for f in found.forecasts if f.months == horizon)
        if found.forecasts and not kept:
            told = ", ".join(str(m) for m in sorted({f.months for f in found.forecasts}))
            raise typer.BadParameter(f"{horizon}: use one of {told}", param_hint="--horizon")
        found = msgspec.structs.replace(found, forecasts=kept)
    console.say(words.t("figures.as_of", date=found.as_of.isoformat()))
    match format:
        case "json":
            console.json(found)
        case "csv":
            console.csv(FORECASTS, [_row(forecast, FORECASTS) for forecast in found.forecasts])
        case "table":
            lasting(found, words)


FORECASTS = Forecast.__struct_fields__


def _row(item: msgspec.Struct, columns: tuple[str, ...]) -> tuple[Value, ...]:
    values = (getattr(item, name) for name in columns)
    return tuple(" ".join(value) if isinstance(value, tuple) else value for value in values)


def _backtest(found: Backtest, format: str, words: Words) -> None:
    match format:
        case "json":
            console.json(found)
        case "csv":
            columns = Score.__struct_fields__
            console.csv(columns, [_row(score, columns) for score in found.scores])
        case _:
            backtested(found, words)
