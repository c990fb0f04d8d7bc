"""The queue of a large desk: shown at once by doubt alone, then by what hangs on a decision."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from parley.desk import Desk, Wish
from parley.web import Settings, queue

from .conftest import client_of
from .test_review import form_of, named, send, shown, text

PENDING = "What hangs on a decision is being worked out anew."


@pytest.fixture
def large(own: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(queue, "SMALL", 0)
    with named(client_of(Settings(address=own)), "Ana") as board:
        yield board


def ids(board: TestClient) -> list[str]:
    """The queue, gone through from page to page."""
    found, at = [], "/review"
    while at:
        page = shown(board, at)
        found.append(form_of(page, "accept")["item"])
        more = page.cssselect("a[rel=next]")
        at = more[0].get("href") if more else ""
    return found


def test_doubts_come_at_once_and_what_hangs_on_them_later(large: TestClient, own: Path) -> None:
    first = shown(large)
    assert PENDING in text(first)
    with Desk.open(own) as desk:
        plain = [doubt.id for doubt in desk.doubtful(queue.FIRST)]
        whole = [doubt.id for doubt in desk.queue()]
    assert form_of(first, "accept")["item"] in plain
    for _ in range(600):
        if PENDING not in text(shown(large)):
            break
        time.sleep(0.1)
    assert ids(large) == whole
    form = form_of(shown(large), "accept")
    send(large, "decide", **form)
    assert ids(large) == whole[1:]
    send(large, "undo", number=1)
    assert ids(large) == whole


def test_what_is_decided_leaves_the_queue_while_it_holds(own: Path) -> None:
    with Desk.open(own) as desk:
        one = desk.doubtful(1)[0].id
        known = [e.id for e in desk.chronology() if e.status == "coded" and e.id != one]
        other, third = known[:2]
        desk.decide(Wish(act="accept", author="Ana", ids=(one,)))
        desk.decide(Wish(act="note", author="Ana", ids=(other,), note="See there."))
        desk.decide(Wish(act="reject", author="Ana", ids=(third,)))
        desk.undo(3, "Ana")
        decided = desk.decided_since(0)
        assert one in decided
        assert not {other, third} & decided
        assert desk.decided_since(1) == frozenset()
        assert one not in {doubt.id for doubt in desk.doubtful(50)}


def test_a_queue_that_cannot_be_worked_out_does_not_stop_the_page(
    large: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "worked_out", None)  # what a process cannot call
    for _ in range(3):
        assert form_of(shown(large), "accept")["item"]
        time.sleep(0.2)
