"""``parley code``: items of documents, one a line; nothing is kept."""

import sys
from typing import Annotated, Literal

import typer

from parley.cli import console, options
from parley.desk import coded, read
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
    workers: options.WorkersOption = 1,
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
        lexicon=load(*folders),
    )
    documents = sorted(reading.documents, key=lambda document: document.id)
    everything = []
    problems = list(reading.problems)
    with console.steps("Coding") as step:
        for done, (_, items) in enumerate(coded(documents, folders, ui, workers), 1):
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
    console.lacking(missing(reading))
    if not documents and not problems:
        console.say(f"no documents in {', '.join(map(str, paths))}: nothing was read")
    raise typer.Exit(1 if problems or not documents else 0)
