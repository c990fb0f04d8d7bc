"""``parley run``: the main job, from documents to a report."""

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from parley.cli import console, desks, options
from parley.desk import Desk, Outcome, chosen


def run(
    paths: options.PathsArg,
    desk: options.DeskOption = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            file_okay=False,
            help="Where the report goes: unless given the desk's folder, or the folder report for"
            " a desk on a server.",
            show_default=False,
        ),
    ] = None,
    voice: options.VoiceOption = None,
    published: options.PublishedOption = None,
    lang: options.LangOption = None,
    columns: options.ColumnsOption = None,
    workers: options.WorkersOption = 1,
    coder: options.CoderOption = "rules",
    llm_budget: options.BudgetOption = None,
    as_of: options.AsOfNewestOption = None,
    lexicon: options.LexiconOption = None,
    no_reference: options.NoReferenceOption = False,
    ui: options.UiOption = "en",
) -> None:
    """Read, code, merge, derive, report: the main job. Creates the desk or adds to it.

    Example: parley run readouts/ --desk taiwan-strait
    """
    place = desk or desks.DEFAULT
    coders = chosen(coder, llm_budget)
    with Desk.open(place, tuple(lexicon or ()), reference=not no_reference, ui=ui) as opened:
        with console.steps("Coding") as step:
            outcome = opened.add(
                paths,
                stdin=sys.stdin.buffer,
                voice=voice,
                published=published,
                lang=lang,
                columns=options.columns(columns),
                workers=workers,
                progress=step,
                coders=coders,
            )
        console.problems(outcome.problems, ui)
        console.spent(outcome.spent)
        if outcome.read:
            _report(opened, desks.report_folder(place, out), outcome, as_of)
        elif not outcome.problems:
            console.say(f"no documents in {', '.join(map(str, paths))}: nothing was read")
        console.lacking(outcome.lacking)
    raise typer.Exit(1 if outcome.problems or not outcome.read else 0)


def _report(desk: Desk, folder: Path, outcome: Outcome, as_of: dt.date | None) -> None:
    day = as_of or desk.newest()
    files = desk.report(folder, day, outcome.problems)
    counts = (
        f"{len(outcome.added)} added",
        f"{len(outcome.updated)} updated",
        f"{len(outcome.unchanged)} unchanged",
    )
    events = [e for e in desk.chronology() if e.status != "reference"]
    statements, checks = desk.statements(), desk.check()
    lines = [
        f"Documents   {', '.join(counts)}; {_count(desk.documents())} on the desk",
        f"Events      {_count(events)}",
        f"Statements  {_count(statements)}",
        f"Claims      {_count(checks)}: {_verdicts([c.verdict for c in checks])}",
        f"Channels    as of {day.isoformat()}: {_verdicts([c.state for c in desk.channels(day)])}",
        f"Report      {files[0]}",
    ]
    for line in lines:
        console.out().print(console.escape(line), soft_wrap=True)


def _count(things: Sequence[object]) -> str:
    return str(len(things))


def _verdicts(values: Sequence[str]) -> str:
    """``3 holds, 1 contradicted``: the most frequent first."""
    counts = {value: values.count(value) for value in sorted(set(values))}
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{count} {value}" for value, count in ordered) or "none"
