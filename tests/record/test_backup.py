"""A desk goes into one file and comes back whole, whichever database it lies in."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, insert, select
from tests.record.desks import contents, document, filled, put
from tests.record.test_schema import first

from parley.record import Store, StoreError, backup, check, restore
from parley.record.rows import rows
from parley.record.tables import DERIVED, metadata

Places = Callable[[str], str]


@pytest.fixture
def places(tmp_path: Path, request: pytest.FixtureRequest) -> Places:
    """Makes a place for a desk, in a folder or on the server."""

    def place(kind: str) -> str:
        if kind == "sqlite":
            return str(tmp_path / "desk")
        found: str = request.getfixturevalue("database")
        return found

    return place


def taken(address: str, file: Path) -> Path:
    with Store.open(address) as store:
        backup(store, file)
    return file


def everything(address: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that does not follow from others."""
    with Store.open(address) as store, store.reading() as connection:
        return {
            table.name: [tuple(row) for row in rows(connection, table)]
            for table in metadata.sorted_tables
            if not table.info.get(DERIVED)
        }


@pytest.mark.parametrize("source", ["sqlite", "postgresql"])
@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_a_backup_is_restored_into_either_database(
    places: Places, tmp_path: Path, source: str, target: str
) -> None:
    address = filled(places(source), many=8)
    kept = everything(address)
    file = taken(address, tmp_path / "backup.sqlite")
    assert [p.name for p in tmp_path.iterdir() if "backup" in p.name] == ["backup.sqlite"]
    other = str(tmp_path / "other") if target == "sqlite" else places(target)
    restore(file, other, overwrite=other == address)
    assert everything(other) == kept
    with Store.open(other) as store:
        assert check(store) == []
        put(store, document(50))
        assert "d050" in {d.id for d in store.documents()}


def test_more_than_a_piece_of_rows_is_copied(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parley.record.rows.PIECE", 3)
    address = filled(places("postgresql"), many=10)
    kept = everything(address)
    assert len(kept["assertions"]) > 20
    restore(taken(address, tmp_path / "b"), str(tmp_path / "other"))
    assert everything(str(tmp_path / "other")) == kept


def test_a_backup_is_itself_a_desk(tmp_path: Path) -> None:
    address = filled(str(tmp_path / "desk"))
    (tmp_path / "copy").mkdir()
    taken(address, tmp_path / "copy" / "desk.sqlite")
    assert contents(str(tmp_path / "copy")) == contents(address)


def test_a_backup_of_the_first_version_is_brought_forward_and_stays_as_it_is(
    address: str, tmp_path: Path
) -> None:
    given = document(1)
    file = first(tmp_path / "old", given) / "desk.sqlite"
    before = file.read_bytes()
    restore(file, address)
    assert contents(address) == ([given], [])
    assert file.read_bytes() == before


def test_a_backup_while_others_write_is_one_state(address: str, tmp_path: Path) -> None:
    filled(address, many=30)
    done = threading.Event()

    def write() -> None:
        with Store.open(address) as store:
            for number in range(100, 400):
                put(store, document(number))
                if done.is_set():
                    return

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            file = taken(address, tmp_path / f"b{number}")
            restore(file, str(tmp_path / f"other{number}"))
            documents, items = contents(str(tmp_path / f"other{number}"))
            assert len(items) == 2 * len(documents)
            assert len(documents) >= 30
    finally:
        done.set()
        writer.join()


def test_a_desk_that_holds_something_is_not_overwritten_unasked(
    address: str, tmp_path: Path
) -> None:
    file = taken(filled(str(tmp_path / "first")), tmp_path / "backup")
    filled(address, many=2)
    with pytest.raises(StoreError, match=r"is not empty; .* with --overwrite"):
        restore(file, address)
    assert len(contents(address)[0]) == 2
    restore(file, address, overwrite=True)
    assert contents(address) == contents(str(tmp_path / "first"))


def test_a_file_that_is_there_is_not_overwritten_unasked(tmp_path: Path) -> None:
    address = filled(str(tmp_path / "desk"))
    file = tmp_path / "backup"
    file.write_text("mine")
    with Store.open(address) as store:
        with pytest.raises(StoreError, match=r"backup: is there already; .*--overwrite"):
            backup(store, file)
        assert file.read_text() == "mine"
        with pytest.raises(StoreError, match="a folder; name a file"):
            backup(store, tmp_path)
        backup(store, file, overwrite=True)
    restore(file, str(tmp_path / "other"))


def test_a_desk_that_is_not_sound_gives_no_backup(address: str, tmp_path: Path) -> None:
    filled(address)
    with Store.open(address) as store:
        with store.writing() as connection:
            connection.exec_driver_sql("DELETE FROM documents WHERE id = 'd002'")
        with pytest.raises(StoreError, match=r"backup: not sound \(assertions .*; no backup is"):
            backup(store, tmp_path / "backup")
    assert not [p.name for p in tmp_path.iterdir() if "backup" in p.name or p.name[0] == "."]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "backup: no such file to restore from"),
        (b"", "backup: is no backup of a desk"),
        (b"This is a letter.\n" * 400, "backup: is no backup of a desk"),
    ],
)
def test_what_is_no_backup_is_refused(
    address: str, tmp_path: Path, content: bytes | None, told: str
) -> None:
    file = tmp_path / "backup"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(StoreError, match=told):
        restore(file, address)
    assert not Store.exists(address)


def test_a_backup_that_was_changed_is_refused(address: str, tmp_path: Path) -> None:
    file = taken(filled(str(tmp_path / "first")), tmp_path / "backup")
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE documents SET payload = '{' WHERE id = 'd002'")
    with pytest.raises(StoreError, match=r"backup: not sound \(document d002: damaged .*; not res"):
        restore(file, address)
    assert not Store.exists(address)


def test_a_desk_in_use_is_no_backup(tmp_path: Path) -> None:
    with Store.open(tmp_path / "desk") as store:
        put(store, document(1))
        with pytest.raises(StoreError, match=r"in use as a desk, .* parley desk backup FILE"):
            restore(tmp_path / "desk" / "desk.sqlite", tmp_path / "other")


@pytest.mark.parametrize("how", ["letter", "page"])
def test_a_damaged_desk_is_set_aside_and_the_backup_takes_its_place(
    tmp_path: Path, how: str
) -> None:
    address = filled(str(tmp_path / "desk"), many=60)
    kept = everything(address)
    file = taken(address, tmp_path / "backup")
    path = tmp_path / "desk" / "desk.sqlite"
    spoilt = bytearray(path.read_bytes())
    spoilt[4096 if how == "page" else 0 :] = b"\xaa" * (len(spoilt) - 4096)
    path.write_bytes(spoilt)
    with pytest.raises(StoreError, match="with --overwrite it is set aside"):
        restore(file, address)
    restore(file, address, overwrite=True)
    assert everything(address) == kept
    assert (tmp_path / "desk" / "desk.sqlite.damaged").read_bytes() == spoilt


def test_a_column_that_numbers_its_rows_goes_on_after_what_was_copied(database: str) -> None:
    tables = MetaData()
    notes = Table("notes", tables, Column("n", Integer, primary_key=True), Column("text", String))
    with Store.open(database) as store, store.writing() as connection:
        tables.create_all(connection)
        for numbers in ([], [3, 7]):
            for number in numbers:
                connection.execute(insert(notes).values(n=number, text="copied"))
            store.place.numbered_on(connection, notes.c.n)
            connection.execute(insert(notes).values(text="new"))
        found = connection.execute(select(notes.c.n).where(notes.c.text == "new")).scalars()
        assert sorted(found) == [1, 8]
