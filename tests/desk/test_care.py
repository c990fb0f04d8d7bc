"""Care of a desk from Python."""

from pathlib import Path

import pytest

from parley.desk import Desk, DeskError

TEXT = "Lloyd Austin met Dong Jun in Singapore on May 31, 2024."


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_desk_tells_what_it_holds(address: str, note: Path) -> None:
    with Desk.open(address) as desk:
        desk.add(note, voice="press")
        found = desk.info()
    assert found.documents == {"current": {"all": 1, "en": 1}}
    assert found.events == {"CONSULT": {"all": 1, "en": 1}}
    assert found.stale == 0


def test_a_desk_is_checked_copied_and_made_again(address: str, note: Path, tmp_path: Path) -> None:
    with Desk.open(address) as desk:
        desk.add(note, voice="press")
        assert desk.verify() == []
        desk.backup(tmp_path / "copy")
        before = desk.chronology()
    Desk.restore(tmp_path / "copy", tmp_path / "again")
    with Desk.open(tmp_path / "again") as desk:
        assert desk.chronology() == before
        with pytest.raises(DeskError, match="copy: is there already"):
            desk.backup(tmp_path / "copy")
    with pytest.raises(DeskError, match="is not empty"):
        Desk.restore(tmp_path / "copy", address)


def test_without_a_desk_there_is_nothing_to_care_for(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "none") as desk:
        for call in (desk.info, desk.verify, lambda: desk.backup(tmp_path / "copy")):
            with pytest.raises(DeskError, match="no desk there; make one with: parley run"):
                call()
    assert list(tmp_path.iterdir()) == []
