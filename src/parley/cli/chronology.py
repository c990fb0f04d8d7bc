"""``parley chronology``: the merged record."""

from typing import Annotated, Literal

import msgspec
import typer

from parley.cli import console, desks, options
from parley.items import MergedEvent
from parley.report import chronology_csv, chronology_json


def chronology(
    desk: options.DeskOption = None,
    start: options.FromOption = None,
    end: options.ToOption = None,
    parties: options.PartiesOption = None,
    only: options.OnlyOption = False,
    channel: options.ChannelOption = None,
    format: Annotated[Literal["table", "json", "jsonl", "csv"], typer.Option("--format")] = "table",
    lexicon: options.LexiconOption = None,
    no_reference: options.NoReferenceOption = False,
    ui: options.UiOption = "en",
) -> None:
    """Show the merged record: every event once, with its sources.

    Example: parley chronology --parties USA,CHN --from 2023 --format csv
    """
    wanted = options.party_codes(parties)
    with desks.existing(desk, lexicon, no_reference, ui) as opened:
        desks.known(opened, wanted, channel)
        events = opened.chronology(start, end, wanted, channel, only)
        match format:
            case "json":
                console.data(chronology_json(events) + "\n")
            case "jsonl":
                console.jsonl({"kind": "event", **msgspec.to_builtins(e)} for e in events)
            case "csv":
                console.data("\ufeff" + chronology_csv(events))
            case "table":
                console.table(
                    console.counted(len(events), "event"),
                    ("date", "parties", "what", "channel", "sources"),
                    [_row(event) for event in events],
                )


def _row(event: MergedEvent) -> tuple[object, ...]:
    sources = sorted({source.doc.partition(":")[0] for source in event.sources})
    conflicts = f" (differ on {', '.join(event.conflicts)})" if event.conflicts else ""
    return (
        when(event),
        " ".join(event.parties),
        event.headline,
        event.channel,
        ", ".join(sources) + conflicts,
    )


def when(event: MergedEvent) -> str:
    """``2024-01-08 – 2024-01-09``; coarse dates with their precision, open ends as ``–``."""
    if event.start is None:
        return "unknown"
    text = event.start.isoformat()
    if event.ongoing:
        text += " –"
    elif event.end is not None and event.end != event.start:
        text += f" – {event.end.isoformat()}"
    return text if event.precision in ("day", "unknown") else f"{text} ({event.precision})"
