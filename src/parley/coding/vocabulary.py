"""Words of a table of the lexicon, found in a view in one pass."""

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, Generic, TypeVar

import msgspec
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from parley.coding.words import alternatives, inflected
from parley.lexicon.matcher import LETTERS, Lone, fold_all, group

P = TypeVar("P")
SMALL = 3_000
"""Words of a table whose automaton may be of the faster kind, which takes more memory."""
VERB_FINAL = frozenset({"ja", "ko"})
"""Languages whose verb stands last."""


class Match(msgspec.Struct, Generic[P], frozen=True, gc=False):
    """A word found: view offsets, the word as folded, what it stands for."""

    start: int
    end: int
    text: str
    means: tuple[P, ...]


class Matches(Generic[P]):
    """Words found in a text, in order; none overlaps another."""

    __slots__ = ("_found", "_starts")

    def __init__(self, found: Sequence[Match[P]] = ()) -> None:
        self._found = found
        self._starts = [*[match.start for match in found], sys.maxsize]

    def __iter__(self) -> Iterator[Match[P]]:
        return iter(self._found)

    def between(self, start: int, end: int) -> list[Match[P]]:
        """Those that lie within ``start:end``."""
        starts = self._starts
        first = bisect_left(starts, start)
        if starts[first] >= end:
            return []  # the common case
        out = list(self._found[first : bisect_left(starts, end, first + 1)])
        if out[-1].end > end:
            del out[-1]
        return out


class Vocabulary(Generic[P]):
    """Words with what they stand for; the longest at the leftmost place counts."""

    def __init__(self, words: Iterable[tuple[str, P]], lang: str) -> None:
        pairs = list(words)
        folded = fold_all([text for text, _ in pairs], lang)
        found: dict[str, list[P]] = {}
        for text, (_, payload) in zip(folded, pairs, strict=True):
            payloads = found.setdefault(lowered(text), [])
            if payload not in payloads:
                payloads.append(payload)
        self._words = list(found)
        self._means = [tuple(payloads) for payloads in found.values()]
        self._latin = [word[0].isascii() and word[-1].isascii() for word in self._words]
        # A word of the Latin script counts only where it stands alone, so that it may not hide a
        # shorter one; without such words the automaton itself can choose.
        self._free = not any(self._latin)
        kind = MatchKind.LeftmostLongest if self._free else MatchKind.Standard
        self._lone = Lone(self._words, self._latin)
        fast = Implementation.DFA if len(found) <= SMALL else None
        self._automaton = (
            AhoCorasick(self._lone.rest, matchkind=kind, implementation=fast) if found else None
        )

    def find(self, text: str) -> Matches[P]:
        """All words of a view's text, left to right, not overlapping."""
        if self._automaton is None:
            return Matches()
        words, means = self._words, self._means
        folded = lowered(text)
        found = self._automaton.find_matches_as_indexes(folded, overlapping=not self._free)
        if self._free:
            return Matches([Match(a, b, words[number], means[number]) for number, a, b in found])
        latin = self._latin
        edged = f" {folded} "  # one character on, so that each has one before and after it
        hits = [(start, -end, number) for number, start, end in self._lone.find(folded)]
        hits += [
            (start, -end, number)
            for number, start, end in found
            # as ``is_word`` has it, which is asked for each word of a text
            if not latin[number] or (edged[start] not in LETTERS and edged[end + 1] not in LETTERS)
        ]
        hits.sort()
        out: list[Match[P]] = []
        at = 0
        for start, minus, number in hits:
            if start >= at:
                at = -minus
                out.append(Match(start, at, words[number], means[number]))
        return Matches(out)


def lowered(text: str) -> str:
    """Lower case and straight apostrophes, with as many characters as before."""
    low = text.lower()
    if len(low) != len(text):  # a few letters change length when lowered
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("’", "'")


def words_of(row: Mapping[str, Any], lang: str) -> Iterable[str]:
    """The words of a row in one language; English verbs under ``en`` of ``pos: speech`` inflect."""
    key = group(lang)
    for word in row.get(key, ()):
        if key == "en" and row.get("pos") == "speech":
            yield from dict.fromkeys(form for form, _ in inflected(word))
        elif key in VERB_FINAL or key == "zh":
            yield from expanded(word)
        elif key == "en":
            yield from alternatives(word)
        else:
            yield word
    for word in row.get(f"{key}_as_is", ()):
        yield from alternatives(word)


def expanded(word: str) -> Iterable[str]:
    """All that a word with alternatives stands for: ``(a|b)c`` is ``ac`` and ``bc``."""
    pieces = [piece.split("|") for piece in re.split(r"[()]", word)]
    return ("".join(parts) for parts in product(*pieces))
