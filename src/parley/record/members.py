"""The events that documents tell, as rows that the merge finds again: ``members`` and ``cells``."""

from collections.abc import Collection, Iterable, Iterator
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
from parley.record.cells import Place, Reach
from parley.record.tables import assertions, cells, members
from parley.record.telling import Telling


class Member(msgspec.Struct, frozen=True, gc=False):
    """A telling and its standing: see ``tables.members``."""

    number: int
    telling: Telling
    head: int | None = None
    chosen: int | None = None
    event: str | None = None

    @property
    def left(self) -> bool:
        """Whether it is coarse and of no exact cluster."""
        return not self.telling.precise and (self.chosen is None or self.head != self.chosen)


class New(msgspec.Struct, frozen=True, gc=False):
    """An event that a document tells; ``changed`` where it is not as it was coded there."""

    event: Event
    content: str
    changed: bool = False


_ENCODER = msgspec.json.Encoder(order="deterministic")
_STANDING = select(
    members.c.number, members.c.telling, members.c.head, members.c.chosen, members.c.event
)
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


def having(connection: Connection, name: str, wanted: Collection[Any]) -> Iterator[Member]:
    """Members by what stands in a column of theirs."""
    for piece in pieces(sorted(wanted)):
        for row in connection.execute(_STANDING.where(members.c[name].in_(piece))):
            one = from_json(row.telling, Telling)
            yield Member(row.number, one, row.head, row.chosen, row.event)


def told(connection: Connection, numbers: Collection[int]) -> dict[int, Event]:
    """The events that members tell, by number."""
    return {
        row.number: from_json(row.payload, Event)
        for piece in pieces(sorted(numbers))
        for row in connection.execute(_TOLD.where(members.c.number.in_(piece)))
    }


def highest(connection: Connection) -> int:
    """The highest number that a member bears, 0 without any."""
    return int(connection.scalar(select(func.max(members.c.number))) or 0)


def added(connection: Connection, new: Iterable[tuple[Member, New]]) -> None:
    """Keeps members that are new, with their standing."""
    names = ("number", "id", "doc", "content", "telling", "payload", "head", "chosen", "event")
    rows = (
        (
            member.number,
            one.event.id,
            one.event.doc,
            one.content,
            _ENCODER.encode(member.telling).decode(),
            to_json(one.event) if one.changed else None,
            member.head,
            member.chosen,
            member.event,
        )
        for member, one in new
    )
    keep(connection, members, names, rows)


def stands(connection: Connection, changed: Iterable[Member]) -> None:
    """Notes the standing of members that have been kept before."""
    names = ("number", "head", "chosen", "event")
    if connection.dialect.name == "sqlite":
        statement = "UPDATE members SET head = ?, chosen = ?, event = ? WHERE number = ?"
        rows = ((m.head, m.chosen, m.event, m.number) for m in changed)
        for several in pieces(rows, 20_000):
            connection.exec_driver_sql(statement, several)
        return
    for piece in pieces(changed):
        table = values(*(column(name, members.c[name].type) for name in names)).data(
            [(m.number, m.head, m.chosen, m.event) for m in piece]
        )
        new = table.cte("new")
        # Where a column has no value at all, a server does not know what kind of value it lacks.
        standing = {name: cast(new.c[name], members.c[name].type) for name in names[1:]}
        connection.execute(update(members).where(members.c.number == new.c.number).values(standing))


def removed(connection: Connection, docs: Collection[str]) -> list[Member]:
    """Takes away what documents tell; returns what it was."""
    gone = list(having(connection, "doc", docs))
    for piece in pieces([member.number for member in gone]):
        connection.execute(delete(cells).where(cells.c.member.in_(piece)))
        connection.execute(delete(members).where(members.c.number.in_(piece)))
    return gone


def placed(connection: Connection, found: Iterable[tuple[Place, int]]) -> None:
    """Lets members be found at these places."""
    rows = sorted({(cell, day, number) for (cell, day), number in found})
    keep(connection, cells, ("cell", "day", "member"), rows)


def displaced(connection: Connection, found: Iterable[tuple[Place, int]]) -> None:
    """Undoes ``placed``."""
    rows = sorted({(cell, day, number) for (cell, day), number in found})
    drop(connection, cells, ("cell", "day", "member"), rows)


def within(connection: Connection, reaches: Iterable[Reach]) -> Iterator[tuple[int, int, int]]:
    """Cell, day and number of all members within reach; some may come twice."""
    for piece in pieces(_ordered(reaches)):
        columns = "cells.cell, cells.day, cells.member"
        yield from connection.exec_driver_sql(_reached(columns, piece))


def counted(connection: Connection, reaches: Iterable[Reach]) -> dict[Reach, int]:
    """How many members lie within each reach; those without any are left out."""
    out: dict[Reach, int] = {}
    for piece in pieces(_ordered(reaches)):
        columns = "reach.cell, reach.first, reach.last"
        asked = f"{_reached(f'{columns}, count(*)', piece)} GROUP BY {columns}"
        for cell, first, last, number in connection.exec_driver_sql(asked):
            out[Reach(cell, first, last)] = number
    return out


def _ordered(reaches: Iterable[Reach]) -> list[Reach]:
    return sorted(set(reaches), key=lambda r: (r.cell, r.first, r.last))


def _reached(columns: str, piece: Iterable[Reach]) -> str:
    """A query for what lies within reach.

    Written as text: it holds nothing but numbers, never comes again, and both databases take it.
    """
    rows = ", ".join(f"({int(r.cell)}, {int(r.first)}, {int(r.last)})" for r in piece)
    return (
        f"WITH reach (cell, first, last) AS (VALUES {rows}) SELECT {columns}"
        " FROM reach JOIN cells ON cells.cell = reach.cell"
        " WHERE cells.day >= reach.first AND cells.day <= reach.last"
    )
