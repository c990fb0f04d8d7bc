"""What an analyst may change in a table of the record, and how it stood when it was written.

A row carries its id; what its fields held goes along, in a hidden sheet of a workbook and in the
column ``exported`` of CSV. So an edit is told from what the desk has learnt since.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import get_args

import msgspec

from parley.items import ACTS, EFFECTS, MODALITIES, TYPE_OF_MODE, Precision
from parley.lexicon import Lexicon
from parley.report.safe import one_line

EDITABLE: Mapping[str, tuple[str, ...]] = {
    "chronology": (
        *("start", "end", "precision", "mode", "modality", "parties", "initiator", "recipient"),
        *("participants", "channel", "iteration", "effect", "scope", "informal", "place"),
    ),
    "statements": ("party", "issue", "act", "position", "strength", "quote", "addressee"),
    "checks": ("relation", "value", "unit", "hedge", "since", "channel", "parties"),
}
"""By sheet; all other columns say where a row comes from, or follow from these."""

REVIEW = ("decision", "note")
"""Columns for the analyst, empty when written."""
EXPORTED = "exported"
HIDDEN = "_parley"
LISTS = "_lists"

Value = str | int | float | dt.date | None


def exported(row: Mapping[str, Value], sheet: str) -> str:
    """The fields of a row that may be changed, as JSON, without those that are empty."""
    held = {name: shown(row[name]) for name in EDITABLE[sheet]}
    return msgspec.json.encode({name: text for name, text in held.items() if text}).decode("utf-8")


def shown(value: Value) -> str:
    """A cell's value as text on one line."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return one_line(value.isoformat() if isinstance(value, dt.date) else str(value))


def allowed(field: str, lexicon: Lexicon) -> tuple[str, ...]:
    """What a column may hold, where that is a list; empty for any other column."""
    fixed = _FIXED.get(field)
    if fixed is not None:
        return fixed
    match field:
        case "channel":
            return tuple(sorted(lexicon.channels))
        case "issue":
            return _ids(lexicon.table("issues"))
        case "position":
            return _ids(lexicon.table("positions"))
    return ()


def _ids(rows: Iterable[Mapping[str, object]]) -> tuple[str, ...]:
    return tuple(sorted({str(row["id"]) for row in rows if "id" in row}))


_FIXED: Mapping[str, tuple[str, ...]] = {
    "precision": get_args(Precision),
    "mode": tuple(TYPE_OF_MODE),
    "modality": MODALITIES,
    "effect": EFFECTS,
    "scope": ("meeting", "series"),
    "act": ACTS,
    "strength": ("1", "2", "3", "4", "5"),
    "quote": ("yes", "no"),
    "relation": ("first-since", "gap", "duration", "frequency"),
    "unit": ("day", "week", "month", "year", "minute", "hour", "time"),
    "hedge": ("nearly", "over", "about"),
    "decision": ("accept", "reject"),
}
