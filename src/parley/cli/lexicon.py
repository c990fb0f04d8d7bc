"""``parley lexicon``: validate the lexicon and look things up in it."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer
import yaml

from parley.cli import console, options
from parley.desk import read
from parley.lexicon import Suggestion, load
from parley.lexicon import check as check_tables
from parley.lexicon import show as look_up
from parley.lexicon import suggest as look_for

app = typer.Typer(
    help="Validate the lexicon, look things up in it, and find what it lacks.",
    no_args_is_help=True,
    add_completion=False,
)


@app.command()
def check(
    directory: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]", help="Your folder; it is checked over the built-in lexicon."
        ),
    ] = None,
    lexicon: options.LexiconOption = None,
) -> None:
    """Check the YAML: its schema, ids that nothing defines, names that two entries share.

    Example: parley lexicon check my-region/
    """
    folders = [*(lexicon or ()), *([directory] if directory else [])]
    for folder in folders:
        if not folder.is_dir():
            raise typer.BadParameter(f"{folder}: no such folder", param_hint="DIR")
    problems = check_tables(*folders)
    console.problems(problems)
    if problems:
        console.say(f"{len(problems)} problems")
        raise typer.Exit(1)
    tables = load(*folders)
    counts = [(name, len(tables.table(name))) for name in sorted(tables.tables)]
    console.table("The lexicon is sound", ("table", "entries"), counts)


@app.command()
def show(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="An id, a name or a part of one.")],
    lexicon: options.LexiconOption = None,
    format: Annotated[Literal["yaml", "json"], typer.Option("--format")] = "yaml",
) -> None:
    """Look up parties, people, offices, channels, places and words by id or name.

    Names are found in either Chinese script. Entries that bear the name come alone; where none
    does, those that hold it anywhere are shown.

    Example: parley lexicon show 印太司令部
    """
    found = look_up(load(*(lexicon or ())), query)
    if not found:
        console.say(f"nothing in the lexicon for {query!r}")
        raise typer.Exit(1)
    if format == "json":
        console.json(found)
        return
    documents = (
        yaml.safe_dump(row, allow_unicode=True, sort_keys=False, width=100) for row in found
    )
    console.data("---\n".join(documents))


@app.command()
def suggest(
    paths: options.PathsArg,
    format: Annotated[
        Literal["table", "json", "yaml"],
        typer.Option("--format", help="A table, a list, or entries to complete and paste."),
    ] = "table",
    least: Annotated[
        int, typer.Option("--min", min=1, help="Leave out what is named fewer times.")
    ] = 1,
    lang: options.LangOption = None,
    lexicon: options.LexiconOption = None,
) -> None:
    """List names, titles, channels and bodies in documents that the lexicon does not know yet.

    Each with how often it is named and the first sentence that does. With --format yaml, an entry
    for each, by table: complete it, save it in your folder, and run 'parley lexicon check'.

    Example: parley lexicon suggest reports/ --min 2 --format yaml
    """
    tables = load(*(lexicon or ()))
    reading = read(paths, stdin=sys.stdin.buffer, lang=lang, lexicon=tables)
    found = look_for(sorted(reading.documents, key=lambda d: d.id), tables, least)
    if format == "json":
        console.json(found)
    elif format == "yaml":
        console.data(stubs(found))
    else:
        rows = [
            (s.table, s.name, s.lang, s.count, " ".join(s.parties) or "-", s.sentence)
            for s in found
        ]
        title = f"{len(found)} names that the lexicon does not know"
        console.table(title, ("table", "name", "language", "named", "parties", "first"), rows)
    console.problems(reading.problems)
    if reading.problems or not reading.documents:
        raise typer.Exit(1)


def stubs(found: Sequence[Suggestion]) -> str:
    """The entries as YAML, under the file that each goes into, with count and sentence above."""
    out = []
    for table in ("people", "offices", "bodies", "channels"):
        own = [one for one in found if one.table == table]
        if own:
            out.append(f"# {'offices' if table == 'bodies' else table}.yaml\n")
        for one in own:
            row = yaml.safe_dump([one.entry], allow_unicode=True, sort_keys=False, width=100)
            out.append(f"# {one.count} ×: {one.sentence}\n{row}")
    return "".join(out)
