"""A desk on a PostgreSQL server: one database, which a team shares."""

import getpass
import logging
import os
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Engine, create_engine, func, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from parley.record.faults import (
    BUSY,
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
from parley.record.tables import documents, meta

SCHEMES = ("postgresql", "postgres")
OLDEST = 15
PORT = 5432
WRITERS = 0x7061726C6579  # "parley": the lock that writers of one database wait for
QUERY = ("host", "port", "sslmode", "sslrootcert", "application_name")
# A connection that is lost is told of by the error raised, without the pool's own traceback.
logging.getLogger("sqlalchemy.pool").addHandler(logging.NullHandler())
_VERIFIED = ("verify-ca", "verify-full")
_KINDS: dict[str, type[StoreError]] = {
    "42501": ReadOnlyError,
    "25006": ReadOnlyError,
    "55P03": BusyError,
    "53100": FullError,
}


class Server:
    """A database on a server, by its address as libpq reads it.

    A password may stand in the address or in ``PGPASSWORD``. ``?host=/run/postgresql`` names the
    folder of a local socket; ``?sslmode=require`` encrypts, ``verify-full`` also holds the
    server's certificate against its name.
    """

    def __init__(self, address: str) -> None:
        try:
            self._url = make_url(address)
        except (ArgumentError, ValueError) as fault:
            raise StoreError(
                "the desk's address cannot be read; write postgresql://user@host:port/database"
            ) from fault
        unknown = sorted(set(self._url.query) - set(QUERY))
        if unknown:
            raise StoreError(
                f"{self.name}: unknown {', '.join(unknown)} in the address; known: "
                + " ".join(QUERY)
            )

    @property
    def address(self) -> str:
        """The address, with its password."""
        return self._url.render_as_string(hide_password=False)

    @property
    def name(self) -> str:
        """The address without its password, nor more of its query than the socket's folder."""
        plain = self._url.set(drivername=SCHEMES[0], query={}).render_as_string(hide_password=True)
        socket = self._url.query.get("host")
        return f"{plain}?host={socket}" if isinstance(socket, str) else plain

    @property
    def remedy(self) -> str:
        """What to do where the role may not write."""
        return "ask whoever keeps the database for the right to write"

    def exists(self) -> bool:
        """Whether the database has a desk. Raises ``StoreError`` where it cannot be reached."""
        engine = self._engine()
        try:
            with engine.connect() as connection:
                return inspect(connection).has_table(meta.name)
        except DBAPIError as fault:
            raise self.refusal(fault) from fault
        finally:
            engine.dispose()

    def engine(self) -> tuple[Engine, bool]:
        """The database, and whether this role may write it."""
        engine = self._engine()
        try:
            with engine.connect() as connection:
                version = int((connection.dialect.server_version_info or (0,))[0])
                if version < OLDEST:
                    raise StoreError(
                        f"{self.name}: PostgreSQL {version}, where {OLDEST} or later is needed;"
                        " update the server"
                    )
                return engine, _writable(connection)
        except DBAPIError as fault:
            engine.dispose()
            raise self.refusal(fault) from fault
        except StoreError:
            engine.dispose()
            raise

    def _engine(self) -> Engine:
        try:
            import pg8000  # noqa: F401
        except ImportError as fault:
            raise StoreError(
                f"{self.name}: a desk on a server needs pg8000:"
                " pip install 'parley-workbench[team]'"
            ) from fault
        from parley.record.driver import connect

        arguments = self._arguments()
        engine = create_engine(
            "postgresql+pg8000://", creator=lambda: connect(arguments), pool_pre_ping=True
        )
        # Many rows in one message: to and fro for each would take its time over a network.
        engine.dialect.use_insertmanyvalues_wo_returning = True
        return engine

    @property
    def _user(self) -> str:
        return self._url.username or os.environ.get("PGUSER") or getpass.getuser()

    def _arguments(self) -> dict[str, Any]:
        query = {
            name: value if isinstance(value, str) else value[-1]
            for name, value in self._url.query.items()
        }
        host = self._url.host or query.get("host") or "localhost"
        port = self._url.port or int(query.get("port", PORT))
        found: dict[str, Any] = {
            "user": self._user,
            "database": self._url.database or self._user,
            "password": self._url.password or os.environ.get("PGPASSWORD"),
            "application_name": query.get("application_name", "parley"),
        }
        if host.startswith("/"):
            return found | {"unix_sock": str(Path(host) / f".s.PGSQL.{port}")}
        return found | {"host": host, "port": port, **_encryption(self.name, query)}

    def lock(self, connection: Connection) -> None:
        """One writer at a time, as on SQLite: what a writer reads stays true until it commits."""
        connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITERS})

    def snapshot(self, connection: Connection) -> None:
        """One state for all statements of the transaction, as on SQLite."""
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))

    def refusal(self, fault: DBAPIError) -> StoreError:
        """What the server says, and what to do about it."""
        chain = list(_chain(fault.orig))
        answers = [f.args[0] for f in chain if f.args and isinstance(f.args[0], dict)]
        if not answers:
            reasons = [f.strerror or str(f) for f in chain if isinstance(f, OSError)]
            reason = (reasons or [str(fault.orig)])[0]
            return StoreError(
                f"{self.name}: cannot be reached: {reason}; check the address, and that the server"
                " runs"
            )
        message, code = answers[0].get("M", ""), answers[0].get("C", "")
        if code in ("XX001", "XX002"):
            return DamagedError(f"{self.name}: damaged ({message}){MEND}")
        return _KINDS.get(code, StoreError)(f"{self.name}: {self._told(code, message)}")

    def _told(self, code: str, message: str) -> str:
        match code:
            case "28000" | "28P01":
                return f"no entry: {message}; check the user, and the password in PGPASSWORD"
            case "3D000":
                return f"{message}; create it: createdb {self._url.database}"
            case "42501" | "25006":
                return f"{READ_ONLY} ({message}); {self.remedy}"
            case "55P03":
                return BUSY
            case "53100":
                return FULL
            case _:
                return f"cannot be used: {message}; ask whoever keeps the server"

    def about(self, connection: Connection) -> tuple[str, int]:
        """The server's version, and the size of the database."""
        version = connection.scalar(text("SHOW server_version"))
        size = connection.scalar(text("SELECT pg_database_size(current_database())"))
        return f"PostgreSQL {version}", int(size)

    def faults(self, connection: Connection) -> Iterator[str]:
        """Nothing beyond what reading all rows brings to light: the rest is the server's."""
        yield from ()

    def numbered_on(self, connection: Connection, column: Column[Any]) -> None:
        """Sets the column's sequence, which rows with numbers of their own do not move."""
        highest = connection.scalar(select(func.max(column)))
        sequence = func.pg_get_serial_sequence(column.table.name, column.name)
        connection.execute(select(func.setval(sequence, highest or 1, highest is not None)))


def _chain(fault: BaseException | None) -> Iterator[BaseException]:
    """A fault and those it came of: where the server has refused and gone, the driver's farewell
    fails too, and its fault comes first."""
    while fault is not None:
        yield fault
        fault = fault.__cause__ or fault.__context__


def _writable(connection: Connection) -> bool:
    if connection.scalar(text("SHOW transaction_read_only")) == "on":
        return False
    if inspect(connection).has_table(documents.name):
        asked = text("SELECT has_table_privilege(:table, 'INSERT')")
        return bool(connection.scalar(asked, {"table": documents.name}))
    return bool(connection.scalar(text("SELECT has_schema_privilege(current_schema(), 'CREATE')")))


def _encryption(name: str, query: dict[str, str]) -> dict[str, Any]:
    """How the connection is encrypted: by ``sslmode``, where it is given; else where offered."""
    mode = query.get("sslmode", "prefer")
    match mode:
        case "disable":
            return {"ssl_context": False}
        case "prefer":
            return {}
        case "require" | "verify-ca" | "verify-full":
            context = ssl.create_default_context(cafile=query.get("sslrootcert"))
            context.check_hostname = mode == "verify-full"
            context.verify_mode = ssl.CERT_REQUIRED if mode in _VERIFIED else ssl.CERT_NONE
            return {"ssl_context": context}
        case _:
            known = " ".join(("disable", "prefer", "require", *_VERIFIED))
            raise StoreError(f"{name}: no sslmode {mode}; known: {known}")
