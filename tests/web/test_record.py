"""The record as the board reads it: what it keeps, and when that is worked out anew."""

import datetime as dt
import gc
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from parley.desk import Desk
from parley.desk.keyed import Place
from parley.items import Check, IntervalClaim
from parley.web.filters import Filters
from parley.web.keeping import SLOW, Keeper, _Work
from parley.web.record import Records
from parley.web.settings import Settings

TEXT = "Lloyd Austin met Dong Jun in Singapore on May 31, 2024."


def test_what_was_added_is_there_at_once_in_every_language(tmp_path: Path) -> None:
    place = tmp_path / "desk"
    records = Records(Settings(address=place))
    before = records.record("en").counted(Filters()).total
    assert records.record("en").held()["documents"] == 0
    with Desk.open(place) as desk:
        (tmp_path / "a.txt").write_text(TEXT)
        desk.add(tmp_path / "a.txt", voice="press")
        for ui in ("en", "zh-Hant"):
            assert records.record(ui).held()["documents"] == 1
    record = records.record("en")
    assert [e.start for e in record.told_in("a")] == [dt.date(2024, 5, 31)]
    assert record.counted(Filters()).total >= before


def test_another_desk_in_its_place_is_opened(tmp_path: Path) -> None:
    place, other = tmp_path / "desk", tmp_path / "other"
    (tmp_path / "a.txt").write_text(TEXT)
    for folder in (place, other):
        with Desk.open(folder) as desk:
            desk.add(tmp_path / "a.txt", voice="press")
    records = Records(Settings(address=place))
    assert "a" in records.record("en").documents
    (tmp_path / "b.txt").write_text("The two sides talked.")
    with Desk.open(other) as desk:
        desk.add(tmp_path / "b.txt", voice="press")
    (other / "desk.sqlite").replace(place / "desk.sqlite")
    assert "b" in records.record("en").documents


@pytest.fixture
def work() -> _Work:
    return _Work(ThreadPoolExecutor(1))


def test_what_is_quick_is_waited_for_and_done_once(work: _Work) -> None:
    done: list[int] = []
    assert work.get(1, lambda: done.append(1) or "one") == "one"  # type: ignore[func-returns-value]
    assert work.get(1, lambda: done.append(2) or "two") == "one"  # type: ignore[func-returns-value]
    assert work.get(2, lambda: done.append(3) or "three") == "three"  # type: ignore[func-returns-value]
    assert done == [1, 3]


def test_what_is_slow_is_shown_as_it_was_until_it_is_done(work: _Work) -> None:
    go = threading.Event()

    def slow() -> str:
        go.wait(20)
        return "new"

    work.get(1, lambda: "old")
    work._took = SLOW
    assert work.get(2, slow) == "old"
    assert work.get(2, slow) == "old"
    go.set()
    while work.get(2, slow) != "new":
        time.sleep(0.01)


def test_what_fails_is_told_and_tried_again(work: _Work) -> None:
    def fails() -> str:
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        work.get(1, fails)
    assert work.get(1, lambda: "there") == "there"


def test_what_is_kept_costs_no_collection_of_garbage(work: _Work) -> None:
    def slow() -> list[list[int]]:
        time.sleep(SLOW)
        return [[n] for n in range(10_000)]

    assert len(work.get(1, slow)) == 10_000
    assert gc.get_freeze_count() > 10_000
    gc.unfreeze()


def test_what_takes_long_ends_with_the_board() -> None:
    keeper, begun, ended = Keeper(), threading.Event(), threading.Event()
    check = Check(claim=IntervalClaim(id="c-1", doc="a", relation="gap"), verdict="holds")

    def work() -> Iterator[tuple[Place, Check]]:
        try:
            while True:
                begun.set()
                yield ("2024-01-01", "a"), check
        finally:
            ended.set()

    keeper.checks("en", 1, work)
    assert begun.wait(10)
    keeper.close()
    assert ended.wait(10)
