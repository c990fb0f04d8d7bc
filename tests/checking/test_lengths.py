"""Calendar months, and lengths between dates of any precision."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.channels.months import add_months, months_between
from parley.checking.lengths import Bounds, beginning, elapsed, ending, length, period
from parley.items import MergedEvent

Make = Callable[..., MergedEvent]
days = st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "end", "months", "rest"),
    [
        ("2021-01-31", "2021-02-28", 1, 0),
        ("2020-02-29", "2021-02-28", 12, 0),
        ("2021-03-15", "2021-04-14", 0, 30),
        ("2021-09-29", "2024-01-08", 27, 10),
        ("2020-01-01", "2020-01-01", 0, 0),
    ],
)
def test_complete_months_and_the_days_left(start: str, end: str, months: int, rest: int) -> None:
    assert months_between(day(start), day(end)) == (months, rest)


def test_months_backwards_are_refused() -> None:
    with pytest.raises(ValueError, match="lies before"):
        months_between(day("2021-01-02"), day("2021-01-01"))


@given(days, st.integers(0, 900))
def test_adding_months_is_undone_by_counting_them(start: dt.date, months: int) -> None:
    assert months_between(start, add_months(start, months)) == (months, 0)


@given(days, days)
def test_months_and_days_add_up_to_the_end(a: dt.date, b: dt.date) -> None:
    start, end = sorted((a, b))
    months, rest = months_between(start, end)
    assert add_months(start, months) + dt.timedelta(rest) == end
    assert 0 <= rest < 31


@given(days, days, days, st.sampled_from(("day", "week", "month", "year")))
def test_a_later_end_is_never_a_shorter_length(
    a: dt.date, b: dt.date, c: dt.date, unit: str
) -> None:
    start, middle, end = sorted((a, b, c))
    assert elapsed(start, middle, unit) <= elapsed(start, end, unit)


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="'minute'"):
        elapsed(day("2021-01-01"), day("2021-01-02"), "minute")


def test_imprecise_dates_bound_the_length(event: Make) -> None:
    month = event("a", "talks", ("2021-03-01", "2021-03-31"), precision="month")
    later = event("b", "talks", ("2022-01-01", "2022-01-03"))
    over, begun = ending(month), beginning(later)
    assert over is not None
    assert begun is not None
    measured = length(over, begun, "month")
    assert (int(measured.low), measured.high) == (9, 10.0)


def test_a_meeting_of_days_counts_from_its_end_and_to_its_beginning(event: Make) -> None:
    round_ = event("a", "talks", ("2021-09-28", "2021-09-29"))
    assert ending(round_) == Bounds(day("2021-09-29"), day("2021-09-29"))
    assert beginning(round_) == Bounds(day("2021-09-28"), day("2021-09-28"))


def test_what_lasts_began_within_the_month_or_year_told(event: Make) -> None:
    cut = event("a", "suspend-channel", ("2020-02-01", "2022-05-31"), lasting=True)
    assert beginning(cut) == Bounds(day("2020-02-01"), day("2020-02-01"))
    vague = event(
        "a", "suspend-channel", ("2020-02-01", "2022-05-31"), lasting=True, precision="month"
    )
    assert beginning(vague) == Bounds(day("2020-02-01"), day("2020-02-29"))


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2021", ("2021-01-01", "2021-12-31")),
        ("2022-02", ("2022-02-01", "2022-02-28")),
        ("2022-08-05", ("2022-08-05", "2022-08-05")),
        ("2022-13", None),
        ("the war", None),
    ],
)
def test_starting_points(since: str, expected: tuple[str, str] | None) -> None:
    assert period(since) == (Bounds(day(expected[0]), day(expected[1])) if expected else None)
