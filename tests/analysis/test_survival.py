"""Curves and tests held against lifelines, and by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test

from parley.analysis.durability.survival import kaplan_meier, log_rank, resampled

Durations = tuple[np.ndarray, np.ndarray, list[int]]


@st.composite
def durations(draw: st.DrawFn) -> Durations:
    """Durations with ties, some cut off, in up to four groups of which two are not empty."""
    size = draw(st.integers(4, 60))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    times = random.exponential(20, size)
    if draw(st.booleans()):
        times = np.ceil(times / 5) * 5
    ended = random.random(size) < draw(st.floats(0.2, 1.0))
    ended[int(np.argmin(times))] = True
    groups = [0, 1, *random.integers(0, draw(st.integers(2, 4)), size - 2).tolist()]
    return times, ended, groups


@given(durations())
@settings(deadline=None)
def test_the_curve_is_that_of_lifelines(made: Durations) -> None:
    times, ended, _ = made
    curve = kaplan_meier(times, ended)
    oracle = KaplanMeierFitter(alpha=0.1).fit(times, ended)
    share = oracle.survival_function_at_times(curve.times).to_numpy()
    np.testing.assert_allclose(curve.share, share, atol=1e-6)
    table = oracle.event_table.loc[curve.times]
    assert curve.at_risk.tolist() == table["at_risk"].tolist()
    assert curve.ended.tolist() == table["observed"].tolist()
    bounds = oracle.confidence_interval_survival_function_.loc[curve.times].to_numpy()
    some = curve.share > 0
    np.testing.assert_allclose(curve.low[some], bounds[some, 0], atol=1e-6)
    np.testing.assert_allclose(curve.high[some], bounds[some, 1], atol=1e-6)


@given(durations())
@settings(deadline=None)
def test_the_log_rank_test_is_that_of_lifelines(made: Durations) -> None:
    times, ended, groups = made
    test = log_rank(times, ended, groups)
    oracle = multivariate_logrank_test(times, groups, ended)
    assert test.df == len(set(groups)) - 1
    if np.isfinite(oracle.test_statistic):
        assert test.statistic == pytest.approx(oracle.test_statistic, abs=1e-6)
        assert test.p == pytest.approx(oracle.p_value, abs=1e-6)


def test_a_curve_by_hand() -> None:
    curve = kaplan_meier(np.array([1.0, 2.0, 2.0, 3.0]), np.array([True, True, False, True]))
    assert curve.times.tolist() == [1, 2, 3]
    assert curve.at_risk.tolist() == [4, 3, 1]
    np.testing.assert_allclose(curve.share, [3 / 4, 1 / 2, 0])
    assert curve.quantile(0.5) == 2
    assert kaplan_meier(np.array([1.0, 5.0]), np.array([True, False])).quantile(0.4) is None


def test_drawing_each_once_changes_no_estimate_and_narrows_no_interval() -> None:
    times, ended = np.array([1.0, 2.0, 4.0, 7.0]), np.array([True, True, False, True])
    plain, again = kaplan_meier(times, ended), resampled(times, ended, np.ones((5, 4)))
    np.testing.assert_allclose(plain.share, again.share)
    assert (again.low <= plain.low).all()
    assert (again.high >= plain.high).all()


def test_one_group_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="two groups"):
        log_rank(np.array([1.0, 2.0]), np.array([True, True]), ["a", "a"])
