"""The curve from scores to confidence: known curves are found again, and a bad one is seen."""

from math import exp
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.coding.calibration import RAW, Calibration, logit
from parley.evaluation.calibrate import fit, judge
from parley.evaluation.measure import Judged


def drawn(intercept: float, slope: float, items: int, seed: int = 1) -> list[Judged]:
    """Items of a coder whose scores relate to what is right by a known curve."""
    random = Random(seed)
    out = []
    for n in range(items):
        score = random.uniform(0.3, 0.95)
        p = 1 / (1 + exp(-(intercept + slope * logit(score))))
        out.append(Judged(f"doc-{n % 20:02}", score, random.random() < p))
    return out


def test_a_known_curve_is_found_again() -> None:
    found = fit(drawn(0.5, 1.5, 6000))
    assert found.intercept == pytest.approx(0.5, abs=0.15)
    assert found.slope == pytest.approx(1.5, abs=0.2)
    assert (found.items, found.documents) == (6000, 20)


def test_scores_that_say_something_beat_a_constant() -> None:
    report = judge(drawn(0.0, 2.0, 1500))
    assert report.log_loss < report.constant
    assert report.error <= report.perfect_error[1] * 1.5


def test_scores_that_say_nothing_do_not() -> None:
    random = Random(2)
    nothing = [Judged(f"d{n % 9}", random.random(), random.random() < 0.7) for n in range(600)]
    report = judge(nothing)
    assert report.log_loss == pytest.approx(report.constant, abs=0.02)
    assert fit(nothing).slope == pytest.approx(0.0, abs=0.2)


def test_a_set_without_an_error_still_has_a_curve() -> None:
    curve = fit([Judged("a", 0.8, True)] * 12)
    assert 0.8 < curve.of(0.8) < 1.0


def test_nothing_cannot_be_fitted() -> None:
    with pytest.raises(ValueError, match="no items"):
        fit([])


@given(st.floats(0, 1))
def test_the_raw_curve_leaves_a_score_as_it_is(score: float) -> None:
    assert RAW.of(score) == pytest.approx(min(0.99, max(0.01, score)), abs=0.006)


@settings(max_examples=50)
@given(st.floats(-2, 2), st.floats(0.1, 3), st.floats(0, 1), st.floats(0, 1))
def test_a_higher_score_is_never_less_sure(i: float, s: float, a: float, b: float) -> None:
    low, high = sorted((a, b))
    curve = Calibration(i, s)
    assert 0 <= curve.of(low) <= curve.of(high) <= 1
