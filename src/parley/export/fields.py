"""What the cells of an edited sheet say: a column's text as the value of its field."""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

import msgspec

from parley.coding import cells
from parley.coding.cells import CellError
from parley.lexicon import Lexicon
from parley.report.editing import allowed
from parley.report.safe import one_line
from parley.report.tables import JOIN

REQUIRED = frozenset(
    ("precision", "mode", "modality", "parties", "issue", "act", "strength", "relation")
)
"""Fields that no row goes without."""
LISTS = frozenset(("parties", "initiator", "recipient", "participants"))
_FLAGS = {"informal": {"true": True, "yes": True, "false": False, "no": False}}
"""Columns that say yes or nothing."""
_SINCE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_PERSON = re.compile(r"(?P<name>.+?) \((?P<more>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_PARTY = re.compile(r"[A-Z][A-Z0-9]{1,11}")
_SHOWN = 12  # words of a list that a message names


def parsed(field: str, text: str, lexicon: Lexicon) -> Any:
    """The value that a cell gives a field, as JSON has it; None or [] for an empty cell.

    Raises ``CellError`` that says what is allowed.
    """
    text = one_line(text)
    if not text:
        if field in REQUIRED:
            raise CellError(f"may not be empty{_hint(field, text, lexicon)}")
        if field in _FLAGS:
            return False
        return [] if field in LISTS else None
    reader = _READERS.get(field)
    if reader is not None:
        return reader(text, lexicon)
    words = allowed(field, lexicon)
    if not words:
        return text
    found = text.casefold().replace(" ", "-")
    if found not in words:
        raise CellError(f"{text[:60]!r} is not allowed{_hint(field, text, lexicon)}")
    return found


def _hint(field: str, text: str, lexicon: Lexicon) -> str:
    words = allowed(field, lexicon)
    close = get_close_matches(text, words, n=3)
    if close:
        return f"; did you mean {', '.join(close)}?"
    if not words:
        return ""
    more = f" … ({len(words)} in all)" if len(words) > _SHOWN else ""
    return f"; use one of: {', '.join(words[:_SHOWN])}{more}"


def _day(text: str, lexicon: Lexicon) -> str:
    found = cells.days(text)
    if found is None or found.precision != "day" or found.start != found.end:
        raise CellError(
            f"{text[:60]!r} is no single day; write YYYY-MM-DD, for a longer time its first day in"
            " start, its last in end, and how fine that is in precision"
        )
    return str(found.start)


def _mode(text: str, lexicon: Lexicon) -> str | None:
    try:
        return cells.mode(text, lexicon)
    except CellError:
        hint = _hint("mode", text, lexicon)
        raise CellError(f"{text[:60]!r} is no mode{hint}") from None


def _channel(text: str, lexicon: Lexicon) -> str | None:
    try:
        return cells.channel(text, lexicon)
    except CellError:
        hint = _hint("channel", text, lexicon)
        raise CellError(f"{text[:60]!r} is no channel{hint}") from None


def _parties(text: str, lexicon: Lexicon) -> list[str]:
    # The tables part codes by spaces, an analyst may part names by commas.
    codes = text.split()
    apart = ",".join(codes) if all(map(_PARTY.fullmatch, codes)) else text
    try:
        return list(cells.parties(apart, lexicon))
    except CellError as fault:
        message = f"{fault}; write codes (CHN USA) or names with commas between them"
        raise CellError(message) from None


def _party(text: str, lexicon: Lexicon) -> str:
    found = _parties(text, lexicon)
    if len(found) != 1:
        raise CellError(f"{text[:60]!r} names {len(found)} parties; write one")
    return found[0]


def _place(text: str, lexicon: Lexicon) -> Any:
    return msgspec.to_builtins(cells.place(text, lexicon))


def _people(text: str, lexicon: Lexicon) -> list[dict[str, str | None]]:
    """``Name (role, PARTY) | Name``, as the tables have them."""
    return [_someone(part.strip()) for part in text.split(JOIN.strip()) if part.strip()]


def _someone(text: str) -> dict[str, str | None]:
    match = _PERSON.fullmatch(text)
    if match is None:
        return {"name": text, "role": None, "party": None}
    role, _, party = match["more"].rpartition(", ")
    if not _PARTY.fullmatch(party):
        role, party = match["more"], ""
    return {"name": match["name"], "role": role or None, "party": party or None}


def _whole(text: str, lexicon: Lexicon) -> int:
    if not (text.isascii() and text.isdigit()):
        raise CellError(f"{text[:60]!r} is no whole number")
    return int(text)


def _number(text: str, lexicon: Lexicon) -> int | float:
    if not re.fullmatch(r"\d{1,9}(\.\d{1,6})?", text):
        raise CellError(f"{text[:60]!r} is no number; write it as 16 or 2.5")
    return float(text) if "." in text else int(text)


def _strength(text: str, lexicon: Lexicon) -> int:
    if text not in ("1", "2", "3", "4", "5"):
        raise CellError(f"{text[:60]!r} is no strength; write 1 (mentions) to 5 (warns)")
    return int(text)


def _quote(text: str, lexicon: Lexicon) -> bool:
    if text.casefold() not in ("yes", "no"):
        raise CellError(f"{text[:60]!r} is not allowed; write yes or no")
    return text.casefold() == "yes"


def _informal(text: str, lexicon: Lexicon) -> bool:
    found = _FLAGS["informal"].get(text.casefold())
    if found is None:
        raise CellError(f"{text[:60]!r} is not allowed; write yes, or leave it empty")
    return found


def _since(text: str, lexicon: Lexicon) -> str:
    if not _SINCE.fullmatch(text):
        raise CellError(f"{text[:60]!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY")
    return text


_READERS: Mapping[str, Callable[[str, Lexicon], Any]] = {
    "start": _day,
    "end": _day,
    "mode": _mode,
    "channel": _channel,
    "parties": _parties,
    "initiator": _parties,
    "recipient": _parties,
    "party": _party,
    "addressee": _party,
    "place": _place,
    "participants": _people,
    "informal": _informal,
    "iteration": _whole,
    "value": _number,
    "strength": _strength,
    "quote": _quote,
    "since": _since,
}
