"""Items with fields changed by hand: what may be changed, and whether the outcome makes sense."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from parley.items import ACTS, EFFECTS, TYPE_OF_MODE, Event, IntervalClaim, Statement
from parley.record.decisions import Kind

T = TypeVar("T", bound=Event | Statement | IntervalClaim)

FIELDS: Mapping[Kind, tuple[str, ...]] = {
    "event": (
        *("start", "end", "precision", "mode", "modality", "parties", "initiator", "recipient"),
        *("participants", "channel", "iteration", "effect", "scope", "informal", "place"),
    ),
    "statement": (
        *("speaker.party", "issue", "act", "position", "strength", "quote", "addressee"),
    ),
    "interval_claim": (
        *("relation", "value", "unit", "hedge", "since", "subject.channel", "subject.parties"),
    ),
}
"""What an analyst may change; all else says where an item comes from, or follows from these."""
DATES = ("start", "end", "precision", "lasting", "ongoing")
"""Changed together, so that a later coder's other date does not mix with an analyst's."""


class EditError(ValueError):
    """A field that cannot be so; the message names it and what is allowed."""


def changed(item: T, fields: Mapping[str, Any]) -> T:
    """The item with other values, as JSON has them, and what follows from them.

    Its type follows from its mode, whether it is ongoing from its modality; who no longer takes
    part is neither initiator nor recipient. Raises ``EditError`` for what cannot be.
    """
    plain: dict[str, Any] = msgspec.to_builtins(item)
    for field, value in fields.items():
        owner, _, name = field.rpartition(".")
        (plain[owner] if owner else plain)[name] = value
    if isinstance(item, Event):
        _follow(plain, fields)
    elif "hedge" in fields:
        plain["approximate"] = plain["hedge"] is not None
    try:
        new = msgspec.convert(plain, type(item))
    except msgspec.ValidationError as fault:
        message, _, place = str(fault).partition(" - at `$.")
        raise EditError(f"{place.rstrip('`') or 'item'}: {message}") from fault
    for told in faults(new):
        raise EditError(told)
    return new


def _follow(plain: dict[str, Any], fields: Mapping[str, Any]) -> None:
    plain["type"] = TYPE_OF_MODE.get(plain["mode"], plain["type"])
    if "parties" in fields:
        for role in ("initiator", "recipient"):
            if role not in fields:
                plain[role] = [party for party in plain[role] if party in plain["parties"]]
    if "modality" in fields and plain["ongoing"] != (plain["modality"] == "ongoing"):
        plain["ongoing"] = not plain["ongoing"]
        plain["end"] = None if plain["ongoing"] else plain["start"]
    if "start" in fields and not plain["ongoing"]:
        if plain["start"] is None:
            plain.update(end=None, precision="unknown")
        elif "end" not in fields and (plain["end"] is None or plain["end"] < plain["start"]):
            plain["end"] = plain["start"]
        if plain["start"] is not None and plain["precision"] == "unknown":
            plain["precision"] = "day"
    if {"start", "end"} & fields.keys():
        plain["local_dates"] = None


def faults(item: Event | Statement | IntervalClaim) -> Iterator[str]:
    """What of an item cannot be, each with its field and what is allowed."""
    match item:
        case Event():
            yield from _of_event(item)
        case Statement():
            if item.act not in ACTS:
                yield f"act: {item.act!r} is none; use one of: {', '.join(ACTS)}"
            if not 1 <= item.strength <= 5:
                yield f"strength: {item.strength} is none; 1 (mentions) to 5 (warns)"
        case IntervalClaim():
            if (item.value is None) != (item.unit is None):
                yield "unit: a value has a unit, and a unit a value; change both"


def _of_event(event: Event) -> Iterator[str]:
    if event.mode not in TYPE_OF_MODE:
        yield f"mode: {event.mode!r} is none; use one of: {', '.join(TYPE_OF_MODE)}"
    if not event.parties:
        yield "parties: an event has at least one"
    for role in ("initiator", "recipient"):
        others = [party for party in getattr(event, role) if party not in event.parties]
        if others:
            yield (
                f"{role}: {' '.join(others)} does not take part; the parties are"
                f" {' '.join(event.parties)}"
            )
    if event.effect is not None and event.effect not in EFFECTS:
        yield f"effect: {event.effect!r} is none; use one of: {', '.join(EFFECTS)}"
    if event.start is None and event.end is not None:
        yield f"start: none, with an end on {event.end}; give both, or neither"
    if event.start is not None and event.end is not None and event.end < event.start:
        yield f"end: {event.end} is before start {event.start}"
    if (event.start is None) != (event.precision == "unknown"):
        yield "precision: unknown is for events without a date, and only for them"
