"""Formulas that the lexicon does not know, proposed because one voice repeats them.

What is looked for are runs of units (characters of Han, kana and Hangul, words of other scripts)
that stand in several documents of a voice, as long as they can be: where a longer run stands in the
same documents the shorter one is none. Runs are ranked by their C-value (Frantzi, Ananiadou and
Mima 2000), which counts a run less where it mostly stands within longer ones.

Memory does not grow with the number of documents: seeds of a few units are counted in a table of
fixed size by a hash (so that a count may be too high, and never too low), and the stretches of text
that frequent seeds make up are kept by lossy counting (Manku and Motwani 2002).
"""

import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from math import ceil, log2
from typing import NamedTuple

import yaml

from parley.comparison.said import Text
from parley.items import Document, content_id
from parley.language import view
from parley.language.plain import BARRIER, Unit, plain, units
from parley.lexicon import Lexicon, Phrase

LEAST = 3
"""Documents of one voice in which a run stands at least …"""
SHARE = 0.02
"""… and of all documents of that voice this part."""
SEEDS = {"zh": 6, "ja": 8, "ko": 8}
"""Units of a run at least, by language: fewer are seldom more than a name or a way of speaking."""
WORDS = 4
"""Units of a run at least in a language that spaces its words."""
LONGEST = 60
"""Units of a run at most."""
OWN = 3
"""Units of a run, at least, that belong to no name of the lexicon."""
BUCKETS = 1 << 21
STRETCHES = 50_000
"""Different stretches of text that are kept of one voice and language."""
CANDIDATES = 400
"""Runs of a voice that are held against each other."""

_ENDED = re.compile(r"[\s\"'”’)\]」』）】]*[.。．!！?？…;；]")

Key = tuple[str, str]
"""A voice and a language."""
Run = tuple[str, ...]
Places = list[tuple[int, int]]


class Proposal(NamedTuple):
    """A run as a formula, the voice that repeats it, and how much speaks for it."""

    phrase: Phrase
    voice: str
    score: float


def proposals(
    documents: Callable[[], Iterable[Document]],
    lexicon: Lexicon,
    least: int = LEAST,
    most: int = 20,
) -> list[Proposal]:
    """At most ``most`` unknown formulas of each voice, the highest score first, by voice.

    ``documents`` gives them in the same order each time that it is asked, which is twice. Left
    out are formulas of the lexicon, figures, what has no end mark (headings, mastheads,
    datelines), sentences that tell readers where to turn, and what is little more than names. The
    same documents give the same proposals. Raises ``ValueError`` for a ``least`` below 2.
    """
    if least < 2:
        raise ValueError(f"at least 2 documents repeat something, not {least}")
    seeds = _Seeds()
    for document in documents():
        seeds.count(document, lexicon)
    stretches: dict[Key, _Stretches] = defaultdict(_Stretches)
    for document in documents():
        for key, run in seeds.frequent(document, lexicon, least):
            stretches[key].add(run, document.id)
    found: list[Proposal] = []
    for key in sorted(stretches):
        runs = _closed(stretches[key].counts, seeds.least(key, least), seed_size(key[1]))
        found += _ranked(key, runs, lexicon, most)
    return found


def seed_size(lang: str) -> int:
    """Units of a run at least, in a language."""
    return SEEDS.get(lang, WORDS)


def _key(document: Document) -> Key:
    return document.voice or "", document.lang.partition("-")[0]


class _Seeds:
    """In how many documents of a voice each short run stands, by a hash of it."""

    def __init__(self) -> None:
        self._counts = array("H", bytes(2 * BUCKETS))
        self._documents: Counter[Key] = Counter()

    def count(self, document: Document, lexicon: Lexicon) -> None:
        key = _key(document)
        if not key[0]:
            return
        self._documents[key] += 1
        marks: set[int] = set()
        base = _base(key)
        for piece in _pieces(document, lexicon):
            marks.update(_hashes(piece, seed_size(key[1]), base))
        for mark in marks:
            if self._counts[mark] < 0xFFFF:
                self._counts[mark] += 1

    def least(self, key: Key, least: int) -> int:
        """Documents of this voice and language in which a run has to stand."""
        return min(max(least, ceil(SHARE * self._documents[key])), 0xFFFF)

    def frequent(
        self, document: Document, lexicon: Lexicon, least: int
    ) -> Iterator[tuple[Key, Run]]:
        """The stretches of a document of which every short run is frequent."""
        key = _key(document)
        if not key[0]:
            return
        floor, base, size = self.least(key, least), _base(key), seed_size(key[1])
        for piece in _pieces(document, lexicon):
            several = piece.units
            start = None
            marks = _hashes(piece, size, base)
            for at, mark in enumerate(marks):
                if self._counts[mark] >= floor:
                    start = at if start is None else start
                elif start is not None:
                    yield key, tuple(u.text for u in several[start : at - 1 + size])
                    start = None
            if start is not None:
                yield key, tuple(u.text for u in several[start : len(marks) - 1 + size])


class _Piece(NamedTuple):
    """A piece of a sentence without known formulas and figures."""

    text: str
    units: list[Unit]


def _pieces(document: Document, lexicon: Lexicon) -> Iterator[_Piece]:
    seen = Text(document).plain
    taken = lexicon.formulas.find(seen.text)
    at = 0
    for part in seen.text.split(BARRIER):
        start, end = at, at + len(part)
        at = end + len(BARRIER)
        if not part:
            continue
        span = seen.span(start, end)
        words = document.text[span.start : span.end]
        if not _ENDED.match(document.text, span.end) or _boilerplate().search(words):
            continue
        cuts = [start]
        for one in taken:
            if start <= one.start < end:
                cuts += (one.start, one.end)
        cuts.append(end)
        for left, right in zip(cuts[::2], cuts[1::2], strict=True):
            yield from _without_figures(seen.text[left:right])


def _without_figures(text: str) -> Iterator[_Piece]:
    here: list[Unit] = []
    for unit in units(text):
        if any(char.isdigit() for char in unit.text):
            if here:
                yield _Piece(text, here)
            here = []
        else:
            here.append(unit)
    if here:
        yield _Piece(text, here)


def _base(key: Key) -> int:
    return zlib.crc32("|".join(key).encode())


def _hashes(piece: _Piece, size: int, base: int) -> list[int]:
    several = piece.units
    return [
        zlib.crc32(piece.text[one.start : last.end].encode(), base) % BUCKETS
        for one, last in zip(several, several[size - 1 :], strict=False)
    ]


class _Stretches:
    """Stretches and the documents that they stand in: the rare ones go where there are too many."""

    def __init__(self) -> None:
        self.counts: dict[Run, int] = {}
        self._last: dict[Run, str] = {}
        self._passed = 0

    def add(self, run: Run, doc: str) -> None:
        if self._last.get(run) == doc:
            return
        if run not in self.counts and len(self.counts) >= STRETCHES:
            self._passed += 1
            kept = {one: n for one, n in self.counts.items() if n > self._passed}
            self._last = {one: self._last[one] for one in kept}
            self.counts = kept
        self.counts[run] = self.counts.get(run, 0) + 1
        self._last[run] = doc


def _closed(counts: Mapping[Run, int], least: int, size: int) -> dict[Run, int]:
    """Runs in at least ``least`` documents that no longer run stands in as many of."""
    stretches = list(counts)
    weights = list(counts.values())
    starts: dict[Run, Places] = defaultdict(list)
    for number, run in enumerate(stretches):
        for at in range(len(run) - size + 1):
            starts[run[at : at + size]].append((number, at))
    found: dict[Run, int] = {}
    todo = [(run, places) for run, places in starts.items() if _weight(places, weights) >= least]
    while todo:
        run, places = todo.pop()
        weight = _weight(places, weights)
        after: dict[str, Places] = defaultdict(list)
        before: dict[str, Places] = defaultdict(list)
        for number, at in places:
            whole = stretches[number]
            if at + len(run) < len(whole):
                after[whole[at + len(run)]].append((number, at))
            if at:
                before[whole[at - 1]].append((number, at))
        longer = [
            ((*run, unit), several)
            for unit, several in after.items()
            if _weight(several, weights) >= least
        ]
        if len(run) < LONGEST:
            todo += longer
        sides = (*after.values(), *before.values())
        if all(_weight(several, weights) < weight for several in sides):
            found[run] = weight
    return found


def _weight(places: Places, weights: list[int]) -> int:
    return sum(weights[number] for number in {number for number, _ in places})


def _ranked(key: Key, runs: Mapping[Run, int], lexicon: Lexicon, most: int) -> list[Proposal]:
    voice, lang = key
    glue = "" if lang in SEEDS else " "
    trimmed: dict[str, tuple[int, int]] = {}
    for run, weight in runs.items():
        own = _trimmed(run, lang)
        if len(own) >= max(3, seed_size(lang) - 2):
            text = plain(glue.join(own)).text
            trimmed[text] = max(trimmed.get(text, (0, 0)), (weight, len(own)))
    first = sorted(trimmed, key=lambda text: (-_value(*trimmed[text]), text))[:CANDIDATES]
    scored = []
    for text in first:
        weight, size = trimmed[text]
        around = [trimmed[other][0] for other in first if text in other and text != other]
        less = sum(around) / len(around) if around else 0.0
        scored.append((round(log2(size) * (weight - less), 2), text))
    scored.sort(key=lambda one: (-one[0], one[1]))
    found: list[Proposal] = []
    for score, text in scored:
        if len(found) == most:
            break
        inside = any(text in one.phrase.names[lang][0] for one in found)
        if score > 0 and not inside and not _is_names(text, lang, lexicon):
            phrase = Phrase(
                id=content_id("unknown", voice, lang, text),
                names={lang: (text,)},
                voices=(voice,),
            )
            found.append(Proposal(phrase, voice, score))
    return found


def _value(weight: int, size: int) -> float:
    return weight * log2(size)


@cache
def _words() -> Mapping[str, Mapping[str, list[str]]]:
    text = (files("parley.comparison") / "repetition.yaml").read_text("utf-8")
    found: Mapping[str, Mapping[str, list[str]]] = yaml.safe_load(text)
    return found


@cache
def _edges(lang: str) -> frozenset[str]:
    return frozenset(_words()["edges"].get(lang, ()))


@cache
def _boilerplate() -> re.Pattern[str]:
    marks = (mark for several in _words()["boilerplate"].values() for mark in several)
    return re.compile("|".join(map(re.escape, marks)), re.IGNORECASE)


def _trimmed(run: Run, lang: str) -> Run:
    """Without particles, articles and the like at its ends."""
    loose = _edges(lang)
    start, end = 0, len(run)
    while start < end and run[start] in loose:
        start += 1
    while end > start and run[end - 1] in loose:
        end -= 1
    return run[start:end]


def _is_names(text: str, lang: str, lexicon: Lexicon) -> bool:
    """Whether it is little more than names of people, offices, parties, channels and places."""
    loose = _edges(lang)
    if lang not in SEEDS:  # names are known by their capitals
        text = " ".join(word if word in loose else word.capitalize() for word in text.split(" "))
    seen = view(text, lang).text
    bare, at = [], 0
    for hit in lexicon.entities(seen, lang):
        bare.append(seen[at : hit.start])
        at = hit.end
    bare.append(seen[at:])
    left = (unit.text for part in bare for unit in units(plain(part).text))
    return sum(unit not in loose for unit in left) < OWN
