"""The board of a team's desk, on a PostgreSQL server: two at once, and the server gone a while."""

import re
import time
from collections.abc import Iterator
from threading import Barrier, Event, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests import postgres

from parley.desk import Desk
from parley.web import Settings

from .conftest import EXAMPLES, client_of
from .test_fuzz import header, holds, path, query
from .test_pages import page, text
from .test_plans import PAGES
from .test_review import OURS, form_of, named, send, shown


@pytest.fixture(scope="module")
def team(postgresql: str) -> str:
    """The address of a desk on a server, with some of the bundled documents."""
    postgres.order(postgresql, "CREATE DATABASE team")
    address = f"postgresql://postgres@/team?host={postgresql}"
    with Desk.open(address) as desk:
        for paper in sorted(EXAMPLES.glob("*.en.txt")):
            desk.add(paper)
    return address


@pytest.fixture
def board(team: str) -> Iterator[TestClient]:
    with client_of(Settings(address=team)) as opened:
        yield opened


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from(["GET", "GET", "GET", "HEAD", "POST", "PUT"]), path, query, header)
def test_no_request_makes_the_board_of_a_team_fail(
    board: TestClient, method: str, at: str, asked: list[tuple[str, str]], headers: dict[str, str]
) -> None:
    holds(board, method, at, asked, headers)


ZOOMS = ["/?from=2024-01&to=2024-12", "/?from=2024-05-28&to=2024-06-03"]


@pytest.mark.parametrize("at", [*PAGES, *ZOOMS])
def test_every_page_is_shown_of_a_desk_on_a_server(board: TestClient, at: str) -> None:
    answer = board.get(at)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("name", ["item", "other", "doc", "note", "reason", "tags"])
def test_what_no_database_can_keep_is_refused(board: TestClient, name: str) -> None:
    named(board, "Ana")
    form = {"do": "note", "item": "e-none", "note": "x"} | {name: "a\0b"}
    assert send(board, "decide", **form).status_code == 400
    for at, field in {"/recode": "id", "/document/new": "doc", "/add": "title"}.items():
        asked = {"text": "They met.", field: "a\0b"}
        assert board.post(at, data=asked, headers=OURS).status_code == 400, at


def at_once(*sent: tuple[TestClient, dict[str, str]]) -> list[int]:
    """What becomes of decisions that are sent at the same time."""
    ready, found = Barrier(len(sent)), dict.fromkeys(range(len(sent)), 0)

    def one(number: int, board: TestClient, form: dict[str, str]) -> None:
        ready.wait()
        found[number] = send(board, "decide", **form).status_code

    threads = [Thread(target=one, args=(n, *some)) for n, some in enumerate(sent)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found.values())


def test_of_two_who_decide_on_one_event_at_once_one_is_told_of_the_other(team: str) -> None:
    ana, bo = (named(client_of(Settings(address=team)), name) for name in ("Ana", "Bo"))
    forms = [form_of(shown(ana), act) for act in ("accept", "reject")]
    assert at_once((ana, forms[0]), (bo, forms[1])) == [303, 409]
    with Desk.open(team) as desk:
        kept = desk.decisions()[-1].decision
    late = (bo, forms[1]) if kept.author == "Ana" else (ana, forms[0])
    answer = send(late[0], "decide", **late[1])
    assert answer.status_code == 409
    assert re.search(rf"{kept.author} (· accepted|has rejected)", " ".join(answer.text.split()))


def test_two_who_decide_on_different_events_at_once_are_both_kept(team: str) -> None:
    ana, bo = (named(client_of(Settings(address=team)), name) for name in ("Ana", "Bo"))
    with Desk.open(team) as desk:
        coded = [event.id for event in desk.chronology() if event.status == "coded"]
    hers, his = (form_of(shown(ana, f"/review?item={key}"), "accept") for key in coded[:2])
    assert at_once((ana, hers), (bo, his)) == [303, 303]
    with Desk.open(team) as desk:
        by = [desk.look(form["item"]).event for form in (hers, his)]
        authors = {one.decision.author for one in desk.decisions()}
    assert [event and event.status for event in by] == ["accepted", "accepted"]
    assert {"Ana", "Bo"} <= authors


def test_a_server_that_is_gone_is_told_of_and_served_again_when_it_is_back(
    team: str, postgresql: str
) -> None:
    board = named(client_of(Settings(address=team)), "Ana")
    with Desk.open(team) as desk:
        key = next(event.id for event in desk.chronology() if event.status == "coded")
    form = form_of(shown(board, f"/review?item={key}"), "accept")
    found: list[tuple[str, int, str]] = []
    over = Event()

    def ask() -> None:
        reader = client_of(Settings(address=team))
        while not over.is_set():
            for at in ("/chronology", "/api/chronology?limit=5"):
                answer = reader.get(at)
                found.append((at, answer.status_code, answer.text))

    asking = Thread(target=ask)
    asking.start()
    try:
        while not found:
            time.sleep(0.05)
        with postgres.away(postgresql):
            for at in ("/", "/chronology", "/channels", "/checks", "/review", "/documents"):
                assert board.get(at).status_code == 503, at
            told = page(board, "/documents", status=503)
            assert "cannot be read now" in text(told)
            assert postgresql not in board.get("/").text
            error = board.get("/api/info").json()["error"]
            assert (error["code"], error["status"]) == ("desk", 503)
            assert send(board, "decide", **form).status_code == 503
        assert board.get("/").status_code == 200
        assert send(board, "decide", **form).status_code == 303
        for at in ("/", "/chronology", "/channels", "/checks", "/review", "/documents"):
            assert board.get(at).status_code == 200, at
    finally:
        over.set()
        asking.join()
    assert {status for _, status, _ in found} <= {200, 503}
    for at, status, answer in found:
        assert status == 200 or "cannot be read now" in answer, at
