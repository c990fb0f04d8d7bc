"""What pages are made of: pieces of text with their places, and the lines they make."""

from collections.abc import Iterable
from typing import NamedTuple

CELL = 1.5
"""Heights of a line between two pieces from which on they are cells of a table."""


class Piece(NamedTuple):
    """A run of text on one line; points from the lower left of the upright page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """Of the line that its letters stand on, with what rises and hangs."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Half way up."""
        return (self.top + self.bottom) / 2


class Page(NamedTuple):
    """A page's size and pieces; ``pictures``: it has no text, but pictures or drawn letters."""

    width: float
    height: float
    pieces: tuple[Piece, ...]
    pictures: bool = False


class Line(NamedTuple):
    """Pieces that stand side by side; ``body`` is where the last cell begins.

    ``margins``: left and right of the column that the line stands in.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    body: float
    margins: tuple[float, float]

    @property
    def height(self) -> float:
        """As of a piece."""
        return self.top - self.bottom


def rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces that stand on one line, from the left; lines from the top."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.middle, p.left)):
        if found:
            first = max(found[-1], key=lambda p: p.height)
            overlap = min(first.top, piece.top) - max(first.bottom, piece.bottom)
            if overlap >= 0.5 * min(first.height, piece.height):
                found[-1].append(piece)
                continue
        found.append([piece])
    return [sorted(row, key=lambda p: p.left) for row in found]


def line(row: list[Piece], margins: tuple[float, float], cells: bool) -> Line:
    """The line of a row: pieces apart by a space, or by a tab where ``cells`` are far apart."""
    text, body = row[0].text, row[0].left
    right = row[0].right
    for piece in row[1:]:
        if cells and piece.left - right > CELL * piece.height:
            text, body = text.rstrip() + "\t" + piece.text, piece.left
        else:
            text += ("" if text.endswith(" ") else " ") + piece.text
        right = max(right, piece.right)
    bottom, top = min(p.bottom for p in row), max(p.top for p in row)
    return Line(text, row[0].left, bottom, right, top, body, margins)
