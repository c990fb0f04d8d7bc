"""A desk's documents in order of date, with what holds of their events."""

import datetime as dt
from pathlib import Path

import pytest

from parley.desk import Desk, Wish
from parley.documents import Reading
from parley.items import Document
from parley.record import Store, by_date, bydate, heads

TEXT = "Lloyd Austin met Dong Jun in Singapore on May 31, 2024."


@pytest.fixture
def place(tmp_path: Path) -> Path:
    days = {"late": dt.date(2024, 6, 2), "early": dt.date(2024, 6, 1), "undated": None}
    given = [
        Document(id=key, text=f"{TEXT} {key}.", lang="en", voice="press", published=day)
        for key, day in days.items()
    ]
    with Desk.open(tmp_path / "desk") as desk:
        desk.add(Reading(tuple(given), ()))
    return tmp_path / "desk"


def test_by_date_and_the_undated_last(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bydate, "AT_ONCE", 2)
    with Store.open(place) as store, store.reading() as connection:
        assert [head.id for head in heads(connection)] == ["early", "late", "undated"]
        found = list(by_date(connection, heads(connection)))
        assert [told.document.id for told in found] == ["early", "late", "undated"]
        assert all({event.doc for event in told.events} == {told.document.id} for told in found)
        assert not any(told.events for told in by_date(connection, heads(connection), False))


def test_what_was_rejected_does_not_count(place: Path) -> None:
    with Desk.open(place, reference=False) as desk:
        (event,) = desk.chronology()
        desk.decide(Wish(act="reject", author="A", ids=(event.id,)))
    with Store.open(place) as store, store.reading() as connection:
        assert not any(told.events for told in by_date(connection, heads(connection)))
