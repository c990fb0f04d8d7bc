"""``parley check``: interval claims held against the record."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from parley.cli import console, desks, options, saying
from parley.desk import CheckedClaim
from parley.documents import missing
from parley.report.claims import amount
from parley.report.tables import Value
from parley.report.words import Words


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH…]",
            readable=False,
            help="Documents whose claims to check; without any, the desk's.",
        ),
    ] = None,
    desk: options.DeskOption = None,
    format: Annotated[Literal["table", "json", "jsonl", "csv"], typer.Option("--format")] = "table",
    voice: options.VoiceOption = None,
    published: options.PublishedOption = None,
    lang: options.LangOption = None,
    columns: options.ColumnsOption = None,
    workers: options.WorkersOption = 1,
    lexicon: options.LexiconOption = None,
    no_reference: options.NoReferenceOption = False,
    ui: options.UiOption = "en",
) -> None:
    """Hold interval claims ("first in 16 months") against the record.

    Example: parley check column.txt --published 2025-12-18
    """
    failed = False
    with desks.existing(desk, lexicon, no_reference, ui) as opened:
        if paths:
            reading = opened.read(
                paths,
                stdin=sys.stdin.buffer,
                voice=voice,
                published=published,
                lang=lang,
                columns=options.columns(columns),
            )
            checks = opened.check(reading, workers)
            console.problems(reading.problems, ui)
            if not reading.documents and not reading.problems:
                console.say(f"no documents in {', '.join(map(str, paths))}: nothing was read")
            console.lacking(missing(reading))
            failed = bool(reading.problems) or not reading.documents
        else:
            checks = opened.check()
    _print(checks, format, Words(ui))
    raise typer.Exit(1 if failed else 0)


def _print(checks: list[CheckedClaim], format: str, words: Words) -> None:
    match format:
        case "json":
            console.json(checks)
        case "jsonl":
            console.jsonl(checks)
        case "csv":
            console.csv(COLUMNS, [_row(claim, words) for claim in checks])
        case _:
            console.table(
                words.t("table.claims", n=len(checks)),
                saying.heads(COLUMNS, words),
                [_shown(claim, words) for claim in checks],
            )


COLUMNS = ("document", "claim", "verdict", "record", "why")


def _shown(claim: CheckedClaim, words: Words) -> tuple[Value, ...]:
    """A row for readers, who have the verdict in their own words."""
    doc, told, verdict, *rest = _row(claim, words)
    return doc, told, verdict if words.ui == "en" else words.t(f"verdict.{verdict}"), *rest


def _row(claim: CheckedClaim, words: Words) -> tuple[Value, ...]:
    told = " … ".join(" ".join(e.text.split()) for e in claim.evidence)
    record = None if claim.computed is None else amount(claim.computed, claim.computed_unit, words)
    return claim.doc, told or claim.headline, claim.verdict, record, claim.explanation
