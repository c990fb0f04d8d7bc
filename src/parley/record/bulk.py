"""Many rows at once: as one statement for each piece, prepared once."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Table, delete, insert, tuple_

T = TypeVar("T")

PIECE = 500
"""Rows at a time."""


def pieces(given: Iterable[T], size: int = PIECE) -> Iterator[list[T]]:
    """Lists of at most ``size``, in order."""
    rest = iter(given)
    while piece := list(islice(rest, size)):
        yield piece


def keep(
    connection: Connection,
    table: Table,
    names: Sequence[str],
    rows: Iterable[tuple[object, ...]],
) -> None:
    """Puts rows into a table, in this order, the values in the order of ``names``."""
    if connection.dialect.name == "sqlite":
        # What the driver takes as it is: for many small rows SQLAlchemy's own way costs most.
        columns, marks = ", ".join(names), ", ".join("?" * len(names))
        statement = f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"
        for piece in pieces(rows, 20_000):
            connection.exec_driver_sql(statement, piece)
        return
    for piece in pieces(rows):
        connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in piece])


def drop(
    connection: Connection,
    table: Table,
    names: Sequence[str],
    rows: Iterable[tuple[object, ...]],
) -> None:
    """Takes rows out of a table, by the values of these columns."""
    if connection.dialect.name == "sqlite":
        condition = " AND ".join(f"{name} = ?" for name in names)
        statement = f"DELETE FROM {table.name} WHERE {condition}"
        for piece in pieces(rows, 20_000):
            connection.exec_driver_sql(statement, piece)
        return
    key = tuple_(*(table.c[name] for name in names))
    for piece in pieces(rows):
        connection.execute(delete(table).where(key.in_(piece)))
