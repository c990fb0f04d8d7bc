"""Counts and scores of a pair by period: what counts, what it weighs, and what is a gap."""

import datetime as dt
import hashlib
import json
from itertools import pairwise
from random import Random

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.channels.conftest import make_event

from parley.analysis.series import Period, Series
from parley.analysis.series.bounds import ONE, difference, unseen, weighted
from parley.analysis.series.placing import began, periods
from parley.analysis.series.results import COLUMNS, TYPES, Freq
from parley.analysis.series.scale import scale
from parley.analysis.series.sensitivity import ranked, sensitivity
from parley.analysis.series.table import series
from parley.items import MODES, TYPE_OF_MODE, UNREAL, MergedEvent, Source
from parley.record import Coverage, coverage, reference

DAY = dt.date.fromisoformat
PAIR = ("AAA", "BBB")
WHOLE = {"line": Coverage("line", DAY("2000-01-01"), DAY("2009-12-31"))}
PINNED = {1: "0e4e"}
"""Version of the scale → what its table hashes to."""


def make(name: str, mode: str, when: str | tuple[str, str], **fields: object) -> MergedEvent:
    fields = {"parties": PAIR, "confidence": 1.0, "channel": "line"} | fields
    return make_event(name, mode, when, **fields)


def of(events: list[MergedEvent], freq: Freq = "year", **asked: object) -> tuple[Period, ...]:
    found = series(events, PAIR, freq, WHOLE, **asked)  # type: ignore[arg-type]
    return found.dyads[0].periods


def one(event: MergedEvent) -> Period:
    """The year of an event that stands alone."""
    (period,) = of([event], start=event.start, end=event.start)
    return period


def test_the_scale_is_the_one_pinned() -> None:
    table = scale()
    parts = [sorted(msgspec.to_builtins(table.weights).items()), msgspec.to_builtins(table.read_as)]
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:4]
    assert {table.version: digest} == PINNED, "other weights are another version: count it up"


def test_every_mode_has_a_weight_between_the_ends() -> None:
    table = scale()
    assert set(table.weights) == set(TYPE_OF_MODE)
    assert {rule.then for rule in table.read_as} <= set(TYPE_OF_MODE)
    assert all(-10 <= (own.weight or 0) <= 10 for own in table.weights.values())


@pytest.mark.parametrize(
    ("kinds", "side"),
    [
        ("CONSULT AGREE COOPERATE SUPPORT AID CONCEDE", 1),
        ("REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT", -1),
    ],
)
def test_types_lie_on_their_side_of_the_scale(kinds: str, side: int) -> None:
    table = scale()
    for kind in kinds.split():
        assert {np.sign(table.weights[mode].weight or 0) for mode in MODES[kind]} == {side}


def test_an_event_counts_by_its_confidence_and_weighs_by_its_mode() -> None:
    period = one(make("a", "summit", "2003-05-01", confidence=0.8))
    assert (period.told, period.spread) == (("a",), 0)
    assert period.events is not None
    assert period.cooperation is not None
    assert period.events.value == 0.8
    assert period.types["CONSULT"] == period.events
    assert period.cooperation.value == pytest.approx(0.8 * 3)
    assert period.net == difference(period.cooperation, period.conflict)  # type: ignore[arg-type]


@pytest.mark.parametrize("modality", sorted(UNREAL))
def test_what_did_not_happen_does_not_count(modality: str) -> None:
    period = of(
        [make("a", "talks", "2003-05-01", modality=modality), make("b", "talks", "2004-01-01")],
        start=DAY("2003-01-01"),
    )[0]
    assert (period.told, period.events) == ((), weighted(0, 0, ONE))


@pytest.mark.parametrize(
    ("mode", "fields", "net"),
    [
        ("exercise", {}, -6.5),
        ("exercise", {"effect": "used"}, 5.5),
        ("talks", {"modality": "refused"}, -4.0),
        ("talks", {"modality": "agreed"}, 4.0),
        ("talks", {"modality": "agreed", "effect": "agreed-to-resume"}, 3.5),
        ("withdraw", {"effect": "terminated"}, -4.0),
        ("other", {"effect": "used"}, 1.0),
        ("election", {}, 0.0),
    ],
)
def test_what_an_event_is_taken_for(mode: str, fields: dict[str, str], net: float) -> None:
    period = one(make("a", mode, "2003-05-01", **fields))
    assert period.net is not None
    assert period.net.value == net
    assert period.unscored == 0


@pytest.mark.parametrize(
    ("mode", "fields", "net"),
    [
        ("talks", {}, 1.5),
        ("arms-sale", {}, None),
        ("arms-sale", {"initiator": ("AAA",), "recipient": ("CCC",)}, None),
        ("protest", {"initiator": ("AAA",), "recipient": ("BBB", "CCC")}, -2.5),
        ("protest", {"initiator": ("AAA", "BBB"), "recipient": ("CCC",)}, None),
    ],
)
def test_among_three_an_act_weighs_between_the_two_it_joins(
    mode: str, fields: dict[str, tuple[str, ...]], net: float | None
) -> None:
    period = one(make("a", mode, "2003-05-01", parties=("AAA", "BBB", "CCC"), **fields))
    assert period.unscored == (1.0 if net is None else 0.0)
    assert period.net is not None
    assert period.net.value == (net or 0.0)


def test_what_does_not_say_which_way_it_goes_is_unscored() -> None:
    assert one(make("a", "withdraw", "2003-05-01")).unscored == 1.0


def test_only_leaves_out_what_others_took_part_in() -> None:
    events = [
        make("a", "talks", "2003-05-01"),
        make("b", "talks", "2003-06-01", parties=("AAA", "BBB", "CCC")),
    ]
    assert of(events, only=True)[0].told == ("a",)
    assert of(events)[0].told == ("a", "b")


def test_a_year_on_record_without_an_event_is_a_zero_and_one_off_it_a_gap() -> None:
    found = of([make("a", "talks", "2008-05-01")], start=DAY("1998-01-01"), end=DAY("2011-01-01"))
    reached = {p.start.year: p.reach for p in found}
    assert reached == {
        year: "covered" if 2000 <= year <= 2009 else "none" for year in range(1998, 2012)
    }
    assert {p.start.year for p in found if p.gap} == {1998, 1999, 2010, 2011}
    zero = next(p for p in found if p.start.year == 2005)
    assert zero.events == weighted(0, 0, ONE)
    assert zero.events.high == pytest.approx(-np.log(0.05))


def test_where_the_record_has_holes_no_event_is_a_gap_and_one_is_at_least_one() -> None:
    holes = {
        "line": Coverage(
            "line", DAY("2000-01-01"), DAY("2009-12-31"), False, DAY("2006-01-01"), "much"
        )
    }
    events = [make("a", "talks", "2003-05-01"), make("b", "talks", "2008-05-01")]
    found = series(events, PAIR, "year", holes).dyads[0].periods
    assert [(p.start.year, p.reach, p.gap) for p in found] == [
        (2003, "holes", False),
        (2004, "holes", True),
        (2005, "holes", True),
        *((year, "covered", False) for year in range(2006, 2010)),
    ]


def test_a_channel_counts_by_its_events() -> None:
    holed = Coverage("other", DAY("2000-01-01"), DAY("2009-12-31"), False, None, "much")
    events = [
        make("a", "talks", "2003-05-01"),
        *(make(f"b{n}", "talks", "2004-05-01", channel="other") for n in range(3)),
    ]
    found = series(events, PAIR, "year", WHOLE | {"other": holed}).dyads[0].periods
    assert found[-1].covered == pytest.approx(0.25)
    assert found[-1].gap


def test_documents_that_tell_of_the_pair_reach_as_far_as_they_come_out() -> None:
    source = Source(doc="d", assertion="a", published=DAY("2011-03-01"))
    events = [
        make("a", "talks", "2008-05-01"),
        make("b", "talks", "2010-02-01", sources=(source,)),
    ]
    found = of(events, end=DAY("2012-01-01"))
    told = [(p.start.year, p.reach, p.gap) for p in found]
    assert told[2:] == [(2010, "none", False), (2011, "documents", False), (2012, "none", True)]


@pytest.mark.parametrize(
    ("fields", "first", "last"),
    [
        ({}, "2003-05-01", "2003-05-01"),
        ({"precision": "month", "when": ("2003-05-01", "2003-05-31")}, "2003-05-01", "2003-05-31"),
        ({"lasting": True, "when": ("2003-05-01", "2003-06-10")}, "2003-05-01", "2003-05-01"),
        (
            {"lasting": True, "precision": "month", "when": ("2003-05-01", "2003-08-31")},
            "2003-05-01",
            "2003-05-31",
        ),
    ],
)
def test_the_days_on_which_it_may_have_begun(
    fields: dict[str, object], first: str, last: str
) -> None:
    when = fields.pop("when", "2003-05-01")
    event = make("a", "exercise", when, **fields)  # type: ignore[arg-type]
    assert began(event) == (DAY(first).toordinal(), DAY(last).toordinal())


def test_an_imprecise_date_is_spread_over_the_periods_it_may_lie_in() -> None:
    event = make("a", "talks", ("2003-01-01", "2003-12-31"), precision="year")
    found = of([event], "quarter", end=DAY("2003-12-31"))
    assert [round(p.events.value, 3) for p in found if p.events] == [0.247, 0.249, 0.252, 0.252]
    assert {p.spread for p in found} == {1}


@given(
    st.lists(
        st.tuples(
            st.dates(DAY("2000-01-01"), DAY("2009-12-31")),
            st.integers(0, 500),
            st.floats(0.05, 1),
            st.sampled_from(sorted(TYPE_OF_MODE)),
        ),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(["week", "month", "quarter", "year"]),
    st.randoms(),
)
def test_nothing_is_lost_and_order_does_not_matter(
    drawn: list[tuple[dt.date, int, float, str]], freq: Freq, random: Random
) -> None:
    events = [
        make_event(
            f"e{n}",
            mode,
            (str(day), str(day + dt.timedelta(days=more))),
            "line",
            parties=PAIR,
            precision="season",
            confidence=sure,
        )
        for n, (day, more, sure, mode) in enumerate(drawn)
    ]
    found = of(events, freq)
    random.shuffle(events)
    assert of(events, freq) == found
    total = sum(p.events.value for p in found if p.events)
    assert total == pytest.approx(sum(sure for _, _, sure, _ in drawn))
    for period in found:
        if period.events is not None:
            assert period.events.low <= period.events.value <= period.events.high
            assert period.net is not None
            assert period.net.low <= period.net.value <= period.net.high
            kinds = sum(each.value for each in period.types.values())
            assert kinds == pytest.approx(period.events.value)


@pytest.mark.parametrize("freq", ["week", "month", "quarter", "year"])
@pytest.mark.parametrize("days", [("0001-01-01", "0001-03-01"), ("9999-11-01", "9999-12-31")])
def test_periods_follow_each_other_to_the_ends_of_the_calendar(
    freq: Freq, days: tuple[str, str]
) -> None:
    found = periods(freq, *map(DAY, days))
    assert found[0].start <= DAY(days[0]).toordinal()
    assert found[-1].end >= DAY(days[1]).toordinal()
    assert all(a.end + 1 == b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0.0, 2.9957), (1, 0.0513, 4.7439), (3, 0.8177, 7.7537), (10, 5.4254, 16.9622)],
)
def test_counts_have_garwood_s_exact_interval(count: int, low: float, high: float) -> None:
    found = weighted(count, count, ONE)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-4)


def test_intervals_of_weighted_counts_hold_the_rate() -> None:
    random = np.random.default_rng(1)
    weights, rates = np.array([1.0, 3.0, 6.5]), np.array([2.0, 1.0, 0.5])
    inside = 0
    for counts in random.poisson(rates, (1000, 3)):
        told = np.repeat(weights, counts)
        found = weighted(told.sum(), (told**2).sum(), unseen(weights))
        inside += found.low <= weights @ rates <= found.high
    assert 0.88 <= inside / 1000 <= 0.99


def test_a_difference_has_the_bounds_of_both() -> None:
    a, b = weighted(10, 10, ONE), weighted(0, 0, ONE)
    found = difference(a, b)
    assert found.value == 10
    assert found.high == pytest.approx(a.high)
    assert found.low < a.low


def test_what_the_scale_does_to_a_series() -> None:
    # Three periods: talks grow while attacks come once. Signs alone turn the last step of net.
    counts = np.array([[1.0, 0.0], [2.0, 0.0], [4.0, 1.0], [5.0, 1.0]])
    found = {(s.change, s.measure): s for s in sensitivity(counts, np.array([1.5, -10.0]))}
    assert found["signs", "cooperation"].rho == pytest.approx(1)
    assert found["signs", "net"].turned == pytest.approx(1 / 3)
    assert found["perturbed", "cooperation"].low == pytest.approx(1)
    assert found["perturbed", "net"].turned == 0
    assert sensitivity(np.ones((4, 1)), np.array([1.0]))[0].rho is None


def test_ranks_are_told_apart_by_side() -> None:
    assert ranked(np.array([1.0, -10.0, 6.5, 1.0, 0.0, -2.5])).tolist() == [1, -2, 2, 1, 0, -1]


def test_each_pair_of_three_has_a_series() -> None:
    found = series([make("a", "talks", "2003-05-01")], ["CCC", "BBB", "AAA"], "year", WHOLE)
    assert [d.parties for d in found.dyads] == [("AAA", "BBB"), ("AAA", "CCC"), ("BBB", "CCC")]
    assert found.dyads[1].periods == ()


def test_one_party_and_endless_time_are_refused() -> None:
    with pytest.raises(ValueError, match="two parties"):
        series([], ["AAA", "AAA"])
    with pytest.raises(ValueError, match="too many"):
        series([], PAIR, "week", start=DAY("0001-01-01"), end=DAY("9999-12-31"))


def test_a_frame_has_a_row_a_period_and_nan_for_gaps() -> None:
    frame = Series.to_frame(series(reference(), ["JPN", "CHN"], "year", coverage()))
    assert tuple(frame.columns) == COLUMNS
    assert frame.start.dtype.kind == "M"
    assert frame[frame.events.isna()].reach.isin(["holes", "none"]).all()
    assert frame[list(TYPES)].sum(axis=1).to_numpy() == pytest.approx(
        frame.events.fillna(0).to_numpy()
    )


def test_drills_held_together_bring_together() -> None:
    """The relief drills of 2015 to 2019 weigh as cooperation."""
    found = series(reference(), ["USA", "CHN"], "year", coverage()).dyads[0].periods
    drills = {e.id for e in reference() if e.channel == "usa-chn-hadr"}
    told = [p for p in found if drills & set(p.told)]
    assert len(told) >= 4
    year = next(p for p in found if p.start.year == 2017)
    assert year.conflict is not None
    assert year.conflict.value == 0
