"""Claims held against records of a few events, relation by relation."""

import datetime as dt
import math
import random
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from parley.channels.phrases import LANGUAGES, table
from parley.checking import check
from parley.checking.lengths import elapsed
from parley.items import Channel, Check, Evidence, IntervalClaim, MergedEvent, Source
from parley.record import Coverage

Make = Callable[..., MergedEvent]
Say = Callable[..., IntervalClaim]
Lines = Mapping[str, Channel]


FROM, UNTIL = dt.date(1990, 1, 1), dt.date(2030, 1, 1)


def reach(
    complete: bool = True, complete_from: str | None = None, until: dt.date = UNTIL
) -> dict[str, Coverage]:
    first = dt.date.fromisoformat(complete_from) if complete_from else None
    return {"talks": Coverage("talks", FROM, until, complete, first)}


def reading(found: Check, name: str) -> tuple[str, float | None]:
    return next((r.verdict, r.computed) for r in found.readings if name in r.name)


@pytest.fixture(scope="session")
def record(event: Make) -> list[MergedEvent]:
    """Talks in person, then by video, a break of all, an agreement, and talks again."""
    return [
        event("first", "talks", ("2018-01-10", "2018-01-11")),
        event("video", "video-call", "2020-03-05"),
        event("refused", "refuse-meeting", "2020-09-01", modality="refused"),
        event("planned", "talks", "2020-10-01", modality="planned"),
        event("cut", "suspend-channel", "2020-11-20", "umbrella"),
        event("deal", "agree-to-resume", "2022-01-15", "ministers"),
        event("again", "talks", ("2022-03-10", "2022-03-11"), effect="resumed"),
    ]


@pytest.mark.parametrize(
    ("value", "unit", "fields", "verdict"),
    [
        (24, "month", {}, "holds"),
        (25, "month", {}, "holds"),
        (23, "month", {}, "not-enough-record"),
        (26, "month", {}, "contradicted"),
        (2, "year", {}, "holds"),
        (3, "year", {}, "contradicted"),
        (735, "day", {}, "holds"),
        (105, "week", {}, "holds"),
        (2, "year", {"hedge": "over", "approximate": True}, "holds"),
        (2, "year", {"hedge": "nearly", "approximate": True}, "not-enough-record"),
        (3, "year", {"hedge": "nearly", "approximate": True}, "contradicted"),
        (2.5, "year", {"hedge": "about", "approximate": True}, "holds"),
        (2.5, "year", {"approximate": True}, "holds"),
        (4, "year", {"in_person": True}, "holds"),
        (16, "month", {"counted_from": "suspension"}, "holds"),
        (15, "month", {"counted_from": "suspension"}, "holds"),
        (14, "month", {"counted_from": "suspension"}, "contradicted"),
    ],
)
@pytest.mark.parametrize("relation", ["first-since", "gap"])
def test_lengths_since_the_last_use_or_the_suspension(
    relation: str,
    value: float,
    unit: str,
    fields: dict[str, Any],
    verdict: str,
    record: list[MergedEvent],
    claim: Say,
    lines: Lines,
) -> None:
    told = claim(relation, value, unit, event="again", **fields)
    assert check(told, dt.date(2022, 3, 12), record, lines).verdict == verdict


def test_a_contradiction_lays_out_the_count_and_its_other_readings(
    record: list[MergedEvent], claim: Say, lines: Lines
) -> None:
    told = claim("gap", 3, "year", hedge="nearly", approximate=True, event="again")
    found = check(told, dt.date(2022, 3, 12), record, lines)
    assert (found.verdict, found.events) == ("contradicted", ("video", "again"))
    assert (found.computed, found.low, found.high, found.unit) == (2.01, 2.01, 2.01, "year")
    assert "24 months 5 days" in found.explanation
    assert "“nearly 3 years” does not hold" in found.explanation
    assert reading(found, "in person") == ("not-enough-record", 4.16)
    assert reading(found, "counted from the suspension") == ("contradicted", 1.3)
    assert reading(found, "agreement to resume") == ("contradicted", 1.15)


def test_the_reading_under_which_a_claim_would_hold_is_named(
    record: list[MergedEvent], claim: Say, lines: Lines
) -> None:
    told = claim("first-since", 16, "month", event="again")
    found = check(told, None, record, lines, reach())
    assert found.verdict == "contradicted"
    assert "counted from the suspension: 15 months 18 days" in found.explanation
    assert reading(found, "counted from the suspension")[0] == "holds"


@pytest.mark.parametrize(
    ("since", "fields", "verdict"),
    [
        ("2020", {}, "holds"),
        ("2020-03", {}, "holds"),
        ("2020-03-05", {}, "holds"),
        ("2020-11", {}, "holds"),  # the suspension
        ("2018", {}, "contradicted"),
        ("2018", {"in_person": True}, "holds"),
        ("2019", {}, "contradicted"),
        ("2021", {}, "not-enough-record"),
        ("the war", {}, "not-enough-record"),
    ],
)
def test_firsts_since_a_starting_point(
    since: str,
    fields: dict[str, Any],
    verdict: str,
    record: list[MergedEvent],
    claim: Say,
    lines: Lines,
) -> None:
    told = claim("first-since", since=since, event="again", **fields)
    assert check(told, None, record, lines).verdict == verdict


def test_an_earlier_last_use_contradicts_where_the_record_is_complete(
    record: list[MergedEvent], claim: Say, lines: Lines
) -> None:
    told = claim("first-since", since="2021", event="again")
    found = check(told, None, record, lines, reach())
    assert found.verdict == "contradicted"
    assert reading(found, "without use")[0] == "holds"


@pytest.mark.parametrize(
    ("covered", "verdict"),
    [
        (reach(), "holds"),
        (reach(False), "not-enough-record"),
        (reach(False, "2019-01-01"), "holds"),
        (reach(False, "2021-01-01"), "not-enough-record"),
        (reach(until=dt.date(2021, 6, 30)), "not-enough-record"),
    ],
)
def test_a_first_needs_a_record_that_would_know_of_another(
    covered: dict[str, Coverage],
    verdict: str,
    record: list[MergedEvent],
    claim: Say,
    lines: Lines,
) -> None:
    for told in (
        claim("first-since", 24, "month", event="again"),
        claim("first-since", since="2020", event="again"),
    ):
        assert check(told, None, record, lines, covered).verdict == verdict


def test_a_thin_record_can_contradict_by_a_later_use(
    record: list[MergedEvent], claim: Say, lines: Lines
) -> None:
    told = claim("first-since", 5, "year", event="again")
    thin = reach(complete=False)
    assert check(told, None, record, lines, thin).verdict == "contradicted"


def test_numbered_rounds_show_that_none_is_missing(event: Make, claim: Say, lines: Lines) -> None:
    rounds = [
        event("r4", "talks", "2018-01-10", iteration=4),
        event("r5", "talks", "2022-01-10", iteration=5),
    ]
    told = claim("first-since", 4, "year", event="r5")
    thin = reach(complete=False)
    assert check(told, None, rounds, lines, thin).verdict == "holds"
    short = claim("first-since", 2, "year", event="r5")
    assert check(short, None, rounds, lines, thin).verdict == "contradicted"


def test_the_event_is_found_by_alias_by_date_or_as_the_last_before_publication(
    event: Make, claim: Say, lines: Lines
) -> None:
    record = [
        event("one", "talks", "2020-01-10"),
        event("two", "talks", "2021-01-10", aliases=("told",)),
        event("three", "talks", "2022-06-10"),
    ]
    by_alias = claim("gap", 12, "month", event="told")
    by_date = claim("gap", 12, "month", start=dt.date(2021, 1, 1), end=dt.date(2021, 1, 31))
    by_publication = claim("gap", 12, "month")
    for told in (by_alias, by_date, by_publication):
        found = check(told, dt.date(2021, 2, 1), record, lines)
        assert (found.verdict, found.events) == ("holds", ("one", "two"))


def test_a_use_called_off_counts_for_nothing(event: Make, claim: Say, lines: Lines) -> None:
    record = [
        event("one", "talks", "2018-01-10"),
        event("off", "cancel", "2020-01-10", effect="cancelled", scope="meeting"),
        event("denied", "talks", "2020-02-10", modality="denied"),
        event("two", "talks", "2021-01-10"),
    ]
    told = claim("gap", 3, "year", event="two")
    assert check(told, None, record, lines).events == ("one", "two")


def test_two_calls_within_a_day_are_one(event: Make, claim: Say, lines: Lines) -> None:
    record = [
        event("one", "call", "2018-01-10"),
        event("here", "call", "2021-01-10"),
        event("there", "call", "2021-01-11"),
    ]
    told = claim("gap", 3, "year", event="there")
    assert check(told, None, record, lines).events == ("one", "there")


def test_a_level_or_a_kind_of_contact_is_a_subject_too(
    event: Make, claim: Say, lines: Lines
) -> None:
    record = [
        event("minister-1", "meet", "2018-01-10", "ministers"),
        event("call", "call", "2020-01-10", None),
        event("other", "call", "2020-05-10", None, parties=("AAA", "CCC")),
        event("minister-2", "meet", "2021-01-10", "ministers"),
        event("call-2", "call", "2022-01-10", None),
    ]
    by_level = claim("gap", 3, "year", None, "minister")
    assert check(by_level, None, record, lines).events == ("minister-1", "minister-2")
    by_kind = claim("gap", 2, "year", None, event="call-2")
    assert check(by_kind, None, record, lines).events == ("call", "call-2")


def test_a_line_restored_counts_from_the_day_it_was_cut(
    event: Make, claim: Say, lines: Lines
) -> None:
    record = [
        event("call", "call", "2015-06-01", "line"),
        event("cut", "suspend-channel", "2016-02-11", "line"),
        event("back", "resume-channel", "2018-01-03", "line", effect="resumed"),
    ]
    found = check(claim("gap", 23, "month", "line", event="back"), None, record, lines)
    assert (found.verdict, found.events) == ("holds", ("cut", "back"))


def test_a_line_cut_and_restored_twice_counts_from_the_second_cut(
    event: Make, claim: Say, lines: Lines
) -> None:
    record = [
        event("cut", "suspend-channel", "2016-02-11", "line"),
        event("back", "resume-channel", "2018-01-03", "line", effect="resumed"),
        event("cut-2", "suspend-channel", "2020-06-09", "line"),
        event("back-2", "resume-channel", "2021-07-27", "line", effect="resumed"),
    ]
    told = claim("gap", 13, "month", "line", event="back-2", hedge="over")
    assert check(told, None, record, lines).events == ("cut-2", "back-2")
    without = [one for one in record if one.id != "cut-2"]
    assert check(told, None, without, lines).verdict == "not-enough-record"


def test_resumed_after_so_long_may_count_from_the_last_use(
    event: Make, claim: Say, lines: Lines
) -> None:
    record = [
        event("held", "talks", "2014-10-20"),
        event("cut", "suspend-channel", "2016-07-08"),
        event("back", "resume-channel", "2019-10-21", effect="resumed"),
    ]
    for years, verdict in ((5, "holds"), (3, "holds"), (1, "contradicted")):
        told = claim("gap", years, "year", event="back")
        assert check(told, None, record, lines, reach()).verdict == verdict
    told = claim("gap", 5, "year", event="back", counted_from="suspension")
    assert check(told, None, record, lines, reach()).verdict == "contradicted"


def test_a_handshake_is_no_meeting(event: Make, claim: Say, lines: Lines) -> None:
    record = [
        event("met", "meet", "2022-11-22", "ministers"),
        event("hands", "meet", "2023-06-02", "ministers", informal=True),
        event("again", "meet", "2024-05-31", "ministers"),
    ]
    told = claim("first-since", since="2022-11", channel="ministers", event="again")
    assert check(told, None, record, lines).verdict == "holds"


def test_a_use_in_between_contradicts_a_count_from_the_suspension(
    event: Make, claim: Say, lines: Lines
) -> None:
    record = [
        event("cut", "suspend-channel", "2020-02-01"),
        event("between", "talks", "2020-08-01"),
        event("again", "talks", "2021-06-01"),
    ]
    told = claim("first-since", 16, "month", event="again", counted_from="suspension")
    found = check(told, None, record, lines)
    assert (found.verdict, found.events) == ("contradicted", ("cut", "between", "again"))


def test_months_told_without_a_day_leave_bounds(event: Make, claim: Say, lines: Lines) -> None:
    record = [
        event("cut", "suspend-channel", ("2022-08-01", "2022-08-31"), precision="month"),
        event("again", "talks", "2023-12-21"),
    ]
    told = claim("first-since", 16, "month", event="again", counted_from="suspension")
    found = check(told, None, record, lines)
    assert found.verdict == "holds"
    assert (found.low, found.computed, found.high) == (15.68, 16.16, 16.65)


@pytest.mark.parametrize(
    ("value", "unit", "day", "verdict"),
    [
        (8, "year", "2024-10-17", "holds"),
        (9, "year", "2024-10-17", "contradicted"),
        (8, "year", "2020-10-17", "contradicted"),
    ],
)
def test_how_long_a_channel_has_been_closed(
    value: float, unit: str, day: str, verdict: str, event: Make, claim: Say, lines: Lines
) -> None:
    record = [
        event("call", "talks", "2015-06-01"),
        event("cut", "suspend-channel", "2016-06-10"),
    ]
    told = claim("duration", value, unit, hedge="over", approximate=True)
    found = check(told, dt.date.fromisoformat(day), record, lines)
    assert (found.verdict, found.events) == (verdict, ("cut",))


def test_a_gap_that_is_over_or_a_time_since_opening_is_a_duration(
    event: Make, claim: Say, lines: Lines
) -> None:
    record = [
        event("cut", "suspend-channel", "2016-06-10"),
        event("again", "talks", "2018-06-10"),
    ]
    published = dt.date(2019, 6, 10)
    gap = check(claim("duration", 2, "year"), published, record, lines)
    assert (gap.verdict, gap.events) == ("holds", ("cut", "again"))
    still = check(claim("duration", 1, "year"), published, record, lines)
    assert (still.verdict, still.events) == ("holds", ("again",))


def test_a_gap_without_an_event_may_be_going_on(event: Make, claim: Say, lines: Lines) -> None:
    record = [
        event("call", "talks", "2015-06-01"),
        event("cut", "suspend-channel", "2016-06-10"),
    ]
    found = check(claim("gap", 3, "year"), dt.date(2019, 6, 10), record, lines)
    assert (found.verdict, found.computed) == ("holds", 3.0)


@pytest.mark.parametrize(
    ("value", "covered", "verdict"),
    [
        (2, {}, "holds"),
        (1, {}, "contradicted"),
        (4, {}, "not-enough-record"),
        (4, reach(), "contradicted"),
    ],
)
def test_how_often_a_channel_is_used(
    value: float,
    covered: dict[str, Coverage],
    verdict: str,
    event: Make,
    claim: Say,
    lines: Lines,
) -> None:
    record = [event(f"r{n}", "talks", f"{2010 + n // 2}-0{1 + 6 * (n % 2)}-10") for n in range(8)]
    told = claim("frequency", value, "year")
    assert check(told, dt.date(2013, 12, 31), record, lines, covered).verdict == verdict


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"relation": "duration", "value": 50, "unit": "year", "channel": None}, "counted"),
        ({"relation": "duration", "value": 20, "unit": "minute"}, "unit"),
        ({"value": 5, "unit": "year"}, "no use"),
        ({"value": 5, "unit": "year", "counted_from": "suspension"}, "no suspension"),
        ({"relation": "duration", "value": 5, "unit": "year", "channel": "line"}, "how long"),
        ({"value": 5, "unit": "year", "channel": "line"}, "does not hold the event"),
    ],
)
def test_what_cannot_be_checked_says_why(
    fields: dict[str, Any], reason: str, event: Make, claim: Say, lines: Lines
) -> None:
    record = [event("one", "talks", "2020-01-01")]
    found = check(claim(**fields), dt.date(2020, 2, 1), record, lines)
    assert found.verdict == "not-enough-record"
    assert reason in found.explanation


def test_a_first_ever_is_contradicted_by_any_use(event: Make, claim: Say, lines: Lines) -> None:
    record = [event("one", "talks", "2015-01-01"), event("two", "talks", "2020-01-01")]
    assert check(claim(event="two"), None, record, lines).verdict == "contradicted"
    assert check(claim(event="two"), None, record[1:], lines).verdict == "not-enough-record"


def test_calendar_years_are_another_reading(event: Make, claim: Say, lines: Lines) -> None:
    record = [event("one", "talks", "2019-12-24"), event("two", "talks", "2024-01-27")]
    told = claim("gap", 4, "year", event="two")
    assert check(told, None, record, lines).verdict == "holds"
    record = [event("one", "talks", "2019-01-24"), event("two", "talks", "2024-12-27")]
    found = check(claim("gap", 5, "year", event="two", hedge="about"), None, record, lines)
    assert found.verdict == "holds"
    record = [event("one", "talks", "2019-12-30"), event("two", "talks", "2024-01-02")]
    found = check(claim("gap", 5, "year", event="two", hedge="over"), None, record, lines)
    assert reading(found, "calendar") == ("holds", 4.01)


def test_another_channel_of_the_same_parties_is_offered_where_it_fits(
    event: Make, claim: Say, lines: Lines
) -> None:
    record = [
        event("met", "meet", "2019-01-10", "ministers"),
        event("one", "talks", "2020-06-10"),
        event("two", "talks", "2021-01-12"),
    ]
    found = check(claim("gap", 2, "year", event="two", hedge="over"), None, record, lines)
    assert found.verdict == "contradicted"
    assert reading(found, "another channel: ministers")[0] == "holds"


def test_every_sentence_stands_in_every_language(
    record: list[MergedEvent], claim: Say, lines: Lines
) -> None:
    assert all(set(said) == set(LANGUAGES) for said in table("parley.checking").values())
    told = claim("gap", 3, "year", hedge="nearly", event="again")
    assert "「近3年」之說不成立" in check(told, None, record, lines, ui="zh-Hant").explanation
    assert "“近3年”的说法不成立" in check(told, None, record, lines, ui="zh-Hans").explanation
    with pytest.raises(ValueError, match="'xx'"):
        check(told, None, record, lines, ui="xx")


dates = st.dates(dt.date(2000, 1, 1), dt.date(2024, 12, 31))


@given(dates, dates, st.sampled_from(("day", "week", "month", "year")))
def test_units_completed_or_begun_hold(
    event: Make, claim: Say, lines: Lines, a: dt.date, b: dt.date, unit: str
) -> None:
    start, end = sorted((a, b))
    if start == end or (unit != "day" and (end - start).days == 1):
        return  # one session
    record = [
        event("one", "talks", start.isoformat()),
        event("two", "talks", end.isoformat()),
    ]
    true = elapsed(start, end, unit)
    begun = unit != "year" or true % 1 >= 0.5
    for value in (math.floor(true), math.ceil(true)) if begun else (math.floor(true),):
        told = claim("first-since", value, unit, event="two")
        assert check(told, None, record, lines).verdict == "holds"
    nearly = claim("first-since", math.floor(true), unit, event="two", hedge="nearly")
    assert check(nearly, None, record, lines).verdict != "holds"


@settings(max_examples=60)
@given(
    told=st.lists(
        st.tuples(
            st.sampled_from(("talks", "call", "suspend-channel", "agree-to-resume", "cancel")),
            dates,
            st.sampled_from(("talks", "chiefs", "umbrella")),
        ),
        min_size=1,
        max_size=7,
    ),
    value=st.integers(1, 40),
    relation=st.sampled_from(("gap", "first-since", "duration", "frequency")),
    broken=st.booleans(),
    seed=st.randoms(use_true_random=False),
)
def test_the_order_of_events_does_not_matter(
    event: Make,
    claim: Say,
    lines: Lines,
    told: list[tuple[str, dt.date, str]],
    value: int,
    relation: str,
    broken: bool,
    seed: random.Random,
) -> None:
    record = [
        event(f"e{n}", mode, day.isoformat(), channel)
        for n, (mode, day, channel) in enumerate(told)
    ]
    counted_from = "suspension" if broken else "use"
    one = claim(relation, value, "month", counted_from=counted_from)
    found = check(one, dt.date(2024, 6, 1), record, lines)
    shuffled = list(record)
    seed.shuffle(shuffled)
    assert check(one, dt.date(2024, 6, 1), shuffled, lines) == found
    known = {e.id for e in record}
    assert set(found.events) <= known
    assert found.explanation


def test_what_the_text_counts_from_is_not_what_it_tells_of(
    record: list[MergedEvent], claim: Say, lines: Lines
) -> None:
    """Of "held for the first time since March 2020" a coder may take the talks of March 2020."""
    said = claim(value=24, unit="month", since="2020-03", event="video")
    found = check(said, dt.date(2022, 3, 12), record, lines, reach())
    assert found.verdict == "holds"
    assert found.events == ("video", "again")
    assert found.claim == said


def test_what_a_claim_does_not_name_is_what_is_told_beside_it(
    record: list[MergedEvent], claim: Say, lines: Lines
) -> None:
    """ "The first such session in two years", after a sentence on the talks."""
    beside = Evidence(0, 40, "The talks were held on 10 and 11 March.")
    source = Source(doc="text", assertion="again", evidence=(beside,))
    told = [structs.replace(e, sources=(source,)) if e.id == "again" else e for e in record]
    said = claim(value=24, unit="month", channel=None, evidence=(Evidence(41, 60, "such session"),))
    assert check(said, dt.date(2022, 3, 12), told, lines, reach()).verdict == "holds"
    far = structs.replace(said, evidence=(Evidence(900, 920, "such session"),))
    assert check(far, dt.date(2022, 3, 12), told, lines, reach()).verdict == "not-enough-record"
