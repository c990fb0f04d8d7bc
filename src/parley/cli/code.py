"""``parley code``: items of documents, one a line; nothing is kept."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from parley import coding
from parley.cli import console, options
from parley.cli.output import into
from parley.desk import chosen, coded, fingerprint, stream
from parley.documents import lacks
from parley.items import Document, Item, Problem
from parley.lexicon import load

LISTED = 100
"""Documents without a date or a voice that are named; as many as one reads."""


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
    cluster: options.ClusterOption = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FILE", dir_okay=False, help="Write the items there, one a line."
        ),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Go on with the file where an earlier call was cut off."),
    ] = False,
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
    if output is not None and (explain or format == "json"):
        raise typer.BadParameter(
            "--output takes items one a line: leave out --format and --explain"
        )
    if resume and output is None:
        raise typer.BadParameter("--resume goes on with a file: name it with --output")
    folders = tuple(lexicon or ())
    given = Given(
        stream(
            paths,
            stdin=sys.stdin.buffer,
            voice=voice,
            published=published,
            lang=lang,
            columns=options.columns(columns),
            lexicon=load(*folders),
        )
    )
    if explain:
        for document in given.documents():
            _explained(coding.explain(document, load(*folders)), format)
        console.problems(given.problems, ui)
        raise typer.Exit(1 if given.problems or not given.count else 0)
    everything: list[Item] = []
    spent: Counter[str] = Counter()
    coders = chosen(coder, llm_budget)
    with (
        into(output, resume, fingerprint(folders, coders)) as place,
        console.steps("Coding") as step,
    ):
        todo = (document for document in given.documents() if not place.done(document))
        results = coded(todo, folders, ui, workers, coders, spent, cluster)
        for done, (document, items) in enumerate(results, 1):
            if isinstance(items, Problem):
                given.problems.append(items)
            elif format == "json":
                everything.extend(items)
            else:
                place.write(document, items)
            step(done, None)
    if format == "json":
        console.json(everything)
    console.problems(given.problems, ui)
    console.spent(spent)
    console.lacking(given.lacking, given.more)
    if not given.count and not given.problems:
        console.say(f"no documents in {', '.join(map(str, paths))}: nothing was read")
    raise typer.Exit(1 if given.problems or not given.count else 0)


class Given:
    """The documents of a call as they are read; what could not be read, and what they lack.

    ``lacking`` holds the first ``LISTED`` documents without a date or voice, ``more`` counts the
    rest.
    """

    def __init__(self, found: Iterator[Document | Problem]) -> None:
        self._found = found
        self.count = 0
        self.more = 0
        self.problems: list[Problem] = []
        self.lacking: list[Problem] = []

    def documents(self) -> Iterator[Document]:
        """The documents one after the other; the rest is noted on the way."""
        for one in self._found:
            if isinstance(one, Problem):
                self.problems.append(one)
                continue
            self.count += 1
            lack = lacks(one)
            if lack is not None and len(self.lacking) < LISTED:
                self.lacking.append(lack)
            elif lack is not None:
                self.more += 1
            yield one


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
