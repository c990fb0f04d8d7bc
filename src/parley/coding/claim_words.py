"""What claims of lengths and starting points are read by, and what is read."""

from functools import lru_cache
from typing import Literal

import msgspec

from parley.coding.scan import Scan, Sentence
from parley.coding.vocabulary import Match, Matches, Vocabulary, words_of
from parley.dates import Context, DateMention, resolve
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


DATED = {
    "zh": frozenset({"ago", "first", "gap-noun", "over-after"}),
    "ja": frozenset({"until"}),
    "ko": frozenset({"until"}),
}
"""Without any of these a date in a sentence makes no claim, if there is no length of time."""


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


def by_date(here: Here) -> bool:
    """Whether a date of a sentence may tell anything of a claim."""
    if here.key == "en" or here.sentence.durations:
        return True
    return not DATED[here.key].isdisjoint(here.cues)


class Dated:
    """The dates of a document, resolved in order as far as its sentences are asked for."""

    def __init__(self, scan: Scan) -> None:
        self._sentences = scan.sentences
        self._published = scan.document.published
        self._governing: Interval | None = None
        self._next = 0

    def of(self, sentence: Sentence) -> list[tuple[DateMention, Interval]]:
        """A sentence's, if it has any, where none after it has been asked for."""
        dates: list[tuple[DateMention, Interval]] = []
        if not sentence.dates:
            return dates
        for one in self._sentences[self._next : sentence.number + 1]:
            dates = []
            for mention in one.dates:
                interval = resolve(
                    mention, Context(published=self._published, governing=self._governing)
                )
                dates.append((mention, interval))
                if interval.known:
                    self._governing = interval
        self._next = sentence.number + 1
        return dates


def iso(interval: Interval) -> str:
    """A starting point as precise as it is given: 2021, 2021-08 or 2021-08-05."""
    first, last = interval.start, interval.end
    assert first is not None
    if interval.precision == "day":
        return first.isoformat()
    if last is not None and (first.year, first.month) == (last.year, last.month):
        return f"{first.year}-{first.month:02}"
    return str(first.year)
