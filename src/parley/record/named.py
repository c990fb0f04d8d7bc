"""What ids begin with some letters, and which documents hold a statement or a claim, by rows."""

from sqlalchemy import Column, ColumnElement, Connection, select

from parley.record import deciding
from parley.record.chronology import reference
from parley.record.pages import LAST
from parley.record.tables import CURRENT, assertions, documents, members

MANY = 100
"""Ids that begin with some letters, of which no more are looked at."""
SAID = ("s", "i")
"""What the ids of statements and of interval claims begin with."""


def events_beginning(connection: Connection, name: str, with_known: bool = True) -> list[str]:
    """The ids of events that begin so, at most ``MANY`` of the desk's and of the reference's."""
    asked = select(members.c.id).where(_begins(members.c.id, name)).order_by(members.c.id)
    found = list(connection.scalars(asked.limit(MANY)))
    if with_known:
        found += [event.id for event in reference() if event.id.startswith(name)][:MANY]
    return found


def documents_named(connection: Connection, name: str, whole: bool = True) -> set[str]:
    """The documents in which a statement or a claim has this id; not ``whole``: begins so.

    One that an analyst has added has none of the assertions' ids, and is found by its decision.
    """
    ids = assertions.c.id
    asked = (
        select(assertions.c.doc)
        .join(
            documents,
            (documents.c.id == assertions.c.doc) & (documents.c.content == assertions.c.content),
        )
        .where(ids == name if whole else _begins(ids, name), assertions.c.kind != "event", CURRENT)
    )
    found = set(connection.scalars(asked.limit(MANY)))
    if name.startswith(SAID):
        found |= {
            target.doc
            for decision in deciding.of_acts(connection, ("add",))
            for target in decision.targets
            if target.kind != "event"
            and (target.id == name if whole else target.id.startswith(name))
        }
    return found


def _begins(column: Column[str], name: str) -> ColumnElement[bool]:
    return (column >= name) & (column < name + LAST)
