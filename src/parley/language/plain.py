"""A text without what makes no difference to a formula, and the way back to the stored one.

Scripts, width, case and accents are folded, marks dropped, white space kept only between words of
scripts that space them: "win–win cooperation" and "Win-win cooperation" are one, and so are
相互尊重、和平共處 and 相互尊重和平共处. The end of a sentence stays: nothing is found across it.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from parley.items import Span
from parley.language.chars import HAN, HANGUL, KANA
from parley.language.pairs import fold

BARRIER = "\n"
"""Stands for the end of a sentence or a paragraph."""

EAST = HAN + KANA + HANGUL
"""Characters that are a unit each, as a piece of a regular expression."""
_RUN = re.compile(
    f"(?P<east>[{EAST}]+)|(?P<word>[^\\W_{EAST}]+)"
    r"|(?P<end>[。!?;]|(?<!\b[a-z])\.(?=[\s\"'”’)\]」』]|$)|\n[^\S\n]*\n)"
)
_UNIT = re.compile(f"[{EAST}]|[^\\W_{EAST}]+")


class Plain:
    """A text as formulas are looked for in it. ``text`` has sentences parted by ``BARRIER``."""

    __slots__ = ("_at", "_origins", "_starts", "text")

    def __init__(
        self, text: str, at: Sequence[int], origins: Sequence[int], starts: Sequence[int]
    ) -> None:
        self.text = text
        self._at = at
        self._origins = origins
        self._starts = starts

    def span(self, start: int, end: int) -> Span:
        """The stored span of ``text[start:end]``, which begins and ends with a letter."""
        first, last = self._folded(start), self._folded(end - 1)
        begin, stop = self._starts[first], last + 1
        while self._starts[stop] == self._starts[last] and stop < len(self._starts) - 1:
            stop += 1
        return Span(begin, self._starts[stop])

    def _folded(self, place: int) -> int:
        run = bisect_right(self._at, place) - 1
        return self._origins[run] + place - self._at[run]


def plain(text: str) -> Plain:
    """The text with nothing but its letters, figures, words and the ends of its sentences."""
    folded, starts = fold(text)
    parts: list[str] = []
    at: list[int] = []
    origins: list[int] = []
    size, before = 0, ""
    for run in _RUN.finditer(folded):
        kind = run.lastgroup or ""
        if kind == "end":
            if before not in ("", "end"):
                parts.append(BARRIER)
                size += 1
                before = kind
            continue
        if kind == before == "word":
            parts.append(" ")
            size += 1
        piece = run.group()
        at.append(size)
        origins.append(run.start())
        parts.append(piece)
        size += len(piece)
        before = kind
    if before == "end":
        parts.pop()
    return Plain("".join(parts), at, origins, starts)


class Unit(NamedTuple):
    """A character of Han, kana or Hangul, or a word of another script, with its place."""

    text: str
    start: int
    end: int


def places(text: str) -> list[tuple[int, int]]:
    """Where each unit of a plain text begins and ends."""
    return [found.span() for found in _UNIT.finditer(text)]


def units(text: str) -> list[Unit]:
    """The units of a plain text."""
    return [Unit(found.group(), *found.span()) for found in _UNIT.finditer(text)]
