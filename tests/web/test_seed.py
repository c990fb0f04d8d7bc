"""What an analyst first looks for in a document, in at most three clicks from the overview."""

from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from parley.desk import Desk
from parley.web import Settings

from .conftest import client_of


@pytest.fixture(scope="module")
def board(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("seed") / "desk"
    with Desk.open(folder) as desk:
        desk.add(shared / "seeds")
    return client_of(Settings(address=folder))


def follow(board: TestClient, path: str, selector: str, told: str = "") -> str:
    """The address of the first link on a page that says something."""
    page = html.fromstring(board.get(path).content)
    return next(a.get("href") for a in page.cssselect(selector) if told in a.text_content())


@pytest.mark.parametrize(
    "told",
    [
        "refused a meeting",
        "contacts of chiefs of staff by video",
        "Defense Policy Coordination Talks",
    ],
)
def test_an_event_is_three_clicks_away_with_its_sentence(board: TestClient, told: str) -> None:
    documents = follow(board, "/", "nav a", "Documents")
    document = follow(board, documents, "tbody a")
    event = follow(board, document, "li.is-event a", told)
    page = html.fromstring(board.get(event).content)
    assert told in page.cssselect("h1")[0].text_content()
    assert page.cssselect("figure.source mark")


def test_both_sides_statements_are_two_clicks_away(board: TestClient) -> None:
    document = follow(board, follow(board, "/", "nav a", "Documents"), "tbody a")
    page = html.fromstring(board.get(document).content)
    told = [item.text_content() for item in page.cssselect("li.is-statement")]
    assert any("U.S." in one for one in told)
    assert any("China" in one for one in told)


def test_the_checks_are_one_click_away(board: TestClient) -> None:
    page = html.fromstring(board.get(follow(board, "/", "nav a", "Checks")).content)
    assert len(page.cssselect("article.check")) >= 4
    for check in page.cssselect("article.check"):
        assert check.cssselect("mark")
        assert check.cssselect(".verdict")
