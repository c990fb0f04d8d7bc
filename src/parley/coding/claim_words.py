"""What claims of lengths and starting points are read by, and what is read."""

from functools import lru_cache
from typing import Literal

import msgspec

from parley.coding.scan import Scan, Sentence
from parley.coding.vocabulary import Match, Matches, Vocabulary, words_of
from parley.items import Interval
from parley.lexicon import Lexicon

Relation = Literal["first-since", "gap", "duration", "frequency"]
UNITS = frozenset({"day", "week", "month", "year"})
LONG = frozenset({"week", "month", "year"})


class Cue(msgspec.Struct, frozen=True, gc=False):
    """What a word of ``claims.yaml`` stands for."""

    id: str
    pos: str
    value: float | None
    unit: str | None


class Read(msgspec.Struct, frozen=True, gc=False):
    """A claim read from a sentence."""

    relation: Relation
    start: int
    end: int
    value: float | None = None
    unit: str | None = None
    hedge: Literal["nearly", "over", "about"] | None = None
    since: str | None = None
    broken: bool = False
    approximate: bool = False


@lru_cache(maxsize=16)
def vocabulary(lexicon: Lexicon, lang: str) -> Vocabulary[Cue]:
    """The words that make claims in one language, built once."""
    return Vocabulary(
        (
            (word, Cue(row["id"], row["pos"], row.get("value"), row.get("unit")))
            for row in lexicon.table("claims")
            for word in words_of(row, lang)
        ),
        lang,
    )


class Here(msgspec.Struct, frozen=True, gc=False):
    """A sentence with its cues by part of speech."""

    scan: Scan
    sentence: Sentence
    key: str
    cues: dict[str, Matches[Cue]]

    def of(self, pos: str, start: int, end: int) -> list[Match[Cue]]:
        """Cues of one part of speech within ``start:end``."""
        found = self.cues.get(pos)
        return found.between(start, end) if found is not None else []


def iso(interval: Interval) -> str:
    """A starting point as precise as it is given: 2021, 2021-08 or 2021-08-05."""
    first, last = interval.start, interval.end
    assert first is not None
    if interval.precision == "day":
        return first.isoformat()
    if last is not None and (first.year, first.month) == (last.year, last.month):
        return f"{first.year}-{first.month:02}"
    return str(first.year)
