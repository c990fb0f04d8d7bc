"""A document's text with all that is coded from it marked, cut on the server.

Offsets count code points, as Python does and a browser does not.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from parley.items import Document, Evidence, Span
from parley.language import paragraphs


class Item(NamedTuple):
    """Something coded from a document. ``key`` is unique in it; ``kind`` is event, statement or
    claim; ``told`` says it in one line."""

    key: str
    kind: str
    told: str
    note: str
    href: str | None
    level: str
    confidence: str
    evidence: Sequence[Evidence]


class Piece(NamedTuple):
    """A run of text and the items whose evidence it is; ``first`` are those that begin here.

    ``kinds``: what they are, as classes of a style sheet.
    """

    text: str
    kinds: str
    items: tuple[int, ...]
    first: tuple[int, ...]


class Block(NamedTuple):
    """A paragraph, where it starts, and the items whose evidence begins in it, numbered."""

    number: int
    pieces: tuple[Piece, ...]
    items: tuple[tuple[int, Item], ...]
    start: int = 0


def blocks(document: Document, items: Iterable[Item]) -> tuple[tuple[Block, ...], tuple[Item, ...]]:
    """The text by paragraphs with marks, and the items that the text does not hold as quoted.

    Items are numbered from 1 in order of their place.
    """
    text = document.text
    sound: list[Item] = []
    loose: list[Item] = []
    for item in items:
        held = [e for e in item.evidence if text[e.start : e.end] == e.text and e.text]
        (sound if held and len(held) == len(item.evidence) else loose).append(item)
    sound.sort(key=lambda item: (item.evidence[0].start, item.evidence[0].end, item.key))
    numbered = list(enumerate(sound, 1))
    spans = sorted(
        (Span(e.start, e.end), number) for number, item in numbered for e in item.evidence
    )
    begins: dict[int, int] = {}
    for span, number in spans:
        begins.setdefault(number, span.start)
    kinds = {number: item.kind for number, item in numbered}
    found = []
    parts = paragraphs(text)
    ends = [*(part.start for part in parts[1:]), len(text)]
    start, at = 0, 0
    open_: list[tuple[Span, int]] = []
    for count, end in enumerate(ends):
        while at < len(spans) and spans[at][0].start < end:
            open_.append(spans[at])
            at += 1
        inside = [(span, n) for span, n in open_ if span.end > start]
        body = text[start:end]
        whole = Span(start, start + len(body.rstrip()))
        here = [(n, item) for n, item in numbered if start <= begins[n] < end] if inside else []
        found.append(Block(count, _pieces(text, whole, inside, begins, kinds), tuple(here), start))
        open_ = [(span, n) for span, n in inside if span.end > end]
        start = end
    return tuple(block for block in found if block.pieces), tuple(loose)


def _pieces(
    text: str,
    whole: Span,
    spans: Sequence[tuple[Span, int]],
    begins: dict[int, int],
    kinds: dict[int, str],
) -> tuple[Piece, ...]:
    cuts = {whole.start, whole.end}
    for span, _ in spans:
        cuts |= {min(max(edge, whole.start), whole.end) for edge in span}
    edges = sorted(cuts)
    pieces = []
    for left, right in pairwise(edges):
        over = tuple(n for span, n in spans if span.start <= left and span.end >= right)
        over = tuple(dict.fromkeys(over))
        first = tuple(n for n in over if begins[n] == left)
        told = " ".join(sorted({f"is-{kinds[n]}" for n in over}))
        pieces.append(Piece(text[left:right], told, over, first))
    return tuple(pieces)
