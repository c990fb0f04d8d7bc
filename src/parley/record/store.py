"""The desk's store: documents, what is coded in them, and the events that follow.

One SQLite file in WAL mode. A document and its items are written in one transaction, so that a
process killed in the middle leaves whole documents only. Merged events are a function of the
assertions and are computed on reading.
"""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import msgspec
from sqlalchemy import Connection, Engine, create_engine, delete, event, insert, select, update
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from parley.items import Document, Item, content_id, from_json, to_json
from parley.record.tables import SCHEMA_VERSION, aliases, assertions, documents, meta, metadata

FILE = "desk.sqlite"
WAIT_SECONDS = 30

Fate = Literal["added", "updated", "unchanged"]


class StoreError(Exception):
    """A desk that cannot be used; the message names the file and what to do."""


def content_of(document: Document) -> str:
    """The key of a document's content: its text and all that decides what is coded in it."""
    return content_id(
        "c", document.text, document.lang, document.published, document.voice, document.title
    )


class Store:
    """Documents and assertions of one desk; ``open`` it, and close it after."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self._path = path

    @classmethod
    def exists(cls, directory: Path) -> bool:
        """Whether there is a desk in the folder."""
        return (directory / FILE).is_file()

    @classmethod
    def open(cls, directory: Path) -> Self:
        """The store in ``directory``, made there where there is none.

        Raises ``StoreError`` where the folder cannot be used, the file is no desk, or a newer
        version of Parley made it.
        """
        path = directory / FILE
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise StoreError(f"{directory}: cannot be used as a desk: {fault.strerror}") from fault
        engine = create_engine(
            f"sqlite:///{path}", connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False}
        )
        event.listen(engine, "connect", _pragmas)
        store = cls(engine, path)
        try:
            store._prepare()
        except OperationalError as fault:
            engine.dispose()
            raise StoreError(f"{path}: cannot be opened: {fault.orig}") from fault
        except DatabaseError as fault:
            engine.dispose()
            raise StoreError(
                f"{path}: is no desk of Parley ({fault.orig}); choose another folder with --desk"
            ) from fault
        except StoreError:
            engine.dispose()
            raise
        return store

    def _prepare(self) -> None:
        with self._engine.begin() as connection:
            metadata.create_all(connection)
            version = connection.scalar(select(meta.c.value).where(meta.c.key == "schema"))
            if version is None:
                connection.execute(insert(meta).values(key="schema", value=str(SCHEMA_VERSION)))
            elif int(version) > SCHEMA_VERSION:
                raise StoreError(
                    f"{self._path}: made by a newer version of Parley (desk version {version}, this"
                    f" one reads up to {SCHEMA_VERSION}); update Parley or choose another folder"
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

    def holds(self, document: Document, coder: str) -> bool:
        """Whether this document with this content is kept as coded by ``coder``."""
        content = content_of(document)
        with self._engine.connect() as connection:
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
        another id is noted as an alias, the smaller id staying whichever came first.
        """
        content = content_of(document)
        with self._engine.begin() as connection:
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
            update(documents)
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
        with self._engine.connect() as connection:
            rows = connection.execute(select(documents.c.payload).where(documents.c.current == 1))
            found = [from_json(row.payload, Document) for row in rows]
        return sorted(found, key=lambda d: (d.published or dt.date.max, d.id))

    def versions(self, key: str) -> list[Document]:
        """All versions kept of a document, the current one last."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(documents.c.payload)
                .where(documents.c.id == key)
                .order_by(documents.c.current, documents.c.content)
            )
            return [from_json(row.payload, Document) for row in rows]

    def assertions(self) -> list[Item]:
        """Items of the current documents as coded, by document and place."""
        with self._engine.connect() as connection:
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


def _pragmas(connection: object, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
