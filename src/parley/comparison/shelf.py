"""Where wordings are first and last used among many documents of which as few as can be are read.

A shelf says which documents may hold a wording, in order of date; they are read from either end
until one does hold it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from parley.comparison.results import Use
from parley.comparison.said import Text
from parley.items import Document, Span
from parley.lexicon import Formulas, Phrase
from parley.lexicon.phrases import wordings


class Slot(Protocol):
    """A document, by what decides its place: its date and id, undated ones last."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def published(self) -> dt.date | None: ...  # noqa: D102
    @property
    def voice(self) -> str | None: ...  # noqa: D102


class Shelf(Protocol):
    """Many documents."""

    def holding(self, wordings: Sequence[str]) -> Iterable[Slot]:
        """Those that may hold one of several plain wordings; none that does is left out."""

    def read(self, doc: str) -> Document:
        """One of them."""


class _Given:
    """A document at hand, as a slot."""

    def __init__(self, document: Document) -> None:
        self.id = document.id
        self.published = document.published
        self.voice = document.voice


def place(slot: Slot) -> tuple[dt.date, str]:
    """Order of documents: by date and id, undated ones last."""
    return slot.published or dt.date.max, slot.id


class Uses:
    """Uses of phrases in the documents of a shelf, and in those given, which take its place."""

    def __init__(self, shelf: Shelf, given: Iterable[Document], phrases: Iterable[Phrase]) -> None:
        self._shelf = shelf
        self._given = {document.id: document for document in given}
        self._phrases = {phrase.id: phrase for phrase in phrases}
        self._known = Formulas(self._phrases.values())
        self._found: dict[str, Mapping[str, Span]] = {}

    def slots(self, key: str) -> list[Slot]:
        """The documents that may have a phrase, in order."""
        forms = [form for form, _ in wordings(self._phrases[key]) if form]
        own: list[Slot] = [_Given(document) for document in self._given.values()]
        others = (slot for slot in self._shelf.holding(forms) if slot.id not in self._given)
        return sorted([*own, *others], key=place)

    def has(self, slot: Slot, key: str) -> bool:
        """Whether a document has a phrase."""
        if slot.id not in self._found:
            found = Text(self._read(slot.id)).formulas(self._known)
            self._found[slot.id] = {key: uses[0].span for key, uses in found.items()}
        return key in self._found[slot.id]

    def ends(
        self, slots: Sequence[Slot], key: str, told: Callable[[Document, Span], Use]
    ) -> tuple[Use, Use] | None:
        """The first and the last use of a phrase; the last of those with a date, if any has."""
        first = next((slot for slot in slots if self.has(slot, key)), None)
        if first is None:
            return None
        dated = (slot for slot in reversed(slots) if slot.published is not None)
        last = next((slot for slot in dated if self.has(slot, key)), first)
        one, other = (
            told(self._read(slot.id), self._found[slot.id][key]) for slot in (first, last)
        )
        return one, other

    def _read(self, doc: str) -> Document:
        return self._given.get(doc) or self._shelf.read(doc)
