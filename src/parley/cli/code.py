"""``parley code``: items of documents, one a line; nothing is kept."""

import sys
from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Literal

import typer

from parley import coding
from parley.cli import console, options
from parley.desk import chosen, coded, read
from parley.documents import missing
from parley.items import Problem
from parley.lexicon import load


def code(
    paths: options.PathsArg,
    format: Annotated[
        Literal["jsonl", "json"], typer.Option("--format", help="One item a line, or one list.")
    ] = "jsonl",
    voice: options.VoiceOption = None,
    published: options.PublishedOption = None,
    lang: options.LangOption = None,
    columns: options.ColumnsOption = None,
    workers: options.WorkersOption = 1,
    coder: options.CoderOption = "rules",
    llm_budget: options.BudgetOption = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="Tell instead what the rules saw in each sentence: mentions, clauses, acts, and"
            " why each slot was filled.",
        ),
    ] = False,
    lexicon: options.LexiconOption = None,
    ui: options.UiOption = "en",
) -> None:
    """Code documents: print their events, statements and interval claims, and keep nothing.

    Example: parley code readout.txt --voice USA --published 2025-10-31
    """
    folders = tuple(lexicon or ())
    reading = read(
        paths,
        stdin=sys.stdin.buffer,
        voice=voice,
        published=published,
        lang=lang,
        columns=options.columns(columns),
        lexicon=load(*folders),
    )
    documents = sorted(reading.documents, key=lambda document: document.id)
    if explain:
        for document in documents:
            _explained(coding.explain(document, load(*folders)), format)
        console.problems(reading.problems)
        raise typer.Exit(1 if reading.problems or not documents else 0)
    everything = []
    problems = list(reading.problems)
    with console.steps("Coding") as step:
        spent: Counter[str] = Counter()
        coders = chosen(coder, llm_budget)
        results = coded(documents, folders, ui, workers, coders, spent)
        for done, (_, items) in enumerate(results, 1):
            if isinstance(items, Problem):
                problems.append(items)
            elif format == "jsonl":
                console.jsonl(items)
            else:
                everything.extend(items)
            step(done, len(documents))
    if format == "json":
        console.json(everything)
    console.problems(problems)
    console.spent(spent)
    console.lacking(missing(reading))
    if not documents and not problems:
        console.say(f"no documents in {', '.join(map(str, paths))}: nothing was read")
    raise typer.Exit(1 if problems or not documents else 0)


def _explained(told: Sequence[coding.Explanation], format: str) -> None:
    """Each sentence with what was seen in it; as data with ``--format json``."""
    if format == "json":
        console.json(told)
        return
    lines = []
    for one in told:
        lines.append(one.sentence)
        lines += [f"  {m.kind:9} {m.text} = {m.means}" for m in one.mentions]
        lines += [f"  clause    {clause}" for clause in one.clauses]
        for act in one.acts:
            end = f"; no event: {act.dropped}" if act.dropped else ""
            opened = f"{act.mode} from {act.trigger} ({act.opened_by})"
            lines.append(f"  act       {opened}; {act.told}{end}")
            lines += [f"    {_slot(slot)}" for slot in act.slots]
        lines += [f"  position  {_slot(slot)}" for slot in one.positions]
        lines.append("")
    console.data("\n".join(lines))


def _slot(slot: coding.Slot) -> str:
    return f"{slot.name}: {slot.value}" + (f" ({slot.why})" if slot.why else "")
