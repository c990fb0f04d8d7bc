"""The part that a particle gives to the name before it: 中国が, 日本と, 台湾への; 중국이, 일본과.

The particles of a language and their parts are the table ``particles`` of the lexicon.
"""

import re
from functools import lru_cache

import msgspec

from parley.lexicon import Lexicon


class Role(msgspec.Struct, frozen=True, gc=False):
    """A particle's part and where it ends; ``name`` empty where none stands there."""

    name: str
    end: int


HEAD = {
    "ja": r"の?(?:[^ぁ-ん、。，]{1,12}の)?[^ぁ-ん、。，]{1,20}",
    "ko": r"(?:의)?(?: [^\s,]+){0,2}? [^\s,]+?",
}
"""What may stand between an owner and the particle of what it owns: 中国の爆撃機2機が."""


class Particles:
    """The particles of one language."""

    def __init__(self, rows: dict[str, list[str]], lang: str) -> None:
        side = sorted(rows.pop("side", ()), key=len, reverse=True)
        self._roles = {word: role for role, words in rows.items() for word in words}
        words = sorted(self._roles, key=len, reverse=True)
        aside = f"(?:[（(][^（）()]{{1,14}}[）)]|{'|'.join(map(re.escape, side))})?"
        ends = "(?:(?<=[ ,·])|(?![가-힣]))" if lang == "ko" else ""
        particle = f"(?P<particle>{'|'.join(map(re.escape, words))}){ends}"
        self._pattern = re.compile(aside + aside + particle)
        self._owned = re.compile(HEAD[lang] + particle)

    def after(self, text: str, at: int) -> Role:
        """The part of what ends at ``at``."""
        match = self._pattern.match(text, at)
        if match is None:
            return Role("", at)
        return Role(self._roles[match["particle"]], match.end())

    def owned(self, text: str, at: int, stop: int) -> Role:
        """The part of what belongs to the name that ends at ``at``: of 中国の艦艇が, subject."""
        match = self._owned.match(text, at, stop)
        if match is None:
            return Role("", at)
        return Role(self._roles[match["particle"]], match.end())


@lru_cache(maxsize=16)
def particles(lexicon: Lexicon, lang: str) -> Particles | None:
    """The particles of a language, None where its nouns take none."""
    rows = {row["id"]: list(row.get(lang, ())) for row in lexicon.table("particles")}
    if not any(rows.values()):
        return None
    return Particles(rows, lang)
