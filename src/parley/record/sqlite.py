"""A desk in a folder: one SQLite file in WAL mode."""

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from parley.record.faults import (
    BUSY,
    ELSEWHERE,
    FULL,
    MEND,
    READ_ONLY,
    WAIT_SECONDS,
    StoreError,
)

FILE = "desk.sqlite"


class File:
    """The desk's file in a folder."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.path = directory / FILE

    @property
    def name(self) -> str:
        """The file's path."""
        return str(self.path)

    def exists(self) -> bool:
        """Whether there is a desk in the folder."""
        return self.path.is_file()

    def engine(self) -> tuple[Engine, bool]:
        """The file, made where there is none. A desk that may not be written can be read."""
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise StoreError(
                f"{self.directory}: cannot be used as a desk: {fault.strerror}"
            ) from fault
        path = self.path
        writable = not path.exists() or all(os.access(p, os.W_OK) for p in (path.parent, path))
        if not writable and _unfinished(path):
            raise StoreError(
                f"{path}: may not be written, and a run on it was cut off; make the folder"
                " writable, or copy all of it to one that is"
            )
        return opened(path, writable), writable

    def lock(self, connection: Connection) -> None:
        """Nothing to do: a writing transaction begins with the lock."""

    def told(self, fault: DBAPIError) -> str:
        """What SQLite says, and what to do about it."""
        match getattr(fault.orig, "sqlite_errorcode", 0) & 0xFF:
            case sqlite3.SQLITE_NOTADB:
                return f"is no desk of Parley ({fault.orig}){ELSEWHERE}"
            case sqlite3.SQLITE_CORRUPT:
                return f"damaged ({fault.orig}){MEND}"
            case sqlite3.SQLITE_BUSY:
                return BUSY
            case sqlite3.SQLITE_FULL:
                return FULL
            case sqlite3.SQLITE_READONLY:
                return f"{READ_ONLY} ({fault.orig}); make it and its folder writable"
            case _:
                return f"cannot be used: {fault.orig}{ELSEWHERE}"


def _unfinished(path: Path) -> bool:
    """Whether changes wait beside the file that only a writer can bring into it."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def opened(path: Path, writable: bool) -> Engine:
    """The database in a file; one that may not be written is taken as it lies."""

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
