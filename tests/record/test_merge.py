"""Many tellings, one event."""

import datetime as dt
import random
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.items import TYPE_OF_MODE, Document, Event, MergedEvent, Participant, Place
from parley.record import merge, merge_with_reference, reference

DAY = dt.date(2024, 4, 16)


def event(key: str, doc: str, mode: str = "call", **fields: Any) -> Event:
    values: dict[str, Any] = {
        "start": DAY,
        "end": DAY,
        "precision": "day",
        "parties": ("CHN", "USA"),
        "confidence": 0.7,
    } | fields
    return Event(id=key, doc=doc, mode=mode, type=TYPE_OF_MODE[mode], **values)


def merged(*events: Event) -> list[MergedEvent]:
    return merge(events, {e.doc: Document(id=e.doc, text="") for e in events})


def test_two_tellings_of_one_call_are_one_event_with_both_sources() -> None:
    (one,) = merged(event("e-1", "a"), event("e-2", "b", mode="video-call"))
    assert one.id == "e-1"
    assert one.aliases == ("e-2",)
    assert [s.doc for s in one.sources] == ["a", "b"]
    assert one.merged[0].parts["date"] > 0


def test_a_call_may_fall_on_the_next_day_in_the_other_capital() -> None:
    late = event("e-2", "b", start=DAY + dt.timedelta(days=1), end=DAY + dt.timedelta(days=1))
    (one,) = merged(event("e-1", "a", channel="usa-chn-leaders"), late)
    assert "date" in one.conflicts


def test_one_source_a_day_off_keeps_no_other_out() -> None:
    two = (Participant("Hegseth", entity="hegseth-pete"), Participant("Dong", entity="dong-jun"))
    channel = {"mode": "meet", "channel": "usa-chn-defence-ministers"}
    after = DAY + dt.timedelta(days=1)
    (one,) = merged(
        event("e-1", "a", **channel, participants=two),
        event("e-2", "b", **channel, participants=two, start=after, end=after),
        event("e-3", "c", **channel),
    )
    assert len(one.sources) == 3


@pytest.mark.parametrize(
    ("place", "expected"),
    [(Place("夏威夷", "USA", "hawaii"), 1), (Place("關島", "USA", "guam"), 1)],
)
def test_a_plan_for_a_third_of_a_month_takes_one_for_the_month(place: Place, expected: int) -> None:
    talks: dict[str, Any] = {"mode": "talks", "modality": "planned", "channel": "usa-chn-mmca"}
    month = {"start": dt.date(2025, 11, 1), "end": dt.date(2025, 11, 30), "precision": "month"}
    third = {"start": dt.date(2025, 11, 11), "end": dt.date(2025, 11, 20)}
    found = merged(
        event("e-1", "a", **talks, **month, place=Place("Honolulu", "USA", "honolulu")),
        event("e-2", "b", **talks, **third, precision="third-of-month", place=place),
    )
    assert len(found) == expected
    if place.entity == "hawaii":
        assert "place" not in found[0].conflicts
        assert "place" not in found[0].merged[0].parts


def test_two_people_met_once_whatever_channel_each_source_has_it_on() -> None:
    two = (Participant("Koizumi", entity="koizumi-s"), Participant("Dong", entity="dong-jun"))
    met: dict[str, Any] = {"mode": "meet", "participants": two}
    ministers = event("e-1", "a", channel="jpn-chn-defence-ministers", **met)
    line = event("e-2", "b", channel="jpn-chn-defence-hotline", **met)
    (one,) = merged(ministers, line)
    assert one.merged[0].parts["channel"] < 0
    nameless = msgspec.structs.replace(line, participants=())
    assert len(merged(ministers, nameless)) == 2


def test_what_one_did_to_the_other_is_not_what_was_done_to_it() -> None:
    theirs = event("e-1", "a", "warn", initiator=("CHN",), recipient=("USA",))
    answer = event("e-2", "b", "warn", initiator=("USA",), recipient=("CHN",))
    by_somebody = event("e-3", "c", "warn")
    assert len(merged(theirs, answer)) == 2
    assert len(merged(theirs, by_somebody)) == 1
    asked = [event("e-1", "a", initiator=("CHN",)), event("e-2", "b", initiator=("USA",))]
    assert len(merged(*asked)) == 1  # who rang whom makes no second call


def test_the_same_two_spoke_once_as_far_as_is_told() -> None:
    two = (Participant("Brown", entity="brown-c"), Participant("Liu", entity="liu-zhenli"))
    undated = event("e-2", "b", participants=two, start=None, end=None, precision="unknown")
    (one,) = merged(event("e-1", "a", participants=two), undated)
    assert one.start == DAY


def test_two_rounds_of_a_series_stay_apart() -> None:
    month = {"start": dt.date(2024, 1, 1), "end": dt.date(2024, 1, 31), "precision": "month"}
    rounds = [
        event("e-1", "a", "talks", channel="usa-chn-dpct", iteration=17, **month),
        event("e-2", "b", "talks", channel="usa-chn-dpct", iteration=18, **month),
    ]
    assert len(merged(*rounds)) == 2


def test_a_month_and_a_day_in_it_are_one_event_dated_by_the_day() -> None:
    month = {"start": dt.date(2024, 4, 1), "end": dt.date(2024, 4, 30), "precision": "month"}
    channel = {"channel": "usa-chn-defence-ministers"}
    (one,) = merged(event("e-1", "a", **month, **channel), event("e-2", "b", **channel))
    assert one.start == one.end == DAY
    assert not one.conflicts


def test_what_one_document_keeps_apart_stays_apart() -> None:
    assert len(merged(event("e-1", "a"), event("e-2", "a"))) == 2


def test_a_denied_meeting_never_joins_one_that_took_place() -> None:
    assert len(merged(event("e-1", "a"), event("e-2", "b", modality="denied"))) == 2


def test_a_refusal_is_no_meeting() -> None:
    assert len(merged(event("e-1", "a", "meet"), event("e-2", "b", "refuse-meeting"))) == 2


def test_a_plan_and_its_fulfilment_are_one_event_that_occurred() -> None:
    (one,) = merged(
        event("e-1", "a", modality="planned", channel="usa-chn-dpct"),
        event("e-2", "b", channel="usa-chn-dpct"),
    )
    assert one.modality == "occurred"


def test_strangers_do_not_meet() -> None:
    assert len(merged(event("e-1", "a"), event("e-2", "b", parties=("JPN", "KOR")))) == 2


MODES = st.sampled_from(["meet", "talks", "call", "video-call", "sign", "suspend-channel"])
EVENTS = st.lists(
    st.builds(
        lambda n, doc, mode, day, span, round_: event(
            f"e-{n:04}",
            f"d{doc}",
            mode,
            start=DAY + dt.timedelta(days=day),
            end=DAY + dt.timedelta(days=day + span),
            iteration=round_,
            channel="usa-chn-dpct" if round_ else None,
            participants=(Participant("A", entity="a"),) if doc % 2 else (),
        ),
        st.integers(0, 9999),
        st.integers(0, 5),
        MODES,
        st.integers(0, 40),
        st.sampled_from([0, 0, 1, 30]),
        st.sampled_from([None, 17, 18]),
    ),
    max_size=14,
    unique_by=lambda e: e.id,
)


@given(EVENTS, st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(
    events: list[Event], shuffle: random.Random
) -> None:
    other = list(events)
    shuffle.shuffle(other)
    assert merged(*events) == merged(*other)


@given(EVENTS)
def test_no_assertion_is_lost_or_doubled(events: list[Event]) -> None:
    ids = [s.assertion for m in merged(*events) for s in m.sources]
    assert sorted(ids) == sorted(e.id for e in events)


def test_a_reference_event_joins_the_coded_one_and_keeps_its_id() -> None:
    known = [e for e in reference() if e.id == "2023-12-21-brown-liu-vtc"]
    day = dt.date(2023, 12, 21)
    coded = merged(event("e-1", "a", start=day, end=day))
    (one,) = merge_with_reference(coded, known)
    assert one.id == "e-1"
    assert one.status == "coded"
    assert known[0].id in one.aliases


@pytest.mark.parametrize(
    ("own", "status", "effect"),
    [
        ("used", "coded", "resumed"),
        ("used", "edited", "used"),
        (None, "coded", "resumed"),
        ("refused", "coded", "refused"),
    ],
)
def test_the_reference_knows_which_use_resumed_a_channel(
    own: str | None, status: str, effect: str
) -> None:
    known = [e for e in reference() if e.id == "2023-12-21-brown-liu-vtc"]
    day = dt.date(2023, 12, 21)
    telling = event("e-1", "a", start=day, end=day, effect=own)
    coded = merge([telling], {"a": Document(id="a", text="")}, statuses={("e-1", "a"): status})
    (one,) = merge_with_reference(coded, known)
    assert one.effect == effect


def test_reference_events_that_nobody_tells_are_added() -> None:
    assert len(merge_with_reference([], reference())) == len(reference())


def test_a_coarse_telling_joins_the_reference_where_one_event_alone_fits() -> None:
    rounds = [
        msgspec.structs.replace(
            event(f"r-{month}", "", "talks", channel="usa-chn-mmca"),
            start=dt.date(2024, month, 3),
            end=dt.date(2024, month, 4),
        )
        for month in (4, 11)
    ]
    known = [msgspec.structs.replace(m, status="reference") for m in merged(*rounds)]
    year = {"start": dt.date(2024, 1, 1), "end": dt.date(2024, 12, 31), "precision": "year"}
    coded = merged(event("e-1", "a", "talks", channel="usa-chn-mmca", **year))
    assert len(merge_with_reference(coded, known)) == 3
    (one,) = merge_with_reference(coded, known[:1])
    assert (one.id, one.start) == ("e-1", dt.date(2024, 4, 3))
    [own, *_] = one.sources
    assert own.asserted == {"start": "2024-01-01", "end": "2024-12-31", "precision": "year"}
