"""``parley desk``: figures, check, backup and back."""

import json
import sqlite3
from pathlib import Path

import msgspec
import pytest
from tests.cli.conftest import Parley

from parley.record import DeskInfo


@pytest.fixture
def desk(parley: Parley, note: Path, tmp_path: Path) -> Path:
    assert parley("run", note, "--desk", tmp_path / "desk").code == 0
    return tmp_path / "desk"


def test_what_a_desk_holds_is_shown(parley: Parley, desk: Path) -> None:
    shown = parley("desk", "info", "--desk", desk)
    assert shown.code == 0
    assert "desk.sqlite" in shown.out
    assert ["document", "current", "1", "1"] in [
        line.strip("│ ").replace("│", " ").split() for line in shown.out.splitlines()
    ]
    told = parley("desk", "info", "--desk", desk, "--format", "json")
    assert msgspec.json.decode(told.out, type=DeskInfo).documents["current"]["en"] == 1


def test_a_sound_desk_is_called_so_and_another_named_with_what_is_wrong(
    parley: Parley, desk: Path
) -> None:
    sound = parley("desk", "check", "--desk", desk)
    assert (sound.code, sound.err) == (0, f"{desk}: sound\n")
    with sqlite3.connect(desk / "desk.sqlite") as database:
        database.execute("UPDATE documents SET payload = '{'")
    spoilt = parley("desk", "check", "--desk", desk)
    assert spoilt.code == 1
    assert spoilt.err.startswith("document note: damaged (")
    (problem,) = json.loads(parley("desk", "check", "--desk", desk, "--format", "json").out)
    assert problem["source"] == "document note"


def test_a_desk_goes_to_a_server_and_back(
    parley: Parley, desk: Path, tmp_path: Path, database: str
) -> None:
    before = parley("chronology", "--desk", desk, "--format", "json").out
    for step in (
        ("backup", tmp_path / "one.sqlite", "--desk", desk),
        ("restore", tmp_path / "one.sqlite", "--desk", database),
        ("backup", tmp_path / "two.sqlite", "--desk", database),
        ("restore", tmp_path / "two.sqlite", "--desk", tmp_path / "again"),
    ):
        ran = parley("desk", *step)
        assert (ran.code, ran.out) == (0, "")
        assert ran.err.endswith(", checked\n")
    for place in (database, tmp_path / "again"):
        assert parley("chronology", "--desk", place, "--format", "json").out == before


def test_what_would_be_lost_is_not_overwritten_unasked(
    parley: Parley, desk: Path, tmp_path: Path
) -> None:
    file = tmp_path / "copy"
    assert parley("desk", "backup", file, "--desk", desk).code == 0
    for step in ("backup", "restore"):
        ran = parley("desk", step, file, "--desk", desk)
        assert ran.code == 2
        assert "--overwrite" in ran.err
        assert parley("desk", step, file, "--desk", desk, "--overwrite").code == 0


@pytest.mark.parametrize("step", [("info",), ("check",), ("backup", "copy")])
def test_a_desk_that_is_not_there_is_not_made(
    parley: Parley, tmp_path: Path, step: tuple[str, ...]
) -> None:
    ran = parley("desk", *step, "--desk", tmp_path / "none")
    assert ran.code == 2
    assert "none: no desk there; make one with: parley run PATH --desk" in ran.err
    assert not (tmp_path / "none").exists()
