"""What a document says in so many words: its formulas, and its sentences."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from parley.items import Document, Evidence, Span
from parley.language import sentences
from parley.language.plain import Plain, Unit, plain, units
from parley.lexicon import Formulas
from parley.lexicon.phrases import Form

SHORTEST = 6
"""Units (words, or characters) of a sentence that is looked at."""
_ENDED = re.compile(r"[.。．!！?？…;；][\s\"'”’)\]」』）】]*$")


QUOTES = tuple(
    (marks[0], marks[1]) for marks in ("“”", "‘’", "「」", "『』", "《》", "（）", "()", '""')
)
"""Marks that begin and end what stands between them."""


class Used(NamedTuple):
    """A formula in a document: in which form, and where."""

    form: Form
    span: Span


class Sentence(NamedTuple):
    """A sentence as it stands and as it is compared."""

    span: Span
    text: str
    units: tuple[Unit, ...]


class Text:
    """A document's words, worked out as they are asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def plain(self) -> Plain:
        """The text as formulas are looked for in it."""
        return plain(self.document.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences in order: no headings, datelines and addresses, which have no end mark."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Sentence]:
        text = self.document.text
        for span in sentences(text, self.document.lang):
            words = text[span.start : span.end]
            if not _ENDED.search(words):
                continue
            said = plain(words).text
            parts = tuple(units(said))
            if len(parts) >= SHORTEST:
                yield Sentence(span, said, parts)

    def formulas(self, known: Formulas) -> Mapping[str, list[Used]]:
        """Where formulas stand, by the formula's id, in order."""
        found: dict[str, list[Used]] = defaultdict(list)
        for one in known.find(self.plain.text):
            span = quoted(self.document.text, self.plain.span(one.start, one.end))
            found[one.form.phrase].append(Used(one.form, span))
        return found

    def evidence(self, span: Span) -> Evidence:
        """The words of a span."""
        return Evidence(*span, self.document.text[span.start : span.end])

    def around(self, span: Span) -> str:
        """The sentence in which a span begins, as one line; the words themselves for none."""
        text = self.document.text
        for one in sentences(text, self.document.lang):
            if one.start <= span.start < one.end:
                return " ".join(text[one.start : one.end].split())
        return " ".join(text[span.start : span.end].split())


def quoted(text: str, span: Span) -> Span:
    """The span with the mark at its edge that belongs to one within it: 反对“台独 with its ”."""
    start, end = span
    words = text[start:end]
    for opening, closing in QUOTES:
        if opening == closing:
            odd = words.count(opening) % 2 == 1
            more, less = odd, odd
        else:
            more = words.count(opening) > words.count(closing)
            less = words.count(opening) < words.count(closing)
        if more and text[end : end + 1] == closing:
            return Span(start, end + 1)
        if less and start and text[start - 1] == opening:
            return Span(start - 1, end)
    return span
