"""The events that documents tell, as rows that the merge finds again: ``members`` and ``cells``."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import (
    Connection,
    and_,
    cast,
    column,
    delete,
    func,
    select,
    update,
    values,
)

from parley.items import Event, from_json, to_json
from parley.record.bulk import drop, keep, pieces
from parley.record.cells import Place, Reach, same
from parley.record.tables import assertions, cells, members
from parley.record.telling import Telling

Picks = tuple[tuple[int, float], ...]
"""The heads of the exact clusters that a coarse telling fits best, two at the most; how well."""


class Member(msgspec.Struct, frozen=True, gc=False):
    """A telling and its standing: see ``tables.members``."""

    number: int
    telling: Telling
    rep: int
    head: int
    picks: Picks = ()
    event: str | None = None

    @property
    def among(self) -> bool:
        """Whether it is exact, or coarse and of no exact cluster."""
        return self.telling.precise or not self.picks or self.head != self.picks[0][0]


class New(msgspec.Struct, frozen=True, gc=False):
    """A new event that a document tells; ``changed``: all of it, if it is not as it was coded."""

    id: str
    doc: str
    content: str
    changed: Event | None = None


_ENCODER = msgspec.json.Encoder(order="deterministic")
STANDING = ("rep", "head", "chosen", "fit", "rival", "second", "event")
_STANDING = select(members.c.number, members.c.telling, *(members.c[name] for name in STANDING))
_TOLD = (
    select(
        members.c.number, func.coalesce(members.c.payload, assertions.c.payload).label("payload")
    )
    .select_from(members)
    .outerjoin(
        assertions,
        and_(
            assertions.c.id == members.c.id,
            assertions.c.doc == members.c.doc,
            assertions.c.content == members.c.content,
        ),
    )
)


def read(row: Sequence[Any]) -> Member:
    """A member from what is kept of it."""
    number, one, rep, head, chosen, fit, rival, second, event = row
    picks = ((chosen, fit), (rival, second)) if rival is not None else ((chosen, fit),)
    return Member(
        number, from_json(one, Telling), rep, head, () if chosen is None else picks, event
    )


def having(connection: Connection, name: str, wanted: Collection[Any]) -> Iterator[Member]:
    """Members by what stands in a column of theirs."""
    for piece in pieces(sorted(wanted)):
        for row in connection.execute(_STANDING.where(members.c[name].in_(piece))):
            yield read(row)


def told(
    connection: Connection, numbers: Collection[int], news: Mapping[int, New]
) -> dict[int, Event]:
    """The events that members tell, by number; ``news``: those that are not kept yet."""
    out = {n: one.changed for n in numbers if (one := news.get(n)) is not None and one.changed}
    for piece in pieces(sorted(n for n in numbers if n not in news)):
        for number, payload in connection.execute(_TOLD.where(members.c.number.in_(piece))).all():
            out[number] = from_json(payload, Event)
    coded = {
        (one.id, one.doc, one.content): number
        for number in numbers
        if number not in out and (one := news.get(number)) is not None
    }
    for ids in pieces(sorted({key[0] for key in coded})):
        for *found, payload in connection.execute(_CODED.where(assertions.c.id.in_(ids))).all():
            if (place := coded.get(tuple(found))) is not None:
                out[place] = from_json(payload, Event)
    return out


_CODED = select(assertions.c.id, assertions.c.doc, assertions.c.content, assertions.c.payload)


def highest(connection: Connection) -> int:
    """The highest number that a member bears, 0 without any."""
    return int(connection.scalar(select(func.max(members.c.number))) or 0)


MEMBERS = ("number", "id", "doc", "content", "telling", "payload", "same", *STANDING)
CELLS = ("cell", "day", "member")


def members_of(several: Iterable[tuple[Member, New]]) -> Iterator[tuple[object, ...]]:
    """The rows that members are kept as."""
    return (
        (
            member.number,
            one.id,
            one.doc,
            one.content,
            _ENCODER.encode(member.telling).decode(),
            to_json(one.changed) if one.changed else None,
            same(member.telling),
            *_standing(member),
        )
        for member, one in several
    )


def added(connection: Connection, several: Iterable[tuple[Member, New]]) -> None:
    """Keeps members that are new, with their standing."""
    keep(connection, members, MEMBERS, members_of(several))


def _standing(member: Member) -> tuple[object, ...]:
    picks = [value for pick in member.picks for value in pick]
    return member.rep, member.head, *picks, *[None] * (4 - len(picks)), member.event


def stands(connection: Connection, changed: Iterable[Member]) -> None:
    """Notes the standing of members that have been kept before."""
    if connection.dialect.name == "sqlite":
        columns = ", ".join(f"{name} = ?" for name in STANDING)
        statement = f"UPDATE members SET {columns} WHERE number = ?"
        rows = ((*_standing(m), m.number) for m in changed)
        for several in pieces(rows, 20_000):
            connection.exec_driver_sql(statement, several)
        return
    names = ("number", *STANDING)
    for piece in pieces(changed):
        table = values(*(column(name, members.c[name].type) for name in names)).data(
            [(m.number, *_standing(m)) for m in piece]
        )
        new = table.cte("new")
        # Where a column has no value at all, a server does not know what kind of value it lacks.
        standing = {name: cast(new.c[name], members.c[name].type) for name in STANDING}
        connection.execute(update(members).where(members.c.number == new.c.number).values(standing))


def removed(connection: Connection, numbers: Iterable[int]) -> None:
    """Takes away members; what they were found by stays."""
    for piece in pieces(numbers):
        connection.execute(delete(members).where(members.c.number.in_(piece)))


def cells_of(found: Iterable[tuple[Place, int]]) -> list[tuple[int, int, int]]:
    """The rows by which members are found at these places, in order."""
    return sorted({(cell, day, number) for (cell, day), number in found})


def placed(connection: Connection, found: Iterable[tuple[Place, int]]) -> None:
    """Lets members be found at these places."""
    keep(connection, cells, CELLS, cells_of(found))


def displaced(connection: Connection, found: Iterable[tuple[Place, int]]) -> None:
    """Undoes ``placed``."""
    drop(connection, cells, CELLS, cells_of(found))


def within(
    connection: Connection, reaches: Iterable[Reach], heads: bool = False
) -> Iterator[tuple[int, int, Any]]:
    """Cell, day and member, for ``read``, of all within reach; ``heads``: of clusters' heads alone.

    A member may come several times.
    """
    columns = ", ".join(f"members.{name}" for name in ("number", "telling", *STANDING))
    which = "JOIN members ON members.number = cells.member"
    if heads:
        which += " AND members.head = members.number"
    for piece in pieces(_united(reaches)):
        asked = _reached(f"cells.cell, cells.day, {columns}", piece, which)
        for cell, day, *row in connection.exec_driver_sql(asked):
            yield cell, day, row


def counted(connection: Connection, reaches: Iterable[Reach]) -> dict[Reach, int]:
    """How many members lie within each reach."""
    several = sorted(set(reaches), key=lambda r: (r.cell, r.first, r.last))
    out = dict.fromkeys(several, 0)
    for piece in pieces(several):
        columns = "reach.cell, reach.first, reach.last"
        asked = f"{_reached(f'{columns}, count(*)', piece)} GROUP BY {columns}"
        for cell, first, last, number in connection.exec_driver_sql(asked):
            out[Reach(cell, first, last)] = number
    return out


def _united(reaches: Iterable[Reach]) -> list[Reach]:
    """The same with those of one cell that meet made one."""
    out: list[Reach] = []
    for one in sorted(set(reaches), key=lambda r: (r.cell, r.first, r.last)):
        if out and out[-1].cell == one.cell and one.first <= out[-1].last + 1:
            out[-1] = Reach(one.cell, out[-1].first, max(out[-1].last, one.last))
        else:
            out.append(one)
    return out


def _reached(columns: str, piece: Iterable[Reach], joined: str = "") -> str:
    """A query for what lies within reach.

    Written as text: it holds nothing but numbers, never comes again, and both databases take it.
    """
    rows = ", ".join(f"({int(r.cell)}, {int(r.first)}, {int(r.last)})" for r in piece)
    return (
        f"WITH reach (cell, first, last) AS (VALUES {rows}) SELECT {columns}"
        f" FROM reach JOIN cells ON cells.cell = reach.cell {joined}"
        " WHERE cells.day >= reach.first AND cells.day <= reach.last"
    )
