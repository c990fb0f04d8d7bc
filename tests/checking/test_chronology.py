"""Well-known claims about one pair of parties, held against the compiled chronology."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from parley.checking import check
from parley.items import Channel, Check, IntervalClaim, MergedEvent, Subject

ROUND = "2024-01-08-dpct-17"
CALL = "2023-12-21-brown-liu-vtc"


@pytest.fixture
def ask(chronology: list[MergedEvent], known: Mapping[str, Channel]) -> Any:
    def hold(channel: str | None, **fields: Any) -> Check:
        fields.setdefault("relation", "first-since")
        told = IntervalClaim(
            id="claim", doc="text", subject=Subject(channel, ("CHN", "USA")), **fields
        )
        return check(told, dt.date(2024, 1, 31), chronology, known)

    return hold


def test_nearly_three_years_since_the_last_round(ask: Any) -> None:
    found = ask("usa-chn-dpct", relation="gap", value=3, unit="year", hedge="nearly", event=ROUND)
    assert (found.verdict, found.events) == ("contradicted", ("2021-09-28-dpct-16", ROUND))
    assert "27 months 10 days" in found.explanation
    in_person = next(r for r in found.readings if "in person" in r.name)
    assert in_person.verdict == "contradicted"
    assert in_person.events == ("2020-01-14-dpct-15", ROUND)
    assert "47 months 25 days" in in_person.explanation
    assert "nearly 4 years" in in_person.explanation


def test_first_formal_talks_since_2021(ask: Any) -> None:
    found = ask("usa-chn-dpct", since="2021", event=ROUND)
    assert (found.verdict, found.events) == ("holds", ("2021-09-28-dpct-16", ROUND))


def test_sixteen_months_are_those_from_the_suspension(ask: Any) -> None:
    found = ask(None, value=16, unit="month", counted_from="suspension", event=CALL)
    assert found.verdict == "holds"
    assert found.events == ("2022-08-05-china-eight-countermeasures", CALL)
    assert "16 months 16 days" in found.explanation
    last = next(r for r in found.readings if r.name == "from the last use")
    assert last.verdict != "holds"
    assert "17 months 14 days" in last.explanation
    deal = next(r for r in found.readings if "agreement" in r.name)
    assert "15 months 10 days" in deal.explanation


def test_fifty_years_of_what(ask: Any) -> None:
    found = ask(None, relation="duration", value=50, unit="year", hedge="nearly")
    assert (found.verdict, found.events) == ("not-enough-record", ())
    assert "would have to be counted" in found.explanation


def test_seventeen_months_between_ministers(ask: Any) -> None:
    found = ask(
        "usa-chn-defence-ministers",
        value=17,
        unit="month",
        hedge="nearly",
        event="2024-04-16-austin-dong-vtc",
    )
    assert found.verdict == "holds"
    assert "16 months 25 days" in found.explanation
