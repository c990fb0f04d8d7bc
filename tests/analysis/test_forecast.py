"""Chances for each channel: from what was so before, and from nothing that came after."""

import datetime as dt
from collections.abc import Callable, Mapping

import msgspec
import numpy as np
import pytest

from parley.analysis.durability import Durability, Forecast
from parley.analysis.durability.baselines import rates
from parley.analysis.durability.breaks import pool
from parley.analysis.durability.circumstances import circumstances, rules
from parley.analysis.durability.forecast import chances, known
from parley.analysis.durability.results import Outcome
from parley.analysis.durability.spells import histories
from parley.analysis.durability.table import Asked, durability, narrowed
from parley.analysis.durability.uses import PIECES, gained, uses
from parley.analysis.durability.windows import Counts, counted, facts
from parley.items import Channel, MergedEvent
from parley.lexicon import load
from parley.record import Coverage, coverage, reference

Make = Callable[..., MergedEvent]
Lines = Mapping[str, Channel]
DAY = dt.date.fromisoformat
THEN = DAY("2024-01-10")
TALKS = "usa-chn-dpct"


def yearly(event: Make, years: range) -> list[MergedEvent]:
    return [event(f"use-{year}", "talks", f"{year}-01-01", "yearly") for year in years]


def on_record(record: list[MergedEvent], lines: Lines, day: str) -> Durability:
    return durability(record, lines, DAY(day))


def test_windows_count_what_followed(event: Make, lines: Lines) -> None:
    record = [
        *yearly(event, range(2000, 2003)),
        event("cut", "suspend-channel", "2002-07-15", "yearly"),
    ]
    channels = {"yearly": facts(histories(record, lines, DAY("2003-12-31"))["yearly"])}
    broken = counted(channels, DAY("2003-12-31"), 6, "suspended")["climatology"]
    # Open from January 2000 to July 2002: 31 firsts of a month, of which 6 saw it within 6 months.
    assert (broken.windows.sum(), broken.events.sum()) == (31, 6)
    cadence = counted(channels, DAY("2003-12-31"), 6, "used")["cadence"]
    assert cadence.events[0].tolist() == [0.0, 10.0, 0.0, 0.0]


def test_windows_that_are_not_over_do_not_count(event: Make, lines: Lines) -> None:
    channels = {
        "yearly": facts(
            histories(yearly(event, range(2000, 2002)), lines, DAY("2001-03-01"))["yearly"]
        )
    }
    counts = counted(channels, DAY("2001-03-01"), 12, "used")["climatology"]
    assert counts.windows.sum() == 3


def test_a_class_without_windows_has_the_chance_of_all() -> None:
    counts = Counts(np.array([[99.0, 0.0]]), np.array([[24.5, 0.0]]))
    assert rates(counts)[0, 1] == pytest.approx(0.25)
    assert rates(counts, np.array([[1.0], [2.0]])).shape == (2, 2)


def test_waits_are_told_apart_by_piece_and_state(event: Make, lines: Lines) -> None:
    record = [
        event("a", "talks", "2000-01-01", "yearly"),
        event("b", "talks", "2000-05-31", "yearly"),
        event("cut", "suspend-channel", "2000-07-01", "yearly"),
        event("c", "talks", "2001-01-01", "yearly"),
    ]
    found = histories(record, lines, DAY("2001-02-01"))
    data = uses(pool(found), {"yearly": facts(found["yearly"])})
    assert data.ends.tolist() == [2]
    slope = data.cells.hazard(np.zeros(data.cells.size))[1][0]
    # One use in the second piece while open, one in the third while suspended.
    assert slope[:PIECES].tolist() == [0, 1, 1, 0, 0, 0, 0]
    assert slope[PIECES:].tolist() == [1, 0]
    total = data.cells.cumulative(np.zeros(data.cells.size))[0][0]
    assert total == pytest.approx((DAY("2001-02-01") - DAY("2000-01-01")).days / 365.25)


def test_the_hazard_gained_is_that_of_the_pieces_passed() -> None:
    shape = np.zeros(PIECES + 2)
    shape[1] = np.log(4)
    assert gained(0, 0.0, 6.0, shape) == pytest.approx(3 / 12 + 4 * 3 / 12)
    assert gained(0, 100.0, 12.0, shape) == pytest.approx(1.0)


@pytest.mark.parametrize("outcome", ["suspended", "used"])
@pytest.mark.parametrize(
    "model", ["weibull", "pieces", "waits", "climatology", "last-state", "cadence"]
)
def test_chances_lie_between_none_and_one_and_grow_with_time(model: str, outcome: Outcome) -> None:
    if (model == "waits") != (outcome == "used") and model in ("weibull", "pieces", "waits"):
        pytest.skip("the model is of the other outcome")
    reach = coverage()
    found = histories(reference(), load().channels, DAY("2025-01-01"), reach)
    names = [n for n, h in found.items() if h.state == "open"]
    values = chances(known(found, DAY("2025-01-01")), [model], outcome, names)[model]
    assert ((values > 0) & (values < 1)).all()
    assert (np.diff(values, axis=1) >= 0).all()


def test_what_was_found_of_all_can_be_narrowed_to_some() -> None:
    asked = Asked(parties=("CHN", "USA"), only=True)
    channels = load().channels
    whole = durability(reference(), channels, THEN, coverage())
    some = durability(reference(), channels, THEN, coverage(), asked)
    found = narrowed(whole, asked, channels)
    assert (found.spells, found.survival, found.forecasts) == (
        some.spells,
        some.survival,
        some.forecasts,
    )
    assert {s.day for s in found.shocks} <= {s.day for s in whole.shocks}
    assert {name for s in found.shocks for name in s.channels} == {
        name for s in some.shocks for name in s.channels
    }


@pytest.fixture(scope="module")
def then() -> Durability:
    return durability(reference(), load().channels, THEN, coverage(), Asked(channel=TALKS))


def test_both_outcomes_are_foretold_of_open_talks_with_intervals(then: Durability) -> None:
    assert {(f.outcome, f.months) for f in then.forecasts} == {
        (outcome, months) for outcome in ("suspended", "used") for months in (3, 6, 12, 24)
    }
    for forecast in then.forecasts:
        assert forecast.chance is not None
        assert forecast.low is not None
        assert forecast.high is not None
        assert 0 < forecast.low <= forecast.chance <= forecast.high < 1
        assert forecast.since == THEN


def test_what_came_after_changes_nothing(then: Durability) -> None:
    """Every later event is taken away, moved or turned into a suspension: the day says the same."""
    earlier = [e for e in reference() if e.start is None or e.start <= THEN]
    later = [e for e in reference() if e.start is not None and e.start > THEN]
    turned = [
        msgspec.structs.replace(e, mode="suspend-channel", channel=TALKS, modality="occurred")
        for e in later
        if e.modality not in ("planned", "agreed")
    ]
    for events in (earlier, [*earlier, *turned]):
        again = durability(events, load().channels, THEN, coverage(), Asked(channel=TALKS))
        assert again == then


def told(found: Durability, channel: str, outcome: str) -> Forecast:
    return next(f for f in found.forecasts if f.channel == channel and f.outcome == outcome)


def test_where_nothing_can_be_foretold_it_says_why(event: Make, lines: Lines) -> None:
    record = [
        *yearly(event, range(2005, 2010)),
        event("cut", "suspend-channel", "2009-06-01", "yearly"),
        event("line", "establish-channel", "2008-01-01", "line"),
        event("end", "withdraw", "2009-03-01", "line", effect="terminated"),
        event("p", "talks", "2009-05-01", "policy"),
        event("c", "call", "2007-05-01", "chiefs"),
    ]
    reach = {
        "policy": Coverage("policy", DAY("2000-01-01"), DAY("2010-01-01"), complete=False),
        "chiefs": Coverage("chiefs", DAY("2000-01-01"), DAY("2008-01-01")),
    }
    found = durability(record, lines, DAY("2010-01-01"), reach)
    assert told(found, "yearly", "suspended").why == "not-open"
    assert told(found, "yearly", "used").why is None
    assert told(found, "line", "used").why == "terminated"
    assert told(found, "policy", "used").why == "uses-missing"
    assert told(found, "policy", "suspended").why is None
    assert told(found, "chiefs", "used").why == "record-ended"
    assert all(f.chance is None for f in found.forecasts if f.why)


def test_months_count_from_the_record_s_end(event: Make, lines: Lines) -> None:
    reach = {"yearly": Coverage("yearly", DAY("2000-01-01"), DAY("2009-12-31"))}
    found = durability(yearly(event, range(2005, 2010)), lines, DAY("2010-06-30"), reach)
    assert {f.since for f in found.forecasts} == {DAY("2009-12-31")}


def test_a_record_without_a_channel_gives_nothing(lines: Lines) -> None:
    found = on_record([], lines, "2020-01-01")
    assert (found.spells, found.forecasts, found.hazards) == ((), (), None)


def test_frames_have_a_row_each(then: Durability) -> None:
    assert len(then.to_frame()) == len(then.forecasts)
    assert then.to_frame("spells")["start"].dtype.kind == "M"


def test_a_ratio_is_told_only_where_enough_shocks_carry_it(event: Make, lines: Lines) -> None:
    record = [
        event("use", "talks", "2000-01-01", "yearly"),
        event("sale", "arms-sale", "2000-06-01", parties=("AAA", "BBB", "CCC")),
        event("cut", "suspend-channel", "2000-06-03", "yearly"),
    ]
    found = {c.name: c for c in circumstances(histories(record, lines, DAY("2001-01-01")), record)}
    sale = found["arms-sale"]
    assert (sale.breaks, sale.shocks, sale.breaks_without) == (1, 1, 0)
    assert sale.years == pytest.approx(2 / 365.25, abs=0.01)
    assert sale.ratio is None
    assert found["outside-visit"].breaks == 0


@pytest.mark.parametrize(
    ("parties", "under"),
    [
        (("AAA", "BBB"), {"incident"}),
        (("AAA", "BBB", "CCC"), {"incident", "outside-visit"}),
        (("AAA", "CCC"), {"test"}),
    ],
)
def test_a_circumstance_needs_its_parties(
    parties: tuple[str, ...], under: set[str], event: Make, lines: Lines
) -> None:
    told = {"incident": "clash", "outside-visit": "visit", "test": "missile-test"}
    found = {
        rule.id
        for rule in rules()
        if rule.id in told
        and rule.fits(event("e", told[rule.id], "2000-01-01", parties=parties), lines["yearly"])
    }
    assert found - ({"test"} if "BBB" in parties else set()) == under
