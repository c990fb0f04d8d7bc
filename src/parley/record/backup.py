"""Copies of a desk in one file, and back.

The file is an SQLite desk whatever database the desk lies in, so that it can be restored into
either, and be used as it is where it lies in a folder by the name ``desk.sqlite``.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from parley.items import Problem
from parley.record.backends import Address, backend
from parley.record.faults import DamagedError, StoreError
from parley.record.rows import copy, is_empty
from parley.record.soundness import check, laws
from parley.record.sqlite import FILE, File, unfinished
from parley.record.store import Store


def backup(store: Store, target: Path, overwrite: bool = False) -> None:
    """Writes a desk as it is at this moment into one file, while others go on writing to it.

    The copy is checked before it gets its name. Raises ``StoreError`` where the file is there and
    ``overwrite`` is not said, and where the copy is not sound; ``OSError`` where the folder cannot
    be written.
    """
    if target.is_dir():
        raise StoreError(f"{target}: a folder; name a file")
    if target.exists() and not overwrite:
        raise StoreError(f"{target}: is there already; name another file, or add --overwrite")
    if not target.parent.is_dir() or not os.access(target.parent, os.W_OK):
        raise StoreError(f"{target}: its folder is not there, or may not be written; name another")
    with tempfile.TemporaryDirectory(prefix=".parley-", dir=target.parent) as folder:
        part = Path(folder) / FILE
        with _called(part, target):
            if isinstance(store.place, File):
                store.place.duplicate(store.engine, part)
            else:
                with (
                    Store.open(folder) as other,
                    other.writing() as written,
                    store.reading() as source,
                ):
                    copy(source, written, other.place)
            with Store.open(folder) as copied:
                _sound(check(copied), target, "no backup is made")
        with closing(sqlite3.connect(part)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # one file, which needs no other
        _flushed(part)
        part.replace(target)
    _flushed(target.parent)


def restore(file: Path, address: Address, overwrite: bool = False) -> None:
    """Puts a backup where a desk is to lie, in either database, whichever it was taken from.

    A backup of an older version is brought forward on the way; the file itself stays as it is. A
    desk that holds something is replaced only with ``overwrite``, and then in one transaction; a
    damaged one is set aside as ``desk.sqlite.damaged``. Raises ``StoreError`` where the file is no
    sound desk, where the desk is not empty, and where it cannot be written.
    """
    _is_backup(file)
    place = backend(address)
    with tempfile.TemporaryDirectory(prefix="parley-") as folder:
        part = Path(folder) / FILE
        shutil.copyfile(file, part)
        with _called(part, file), Store.open(folder) as source:
            _sound(check(source), file, "not restored")
            try:
                _replaced(source, address, overwrite)
            except DamagedError as fault:
                if not isinstance(place, File):
                    raise
                if not overwrite:
                    raise StoreError(
                        f"{fault}; with --overwrite it is set aside and the backup put in its place"
                    ) from fault
                place.set_aside()
                _replaced(source, address, overwrite)


def _replaced(source: Store, address: Address, overwrite: bool) -> None:
    with Store.open(address) as target, target.writing() as written:
        place = target.place
        if not overwrite and not is_empty(written):
            raise StoreError(
                f"{place.name}: is not empty; restore into another desk, or replace all of it with"
                " --overwrite"
            )
        with source.reading() as read:
            copy(read, written, place)
        for fault in place.faults(written):
            raise DamagedError(f"{place.name}: damaged ({fault})")
        _sound(laws(written), place.name, "not restored")


def _is_backup(file: Path) -> None:
    if not file.is_file():
        raise StoreError(f"{file}: no such file to restore from")
    if unfinished(file):
        raise StoreError(
            f"{file}: is in use as a desk, changes wait beside it; make a backup of it with:"
            f" parley desk backup FILE --desk {file.parent}"
        )
    uri = file.resolve().as_uri() + "?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchall()
    except sqlite3.DatabaseError as fault:
        raise StoreError(f"{file}: is no backup of a desk ({fault})") from fault


def _sound(found: Iterable[Problem], name: object, told: str) -> None:
    problems = list(found)
    if problems:
        more = f" and {len(problems) - 1} more" if len(problems) > 1 else ""
        raise StoreError(f"{name}: not sound ({problems[0]}{more}); {told}")


@contextmanager
def _called(path: Path, name: Path) -> Iterator[None]:
    """Faults of a file that is at work for another by that other's name."""
    try:
        yield
    except StoreError as fault:
        raise type(fault)(str(fault).replace(str(path), str(name))) from fault


def _flushed(path: Path) -> None:
    """Makes what was written last a loss of power."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
