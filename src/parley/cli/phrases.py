"""``parley phrases``: formulas of diplomatic language, who used them first and last."""

import datetime as dt
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

import typer

from parley.cli import console, desks, options
from parley.cli.saying import party
from parley.comparison import Freq, PhraseUse, Use
from parley.comparison.repetition import LEAST
from parley.comparison.usage import UNDATED
from parley.desk import Desk, Phrases
from parley.desk.phrasing import COLUMNS, PROPOSED, row
from parley.documents import missing
from parley.report.tables import Value
from parley.report.words import Words


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
            console.problems(reading.problems, ui)
            console.lacking(missing(reading))
            failed = bool(reading.problems) or not reading.documents
        words = Words(ui, opened.lexicon)
    _print(found, format, words)
    raise typer.Exit(1 if failed else 0)


def _opened(desk: str | None, given: bool, lexicon: list[Path] | None, ui: str) -> Desk:
    """The desk that has the documents; where documents are given, any will do."""
    if given and desk is None and not Desk.exists(desks.DEFAULT):
        return Desk.open(desks.DEFAULT, tuple(lexicon or ()), ui=ui)
    return desks.existing(desk, lexicon, not given, ui)


HEADS = ("formula", "voice", "documents", "first", "last", "counts", "absent")


def _print(found: Phrases, format: str, words: Words) -> None:
    match format:
        case "json":
            console.json(list(found))
        case "csv":
            periods = sorted({period for use in found for period in use.counts})
            console.csv([*COLUMNS, *periods], [_cells(use, periods) for use in found])
        case _:
            console.table(
                words.t("phrases.title", n=len(found)),
                [words.t(f"phrases.{name}") for name in HEADS],
                [
                    (
                        _named(use, words),
                        party(use.voice, words) if use.voice else "",
                        _documents(use, words),
                        _end(use.first, words),
                        _end(use.last, words),
                        _counts(use, words),
                        words.t("list.comma").join(one.doc for one in use.absent),
                    )
                    for use in found
                ],
            )


def _named(use: PhraseUse, words: Words) -> str:
    told = use.phrase
    if not use.known:
        told = words.t("phrases.unknown", score=f"{use.score:g}")
    return f"{use.text}\n{words.t('paren', text=told).strip()}"


def _documents(use: PhraseUse, words: Words) -> str:
    if not use.reworded:
        return str(use.documents)
    return words.t("phrases.reworded", n=use.documents, reworded=use.reworded)


def _counts(use: PhraseUse, words: Words) -> str:
    named = {UNDATED: words.t("undated")}
    return " ".join(
        f"{named.get(period, period)}{words.t('colon')}{n}" for period, n in use.counts.items()
    )


def _end(use: Use | None, words: Words) -> str:
    if use is None:
        return ""
    day = use.published.isoformat() if use.published else words.t("undated")
    return f"{day} {use.doc}"


def _cells(use: PhraseUse, periods: list[str]) -> list[Value]:
    cells = row(use)
    cells["absent"] = " ".join(one.doc for one in use.absent)
    values = [cells[name] for name in COLUMNS]
    return [_cell(value) for value in (*values, *(use.counts.get(p, 0) for p in periods))]


def _cell(value: object) -> Value:
    return value if isinstance(value, str | int | float | None) else str(value)
