"""Where a desk lies, told by its address: a folder with an SQLite file, or a PostgreSQL server."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Column, Connection, Engine
from sqlalchemy.exc import DBAPIError

from parley.record.faults import StoreError
from parley.record.postgresql import SCHEMES, Server
from parley.record.sqlite import File

Address = str | Path
"""A folder, or ``postgresql://user@host:port/database``."""


class Backend(Protocol):
    """What the store asks of a database beyond SQL."""

    @property
    def address(self) -> Address:
        """By what another process opens the same desk."""

    @property
    def name(self) -> str:
        """What messages call it: the file, or the address without its password."""

    @property
    def remedy(self) -> str:
        """What to do where it may be read and not written."""

    def exists(self) -> bool:
        """Whether there is a desk. Raises ``StoreError`` where that cannot be found out."""

    def engine(self) -> tuple[Engine, bool]:
        """The opened database, made where there is none, and whether it may be written.

        Raises ``StoreError`` where it cannot be used.
        """

    def lock(self, connection: Connection) -> None:
        """Waits in a writing transaction until no other one is under way."""

    def snapshot(self, connection: Connection) -> None:
        """Makes a reading transaction see one state of the desk, whoever writes meanwhile."""

    def refusal(self, fault: DBAPIError) -> StoreError:
        """What the database says, and what to do about it."""

    def about(self, connection: Connection) -> tuple[str, int]:
        """The database's name and version, and the desk's size in bytes."""

    def faults(self, connection: Connection) -> Iterator[str]:
        """What the database itself finds wrong with its data."""

    def numbered_on(self, connection: Connection, column: Column[Any]) -> None:
        """Lets a column that numbers its rows go on after the highest number in it."""


def backend(address: Address) -> Backend:
    """The database at an address. Raises ``StoreError`` for one that no desk can lie at."""
    scheme, mark, _ = str(address).partition("://")
    if isinstance(address, Path) and address.parts[:1] in {(f"{name}:",) for name in SCHEMES}:
        raise StoreError(f"{address}: a server's address, given as a path; give it as text")
    if isinstance(address, Path) or not mark:
        return File(Path(address))
    if scheme in SCHEMES:
        return Server(address)
    raise StoreError(
        f"{scheme}://: no desk can lie there; name a folder or postgresql://user@host/database"
    )


def shown(address: Address) -> str:
    """An address as it may be printed: without its password."""
    place = backend(address)
    return place.name if isinstance(place, Server) else str(address)


def folder(address: Address) -> Path | None:
    """The folder that a desk lies in; None for one on a server."""
    place = backend(address)
    return place.directory if isinstance(place, File) else None
