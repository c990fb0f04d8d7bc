"""``parley lexicon``: validate the lexicon and look things up in it."""

from pathlib import Path
from typing import Annotated, Literal

import typer
import yaml

from parley.cli import console, options
from parley.lexicon import check as check_tables
from parley.lexicon import load
from parley.lexicon import show as look_up

app = typer.Typer(
    help="Validate the lexicon and look things up in it.",
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
