"""``parley desk``: what a desk holds, whether it is sound, copies of it and back."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from parley.cli import console, options
from parley.cli.desks import DEFAULT
from parley.desk import Desk
from parley.record import DeskInfo, shown

app = typer.Typer(
    help="What a desk holds, whether it is sound, backups of it.", no_args_is_help=True
)

Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace what is there.")]


@app.command()
def info(
    desk: options.DeskOption = None,
    format: Annotated[Literal["table", "json"], typer.Option("--format")] = "table",
    lexicon: options.LexiconOption = None,
) -> None:
    """Show where a desk lies and what it holds, by kind and language.

    Example: parley desk info --desk taiwan-strait
    """
    with Desk.open(desk or DEFAULT, tuple(lexicon or ())) as opened:
        found = opened.info()
    if format == "json":
        console.json(found)
        return
    for line in _lines(found):
        console.out().print(console.escape(line), soft_wrap=True)
    parts = [("document", found.documents), ("item", found.assertions), ("event", found.events)]
    langs = sorted(
        {lang for _, counts in parts for row in counts.values() for lang in row} - {"all"}
    )
    console.table(
        "",
        ("what", "kind", "all", *langs),
        [
            (what, kind, row["all"], *(row.get(lang) for lang in langs))
            for what, counts in parts
            for kind, row in counts.items()
        ],
    )


def _lines(found: DeskInfo) -> list[str]:
    coders = ", ".join(f"{name} ({number})" for name, number in found.coders.items())
    lines = [
        f"Desk        {found.where}",
        f"Database    {found.database}, desk version {found.schema}, {_size(found.size)}",
        f"Coded by    {coders or 'none'}",
    ]
    if found.aliases:
        lines.append(f"Copies      {found.aliases}, under other ids, not counted twice")
    if found.stale:
        stale = console.counted(found.stale, "document")
        lines.append(f"To be done  {stale} coded by other rules or another lexicon: parley run")
    return lines


def _size(number: float) -> str:
    for unit in ("bytes", "kB", "MB"):
        if number < 1000:
            return f"{number:.3g} {unit}"
        number /= 1000
    return f"{number:,.1f} GB"


@app.command()
def check(
    desk: options.DeskOption = None,
    format: Annotated[Literal["table", "json"], typer.Option("--format")] = "table",
) -> None:
    """Check a desk's data: the database, and that all of it is what Parley put there.

    Exit status 1 where something is wrong, each fault on its line.

    Example: parley desk check --desk taiwan-strait
    """
    with Desk.open(desk or DEFAULT) as opened:
        found = opened.verify()
    if format == "json":
        console.json(found)
    else:
        console.problems(found)
        if not found:
            console.say(f"{shown(desk or DEFAULT)}: sound")
    if found:
        raise typer.Exit(1)


@app.command()
def reindex(desk: options.DeskOption = None) -> None:
    """Make the index of a desk's full-text search anew, where a check says that it lacks something.

    Example: parley desk reindex --desk taiwan-strait
    """
    with Desk.open(desk or DEFAULT) as opened:
        opened.reindex()
    console.say(f"{shown(desk or DEFAULT)}: indexed")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")],
    desk: options.DeskOption = None,
    overwrite: Overwrite = False,
) -> None:
    """Write all of a desk into one file, checked, while others go on working on it.

    Example: parley desk backup desk-2026-01.sqlite
    """
    with Desk.open(desk or DEFAULT) as opened:
        opened.backup(file, overwrite)
        console.say(f"{file}: all of {shown(desk or DEFAULT)}, checked")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What backup wrote.")],
    desk: options.DeskOption = None,
    overwrite: Overwrite = False,
) -> None:
    """Make a desk of a backup, in a folder or on a server, whichever it was taken from.

    Example: parley desk restore desk-2026-01.sqlite --desk postgresql://ana@db.example.org/desk
    """
    place = desk or DEFAULT
    Desk.restore(file, place, overwrite)
    console.say(f"{shown(place)}: all of {file}, checked")
