"""Several processes write to one desk at once, and nothing is lost."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.record.desks import contents, document, filled, items, put

from parley.record import Store, StoreError, check

ROOT = Path(__file__).resolve().parents[2]
WRITER = """
import sys
from parley.record import Store
from tests.record.desks import document, put
address, number = sys.argv[1], int(sys.argv[2])
sys.stdin.readline()
with Store.open(address) as store:
    for n in range(60):
        put(store, document(1000 * number + n))         # mine
        put(store, document(n % 7, f"They met, {n}."))  # ours, in other words each time
        put(store, document(500 + n))                   # the same from everyone
"""


def at_once(address: str, writers: int) -> None:
    """Lets several processes write as soon as all of them stand ready."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, address, str(number)],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
        )
        for number in range(1, writers + 1)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
    for process in started:
        _, told = process.communicate(timeout=120)
        assert process.returncode == 0, told.decode()


def test_two_processes_lose_nothing_of_each_other(address: str) -> None:
    at_once(address, 2)
    documents, kept = contents(address)
    own = {f"d{1000 * number + n:03}" for number in (1, 2) for n in range(60)}
    common = {f"d{500 + n:03}" for n in range(60)} | {f"d{n:03}" for n in range(7)}
    assert {d.id for d in documents} >= own | (common - {f"d{n:03}" for n in range(7)})
    assert {d.id for d in documents} <= own | common
    assert sorted(i.id for i in kept) == sorted(i.id for d in documents for i in items(d))
    with Store.open(address) as store:
        assert check(store) == []


def test_who_comes_first_to_a_new_desk_makes_it_for_all(address: str) -> None:
    at_once(address, 3)
    with Store.open(address) as store:
        assert check(store) == []


def test_readers_see_whole_documents_while_one_writes(address: str) -> None:
    filled(address)
    with Store.open(address) as writer, Store.open(address) as reader:
        with writer.writing() as connection:
            connection.execute(text("DELETE FROM assertions"))
            assert len(reader.assertions()) == 2 * len(reader.documents())
        assert reader.assertions() == []


def test_who_opens_a_desk_to_read_it_waits_for_no_writer(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(address)
    for module in ("sqlite", "postgresql"):
        monkeypatch.setattr(f"parley.record.{module}.WAIT_SECONDS", 0.1)
    with Store.open(address) as writer:
        before = writer.documents()
        with writer.writing() as connection:
            connection.execute(text("DELETE FROM assertions"))
            with Store.open(address) as reader:
                assert reader.documents() == before
                assert reader.assertions()


def test_a_writer_that_has_waited_long_enough_says_so(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(address)
    for module in ("sqlite", "postgresql"):
        monkeypatch.setattr(f"parley.record.{module}.WAIT_SECONDS", 0.1)
    with (
        Store.open(address) as one,
        Store.open(address) as other,
        one.writing(),
        pytest.raises(StoreError, match="another run has been writing for 30 s; try again"),
    ):
        put(other, document(77))
    with Store.open(address) as store:
        assert "d077" not in {d.id for d in store.documents()}


def test_a_store_outlives_a_lost_connection(database: str) -> None:
    filled(database)
    with Store.open(database) as store, Store.open(database) as other:
        before = store.documents()
        with other.writing() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        assert store.documents() == before
        with pytest.raises(StoreError, match=r"terminating connection|cannot be reached"):
            lose(store)
        put(store, document(77))
        assert len(store.documents()) == len(before) + 1


def lose(store: Store) -> None:
    """Loses the connection in the middle of a change."""
    with store.writing() as connection:
        connection.execute(text("DELETE FROM documents"))
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
