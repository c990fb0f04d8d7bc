"""What stands at the edge of pages and is no part of the text: running heads, page numbers."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from parley.documents.pdf.pieces import Page, Piece, rows

EDGE = 0.1
"""The share of a page's height, at its top and at its foot, in which running lines stand."""
_LOOKED_AT = 3  # lines from the top and from the foot
_APART = 0.6  # heights of a line between running lines and the text
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"[^\w]*(?:\d{1,4}(?:\s*/\s*\d{1,4})?|[ivxlc]{1,7})[^\w]*")


class Edge(NamedTuple):
    """Lines from one edge of a page inwards, each with what it says, digits left open.

    ``apart`` tells of each whether a gap follows it.
    """

    foot: bool
    rows: list[list[Piece]]
    texts: list[str]
    apart: list[bool]


def without_margins(pages: Sequence[Page]) -> list[Page]:
    """The pages without the lines that return on others at the same edge, but for their digits.

    On two pages of up to five, on three of more; a gap parts them from the text. A line at the very
    edge that is nothing but a number goes too. A page that would be left empty keeps its lines.
    """
    edges = [(_edge(page, False), _edge(page, True)) for page in pages]
    seen: dict[tuple[bool, str], set[int]] = {}
    for number, both in enumerate(edges):
        for edge in both:
            for text in edge.texts:
                seen.setdefault((edge.foot, text), set()).add(number)
    enough = 2 if len(pages) <= 5 else 3
    returning = {mark for mark, numbers in seen.items() if len(numbers) >= enough}
    out = []
    for page, both in zip(pages, edges, strict=True):
        gone = {piece for edge in both for row in _running(edge, returning) for piece in row}
        kept = tuple(piece for piece in page.pieces if piece not in gone)
        out.append(page._replace(pieces=kept) if kept else page)
    return out


def _edge(page: Page, foot: bool) -> Edge:
    lines = rows(page.pieces)
    if foot:
        lines.reverse()
    edge = Edge(foot, [], [], [])
    for at, row in enumerate(lines[:_LOOKED_AT]):
        share = row[0].middle / page.height if page.height > 0 else 0.5
        if not (share < EDGE if foot else share > 1 - EDGE):
            break
        edge.rows.append(row)
        edge.texts.append(_DIGITS.sub("#", " ".join(" ".join(p.text for p in row).split())))
        edge.apart.append(at + 1 == len(lines) or _gap(row, lines[at + 1]) > _APART)
    return edge


def _gap(one: Sequence[Piece], other: Sequence[Piece]) -> float:
    """The white between two lines, in heights of the first."""
    upper, lower = (one, other) if one[0].middle > other[0].middle else (other, one)
    white = min(p.bottom for p in upper) - max(p.top for p in lower)
    return white / max(one[0].height, 1e-6)


def _running(edge: Edge, returning: set[tuple[bool, str]]) -> list[list[Piece]]:
    """The lines of an edge that are no text: from the outermost to the last one before a gap."""
    gone = 0
    for at, text in enumerate(edge.texts):
        number = at == 0 and _NUMBER.fullmatch(" ".join(p.text.strip() for p in edge.rows[at]))
        if not number and (edge.foot, text) not in returning:
            break
        if number or edge.apart[at]:
            gone = at + 1
    return edge.rows[:gone]
