"""What a text is searched by: whole words, and each East Asian character with its next one.

Words of Chinese and Japanese are not spaced, and most are of two characters: whoever looks for 軍事
finds it as a pair wherever it stands. Scripts, width, case and accents make no difference.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from parley.language.chars import HAN, HANGUL, INVISIBLE, KANA, exclusive, to_simplified

LONGEST = 64
"""Characters of a word; a longer one is several that stand next to each other."""


class Token(NamedTuple):
    """A word, or a character with its next one; ``start`` and ``end`` are stored offsets.

    ``middle`` is where the second character of a pair begins, the end of anything else. ``pair``
    tells an East Asian token, a lone character too, from a word.
    """

    text: str
    start: int
    middle: int
    end: int
    pair: bool


_SPACELESS = HAN + KANA
_MARKS = "\u0300-\u036f"
_CLUSTER = re.compile(
    "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
    f"|[\u3041-\u30ff\uff66-\uff9d][\u3099\u309a\uff9e\uff9f]|.[{_MARKS}]+|.",
    re.DOTALL,
)
"""A character, with its marks or the other parts of its syllable where it is stored in pieces."""
_IN_PIECES = re.compile(f"[{_MARKS}\u1161-\u1175\u3099\u309a\uff9e\uff9f]")
_TOKEN = re.compile(f"(?P<run>[{_SPACELESS}{HANGUL}]+)|[^\\W_{_SPACELESS}{HANGUL}]+")
_EDGE = re.compile(f"[{_SPACELESS}]")


def pairs(text: str) -> list[str]:
    """The tokens of a text in order.

    Each character of Han, kana and Hangul with its next one, the last of a run alone; whole words
    of any other script, and numbers. White space parts runs of Hangul, and no others.
    """
    folded, _ = fold(text)
    found: list[str] = []
    for run, word in _runs(folded):
        if word:
            found.append(folded[run[0] : run[1]])
        else:
            chars = [folded[at] for at in run]
            found += (one + following for one, following in pairwise(chars))
            found.append(chars[-1])
    return found


def tokens(text: str) -> list[Token]:
    """The tokens of a text with their places in it. See ``pairs``."""
    folded, starts = fold(text)
    ends = _ends(starts)
    found: list[Token] = []
    for run, word in _runs(folded):
        if word:
            end = ends[run[1] - 1]
            found.append(Token(folded[run[0] : run[1]], starts[run[0]], end, end, False))
            continue
        for at, after in pairwise(run):
            both = folded[at] + folded[after]
            found.append(Token(both, starts[at], ends[at], ends[after], True))
        at = run[-1]
        found.append(Token(folded[at], starts[at], ends[at], ends[at], True))
    return found


def _ends(starts: Sequence[int]) -> Sequence[int]:
    """Where each folded character ends: where the next one begins that is stored elsewhere."""
    if isinstance(starts, range):
        return starts[1:]
    ends = list(starts[1:])
    for at in range(len(ends) - 2, -1, -1):
        if ends[at] == starts[at]:
            ends[at] = ends[at + 1]
    return ends


def _runs(folded: str) -> Iterator[tuple[Sequence[int], bool]]:
    """Where the characters of each East Asian run stand; where each word begins and ends (True)."""
    run: list[int] = []
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        if match.lastgroup != "run":
            if run:
                yield run, False
                run = []
            for at in range(start, end, LONGEST):
                yield (at, min(at + LONGEST, end)), True
            continue
        if run and not (
            folded[run[-1] + 1 : start].isspace()
            and _EDGE.match(folded, run[-1])
            and _EDGE.match(folded, start)
        ):
            yield run, False
            run = []
        run += range(start, end)
    if run:
        yield run, False


def fold(text: str) -> tuple[str, Sequence[int]]:
    """A text without what makes no difference, and the stored offset of each character of it.

    The offsets end with the stored text's length. What is folded to several characters (㎞) has
    its offset for each of them.
    """
    table = _table()
    if _IN_PIECES.search(text) is None:
        folds = [table[char] for char in text]
        folded = "".join(folds)
        if len(folded) == len(text) and "" not in folds:
            return folded, range(len(text) + 1)
        widths = [1] * len(folds)
    else:
        clusters = _CLUSTER.findall(text)
        folds = [table[cluster] for cluster in clusters]
        folded = "".join(folds)
        widths = [len(cluster) for cluster in clusters]
    starts: list[int] = []
    at = 0
    for plain, width in zip(folds, widths, strict=True):
        starts.extend([at] * len(plain))
        at += width
    starts.append(at)
    return folded, starts


class _Table(dict[str, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, stored: str) -> str:
        plain = _plain(stored)
        if len(self) < 1 << 17:
            self[stored] = plain
        return plain


@lru_cache(maxsize=1)
def _table() -> _Table:
    return _Table()


_DROPPED = re.compile(f"[{INVISIBLE}{_MARKS}]")


def _plain(stored: str) -> str:
    """What a character folds to; one with its marks, or a syllable in parts, as one."""
    out: list[str] = []
    for char in unicodedata.normalize("NFKC", stored):
        if char >= "\u1100":
            out.append(_scripts().get(char, char))
            continue
        lower = unicodedata.normalize("NFD", char).casefold()
        # A letter may have taken on a mark of its own again, as ϔ does.
        out.append(unicodedata.normalize("NFD", unicodedata.normalize("NFKC", lower)))
    return _DROPPED.sub("", "".join(out))


_FIGHT = dict.fromkeys("鬭鬪闘", "斗")
"""Forms of 鬥 that no table of OpenCC leads to it."""


@lru_cache(maxsize=1)
def _scripts() -> dict[str, str]:
    """Each Han character that has another form → the one that simplified Chinese has for it.

    Of Japan's own forms those that no Chinese set has: the others are characters of their own.
    """
    import opencc

    simplified = to_simplified()
    old = opencc.OpenCC("jp2t").convert
    table = dict(simplified)
    for char, sets in exclusive().items():
        if sets == "ja" and char not in simplified and len(before := old(char)) == 1:
            table[char] = simplified.get(before, before)
    table |= _FIGHT
    return {char: table.get(plain, plain) for char, plain in table.items()}
