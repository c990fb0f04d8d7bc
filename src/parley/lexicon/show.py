"""Looks entries up by id or by any of their names."""

from collections.abc import Iterator
from typing import Any

from parley.lexicon.load import Lexicon
from parley.lexicon.matcher import fold_all
from parley.lexicon.tables import Row


def show(lexicon: Lexicon, query: str) -> list[dict[str, Any]]:
    """Entries of any table whose id or whose name or word, in either script, is ``query``.

    Each with its ``table``. Where none is, those that hold it as part of a name. Case is ignored.
    """
    wanted = _folded([query])[0]
    rows = [(name, row) for name in lexicon.tables for row in lexicon.table(name)]
    forms = [list(dict.fromkeys(_texts(row))) for _, row in rows]
    flat = iter(_folded([text for own in forms for text in own]))
    folded = [[next(flat) for _ in own] for own in forms]
    exact = [row for row, own in zip(rows, folded, strict=True) if wanted in own]
    near = [row for row, own in zip(rows, folded, strict=True) if any(wanted in t for t in own)]
    return [{"table": name, **row} for name, row in (exact or near)]


def _folded(texts: list[str]) -> list[str]:
    return [text.casefold() for text in fold_all(texts, "zh")]


def _texts(value: Any) -> Iterator[str]:
    """Every text of an entry but its notes."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        row: Row = value
        for key, item in row.items():
            if key not in ("note", "party", "parties", "level"):
                yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
