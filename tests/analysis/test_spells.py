"""When a channel opened, how long it stayed open, and what ended it."""

import datetime as dt
from collections.abc import Callable, Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.analysis.durability import OpenSpell
from parley.analysis.durability.known import known_on
from parley.analysis.durability.spells import MONTH, History, histories
from parley.items import Channel, MergedEvent
from parley.lexicon import load
from parley.record import Coverage, coverage, reference

Make = Callable[..., MergedEvent]
Lines = Mapping[str, Channel]
DAY = dt.date.fromisoformat


def spells_of(channel: str, record: list[MergedEvent], lines: Lines, day: str) -> list[OpenSpell]:
    return list(histories(record, lines, DAY(day))[channel].spells)


def test_talks_are_open_from_a_use_to_the_break(event: Make, lines: Lines) -> None:
    record = [
        event("first", "talks", "2020-01-01", "policy"),
        event("shock", "incursion", "2021-01-29"),
        event("cut", "suspend-channel", "2021-01-31", "policy", cause=("shock",)),
        event("again", "talks", "2022-03-01", "policy"),
    ]
    broken, open_ = spells_of("policy", record, lines, "2022-09-01")
    assert (broken.opening, broken.ended, broken.end) == ("first", "suspended", DAY("2021-01-31"))
    assert broken.months == pytest.approx(396 / MONTH)
    assert (broken.opened_by, broken.ended_by) == (("first",), ("cut", "shock"))
    assert (open_.opening, open_.ended, open_.end, open_.high) == ("resumed", None, None, None)
    assert open_.until == DAY("2022-09-01")


def test_an_imprecise_date_bounds_the_length(event: Make, lines: Lines) -> None:
    record = [
        event("first", "talks", ("2020-01-01", "2020-01-31"), "policy", precision="month"),
        event("cut", "suspend-channel", ("2020-06-01", "2020-06-30"), "policy", precision="month"),
    ]
    (spell,) = spells_of("policy", record, lines, "2021-01-01")
    assert (spell.start, spell.start_latest) == (DAY("2020-01-01"), DAY("2020-01-31"))
    assert (spell.end, spell.end_latest) == (DAY("2020-06-01"), DAY("2020-06-30"))
    assert spell.low == pytest.approx(122 / MONTH)
    assert spell.high == pytest.approx(181 / MONTH)
    assert spell.low < spell.months < spell.high


def test_silence_ends_talks_at_some_day_after_their_last_use(event: Make, lines: Lines) -> None:
    record = [
        event("a", "talks", "2015-01-01", "yearly"),
        event("b", "talks", "2016-01-01", "yearly"),
    ]
    (spell,) = spells_of("yearly", record, lines, "2020-01-01")
    assert (spell.ended, spell.end, spell.end_latest) == (
        "lapsed",
        DAY("2016-01-01"),
        DAY("2018-01-02"),
    )
    assert not spell.broken


def test_silence_in_a_record_with_holes_is_no_end(event: Make, lines: Lines) -> None:
    record = [event("a", "talks", "2015-01-01", "yearly")]
    holes = Coverage("yearly", DAY("2010-01-01"), DAY("2019-12-31"), complete=False)
    history = histories(record, lines, DAY("2020-01-01"), {"yearly": holes})["yearly"]
    assert [spell.ended for spell in history.spells] == ["lost"]
    assert history.whole is None


def test_the_record_s_end_cuts_a_spell_off(event: Make, lines: Lines) -> None:
    record = [event("a", "talks", "2018-06-01", "yearly")]
    reach = {"yearly": Coverage("yearly", DAY("2010-01-01"), DAY("2018-12-31"))}
    (spell,) = histories(record, lines, DAY("2024-01-01"), reach)["yearly"].spells
    assert (spell.ended, spell.until) == (None, DAY("2018-12-31"))
    assert spell.months == pytest.approx(213 / MONTH)


def test_an_umbrella_s_break_ends_what_stands_under_it(event: Make, lines: Lines) -> None:
    record = [
        event("p", "talks", "2020-01-01", "policy"),
        event("c", "call", "2020-02-01", "chiefs"),
        event("l", "establish-channel", "2020-02-01", "line"),
        event("cut", "suspend-channel", "2020-08-01", "umbrella"),
    ]
    found = histories(record, lines, DAY("2021-01-01"))
    ends = {name: [s.ended for s in history.spells] for name, history in found.items()}
    assert ends == {"policy": ["suspended"], "chiefs": ["suspended"], "line": [None]}
    assert all(s.inferred for name in ("policy", "chiefs") for s in found[name].spells)


def test_what_came_later_is_not_known(event: Make, lines: Lines) -> None:
    record = [
        event("use", "talks", "2020-01-01", "policy"),
        event("month", "talks", ("2021-03-01", "2021-03-31"), "policy", precision="month"),
        event("long", "exercise", ("2021-03-01", "2021-04-20"), lasting=True),
        event("cut", "suspend-channel", "2021-05-01", "policy"),
    ]
    known = known_on(record, DAY("2021-03-15"))
    assert [(e.id, e.end) for e in known] == [
        ("use", DAY("2020-01-01")),
        ("long", DAY("2021-03-15")),
    ]


@pytest.fixture(scope="module")
def region() -> dict[str, History]:
    return histories(reference(), load().channels, DAY("2026-05-31"), coverage())


def test_spells_of_a_channel_follow_each_other(region: dict[str, History]) -> None:
    assert sum(len(history.spells) for history in region.values()) > 100
    for history in region.values():
        for before, after in pairwise(history.spells):
            assert before.ended is not None
            assert before.until <= after.start_latest
        for spell in history.spells:
            assert spell.start <= spell.start_latest <= spell.until <= history.until
            assert 0 <= spell.low <= spell.months
            assert spell.high is None or spell.months <= spell.high


def test_the_policy_talks_ended_with_the_visit_to_taipei(region: dict[str, History]) -> None:
    ended = [s for s in region["usa-chn-dpct"].spells if s.broken]
    assert [s.end for s in ended] == [DAY("2010-01-30"), DAY("2022-08-05")]
    assert "2022-08-02-pelosi-taiwan-visit" in ended[-1].ended_by


@given(day=st.dates(DAY("1996-01-01"), DAY("2026-05-31")))
def test_no_day_knows_what_came_after_it(day: dt.date) -> None:
    """Events that begin later change nothing, whatever they are."""
    channels, reach = load().channels, coverage()
    earlier = [e for e in reference() if e.start is not None and e.start <= day]
    assert histories(known_on(earlier, day), channels, day, reach) == histories(
        known_on(reference(), day), channels, day, reach
    )
