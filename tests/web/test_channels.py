"""The channels a page at a time, and pages that come before the states of channels are known."""

import datetime as dt

import pytest
from lxml import html
from starlette.testclient import TestClient

from parley.web.keeping import Keeper
from parley.web.pages import channels


def listed(board: TestClient, path: str) -> list[str]:
    page = html.fromstring(board.get(path).content)
    return [a.get("href") for a in page.cssselect("table.channels tbody th a")]


def test_pages_of_channels_give_each_once(
    board: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: list[str] = []
    monkeypatch.setattr(channels, "ROWS", 7)
    path, before = "/channels", None
    while path:
        some = listed(board, path)
        assert 0 < len(some) <= 7
        whole += some
        page = html.fromstring(board.get(path).content)
        back = [a.get("href") for a in page.cssselect("nav.pages a[rel=prev]")]
        assert back == ([before] if before else [])
        before = path
        path = next((a.get("href") for a in page.cssselect("nav.pages a[rel=next]")), "")
    monkeypatch.setattr(channels, "ROWS", 1000)
    assert whole == listed(board, "/channels")
    assert len(whole) == len(set(whole)) > 7
    assert board.get("/channels?after=none").status_code == 404


@pytest.mark.parametrize("path", ["/", "/channels", "/channels/usa-chn-defence-ministers"])
def test_a_page_does_not_wait_for_states(
    board: TestClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Keeper, "standing_soon", lambda *_: False)
        early = html.fromstring(board.get(path).content)
    (told,) = early.cssselect("[role=status][hx-get]")
    assert told.get("hx-get") == path
    assert [a.get("href") for a in told.cssselect("a")] == [path]
    assert not early.cssselect(".lanes")
    assert not html.fromstring(board.get(path).content).cssselect("[hx-get][role=status]")


def test_a_piece_stays_until_its_stamp_changes() -> None:
    keeper, day = Keeper(), dt.date(2024, 1, 1)
    assert keeper.piece(("lanes", day), 1, lambda: "first") == "first"
    assert keeper.piece(("lanes", day), 1, lambda: "second") == "first"
    assert keeper.piece(("lanes", day), 2, lambda: "second") == "second"
