"""Where a telling is found in the database: numbers that stand for its blocks and its marks.

What the index in memory (``parley.record.clusters.Index``) finds by block, day and mark, rows of
``cells`` find by a number that is hashed from the same. Two things may share a number: what is
found is compared all the same.

What names a channel lies apart from what names none. Two that name one each are of one happening
only where it is the same, or where the very two people met (``scoring.unlike``): a telling with a
channel asks for these, and is spared all else that a pair which meets daily did then.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

import msgspec

from parley.record.clusters import MONTH, asked, blocks, marks, rounds
from parley.record.scoring import DAY_APART
from parley.record.telling import PRECISE, UNDATED, Telling, key

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
    return _hashed(text.encode("utf-8", "surrogatepass"))


def _hashed(given: bytes) -> int:
    return int.from_bytes(blake2b(given, digest_size=8).digest(), "big", signed=True)


def short(one: Telling) -> bool:
    """Whether a coarse telling is looked for by its days (``beside``), not its marks."""
    return one.first != UNDATED and one.length <= MONTH


def same(one: Telling) -> int:
    """The number of a telling's key (``telling.key``)."""
    parts = (sorted(p) if isinstance(p, frozenset) else p for p in key(one))
    return _hashed(_encode(tuple(parts)))


_encode = msgspec.msgpack.Encoder().encode


def places(one: Telling) -> Iterator[Place]:
    """Where a telling lies."""
    if one.precise:
        kind = _kind(one.length)
        for names in _lies(one):
            yield numbered(kind, *names), one.first
        for mark in rounds(one):
            yield numbered("exact", *mark), one.first
        return
    for block in blocks(one):
        yield numbered("coarse", *block, one.first, one.last), one.first
    if short(one):
        for names in _lies(one):
            yield numbered("month", *names), one.first
        for mark in rounds(one):
            yield numbered("coarse", *mark, ""), one.first
        return
    for mark in marks(one):
        for year in _years(one):
            yield numbered("coarse", *mark, year), one.first


OPEN = ""
"""After a block: what lies there and names no channel."""


def _lies(one: Telling) -> Iterator[tuple[str, ...]]:
    """The names of the cells that a telling lies in by its day, whatever its dates."""
    if one.channel is None:
        for block in blocks(one):
            yield *block, OPEN
        return
    yield from blocks(one)
    for family in one.families:
        yield family, "channel", one.channel
        if one.precise:
            for person in _met(one):
                yield family, "met", person


def _seeks(one: Telling, exact: bool) -> Iterator[tuple[str, ...]]:
    """The names of the cells in which all lie that may be of one happening with a telling."""
    for block in asked(one):
        yield *block, OPEN
        if one.channel is None:
            yield block
    if one.channel is not None:
        for family in one.families:
            yield family, "channel", one.channel
            if exact and one.precise:
                for person in _met(one):
                    yield family, "met", person


def _met(one: Telling) -> list[str]:
    """Who takes part, but for the last by name: two tellings that share two people share one."""
    return sorted(one.people)[:-1]


BRIEF = 1
"""Days: most tellings are no longer, so that those of a day are found without a week's others."""
YEARS = 12


def _kind(length: int) -> str:
    return "exact" if length <= BRIEF else "week"


def _years(one: Telling) -> Sequence[object]:
    """The years in which a long telling may have happened; ``ever`` where there are many."""
    if one.first == UNDATED:
        return (EVER,)
    first, last = _year(one.first - PRECISE), _year(one.last)
    return range(first, last + 1) if last - first < YEARS else (EVER,)


def _year(day: int) -> int:
    """A year as far as it is needed: one is like another where what lies in it is compared."""
    return int(day / 365.2425)


def marked(head: Telling) -> Iterator[Place]:
    """Where the first telling of an exact cluster lies beside, for coarse ones to find it."""
    for mark in marks(head):
        yield numbered("head", *mark), head.first
        if head.channel is None:
            yield numbered("head", *mark, OPEN), head.first


def beside(one: Telling) -> Iterator[Reach]:
    """Where the exact tellings are that an exact or short one may be of one happening with."""
    for names in _seeks(one, exact=True):
        for kind, longest in (("exact", BRIEF), ("week", PRECISE)):
            first = one.first - longest - DAY_APART
            yield Reach(numbered(kind, *names), first, one.last + DAY_APART)
    for mark in rounds(one):
        yield Reach(numbered("exact", *mark), 0, EVER)


def likely(one: Telling) -> Iterator[Reach]:
    """Where the heads are that a coarse telling may be of, unless it is ``beside`` them."""
    first, last = (0, EVER) if one.first == UNDATED else (one.first - PRECISE, one.last)
    for mark in marks(one):
        yield Reach(numbered("head", *mark), first, last)


def narrowed(one: Telling) -> dict[Reach, Reach]:
    """By each reach of ``likely`` what suffices of it for one that names a channel."""
    out = {}
    for mark, reach in zip(marks(one), likely(one), strict=True):
        out[reach] = reach
        if one.channel is not None and mark[1] != "channel":
            out[reach] = Reach(numbered("head", *mark, OPEN), reach.first, reach.last)
    return out


def drawn(head: Telling) -> Iterator[Reach]:
    """Where the coarse tellings are that may be of an exact cluster."""
    for mark in marks(head):
        for year in (_year(head.first), EVER):
            yield Reach(numbered("coarse", *mark, year), UNDATED, EVER)
    for names in _seeks(head, exact=False):
        first, last = head.first - MONTH - DAY_APART, head.last + DAY_APART
        yield Reach(numbered("month", *names), first, last)
    for mark in rounds(head):
        yield Reach(numbered("coarse", *mark, ""), UNDATED, EVER)


def alike(one: Telling) -> Iterator[Reach]:
    """Where the coarse tellings of the very same dates are."""
    for block in asked(one):
        yield Reach(numbered("coarse", *block, one.first, one.last), one.first, one.first)
