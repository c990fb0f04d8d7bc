"""The pieces of a document that a search finds: paragraphs, or a few sentences of a long one."""

from collections.abc import Iterator

from parley.items import Document, Span
from parley.language import paragraphs, sentences

LONG = 600
"""Characters up to which what follows is still of the same passage."""
MOST = 1000
"""Passages of a document at the most: those of a longer one are longer."""
TITLE = Span(0, 0)
"""The passage of a title that does not stand in the text."""


def passages(document: Document) -> list[Span]:
    """The passages of a document in order, as spans of its text, the title's before them.

    Together they hold every character but white space. None parts a sentence, unless it has more
    than two thousand characters.
    """
    size = max(LONG, len(document.text) // MOST * 2)
    found: list[Span] = []
    if document.title and document.title not in document.text:
        found.append(TITLE)
    start = end = -1
    for unit in _units(document, size):
        if start >= 0 and unit.end - start > size:
            found.append(Span(start, end))
            start = -1
        if start < 0:
            start = unit.start
        end = unit.end
    if start >= 0:
        found.append(Span(start, end))
    return found


def text_of(document: Document, passage: Span) -> str:
    """What stands in a passage."""
    if passage == TITLE:
        return document.title or ""
    return document.text[passage.start : passage.end]


def _units(document: Document, size: int) -> Iterator[Span]:
    for block in paragraphs(document.text):
        if block.end - block.start <= size:
            yield block
        else:
            yield from sentences(document.text, document.lang, [block])
