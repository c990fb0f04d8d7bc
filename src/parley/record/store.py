"""The desk's store: documents, what is coded in them, and the events that follow.

A database, embedded or on a server (see ``backends``). A document and its items are written in
one transaction, so that a process killed in the middle leaves whole documents only. Merged events
follow from the assertions: ``parley.record.renewal`` keeps them.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Literal, Self

import msgspec
from sqlalchemy import Connection, Engine, delete, insert, select, union_all
from sqlalchemy import update as change
from sqlalchemy.exc import DBAPIError

from parley.items import Document, Item, content_id, from_json, to_json
from parley.record import index
from parley.record.backends import Address, Backend, backend
from parley.record.bulk import pieces
from parley.record.faults import MEND, READ_ONLY, DamagedError, ReadOnlyError, StoreError
from parley.record.schema import brought_forward, is_newest
from parley.record.tables import CURRENT, aliases, assertions, dirty, documents

Fate = Literal["added", "updated", "unchanged"]


def content_of(document: Document) -> str:
    """The key of a document's content: its text and all that decides what is coded in it."""
    parts = (document.text, document.lang, document.published, document.voice, document.title)
    return content_id("c", *parts, *document.columns)


class Store:
    """Documents and assertions of one desk; ``open`` it, and close it after."""

    def __init__(self, place: Backend, engine: Engine, writable: bool) -> None:
        self._place = place
        self._engine = engine
        self._writable = writable

    @classmethod
    def exists(cls, address: Address) -> bool:
        """Whether there is a desk. Raises ``StoreError`` where a server cannot be asked."""
        return backend(address).exists()

    @classmethod
    def open(cls, address: Address) -> Self:
        """The store in a folder or at ``postgresql://…``, made there where there is none.

        A desk that an older version made is brought forward. One that may not be written can be
        read all the same. Raises ``StoreError`` where the place cannot be used, has no desk but
        something else, is damaged, or a newer version made it.
        """
        place = backend(address)
        store = cls(place, *place.engine())
        try:
            with store._faults():
                store._prepare()
        except StoreError:
            store.close()
            raise
        return store

    def _prepare(self) -> None:
        with self._engine.connect() as connection:  # who only reads waits for no writer
            if is_newest(connection, self._place) and index.ready(connection):
                return
        with self._locked() if self._writable else self._engine.connect() as connection:
            brought_forward(connection, self._place, self._writable)
            if self._writable:
                index.kept_up(connection)

    @property
    def place(self) -> Backend:
        """Where the desk lies."""
        return self._place

    @property
    def engine(self) -> Engine:
        """The database."""
        return self._engine

    @property
    def may_write(self) -> bool:
        """Whether something can be added."""
        return self._writable

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the desk, whoever writes meanwhile.

        Raises ``StoreError`` where the database cannot be read.
        """
        with self._faults(), self._engine.connect() as connection:
            self._place.snapshot(connection)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that waits for other writers before it reads what it depends on.

        All of it is kept, or nothing. Raises ``StoreError`` where the desk cannot be written.
        """
        self.writable()
        with self._faults(), self._locked() as connection:
            yield connection

    @contextmanager
    def _locked(self) -> Iterator[Connection]:
        with self._engine.execution_options(writing=True).begin() as connection:
            self._place.lock(connection)
            yield connection

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """What goes wrong with the database, as a ``StoreError`` that names the place."""
        try:
            yield
        except DBAPIError as fault:
            raise self._place.refusal(fault) from fault
        except msgspec.DecodeError as fault:
            raise DamagedError(f"{self._place.name}: damaged ({fault}){MEND}") from fault

    def writable(self) -> None:
        """Raises ``StoreError`` where nothing can be added."""
        if not self._writable:
            raise ReadOnlyError(
                f"{self._place.name}: {READ_ONLY}; {self._place.remedy}, or choose another desk"
                " with --desk"
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the database."""
        self._engine.dispose()

    def holds(self, given: Sequence[Document], coder: str) -> list[bool]:
        """Of each document, whether it is kept with this content as coded by ``coder``."""
        found: list[bool] = []
        with self.reading() as connection:
            for piece in pieces(given):
                found += _held(connection, piece, coder)
        return found

    def stale(self, coder: str) -> list[Document]:
        """The current documents that another coder has coded, by id."""
        current = select(documents.c.payload).where(CURRENT)
        asked = union_all(  # an index finds what comes before and after, and not what differs
            current.where(documents.c.coder < coder), current.where(documents.c.coder > coder)
        )
        with self.reading() as connection:
            found = [from_json(row.payload, Document) for row in connection.execute(asked)]
        return sorted(found, key=lambda d: d.id)

    def add(self, document: Document, items: Sequence[Item], coder: str) -> Fate:
        """Keeps a document and its items, all or nothing.

        The same id with other content supersedes the older version; the same content under
        another id is noted as an alias, the smaller id staying whichever came first. Raises
        ``StoreError`` where the desk cannot be written.
        """
        content = content_of(document)
        with self.writing() as connection:
            if _held(connection, [document], coder)[0]:
                return "unchanged"
            twin = connection.scalar(
                select(documents.c.id).where(
                    documents.c.content == content,
                    documents.c.current == 1,
                    documents.c.id != document.id,
                )
            )
            if twin is not None:
                if twin <= document.id:
                    self._retire(connection, document.id)
                    self._alias(connection, document.id, content, twin)
                    return "unchanged"
                self._retire(connection, twin)
                self._alias(connection, twin, content, document.id)
            before = connection.scalar(
                select(documents.c.content).where(
                    documents.c.id == document.id, documents.c.current == 1
                )
            )
            self._retire(connection, document.id)
            connection.execute(
                delete(documents).where(
                    documents.c.id == document.id, documents.c.content == content
                )
            )
            connection.execute(
                delete(assertions).where(
                    assertions.c.doc == document.id, assertions.c.content == content
                )
            )
            kept = msgspec.structs.replace(document, path=None)  # where it lay is no part of it
            connection.execute(
                insert(documents).values(
                    id=document.id, content=content, current=1, coder=coder, payload=to_json(kept)
                )
            )
            changed(connection, [document.id])
            if items:
                connection.execute(
                    insert(assertions),
                    [
                        {
                            "id": item.id,
                            "doc": document.id,
                            "content": content,
                            "kind": type(item).__struct_config__.tag,
                            "payload": to_json(item),
                        }
                        for item in items
                    ],
                )
            index.put(connection, document, content, items)
            return "added" if before is None else "updated"

    def _retire(self, connection: Connection, key: str) -> None:
        index.retire(connection, key)
        changed(connection, [key])
        connection.execute(
            change(documents)
            .where(documents.c.id == key, documents.c.current == 1)
            .values(current=0)
        )

    def _alias(self, connection: Connection, alias: str, content: str, key: str) -> None:
        connection.execute(
            delete(aliases).where(aliases.c.alias == alias, aliases.c.content == content)
        )
        connection.execute(insert(aliases).values(alias=alias, content=content, id=key))

    def reindex(self) -> None:
        """Makes the index for search anew. Raises ``StoreError`` where it cannot be written."""
        with self.writing() as connection:
            index.made(connection)

    def documents(self) -> list[Document]:
        """The current documents by date and id, undated ones last."""
        with self.reading() as connection:
            rows = connection.execute(select(documents.c.payload).where(documents.c.current == 1))
            found = [from_json(row.payload, Document) for row in rows]
        return sorted(found, key=lambda d: (d.published or dt.date.max, d.id))

    def versions(self, key: str) -> list[Document]:
        """All versions kept of a document, the current one last."""
        with self.reading() as connection:
            rows = connection.execute(
                select(documents.c.payload)
                .where(documents.c.id == key)
                .order_by(documents.c.current, documents.c.content)
            )
            return [from_json(row.payload, Document) for row in rows]

    def assertions(self) -> list[Item]:
        """Items of the current documents as coded, by document and place."""
        with self.reading() as connection:
            rows = connection.execute(
                select(assertions.c.payload)
                .join(
                    documents,
                    (documents.c.id == assertions.c.doc)
                    & (documents.c.content == assertions.c.content),
                )
                .where(documents.c.current == 1)
            )
            found: list[Item] = [msgspec.json.decode(row.payload, type=Item) for row in rows]
        return sorted(found, key=lambda i: (i.doc, i.evidence[0].start if i.evidence else 0, i.id))


def changed(connection: Connection, docs: Collection[str]) -> None:
    """Notes documents whose events are to be gathered anew."""
    connection.execute(delete(dirty).where(dirty.c.doc.in_(docs)))
    connection.execute(insert(dirty), [{"doc": doc} for doc in docs])


def _held(connection: Connection, given: Sequence[Document], coder: str) -> list[bool]:
    ids = [document.id for document in given]
    asked = select(documents.c.id, documents.c.content, documents.c.coder)
    rows = connection.execute(asked.where(documents.c.id.in_(ids), documents.c.current == 1))
    current = {(row.id, row.content): row.coder for row in rows}
    others = select(aliases.c.alias, aliases.c.content).where(aliases.c.alias.in_(ids))
    copies = {tuple(row) for row in connection.execute(others)}
    found = []
    for document in given:
        key = document.id, content_of(document)
        found.append(current[key] == coder if key in current else key in copies)
    return found
