"""What comes from documents, made harmless for a line of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.items import MergedEvent
from parley.report.safe import closed, one_line
from parley.report.words import Words


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a plain line", "a plain line"),
        ("\u202eback", "\u202eback\u202c"),
        ("\u2067one \u202etwo", "\u2067one \u202etwo\u202c\u2069"),
        ("\u202ein\u202c out", "\u202ein\u202c out"),
        ("end\u202c\u2069 of nothing", "end of nothing"),
        ("\u2066a\u202eb\u2069c", "\u2066a\u202eb\u2069c"),
    ],
)
def test_a_direction_ends_with_the_line_that_opened_it(text: str, safe: str) -> None:
    assert closed(text) == safe


@given(st.text(st.sampled_from("a\u202a\u202c\u202e\u2067\u2069 ")))
def test_what_is_closed_stays(text: str) -> None:
    assert closed(closed(text)) == closed(text)
    assert closed(one_line(text)) == one_line(text)


def test_headlines_are_closed() -> None:
    event = MergedEvent(id="e-1", mode="meet", type="CONSULT", headline="\u202eback")
    assert Words("en").headline(event) == "\u202eback\u202c"
