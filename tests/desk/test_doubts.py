"""The queue: first what a decision would change, and nothing twice."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from parley.desk import Desk, Wish
from parley.desk.doubts import Standing, doubts
from parley.items import (
    Check,
    Event,
    Evidence,
    IntervalClaim,
    Join,
    MergedEvent,
    Speaker,
    Statement,
)
from parley.lexicon import load
from parley.record import merge

DAY = dt.date(2024, 12, 31)


def merged(key: str, day: dt.date, **more: object) -> MergedEvent:
    fields: dict[str, object] = {
        "mode": "meet",
        "type": "CONSULT",
        "precision": "day",
        "parties": ("CHN", "USA"),
        "confidence": 0.7,
        "coder": "rules",
        "evidence": (Evidence(0, 3, "met"),),
    }
    event = Event(id=key, doc=key, start=day, end=day, **(fields | more))  # type: ignore[arg-type]
    [found] = merge([event], {})
    return found


def queue(*events: MergedEvent, **more: object) -> list[str]:
    standing = Standing(
        events=events,
        channels=load().channels,
        day=DAY,
        coverage={},
        checks=(),
        again=lambda check, _: check,
    )
    found = doubts(msgspec.structs.replace(standing, **more), [], {})
    return [f"{d.id}: {d.why[0].reason}" for d in found]


PLAIN = merged("e-plain", dt.date(2024, 3, 1), confidence=0.5)
FIRST = merged("e-first", dt.date(2024, 2, 1), channel="usa-chn-dpct")
LATER = merged("e-later", dt.date(2024, 5, 1), channel="usa-chn-dpct")


def test_what_a_state_hangs_on_comes_before_what_changes_nothing() -> None:
    assert queue(PLAIN, FIRST) == ["e-first: channel", "e-plain: confidence"]
    # With another meeting since, the channel is open whether the second took place or not.
    assert queue(PLAIN, FIRST, LATER)[0] == "e-first: channel"
    assert queue(PLAIN, FIRST, LATER)[-1] == "e-later: confidence"


def test_a_draft_is_weighed_by_what_accepting_it_would_change() -> None:
    cut = merged(
        "e-cut",
        dt.date(2024, 6, 1),
        mode="suspend-channel",
        type="SANCTION",
        channel="usa-chn-dpct",
        coder="llm some-model",
    )
    sure = msgspec.structs.replace(FIRST, confidence=0.99)
    assert cut.status == "draft"
    assert queue(sure, cut) == ["e-cut: channel"]


def test_a_verdict_that_hangs_on_an_event() -> None:
    claim = IntervalClaim(id="i-1", doc="e-plain", relation="gap", value=16, unit="month")
    check = Check(claim=claim, verdict="holds", events=("e-plain",))

    def again(check: Check, events: list[MergedEvent]) -> Check:
        there = any(event.id == "e-plain" for event in events)
        return msgspec.structs.replace(check, verdict="holds" if there else "contradicted")

    assert queue(PLAIN, checks=(check,), again=again)[0] == "e-plain: verdict"


def test_what_the_reference_tells_too_does_not_hang_on_the_desk() -> None:
    known = msgspec.structs.replace(FIRST, id="ref", status="reference")
    joined = msgspec.structs.replace(FIRST, aliases=("ref",))
    assert queue(joined) == ["e-first: channel"]
    assert queue(joined, reference={"ref": known}) == ["e-first: confidence"]


def test_a_narrow_join_is_asked_about_where_it_can_be_taken_apart() -> None:
    sure = msgspec.structs.replace(PLAIN, confidence=0.99)
    narrow = msgspec.structs.replace(sure, merged=(Join("e-plain", "e-b", 0.62, {"date": 0.62}),))
    known = msgspec.structs.replace(sure, id="e-b", status="reference")
    assert queue(narrow) == ["e-plain: join"]
    assert queue(narrow, reference={"e-b": known}) == []


def test_where_there_is_too_much_to_work_out_doubts_are_still_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("parley.desk.doubts.WORK", 1)
    assert queue(PLAIN, FIRST, LATER)[0] == "e-plain: confidence"


def test_conflicts_and_what_is_decided_or_sure() -> None:
    differ = msgspec.structs.replace(PLAIN, id="e-differ", confidence=0.99, conflicts=("date",))
    sure = msgspec.structs.replace(PLAIN, id="e-sure", confidence=0.99)
    done = msgspec.structs.replace(PLAIN, id="e-done", status="accepted")
    assert queue(differ, sure, done) == ["e-differ: conflict"]


def test_statements_and_claims_of_which_little_is_sure() -> None:
    says = Statement(id="s-1", doc="a", speaker=Speaker("Dong"), issue="taiwan", confidence=0.4)
    standing = Standing(
        events=(), channels={}, day=DAY, coverage={}, checks=(), again=lambda check, _: check
    )
    assert [d.id for d in doubts(standing, [says], {})] == ["s-1"]
    assert doubts(standing, [says], {"s-1": "accepted"}) == []


def test_nothing_is_asked_twice(tmp_path: Path) -> None:
    examples = Path(__file__).resolve().parents[2] / "examples" / "documents"
    with Desk.open(tmp_path, reference=False) as desk:
        desk.add(examples)
        before = desk.queue()
        assert before == desk.queue(as_of=desk.newest())
        first = before[0]
        desk.decide(Wish(act="accept", author="Ana", ids=(first.id,)))
        desk.decide(Wish(act="reject", author="Ana", ids=(before[-1].id,)))
        after = {doubt.id for doubt in desk.queue()}
        assert {first.id, before[-1].id}.isdisjoint(after)
        assert len(desk.queue(3)) == 3
