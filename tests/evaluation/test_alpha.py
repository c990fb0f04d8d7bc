"""Krippendorff's alpha, against values worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.evaluation.alpha import alpha, interval, masi


def test_full_agreement_is_one() -> None:
    assert alpha([("meet", "meet"), ("call", "call"), ("visit", "visit")]) == 1.0


def test_by_hand() -> None:
    # Ten units, two values, three disagreements: pooled 11 a and 9 b.
    # Observed 0.3, expected 2 * 11 * 9 / (20 * 19) = 0.521.
    pairs = [("a", "a")] * 4 + [("b", "b")] * 3 + [("a", "b")] * 3
    assert alpha(pairs) == pytest.approx(1 - 0.3 / (2 * 11 * 9 / (20 * 19)))


def test_days_count_by_their_distance() -> None:
    near = alpha([(1, 2), (100, 100), (200, 200)], interval)
    far = alpha([(1, 150), (100, 100), (200, 200)], interval)
    assert near is not None
    assert far is not None
    assert near > 0.99 > 0.5 > far


def test_where_nothing_varies_there_is_no_chance_to_beat() -> None:
    assert alpha([("a", "a"), ("a", "a")]) is None
    assert alpha([("a", "b")]) is None


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ({"USA", "CHN"}, {"CHN", "USA"}, 0.0),
        ({"USA", "CHN"}, {"USA"}, 1 - 1 / 2 * 2 / 3),
        ({"USA", "CHN"}, {"USA", "JPN"}, 1 - 1 / 3 * 1 / 3),
        ({"USA"}, {"JPN"}, 1.0),
    ],
)
def test_sets_are_apart_by_what_they_share(a: set[str], b: set[str], apart: float) -> None:
    assert masi(frozenset(a), frozenset(b)) == pytest.approx(apart)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2))
def test_who_comes_first_does_not_matter(pairs: list[tuple[str, str]]) -> None:
    swapped = alpha([(b, a) for a, b in pairs])
    told = alpha(pairs)
    assert told == (swapped if swapped is None else pytest.approx(swapped))
    assert told is None or told <= 1.0
