"""Deciding on the board: who, on what, that it holds, and that nobody overwrites another."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from httpx import Response
from lxml import html
from starlette.testclient import TestClient

from parley.desk import Desk, Wish
from parley.web import Settings

from .conftest import client_of
from .test_api import schema

OURS = {"Sec-Fetch-Site": "same-origin"}
Make = Callable[[], TestClient]


@pytest.fixture
def review(own: Path) -> TestClient:
    return named(client_of(Settings(address=own)), "Ana")


def named(board: TestClient, name: str) -> TestClient:
    send(board, "name", author=name)
    return board


def send(board: TestClient, what: str, **form: object) -> Response:
    return board.post(f"/review/{what}", data=form, headers=OURS)


def shown(board: TestClient, at: str = "/review", status: int = 200) -> html.HtmlElement:
    answer = board.get(at)
    assert answer.status_code == status, answer.text[:300]
    return html.fromstring(answer.content)


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def form_of(page: html.HtmlElement, act: str) -> dict[str, str]:
    """What a browser would send of the first form for an act."""
    at = f"//form[.//*[@name='do' and @value='{act}']]"
    form = page.xpath(at)[0]
    return dict(form.form_values()) | {"do": act}


def meeting(desk: Path) -> str:
    """The id of the meeting that both bundled readouts tell of."""
    with Desk.open(desk) as opened:
        return max(opened.chronology(), key=lambda e: len({s.doc for s in e.sources})).id


def test_the_first_asked_is_what_most_hangs_on(review: TestClient, own: Path) -> None:
    with Desk.open(own) as desk:
        queue = desk.queue()
    found = shown(review)
    assert form_of(found, "accept")["item"] == queue[0].id
    assert f"1 of {len(queue)}" in text(found)
    assert found.cssselect("ul.why li")
    assert found.cssselect("figure.telling mark")
    second = shown(review, found.cssselect("a[rel=next]")[0].get("href"))
    assert form_of(second, "accept")["item"] == queue[1].id
    assert second.cssselect("a[rel=prev]")


def test_nobody_decides_without_a_name(own: Path) -> None:
    board = client_of(Settings(address=own))
    found = shown(board)
    assert found.cssselect("form.who input[name=author]")
    assert not found.cssselect("button[name=do]")
    with Desk.open(own) as desk:
        key = desk.queue()[0].id
    answer = send(board, "decide", do="accept", item=key, seen=0)
    assert answer.status_code == 400
    assert "no-author" in answer.text
    assert send(board, "name", author=" \n ").status_code == 400
    answer = send(board, "name", author="王 安娜", to=key)
    assert answer.headers["location"] == f"/review?item={key}"
    assert "王 安娜" in text(shown(board))


def test_what_is_accepted_leaves_the_queue_and_comes_back_undone(review: TestClient) -> None:
    found = shown(review)
    form = form_of(found, "accept")
    answer = send(review, "decide", **form, reason="both say so")
    to = answer.headers["location"]
    assert parse_qs(urlsplit(to).query) == {"item": [form["next"]], "did": ["1"]}
    after = shown(review, to)
    assert "Ana · accepted (“both say so”)" in text(after.cssselect(".flash")[0])
    assert form_of(after, "accept")["item"] == form["next"]
    undo = dict(after.cssselect(".flash form")[0].form_values())
    answer = send(review, "undo", **undo)
    assert f"item={form['item']}" in answer.headers["location"]
    back = shown(review, answer.headers["location"])
    assert form_of(shown(review), "accept")["item"] == form["item"]
    assert "undone by 2" in text(back.cssselect("ol.log")[0])
    assert send(review, "undo", number=1, item=form["item"]).status_code == 409
    assert send(review, "undo", number=77, item="").status_code == 404


def test_a_date_is_corrected_and_only_what_was_changed_is_kept(
    review: TestClient, own: Path
) -> None:
    key = meeting(own)
    form = form_of(shown(review, f"/review?item={key}"), "edit")
    assert form["start"] == form["was.start"] == "2025-10-31"
    answer = send(review, "decide", **form | {"start": "2025-11-01", "end": "2025-11-01"})
    assert answer.status_code == 303
    with Desk.open(own) as desk:
        event = desk.look(key).event
        assert event is not None
        assert (str(event.start), event.status) == ("2025-11-01", "edited")
        assert {name for d in desk.decisions() for name in d.decision.fields} == {
            *("start", "end", "precision"),
        }


def test_an_edit_that_cannot_be_says_why_and_keeps_nothing(review: TestClient, own: Path) -> None:
    form = form_of(shown(review, f"/review?item={meeting(own)}"), "edit")
    answer = send(review, "decide", **form | {"start": "sometime"})
    assert answer.status_code == 400
    told = html.fromstring(answer.content)
    assert "is no date that can be read" in text(told.cssselect("[role=alert]")[0])
    again = form_of(told, "edit")
    assert (again["start"], again["was.start"]) == ("sometime", "2025-10-31")
    with Desk.open(own) as desk:
        assert desk.decisions() == []


def test_nobody_overwrites_what_another_has_decided(review: TestClient, own: Path) -> None:
    key = meeting(own)
    other = named(client_of(Settings(address=own)), "Bo")
    hers = form_of(shown(review, f"/review?item={key}"), "accept")
    his = form_of(shown(other, f"/review?item={key}"), "reject")
    assert send(review, "decide", **hers).status_code == 303
    answer = send(other, "decide", **his)
    assert answer.status_code == 409
    told = html.fromstring(answer.content)
    assert "Ana · accepted" in text(told.cssselect("[role=alert]")[0])
    with Desk.open(own) as desk:
        assert [one.decision.act for one in desk.decisions()] == ["accept"]
    again = form_of(told, "reject")
    assert again["seen"] == "1"
    assert send(other, "decide", **again).status_code == 303


def test_who_accepts_what_another_has_rejected_is_told_by_whom(
    review: TestClient, own: Path
) -> None:
    other = named(client_of(Settings(address=own)), "Bo")
    hers, his = form_of(shown(review), "accept"), form_of(shown(other), "reject")
    assert hers["item"] == his["item"]
    assert send(other, "decide", **his).status_code == 303
    answer = send(review, "decide", **hers)
    assert answer.status_code == 409
    assert "Bo has rejected this" in text(html.fromstring(answer.content))


def test_events_are_joined_and_split_and_graded_and_noted(review: TestClient, own: Path) -> None:
    key = meeting(own)
    page = shown(review, f"/review?item={key}")
    form = form_of(page, "split")
    docs = [box.get("value") for box in page.xpath("//input[@name='apart']")]
    known = [
        key for key in docs if page.xpath(f"//input[@value='{key}'][starts-with(@id, 'known')]")
    ]
    docs = [key for key in docs if key not in known]
    assert len(docs) >= 2
    assert known  # which the reference chronology has too
    assert send(review, "decide", **form | {"apart": known[0]}).status_code == 303
    form = form_of(shown(review, f"/review?item={key}"), "split")
    assert send(review, "decide", **form | {"apart": docs[-1]}).status_code == 303
    page = shown(review, f"/review?item={key}")
    near = [box.get("value") for box in page.xpath("//input[@name='other'][@type='checkbox']")]
    assert near
    assert send(review, "decide", **form_of(page, "join") | {"other": near[0]}).status_code == 303
    sent = [
        {"do": "grade", "credibility": "2"},
        {"do": "grade", "doc": docs[0], "reliability": "B"},
        {"do": "note", "note": "See the <b>ministry</b>."},
        {"do": "tag", "tags": "chapter-2, ministers"},
    ]
    for one in sent:
        assert send(review, "decide", item=key, **one).status_code == 303, one
    page = shown(review, f"/review?item={key}")
    told = text(page.cssselect("dl.facts-list")[0])
    for part in ("Credibility2", "chapter-2, ministers", "See the <b>ministry</b>."):
        assert part in told
    assert not page.cssselect("dl b")
    assert "Reliability B" in text(page)
    log = shown(review, "/review/log")
    acts = ("split off", "joined", "graded", "noted", "tagged")
    assert all(act in text(log) for act in acts)


def test_a_decision_that_fits_nothing_any_more_is_listed(tmp_path: Path) -> None:
    paper = tmp_path / "note.txt"
    paper.write_text("Defence ministers of Japan and China met in Singapore on 1 June 2024.")
    with Desk.open(tmp_path / "desk", reference=False) as desk:
        desk.add(paper, voice="press")
        [event] = desk.chronology()
        desk.decide(Wish(act="accept", author="Ana", ids=(event.id,)))
        paper.write_text("All of it was withdrawn.")
        desk.add(paper, voice="press")
    board = client_of(Settings(address=tmp_path / "desk", reference=False))
    found = shown(board, "/review/log")
    assert "fit nothing any more" in text(found)
    assert "Japan and China met" in text(found)
    assert "Nothing is left to decide on" in text(shown(board))


def test_what_the_reference_tells_is_not_decided_on(review: TestClient, own: Path) -> None:
    with Desk.open(own) as desk:
        key = next(e.id for e in desk.chronology() if e.status == "reference")
    found = shown(review, f"/review?item={key}")
    assert "reference chronology alone" in text(found)
    assert not found.cssselect("button[name=do]")
    assert send(review, "decide", do="reject", item=key).status_code == 400


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"do": "undo", "item": "e-1"}, 400),
        ({"do": "dance", "item": "e-1"}, 400),
        ({"do": "accept", "item": "e-none"}, 404),
        ({"do": "accept", "item": "x" * 5000}, 400),
        ({"do": "accept", "item": "e-1", "seen": "٣"}, 400),
        ({"do": "accept"}, 400),
        ({"do": "edit", "item": "e-1", "start": "2024"}, 404),
        ({"do": "add", "doc": "../../etc/passwd", "text": "root", "mode": "meet"}, 400),
    ],
)
def test_what_no_page_sends_is_refused(
    review: TestClient, form: dict[str, str], status: int
) -> None:
    assert send(review, "decide", **form).status_code == status


def test_without_a_desk_there_is_nothing_to_decide(bare: TestClient) -> None:
    assert "Nothing is left to decide on" in text(shown(bare))
    assert "Nothing has been decided yet" in text(shown(bare, "/review/log"))


def test_scripts_read_the_queue_and_the_log(review: TestClient) -> None:
    told = review.get("/api/queue").json()
    assert told["total"] == len(told["doubts"]) > 3
    assert review.get("/api/queue?limit=2").json()["doubts"] == told["doubts"][:2]
    send(review, "decide", **form_of(shown(review), "accept"))
    [logged] = review.get("/api/decisions").json()
    assert (logged["decision"]["author"], logged["holds"]) == ("Ana", True)
    validator = schema("/api/decisions")
    validator.validate([logged])
    assert review.get("/api/decisions?before=1").json() == []
    assert review.get("/api/queue?limit=0").status_code == 400
