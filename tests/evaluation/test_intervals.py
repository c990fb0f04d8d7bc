"""How far a rate may lie from the truth."""

from hypothesis import given
from hypothesis import strategies as st

from parley.evaluation.intervals import spread

few = st.integers(0, 30)


def test_intervals_hold_the_rate_and_are_the_same_each_time() -> None:
    found = spread(found=60, missed=20, extra=10, exact=40)
    assert found == spread(found=60, missed=20, extra=10, exact=40)
    rates = {"precision": 6 / 7, "recall": 0.75, "f1": 0.8, "exact_recall": 0.5}
    for rate, (low, high) in found.items():
        assert low < rates[rate] < high
        assert 0.05 < high - low < 0.3


def test_a_few_rows_without_a_fault_prove_little() -> None:
    assert spread(found=4, missed=0, extra=0, exact=4)["recall"] == (0.25, 1.0)


def test_nothing_gives_no_interval() -> None:
    assert spread(found=0, missed=0, extra=0, exact=0) == {}


@given(few, few, few)
def test_ends_are_rates_in_order(found: int, missed: int, extra: int) -> None:
    for low, high in spread(found, missed, extra, exact=found // 2).values():
        assert 0.0 <= low <= high <= 1.0
