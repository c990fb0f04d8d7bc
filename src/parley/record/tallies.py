"""How many events there are of each kind, kept beside them: nobody counts a whole record."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from sqlalchemy import Connection, select

from parley.record.bulk import drop, keep, pieces
from parley.record.tables import tallies

WHOLE = ""
"""The year that stands for all of them."""
UNDATED = "9999"
"""The year of events without a date."""
MARKS = 1 << 60
_NAMES = ("facet", "year", "n", "mark")

Key = tuple[str, str]


class Sums:
    """What is to be added to the tallies, and taken from them."""

    def __init__(self) -> None:
        self._numbers: dict[Key, int] = defaultdict(int)
        self._marks: dict[Key, int] = defaultdict(int)

    def event(
        self, start: dt.date | None, found_by: Iterable[str], payload: str, sign: int = 1
    ) -> None:
        """Counts an event in, or out with a ``sign`` of -1: its day, its facets, and all of it."""
        year = f"{start.year:04}" if start else UNDATED
        mark = sign * int.from_bytes(blake2b(payload.encode(), digest_size=7).digest())
        numbers, marks = self._numbers, self._marks
        for facet in found_by:
            numbers[facet, year] += sign
            whole = facet, WHOLE
            numbers[whole] += sign
            marks[whole] += mark

    def take(self, other: "Sums") -> None:
        """Adds what another has come to."""
        for ours, theirs in ((self._numbers, other._numbers), (self._marks, other._marks)):
            for key, number in theirs.items():
                ours[key] += number

    def several(self, counted: Mapping[str, int], sign: int = 1) -> None:
        """Counts other things, by what they are called."""
        for facet, n in counted.items():
            self._numbers[facet, WHOLE] += sign * n

    def kept(self, connection: Connection) -> None:
        """Writes what has come together."""
        keys: dict[str, list[Key]] = {}
        for key in sorted({*self._numbers, *self._marks}):
            keys.setdefault(key[0], []).append(key)
        for piece in pieces(keys):
            # By the facet alone: SQLite finds no pairs by an index.
            asked = select(tallies).where(tallies.c.facet.in_(piece))
            before = {(row.facet, row.year): (row.n, row.mark) for row in connection.execute(asked)}
            wanted = [key for facet in piece for key in keys[facet]]
            drop(connection, tallies, _NAMES[:2], [key for key in wanted if key in before])
            rows = []
            for key in wanted:
                number, mark = before.get(key, (0, 0))
                number += self._numbers[key]
                if number:
                    rows.append((*key, number, (mark + self._marks[key]) % MARKS))
            keep(connection, tallies, _NAMES, rows)


def number(connection: Connection, facet: str, year: str = WHOLE) -> int:
    """How many there are of a kind, of all or of a year."""
    asked = select(tallies.c.n).where(tallies.c.facet == facet, tallies.c.year == year)
    return int(connection.scalar(asked) or 0)


def numbers(connection: Connection, prefix: str) -> dict[str, int]:
    """How many there are of each kind that a word stands before, by what comes after it."""
    begin = f"{prefix} "
    asked = select(tallies.c.facet, tallies.c.n).where(
        tallies.c.facet >= begin, tallies.c.facet < f"{prefix}!", tallies.c.year == WHOLE
    )
    return {row.facet.removeprefix(begin): row.n for row in connection.execute(asked)}


def marks(connection: Connection, prefix: str) -> dict[str, int]:
    """The same with what differs where the events of a kind do."""
    begin = f"{prefix} "
    asked = select(tallies.c.facet, tallies.c.mark).where(
        tallies.c.facet >= begin, tallies.c.facet < f"{prefix}!", tallies.c.year == WHOLE
    )
    return {row.facet.removeprefix(begin): row.mark for row in connection.execute(asked)}


def mark(connection: Connection, facet: str) -> int:
    """What differs where the events that have a facet do."""
    asked = select(tallies.c.mark).where(tallies.c.facet == facet, tallies.c.year == WHOLE)
    return int(connection.scalar(asked) or 0)


def by_year(connection: Connection, facets: Iterable[str]) -> Counter[str]:
    """How many events begin in each year, of several kinds that have none in common."""
    found: Counter[str] = Counter()
    for piece in pieces(facets):
        asked = select(tallies.c.year, tallies.c.n).where(
            tallies.c.facet.in_(piece), tallies.c.year > WHOLE
        )
        for row in connection.execute(asked):
            found[row.year] += row.n
    return found
