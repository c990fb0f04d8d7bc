"""The folded view: what rules see, and the way back to the stored text."""

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.language import view

LANGS = ["zh-Hant", "zh-Hans", "en", "ja", "ko", "und"]
MIXED = st.text(
    alphabet=st.one_of(
        st.sampled_from("國防部年月日，。,:；「」()１２ＡＢ \u3000\t\n\r\u200bカﾌﾞ회담aB9.!?—’"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("lang", "stored", "folded"),
    [
        ("zh-Hant", "國防部長於 2022 年 8 月訪問", "国防部长于2022年8月访问"),
        ("zh-Hant", "(ＤＰＣＴ)第１７次，重啟", "(DPCT)第17次，重启"),
        ("zh-Hans", "他说,双方都在:不,不在", "他说，双方都在：不，不在"),
        ("zh-Hans", "出动1,500人,时间11:02", "出动1,500人，时间11:02"),
        ("zh-Hant", "區域的穩\n\n\n定，自", "区域的稳定，自"),
        ("ja", "國と国　の 会談", "國と国の会談"),
        ("ja", "2024年5月,東京で", "2024年5月，東京で"),
        ("ko", "국방장관은  11월 4일,\n서울에서", "국방장관은 11월 4일, 서울에서"),
        ("en", "The  two\nsides，in Full：", "The two sides,in Full:"),
        ("en", "the term 中方 means “us”", "the term 中方 means “us”"),
        ("zh-Hans", "“共识”\u200b很\u00ad多", "“共识”很多"),
        ("en", "Minister of Nation-\nal Defense", "Minister of National Defense"),
        ("en", "the mar-  \r\n  gins of it", "the margins of it"),
        ("en", "They met face-to-\nface.", "They met face-to-face."),
        ("en", "long-term ties, not long-\nterm ones", "long-term ties, not long-term ones"),
        ("en", "the U.S.-\nChina talks", "the U.S.- China talks"),
    ],
)
def test_folding(lang: str, stored: str, folded: str) -> None:
    assert view(stored, lang).text == folded


def test_a_match_in_the_view_leads_back_to_the_stored_words() -> None:
    stored = "會談於 2022 年\n 8 月恢復。"
    seen = view(stored, "zh-Hant")
    at = seen.text.index("2022年8月")
    start, end = seen.back(at, at + len("2022年8月"))
    assert stored[start:end] == "2022 年\n 8 月"
    assert seen.to_view(stored.index("8")) == seen.text.index("8")


@given(MIXED, st.sampled_from(LANGS))
def test_every_character_knows_its_place(stored: str, lang: str) -> None:
    seen = view(stored, lang)
    starts = list(seen.starts)
    assert len(starts) == len(seen.text) + 1
    assert starts[-1] == len(stored)
    assert all(a < b for a, b in pairwise(starts))
    for at, char in enumerate(seen.text):
        start, end = seen.back(at, at + 1)
        assert end == start + 1
        assert seen.to_view(start) == at
        assert stored[start].isspace() or not char.isspace() or not stored[start].isprintable()


@given(MIXED, st.sampled_from(LANGS), st.data())
def test_back_covers_what_to_view_was_given(stored: str, lang: str, data: st.DataObject) -> None:
    seen = view(stored, lang)
    a = data.draw(st.integers(0, len(stored)))
    b = data.draw(st.integers(a, len(stored)))
    first, last = seen.to_view(a), seen.to_view(b)
    start, end = seen.back(first, last)
    if first < last:
        assert a <= start < end <= b
    else:
        assert start == end


@given(MIXED, st.sampled_from(LANGS))
def test_nothing_but_space_and_invisible_marks_is_dropped(stored: str, lang: str) -> None:
    seen = view(stored, lang)
    kept = set(seen.starts)
    for at, char in enumerate(stored):
        assert at in kept or char.isspace() or not char.isprintable() or char == "\u3000"


@given(MIXED, st.sampled_from(LANGS))
def test_folding_twice_changes_nothing_that_matters(stored: str, lang: str) -> None:
    once = view(stored, lang).text
    twice = view(once, lang).text
    assert view(twice, lang).text == twice


def test_a_long_text_takes_seconds_at_most() -> None:
    stored = "國防部長於 2022 年 8 月,與對方在\n港口會面。The line stayed open. " * 50_000
    began = time.process_time()
    assert len(view(stored, "zh-Hant").text) > 1_000_000
    assert time.process_time() - began < 5


def test_what_is_stored_in_pieces_is_put_together_and_led_back_whole() -> None:
    plain = "한국 국방부는 ガス田 보도"
    stored = unicodedata.normalize("NFD", plain)
    seen = view(stored, "ko")
    assert seen.text == plain
    at = plain.index("국방")
    start, end = seen.back(at, at + 2)
    assert unicodedata.normalize("NFC", stored[start:end]) == "국방"
    assert stored[end:].startswith(unicodedata.normalize("NFD", "부"))
