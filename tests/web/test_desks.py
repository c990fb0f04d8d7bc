"""Desks that may not be written, that somebody else holds, and that are damaged."""

import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from parley.record import sqlite
from parley.web import Settings, keeping

from .conftest import client_of
from .test_pages import PAGES, page, text

OWN = {"Origin": "http://localhost:8765", "Sec-Fetch-Site": "same-origin"}
LANGUAGES = {"en": "nothing was kept", "zh-TW": "沒有儲存", "zh-CN": "没有保存"}
READOUT = "The defence ministers of China and the United States met on 3 May 2024 in Singapore."


def first(board: TestClient) -> tuple[str, str]:
    """The ids of a document and of an event."""
    document = board.get("/api/documents").json()[0]["id"]
    event = board.get("/api/chronology?order=newest&limit=1").json()["events"][0]["id"]
    return document, event


def every(board: TestClient) -> list[str]:
    """The addresses of pages of every kind."""
    document, event = first(board)
    return [
        *PAGES,
        f"/document?id={document}",
        f"/document/new?id={document}",
        f"/document/new?id={document}&start=0&end=20",
        f"/events/{event}",
        f"/compare?a={document}&b={document}&how=accounts",
        "/channels/usa-chn-military",
        "/search?q=%E5%8F%B0%E7%81%A3",
        "/review/log",
        "/export?format=csv",
    ]


def posts(board: TestClient, name: str = "A") -> dict[str, dict[str, str]]:
    """What would write: the addresses and the forms."""
    document = first(board)[0]
    item = board.get("/api/queue").json()["doubts"][0]["id"]
    board.cookies.set("parley-author", name)
    return {
        "/review/decide": {"do": "accept", "item": item, "seen": "0"},
        "/document/new": {
            "doc": document, "first": "0", "last": "20", "kind": "event", "mode": "meet",
            "parties": "CHN USA", "date": "2024-05-03", "author": name,
        },
    }  # fmt: skip


def added(board: TestClient, lang: str = "en") -> tuple[str, str]:
    """What the page of a run says that adds a text, and its address."""
    answer = board.post("/add", data={"text": READOUT, "title": "A"}, headers=OWN)
    where = answer.headers["location"]
    for _ in range(200):
        if not page(board, where, lang).cssselect("progress"):
            break
        time.sleep(0.1)
    return text(page(board, where, lang).get_element_by_id("said")), where


@pytest.fixture
def shut(own: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A desk without permission to write, whoever runs the tests."""
    real = os.access

    def access(path: Any, mode: int, **more: Any) -> bool:
        inside = Path(path) == own or own in Path(path).parents
        return real(path, mode, **more) and not (inside and mode == os.W_OK)

    for path in own.glob("desk.sqlite-*"):
        path.unlink()
    (own / "desk.sqlite").chmod(0o444)
    own.chmod(0o555)
    monkeypatch.setattr(os, "access", access)
    yield own
    own.chmod(0o755)


@pytest.fixture
def held(own: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], sqlite3.Connection]]:
    """Takes the desk, as a writer that does not end; who waits for it waits for a second."""
    monkeypatch.setattr(sqlite, "WAIT_SECONDS", 1)
    monkeypatch.setattr(keeping, "GATHERING", 0.5)
    other = sqlite3.connect(own / "desk.sqlite", isolation_level=None)

    def take() -> sqlite3.Connection:
        other.execute("BEGIN IMMEDIATE")
        return other

    yield take
    other.close()


def changed(desk: Path) -> None:
    """Lets documents wait to be gathered."""
    with sqlite3.connect(desk / "desk.sqlite") as open_desk:
        open_desk.execute("INSERT OR IGNORE INTO dirty SELECT id FROM documents LIMIT 2")
    open_desk.close()


def test_a_desk_that_may_not_be_written_shows_every_page(shut: Path) -> None:
    board = client_of(Settings(address=shut))
    before = (shut / "desk.sqlite").read_bytes()
    for path in every(board):
        assert board.get(path).status_code == 200, path
    assert (shut / "desk.sqlite").read_bytes() == before
    assert [path.name for path in shut.iterdir()] == ["desk.sqlite"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_desk_that_may_not_be_written_says_so_to_who_decides(shut: Path, lang: str) -> None:
    board = client_of(Settings(address=shut))
    for path, form in posts(board).items():
        answer = board.post(path, data=form, headers=OWN | {"Accept-Language": lang})
        assert answer.status_code == 403, (path, answer.text[:500])
        assert LANGUAGES[lang] in answer.text
        assert str(shut) not in answer.text
    assert board.get("/api/decisions").json() == []


def test_what_is_added_to_a_desk_that_may_not_be_written_can_be_tried_again(shut: Path) -> None:
    board = client_of(Settings(address=shut))
    said, where = added(board)
    assert "may be read, not written" in said
    assert "沒有儲存" in text(page(board, where, "zh-TW").get_element_by_id("said"))
    assert page(board, where).cssselect("form[action$='/again']")


def test_a_desk_that_may_not_be_written_says_what_its_record_lacks(own: Path, shut: Path) -> None:
    own.chmod(0o755)
    (own / "desk.sqlite").chmod(0o644)
    changed(own)
    board = client_of(Settings(address=shut))
    for path in every(board)[:-1]:
        assert "are not in the record" in text(page(board, path)), path


def test_a_desk_that_somebody_holds_shows_every_page_at_once(
    own: Path, held: Callable[[], sqlite3.Connection]
) -> None:
    changed(own)
    other = held()
    board = client_of(Settings(address=own))
    for path in every(board):
        assert board.get(path).status_code == 200, path
    for _ in range(100):
        if "Somebody else is writing" in text(page(board, "/documents")):
            break
        time.sleep(0.1)
    else:
        pytest.fail("nothing is said of who writes")
    other.execute("ROLLBACK")
    for _ in range(100):
        if not page(board, "/documents").cssselect(".flash"):
            break
        time.sleep(0.1)
    else:
        pytest.fail("what waited was not gathered")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_decides_on_a_desk_that_somebody_holds_is_told_to_try_again(
    own: Path, held: Callable[[], sqlite3.Connection], lang: str
) -> None:
    board = client_of(Settings(address=own))
    asked = posts(board)
    other = held()
    for path, form in asked.items():
        answer = board.post(path, data=form, headers=OWN | {"Accept-Language": lang})
        assert answer.status_code == 503, (path, answer.text[:500])
        assert answer.headers["retry-after"]
        assert LANGUAGES[lang] in answer.text
    other.execute("ROLLBACK")
    assert board.get("/api/decisions").json() == []
    for path, form in asked.items():
        assert board.post(path, data=form, headers=OWN).status_code == 303, path


def test_what_is_added_while_somebody_writes_waits_to_be_tried_again(
    own: Path, held: Callable[[], sqlite3.Connection]
) -> None:
    board = client_of(Settings(address=own))
    count = len(board.get("/api/documents").json())
    other = held()
    said, where = added(board)
    assert "nothing was kept" in said
    other.execute("ROLLBACK")
    assert board.post(f"{where}/again", headers=OWN).status_code == 303
    for _ in range(200):
        if len(board.get("/api/documents").json()) == count + 1:
            return
        time.sleep(0.1)
    pytest.fail("it was lost")


def zeros(data: bytearray) -> bytes:
    return bytes(4096) + data[4096:]


def noise(data: bytearray) -> bytes:
    for place in range(8192, len(data) - 4096, 8192):
        data[place : place + 4096] = b"\xa5" * 4096
    return bytes(data)


def half(data: bytearray) -> bytes:
    return bytes(data[: len(data) // 2 // 4096 * 4096])


def other(data: bytearray) -> bytes:
    return b"no desk at all" * 1000


@pytest.mark.parametrize("harm", [zeros, noise, half, other])
def test_a_damaged_desk_gives_a_page_that_says_so(
    desk: Path, own: Path, harm: Callable[[bytearray], bytes]
) -> None:
    addresses = every(client_of(Settings(address=desk)))
    file = own / "desk.sqlite"
    with sqlite3.connect(file) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    opened.close()
    whole = file.read_bytes()
    file.write_bytes(harm(bytearray(whole)))
    board = client_of(Settings(address=own))
    for path in addresses:
        for lang, word in {"en": "damaged", "zh-TW": "已損壞", "zh-CN": "已损坏"}.items():
            answer = board.get(path, headers={"Accept-Language": lang})
            if answer.status_code == 200:  # what it needs is in a part that is whole
                continue
            assert answer.status_code == 503, (path, answer.text[:500])
            assert word in answer.text
            assert not re.search(r"sqlite|Traceback|/tmp", answer.text, re.IGNORECASE)
    assert board.get("/api/info").json()["error"]["code"] == "damaged"
    shutil.move(file, own / "aside")
    file.write_bytes(whole)
    for path in addresses:
        assert board.get(path).status_code == 200, path
