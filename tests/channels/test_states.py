"""The state machine, rule by rule, on records of a few events."""

import datetime as dt
import random
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.channels import history, states
from parley.channels.phrases import LANGUAGES, table
from parley.items import Channel, ChannelState, Evidence, MergedEvent, Source
from parley.record import Coverage

Make = Callable[..., MergedEvent]
Lines = Mapping[str, Channel]


def state_of(
    channel: str, events: list[MergedEvent], lines: Lines, day: str, **options: object
) -> ChannelState:
    as_of = dt.date.fromisoformat(day)
    found = {s.id: s for s in states(events, lines, as_of, **options)}  # type: ignore[arg-type]
    return found[channel]


@pytest.mark.parametrize(
    ("mode", "fields", "state"),
    [
        ("meet", {}, "open"),
        ("talks", {"effect": "resumed"}, "open"),
        ("sign", {"effect": "established"}, "open"),
        ("establish-channel", {}, "open"),
        ("agree-to-establish", {"modality": "agreed"}, "planned"),
        ("agree-to-resume", {"modality": "agreed"}, "planned"),
        ("suspend-channel", {}, "suspended"),
        ("suspend-channel", {"modality": "ongoing", "ongoing": True}, "suspended"),
        ("cancel", {"effect": "cancelled", "scope": "series"}, "suspended"),
        ("cancel", {"effect": "cancelled"}, "suspended"),
        ("cancel", {"effect": "cancelled", "scope": "meeting"}, "unknown"),
        ("cancel", {"effect": "cancelled", "iteration": 4}, "unknown"),
        ("refuse-meeting", {"modality": "refused", "effect": "refused"}, "unknown"),
        ("withdraw", {"effect": "terminated"}, "terminated"),
        ("talks", {"modality": "denied"}, "unknown"),
        ("talks", {"modality": "hypothetical"}, "unknown"),
        ("talks", {"modality": "planned"}, "planned"),
        ("agree", {}, "unknown"),
    ],
)
def test_what_one_event_makes_of_a_channel_of_which_nothing_is_known(
    mode: str, fields: dict[str, object], state: str, event: Make, lines: Lines
) -> None:
    record = [event("e", mode, "2020-03-01", "talks", **fields)]
    assert state_of("talks", record, lines, "2020-03-01").state == state


@pytest.mark.parametrize(
    ("mode", "fields", "state"),
    [
        ("talks", {}, "open"),
        ("talks", {"modality": "planned"}, "suspended"),
        ("talks", {"modality": "agreed"}, "resuming"),
        ("talks", {"modality": "denied"}, "suspended"),
        ("agree-to-resume", {"modality": "agreed"}, "resuming"),
        ("resume-channel", {"effect": "resumed"}, "open"),
        ("refuse-meeting", {"modality": "refused"}, "suspended"),
    ],
)
def test_what_one_event_makes_of_a_suspended_channel(
    mode: str, fields: dict[str, object], state: str, event: Make, lines: Lines
) -> None:
    record = [
        event("use", "talks", "2020-01-01", "talks"),
        event("cut", "suspend-channel", "2020-02-01", "talks"),
        event("next", mode, "2020-03-01", "talks", **fields),
    ]
    assert state_of("talks", record, lines, "2020-03-01").state == state


def test_a_meeting_of_leaders_called_off_is_no_suspension(event: Make, lines: Lines) -> None:
    record = [
        event("use", "summit", "2020-01-01", "summit"),
        event("off", "cancel", "2020-02-01", "summit", effect="cancelled"),
    ]
    assert state_of("summit", record, lines, "2020-02-02").state == "open"


@pytest.mark.parametrize(("day", "state"), [("2022-01-10", "open"), ("2022-01-11", "dormant")])
def test_silence_of_more_than_twice_the_cadence_is_dormancy(
    day: str, state: str, event: Make, lines: Lines
) -> None:
    record = [event("use", "talks", ("2020-01-08", "2020-01-10"), "talks")]
    found = state_of("talks", record, lines, day)
    assert (found.state, found.last_used) == (state, dt.date(2020, 1, 10))


def test_a_line_may_be_silent_for_years_and_open(event: Make, lines: Lines) -> None:
    record = [event("call", "call", "2010-01-08", "line")]
    assert state_of("line", record, lines, "2010-06-01").use == "in-use"
    found = state_of("line", record, lines, "2020-01-08")
    assert (found.state, found.use) == ("open", "unused")


def test_a_line_that_is_not_answered(event: Make, lines: Lines) -> None:
    once = event("no", "refuse-meeting", "2011-02-01", "line", effect="refused")
    record = [event("call", "call", "2011-01-08", "line"), once]
    found = state_of("line", record, lines, "2011-03-01")
    assert (found.state, found.use) == ("open", "unanswered")
    for_good = event("silence", "reject", "2011-04-01", "line", modality="refused", ongoing=True)
    found = state_of("line", [*record, for_good], lines, "2011-05-01")
    assert (found.state, found.use) == ("suspended", "unanswered")


def test_a_suspended_umbrella_passes_on_to_what_is_under_it(event: Make, lines: Lines) -> None:
    record = [
        event("use", "talks", "2020-01-01", "talks"),
        event("cut", "suspend-channel", "2020-02-01", "umbrella"),
        event("talk", "call", "2021-01-01", "chiefs"),
    ]
    found = state_of("talks", record, lines, "2020-03-01")
    assert (found.state, found.inferred) == ("suspended", True)
    assert [b.event for b in found.because] == ["cut"]
    # Never used before, and suspended all the same; the later use frees it alone.
    assert state_of("chiefs", record, lines, "2020-03-01").state == "suspended"
    assert state_of("chiefs", record, lines, "2021-01-01").state == "open"
    assert state_of("talks", record, lines, "2021-01-01").state == "suspended"
    assert state_of("umbrella", record, lines, "2021-01-01").state == "suspended"


def test_a_channel_founded_later_is_not_suspended_with_its_umbrella(
    event: Make, lines: Lines
) -> None:
    cut = event("cut", "suspend-channel", "2020-02-01", "umbrella", status="reference")
    assert state_of("late", [cut], lines, "2021-01-01").state == "unknown"


def test_a_line_is_not_cut_by_breaking_off_talks(event: Make, lines: Lines) -> None:
    record = [
        event("call", "call", "2020-01-01", "line"),
        event("cut", "suspend-channel", "2020-02-01", "umbrella"),
    ]
    assert state_of("line", record, lines, "2020-03-01").state == "open"


def test_a_source_that_names_channels_means_those_alone(event: Make, lines: Lines) -> None:
    same = (Source(doc="paper", assertion="a"),)
    record = [
        event("use", "talks", "2020-01-01", "talks"),
        event("call", "call", "2020-01-01", "chiefs"),
        event("cut", "suspend-channel", "2020-02-01", "umbrella", sources=same),
        event("cut-talks", "cancel", "2020-02-01", "talks", scope="series", sources=same),
    ]
    assert state_of("talks", record, lines, "2020-03-01").state == "suspended"
    assert state_of("chiefs", record, lines, "2020-03-01").state == "open"


def test_a_further_source_that_names_none_means_all(event: Make, lines: Lines) -> None:
    paper, wire = Source(doc="paper", assertion="a"), Source(doc="wire", assertion="b")
    record = [
        event("call", "call", "2020-01-01", "chiefs"),
        event("cut", "suspend-channel", "2020-02-01", "umbrella", sources=(paper, wire)),
        event("cut-talks", "cancel", "2020-02-01", "talks", scope="series", sources=(paper,)),
    ]
    assert state_of("chiefs", record, lines, "2020-03-01").state == "suspended"


def test_what_was_suspended_with_its_umbrella_is_to_resume_with_it(
    event: Make, lines: Lines
) -> None:
    record = [
        event("call", "call", "2020-01-01", "chiefs"),
        event("use", "talks", "2020-01-01", "talks"),
        event("cut", "suspend-channel", "2020-02-01", "umbrella"),
        event("again", "talks", "2021-02-01", "talks", effect="resumed"),
        event("off", "cancel", "2021-08-01", "chiefs", scope="series"),
    ]
    assert state_of("umbrella", record, lines, "2021-02-01").state == "open"
    found = state_of("chiefs", record, lines, "2021-02-01")
    assert (found.state, found.inferred) == ("resuming", True)
    assert "taken up again on 1 February 2021 (talks)" in found.explanation
    found = state_of("chiefs", record, lines, "2021-09-01")
    assert (found.state, found.since) == ("suspended", dt.date(2021, 8, 1))


def test_agreeing_to_resume_an_umbrella_until_a_use_under_it(event: Make, lines: Lines) -> None:
    record = [
        event("cut", "suspend-channel", "2020-02-01", None, parties=("AAA", "BBB")),
        event("deal", "agree-to-resume", "2020-11-01", None, parties=("AAA", "BBB")),
        event("use", "talks", "2021-01-01", "talks"),
        event("call", "call", "2022-01-01", "chiefs"),
    ]
    assert state_of("umbrella", record, lines, "2020-02-01").inferred
    assert state_of("talks", record, lines, "2020-10-31").state == "suspended"
    found = state_of("talks", record, lines, "2020-11-01")
    assert (found.state, found.inferred) == ("resuming", True)
    assert [b.event for b in found.because] == ["cut", "deal"]
    assert state_of("umbrella", record, lines, "2021-01-01").state == "open"
    assert state_of("chiefs", record, lines, "2021-01-01").state == "resuming"


def test_an_agreement_made_at_an_open_channel_is_for_what_is_shut(
    event: Make, lines: Lines
) -> None:
    record = [
        event("use", "summit", "2020-01-01", "summit"),
        event("cut", "suspend-channel", "2020-02-01", "talks"),
        event("deal", "agree-to-resume", "2020-11-01", "summit"),
    ]
    found = state_of("summit", record, lines, "2020-12-01")
    assert (found.state, found.last_used) == ("open", dt.date(2020, 11, 1))
    assert state_of("talks", record, lines, "2020-12-01").state == "resuming"


def test_an_agreement_on_the_margins_of_a_forum_is_for_the_parties_channels(
    event: Make, lines: Lines
) -> None:
    record = [
        event("cut", "suspend-channel", "2020-02-01", "umbrella"),
        event("deal", "agree-to-resume", "2020-11-01", "forum", parties=("AAA", "BBB")),
    ]
    assert state_of("umbrella", record, lines, "2020-12-01").state == "resuming"


def test_a_plan_is_known_from_its_source_on_and_lapses_with_its_date(
    event: Make, lines: Lines
) -> None:
    told = (Source(doc="paper", assertion="a", published=dt.date(2020, 1, 5)),)
    plan = event(
        "plan",
        "talks",
        ("2020-06-01", "2020-06-30"),
        "forum",
        precision="month",
        modality="planned",
        sources=told,
    )
    assert [state_of("forum", [plan], lines, day).state for day in
            ("2020-01-04", "2020-01-05", "2020-06-30", "2020-07-01")] == [
        "unknown", "planned", "planned", "unknown",
    ]  # fmt: skip


def test_an_imprecise_date_opens_a_channel_from_its_end(event: Make, lines: Lines) -> None:
    record = [
        event("cut", "suspend-channel", "2020-02-01", "talks"),
        event("use", "talks", ("2021-03-01", "2021-03-31"), "talks", precision="month"),
    ]
    found = state_of("talks", record, lines, "2021-04-01")
    assert found.since == dt.date(2021, 3, 31)
    assert (found.gaps[0].end, found.gaps[0].days) == (dt.date(2021, 3, 31), 424)
    assert "March 2021" in found.explanation
    assert state_of("talks", record, lines, "2021-03-02").state == "open"


def test_an_open_gap_lasts_until_the_day_asked_for(event: Make, lines: Lines) -> None:
    cut = event("cut", "suspend-channel", "2020-02-01", "talks", cause=("why",))
    (gap,) = state_of("talks", [cut], lines, "2020-02-11").gaps
    assert (gap.end, gap.days, gap.cause) == (None, 10, ("cut", "why"))


def test_silence_past_the_record_is_no_dormancy(event: Make, lines: Lines) -> None:
    record = [event("use", "talks", "2020-01-01", "talks", status="reference")]
    reach = {"talks": Coverage("talks", dt.date(2000, 1, 1), dt.date(2021, 6, 30))}
    found = state_of("talks", record, lines, "2026-01-01", coverage=reach)
    assert (found.state, found.record_until) == ("open", dt.date(2021, 6, 30))
    assert "30 June 2021" in found.explanation
    assert state_of("talks", record, lines, "2026-01-01").state == "dormant"


def test_only_channels_that_events_touch_or_all_with_the_reference(
    event: Make, lines: Lines
) -> None:
    day = dt.date(2020, 1, 1)
    coded = event("use", "talks", "2020-01-01", "talks")
    assert [s.id for s in states([coded], lines, day)] == ["talks"]
    known = event("use", "talks", "2020-01-01", "talks", status="reference")
    assert [s.id for s in states([known], lines, day)] == sorted(lines)


def test_because_holds_the_headline_and_the_first_evidence(event: Make, lines: Lines) -> None:
    words = Evidence(3, 8, "spoke")
    told = (Source(doc="a", assertion="x"), Source(doc="b", assertion="y", evidence=(words,)))
    record = [event("use", "talks", "2020-01-01", "talks", sources=told)]
    (because,) = state_of("talks", record, lines, "2020-01-02").because
    assert (because.headline, because.doc, because.evidence) == ("use", "b", (words,))


def test_history_shows_dormancy_between_two_uses(event: Make, lines: Lines) -> None:
    record = [
        event("one", "talks", "2010-01-01", "forum"),
        event("two", "talks", "2015-01-01", "forum"),
    ]
    spells = history("forum", record, lines, dt.date(2015, 2, 1))
    assert [(s.start.isoformat(), s.state) for s in spells] == [
        ("2010-01-01", "open"),
        ("2011-01-02", "dormant"),
        ("2015-01-01", "open"),
    ]


def test_every_sentence_stands_in_every_language(event: Make, lines: Lines) -> None:
    assert all(set(said) == set(LANGUAGES) for said in table("parley.channels").values())
    record = [event("use", "talks", "2020-01-01", "talks")]
    assert (
        "2020年1月1日" in state_of("talks", record, lines, "2020-02-01", ui="zh-Hant").explanation
    )
    with pytest.raises(ValueError, match="'xx'"):
        states(record, lines, dt.date(2020, 2, 1), ui="xx")


MODES = ("talks", "suspend-channel", "agree-to-resume", "cancel", "refuse-meeting")


@settings(max_examples=60)
@given(
    told=st.lists(
        st.tuples(
            st.sampled_from(MODES),
            st.integers(0, 400),
            st.integers(0, 60),
            st.sampled_from(("talks", "chiefs", "umbrella", "summit")),
            st.sampled_from(("occurred", "planned", "denied", "hypothetical")),
        ),
        max_size=8,
    ),
    seed=st.randoms(use_true_random=False),
)
def test_laws_of_any_record(
    told: list[tuple[str, int, int, str, str]],
    seed: random.Random,
    event: Make,
    lines: Lines,
) -> None:
    first, as_of = dt.date(2020, 1, 1), dt.date(2020, 12, 31)
    record = [
        event(
            f"e{n}",
            mode,
            (
                (first + dt.timedelta(day)).isoformat(),
                (first + dt.timedelta(day + length)).isoformat(),
            ),
            channel,
            precision="month" if length else "day",
            modality=modality,
        )
        for n, (mode, day, length, channel, modality) in enumerate(told)
    ]
    found = states(record, lines, as_of)
    shuffled = list(record)
    seed.shuffle(shuffled)
    assert states(shuffled, lines, as_of) == found  # order does not matter
    real = [e for e in record if e.modality == "occurred"]
    for state in found:
        # What is planned, denied or supposed makes no state but `planned`.
        firm = history(state.id, real, lines, as_of)
        if state.state != "planned":
            assert state.state == (firm[-1].state if firm else "unknown")
        # Every state names events, and every gap lies in order before the day asked for.
        assert bool(state.because) == (state.state != "unknown")
        assert all(gap.days >= 0 and gap.start <= as_of for gap in state.gaps)
        days = [s.start for s in history(state.id, record, lines, as_of)]
        assert days == sorted(days)
    later = [e for e in record if e.start and e.start <= as_of]
    again = {s.id: s for s in states(later, lines, as_of)}
    assert all(again[s.id] == s for s in found if s.id in again and s.state != "planned")
