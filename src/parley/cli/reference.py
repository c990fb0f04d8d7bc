"""``parley reference``: the bundled chronology, to list, search, cite and check."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import typer
import yaml

from parley import __version__
from parley.cli import console, options
from parley.lexicon import load
from parley.record import (
    Entry,
    Style,
    check_reference,
    choose,
    coverage,
    entries,
    figures,
    search_reference,
)
from parley.record import cite as cited

app = typer.Typer(
    help="List, search, cite and check the bundled reference chronology.",
    no_args_is_help=True,
    add_completion=False,
)
Format = Literal["table", "json", "jsonl", "csv"]
FormatOption = Annotated[Format, typer.Option("--format")]
COLUMNS = ("date", "parties", "channel", "round", "what", "sure", "publisher")
CSV_COLUMNS = (
    *("id", "start", "end", "precision", "mode", "modality", "parties", "participants", "channel"),
    *("iteration", "effect", "scope", "place", "what", "cause", "sure", "publishers", "urls"),
)


@app.command("list")
def list_(
    channel: options.ChannelOption = None,
    parties: options.PartiesOption = None,
    only: options.OnlyOption = False,
    start: options.FromOption = None,
    end: options.ToOption = None,
    sources: Annotated[
        bool, typer.Option("--sources", help="Count the events by who publishes their pages.")
    ] = False,
    format: FormatOption = "table",
) -> None:
    """List events, with how sure each is and who publishes its page.

    Example: parley reference list --channel usa-chn-dpct --format csv
    """
    if channel is not None and channel not in load().channels:
        raise typer.BadParameter(f"no channel {channel!r}", param_hint="--channel")
    found = choose(entries(), start, end, options.party_codes(parties), channel, only)
    if sources:
        _print_sources(found, format)
    else:
        _print(found, format)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS…", help="All of them must stand.")],
    format: FormatOption = "table",
) -> None:
    """Find events by words of their line, place, people, parties or channel, in any language.

    Example: parley reference search 董軍 奧斯汀
    """
    found = search_reference(entries(), words)
    if not found:
        console.say(f"nothing in the reference for {' '.join(words)!r}")
        raise typer.Exit(1)
    _print(found, format)


@app.command()
def show(
    keys: Annotated[list[str], typer.Argument(metavar="ID…")],
    format: Annotated[Literal["yaml", "json"], typer.Option("--format")] = "yaml",
) -> None:
    """Show everything that is known of an event.

    Example: parley reference show 2021-09-28-dpct-16
    """
    found = _entries(keys)
    if format == "json":
        console.json(found)
        return
    rows = [msgspec.to_builtins(entry) for entry in found]
    console.data(
        "---\n".join(
            yaml.safe_dump(_told(row), allow_unicode=True, sort_keys=False, width=100)
            for row in rows
        )
    )


@app.command()
def cite(
    keys: Annotated[list[str], typer.Argument(metavar="ID…")],
    format: Annotated[Style, typer.Option("--format")] = "text",
) -> None:
    """Cite the pages of an event.

    Example: parley reference cite 2021-09-28-dpct-16 --format bibtex
    """
    console.data(cited(_entries(keys), __version__, format))


@app.command("coverage")
def coverage_(
    format: Annotated[Literal["table", "json"], typer.Option("--format")] = "table",
) -> None:
    """Show how far the record of each channel reaches, and what is missing in it.

    Example: parley reference coverage
    """
    reach = [*coverage().values()]
    if format == "json":
        console.json(reach)
        return
    held = figures(entries()).channels
    console.table(
        console.counted(len(reach), "channel"),
        ("channel", "events", "record from", "until", "complete from", "missing"),
        [
            (
                one.channel,
                held.get(one.channel, 0),
                one.record_from,
                one.record_until,
                one.record_from if one.complete else one.complete_from,
                one.missing,
            )
            for one in reach
        ],
    )


@app.command()
def check(
    directory: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]",
            exists=True,
            file_okay=False,
            help="Your folder of events; it is checked together with the bundled ones.",
        ),
    ] = None,
) -> None:
    """Check the events and their coverage, and count them.

    Example: parley reference check my-events/
    """
    folders = [directory] if directory else []
    problems = check_reference(*folders)
    console.problems(problems)
    if problems:
        console.say(console.counted(len(problems), "problem"))
        raise typer.Exit(1)
    held = figures(entries(*folders))
    rows: list[tuple[object, object]] = [
        ("events", held.events),
        *((f"  {name}", count) for name, count in held.sure.items()),
        ("with a page of a party's own ministry", held.own),
        ("pages", held.pages),
        ("publishers", len(held.publishers)),
        ("channels", len(held.channels)),
        ("first", held.first),
        ("last", held.last),
    ]
    console.table("The reference is sound", ("what", "count"), rows)


def _entries(keys: Sequence[str]) -> list[Entry]:
    known = {entry.id: entry for entry in entries()}
    for key in keys:
        if key not in known:
            hint = "look for it with 'parley reference search'"
            raise typer.BadParameter(f"no event {key!r}: {hint}", param_hint="ID")
    return [known[key] for key in keys]


def _told(row: dict[str, object]) -> dict[str, object]:
    """A row without the fields that tell nothing."""
    told = {key: value for key, value in row.items() if value not in (None, [], {})}
    for key in ("participants", "pages"):
        if isinstance(told.get(key), list):
            told[key] = [_told(part) for part in row[key]]  # type: ignore[attr-defined]
    return told


def _print(found: Sequence[Entry], format: Format) -> None:
    match format:
        case "json":
            console.json(found)
        case "jsonl":
            console.jsonl(found)
        case "csv":
            console.csv(CSV_COLUMNS, map(_csv_row, found))
        case "table":
            console.table(console.counted(len(found), "event"), COLUMNS, map(_table_row, found))


def _print_sources(found: Sequence[Entry], format: Format) -> None:
    counts = figures(found).publishers
    match format:
        case "json":
            console.json(counts)
        case "jsonl":
            console.jsonl({"publisher": name, "events": n} for name, n in counts.items())
        case "csv":
            console.csv(("publisher", "events"), counts.items())
        case "table":
            title = f"{console.counted(len(found), 'event')}, {len(counts)} publishers"
            console.table(title, ("publisher", "events"), counts.items())


def _table_row(entry: Entry) -> tuple[object, ...]:
    day = entry.start if entry.start == entry.end else f"{entry.start} – {entry.end}"
    return (
        day if entry.precision == "day" else f"{entry.start} ({entry.precision})",
        " ".join(entry.parties),
        entry.channel,
        entry.iteration,
        entry.what,
        entry.sure,
        ", ".join(dict.fromkeys(page.publisher for page in entry.pages)),
    )


def _csv_row(entry: Entry) -> tuple[str | int | None, ...]:
    people = (f"{p.name} ({p.role})" if p.role else p.name for p in entry.participants)
    return (
        entry.id,
        entry.start.isoformat(),
        entry.end.isoformat(),
        entry.precision,
        entry.mode,
        entry.modality,
        " ".join(entry.parties),
        " | ".join(people),
        entry.channel,
        entry.iteration,
        entry.effect,
        entry.scope,
        entry.place,
        entry.what,
        " ".join(entry.cause),
        entry.sure,
        " | ".join(dict.fromkeys(page.publisher for page in entry.pages)),
        " ".join(page.url for page in entry.pages),
    )
