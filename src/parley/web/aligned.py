"""Two texts side by side, with what they have in common, and what one has alone, marked in both.

A mark's number is that of its line in the table, the same in both texts.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from parley.comparison import Comparison
from parley.items import Document, Evidence
from parley.web.marking import Block, Item, blocks

SIGNS = {
    **{"agree": "=", "differ": "≠", "only-a": "+", "only-b": "+"},
    **{"kept": "=", "added": "+", "dropped": "−", "reworded": "≈"},
}
"""What stands beside a relation or a change, so that it is not told by its colour alone."""


class Marked(NamedTuple):
    """A text by paragraphs, with what each number of a mark stands for."""

    document: Document
    blocks: Sequence[Block]
    numbers: Mapping[int, int]
    kinds: Mapping[int, str]
    more: bool


class Line(NamedTuple):
    """A line of the table: its kind, and the words of either side."""

    kind: str
    a: Sequence[Evidence]
    b: Sequence[Evidence]


def lines(found: Comparison) -> list[Line]:
    """The lines that are marked: phrases of a readout and the one before it, else points."""
    if found.previous is not None:
        return [Line(one.change, one.a, one.b) for one in found.phrases]
    return [
        Line(
            point.relation,
            [e for said in point.a for e in said.evidence],
            [e for said in point.b for e in said.evidence],
        )
        for point in found.points
    ]


def marked(document: Document, given: Iterable[tuple[int, str, Sequence[Evidence]]],
           most: int) -> Marked:  # fmt: skip
    """A text's first ``most`` paragraphs with marks: number, kind and words."""
    items = [
        Item(str(number), kind, "", "", None, "", "", list(dict.fromkeys(evidence)))
        for number, kind, evidence in given
        if evidence
    ]
    text, _ = blocks(document, items)
    shown = text[:most]
    numbers = {own: int(item.key) for block in text for own, item in block.items}
    kinds = {own: item.kind for block in text for own, item in block.items}
    return Marked(document, shown, numbers, kinds, len(text) > most)
