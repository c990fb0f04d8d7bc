"""What the index says may hold some words holds them, whatever marks and spaces part them."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley import record
from parley.items import Document
from parley.language.pairs import pairs
from parley.language.plain import plain
from parley.lexicon import Formulas, Phrase, load
from parley.lexicon.phrases import wordings
from parley.record.holding import terms

MARKS = ("", "", "", "、", "，", "“", "”", " ", "\n", "・", "·", "-", "（")
FORMS = sorted({form for one in load().phrases.values() for form, _ in wordings(one)})


@given(st.sampled_from(FORMS), st.data())
def test_a_text_that_has_a_wording_has_what_is_asked_for(form: str, data: st.DataObject) -> None:
    """Where formulas are found in a text, its tokens hold a term of each."""
    pieces = [data.draw(st.sampled_from(MARKS)) + char for char in form]
    before = data.draw(st.sampled_from(["", "We said: ", "双方表示，", "양측은 ", "(", "x"]))
    after = data.draw(st.sampled_from(["", ".", "。", " again", "的立场", "을", "9"]))
    text = before + "".join(pieces) + after
    if not Formulas([Phrase(id="p", names={"und": (form,)})]).find(plain(text).text):
        return
    tokens = set(pairs(text))
    assert all(tokens & set(term) for term in terms(form))
    assert terms(form)


def document(name: str, text: str, day: dt.date | None, **other: str) -> Document:
    return Document(id=name, text=text, lang=other.get("lang", "en"), published=day, **{
        "voice": other.get("voice"),
    })  # fmt: skip


DAY = dt.date(2024, 1, 9)
TEXTS = (
    document("later", "We value win–win cooperation.", DAY, voice="CHN"),
    document("undated", "Win-win\ncooperation it is.", None),
    document(
        "zh", "雙方應堅持相互尊重、和平\n共處、合作「共贏」。", DAY, lang="zh-Hant", voice="TWN"
    ),
    document("none", "Cooperation, and then a win; winning is all.", DAY, voice="USA"),
    document("half", "相互、尊重，和谐共处。", DAY, lang="zh-Hans", voice="CHN"),
)


@pytest.fixture
def store(address: str) -> record.Store:
    """Documents on a desk of either database."""
    opened = record.Store.open(address)
    for one in TEXTS:
        opened.add(one, [], "coder")
    return opened


def holding(store: record.Store, *forms: str) -> list[str] | None:
    with store.reading() as connection:
        found = record.holding(connection, [plain(form).text for form in forms])
    return None if found is None else [head.id for head in found]


def test_in_order_of_date_with_undated_ones_last(store: record.Store) -> None:
    assert holding(store, "win-win cooperation") == ["later", "none", "undated"]
    assert holding(store, "相互尊重、和平共处、合作共赢") == ["zh"]
    assert holding(store, "win-win cooperation", "合作共赢") == ["later", "none", "zh", "undated"]
    assert holding(store, "guardrails") == []
    assert holding(store, "!") is None


def test_heads_are_what_the_documents_say(store: record.Store) -> None:
    with store.reading() as connection:
        heads = record.heads(connection)
    told = {head.id: (head.published, head.voice) for head in heads}
    assert told == {one.id: (one.published, one.voice) for one in TEXTS}
    assert heads[-1].id == "undated"


def test_a_superseded_version_is_not_asked(store: record.Store, tmp_path: Path) -> None:
    store.add(document("later", "We value dialogue.", DAY, voice="CHN"), [], "coder")
    assert "later" not in (holding(store, "win-win cooperation") or [])
