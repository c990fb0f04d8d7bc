"""Series of readouts: which comes before which, and what is kept of its formulas and sentences."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from parley import coding
from parley.comparison import series, wordings
from parley.comparison.said import Text
from parley.items import Document, Event
from parley.lexicon import load

LEXICON = load()
FILES = sorted((Path(__file__).parent / "series").glob("*.yaml"))
ROWS: list[dict[str, Any]] = [
    row for file in FILES for row in yaml.safe_load(file.read_text("utf-8"))
]


def document(row: dict[str, Any]) -> Document:
    known = {name: row[name] for name in Document.__struct_fields__ if name in row}
    return msgspec.convert(known, Document, strict=False)


DOCUMENTS = {row["id"]: document(row) for row in ROWS}


def account(one: Document) -> series.Account:
    events = (item for item in coding.code(one, LEXICON) if isinstance(item, Event))
    return series.account(one, events, LEXICON)


ACCOUNTS = {key: account(one) for key, one in DOCUMENTS.items()}
LATER = [row for row in ROWS if "previous" in row]


def test_there_are_series_enough_in_five_languages() -> None:
    assert len(FILES) >= 3
    assert {one.lang for one in DOCUMENTS.values()} == {"zh-Hans", "zh-Hant", "en", "ja", "ko"}


@pytest.mark.parametrize("row", LATER, ids=lambda row: row["id"])
def test_the_one_before_in_its_series(row: dict[str, Any]) -> None:
    before = series.predecessor(ACCOUNTS[row["id"]], ACCOUNTS.values())
    assert before is not None
    assert [before.account.doc, before.by] == row["previous"]


def test_the_first_of_a_series_has_none_before() -> None:
    for row in ROWS:
        if "previous" not in row:
            assert series.predecessor(ACCOUNTS[row["id"]], ACCOUNTS.values()) is None


@pytest.mark.parametrize("row", LATER, ids=lambda row: row["id"])
def test_formulas_are_kept_added_dropped_and_reworded(row: dict[str, Any]) -> None:
    a, b = (Text(DOCUMENTS[key]) for key in (row["id"], row["previous"][0]))
    found = {one.phrase: one.change for one in wordings.formulas(a, b, LEXICON)}
    assert found == row["changes"]


def test_a_step_on_a_scale_says_which_way() -> None:
    a, b = (Text(DOCUMENTS[key]) for key in ("chn-2027-09", "chn-2027-01"))
    (one,) = (c for c in wordings.formulas(a, b, LEXICON) if c.phrase == "serious-concern")
    assert one.step == 1
    assert [(d.a, d.b) for d in one.differing] == [("严重", "强烈")]


def test_what_no_rewording_lists_is_found_by_its_likeness() -> None:
    a = Text(Document(id="a", lang="en", text="They want open lines of military communication."))
    b = Text(Document(id="b", lang="en", text="They want open lines of communication."))
    (one,) = wordings.formulas(a, b, LEXICON)
    assert (one.change, one.text) == ("reworded", "open lines of military communication")
    assert [(d.a, d.b) for d in one.differing] == [("military", "")]


def test_sentences_are_kept_reworded_and_dropped() -> None:
    a, b = (Text(DOCUMENTS[key]) for key in ("twn-2026-10", "twn-2026-04"))
    gone = next(one.text for one in b.sentences if "互不隶属" in one.text)
    found = {one.text: one.change for one in wordings.sentences(a, b, {gone})}
    assert found["我方強調，維持臺海和平穩定是兩岸共同的責任。"] == "kept"
    assert [change for text, change in found.items() if "共機擾臺" in text] == ["reworded"]


texts = st.lists(
    st.sampled_from(
        [part for row in ROWS for part in row["text"].replace(". ", ".\n").splitlines() if part]
    ),
    max_size=6,
).map("\n\n".join)


def changes(a: Document, b: Document) -> Iterator[Any]:
    one, other = Text(a), Text(b)
    elsewhere = {s.text for text in (one, other) for s in text.sentences}
    yield from wordings.formulas(one, other, LEXICON)
    yield from wordings.sentences(one, other, elsewhere)


@given(texts, texts)
def test_kept_and_dropped_are_what_the_one_before_has(a: str, b: str) -> None:
    one, other = (Document(id=key, lang="en", text=text) for key, text in (("a", a), ("b", b)))
    found = list(changes(one, other))
    for kind, wanted, whole in (
        (
            "sentence",
            {s.span.start for s in Text(other).sentences},
            {"kept", "dropped", "reworded"},
        ),
        ("formula", set(Text(other).formulas(LEXICON.formulas)), {"kept", "dropped"}),
    ):
        mine = [c for c in found if c.kind == kind and c.change in whole]
        held = {c.phrase if kind == "formula" else c.b[0].start for c in mine}
        if kind == "formula":
            assert held <= wanted
            gone = wanted - held
            moved = [c for c in found if c.kind == kind and c.change == "reworded"]
            assert len(gone) <= len(moved)
        else:
            texts = {s.text for s in Text(other).sentences}
            assert len(held) == len(texts)


@given(texts, texts)
def test_the_other_way_round_says_the_same(a: str, b: str) -> None:
    other = {"kept": "kept", "added": "dropped", "dropped": "added", "reworded": "reworded"}
    documents = [Document(id=key, lang="en", text=text) for key, text in (("a", a), ("b", b))]
    one = sorted(
        (c.kind, c.change, [e.text for e in c.a], [e.text for e in c.b])
        for c in changes(*documents)
    )
    back = sorted(
        (c.kind, other[c.change], [e.text for e in c.b], [e.text for e in c.a])
        for c in changes(*reversed(documents))
    )
    assert one == back


@given(texts, texts)
def test_evidence_is_what_the_documents_have(a: str, b: str) -> None:
    one, other = (Document(id=key, lang="en", text=text) for key, text in (("a", a), ("b", b)))
    for change in changes(one, other):
        assert change.a or change.b
        assert all(a[e.start : e.end] == e.text for e in change.a)
        assert all(b[e.start : e.end] == e.text for e in change.b)


def made(doc: str, day: str | None, **values: Any) -> series.Account:
    date = dt.date.fromisoformat(day) if day else None
    return series.Account(doc, values.pop("lang", "en"), date, ("CHN", ""), **values)


def test_the_channel_comes_before_the_level_and_the_level_before_the_parties() -> None:
    talks: dict[str, Any] = {"parties": ("CHN", "USA"), "talks": True}
    now = made("now", "2024-06-01", channel="x", level="minister", **talks)
    others = [
        made("parties", "2024-05-30", level="working", **talks),
        made("level", "2024-04-01", level="minister", **talks),
        made("channel", "2022-01-01", channel="x", level="minister", **talks),
    ]
    for number in (3, 2, 1):
        before = series.predecessor(now, others[:number])
        assert before is not None
        assert (before.account.doc, before.by) == (others[number - 1].doc, others[number - 1].doc)


def test_of_one_day_the_one_in_the_same_language_comes_first() -> None:
    talks: dict[str, Any] = {"parties": ("CHN", "USA"), "talks": True, "channel": "x"}
    others = [
        made("a", "2024-01-01", **talks),
        made("b", "2024-01-01", lang="zh-Hans", **talks),
        made("c", "2024-06-01", **talks),
    ]
    before = series.predecessor(made("now", "2024-06-01", lang="zh-Hans", **talks), others)
    assert before is not None
    assert before.account.doc == "b"
    assert series.predecessor(made("now", None, **talks), others) is None
