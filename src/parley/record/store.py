"""The desk's store: documents, what is coded in them, and the events that follow.

One SQLite file in WAL mode. A document and its items are written in one transaction, so that a
process killed in the middle leaves whole documents only. Merged events are a function of the
assertions and are computed on reading.
"""

import datetime as dt
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import msgspec
from sqlalchemy import Connection, Engine, create_engine, delete, event, insert, inspect, select
from sqlalchemy import update as change
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from parley.items import Document, Item, content_id, from_json, to_json
from parley.record.tables import SCHEMA_VERSION, aliases, assertions, documents, meta, metadata

FILE = "desk.sqlite"
WAIT_SECONDS = 30

Fate = Literal["added", "updated", "unchanged"]


class StoreError(Exception):
    """A desk that cannot be used; the message names the file and what to do."""


def content_of(document: Document) -> str:
    """The key of a document's content: its text and all that decides what is coded in it."""
    parts = (document.text, document.lang, document.published, document.voice, document.title)
    return content_id("c", *parts, *document.columns)


class Store:
    """Documents and assertions of one desk; ``open`` it, and close it after."""

    def __init__(self, engine: Engine, path: Path, writable: bool) -> None:
        self._engine = engine
        self._path = path
        self._writable = writable

    @classmethod
    def exists(cls, directory: Path) -> bool:
        """Whether there is a desk in the folder."""
        return (directory / FILE).is_file()

    @classmethod
    def open(cls, directory: Path) -> Self:
        """The store in ``directory``, made there where there is none.

        A desk that may not be written can be read all the same. Raises ``StoreError`` where the
        folder cannot be used, the file is no desk or damaged, or a newer version made it.
        """
        path = directory / FILE
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise StoreError(f"{directory}: cannot be used as a desk: {fault.strerror}") from fault
        writable = not path.exists() or all(os.access(p, os.W_OK) for p in (directory, path))
        if not writable and _unfinished(path):
            raise StoreError(
                f"{path}: may not be written, and a run on it was cut off; make the folder"
                " writable, or copy all of it to one that is"
            )
        store = cls(_engine(path, writable), path, writable)
        try:
            with store._faults():
                store._prepare()
        except StoreError:
            store.close()
            raise
        return store

    def _prepare(self) -> None:
        with self._writing() if self._writable else self._engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            if tables and meta.name not in tables:
                raise StoreError(f"{self._path}: is no desk of Parley{_ELSEWHERE}")
            if self._writable:
                metadata.create_all(connection)
            version = connection.scalar(select(meta.c.value).where(meta.c.key == "schema"))
            if version is None and self._writable:
                connection.execute(insert(meta).values(key="schema", value=str(SCHEMA_VERSION)))
            elif not str(version).isdigit():
                raise StoreError(f"{self._path}: is no desk of Parley{_ELSEWHERE}")
            elif int(str(version)) > SCHEMA_VERSION:
                raise StoreError(
                    f"{self._path}: made by a newer version of Parley (desk version {version}, this"
                    f" one reads up to {SCHEMA_VERSION}); update Parley or choose another folder"
                    " with --desk"
                )

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that waits for other writers before it reads what it depends on."""
        with self._engine.execution_options(writing=True).begin() as connection:
            yield connection

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """What goes wrong with the database, as a ``StoreError`` that names the file."""
        try:
            yield
        except DatabaseError as fault:
            raise StoreError(f"{self._path}: {_told(fault)}") from fault
        except msgspec.DecodeError as fault:
            raise StoreError(f"{self._path}: damaged ({fault}){_MEND}") from fault

    def writable(self) -> None:
        """Raises ``StoreError`` where nothing can be added."""
        if not self._writable:
            raise StoreError(
                f"{self._path}: may be read, not written; make it and its folder writable, or"
                " choose another folder with --desk"
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

    def holds(self, document: Document, coder: str) -> bool:
        """Whether this document with this content is kept as coded by ``coder``."""
        content = content_of(document)
        with self._faults(), self._engine.connect() as connection:
            return self._held(connection, document.id, content, coder)

    def _held(self, connection: Connection, key: str, content: str, coder: str) -> bool:
        row = connection.execute(
            select(documents.c.coder).where(
                documents.c.id == key, documents.c.content == content, documents.c.current == 1
            )
        ).first()
        if row is not None:
            return bool(row.coder == coder)
        alias = connection.scalar(
            select(aliases.c.id).where(aliases.c.alias == key, aliases.c.content == content)
        )
        return alias is not None

    def add(self, document: Document, items: Sequence[Item], coder: str) -> Fate:
        """Keeps a document and its items, all or nothing.

        The same id with other content supersedes the older version; the same content under
        another id is noted as an alias, the smaller id staying whichever came first. Raises
        ``StoreError`` where the desk cannot be written.
        """
        self.writable()
        content = content_of(document)
        with self._faults(), self._writing() as connection:
            if self._held(connection, document.id, content, coder):
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
            return "added" if before is None else "updated"

    def _retire(self, connection: Connection, key: str) -> None:
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

    def documents(self) -> list[Document]:
        """The current documents by date and id, undated ones last."""
        with self._faults(), self._engine.connect() as connection:
            rows = connection.execute(select(documents.c.payload).where(documents.c.current == 1))
            found = [from_json(row.payload, Document) for row in rows]
        return sorted(found, key=lambda d: (d.published or dt.date.max, d.id))

    def versions(self, key: str) -> list[Document]:
        """All versions kept of a document, the current one last."""
        with self._faults(), self._engine.connect() as connection:
            rows = connection.execute(
                select(documents.c.payload)
                .where(documents.c.id == key)
                .order_by(documents.c.current, documents.c.content)
            )
            return [from_json(row.payload, Document) for row in rows]

    def assertions(self) -> list[Item]:
        """Items of the current documents as coded, by document and place."""
        with self._faults(), self._engine.connect() as connection:
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


_ELSEWHERE = "; choose another folder with --desk"
_MEND = "; restore it from a copy, or run the documents into another folder with --desk"


def _told(fault: DatabaseError) -> str:
    """What SQLite says, and what to do about it."""
    code = getattr(fault.orig, "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_NOTADB:
            return f"is no desk of Parley ({fault.orig}){_ELSEWHERE}"
        case sqlite3.SQLITE_CORRUPT:
            return f"damaged ({fault.orig}){_MEND}"
        case sqlite3.SQLITE_BUSY:
            return f"another run has been writing for {WAIT_SECONDS} s; try again when it is done"
        case _:
            return f"cannot be used: {fault.orig}{_ELSEWHERE}"


def _unfinished(path: Path) -> bool:
    """Whether changes wait beside the file that only a writer can bring into it."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _engine(path: Path, writable: bool) -> Engine:
    def connect() -> sqlite3.Connection:
        # What may not be written has no writers: SQLite needs no lock on it, and can make none.
        place = str(path) if writable else path.resolve().as_uri() + "?mode=ro&immutable=1"
        return sqlite3.connect(
            place, timeout=WAIT_SECONDS, check_same_thread=False, uri=not writable
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "connect", _pragmas if writable else _plainly)
    event.listen(engine, "begin", _begin)
    return engine


def _plainly(connection: Any, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin where _begin says so


def _pragmas(connection: Any, entry: ConnectionPoolEntry) -> None:
    _plainly(connection, entry)
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
