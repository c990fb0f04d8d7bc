"""A desk on disk: whole documents, once each, whatever happens."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import event

from parley.items import Document, Event, Evidence
from parley.record import Store, StoreError

CODER = "rules 1"


def document(key: str = "a", text: str = "Some text.") -> Document:
    return Document(id=key, text=text, lang="en")


def item(key: str, doc: str) -> Event:
    return Event(id=key, doc=doc, mode="meet", type="CONSULT", evidence=(Evidence(0, 4, "Some"),))


def test_what_is_added_is_there_again(address: str) -> None:
    with Store.open(address) as store:
        assert store.add(document(), [item("e-1", "a")], CODER) == "added"
    with Store.open(address) as store:
        assert [d.id for d in store.documents()] == ["a"]
        assert [i.id for i in store.assertions()] == ["e-1"]


def test_a_document_that_comes_twice_changes_nothing(address: str) -> None:
    with Store.open(address) as store:
        store.add(document(), [item("e-1", "a")], CODER)
        assert store.holds([document(), document("b", "Other."), document()], CODER) == [
            True,
            False,
            True,
        ]
        assert store.add(document(), [item("e-1", "a")], CODER) == "unchanged"
        assert len(store.assertions()) == 1


def test_other_content_supersedes_and_the_old_version_is_kept(address: str) -> None:
    with Store.open(address) as store:
        store.add(document(), [item("e-1", "a")], CODER)
        assert store.add(document(text="Other text."), [item("e-2", "a")], CODER) == "updated"
        assert [i.id for i in store.assertions()] == ["e-2"]
        assert [d.text for d in store.versions("a")] == ["Some text.", "Other text."]


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_the_same_content_under_two_names_counts_once(address: str, order: tuple[str, str]) -> None:
    with Store.open(address) as store:
        for key in order:
            store.add(document(key), [item("e-1", key)], CODER)
        assert [d.id for d in store.documents()] == ["a"]
        assert [i.doc for i in store.assertions()] == ["a"]
        assert store.holds([document("a"), document("b")], CODER) == [True, True]


def test_another_coder_s_items_replace_the_former(address: str) -> None:
    with Store.open(address) as store:
        store.add(document(), [item("e-1", "a")], CODER)
        assert store.holds([document()], "rules 2") == [False]
        assert store.stale("rules 2") == [document()]
        store.add(document(), [item("e-9", "a")], "rules 2")
        assert store.stale("rules 2") == []
        assert [i.id for i in store.assertions()] == ["e-9"]


def test_a_newer_desk_is_refused_by_name(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    with sqlite3.connect(tmp_path / "desk.sqlite") as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(StoreError, match=r"desk\.sqlite.*newer version"):
        Store.open(tmp_path)


def test_a_file_that_is_no_desk_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite").write_bytes(b"not a database at all, only text" * 50)
    with pytest.raises(StoreError, match=r"desk\.sqlite: is no desk"):
        Store.open(tmp_path)


def test_a_document_costs_as_little_on_a_large_desk_as_on_a_small_one(tmp_path: Path) -> None:
    asked: list[tuple[str, object]] = []
    with Store.open(tmp_path) as store:

        @event.listens_for(store.engine, "before_cursor_execute")
        def noted(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
            if statement.startswith(("SELECT documents", "UPDATE", "DELETE")):
                asked.append((statement, parameters))

        for key in ("b", "a", "b"):
            store.add(document(key), [item("e-1", key)], CODER)
        store.add(document("b", "Other text."), [], CODER)
        store.holds([document()], CODER)
        store.stale(CODER)
        with store.reading() as connection:
            for statement, parameters in asked.copy():
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                steps = [row.detail for row in plan]
                assert steps
                assert not [step for step in steps if step.startswith("SCAN")], statement
                assert not [step for step in steps if "(current=?)" in step], statement
    assert len(asked) > 20


WRITER = """
import sys
from parley.items import Document, Event, Evidence
from parley.record import Store
with Store.open(sys.argv[1]) as store:
    for n in range(400):
        key = f"d{n:03}"
        items = [
            Event(
                id=f"e-{n}-{m}", doc=key, mode="meet", type="CONSULT",
                evidence=(Evidence(0, 1, "S"),)
            )
            for m in range(5)
        ]
        store.add(Document(id=key, text=f"S {n}"), items, "rules 1")
        print(n, flush=True)
"""


def test_a_killed_writer_leaves_whole_documents_and_can_be_run_again(address: str) -> None:
    command = [sys.executable, "-c", WRITER, address]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= 15:
            break
    time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with Store.open(address) as store:
        kept = len(store.documents())
        assert 15 < kept < 400
        assert len(store.assertions()) == 5 * kept
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with Store.open(address) as store:
        assert len(store.documents()) == 400
        assert len(store.assertions()) == 2000
