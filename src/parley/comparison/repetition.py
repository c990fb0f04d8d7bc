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
from parley.language.plain import BARRIER, EAST, places, plain, units
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

_FIGURE = re.compile(rf"(?<![^\W_{EAST}])[^\W_{EAST}]*\d[^\W_{EAST}]*")
_ENDED = re.compile(r"[\s\"'”’)\]」』）】]*[.。．!！?？…;；]")

Key = tuple[str, str]
"""A voice and a language."""
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
        if document.voice:
            seeds.count(document, lexicon)
    stretches: dict[Key, _Stretches] = defaultdict(_Stretches)
    for number, document in enumerate(documents()):
        if document.voice:
            for text in seeds.frequent(document, lexicon, least):
                stretches[_key(document)].add(text, number)
    found: list[Proposal] = []
    for key in sorted(stretches):
        counts = stretches.pop(key).counts()
        runs = _closed(counts, seeds.least(key, least), seed_size(key[1]))
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
        self._documents[key] += 1
        marks: set[int] = set()
        base = _base(key)
        for text in _pieces(document, lexicon):
            marks.update(_hashes(text, places(text), seed_size(key[1]), base))
        for mark in marks:
            if self._counts[mark] < 0xFFFF:
                self._counts[mark] += 1

    def least(self, key: Key, least: int) -> int:
        """Documents of this voice and language in which a run has to stand."""
        return min(max(least, ceil(SHARE * self._documents[key])), 0xFFFF)

    def frequent(self, document: Document, lexicon: Lexicon, least: int) -> Iterator[str]:
        """The stretches of a document of which every short run is frequent."""
        key = _key(document)
        floor, base, size = self.least(key, least), _base(key), seed_size(key[1])
        for text in _pieces(document, lexicon):
            spans = places(text)
            start = None
            for at, mark in enumerate((*_hashes(text, spans, size, base), None)):
                if mark is not None and self._counts[mark] >= floor:
                    start = at if start is None else start
                elif start is not None:
                    yield text[spans[start][0] : spans[at + size - 2][1]]
                    start = None


def _pieces(document: Document, lexicon: Lexicon) -> Iterator[str]:
    """What is left of the sentences, as plain text, without known formulas and figures."""
    seen = Text(document).plain
    taken = lexicon.formulas.find(seen.text)
    at = number = 0
    for part in seen.text.split(BARRIER):
        start, end = at, at + len(part)
        at = end + len(BARRIER)
        if not part:
            continue
        span = seen.span(start, end)
        words = document.text[span.start : span.end]
        if not _ENDED.match(document.text, span.end) or _boilerplate().search(words):
            continue
        while number < len(taken) and taken[number].start < end:
            yield from _FIGURE.split(seen.text[start : taken[number].start])
            start = taken[number].end
            number += 1
        yield from _FIGURE.split(seen.text[start:end])


def _base(key: Key) -> int:
    return zlib.crc32("|".join(key).encode())


def _hashes(text: str, spans: list[tuple[int, int]], size: int, base: int) -> list[int]:
    return [
        zlib.crc32(text[start:end].encode(), base) % BUCKETS
        for (start, _), (_, end) in zip(spans, spans[size - 1 :], strict=False)
    ]


class _Stretches:
    """Stretches and the documents that they stand in: the rare ones go where there are too many."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[int, int]] = {}
        self._passed = 0

    def add(self, text: str, doc: int) -> None:
        """Counts a stretch of the document of this number."""
        number, last = self._held.get(text, (0, -1))
        if last == doc:
            return
        if not number and len(self._held) >= STRETCHES:
            self._passed += 1
            self._held = {t: held for t, held in self._held.items() if held[0] > self._passed}
        self._held[text] = number + 1, doc

    def counts(self) -> dict[str, int]:
        """In how many documents each stands."""
        return {text: number for text, (number, _) in self._held.items()}


def _closed(counts: Mapping[str, int], least: int, size: int) -> dict[str, int]:
    """Runs in at least ``least`` documents that no longer run stands in as many of."""
    stretches, weights = list(counts), list(counts.values())
    spans = [places(text) for text in stretches]
    starts: dict[str, Places] = defaultdict(list)
    for number, (text, own) in enumerate(zip(stretches, spans, strict=True)):
        for at, ((start, _), (_, end)) in enumerate(zip(own, own[size - 1 :], strict=False)):
            starts[text[start:end]].append((number, at))
    found: dict[str, int] = {}
    todo = [(size, standing) for standing in starts.values()]
    while todo:
        length, standing = todo.pop()
        weight = sum(weights[number] for number, _ in standing)
        if weight < least:
            continue
        after: dict[str, Places] = defaultdict(list)
        before: Counter[str] = Counter()
        for number, at in standing:
            text, own = stretches[number], spans[number]
            if at + length < len(own):
                start, end = own[at + length]
                after[text[start:end]].append((number, at))
            if at:
                start, end = own[at - 1]
                before[text[start:end]] += weights[number]
        onward = {len(several): several for several in after.values()}.get(len(standing))
        if length < LONGEST:
            todo += ((length + 1, several) for several in after.values())
        if onward is None and max(before.values(), default=0) < weight:
            number, at = standing[0]
            text = stretches[number][spans[number][at][0] : spans[number][at + length - 1][1]]
            found[text] = weight
    return found


def _ranked(key: Key, runs: Mapping[str, int], lexicon: Lexicon, most: int) -> list[Proposal]:
    voice, lang = key
    trimmed: dict[str, tuple[int, int]] = {}
    for run, weight in runs.items():
        text, size = _trimmed(run, lang)
        if size >= max(3, seed_size(lang) - 2):
            trimmed[text] = max(trimmed.get(text, (0, 0)), (weight, size))
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
            key_ = content_id("unknown", voice, lang, text)
            phrase = Phrase(id=key_, names={lang: (text,)}, voices=(voice,))
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


def _trimmed(run: str, lang: str) -> tuple[str, int]:
    """Without particles, articles and the like at its ends, and how many units that is."""
    loose, own = _edges(lang), units(run)
    start, end = 0, len(own)
    while start < end and own[start].text in loose:
        start += 1
    while end > start and own[end - 1].text in loose:
        end -= 1
    return (run[own[start].start : own[end - 1].end], end - start) if start < end else ("", 0)


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
