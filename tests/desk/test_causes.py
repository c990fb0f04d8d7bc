"""What caused an event is known, and by its own name, where documents tell of either too."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

import parley

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "documents"
DAY = dt.date(2026, 5, 31)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[parley.Desk]:
    """A desk with the example documents."""
    with parley.Desk.open(tmp_path_factory.mktemp("desk")) as opened:
        opened.add([EXAMPLES])
        yield opened


def test_a_break_keeps_its_cause_where_documents_tell_of_it_too(desk: parley.Desk) -> None:
    found = desk.durability(DAY, ["USA", "CHN"], only=True)
    (shock,) = (one for one in found.shocks if one.day == dt.date(2022, 8, 5))
    assert "2022-08-02-pelosi-taiwan-visit" in {cause.event for cause in shock.because}


def test_a_cause_is_named_by_what_it_has_become(desk: parley.Desk) -> None:
    events = {event.id: event for event in desk.chronology()}
    defended = events["2022-08-08-china-defends-cancellations"]
    (cause,) = defended.cause
    assert "2022-08-05-china-eight-countermeasures" in events[cause].aliases
    assert desk.events([defended.id])[defended.id] == defended
