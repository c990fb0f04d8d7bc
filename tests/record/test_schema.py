"""Desks of every version are brought forward; none is brought back."""

import sqlite3
from importlib.resources import files
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from parley.items import Document, to_json
from parley.record import Store, StoreError, check, schema
from parley.record.backends import backend
from parley.record.schema import brought_forward, newest
from parley.record.sqlite import File, opened
from parley.record.store import content_of
from parley.record.tables import metadata

FIRST = """
CREATE TABLE meta (key VARCHAR NOT NULL, value VARCHAR NOT NULL, PRIMARY KEY (key));
CREATE TABLE documents (
    id VARCHAR NOT NULL, content VARCHAR NOT NULL, current INTEGER NOT NULL,
    coder VARCHAR NOT NULL, payload TEXT NOT NULL, PRIMARY KEY (id, content));
CREATE TABLE assertions (
    id VARCHAR NOT NULL, doc VARCHAR NOT NULL, content VARCHAR NOT NULL,
    kind VARCHAR NOT NULL, payload TEXT NOT NULL, PRIMARY KEY (id, doc, content));
CREATE INDEX assertions_by_document ON assertions (doc, content);
CREATE TABLE aliases (
    alias VARCHAR NOT NULL, content VARCHAR NOT NULL, id VARCHAR NOT NULL,
    PRIMARY KEY (alias, content));
INSERT INTO meta VALUES ('schema', '1');
"""
"""A desk as the first version made it, which knew no migrations."""
VERSION = "SELECT value FROM meta WHERE key = 'schema'"


def first(folder: Path, document: Document) -> Path:
    folder.mkdir()
    with sqlite3.connect(folder / "desk.sqlite") as connection:
        connection.executescript(FIRST)
        connection.execute(
            "INSERT INTO documents VALUES (?, ?, 1, 'rules 1', ?)",
            (document.id, content_of(document), to_json(document)),
        )
    return folder


def test_a_desk_of_the_first_version_is_brought_forward(tmp_path: Path) -> None:
    document = Document(id="a", text="Some text.", lang="en")
    place = first(tmp_path / "old", document)
    for _ in range(2):
        with Store.open(place) as store:
            assert store.documents() == [document]
    with sqlite3.connect(place / "desk.sqlite") as connection:
        assert connection.execute(VERSION).fetchall() == [(str(newest()),)]
        noted = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        assert noted == [(f"{newest():04}",)]


def test_an_older_desk_that_may_not_be_written_says_so_and_stays_as_it_is(tmp_path: Path) -> None:
    place = File(first(tmp_path / "old", Document(id="a", text="Some text.", lang="en")))
    engine = opened(place.path, writable=False)
    with (
        engine.connect() as connection,
        pytest.raises(StoreError, match=r"older version .* may be read, not written; make it and"),
    ):
        brought_forward(connection, place, writable=False)
    engine.dispose()
    with Store.open(place.directory) as store:
        assert len(store.documents()) == 1


def test_a_desk_that_was_cut_off_on_its_way_forward_is_as_it_was(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = backend(address)
    engine, _ = place.engine()
    with engine.execution_options(writing=True).begin() as connection:
        for statement in filter(str.strip, FIRST.split(";")):
            connection.exec_driver_sql(statement)

    def cut_off(connection: Connection, found: int) -> None:
        migrated(connection, found)
        assert indexes(connection) > {"assertions_by_document"}
        raise KeyboardInterrupt

    migrated = schema._migrate
    with monkeypatch.context() as patch:
        patch.setattr(schema, "_migrate", cut_off)
        with pytest.raises(KeyboardInterrupt):
            Store.open(address)
    with engine.connect() as connection:
        assert indexes(connection) == {"assertions_by_document"}
        assert connection.exec_driver_sql(VERSION).scalar() == "1"
    engine.dispose()
    with Store.open(address) as store:
        assert check(store) == []


def indexes(connection: Connection) -> set[str | None]:
    found = inspect(connection)
    return {i["name"] for table in found.get_table_names() for i in found.get_indexes(table)}


def test_the_migrations_are_one_row_in_order() -> None:
    scripts = ScriptDirectory(str(files("parley.record.migrations")))
    row = [(one.revision, one.down_revision) for one in scripts.walk_revisions()]
    numbers = [f"{number:04}" for number in range(newest(), 0, -1)]
    assert row == list(zip(numbers, [*numbers[1:], None], strict=True))


def test_the_migrations_end_at_the_tables_that_the_store_works_with(address: str) -> None:
    Store.open(address).close()
    engine, _ = backend(address).engine()
    with engine.connect() as connection:
        found = inspect(connection)
        made = {
            name: {
                "columns": {(c["name"], c["nullable"]) for c in found.get_columns(name)},
                "key": found.get_pk_constraint(name)["constrained_columns"],
                "indexes": {(i["name"], *i["column_names"]) for i in found.get_indexes(name)},
            }
            for name in found.get_table_names()
            if name != "alembic_version" and not name.startswith("words")
        }
    engine.dispose()
    assert made == {
        table.name: {
            "columns": {(c.name, c.nullable) for c in table.columns},
            "key": [c.name for c in table.primary_key],
            "indexes": {(i.name, *(c.name for c in i.columns)) for i in table.indexes},
        }
        for table in metadata.sorted_tables
    }


def test_a_desk_that_is_no_longer_whole_is_no_desk(tmp_path: Path) -> None:
    place = first(tmp_path / "old", Document(id="a", text="Some text.", lang="en"))
    with sqlite3.connect(place / "desk.sqlite") as connection:
        connection.execute("DELETE FROM meta")
    with pytest.raises(StoreError, match="is no desk of Parley"):
        Store.open(place)
