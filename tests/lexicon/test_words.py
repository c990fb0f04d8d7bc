from parley.language import view
from parley.lexicon import Words


def test_the_longest_word_wins_and_keys_are_kept() -> None:
    words = Words.build({"call": ["通話"], "video": ["視訊通話"]}, "zh-Hant")
    assert words.find("举行视讯通话后通话") == [(2, 6, "video"), (7, 9, "call")]


def test_latin_words_stand_alone_and_may_begin_a_sentence() -> None:
    words = Words.build({"meet": ["met"]}, "en")
    assert words.find("Met in a metro; they met.") == [(0, 3, "meet"), (21, 24, "meet")]


def test_a_longer_word_that_fails_at_its_edge_does_not_hide_a_shorter_one() -> None:
    words = Words.build({"long": ["call off"], "short": ["call"]}, "en")
    assert words.find("call offshore") == [(0, 4, "short")]


def test_patterns_are_folded_as_texts_are() -> None:
    words = Words.build({"x": ["2+2會談"]}, "zh-Hant")
    text = view("第１次２＋２會談", "zh-Hant").text
    assert [key for _, _, key in words.find(text)] == ["x"]


def test_no_words_find_nothing() -> None:
    assert Words.build({}, "en").find("anything") == []
