"""The merge on documents annotated by somebody who had not seen it."""

import pytest
from tests.merge.measure import Placed, b_cubed, placed, rounds_joined, verdicts


@pytest.fixture(scope="module")
def mentions() -> list[Placed]:
    return placed()[0]


def test_tellings_are_gathered_as_well_as_before(mentions: list[Placed]) -> None:
    figures = b_cubed(mentions)
    assert figures.precision >= 0.96
    assert figures.recall >= 0.82
    assert figures.f1 >= 0.9


def test_no_two_rounds_of_a_series_are_joined(mentions: list[Placed]) -> None:
    assert rounds_joined(mentions) == []


def test_b_cubed_of_a_known_case() -> None:
    # two happenings of two mentions each, three of them in one event: (2/3 * 2 + 1/3 + 1) / 4
    figures = b_cubed([("a", "1"), ("a", "1"), ("b", "1"), ("b", "2")])
    assert figures.precision == pytest.approx(2 / 3)
    assert figures.recall == pytest.approx(0.75)


def test_claims_have_the_verdicts_that_they_had() -> None:
    _, found, right = verdicts()
    assert found >= 29
    assert right >= 29
