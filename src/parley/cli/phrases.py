"""``parley phrases``: formulas of diplomatic language, who used them first and last."""

import datetime as dt
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

import typer

from parley.cli import console, desks, options
from parley.comparison import Freq, PhraseUse, Use
from parley.comparison.repetition import LEAST
from parley.desk import Desk, Phrases
from parley.desk.phrasing import COLUMNS, PROPOSED, row
from parley.documents import missing
from parley.report.tables import Value


def phrases(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH…]", help="Documents to look at; without any, the desk's."),
    ] = None,
    desk: options.DeskOption = None,
    voice: Annotated[
        str | None,
        typer.Option("--voice", metavar="VOICE", help="Accounts of a party, press or analysis."),
    ] = None,
    issue: Annotated[
        str | None, typer.Option("--issue", metavar="ID", help="Formulas on this issue (taiwan).")
    ] = None,
    start: Annotated[
        dt.date | None,
        typer.Option(
            "--from",
            metavar="DATE",
            parser=options.first_day,
            callback=options.in_order,
            help="Published on it or later.",
        ),
    ] = None,
    end: Annotated[
        dt.date | None,
        typer.Option(
            "--to",
            metavar="DATE",
            parser=options.last_day,
            callback=options.in_order,
            help="Published on it or before.",
        ),
    ] = None,
    freq: Annotated[Freq, typer.Option("--freq", help="What documents are counted by.")] = "year",
    least: Annotated[
        int,
        typer.Option(
            "--least",
            min=2,
            metavar="N",
            help="Documents of one voice that repeat what is proposed as a formula.",
        ),
    ] = LEAST,
    proposed: Annotated[
        int,
        typer.Option(
            "--proposed", min=0, metavar="N", help="Unknown formulas of each voice, at most."
        ),
    ] = PROPOSED,
    format: Annotated[Literal["table", "json", "csv"], typer.Option("--format")] = "table",
    workers: options.WorkersOption = 1,
    lexicon: options.LexiconOption = None,
    ui: options.UiOption = "en",
) -> None:
    """Tell of each formula, known or repeated, who uses it since when, and who no longer does.

    Example: parley phrases --voice CHN --issue taiwan --from 2022
    """
    failed = False
    with _opened(desk, bool(paths), lexicon, ui) as opened:
        issues = [str(entry["id"]) for entry in opened.lexicon.table("issues")]
        if issue is not None and issue not in issues:
            close = get_close_matches(issue, issues, n=3)
            hint = f"did you mean {', '.join(close)}?" if close else f"one of {' '.join(issues)}"
            raise typer.BadParameter(f"no issue {issue!r}: {hint}", param_hint="--issue")
        reading = opened.read(paths, stdin=sys.stdin.buffer) if paths else None
        found = opened.phrases(
            reading,
            voice=voice,
            issue=issue,
            start=start,
            end=end,
            freq=freq,
            least=least,
            proposed=proposed,
            workers=workers,
        )
        if reading is not None:
            console.problems(reading.problems)
            console.lacking(missing(reading))
            failed = bool(reading.problems) or not reading.documents
    _print(found, format)
    raise typer.Exit(1 if failed else 0)


def _opened(desk: str | None, given: bool, lexicon: list[Path] | None, ui: str) -> Desk:
    """The desk that has the documents; where documents are given, any will do."""
    if given and desk is None and not Desk.exists(desks.DEFAULT):
        return Desk.open(desks.DEFAULT, tuple(lexicon or ()), ui=ui)
    return desks.existing(desk, lexicon, not given, ui)


def _print(found: Phrases, format: str) -> None:
    match format:
        case "json":
            console.json(list(found))
        case "csv":
            periods = sorted({period for use in found for period in use.counts})
            console.csv([*COLUMNS, *periods], [_cells(use, periods) for use in found])
        case _:
            console.table(
                console.counted(len(found), "formula in a voice", "formulas in a voice"),
                ("formula", "voice", "documents", "first", "last", "by period", "left out by"),
                [
                    (
                        _named(use),
                        use.voice,
                        _documents(use),
                        _end(use.first),
                        _end(use.last),
                        " ".join(f"{period}: {n}" for period, n in use.counts.items()),
                        ", ".join(one.doc for one in use.absent),
                    )
                    for use in found
                ],
            )


def _named(use: PhraseUse) -> str:
    told = use.phrase if use.known else f"unknown, score {use.score:g}"
    return f"{use.text}\n({told})"


def _documents(use: PhraseUse) -> str:
    return f"{use.documents} ({use.reworded} reworded)" if use.reworded else str(use.documents)


def _end(use: Use | None) -> str:
    if use is None:
        return ""
    day = use.published.isoformat() if use.published else "undated"
    return f"{day} {use.doc}"


def _cells(use: PhraseUse, periods: list[str]) -> list[Value]:
    cells = row(use)
    cells["absent"] = " ".join(one.doc for one in use.absent)
    values = [cells[name] for name in COLUMNS]
    return [_cell(value) for value in (*values, *(use.counts.get(p, 0) for p in periods))]


def _cell(value: object) -> Value:
    return value if isinstance(value, str | int | float | None) else str(value)
