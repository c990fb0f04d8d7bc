"""A desk's documents one after the other in order of date, so that memory stays flat."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select

from parley.items import Document, Event, Item, from_json
from parley.record import deciding
from parley.record.bulk import pieces
from parley.record.effective import effective
from parley.record.index import ready
from parley.record.rows import rows
from parley.record.tables import CURRENT, assertions, documents, texts

AT_ONCE = 100
"""Documents read at a time."""


class Head(msgspec.Struct, frozen=True):
    """What decides a document's place."""

    id: str
    published: dt.date | None = None
    voice: str | None = None


class Told(NamedTuple):
    """A document and the events that hold of what is coded in it."""

    document: Document
    events: tuple[Item, ...]


def heads(connection: Connection) -> list[Head]:
    """The current documents by date and id, undated ones last."""
    if ready(connection):
        asked = select(texts.c.doc, texts.c.published, texts.c.voice).where(texts.c.current == 1)
        found = [head_of(*row) for row in connection.execute(asked)]
    else:
        decoder = msgspec.json.Decoder(Head)
        kept = (row for row in rows(connection, documents) if row.current)
        found = [decoder.decode(str(row.payload)) for row in kept]
    return sorted(found, key=place)


def head_of(doc: str, published: str, voice: str) -> Head:
    """A document as the index has it, in which nothing is ""."""
    return Head(doc, dt.date.fromisoformat(published) if published else None, voice or None)


def place(head: Head) -> tuple[dt.date, str]:
    """Order of documents: by date and id, undated ones last."""
    return head.published or dt.date.max, head.id


def by_date(connection: Connection, wanted: Sequence[Head], events: bool = True) -> Iterator[Told]:
    """These documents in this order, with their events where those are asked for.

    Decisions are applied.
    """
    for piece in pieces(wanted, AT_ONCE):
        ids = [head.id for head in piece]
        asked = select(documents.c.id, documents.c.payload).where(documents.c.id.in_(ids), CURRENT)
        found = {row.id: from_json(row.payload, Document) for row in connection.execute(asked)}
        own = _events(connection, found) if events else {}
        for key in ids:
            if key in found:
                yield Told(found[key], tuple(own.get(key, ())))


def _events(connection: Connection, given: Mapping[str, Document]) -> dict[str, list[Item]]:
    ids = list(given)
    asked = (
        select(assertions.c.payload)
        .join(
            documents,
            (documents.c.id == assertions.c.doc) & (documents.c.content == assertions.c.content),
        )
        .where(assertions.c.doc.in_(ids), CURRENT, assertions.c.kind == "event")
    )
    found = [from_json(row.payload, Event) for row in connection.execute(asked)]
    texts = {key: document.text for key, document in given.items()}
    own: dict[str, list[Item]] = defaultdict(list)
    for item in effective(found, deciding.read(connection, ids), texts).items:
        own[item.doc].append(item)
    return own
