"""Tables read in pieces, so that memory stays flat however large a desk is, and copied so."""

from collections.abc import Iterator

from sqlalchemy import Connection, Row, Table, delete, insert, select, tuple_

from parley.record.backends import Backend
from parley.record.bulk import PIECE, pieces
from parley.record.tables import CURRENT, DERIVED, SEARCH, dirty, documents, meta, metadata


def rows(connection: Connection, table: Table) -> Iterator[Row[tuple[object, ...]]]:
    """All rows of a table in order of its key, read a piece at a time."""
    key = tuple_(*table.primary_key.columns)
    places = [table.c.keys().index(column.name) for column in table.primary_key.columns]
    asked = select(table).order_by(*table.primary_key.columns).limit(PIECE)
    piece = connection.execute(asked).all()
    while piece:
        yield from piece
        last = tuple(piece[-1][place] for place in places)
        piece = connection.execute(asked.where(key > last)).all()


def is_empty(connection: Connection) -> bool:
    """Whether nobody has put anything into the desk."""
    kept = (table for table in metadata.sorted_tables if table.name != "meta")
    return all(connection.execute(select(table).limit(1)).first() is None for table in kept)


def copy(source: Connection, target: Connection, place: Backend) -> None:
    """Puts the rows of one desk in place of another's, in the transaction that is under way.

    Both have the tables of this version; ``place`` is the target's. What follows from other
    tables (``DERIVED``) is left empty, and asked for again: whoever keeps it makes it anew.
    """
    for table in reversed(metadata.sorted_tables):
        target.execute(delete(table))
    for table in metadata.sorted_tables:
        if table.info.get(DERIVED):
            continue
        for piece in pieces(rows(source, table)):
            target.execute(insert(table), [dict(row._mapping) for row in piece])
        if table.autoincrement_column is not None:
            place.numbered_on(target, table.autoincrement_column)
    target.execute(delete(meta).where(meta.c.key == SEARCH))  # its tables are empty now
    told = select(documents.c.id).where(CURRENT)
    target.execute(insert(dirty).from_select(["doc"], told))
