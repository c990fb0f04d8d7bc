"""Formulas of diplomatic language, and where they stand in a text."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from parley.items import Party
from parley.language.plain import plain
from parley.lexicon.entries import Names


class FirstUse(msgspec.Struct, frozen=True, kw_only=True):
    """The first use of a formula that is known; ``date`` is ISO, cut where the day is not known."""

    date: str
    voice: Party
    source: str
    url: str | None = None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page on which a wording stands as ``text``; ``source`` says whose words it has."""

    text: str
    source: str
    url: str


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """A formula: its wordings by language, the usual one first.

    ``rewordings`` say more or less in its place. ``voices``: of whom it is typical. ``ladder`` and
    ``step``: formulas that are steps of one scale. ``seen``: by language a page that has a wording;
    a language without one has its wordings from memory.
    """

    id: str
    names: Names
    rewordings: Names = {}
    issue: str | None = None
    voices: tuple[Party, ...] = ()
    ladder: str | None = None
    step: int | None = None
    first: FirstUse | None = None
    seen: Mapping[str, Page] = {}

    def wording(self, lang: str) -> str:
        """The usual wording in a language, in English or any other where it has none."""
        group = lang.partition("-")[0]
        for key in (lang, group, "en", *self.names):
            if self.names.get(key):
                return self.names[key][0]
        return self.id


class Form(NamedTuple):
    """One wording as it is looked for. ``reworded``: it stands in the formula's place."""

    phrase: str
    text: str
    reworded: bool


class Found(NamedTuple):
    """A formula in a plain text: from ``start`` to ``end`` of it, in which form."""

    start: int
    end: int
    form: Form


class Formulas:
    """What finds formulas in a text, in any language, in one pass."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        forms: dict[str, Form] = {}
        for phrase in phrases:
            for text, reworded in wordings(phrase):
                forms.setdefault(text, Form(phrase.id, text, reworded))
        forms.pop("", None)
        self._forms = list(forms.values())
        self._automaton = AhoCorasick(list(forms), matchkind=MatchKind.Standard) if forms else None

    def find(self, text: str) -> list[Found]:
        """The formulas of a plain text from the left, the longest where several begin."""
        if self._automaton is None:
            return []
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        found.sort(key=lambda match: (match[1], -match[2]))
        out: list[Found] = []
        reach = 0
        for number, start, end in found:
            if start >= reach and whole(text, start, end):
                out.append(Found(start, end, self._forms[number]))
                reach = end
        return out


def wordings(phrase: Phrase) -> Iterator[tuple[str, bool]]:
    """Every form of a formula as plain text, and whether it is another wording."""
    for names, reworded in ((phrase.names, False), (phrase.rewordings, True)):
        for several in names.values():
            for text in several:
                yield plain(text).text, reworded


def whole(text: str, start: int, end: int) -> bool:
    """Whether no word is cut where ``text[start:end]`` begins and ends.

    Characters of Han, kana and Hangul are their own words here.
    """
    return not (
        (start and _letter(text[start - 1]) and _letter(text[start]))
        or (end < len(text) and _letter(text[end - 1]) and _letter(text[end]))
    )


def _letter(char: str) -> bool:
    return char < "\u1100" and char.isalnum()
