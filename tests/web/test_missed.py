"""Adding an event that was missed: from a sentence, or from words that were selected."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from starlette.testclient import TestClient

from parley.desk import Desk
from parley.items import IntervalClaim, Statement
from parley.web import Settings

from .conftest import client_of

OURS = {"Sec-Fetch-Site": "same-origin"}
DOC = "readout-kuala-lumpur.en"
WORDS = "The Secretary underlined the value of regular contact between the two militaries"


@pytest.fixture
def board(own: Path) -> TestClient:
    return client_of(Settings(address=own))


def page(board: TestClient, at: str, status: int = 200) -> html.HtmlElement:
    answer = board.get(at)
    assert answer.status_code == status, answer.text[:300]
    return html.fromstring(answer.content)


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def form(board: TestClient, kind: str = "A new event") -> dict[str, str]:
    """The form for the sentence, as a browser without a script comes to it."""
    document = page(board, f"/document?id={DOC}")
    listed = page(board, document.cssselect(".doing a")[0].get("href"))
    [other] = [a for a in listed.cssselect(".kinds a") if text(a) == kind]
    listed = page(board, other.get("href"))
    [link] = [a for a in listed.cssselect(".sentences a") if WORDS in text(a)]
    found = page(board, link.get("href"))
    assert text(found.cssselect("mark")[0]) == text(link)
    return dict(found.cssselect("form.missed")[0].form_values())


def test_an_event_is_added_from_a_sentence(board: TestClient, own: Path) -> None:
    told = {"author": "Ana", "mode": "urge", "parties": "China, USA", "date": "31 October 2025"}
    answer = board.post("/document/new", data=form(board) | told, headers=OURS)
    assert answer.status_code == 303
    to = answer.headers["location"]
    [key] = parse_qs(urlsplit(to).query)["item"]
    assert "Ana · added" in text(page(board, to))
    with Desk.open(own) as desk:
        event = desk.look(key).event
        assert event is not None
        assert (event.mode, event.parties, str(event.start)) == (
            "urge",
            ("CHN", "USA"),
            "2025-10-31",
        )
        assert WORDS in event.sources[0].evidence[0].text
    item = page(board, f"/document?id={DOC}").get_element_by_id(key)
    assert "accepted by an analyst" in text(item)
    again = board.post("/document/new", data=form(board) | told, headers=OURS)
    assert again.headers["location"].startswith("/document?")


@pytest.mark.parametrize(
    ("kind", "told", "expected"),
    [
        (
            "A new statement",
            {"speaker.party": "USA", "issue": "trade", "act": "commit"},
            ("statement", "USA", "trade"),
        ),
        (
            "A new claim",
            {"relation": "first-since", "value": "17", "unit": "month", "hedge": "nearly"},
            ("interval_claim", 17, "month"),
        ),
    ],
)
def test_a_statement_and_a_claim_are_added_too(
    kind: str, told: dict[str, str], expected: tuple[object, ...], board: TestClient, own: Path
) -> None:
    answer = board.post(
        "/document/new", data=form(board, kind) | told | {"author": "Ana"}, headers=OURS
    )
    assert answer.status_code == 303, (
        html.fromstring(answer.content).cssselect("[role=alert]")[0].text_content()
    )
    to = answer.headers["location"]
    [key] = parse_qs(urlsplit(to).query)["item"]
    assert "Ana · added" in text(page(board, to))
    with Desk.open(own) as desk:
        [item] = desk.look(key).tellings
    assert WORDS in item.evidence[0].text
    if isinstance(item, Statement):
        assert ("statement", item.speaker.party, item.issue) == expected
    else:
        assert isinstance(item, IntervalClaim)
        assert ("interval_claim", item.value, item.unit) == expected


def test_a_claim_that_lacks_its_unit_comes_back(board: TestClient) -> None:
    told = {"author": "Ana", "relation": "gap", "value": "17"}
    answer = board.post("/document/new", data=form(board, "A new claim") | told, headers=OURS)
    assert answer.status_code == 400
    found = html.fromstring(answer.content)
    assert found.cssselect("[role=alert]")
    held = dict(found.cssselect("form.missed")[0].form_values())
    assert (held["kind"], held["relation"], held["value"]) == ("interval_claim", "gap", "17")


def test_what_cannot_be_added_comes_back_with_what_was_written(board: TestClient) -> None:
    told = {"author": "Ana", "mode": "urge", "parties": "Atlantis", "date": "some day"}
    answer = board.post("/document/new", data=form(board) | told, headers=OURS)
    assert answer.status_code == 400
    found = html.fromstring(answer.content)
    assert found.cssselect("[role=alert]")
    held = dict(found.cssselect("form.missed")[0].form_values())
    assert (held["parties"], held["date"], held["mode"]) == ("Atlantis", "some day", "urge")


def test_words_are_those_selected_without_white_space(board: TestClient, own: Path) -> None:
    with Desk.open(own) as desk:
        whole = next(d for d in desk.documents() if d.id == DOC).text
    start = whole.index(WORDS) - 1
    at = f"/document/new?id={DOC}&start={start}&end={start + len(WORDS) + 1}"
    assert text(page(board, at).cssselect("mark")[0]) == WORDS


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 404),
        ("id=none", 404),
        (f"id={DOC}&page=9", 404),
        (f"id={DOC}&start=1", 400),
        (f"id={DOC}&kind=rumour", 400),
        (f"id={DOC}&start=-1&end=3", 400),
        (f"id={DOC}&start=5&end=5", 400),
        (f"id={DOC}&start=99999&end=999999", 400),
    ],
)
def test_what_is_not_there_is_not_chosen(board: TestClient, query: str, status: int) -> None:
    page(board, f"/document/new?{query}", status)


def test_nobody_adds_without_a_name(board: TestClient, own: Path) -> None:
    told = {"mode": "urge", "parties": "China, USA"}
    answer = board.post("/document/new", data=form(board) | told, headers=OURS)
    assert (answer.status_code, "no-author" in answer.text) == (400, True)
    with Desk.open(own) as desk:
        assert desk.decisions() == []
