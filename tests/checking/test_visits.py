"""Claims about visits: of the same side, to the same one, by holders of the same office."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from parley.checking import check
from parley.items import MergedEvent, Participant, Place
from parley.lexicon import load

Make = Callable[..., MergedEvent]
Say = Callable[..., Any]


@pytest.fixture
def visits(event: Make) -> list[MergedEvent]:
    """Visits of one year after the other; the last one is what the claim is made of."""

    def visit(key: str, when: str, mode: str = "visit", **fields: Any) -> MergedEvent:
        return event(key, mode, when, None, parties=("CHN", "USA"), **fields)

    trump = Participant("Donald Trump", "USA", entity="trump-donald")
    blinken = Participant("Antony Blinken", "USA", entity="blinken-antony")
    beijing = Place("Beijing", "CHN")
    return [
        visit("summit", "2017-11-09", "summit", participants=(trump,), place=beijing),
        visit("guest", "2023-11-15", recipient=("USA",), initiator=("CHN",)),
        visit(
            "minister",
            "2024-04-26",
            initiator=("USA",),
            recipient=("CHN",),
            participants=(blinken,),
        ),
        visit("call", "2025-06-05", "call", participants=(trump,)),
        visit("again", "2026-04-10", initiator=("USA",), recipient=("CHN",), participants=(trump,)),
    ]


@pytest.mark.parametrize(
    ("value", "hedge", "verdict"), [(8, "over", "holds"), (2, None, "not-enough-record")]
)
def test_a_visit_counts_from_the_last_by_the_same_office(
    value: float, hedge: str | None, verdict: str, visits: list[MergedEvent], claim: Say
) -> None:
    told = claim("gap", value, "year", None, hedge=hedge, event="again")
    lexicon = load()
    found = check(told, dt.date(2026, 4, 11), visits, lexicon.channels, lexicon=lexicon)
    assert (found.verdict, found.events) == (verdict, ("summit", "again"))


def test_a_visit_to_a_place_counts_those_to_that_place(event: Make, claim: Say) -> None:
    def visit(key: str, when: str, place: str) -> MergedEvent:
        who = Participant("國防長官", "USA", entity="defence-minister")
        return event(
            key,
            "visit",
            when,
            None,
            parties=("KOR", "USA"),
            initiator=("USA",),
            recipient=("KOR",),
            participants=(who,),
            place=Place(place, "KOR"),
        )

    record = [
        visit("first", "2017-10-27", "판문점"),
        visit("seoul", "2025-11-04", "서울"),
        visit("again", "2025-11-13", "판문점"),
    ]
    lexicon = load()
    told = claim("gap", 8, "year", None, event="again")
    found = check(told, None, record, lexicon.channels, lexicon=lexicon)
    assert (found.verdict, found.events) == ("holds", ("first", "again"))


def test_nothing_is_counted_where_the_office_is_not_known(event: Make, claim: Say) -> None:
    record = [
        event("first", "visit", "2020-01-01", None, initiator=("AAA",), recipient=("BBB",)),
        event("again", "visit", "2024-01-01", None, initiator=("AAA",), recipient=("BBB",)),
    ]
    lexicon = load()
    told = claim("gap", 4, "year", None, event="again")
    found = check(told, None, record, lexicon.channels, lexicon=lexicon)
    assert found.verdict == "not-enough-record"


@pytest.mark.parametrize(
    ("other", "verdict"), [("zhang-youxia", "not-enough-record"), ("wang-yi", "contradicted")]
)
def test_who_never_used_a_channel_is_not_measured_by_it(
    other: str, verdict: str, event: Make, claim: Say
) -> None:
    def met(key: str, when: str, chinese: str) -> MergedEvent:
        who = (
            Participant("Jake Sullivan", "USA", entity="sullivan-jake"),
            Participant(chinese, "CHN", entity=chinese),
        )
        return event(
            key, "meet", when, "usa-chn-nsa-wang", parties=("CHN", "USA"), participants=who
        )

    record = [met("before", "2024-01-26", "wang-yi"), met("now", "2024-08-29", other)]
    lexicon = load()
    told = claim("first-since", 8, "year", "usa-chn-nsa-wang", event="now")
    found = check(told, dt.date(2024, 12, 9), record, lexicon.channels, lexicon=lexicon)
    assert found.verdict == verdict
