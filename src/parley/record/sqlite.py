"""A desk in a folder: one SQLite file in WAL mode."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from sqlite3 import SQLITE_CORRUPT, SQLITE_NOTADB
from typing import Any

from sqlalchemy import Column, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from parley.record.faults import (
    BUSY,
    CUT_OFF,
    ELSEWHERE,
    FULL,
    MEND,
    READ_ONLY,
    WAIT_SECONDS,
    BusyError,
    DamagedError,
    FullError,
    ReadOnlyError,
    StoreError,
)

FILE = "desk.sqlite"


class File:
    """The desk's file in a folder."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.path = directory / FILE

    @property
    def address(self) -> Path:
        """The folder."""
        return self.directory

    @property
    def name(self) -> str:
        """The file's path."""
        return str(self.path)

    @property
    def remedy(self) -> str:
        """What to do where the file may not be written."""
        return "make it and its folder writable"

    def exists(self) -> bool:
        """Whether there is a desk in the folder."""
        return self.path.is_file()

    def engine(self) -> tuple[Engine, bool]:
        """The file, made where there is none. A desk that may not be written can be read."""
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise StoreError(
                f"{self.directory}: cannot be used as a desk: {fault.strerror};"
                " name a folder, or a place where one may be made"
            ) from fault
        path = self.path
        writable = not path.exists() or all(os.access(p, os.W_OK) for p in (path.parent, path))
        if not writable and unfinished(path):
            raise StoreError(
                f"{path}: may not be written, and a run on it was cut off; make the folder"
                " writable, or copy all of it to one that is"
            )
        return opened(path, writable), writable

    def lock(self, connection: Connection) -> None:
        """Nothing to do: a writing transaction begins with the lock."""

    def snapshot(self, connection: Connection) -> None:
        """Nothing to do: a transaction reads what was there when it began."""

    def refusal(self, fault: DBAPIError) -> StoreError:
        """What SQLite says, and what to do about it."""
        said, place = fault.orig, self.name
        match getattr(said, "sqlite_errorcode", 0) & 0xFF:
            case sqlite3.SQLITE_NOTADB:
                return DamagedError(f"{place}: is no desk of Parley ({said}){ELSEWHERE}")
            case sqlite3.SQLITE_CORRUPT:
                return DamagedError(f"{place}: damaged ({said}){MEND}")
            case sqlite3.SQLITE_BUSY:
                return BusyError(f"{place}: {BUSY}")
            case sqlite3.SQLITE_FULL:
                return FullError(f"{place}: {FULL}")
            case sqlite3.SQLITE_IOERR:
                return StoreError(f"{place}: {CUT_OFF} ({said})")
            case sqlite3.SQLITE_READONLY:
                return ReadOnlyError(f"{place}: {READ_ONLY} ({said}); {self.remedy}")
            case _:
                return StoreError(f"{place}: cannot be used: {said}{ELSEWHERE}")

    def about(self, connection: Connection) -> tuple[str, int]:
        """SQLite's version, and the size of the file and of what is not yet in it."""
        parts = (self.path, _log(self.path))
        return f"SQLite {sqlite3.sqlite_version}", sum(
            p.stat().st_size for p in parts if p.exists()
        )

    def faults(self, connection: Connection) -> Iterator[str]:
        """What SQLite's own checks find, the first hundred."""
        for (found,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if found != "ok":
                yield found
        for table, row, other, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"row {row} of {table} names a row of {other} that is not there"

    def numbered_on(self, connection: Connection, column: Column[Any]) -> None:
        """Nothing to do: SQLite numbers on after the highest."""

    def duplicate(self, engine: Engine, target: Path) -> None:
        """Copies the database as it is at this moment into a file, whoever writes meanwhile."""
        with closing(engine.raw_connection()) as held, closing(sqlite3.connect(target)) as copy:
            source = held.driver_connection
            assert isinstance(source, sqlite3.Connection)
            try:
                source.backup(copy)
            except sqlite3.DatabaseError as fault:
                damaged = fault.sqlite_errorcode & 0xFF in (SQLITE_CORRUPT, SQLITE_NOTADB)
                place = self if damaged else File(target.parent)
                raise place.refusal(DatabaseError(None, None, fault)) from fault

    def set_aside(self) -> None:
        """Renames a damaged desk to ``desk.sqlite.damaged``, with what lies beside it."""
        free = (f".damaged{n or ''}" for n in count())
        ending = next(e for e in free if not self.path.with_name(FILE + e).exists())
        for part in (FILE, f"{FILE}-wal", f"{FILE}-shm"):
            path = self.directory / part
            if path.exists():
                path.rename(self.directory / part.replace(FILE, FILE + ending))


def _log(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def unfinished(path: Path) -> bool:
    """Whether changes wait beside the file that only a writer can bring into it."""
    log = _log(path)
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
    cursor.execute("PRAGMA cache_size=-100000")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
