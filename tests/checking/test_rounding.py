"""What a claimed number agrees with, by hedge."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.checking.rounding import Hedge, fits, wording


@pytest.mark.parametrize(
    ("value", "true", "hedge", "expected"),
    [
        (27, 27.3, None, True),
        (28, 27.3, None, True),
        (26, 27.3, None, False),
        (29, 27.3, None, False),
        (27, 27.0, None, True),
        (28, 27.0, None, False),
        (2.5, 2.3, None, True),
        (2.5, 2.9, None, True),
        (2.5, 3.1, None, False),
        (3, 2.5, "nearly", True),
        (3, 2.99, "nearly", True),
        (3, 2.28, "nearly", False),
        (3, 3.0, "nearly", False),
        (3, 3.1, "nearly", False),
        (50, 47.6, "nearly", True),
        (50, 47.4, "nearly", False),
        (17, 16.8, "nearly", True),
        (8, 8.0, "over", True),
        (8, 8.9, "over", True),
        (8, 7.9, "over", False),
        (8, 9.0, "over", False),
        (100, 109, "over", True),
        (2.5, 2.9, "about", True),
        (2.5, 3.1, "about", False),
        (16, 17.5, "about", True),
        (16, 14.3, "about", False),
        (1, 0.6, "about", True),
    ],
)
def test_exact_lengths(value: float, true: float, hedge: Hedge | None, expected: bool) -> None:
    assert fits(value, true, true, hedge) is expected


@pytest.mark.parametrize(
    ("value", "true", "expected"),
    [(1, 1.42, True), (2, 1.42, False), (2, 1.5, True), (1, 0.39, False), (2.5, 2.1, True)],
)
def test_a_year_begun_counts_once_half_of_it_is_over(
    value: float, true: float, expected: bool
) -> None:
    assert fits(value, true, true, unit="year") is expected


@pytest.mark.parametrize(
    ("value", "low", "high", "hedge", "expected"),
    [
        (16, 15.6, 16.6, None, True),
        (15, 15.6, 16.6, None, True),
        (18, 15.6, 16.6, None, False),
        (3, 2.4, 3.4, "nearly", True),
        (3, 3.0, 3.9, "nearly", False),
        (3, 2.1, 2.4, "nearly", False),
        (3, 2.4, 3.4, "over", True),
        (3, 2.1, 2.9, "over", False),
    ],
)
def test_lengths_between_imprecise_dates(
    value: float, low: float, high: float, hedge: Hedge | None, expected: bool
) -> None:
    assert fits(value, low, high, hedge) is expected


# Hundredths: nothing lies within a rounding error of a whole number without being it.
lengths = st.integers(50, 20_000).map(lambda hundredths: hundredths / 100)


@given(lengths)
def test_units_completed_and_begun_always_fit(true: float) -> None:
    assert fits(math.floor(true), true, true)
    assert fits(math.ceil(true), true, true)


@given(st.integers(1, 100), st.floats(0, 50), st.floats(0, 10))
def test_nearly_never_fits_what_is_as_long_or_longer(value: int, more: float, width: float) -> None:
    assert not fits(value, value + more, value + more + width, "nearly")


@given(st.integers(1, 100), st.floats(0.001, 50))
def test_over_never_fits_what_is_shorter(value: int, less: float) -> None:
    assert not fits(value, value - less, value - less, "over")


@given(lengths, st.integers(1, 200))
def test_about_allows_all_that_no_hedge_allows(true: float, value: int) -> None:
    assert fits(value, true, true, "about") or not fits(value, true, true)


@given(lengths)
def test_the_wording_offered_fits_the_length_it_words(true: float) -> None:
    value, hedge = wording(true, true)
    assert fits(value, true, true, hedge)
