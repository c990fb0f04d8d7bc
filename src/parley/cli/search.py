"""``parley search``: what stands in the documents, and in the reference chronology."""

import datetime as dt
from typing import Annotated, Literal

import typer

from parley.cli import console, desks, options, saying
from parley.desk import Hit
from parley.items import TYPE_OF_MODE
from parley.report.words import Words

AROUND = 40
"""Characters that a table shows on either side of what was found."""


def search(
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY",
            help='Words that all stand in one passage; "…" a phrase, word* how a word begins.',
        ),
    ],
    desk: options.DeskOption = None,
    party: Annotated[
        str | None,
        typer.Option(
            "--party", "--parties", metavar="A,B", help="Tells of what all of these take part in."
        ),
    ] = None,
    channel: Annotated[
        str | None,
        typer.Option("--channel", metavar="ID", help="Tells of what went through this channel."),
    ] = None,
    mode: Annotated[
        str | None, typer.Option("--mode", metavar="MODE", help="Tells of an event of this mode.")
    ] = None,
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="NAME", help="Tells of what this person took part in."),
    ] = None,
    start: Annotated[
        dt.date | None,
        typer.Option(
            "--from",
            metavar="DATE",
            parser=options.first_day,
            callback=options.in_order,
            help="Tells of an event then …",
        ),
    ] = None,
    end: Annotated[
        dt.date | None,
        typer.Option(
            "--to",
            metavar="DATE",
            parser=options.last_day,
            callback=options.in_order,
            help="… and up to then.",
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="LANG", help="Documents in zh-Hant zh-Hans en ja ko."),
    ] = None,
    voice: Annotated[
        str | None,
        typer.Option("--voice", metavar="VOICE", help="Accounts of a party, press or analysis."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="ID", help="One document, or all of one file."),
    ] = None,
    since: Annotated[
        dt.date | None,
        typer.Option(
            "--since",
            metavar="DATE",
            parser=options.first_day,
            callback=options.in_order,
            help="Published on it or later.",
        ),
    ] = None,
    until: Annotated[
        dt.date | None,
        typer.Option(
            "--until",
            metavar="DATE",
            parser=options.last_day,
            callback=options.in_order,
            help="Published on it or before.",
        ),
    ] = None,
    versions: Annotated[
        bool, typer.Option("--versions", help="Superseded versions of documents too.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="So many at the most.")] = 20,
    after: Annotated[
        str | None,
        typer.Option("--after", metavar="KEY", help="What follows a hit: its `after` in the JSON."),
    ] = None,
    format: Annotated[Literal["table", "json", "jsonl"], typer.Option("--format")] = "table",
    lexicon: options.LexiconOption = None,
    no_reference: options.NoReferenceOption = False,
    ui: options.UiOption = "en",
) -> None:
    """Find words in the desk's documents and in the reference chronology, in any script.

    Example: parley search 軍事熱線 --lang ja --since 2023
    """
    wanted = options.party_codes(party)
    if mode is not None and mode not in TYPE_OF_MODE:
        raise typer.BadParameter(
            f"no mode {mode!r}: one of {' '.join(TYPE_OF_MODE)}", param_hint="--mode"
        )
    with desks.existing(desk, lexicon, no_reference, ui) as opened:
        desks.known(opened, wanted, channel)
        hits = opened.search(
            query,
            parties=wanted,
            channel=channel,
            mode=mode,
            person=person,
            start=start,
            end=end,
            lang=lang,
            voice=voice,
            source=source,
            since=since,
            until=until,
            versions=versions,
            limit=limit,
            after=after,
        )
    words = Words(ui)
    match format:
        case "json":
            console.json(hits)
        case "jsonl":
            console.jsonl(hits)
        case "table":
            console.table(
                words.t("table.passages", n=len(hits)),
                saying.heads(("date", "where", "passage"), words),
                [(hit.published, _where(hit, words), snippet(hit)) for hit in hits],
            )


def _where(hit: Hit, words: Words) -> str:
    if hit.reference:
        return words.t("table.reference")
    return hit.doc if hit.current else words.t("table.superseded", id=hit.doc)


def snippet(hit: Hit) -> str:
    """The passage around what was found first, with «…» around all that was found."""
    base = hit.passage.start
    spans = [(span.start - base, span.end - base) for span in hit.spans]
    first = spans[0] if spans else (0, 0)
    begin, stop = max(0, first[0] - AROUND), min(len(hit.text), first[1] + AROUND * 2)
    out = "…" if begin else ""
    at = begin
    for start, end in spans:
        if end > stop:
            break
        out += f"{hit.text[at:start]}«{hit.text[start:end]}»"
        at = end
    out += hit.text[at:stop] + ("…" if stop < len(hit.text) else "")
    return " ".join(out.split())
