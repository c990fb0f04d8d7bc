"""A model's items: proved against the text, the lexicon and the dates, or dropped and counted."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.chatserver import Says, items, message, serving

from parley.coding.llm import LlmCoder, LlmError, LlmSettings
from parley.coding.llm.drafts import parse
from parley.items import Document, Event, IntervalClaim, Statement
from parley.lexicon import load

TEXT = (
    "Japan and South Korea held their 17th round of talks in Seoul on 4 June 2025. "
    "A day later Tokyo said it would\nsend a ship.\n\n"
    "Seoul urged Tokyo to face history. It was the first such meeting in 14 months."
)
DOC = Document(id="note", text=TEXT, lang="en", published=dt.date(2025, 6, 10), voice="press")
TALKS: dict[str, Any] = {
    "kind": "event",
    "quote": "Japan and South Korea held their 17th round of talks in Seoul on 4 June 2025",
    "mode": "talks",
    "modality": "occurred",
    "date": "4 June 2025",
    "parties": ["JPN", "KOR"],
    "iteration": 17,
    "place": "Seoul",
}
URGED: dict[str, Any] = {
    "kind": "statement",
    "quote": "Seoul urged Tokyo to face history",
    "speaker": "Seoul",
    "party": "KOR",
    "issue": "history",
    "act": "urge",
    "strength": 4,
}
FIRST: dict[str, Any] = {
    "kind": "interval_claim",
    "quote": "the first such meeting in 14 months",
    "relation": "first-since",
    "length": "14 months",
    "parties": ["JPN", "KOR"],
}


def coder(url: str, cache: Path | None = None, budget: int = 10_000) -> LlmCoder:
    return LlmCoder(LlmSettings(url=url, model="small", budget=budget), load(), cache=cache)


def coded(*given: dict[str, Any]) -> tuple[list[Any], dict[str, int]]:
    with serving(items(*given)) as server:
        model = coder(server.url)
        return model(DOC), dict(model.dropped)


def test_items_come_out_in_the_same_form_as_those_of_the_rules() -> None:
    found, dropped = coded(TALKS, URGED, FIRST)
    talks, urged, first = found
    assert dropped == {}
    assert isinstance(talks, Event)
    assert (talks.start, talks.precision) == (dt.date(2025, 6, 4), "day")
    assert (talks.parties, talks.iteration, talks.type) == (("JPN", "KOR"), 17, "CONSULT")
    assert talks.evidence[0].text == TEXT[talks.evidence[0].start : talks.evidence[0].end]
    assert isinstance(urged, Statement)
    assert (urged.speaker.party, urged.issue, urged.act) == ("KOR", "history", "urge")
    assert isinstance(first, IntervalClaim)
    assert (first.value, first.unit) == (14, "month")
    assert all(item.coder == "llm small" and item.headline for item in found)


def test_the_same_answers_give_the_same_ids() -> None:
    assert [i.id for i in coded(TALKS, URGED)[0]] == [i.id for i in coded(URGED, TALKS)[0]]


def test_a_quote_over_a_line_break_is_found() -> None:
    sent = {**TALKS, "quote": "Tokyo said it would send a ship", "mode": "deploy"}
    sent |= {"modality": "planned", "date": None, "parties": ["JPN"], "iteration": None}
    (found,), _ = coded(sent)
    assert found.evidence[0].text == "Tokyo said it would\nsend a ship"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"quote": "Japan and South Korea met"}, "evidence"),
        ({"quote": ""}, "evidence"),
        ({"kind": "rumour"}, "kind"),
        ({"mode": "chat"}, "mode"),
        ({"modality": "surely"}, "modality"),
        ({"effect": "warmed"}, "effect"),
        ({"parties": ["JPN", "FRA"]}, "parties"),
        ({"parties": []}, "parties"),
        ({"initiator": ["PRK"]}, "parties"),
        ({"date": "5 June 2025"}, "date"),
        ({"date": "talks"}, "date"),
        ({"people": ["Nakatani Gen"]}, "people"),
        ({"channel": "no-such-channel"}, "channel"),
        ({"channel": "usa-chn-dpct"}, "channel"),
        ({"iteration": 18}, "iteration"),
        ({"place": "Busan"}, "place"),
        ({"asserted_by": "CHN"}, "asserted_by"),
    ],
)
def test_a_field_without_support_drops_the_item(change: dict[str, Any], field: str) -> None:
    assert coded(TALKS | change) == ([], {field: 1})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"issue": "weather"}, "issue"),
        ({"act": "sing"}, "act"),
        ({"party": "CHN"}, "party"),
        ({"speaker": "Nakatani"}, "speaker"),
        ({"strength": 9}, "strength"),
        ({"addressee": "RUS"}, "addressee"),
    ],
)
def test_so_it_is_for_statements(change: dict[str, Any], field: str) -> None:
    assert coded(URGED | change) == ([], {field: 1})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"relation": "sometimes"}, "relation"),
        ({"length": "15 months"}, "length"),
        ({"length": "first such"}, "length"),
        ({"since": "1999"}, "date"),
        ({"relation": "gap", "length": None}, "length"),
    ],
)
def test_and_for_claims(change: dict[str, Any], field: str) -> None:
    assert coded(FIRST | change) == ([], {field: 1})


def test_items_of_the_wrong_form_are_counted() -> None:
    with serving(items(TALKS, {"kind": "event", "parties": "JPN"})) as server:
        model = coder(server.url)
        assert len(model(DOC)) == 1
    assert model.dropped == {"form": 1}


@pytest.mark.parametrize("content", ["I am sorry", '["items"]', '{"items": 5}', ""])
def test_an_answer_that_is_no_list_of_items_is_said(content: str) -> None:
    with serving(message(content)) as server, pytest.raises(LlmError, match="note: small did not"):
        coder(server.url)(DOC)


def test_a_fenced_answer_is_read() -> None:
    assert parse('```json\n{"items": []}\n```') is not None


@given(st.text())
def test_no_answer_breaks_the_parser(text: str) -> None:
    found = parse(text)
    assert found is None or found.broken >= 0


def test_the_same_question_is_asked_once(tmp_path: Path) -> None:
    with serving(items(TALKS)) as server:
        first = coder(server.url, tmp_path)(DOC)
        again = coder(server.url, tmp_path)
        assert again(DOC) == first
        assert (len(server.asked), again.tokens) == (1, 0)
        coder(server.url, tmp_path)(Document(id="other", text=TEXT + " More.", lang="en"))
        assert len(server.asked) == 2


def test_a_useless_answer_is_not_kept(tmp_path: Path) -> None:
    with serving(message("sorry"), items(TALKS)) as server:
        with pytest.raises(LlmError):
            coder(server.url, tmp_path)(DOC)
        assert len(coder(server.url, tmp_path)(DOC)) == 1


def test_the_budget_ends_the_asking() -> None:
    with serving(items(TALKS, tokens=900)) as server:
        model = coder(server.url, budget=900)
        model(DOC)
        with pytest.raises(LlmError, match="900 tokens is spent"):
            model(DOC)


def test_a_long_document_is_asked_about_in_pieces() -> None:
    long = Document(id="long", text="\n\n".join([TEXT] * 60), lang="en", voice="press")
    with serving(items()) as server:
        assert coder(server.url)(long) == []
    assert len(server.asked) > 1
    assert all(len(q["messages"][1]["content"]) < 6500 for q in server.asked)


def test_a_failing_server_costs_no_item() -> None:
    with serving(Says("no", 400)) as server, pytest.raises(LlmError, match="status 400"):
        coder(server.url)(DOC)
