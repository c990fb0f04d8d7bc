"""Evidence in its context: an item's words, marked in the sentence they stand in."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from parley.items import Document, Evidence, Span
from parley.language import sentences

CONTEXT = 240
"""Code points of context kept on each side of the evidence, so that a page without full stops
does not come into the report whole."""


class Piece(NamedTuple):
    """A run of text, marked or not."""

    text: str
    marked: bool


class Passage(NamedTuple):
    """A stretch of a document with its evidence marked; ``cut``: left off before, after."""

    pieces: tuple[Piece, ...]
    cut_before: bool = False
    cut_after: bool = False

    @property
    def marked(self) -> str:
        """The evidence alone."""
        return " … ".join(piece.text for piece in self.pieces if piece.marked)


class Contexts:
    """Cuts passages out of the documents given, by id or not; splits each into sentences once."""

    def __init__(self, documents: Mapping[str, Document] | Iterable[Document]) -> None:
        self._documents: Mapping[str, Document] = (
            documents if isinstance(documents, Mapping) else {d.id: d for d in documents}
        )
        self._sentences: dict[str, list[Span]] = {}

    def passages(self, doc: str | None, evidence: Sequence[Evidence]) -> tuple[Passage, ...]:
        """The evidence in whole sentences, overlapping ones as one passage.

        Where the document is not at hand, or its text is no longer what the evidence was taken
        from, the evidence stands alone.
        """
        document = self._documents.get(doc) if doc is not None else None
        ordered = sorted(evidence, key=lambda e: (e.start, e.end))
        if document is None or any(document.text[e.start : e.end] != e.text for e in ordered):
            return tuple(Passage((Piece(e.text, True),)) for e in ordered)
        groups: list[tuple[Span, list[Span]]] = []
        for span in _joined(Span(e.start, e.end) for e in ordered):
            around = self._around(document, span)
            if groups and around.start <= groups[-1][0].end:
                before, marks = groups[-1]
                whole = Span(min(before.start, around.start), max(before.end, around.end))
                groups[-1] = (whole, [*marks, span])
            else:
                groups.append((around, [span]))
        return tuple(self._passage(document, around, marks) for around, marks in groups)

    def _around(self, document: Document, span: Span) -> Span:
        spans = self._sentences.get(document.id)
        if spans is None:
            spans = sentences(document.text, document.lang)
            self._sentences[document.id] = spans
        first = max(bisect_right(spans, span.start, key=lambda s: s.start) - 1, 0)
        last = max(bisect_right(spans, max(span.end - 1, span.start), key=lambda s: s.start) - 1, 0)
        if not spans:
            return span
        start = min(max(spans[first].start, span.start - CONTEXT), span.start)
        end = max(min(spans[last].end, span.end + CONTEXT), span.end)
        return Span(start, end)

    def _passage(self, document: Document, around: Span, marks: Sequence[Span]) -> Passage:
        pieces: list[Piece] = []
        at = around.start
        for mark in marks:
            if mark.start > at:
                pieces.append(Piece(document.text[at : mark.start], False))
            pieces.append(Piece(document.text[mark.start : mark.end], True))
            at = mark.end
        if around.end > at:
            pieces.append(Piece(document.text[at : around.end], False))
        spans = self._sentences[document.id]
        first = bisect_right(spans, around.start, key=lambda s: s.start) - 1
        last = bisect_right(spans, around.end - 1, key=lambda s: s.start) - 1
        return Passage(
            tuple(pieces),
            first >= 0 and spans[first].start < around.start < spans[first].end,
            last >= 0 and spans[last].start < around.end < spans[last].end,
        )


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
