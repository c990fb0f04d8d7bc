"""Patterns tried only near a word that every match of theirs holds.

A pattern with an optional beginning is tried at every character, and English ones have long
beginnings ("since the middle of last …"). One Aho–Corasick pass tells where a month, a year or a
unit stands; around these places alone a match can lie.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

BEFORE, AFTER = 60, 80
"""Longer than what any pattern takes before and after its word."""


class Anchors:
    """Words of several kinds, found in one pass."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._kinds = [kind for kind, group in words.items() for _ in group]
        listed = [word for group in words.values() for word in group]
        self._automaton = AhoCorasick(listed, matchkind=MatchKind.Standard)

    def places(self, text: str) -> dict[str, list[int]]:
        """Where each kind of word begins, left to right."""
        out: dict[str, list[int]] = {kind: [] for kind in self._kinds}
        for number, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            out[self._kinds[number]].append(start)
        return out


def matches(
    pattern: "re.Pattern[str]", text: str, places: Sequence[int]
) -> Iterator["re.Match[str]"]:
    """The pattern's matches around the places (in order), as ``finditer`` would give them."""
    low = high = 0
    for place in places:
        start, end = max(0, place - BEFORE), min(len(text), place + AFTER)
        if start < high:
            high = _edge(text, end)
            continue
        yield from pattern.finditer(text, low, high)
        low = max(high, text.rfind(" ", 0, start) + 1) if start else 0
        high = _edge(text, end)
    yield from pattern.finditer(text, low, high)


def _edge(text: str, at: int) -> int:
    """The next space, so that no window ends inside a word or a number."""
    found = text.find(" ", at)
    return len(text) if found < 0 else found


def merged(*groups: Sequence[int]) -> list[int]:
    """Several lists of places as one, in order, each place once."""
    return sorted({place for group in groups for place in group})
