"""Where a desk may lie, and what is said where it may not."""

import builtins
import contextlib
import socket
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from parley.record import Store, StoreError, folder, shown
from parley.record.schema import newest


def test_a_folder_is_one_whether_text_or_path(tmp_path: Path) -> None:
    Store.open(tmp_path / "desk").close()
    assert Store.exists(str(tmp_path / "desk"))
    assert folder(str(tmp_path)) == tmp_path
    assert folder("postgresql://server/desk") is None


def test_a_password_is_never_shown() -> None:
    assert shown("postgres://me:secret@server/desk") == "postgresql://me:***@server/desk"
    assert shown("postgresql://me@/desk?host=/run/pg&sslmode=disable") == (
        "postgresql://me@/desk?host=/run/pg"
    )
    for address in (
        "postgresql://me:secret@127.0.0.1:1/desk",
        "postgresql://me@127.0.0.1:1/desk?password=secret",
    ):
        with pytest.raises(StoreError) as refused:
            Store.open(address)
        assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("mysql://server/desk", "mysql://: no desk can lie there; name a folder or postgresql://"),
        ("postgresql://server:x/desk", "cannot be read; write postgresql://user@host:port/"),
        ("postgresql://server/desk?ssl=on", "unknown ssl in the address; known: host port sslmode"),
        ("postgresql://server/desk?sslmode=on", "no sslmode on; known: disable prefer require"),
        ("postgresql://127.0.0.1:1/desk", "cannot be reached: Connection refused; check the addre"),
        ("postgresql://@/desk?host=/nowhere", "cannot be reached: No such file or directory; chec"),
    ],
)
def test_an_address_that_leads_nowhere_says_so(address: str, told: str) -> None:
    with pytest.raises(StoreError) as refused:
        Store.open(address)
    assert told in str(refused.value)


def test_a_missing_driver_is_named_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = builtins.__import__

    def without(name: str, *rest: Any, **more: Mapping[str, Any]) -> Any:
        if name == "pg8000":
            raise ImportError(name)
        return whole(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(StoreError, match=r"needs pg8000: pip install 'parley-workbench\[team\]'"):
        Store.open("postgresql://server/desk")


def test_a_server_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(place: tuple[str, int], seconds: float) -> socket.socket:
        assert (place, seconds) == (("server", 5433), 15)
        raise TimeoutError("timed out")

    monkeypatch.setattr("socket.create_connection", silent)
    with pytest.raises(StoreError, match="cannot be reached: timed out; check the address"):
        Store.open("postgresql://server:5433/desk")


def test_a_server_is_reached_over_the_network_too(postgresql: str, database: str) -> None:
    """The server of the tests has a socket alone: what comes over the network is passed on."""
    with socket.create_server(("127.0.0.1", 0)) as front:
        port = front.getsockname()[1]
        threading.Thread(target=passed_on, args=(front, postgresql), daemon=True).start()
        name = database.rpartition("/desk")[2].partition("?")[0]
        address = f"postgresql://postgres@127.0.0.1:{port}/desk{name}"
        with Store.open(address) as store:
            assert store.documents() == []
        with pytest.raises(StoreError, match="cannot be reached: Server refuses SSL"):
            Store.open(f"{address}?sslmode=require")
    with Store.open(database) as store:
        assert store.documents() == []


def passed_on(front: socket.socket, postgresql: str) -> None:
    """Joins every connection to the server's socket."""
    while True:
        try:
            caller, _ = front.accept()
        except OSError:
            return
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{postgresql}/.s.PGSQL.5432")
        for a, b in ((caller, server), (server, caller)):
            threading.Thread(target=pumped, args=(a, b), daemon=True).start()


def pumped(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


def test_a_database_that_is_not_there_is_named(postgresql: str) -> None:
    with pytest.raises(StoreError, match=r'"none" does not exist; create it: createdb none'):
        Store.exists(f"postgresql://postgres@/none?host={postgresql}")


def test_a_database_of_something_else_is_refused(database: str) -> None:
    edited(database, "CREATE TABLE other (x int)")
    assert not Store.exists(database)
    with pytest.raises(StoreError, match="is no desk of Parley; choose another desk"):
        Store.open(database)


def test_a_desk_of_a_newer_version_is_refused(database: str) -> None:
    Store.open(database).close()
    edited(database, "UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(StoreError, match=rf"newer version .*99, this one reads up to {newest()}"):
        Store.open(database)


def test_whoever_may_only_read_can_read_and_is_told(database: str) -> None:
    Store.open(database).close()
    edited(
        database, "CREATE ROLE reader LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader"
    )
    with Store.open(database.replace("postgres@", "reader@")) as store:
        assert store.documents() == []
        with pytest.raises(StoreError, match="not written; ask whoever keeps the database for the"):
            store.writable()


def test_whoever_may_not_make_a_desk_is_told(database: str) -> None:
    edited(database, "CREATE ROLE guest LOGIN")
    with pytest.raises(StoreError, match="no desk and may be read, not written; ask whoever kee"):
        Store.open(database.replace("postgres@", "guest@"))


def test_an_address_given_as_a_path_makes_no_folder() -> None:
    with pytest.raises(StoreError, match="a server's address, given as a path; give it as text"):
        Store.open(Path("postgresql://server/desk"))


def edited(address: str, statements: str) -> None:
    """Changes a database behind the desk's back."""
    name, _, socket = address.rpartition("/desk")[2].partition("?host=")
    engine = create_engine(
        f"postgresql+pg8000://postgres@/desk{name}",
        connect_args={"unix_sock": f"{socket}/.s.PGSQL.5432"},
    )
    with engine.begin() as connection:
        for statement in statements.split(";"):
            connection.execute(text(statement))
    engine.dispose()
