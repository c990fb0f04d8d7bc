"""Brings a desk's tables forward to this version, by the migrations in ``migrations/versions``.

``meta.schema`` holds the number of the last one that a desk has been through.
"""

from functools import cache
from importlib.resources import files

from sqlalchemy import Connection, insert, inspect, select, update

from parley.record.backends import Backend
from parley.record.faults import ELSEWHERE, READ_ONLY, StoreError
from parley.record.tables import meta

_MIGRATIONS = "parley.record.migrations"
_KEY = "schema"


@cache
def newest() -> int:
    """The number of the newest migration."""
    names = (entry.name for entry in (files(_MIGRATIONS) / "versions").iterdir())
    return max(int(name[:4]) for name in names if name[:4].isdigit())


def is_newest(connection: Connection, place: Backend) -> bool:
    """Whether a desk is as this version makes it, so that nothing need be written to use it."""
    return _found(connection, place.name) == newest()


def brought_forward(connection: Connection, place: Backend, writable: bool) -> None:
    """Makes the tables of a new desk, and changes those of an older one, in this transaction.

    Raises ``StoreError`` where ``place`` has something else than a desk, a newer version made it,
    or it would have to be written and may not be.
    """
    found = _found(connection, place.name)
    if found == newest():
        return
    if found > newest():
        raise StoreError(
            f"{place.name}: made by a newer version of Parley (desk version {found}, this one reads"
            f" up to {newest()}); update Parley or choose another desk with --desk"
        )
    if not writable:
        told = "made by an older version of Parley, to be brought forward," if found else "no desk"
        raise StoreError(f"{place.name}: {told} and {READ_ONLY}; {place.remedy}")
    _migrate(connection, found)
    if found == 0:
        connection.execute(insert(meta).values(key=_KEY, value=str(newest())))
    else:
        connection.execute(update(meta).where(meta.c.key == _KEY).values(value=str(newest())))


def _found(connection: Connection, place: str) -> int:
    """The version of a desk, 0 where there are no tables at all."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return 0
    version = None
    if meta.name in tables:
        version = connection.scalar(select(meta.c.value).where(meta.c.key == _KEY))
    if not str(version).isdigit():
        raise StoreError(f"{place}: is no desk of Parley{ELSEWHERE}")
    return int(str(version))


def _migrate(connection: Connection, found: int) -> None:
    # Imported here, since a desk that is up to date has no use for it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "parley.record:migrations")
    config.attributes["connection"] = connection
    if found == 1:
        command.stamp(config, "0001")  # the first version had no migrations to note
    command.upgrade(config, "head")
