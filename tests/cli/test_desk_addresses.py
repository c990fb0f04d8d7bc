"""A desk on a server does what a desk in a folder does."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Parley

from parley.desk import Desk

FILES = ("report.html", "report.md", "chronology.csv", "channels.json")


def test_a_desk_on_a_server_gives_the_same_report(
    parley: Parley, tmp_path: Path, note: Path, database: str
) -> None:
    local = parley("run", note, "--desk", tmp_path / "desk")
    served = parley("run", note, "--desk", database, "--out", tmp_path / "out")
    assert (local.code, served.code) == (0, 0)
    for name in FILES:
        assert (tmp_path / "desk" / name).read_bytes() == (tmp_path / "out" / name).read_bytes()
    again = parley("run", note, "--desk", database, "--out", tmp_path / "out")
    assert "0 added, 0 updated, 1 unchanged; 1 on the desk" in again.out
    for command in ("chronology", "channels", "check"):
        shown = parley(command, "--desk", database, "--format", "json")
        assert shown == parley(command, "--desk", tmp_path / "desk", "--format", "json")


def test_the_report_goes_where_one_looks_for_it(
    parley: Parley, tmp_path: Path, note: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "report/report.html" in parley("run", note, "--desk", database).out
    assert "desk/report.html" in parley("run", note).out
    assert "elsewhere/report.html" in parley("run", note, "--out", "elsewhere").out
    assert {p.name for p in tmp_path.iterdir() if p.is_dir()} == {"report", "desk", "elsewhere"}


def test_a_report_is_not_read_as_documents_of_the_next_run(
    parley: Parley, tmp_path: Path, note: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for out in ("report", "."):
        for _ in range(2):
            ran = parley("run", ".", "--desk", database, "--out", out)
            assert (ran.code, "1 on the desk" in ran.out) == (0, True)
    assert note.is_file()


def test_what_no_server_keeps_is_replaced_as_in_any_text(
    parley: Parley, tmp_path: Path, database: str
) -> None:
    corpus = tmp_path / "corpus.jsonl"
    row = {"id": "a\0b", "text": "They met.\0", "voice": "press", "published": "2024-05-04"}
    corpus.write_text(json.dumps(row), encoding="utf-8")
    ran = parley("run", corpus, "--desk", database, "--out", tmp_path)
    assert (ran.code, ran.err) == (0, "")
    with Desk.open(database) as desk:
        assert [document.id for document in desk.documents()] == ["a\ufffdb"]
        assert desk.verify() == []


def test_a_desk_that_is_not_on_the_server_is_told_with_how_to_make_it(
    parley: Parley, database: str
) -> None:
    ran = parley("chronology", "--desk", database)
    assert ran.code == 2
    assert "no desk there; make one with: parley run PATH --desk postgresql://postgres@" in ran.err


def test_a_password_is_in_no_message(parley: Parley, note: Path) -> None:
    ran = parley("run", note, "--desk", "postgresql://me:secret@127.0.0.1:1/desk")
    assert ran.code == 2
    assert ran.err.startswith("parley: postgresql://me:***@127.0.0.1:1/desk: cannot be reached: ")
    assert "secret" not in ran.err
