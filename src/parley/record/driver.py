"""Connections to a PostgreSQL server, by pg8000. Imported where one is wanted, not before."""

import socket
from collections.abc import Mapping
from typing import Any

from pg8000.exceptions import InterfaceError
from pg8000.legacy import Connection

REACH_SECONDS = 15
"""How long a server may take to answer at all."""
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
        if "unix_sock" in arguments:
            return _Connection(**arguments)
        place = (arguments["host"], arguments["port"])
        # pg8000's own limit would also end what takes the server long.
        reached = socket.create_connection(place, REACH_SECONDS)
        reached.settimeout(None)
        reached.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        return _Connection(**arguments, sock=reached)
    except OSError as fault:
        raise InterfaceError(LOST) from fault
