"""``parley chronology``: the merged record."""

from typing import Annotated, Any, Literal

import msgspec
import typer

from parley.cli import choosing, console, desks, options, saying
from parley.items import MergedEvent, Source
from parley.record import Placed, Wanted
from parley.report.tables import EVENT_COLUMNS, event_row
from parley.report.telling import notes
from parley.report.words import Words


class Listed(MergedEvent, frozen=True, kw_only=True):
    """An event as the command prints it. ``after``: its place, in a page; the next one begins
    after the last event's."""

    kind: Literal["event"] = "event"
    after: str | None = None


def chronology(
    context: typer.Context,
    desk: options.DeskOption = None,
    start: options.FromOption = None,
    end: options.ToOption = None,
    parties: options.PartiesOption = None,
    only: options.OnlyOption = False,
    channel: options.ChannelOption = None,
    mode: options.ModeOption = None,
    person: options.PersonOption = None,
    lang: options.ToldInOption = None,
    source: options.SourceOption = None,
    status: options.StatusOption = None,
    confidence: options.ConfidenceOption = 0.0,
    newest: options.NewestOption = False,
    limit: options.LimitOption = None,
    after: Annotated[
        str | None,
        typer.Option(
            "--after",
            metavar="PLACE",
            parser=choosing.place,
            help="What follows an event: its `after` in the JSON of a page.",
        ),
    ] = None,
    format: Annotated[Literal["table", "json", "jsonl", "csv"], typer.Option("--format")] = "table",
    lexicon: options.LexiconOption = None,
    no_reference: options.NoReferenceOption = False,
    ui: options.UiOption = "en",
) -> None:
    """Show the merged record: every event once, with its sources.

    Example: parley chronology --parties USA,CHN --from 2023 --mode talks --newest --limit 20
    """
    asked = Wanted(
        start=start,
        end=end,
        parties=options.party_codes(parties),
        only=only,
        channel=channel,
        modes=(mode,) if mode is not None else (),
        people=(person,) if person is not None else (),
        langs=(lang,) if lang is not None else (),
        source=source,
        status=status,
        confidence=confidence,
    )
    with desks.existing(desk, lexicon, no_reference, ui) as opened:
        wanted = choosing.known(opened, asked)
        found = opened.page(wanted, None if limit is None else limit + 1, after, newest)
        shown = found[:limit]
        words = Words(ui, opened.lexicon)
        more = None
        if len(shown) < len(found):
            more = words.t(
                "table.more", command=choosing.again(context, {"after": shown[-1].place})
            )
        match format:
            case "json":
                console.json([_plain(one, limit is not None) for one in shown])
            case "jsonl":
                console.jsonl(_plain(one, limit is not None) for one in shown)
            case "csv":
                rows = (event_row(one.event) for one in shown)
                console.csv(EVENT_COLUMNS, ([row[name] for name in EVENT_COLUMNS] for row in rows))
                if more:
                    console.say(more)
            case "table":
                console.table(
                    words.t("events.count", n=len(shown)),
                    saying.heads(("date", "parties", "what", "channel", "sources"), words),
                    [_row(one.event, words) for one in shown],
                )
                if more:
                    console.data(f"{more}\n")


def _plain(one: Placed, paged: bool) -> dict[str, Any]:
    plain = {"kind": "event", **msgspec.to_builtins(one.event)}
    return {**plain, "after": one.place} if paged else plain


def _row(event: MergedEvent, words: Words) -> tuple[object, ...]:
    sources = sorted({_source(source, words) for source in event.sources})
    english = words.ui == "en"
    return (
        when(event) if english else _date(event, words),
        " ".join(event.parties) if english else words.dyad(event.parties),
        event.headline,
        event.channel and saying.channel(event.channel, words),
        "\n".join([", ".join(sources), *notes(event, words)]),
    )


def _source(source: Source, words: Words) -> str:
    """A document's name, with how it and what it tells are graded: ``wire-17 B2``."""
    name = source.doc.partition(":")[0]
    if name == "reference":
        name = words.t("table.reference")
    grade = f"{source.reliability or ''}{source.credibility or ''}"
    return f"{name} {grade}" if grade else name


def _date(event: MergedEvent, words: Words) -> str:
    """The same as a reader of another language writes it."""
    if not event.local_dates:
        return words.date(event)
    days = sorted(event.local_dates.items(), key=lambda one: (one[1], one[0]))
    return words.all_of(words.party(party) + words.day(day) for party, day in days)


def when(event: MergedEvent) -> str:
    """``2024-01-08 – 2024-01-09``; coarse dates with their precision, open ends as ``–``.

    Where capitals date it differently, each one's day: ``USA 2024-01-08, CHN 2024-01-09``.
    """
    if event.local_dates:
        days = sorted(event.local_dates.items(), key=lambda one: (one[1], one[0]))
        return ", ".join(f"{party} {day}" for party, day in days)
    if event.start is None:
        return "unknown"
    text = event.start.isoformat()
    if event.ongoing:
        text += " –"
    elif event.end is not None and event.end != event.start:
        text += f" – {event.end.isoformat()}"
    return text if event.precision in ("day", "unknown") else f"{text} ({event.precision})"
