"""The record as the board holds it: read once, and again when the desk has changed."""

from pathlib import Path

from parley.desk import Desk
from parley.web.record import Records
from parley.web.settings import Settings

TEXT = "Lloyd Austin met Dong Jun in Singapore on May 31, 2024."


def test_the_record_is_read_again_when_the_desk_has_changed_and_not_before(tmp_path: Path) -> None:
    place = tmp_path / "desk"
    records = Records(Settings(address=place))
    empty = records.record("en")
    assert records.record("en") is empty
    with Desk.open(place) as desk:
        (tmp_path / "a.txt").write_text(TEXT)
        desk.add(tmp_path / "a.txt", voice="press")
        while_open = records.record("en")
        assert set(while_open.documents) == {"a"}
    full = records.record("en")
    assert records.record("en") is full
    with Desk.open(place) as other:  # somebody who only reads
        assert len(other.documents()) == 1
        assert records.record("en") is full
    assert records.record("en") is full
    assert records.record("zh-Hant") is not full
