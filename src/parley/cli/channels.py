"""``parley channels``: every channel's state on a day, and why."""

from typing import Annotated, Literal

import typer

from parley.cli import console, desks, options
from parley.items import Because, ChannelState
from parley.report.tables import Value


def channels(
    desk: options.DeskOption = None,
    as_of: options.AsOfOption = None,
    parties: options.PartiesOption = None,
    only: options.OnlyOption = False,
    channel: options.ChannelOption = None,
    format: Annotated[Literal["table", "json", "csv"], typer.Option("--format")] = "table",
    lexicon: options.LexiconOption = None,
    no_reference: options.NoReferenceOption = False,
    ui: options.UiOption = "en",
) -> None:
    """Show every channel's state on a date, and why.

    Example: parley channels --as-of 2023-06-05 --parties USA,CHN
    """
    wanted = options.party_codes(parties)
    with desks.existing(desk, lexicon, no_reference, ui) as opened:
        desks.known(opened, wanted, channel)
        day = as_of or options.today()
        states = [
            state
            for state in opened.channels(day)
            if set(wanted) <= set(state.parties)
            and not (only and wanted and set(state.parties) - set(wanted))
            and channel in (None, state.id)
        ]
    console.say(f"As of {day.isoformat()}.")
    rows = [_row(state, ui) for state in states]
    match format:
        case "json":
            console.json(states)
        case "csv":
            console.csv(COLUMNS, rows)
        case "table":
            console.table(f"Channels as of {day.isoformat()}", COLUMNS, rows)


COLUMNS = ("channel", "name", "parties", "state", "since", "last used", "why")


def _row(state: ChannelState, ui: str) -> tuple[Value, ...]:
    names = state.names.get(ui) or state.names.get("en") or (state.id,)
    told = state.state + (" (inferred)" if state.inferred else "")
    if state.use:
        told += f", {state.use}"
    return (
        state.id,
        names[0],
        " ".join(state.parties),
        told,
        state.since,
        state.last_used,
        " ".join([state.explanation, *(_told(because, ui) for because in state.because[:2])]),
    )


def _told(because: Because, ui: str) -> str:
    """An event behind a state in one sentence."""
    stop = "." if ui == "en" else "。"
    return because.headline.rstrip(".。") + stop if because.headline else ""
