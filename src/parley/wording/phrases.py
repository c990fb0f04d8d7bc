"""Fills phrases of the tables: ``{slots}``, and ``[pieces]`` that fall away with an empty slot."""

import re
from collections.abc import Mapping
from functools import lru_cache

UI = ("en", "zh-Hant", "zh-Hans")
"""Languages of the interface."""

_PIECE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")


@lru_cache(maxsize=2048)
def _parsed(template: str) -> tuple[tuple[tuple[str, ...], tuple[tuple[str, bool], ...]], ...]:
    """A template as pieces: the slots that a piece needs, and its texts and slots in order."""
    pieces: list[tuple[tuple[str, ...], tuple[tuple[str, bool], ...]]] = []
    at = 0
    for found in _PIECE.finditer(template):
        pieces.append(((), _texts(template[at : found.start()])))
        pieces.append((tuple(_SLOT.findall(found[1])), _texts(found[1])))
        at = found.end()
    pieces.append(((), _texts(template[at:])))
    return tuple(piece for piece in pieces if piece[1])


def _texts(text: str) -> tuple[tuple[str, bool], ...]:
    parts = _SLOT.split(text)
    return tuple((part, number % 2 == 1) for number, part in enumerate(parts) if part)


def fill(template: str, slots: Mapping[str, str]) -> str:
    """The template with its slots filled; a bracketed piece with an empty slot is left out."""
    out = ""
    for needed, texts in _parsed(template):
        for name in needed:
            if not slots.get(name):
                break
        else:
            for part, slot in texts:
                out += slots.get(part, "") if slot else part
    return out


def check_ui(ui: str) -> str:
    """``ui`` itself. Raises ``ValueError`` where it is no language of the interface."""
    if ui not in UI:
        raise ValueError(f"no interface language {ui!r}; choose one of {', '.join(UI)}")
    return ui
