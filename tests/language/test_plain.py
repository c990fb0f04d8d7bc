import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.language.plain import BARRIER, plain, units


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("相互尊重、和平共處、合作共贏", "相互尊重和平共处，合作共赢"),
        ("Win-Win Cooperation", "win–win\ncooperation"),
        ("free, open, and rules-based", "Free open and rules based"),
        ("戦略的互恵関係", "「戦略的互恵関係」"),
        ("한반도의 완전한 비핵화", "한반도의  완전한\n비핵화"),
        ("ﾐｻｲﾙ", "ミサイル"),
        ("U.S.-China", "U.S.–China"),
    ],
)
def test_what_makes_no_difference(one: str, other: str) -> None:
    assert plain(one).text == plain(other).text


def test_a_sentence_ends_and_an_abbreviation_does_not() -> None:
    assert plain("The U.S. side spoke. It left!").text == f"the u s side spoke{BARRIER}it left"
    assert plain("雙方會談。隨後離開？").text == f"双方会谈{BARRIER}随后离开"
    assert plain("one\n\ntwo\nthree").text == f"one{BARRIER}two three"


def test_what_was_found_is_shown_as_it_stands() -> None:
    text = "They agreed on “win–win\n cooperation”, and on 合作共贏。"
    seen = plain(text)
    at = seen.text.index("win win cooperation")
    assert text[slice(*seen.span(at, at + 19))] == "win–win\n cooperation"
    at = seen.text.index("合作共赢")
    assert text[slice(*seen.span(at, at + 4))] == "合作共贏"


def test_units_are_characters_and_words() -> None:
    assert [unit.text for unit in units(plain("对话 is 대화, 2 talks").text)] == [
        *("对", "话", "is", "대", "화", "2", "talks")
    ]


@given(st.text())
def test_every_unit_leads_back_to_what_it_was_made_of(text: str) -> None:
    seen = plain(text)
    for unit in units(seen.text):
        start, end = seen.span(unit.start, unit.end)
        assert 0 <= start < end <= len(text)
        assert unit.text in plain(text[start:end]).text
    assert plain(seen.text.replace(BARRIER, "。")).text == seen.text
