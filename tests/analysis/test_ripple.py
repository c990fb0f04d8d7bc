"""What follows between two parties after events between others: triggers, tests, power."""

import datetime as dt
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, false_discovery_control
from tests.channels.conftest import make_event

from parley.analysis.ripple import Finding, Ripple
from parley.analysis.ripple.correction import benjamini_hochberg, holm
from parley.analysis.ripple.outcomes import daily, stretch
from parley.analysis.ripple.power import EFFECT, Marks, needed, power
from parley.analysis.ripple.shifts import held, windows
from parley.analysis.ripple.table import LEAST, WINDOWS, Asked, ripple
from parley.analysis.ripple.triggers import chosen, told
from parley.analysis.series.placing import Placed, placed
from parley.analysis.series.scale import scale
from parley.items import UNREAL, MergedEvent
from parley.record import Coverage, coverage, reference

DAY = dt.date.fromisoformat
FIRST = ("AAA", "BBB")
THIRD = ("BBB", "CCC")
WHOLE = {"line": Coverage("line", DAY("2000-01-01"), DAY("2019-12-31"))}


def make(name: str, mode: str, when: str | tuple[str, str], **fields: object) -> MergedEvent:
    fields = {"parties": THIRD, "confidence": 1.0, "channel": "line"} | fields
    return make_event(name, mode, when, **fields)


def resumed(days: list[str], **fields: object) -> list[MergedEvent]:
    fields = {"parties": FIRST, "effect": "resumed"} | fields
    return [make(f"t{n}", "talks", day, **fields) for n, day in enumerate(days)]


def every(months: int, count: int) -> list[str]:
    """The first day of so many months, so far apart, from 2001 on."""
    return [
        str(dt.date(2001 + at // 12, at % 12 + 1, 1)) for at in range(0, count * months, months)
    ]


def by(found: Ripple) -> dict[tuple[str, int], Finding]:
    return {(one.outcome, one.months): one for one in found.findings}


def test_corrections_by_hand() -> None:
    assert benjamini_hochberg([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.04, 0.04])
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert benjamini_hochberg([]) == holm([]) == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_corrections_agree_with_scipy_and_keep_order(values: list[float]) -> None:
    q, strict = benjamini_hochberg(values), holm(values)
    assert q == pytest.approx(false_discovery_control(values, method="bh"))
    assert all(p <= a + 1e-12 and a <= b + 1e-12 for p, a, b in zip(values, q, strict, strict=True))
    for corrected in (q, strict):
        ordered = [c for _, c in sorted(zip(values, corrected, strict=True))]
        assert all(a <= b + 1e-12 for a, b in pairwise(ordered))


def test_windows_leave_out_the_day_itself() -> None:
    found = windows(np.array([1.0, 2, 4, 8, 16, 32]), 2)
    assert found is not None
    assert (found.before.tolist(), found.after.tolist()) == ([3, 6], [24, 48])
    assert windows(np.ones(4), 2) is None


def test_the_share_of_shifts_is_the_p_value() -> None:
    # A single burst in a hundred days: of all days only the one before it sees so much after.
    outcome = np.zeros(104)
    outcome[50:52] = 1
    found = windows(outcome, 2)
    assert found is not None
    assert held(found, [47]).p == pytest.approx(2 / 100)
    assert held(found, [10]).p == 1


def simulated(seed: int, after: float = 1.0) -> float:
    """The p-value of one record of ten years in which triggers raise what follows by ``after``."""
    random = np.random.default_rng(seed)
    size, length = 3650, 90
    outcome = random.poisson(0.03, size) * random.uniform(0.5, 3, size)
    days = random.choice(np.arange(length, size - length), 12, replace=False)
    for day in days:
        more = random.poisson(0.03 * (after - 1), length) * random.uniform(0.5, 3, length)
        outcome[day + 1 : day + 1 + length] += more
    found = windows(outcome, length)
    assert found is not None
    return held(found, [int(day) - length for day in days]).p


def uniform(values: list[float]) -> None:
    """Whether as many lie below each level as should, 999 times out of a thousand."""
    for level in (0.05, 0.1, 0.25, 0.5, 0.75, 0.9):
        low, high = binom.interval(0.999, len(values), level)
        assert low <= sum(value <= level for value in values) <= high, level


def test_p_values_are_uniform_where_nothing_follows() -> None:
    uniform([simulated(seed) for seed in range(50)])


@pytest.mark.soak
def test_p_values_are_uniform_over_many_records() -> None:
    uniform([simulated(seed) for seed in range(500)])


@pytest.mark.soak
def test_the_power_is_how_often_an_effect_is_found() -> None:
    random = np.random.default_rng(7)
    size, length = 3650, 90
    outcome = random.poisson(0.03, size) * random.uniform(0.5, 3, size)
    of = windows(outcome, length)
    assert of is not None
    days = np.sort(random.choice(of.change.size, 12, replace=False))
    marks = Marks(np.linspace(0.5, 3, 50), np.full(50, 0.03 / 50))
    found = np.mean([simulated(seed, EFFECT) <= 0.05 for seed in range(500)])
    assert power(of, marks, length, days.tolist()) == pytest.approx(found, abs=0.12)


def test_power_grows_with_triggers_and_falls_where_they_crowd() -> None:
    random = np.random.default_rng(3)
    outcome = random.poisson(0.03, 3650).astype(float)
    of = windows(outcome, 90)
    assert of is not None
    marks = Marks(np.array([1.0]), np.array([0.03]))
    few, many = (power(of, marks, 90, list(range(0, 3400, step))) for step in (800, 200))
    crowded = power(of, marks, 90, list(range(0, 170, 10)))
    assert few < many
    assert crowded < many
    wanted = needed(of, marks, 90)
    assert wanted is not None
    assert 5 < wanted < 60
    assert needed(of, Marks(np.array([1.0]), np.array([1e-6])), 90) is None


@pytest.mark.parametrize(
    ("of", "ids"),
    [("resumed", ["t0", "t1"]), ("talks", ["t0", "t1"]), ("t1", ["t1"]), ("transit", [])],
)
def test_triggers_are_of_a_mode_an_effect_or_an_id(of: str, ids: list[str]) -> None:
    found = chosen(resumed(["2001-01-01", "2002-01-01"]), of, FIRST)
    assert [one.event for one in told(found)] == ids


@pytest.mark.parametrize("modality", sorted(UNREAL))
def test_what_did_not_happen_triggers_nothing(modality: str) -> None:
    assert not chosen(resumed(["2001-01-01"], modality=modality), "resumed").events


def test_a_rough_date_triggers_at_its_middle_or_not_at_all() -> None:
    rough = [
        make("m", "talks", ("2001-03-01", "2001-03-31"), precision="month", effect="resumed"),
        make("y", "talks", ("2001-01-01", "2001-12-31"), precision="year", effect="resumed"),
    ]
    found = chosen(rough, "resumed")
    assert [one.day for one in told(found)] == [DAY("2001-03-16")]
    assert found.undated == 1


def test_events_of_a_day_are_one_trigger_and_only_leaves_out_others() -> None:
    events = [
        *resumed(["2001-01-01"]),
        make("x", "talks", "2001-01-01", parties=FIRST, effect="resumed"),
        make("y", "talks", "2002-01-01", parties=(*FIRST, "DDD"), effect="resumed"),
    ]
    assert len(told(chosen(events, "resumed", FIRST))) == 2
    assert len(told(chosen(events, "resumed", FIRST, only=True))) == 1


def test_what_names_nothing_is_refused_with_what_it_might_be() -> None:
    with pytest.raises(ValueError, match="did you mean resumed"):
        chosen([], "resume")


def test_the_stretch_is_the_longest_without_holes() -> None:
    own = placed([make("a", "talks", "2003-05-01")], frozenset(THIRD), False, scale())
    assert stretch(own, WHOLE) == (DAY("2000-01-01").toordinal(), DAY("2019-12-31").toordinal())
    holed = {"line": Coverage("line", DAY("2000-01-01"), DAY("2019-12-31"), False, None, "much")}
    assert stretch(own, holed) is None
    assert stretch([], WHOLE) is None


def test_outcomes_by_day_keep_what_the_dates_allow() -> None:
    own: list[Placed] = placed(
        [
            make("a", "attack", ("2003-05-01", "2003-05-10"), precision="third-of-month"),
            make("b", "talks", "1999-05-01"),
        ],
        frozenset(THIRD),
        False,
        scale(),
    )
    span = stretch(own, WHOLE)
    assert span is not None
    found = daily(own, span, scale())
    assert found.sums["events"].sum() == pytest.approx(1)
    assert found.sums["conflict"].max() == pytest.approx(1)
    assert found.weights["conflict"].tolist() == [10]
    assert found.weights["cooperation"].size == 0


def test_what_follows_every_time_is_a_rise() -> None:
    days = every(12, 16)
    follow = [
        make(f"f{n}-{more}", "meet", str(DAY(day) + dt.timedelta(days=10 + 20 * more)))
        for n, day in enumerate(days)
        for more in range(3)
    ]
    found = ripple([*resumed(days), *follow], Asked("resumed", FIRST), [THIRD], WHOLE, [3])
    one = by(found)["events", 3]
    assert (one.answer, one.triggers, one.before, one.after) == ("rise", 16, 0, 3)
    assert one.q is not None
    assert one.p is not None
    assert one.p <= one.q <= found.alpha
    assert by(found)["conflict", 3].lack == "no-outcome"


def test_where_an_effect_would_have_shown_nothing_is_an_answer() -> None:
    random = np.random.default_rng(5)
    steady = [
        make(f"s{n}", "meet", str(DAY("2000-01-01") + dt.timedelta(days=int(day))))
        for n, day in enumerate(random.choice(7300, 700, replace=False))
    ]
    found = ripple([*resumed(every(9, 24)), *steady], Asked("resumed", FIRST), [THIRD], WHOLE, [3])
    one = by(found)["events", 3]
    assert one.answer == "no-difference"
    assert one.power is not None
    assert one.power >= 0.8


def test_too_few_events_cannot_tell_and_say_how_many_would() -> None:
    random = np.random.default_rng(5)
    steady = [
        make(f"s{n}", "meet", str(DAY("2000-01-01") + dt.timedelta(days=int(day))))
        for n, day in enumerate(random.choice(7300, 120, replace=False))
    ]
    found = ripple(
        [*resumed(every(12, LEAST - 1)), *steady], Asked("resumed", FIRST), [THIRD], WHOLE
    )
    for one in found.findings:
        assert one.answer == "cannot-tell"
        assert one.p is None
        if one.outcome == "events":
            assert one.lack == "few-events"
            assert one.needed is not None
            assert one.needed >= LEAST


def test_what_both_pairs_take_part_in_is_no_outcome_and_no_trigger() -> None:
    days = every(12, 10)
    both = [make(f"b{n}", "summit", day, parties=(*FIRST, "CCC")) for n, day in enumerate(days)]
    alone = make("a", "meet", "2005-05-05")
    events = [*resumed(days), *both, alone]
    found = ripple(events, Asked("resumed", FIRST), [THIRD], WHOLE, [12])
    after = by(found)["events", 12].after
    assert after is not None
    assert after <= 1
    own = ripple(events, Asked("summit"), [THIRD], WHOLE, [12])
    assert {one.triggers for one in own.findings} == {0}


def test_a_pair_is_no_third_one_to_its_own_events() -> None:
    found = ripple(resumed(every(12, 9)), Asked("resumed", FIRST), [FIRST], WHOLE)
    assert {one.lack for one in found.findings} == {"own-events"}


def test_a_record_with_holes_cannot_tell() -> None:
    found = ripple(resumed(every(12, 9)), Asked("resumed", FIRST), [THIRD], {})
    assert {(one.answer, one.lack) for one in found.findings} == {("cannot-tell", "no-record")}
    short = {"line": Coverage("line", DAY("2001-01-01"), DAY("2001-12-31"))}
    events = [*resumed(every(12, 9)), make("a", "meet", "2001-05-05")]
    found = ripple(events, Asked("resumed", FIRST), [THIRD], short, [12])
    assert {one.lack for one in found.findings} == {"record-too-short"}


def test_the_order_of_events_and_pairs_changes_nothing() -> None:
    asked = Asked("resumed", ("USA", "CHN"))
    one = ripple(reference(), asked, [("JPN", "CHN"), ("CHN", "JPN")], coverage())
    other = ripple(reference()[::-1], asked, [("CHN", "JPN")], coverage())
    assert one.findings == other.findings
    assert len(one.findings) == 3 * len(WINDOWS)


@pytest.mark.parametrize(
    ("on", "months", "said"),
    [([("AAA",)], [3], "pairs"), ([], [3], "pairs"), ([THIRD], [], "month")],
)
def test_anything_but_pairs_and_months_is_refused(
    on: list[tuple[str, ...]], months: list[int], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        ripple([], Asked("resumed"), on, WHOLE, months)


def test_a_frame_has_a_row_a_finding() -> None:
    found = ripple(reference(), Asked("resumed", ("USA", "CHN")), [("KOR", "PRK")], coverage())
    frame = found.to_frame()
    assert len(frame) == len(found.findings)
    assert set(frame["on"]) == {"KOR PRK"}
    assert frame.start.dtype.kind == "M"
