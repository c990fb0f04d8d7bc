"""Texts are searched by pairs of characters and whole words, whatever their script."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.language.chars import to_simplified
from parley.language.pairs import LONGEST, fold, pairs, tokens
from parley.language.queries import Phrase, highlights, phrases

HAN = "軍事熱線會談国防対話戦闘機中美日韓"
EAST = st.text(alphabet=HAN + "カなを회담장관핫", min_size=1, max_size=12)
MIXED = st.text(
    alphabet=st.one_of(
        st.sampled_from(HAN + 'カﾞｶ회담 aB9.,\n\u3000\u200be\u0301ﬁ㎞ß"*()-:^{}+'),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("軍事熱線", "军事 事热 热线 线"),
        ("Ｆ-16 戰機", "f 16 战机 机"),
        ("対話と戦闘", "对话 话と と战 战斗 斗"),
        ("軍事\n熱線", "军事 事热 热线 线"),
        ("국방 장관", "국방 방 장관 관"),
        ("Café, naïve ß", "cafe naive ss"),
        ("ｶﾞﾝ", "ガン ン"),
        ("会a谈", "会 a 谈"),
        ("—…!? 「」_", ""),
    ],
)
def test_tokens_of_a_text(text: str, expected: str) -> None:
    assert pairs(text) == expected.split()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("軍事熱線", [(("军事", "事热", "热线"), False)]),
        ("軍", [(("军",), True)]),
        ("軍事 熱線", [(("军事",), False), (("热线",), False)]),
        ('"hot line" 熱', [(("hot", "line"), False), (("热",), True)]),
        ("hotl*", [(("hotl",), True)]),
        ("美 F-16戰", [(("美",), True), (("f", "16", "战"), True)]),
        ("「국방 장관」", [(("국방", "방", "장관"), False)]),
        ("line line", [(("line",), False)]),
        ('"never closed', [(("never", "closed"), False)]),
        ('"" ** () - ""', []),
        ("\0", []),
        ("NOT a OR b", [((word,), False) for word in ("not", "a", "or", "b")]),
    ],
)
def test_phrases_of_a_query(query: str, expected: list[tuple[tuple[str, ...], bool]]) -> None:
    assert list(phrases(query)) == [Phrase(*one) for one in expected]


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("军事热线", "美中軍事熱線恢復", ["軍事熱線"]),
        ("軍事熱線", "美中军事热线。军事热线", ["军事热线", "军事热线"]),
        ("対話", "對話", ["對話"]),
        ("線", "熱線和熱線電話", ["線", "線"]),
        ("熱線", "熱\n線", ["熱\n線"]),
        ("사", "군사 핫라인", ["사"]),
        ("cafe", "The Cafe\u0301s’ café", ["café"]),
        ("cafe*", "The Cafe\u0301s’ café", ["Cafe\u0301s", "café"]),
        ("km", "a ㎞ away", ["㎞"]),
        ("會談會", "會談會談會", ["會談會談會"]),
        ("美 軍", "美國", []),
    ],
)
def test_what_is_found_stands_there(query: str, text: str, found: list[str]) -> None:
    assert [text[s.start : s.end] for s in highlights(phrases(query), text)] == found


@given(EAST, st.data())
def test_every_run_of_characters_is_found_in_its_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = highlights(phrases(text[start:end]), text)
    assert any(span.start <= start and end <= span.end for span in found)


@given(st.text(alphabet=HAN, min_size=1, max_size=8))
def test_either_script_finds_the_other(text: str) -> None:
    other = "".join(to_simplified().get(char, char) for char in text)
    assert highlights(phrases(other), text)
    assert highlights(phrases(text), other)


@given(st.text(alphabet=HAN + "aé１ ", min_size=1, max_size=6), MIXED)
def test_what_is_found_contains_what_was_looked_for(query: str, text: str) -> None:
    for phrase in phrases(query):
        for start, end in highlights([phrase], text):
            assert pairs(text[start:end])[: len(phrase.texts)] == list(phrase.texts)


@given(MIXED)
def test_tokens_are_in_order_and_stand_where_they_say(text: str) -> None:
    found = tokens(text)
    assert [token.text for token in found] == pairs(text)
    for token in found:
        assert 0 <= token.start < token.middle <= token.end <= len(text)
        assert token.text in pairs(text[token.start : token.end]) or len(token.text) == LONGEST
    starts = [token.start for token in found]
    assert starts == sorted(starts)


@given(MIXED)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)[0]
    assert pairs(once) == pairs(text)
    assert pairs(unicodedata.normalize("NFC", text)) == pairs(text)


@given(MIXED)
def test_any_query_has_phrases_of_letters_and_digits_alone(query: str) -> None:
    for phrase in phrases(query):
        for one in phrase.texts:
            assert one
            assert all(char.isalnum() or char in "々〇〻" or ord(char) > 127 for char in one)
            assert "\0" not in one


def test_a_long_word_is_found_whole() -> None:
    word = "x" * 200
    assert highlights(phrases(word), f"a {word} b") == [(2, 202)]
    assert highlights(phrases(f"{word}y"), f"a {word} b") == []


def test_a_long_query_takes_time_by_its_length() -> None:
    assert len(phrases("軍事" * 50_000)[0].texts) == 99_999
