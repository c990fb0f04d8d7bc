"""``parley channels``: every channel's state on a day, and why."""

from typing import Annotated, Literal

import typer

from parley.cli import console, desks, options, saying
from parley.items import Because, ChannelState
from parley.report.tables import Value
from parley.report.words import Words


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
        words = Words(ui, opened.lexicon)
    console.say(words.t("as_of", date=day.isoformat()) + ("." if ui == "en" else "。"))
    match format:
        case "json":
            console.json(states)
        case "csv":
            console.csv(COLUMNS, [_row(state, ui, _state(state)) for state in states])
        case "table":
            console.table(
                words.t("table.channels", date=day.isoformat()),
                saying.heads(HEADS, words),
                [_shown(state, words) for state in states],
            )


COLUMNS = ("channel", "name", "parties", "state", "since", "last used", "why")
HEADS = ("channel", "name", "parties", "state", "since", "used", "why")


def _state(state: ChannelState) -> str:
    told = state.state + (" (inferred)" if state.inferred else "")
    return f"{told}, {state.use}" if state.use else told


def _shown(state: ChannelState, words: Words) -> tuple[Value, ...]:
    """A row for readers, who have parties and states in their own words."""
    if words.ui == "en":
        return _row(state, words.ui, _state(state))
    told = words.state(state.state)
    if state.inferred:
        told = words.t("table.inferred", state=told)
    if state.use:
        told += words.t("list.clause.last") + words.known("use", state.use)
    key, name, _, *rest = _row(state, words.ui, told)
    return key, name, words.dyad(state.parties), *rest


def _row(state: ChannelState, ui: str, told: str) -> tuple[Value, ...]:
    names = state.names.get(ui) or state.names.get("en") or (state.id,)
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
