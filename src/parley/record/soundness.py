"""Whether a desk's data are what Parley put there."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, Row, func, select

from parley.coding.ids import item_id
from parley.items import (
    Document,
    Event,
    Item,
    MergedEvent,
    Problem,
    Statement,
    from_json,
)
from parley.record import deciding, index
from parley.record.faults import StoreError
from parley.record.rows import rows
from parley.record.store import Store, content_of
from parley.record.tables import aliases, assertions, dirty, documents, events, members

T = TypeVar("T")


def check(store: Store) -> list[Problem]:
    """What is wrong with a desk: nothing, as long as nobody but Parley has touched its data.

    The database's own checks come first, then what Parley holds to: payloads decode and bear the
    ids and the content key of their row, assertions belong to documents and quote them, ids of
    items follow from what they rest on, one version of a document is current and no other has its
    content, an alias leads to a document, an event kept rests on the tellings joined in it. Where
    the data cannot be read to the end, the last problem says so.
    """
    found: list[Problem] = []
    try:
        with store.reading() as connection:
            found += (Problem(store.place.name, fault) for fault in store.place.faults(connection))
            found += laws(connection)
    except StoreError as fault:
        place, _, said = str(fault).partition(f"{store.place.name}: ")
        found.append(Problem(place or store.place.name, said))
    return found


def laws(connection: Connection) -> Iterator[Problem]:
    """What Parley holds to, of all that can be read in a transaction."""
    indexed = index.ready(connection)
    for row in rows(connection, documents):
        document = _decoded(row.payload, Document, f"document {row.id}")
        if isinstance(document, Problem):
            yield document
            continue
        yield from _document(row, document)
        asked = select(assertions).where(
            assertions.c.doc == row.id, assertions.c.content == row.content
        )
        yield from _assertions(connection.execute(asked).all(), document)
        if indexed:
            yield from index.law(connection, document, str(row.content))
    yield from _lost(connection)
    yield from _twice(connection)
    yield from _gathered(connection)
    yield from deciding.laws(connection)
    if indexed:
        yield from index.laws(connection)


def _document(row: Row[tuple[object, ...]], document: Document) -> Iterator[Problem]:
    where = f"document {row.id}"
    if document.id != row.id:
        yield Problem(where, f"kept under another id than its own, {document.id}")
    if content_of(document) != row.content:
        yield Problem(where, "its content is not what its key was made of")


def _assertions(kept: Sequence[Row[tuple[object, ...]]], document: Document) -> Iterator[Problem]:
    shared: dict[tuple[str, int, int, str], list[Item]] = {}
    for row in kept:
        where = f"assertion {row.id} of {row.doc}"
        # msgspec decodes a union of tagged structs, which type[T] cannot tell.
        item = _decoded(row.payload, Item, where)  # type: ignore[arg-type]
        if isinstance(item, Problem):
            yield item
        elif (item.id, item.doc, _kind(item)) != (row.id, row.doc, row.kind):
            yield Problem(where, "kept under another id, document or kind than its own")
        elif any(document.text[e.start : e.end] != e.text for e in item.evidence):
            yield Problem(where, "what it quotes does not stand there in its document")
        elif item.evidence:
            first = item.evidence[0]
            shared.setdefault((_kind(item), first.start, first.end, _mode(item)), []).append(item)
    for (kind, start, end, mode), several in shared.items():
        # A language model's items have its name in what their id is made of.
        names = {mode, *(f"{mode} by {item.coder}" for item in several)}
        possible = {
            item_id(kind, document, start, end, name, ordinal)
            for name in names
            for ordinal in range(len(several))
        }
        for one in several:
            if one.id not in possible:
                where = f"assertion {one.id} of {one.doc}"
                yield Problem(where, "its id does not follow from what it rests on")


def _lost(connection: Connection) -> Iterator[Problem]:
    """What belongs to a document that is not there."""
    for table, owner in ((assertions, assertions.c.doc), (aliases, aliases.c.id)):
        there = (documents.c.id == owner) & (documents.c.content == table.c.content)
        asked = select(*table.primary_key.columns).outerjoin(documents, there)
        for row in connection.execute(asked.where(documents.c.id.is_(None))):
            yield Problem(f"{table.name} {row[0]}", "its document is not on the desk")


def _twice(connection: Connection) -> Iterator[Problem]:
    """Documents and contents that count more than once."""
    for column, told in (
        (documents.c.id, "versions count as current, not one"),
        (documents.c.content, "current documents have this content, which ought to count once"),
    ):
        number = func.count()
        asked = select(column, number).where(documents.c.current == 1).group_by(column)
        for key, counted in connection.execute(asked.having(number > 1)):
            yield Problem(f"document {key}", f"{counted} {told}")


def _gathered(connection: Connection) -> Iterator[Problem]:
    """Events kept that do not hold together; those of documents that wait to be gathered aside."""
    if connection.execute(select(dirty).limit(1)).first() is not None:
        return
    told: dict[str, set[tuple[str, str]]] = {}
    for row in rows(connection, members):
        told.setdefault(str(row.event), set()).add((str(row.id), str(row.doc)))
    for row in rows(connection, events):
        where = f"event {row.event}"
        event = _decoded(row.payload, MergedEvent, where)
        if isinstance(event, Problem):
            yield event
        elif {(s.assertion, s.doc) for s in event.sources} != told.pop(str(row.event), set()):
            yield Problem(where, "does not rest on the tellings that were joined in it")
    for place in sorted(told):
        yield Problem(f"event {place}", "is not there, but tellings of it are")


def _decoded(payload: str, kind: type[T], where: str) -> T | Problem:
    try:
        return from_json(payload, kind)
    except msgspec.DecodeError as fault:
        return Problem(where, f"damaged ({fault})")


def _kind(item: Item) -> str:
    return str(type(item).__struct_config__.tag)


def _mode(item: Item) -> str:
    """What of an item goes into its id, beside its kind and its first evidence."""
    if isinstance(item, Event):
        return item.mode
    return item.issue if isinstance(item, Statement) else item.relation
