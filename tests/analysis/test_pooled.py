"""Hazards that were put in come out again, and what is known of little data is known little."""

import numpy as np
import pytest
from scipy.optimize import check_grad
from tests.analysis.simulated import Truth, covered, fitted, simulate

from parley.analysis.durability.pooled import Cells, Weibull, chance, drawn_chance, fit, redraws

QUANTITIES = ("shape", "mean hazard", "the channels' chances")


def test_much_data_give_the_hazard_that_made_them() -> None:
    truth = Truth(channels=600)
    made = simulate(truth, 1)
    _, _, found = fitted(made, len(truth.levels))
    assert np.exp(found.shape[0]) == pytest.approx(truth.shape, rel=0.05)
    assert found.base + found.levels.mean() == pytest.approx(truth.base, abs=0.15)
    assert found.a**-0.5 == pytest.approx(made.factor.std(), rel=0.1)


@pytest.mark.parametrize("months", [1, 6])
def test_ends_between_two_days_give_what_exact_ends_give(months: int) -> None:
    made = simulate(Truth(channels=200), 2)
    width = months / 24
    early = np.where(made.ended, np.maximum(made.years - width, 0), made.years)
    late = np.where(made.ended, made.years + width, made.years)
    size = made.level.size
    ends = np.bincount(made.channel, made.ended, size).astype(float)
    _, _, exact = fitted(made, 3)
    between = fit(Weibull(made.channel, early, late, made.ended, size), ends, made.level, 3)
    assert between.base == pytest.approx(exact.base, abs=0.03)
    assert between.shape[0] == pytest.approx(exact.shape[0], abs=0.05)


def test_a_channel_without_data_is_as_its_level_and_a_level_without_as_all() -> None:
    shape = Cells(np.eye(1), np.array([[8.0], [0.0], [0.0]]), np.array([[10.0], [30.0], [0.0]]))
    ends = np.array([8.0, 0.0, 0.0])
    found = fit(shape, ends, np.array([0, 0, 1]), 2)
    often, never, unseen = found.own[:, 0] / found.own[:, 1]
    assert often > 1 > never
    assert unseen == pytest.approx(1)
    assert abs(found.levels[1]) < 0.01


def test_no_ends_at_all_give_a_low_hazard_and_no_fault() -> None:
    shape = Cells(np.eye(2), np.zeros((3, 2)), np.full((3, 2), 5.0))
    found = fit(shape, np.zeros(3), np.array([0, 0, 0]), 1)
    assert np.exp(found.base + found.shape + found.levels[0]).max() < 0.05


def test_the_chance_is_the_mean_over_the_channel_s_factor() -> None:
    own, gained = np.array([[2.5, 3.0]]), np.array([0.4])
    random = np.random.default_rng(0)
    draws = [drawn_chance(gained, own, random)[0] for _ in range(20_000)]
    assert chance(gained, own)[0] == pytest.approx(np.mean(draws), abs=0.01)


def test_the_same_seed_draws_the_same() -> None:
    first, second = redraws(5, 3), redraws(5, 3)
    assert all((a.weights == b.weights).all() for a, b in zip(first, second, strict=True))
    assert all(a.weights.sum() == 5 for a in first)


@pytest.mark.parametrize("kind", ["weibull", "cells"])
def test_derivatives_are_those_of_the_values(kind: str) -> None:
    made = simulate(Truth(channels=9), 4)
    size = made.level.size
    random = np.random.default_rng(5)
    shape: Weibull | Cells
    if kind == "weibull":
        shape = Weibull(made.channel, made.years * 0.9, made.years * 1.1, made.ended, size)
    else:
        shape = Cells(
            random.normal(size=(4, 3)), random.poisson(1, (size, 4)) * 1.0, np.ones((size, 4))
        )
    weights = random.normal(size=size)
    for part in (shape.hazard, shape.cumulative):
        error = check_grad(
            lambda x, part=part: weights @ part(x)[0],
            lambda x, part=part: weights @ part(x)[1],
            random.normal(size=shape.size) / 3,
        )
        assert error < 1e-4


def coverage(simulations: int, draws: int) -> dict[str, float]:
    hits = np.array([covered(Truth(), seed, draws) for seed in range(simulations)])
    return dict(zip(QUANTITIES, hits.mean(axis=0).tolist(), strict=True))


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    for quantity, share in coverage(50, 60).items():
        assert 0.85 <= share <= 0.95, quantity


@pytest.mark.soak
def test_intervals_hold_the_truth_as_often_as_they_say_in_many_simulations() -> None:
    for quantity, share in coverage(500, 200).items():
        assert 0.85 <= share <= 0.95, quantity
