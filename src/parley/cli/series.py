"""``parley series``: what two parties did with and to each other, period by period."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Literal

import typer

from parley.analysis.estimates import Estimate, fixed
from parley.analysis.series import DyadSeries, Period, Sensitivity
from parley.analysis.series.results import COLUMNS, TYPES, Freq, named, rows
from parley.cli import console, desks, options
from parley.cli.saying import group
from parley.report.words import Words

CHANGES = ("perturbed", "ranks", "signs")


def series(
    parties: Annotated[
        str,
        typer.Option("--parties", metavar="A,B", help="Whose; of more than two each pair's."),
    ],
    freq: Annotated[Freq, typer.Option("--freq", help="How long a period is.")] = "month",
    start: Annotated[
        dt.date | None,
        typer.Option(
            "--from",
            metavar="DATE",
            parser=options.first_day,
            callback=options.in_order,
            help="From the period that this lies in (YYYY-MM-DD, YYYY-MM or YYYY).",
            show_default="the first event",
        ),
    ] = None,
    end: Annotated[
        dt.date | None,
        typer.Option(
            "--to",
            metavar="DATE",
            parser=options.last_day,
            callback=options.in_order,
            help="To the period that this lies in.",
            show_default="the record's end",
        ),
    ] = None,
    only: options.OnlyOption = False,
    desk: options.DeskOption = None,
    format: Annotated[Literal["table", "json", "csv"], typer.Option("--format")] = "table",
    lexicon: options.LexiconOption = None,
    no_reference: options.NoReferenceOption = False,
    ui: options.UiOption = "en",
) -> None:
    """Count what two parties did by period, and weigh it as cooperation and conflict.

    Example: parley series --parties USA,CHN --freq year
    """
    wanted = options.party_codes(parties)
    if len(wanted) < 2:
        raise typer.BadParameter("a series is of two parties: A,B", param_hint="--parties")
    if start is not None and end is not None and start > end:
        raise typer.BadParameter(f"{end} lies before {start}", param_hint="--to")
    with desks.existing(desk, lexicon, no_reference, ui) as opened:
        desks.known(opened, wanted)
        found = opened.series(wanted, freq, start, end, only)
        words = Words(ui, opened.lexicon)
    match format:
        case "json":
            console.json(found)
        case "csv":
            console.csv(COLUMNS, rows(found))
        case "table":
            for dyad in found.dyads:
                _print(dyad, freq, words)


def _print(dyad: DyadSeries, freq: Freq, words: Words) -> None:
    pair = group(dyad.parties, words)
    if not any(period.told for period in dyad.periods):
        console.say(words.t("series.nothing", pair=pair))
    measures = ("events", "cooperation", "conflict.least", "net", "unscored", "record")
    console.table(
        words.t("series.title", pair=pair, freq=words.t(f"series.freq.{freq}")),
        [words.t(f"series.{name}") for name in ("period", *measures)],
        [_row(some, freq, words) for some in _joined(dyad.periods)],
    )
    kinds = [kind for kind in TYPES if any(kind in period.types for period in dyad.periods)]
    console.table(
        words.t("series.types"),
        (words.t("series.period"), *(words.known("type", kind) for kind in kinds)),
        [
            (named(one, freq), *(_type(one, kind) for kind in kinds))
            for one in dyad.periods
            if one.types
        ],
    )
    if dyad.sensitivity:
        console.table(
            words.t("series.scales"),
            [words.t(f"series.{name}") for name in ("scale", "cooperation", "conflict", "net")],
            [
                (
                    words.t(f"series.scale.{change}"),
                    *(_hangs(one, words) for one in dyad.sensitivity if one.change == change),
                )
                for change in CHANGES
            ],
        )


def _joined(periods: Sequence[Period]) -> list[list[Period]]:
    """Periods one by one, gaps of one kind that follow each other together."""
    found: list[list[Period]] = []
    for period in periods:
        before = found[-1][-1] if found else None
        if before is not None and period.gap and before.gap and before.reach == period.reach:
            found[-1].append(period)
        else:
            found.append([period])
    return found


def _row(some: Sequence[Period], freq: Freq, words: Words) -> tuple[object, ...]:
    first, last = named(some[0], freq), named(some[-1], freq)
    one = some[0]
    if one.gap:
        name = first if len(some) == 1 else words.t("series.to", start=first, end=last)
        note = words.t(f"series.gap.{one.reach}")
        return (name, *("–",) * 5, words.t("series.gapped", note=note))
    unscored = f"{one.unscored:.1f}" if one.unscored else ""
    measures = (one.cooperation, one.conflict, one.net)
    reach = "" if one.reach == "covered" else words.t(f"series.reach.{one.reach}")
    return (first, _told(one.events), *map(_told, measures), unscored, reach)


def _told(one: Estimate | None) -> str:
    return "" if one is None else f"{fixed(one.value)} ({fixed(one.low)}, {fixed(one.high)})"


def _type(one: Period, kind: str) -> str:
    return f"{one.types[kind].value:.2g}" if kind in one.types else ""


def _hangs(one: Sensitivity, words: Words) -> str:
    if one.rho is None:
        return words.t("series.level")
    spread = "" if one.low is None or one.high is None else f" ({one.low:.2f}, {one.high:.2f})"
    told = f"{one.rho:.2f}{spread}"
    if one.turned is None:
        return told
    return words.t("series.turned", told=told, share=f"{100 * one.turned:.0f}")
