"""Work in processes of its own: what comes back, what fails, and that it ends with the board."""

import sys
import time
from itertools import count
from multiprocessing import active_children
from pathlib import Path
from threading import Event

import pytest

from parley.desk import Desk, keyed
from parley.web import Settings, checking
from parley.web.apart import Failed, apart
from parley.web.keeping import Keeper
from parley.web.record import Records


def test_results_come_in_order_and_a_failure_is_told() -> None:
    assert list(apart(range, 1000, over=Event())) == list(range(1000))
    with pytest.raises(Failed, match="ValueError: invalid literal"):
        list(apart(int, "x", over=Event()))  # type: ignore[arg-type]


def test_the_process_ends_with_the_board() -> None:
    over = Event()
    endless = apart(count, over=over)
    assert next(endless) == 0
    over.set()
    assert sum(1 for _ in endless) < sys.maxsize
    assert not active_children()


def test_checks_of_a_large_desk_are_those_of_a_small_one(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Desk.open(own) as desk:
        whole = {(c.claim.doc, c.claim.id): c for _, c in desk.checked_claims()}
        monkeypatch.setattr(keyed, "SMALL", 0)
        assert {(c.claim.doc, c.claim.id): c for _, c in desk.checked_claims()} == whole
        assert {key: check.verdict for key, check in whole.items()} == {
            (told.doc, told.id): told.verdict for told in desk.check()
        }

    monkeypatch.setattr(checking, "SMALL", 0)
    records = Records(Settings(address=own))
    try:
        for _ in range(600):
            known, after = records.record("en").checks.page(100, None)
            if all(one.check for one in known):
                break
            time.sleep(0.1)
        assert after is None
        assert {(one.claim.doc, one.claim.id): one.check for one in known} == whole
    finally:
        records.close()


def test_checks_are_kept_in_the_order_of_documents(own: Path) -> None:
    with Desk.open(own) as desk:
        found = list(desk.checked_claims())
    keeper = Keeper()
    keeper.checks("en", 1, lambda: reversed(found))
    keeper.close()
    kept = [key[0] for key in keeper.checks("en", 1, lambda: iter(()))]
    assert kept == [doc for (_, doc), _ in sorted(found, key=lambda one: (not one[0][0], one[0]))]
