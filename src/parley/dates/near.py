"""Patterns tried only where a match of theirs can begin.

A pattern with an optional beginning is tried at every character, and English ones have long
beginnings ("since the middle of last …"). But every match holds a word of a few kinds (a month, a
year, a unit), and what stands before that word in a match are figures and words that the patterns
themselves spell out. So one Aho–Corasick pass tells where such words stand, and from each one leads
back over figures and known words to where a match may begin.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

LONGEST = 12
"""Words, more than any match has before the word that it holds."""
_WORD_START = re.compile("(?<![0-9A-Za-z])[0-9A-Za-z]")
_ESCAPE = re.compile(r"\\.|\(\?P<\w+>")
_LETTERS = re.compile("[A-Za-z]+")


class Anchors:
    """Words of several kinds, found in one pass, and the words of the patterns that hold them."""

    def __init__(
        self, words: Mapping[str, Sequence[str]], patterns: Iterable["re.Pattern[str]"]
    ) -> None:
        self._kinds = [kind for kind, group in words.items() for _ in group]
        listed = [word for group in words.values() for word in group]
        self._automaton = AhoCorasick(listed, matchkind=MatchKind.Standard)
        plain = " ".join(_ESCAPE.sub(" ", pattern.pattern) for pattern in patterns)
        self._spelt = frozenset(word.lower() for word in _LETTERS.findall(plain))
        self._leads = lru_cache(maxsize=4096)(self._may_lead)  # the same few words, all the time

    def places(self, text: str) -> dict[str, list[int]]:
        """Where each kind of word begins, left to right."""
        out: dict[str, list[int]] = {kind: [] for kind in self._kinds}
        for number, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            out[self._kinds[number]].append(start)
        return out

    def starts(self, text: str, places: Iterable[int]) -> set[int]:
        """Where a match may begin that holds one of the words at these places."""
        out: set[int] = set()
        for place in places:
            first = text.rfind(" ", 0, place) + 1
            for _ in range(LONGEST):
                if not first:
                    break
                before = text.rfind(" ", 0, first - 1) + 1
                if not self._leads(text[before : first - 1]):
                    break
                first = before
            out.update(m.start() for m in _WORD_START.finditer(text, first, place + 1))
        return out

    def _may_lead(self, piece: str) -> bool:
        """Whether what stands between two spaces is a figure, a mark or a word of the patterns."""
        words = _LETTERS.findall(piece)
        return not words or not self._spelt.isdisjoint(map(str.lower, words))


def matches(
    pattern: "re.Pattern[str]", text: str, starts: Iterable[int]
) -> Iterator["re.Match[str]"]:
    """The pattern's matches that begin at these starts, as ``finditer`` would give them."""
    done = 0
    for start in sorted(starts):
        if start >= done and (match := pattern.match(text, start)):
            done = match.end()
            yield match


def runs(
    text: str, units: "re.Pattern[str]", inner: Container[str], first: Container[str]
) -> Iterator[int]:
    """Where a match may begin that has nothing but ``inner`` characters before its first unit.

    ``units`` finds single characters one of which every match holds, or follows (月上旬);
    ``first``: those that matches begin with.
    """
    low, size = 0, len(text)
    for unit in units.finditer(text):
        at = end = unit.start()
        while at > low and text[at - 1] in inner:
            at -= 1
        low = min(end + 2, size)
        for start in range(at, low):
            if text[start] in first:
                yield start
