"""Where a telling is found in the database: numbers that stand for its blocks and its marks.

What the index in memory (``parley.record.clusters.Index``) finds by block, day and mark, rows of
``cells`` find by a number that is hashed from the same. Two things may share a number: what is
found is compared all the same.
"""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

import msgspec

from parley.record.clusters import MONTH, asked, blocks, marks, rounds
from parley.record.scoring import DAY_APART
from parley.record.telling import PRECISE, UNDATED, Telling

EVER = 4_000_000
"""A day after all days."""


class Reach(msgspec.Struct, frozen=True):
    """Rows of a cell between two days, both inclusive."""

    cell: int
    first: int
    last: int


Place = tuple[int, int]
"""A cell and a day in it."""


@lru_cache(maxsize=1 << 17)
def numbered(kind: str, *names: object) -> int:
    """The number of a cell, by what it stands for: 64 bits, signed, as databases have them."""
    text = "\x1f".join((kind, *map(str, names)))
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def short(one: Telling) -> bool:
    """Whether a coarse telling is looked for by its days (``beside``), not its marks."""
    return one.first != UNDATED and one.length <= MONTH


def places(one: Telling) -> Iterator[Place]:
    """Where a telling lies."""
    if one.precise:
        for block in blocks(one):
            yield numbered("exact", *block), one.first
        for mark in rounds(one):
            yield numbered("exact", *mark), one.first
        return
    for block in blocks(one):
        yield numbered("coarse", *block, one.first, one.last), one.first
        if short(one):
            yield numbered("month", *block), one.first
    for mark in rounds(one) if short(one) else marks(one):
        yield numbered("coarse", *mark), one.first


def marked(head: Telling) -> Iterator[Place]:
    """Where the first telling of an exact cluster lies beside, for coarse ones to find it."""
    for mark in marks(head):
        yield numbered("head", *mark), head.first


def beside(one: Telling) -> Iterator[Reach]:
    """Where the exact tellings are that an exact or short one may be of one happening with."""
    for block in asked(one):
        yield Reach(
            numbered("exact", *block), one.first - PRECISE - DAY_APART, one.last + DAY_APART
        )
    for mark in rounds(one):
        yield Reach(numbered("exact", *mark), 0, EVER)


def likely(one: Telling) -> Iterator[Reach]:
    """Where the heads are that a coarse telling may be of, unless it is ``beside`` them."""
    first, last = (0, EVER) if one.first == UNDATED else (one.first - PRECISE, one.last)
    for mark in marks(one):
        yield Reach(numbered("head", *mark), first, last)


def drawn(head: Telling) -> Iterator[Reach]:
    """Where the coarse tellings are that may be of an exact cluster."""
    for mark in marks(head):
        yield Reach(numbered("coarse", *mark), UNDATED, head.last + PRECISE)
    for block in asked(head):
        yield Reach(numbered("month", *block), head.first - MONTH - DAY_APART, head.last + 1)
    for mark in rounds(head):
        yield Reach(numbered("coarse", *mark), UNDATED, EVER)


def alike(one: Telling) -> Iterator[Reach]:
    """Where the coarse tellings of the very same dates are."""
    for block in asked(one):
        yield Reach(numbered("coarse", *block, one.first, one.last), one.first, one.first)
