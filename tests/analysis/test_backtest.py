"""Forecasts held against what came, and the choice that follows from it."""

import datetime as dt

import numpy as np
import pytest

from parley.analysis.durability.backtest import backtest, brier, kept, logarithmic
from parley.analysis.durability.baselines import BASELINES
from parley.analysis.durability.forecast import MODELS
from parley.lexicon import load
from parley.record import coverage, reference

SHORT = dt.date(2011, 12, 31)


def test_scores_are_those_of_their_definitions() -> None:
    came, given = np.array([1.0, 0.0]), np.array([0.8, 0.5])
    np.testing.assert_allclose(brier(came, given), [0.04, 0.25])
    np.testing.assert_allclose(logarithmic(came, given), [-np.log(0.8), -np.log(0.5)])
    assert np.isfinite(logarithmic(np.array([1.0]), np.array([0.0]))).all()


def test_a_backtest_scores_all_models_on_the_same_windows() -> None:
    seen: list[tuple[int, int]] = []
    found = backtest(
        reference(),
        load().channels,
        SHORT,
        coverage(),
        lambda done, of: seen.append((done, of)),
    )
    assert seen[-1] == (found.months, found.months)
    for outcome, models in MODELS.items():
        for months in (3, 6, 12):
            of = [s for s in found.scores if (s.outcome, s.months) == (outcome, months)]
            assert {s.model for s in of} == {*BASELINES, *models}
            assert len({(s.windows, s.events) for s in of}) == 1
            assert 0 < of[0].events < of[0].windows
    for piece in found.reliability:
        assert 0 <= piece.observed <= 1


def test_what_came_after_the_record_s_end_changes_no_score() -> None:
    early = [e for e in reference() if e.start is None or e.start <= SHORT]
    assert backtest(early, load().channels, SHORT, coverage()) == backtest(
        reference(), load().channels, SHORT, coverage()
    )


def test_a_record_that_ends_too_early_is_refused() -> None:
    with pytest.raises(ValueError, match="2010-02-01"):
        backtest(reference(), load().channels, dt.date(2010, 2, 1), coverage())


def test_a_model_is_the_default_only_where_it_beats_the_baseline() -> None:
    found = kept()
    assert {verdict.outcome for verdict in found.verdicts} == set(MODELS)
    for verdict in found.verdicts:
        assert verdict.beats == (verdict.gain.low > 0 and verdict.log_gain.value > 0)
        assert verdict.default == (verdict.model if verdict.beats else verdict.baseline)


@pytest.mark.soak
def test_the_figures_kept_are_those_of_the_record() -> None:
    found = backtest(reference(), load().channels, kept().until, coverage())
    assert found.verdicts == kept().verdicts
    for made, told in zip(found.scores, kept().scores, strict=True):
        assert (made.model, made.windows, made.events) == (told.model, told.windows, told.events)
        assert made.brier == pytest.approx(told.brier, abs=1e-3)
