"""A text may begin and end anywhere: in the middle of a sentence, of a name, of a quotation."""

import random
from functools import cache

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT

from parley.coding import code
from parley.documents import read
from parley.items import Document
from parley.lexicon import load

LONGEST = 300


@cache
def texts() -> tuple[Document, ...]:
    return read([ROOT / "examples/documents", ROOT / "tests/accuracy/documents"]).documents


@given(st.randoms(use_true_random=False))
def test_a_piece_of_a_text_is_coded_with_its_own_words(chance: random.Random) -> None:
    whole = chance.choice(texts())
    start = chance.randrange(len(whole.text))
    piece = whole.text[start : start + chance.randrange(1, LONGEST)]
    for item in code(msgspec.structs.replace(whole, text=piece), load()):
        assert all(piece[e.start : e.end] == e.text for e in item.evidence)


@pytest.mark.parametrize(
    "word", ["said", "warned", "called", "met", "on May 3", "表示", "述べた", "밝혔다"]
)
def test_a_text_may_end_with_any_word(word: str) -> None:
    for text in (word, f"The minister {word}", f"国防部长{word}", f"국방부는 {word}"):
        code(Document(id="cut", text=text, lang="en" if text.isascii() else "zh-Hans"), load())
