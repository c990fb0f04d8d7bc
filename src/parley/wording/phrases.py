"""Fills phrases of the tables: ``{slots}``, and ``[pieces]`` that fall away with an empty slot."""

import re
from collections.abc import Mapping

UI = ("en", "zh-Hant", "zh-Hans")
"""Languages of the interface."""

_PIECE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")


def fill(template: str, slots: Mapping[str, str]) -> str:
    """The template with its slots filled; a bracketed piece with an empty slot is left out."""

    def piece(found: re.Match[str]) -> str:
        names = _SLOT.findall(found[1])
        return found[1] if all(slots.get(name) for name in names) else ""

    return _SLOT.sub(lambda found: slots.get(found[1], ""), _PIECE.sub(piece, template))


def check_ui(ui: str) -> str:
    """``ui`` itself. Raises ``ValueError`` where it is no language of the interface."""
    if ui not in UI:
        raise ValueError(f"no interface language {ui!r}; choose one of {', '.join(UI)}")
    return ui
