"""Connections to a PostgreSQL server, by pg8000. Imported where one is wanted, not before."""

from collections.abc import Mapping
from typing import Any

from pg8000.exceptions import InterfaceError
from pg8000.legacy import Connection

LOST = "network error"
"""What pg8000 calls a lost connection, by which SQLAlchemy knows it."""


class _Connection(Connection):  # type: ignore[misc]
    """A connection whose loss is always told as one: pg8000 lets the socket's own fault through
    where the server has gone between two messages."""

    def handle_messages(self, context: Any) -> None:
        """Reads the server's answer. Raises ``InterfaceError`` where it does not come."""
        try:
            super().handle_messages(context)
        except OSError as fault:
            raise InterfaceError(LOST) from fault


def connect(arguments: Mapping[str, Any]) -> Connection:
    """A new connection. Raises ``InterfaceError`` where the server cannot be reached."""
    try:
        return _Connection(**arguments)
    except OSError as fault:
        raise InterfaceError(LOST) from fault
