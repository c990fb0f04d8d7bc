"""The table of triggers: how much there is to load."""

import pytest

from parley.coding.words import alternatives
from parley.lexicon import load

MOST = 150_000
"""Forms beyond which a start takes seconds and hundreds of megabytes more."""


@pytest.mark.parametrize("key", ["en", "zh"])
def test_alternatives_within_words_do_not_multiply_without_bound(key: str) -> None:
    words = [word for row in load().table("triggers") for word in row.get(key, ())]
    assert 1_000 < sum(1 for word in words for _ in alternatives(word)) < MOST
