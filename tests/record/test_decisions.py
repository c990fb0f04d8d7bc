"""Decisions hold whatever coder comes after, in whatever order, and can be taken back exactly."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.record.desks import document, put

from parley.export.fields import REQUIRED
from parley.items import Event, Evidence, IntervalClaim, Item, Speaker, Statement, Subject
from parley.record import Store, check
from parley.record.attaching import target_of
from parley.record.deciding import append, newest, read
from parley.record.decisions import Act, Cited, Decision, Target, standing, touched
from parley.record.editing import FIELDS, EditError, changed
from parley.record.effective import Effective, added_id, effective
from parley.report.editing import EDITABLE

TEXT = "Beijing cancelled the talks, the call and the visit. They met in Bali on 14 May."
NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)


def event(key: str, words: str, doc: str = "a", text: str = TEXT, **more: Any) -> Event:
    start = text.index(words)
    fields: dict[str, Any] = {
        "mode": "meet",
        "type": "CONSULT",
        "start": dt.date(2024, 5, 14),
        "end": dt.date(2024, 5, 14),
        "precision": "day",
        "parties": ("CHN", "USA"),
        "confidence": 0.6,
        "coder": "rules",
    }
    evidence = (Evidence(start, start + len(words), words),)
    return Event(id=key, doc=doc, evidence=evidence, **(fields | more))


MET = event("e-met", "They met in Bali on 14 May.")
CANCELLED = "Beijing cancelled the talks, the call and the visit."
CANCELS = [
    event(f"e-{n}", CANCELLED, mode="cancel", type="REJECT", channel=channel)
    for n, channel in enumerate((None, "usa-chn-dpct", "usa-chn-mmca"))
]
ITEMS: list[Item] = [*CANCELS, MET]


def decision(
    act: Act, *about: Item, number: int = 1, among: Sequence[Item] = ITEMS, **more: Any
) -> Decision:
    return Decision(
        act=act,
        author="Ana",
        number=number,
        targets=tuple(target_of(item, among) for item in about),
        **more,
    )


def by_id(found: Effective) -> dict[str, Item]:
    return {item.id: item for item in found.items}


def test_without_decisions_items_are_as_coded() -> None:
    assert effective(ITEMS, []).items == tuple(sorted(ITEMS, key=lambda i: i.id))


def test_what_is_rejected_goes_and_what_is_accepted_is_sure() -> None:
    found = effective(ITEMS, [decision("reject", CANCELS[0]), decision("accept", MET, number=2)])
    assert "e-0" not in by_id(found)
    assert [item.id for item in found.rejected] == ["e-0"]
    assert found.statuses == {("e-met", "a"): "accepted"}
    assert by_id(found)["e-met"].confidence == 1.0
    assert MET.confidence == 0.6


def test_the_later_of_two_decisions_on_a_field_holds() -> None:
    one = decision("edit", MET, fields={"channel": "usa-chn-mmca"})
    two = decision("edit", MET, number=2, fields={"channel": "usa-chn-dpct", "mode": "visit"})
    met = by_id(effective(ITEMS, [one, two]))["e-met"]
    assert isinstance(met, Event)
    assert (met.channel, met.mode, met.type) == ("usa-chn-dpct", "visit", "CONSULT")
    assert effective(ITEMS, [two, one]) == effective(ITEMS, [one, two])


def test_an_added_event_is_its_authors() -> None:
    fields = {"mode": "visit", "parties": ["CHN"], "start": "2024-05-01", "end": "2024-05-01"}
    words = Evidence(46, 51, "visit")
    target = Target(
        id=added_id("a", words, fields),
        doc="a",
        kind="event",
        shape=msgspec.convert(
            {"start": 46, "end": 51, "text": "visit", "mode": "visit"},
            type(target_of(MET, []).shape),
        ),
    )
    add = Decision(act="add", author="Ana", number=1, targets=(target,), fields=fields)
    found = effective(ITEMS, [add])
    [new] = [item for item in found.items if item.id == target.id]
    assert (new.coder, new.evidence, new.confidence) == ("analyst Ana", (words,), 1.0)
    assert found.statuses == {(target.id, target.doc): "accepted"}
    # The coder has since learnt to see it: it is one event, and as the analyst has it.
    coded = event("e-new", "the visit", mode="visit", start=None, end=None, precision="unknown")
    again = effective([*ITEMS, coded], [add])
    assert by_id(again).keys() == by_id(found).keys()
    # Its sentence has moved, or is gone.
    moved = effective([], [add], {"a": "Now: " + TEXT})
    assert moved.items[0].evidence == (Evidence(51, 56, "visit"),)
    gone = effective([], [add], {"a": "Nothing of it."})
    assert (gone.items, [one.decision.number for one in gone.unattached]) == ((), [1])


def test_a_source_named_by_hand_stands_in_for_a_document() -> None:
    cited = Cited(url="https://example.org/a", words="They met.", published=dt.date(2024, 5, 15))
    fields = {"mode": "meet", "parties": ["CHN", "USA"]}
    target = Target(
        id=added_id(cited.id, None, fields),
        doc=cited.id,
        kind="event",
        shape=target_of(MET, []).shape,
    )
    found = effective(
        ITEMS,
        [
            Decision(
                act="add", author="Ana", number=1, targets=(target,), fields=fields, cited=cited
            )
        ],
    )
    assert cited.id.startswith("analyst:")
    assert found.documents[cited.id].url == "https://example.org/a"
    assert found.documents[cited.id].published == dt.date(2024, 5, 15)


def test_decisions_find_their_items_when_ordinals_shift() -> None:
    reject = decision("reject", CANCELS[0])
    edit = decision("edit", CANCELS[2], number=2, fields={"modality": "planned"})
    # The rules no longer make the first of the three: the others take over its ids.
    later: list[Item] = [
        msgspec.structs.replace(CANCELS[1], id="e-0"),
        msgspec.structs.replace(CANCELS[2], id="e-1"),
    ]
    found = effective(later, [reject, edit])
    assert {i.id: i.modality for i in found.items if isinstance(i, Event)} == {
        "e-0": "occurred",
        "e-1": "planned",
    }
    assert [one.decision.number for one in found.unattached] == [1]


def test_a_coder_that_now_says_what_the_analyst_said_is_not_asked_again() -> None:
    visit = msgspec.structs.replace(MET, mode="visit")
    edit = Decision(
        act="edit",
        author="Ana",
        number=1,
        targets=(target_of(MET, ITEMS, visit),),
        fields={"mode": "visit"},
    )
    later = msgspec.structs.replace(visit, id="e-later")
    assert effective([later], [edit]).statuses == {("e-later", "a"): "edited"}


@pytest.mark.parametrize(
    ("later", "fits"),
    [
        (event("e-x", "met in Bali"), True),
        (event("e-x", "They met in Bali on 14 May.", mode="talks"), True),
        (event("e-x", "They met in Bali on 14 May.", mode="protest", type="PROTEST"), False),
        (event("e-x", "They met in Bali on 14 May.", parties=("JPN", "KOR")), False),
        (event("e-x", CANCELLED), False),
        (event("e-x", "They met in Bali on 14 May.", text="At last. " + TEXT), True),
    ],
    ids=["narrower", "same family", "other act", "other parties", "elsewhere", "moved"],
)
def test_a_decision_goes_to_what_overlaps_and_tells_of_the_same(later: Item, fits: bool) -> None:
    found = effective([later], [decision("reject", MET)])
    assert (found.items == ()) is fits
    assert (found.unattached == ()) is fits


def test_joins_and_splits_become_links_and_the_later_holds() -> None:
    other = event("e-b", "They met in Bali", doc="b")
    items = [*ITEMS, other]
    join = decision("join", MET, other, among=items)
    split = decision("split", MET, number=2, among=items, apart=(target_of(other, items),))
    assert effective(items, [join]).links.must == {("e-b", "e-met")}
    both = effective(items, [join, split]).links
    assert (both.must, both.cannot) == (frozenset(), {("e-b", "e-met")})
    assert touched(split) == {"a", "b"}
    # Of one document alone there is nothing to link.
    assert effective(ITEMS, [join]).links.must == frozenset()


def test_an_undoing_can_be_undone() -> None:
    reject = decision("reject", MET)
    undo = Decision(act="undo", author="Bo", number=2, undoes=1)
    again = Decision(act="undo", author="Ana", number=3, undoes=2)
    assert standing([reject, undo]) == []
    assert standing([reject, undo, again]) == [reject]


def test_a_date_of_an_analyst_stays_whole_whatever_the_coder_dates() -> None:
    day = {"start": "2024-05-13", "end": "2024-05-13", "precision": "day"}
    edit = decision("edit", MET, fields=day)
    later = event(
        "e-met",
        "They met in Bali on 14 May.",
        start=dt.date(2024, 5, 1),
        precision="month",
        end=dt.date(2024, 5, 31),
    )
    [met] = effective([later], [edit]).items
    assert isinstance(met, Event)
    assert (met.start, met.end, met.precision) == (dt.date(2024, 5, 13),) * 2 + ("day",)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"mode": "dance"}, "mode: 'dance' is none; use one of: meet, call"),
        ({"parties": []}, "parties: an event has at least one"),
        ({"initiator": ["JPN"]}, "initiator: JPN does not take part; the parties are CHN USA"),
        ({"end": "2024-05-01"}, "end: 2024-05-01 is before start 2024-05-14"),
        ({"effect": "danced"}, "effect: 'danced' is none"),
        ({"modality": "maybe"}, "modality: Invalid enum value 'maybe'"),
        ({"precision": "unknown"}, "precision: unknown is for events without a date"),
    ],
)
def test_what_cannot_be_is_refused(fields: dict[str, Any], told: str) -> None:
    with pytest.raises(EditError) as refused:
        changed(MET, fields)
    assert str(refused.value).startswith(told)


def test_what_follows_from_a_field_follows() -> None:
    directed = msgspec.structs.replace(MET, initiator=("CHN",), recipient=("USA",))
    assert changed(directed, {"parties": ["CHN", "JPN"]}).recipient == ()
    going_on = changed(MET, {"modality": "ongoing"})
    assert (going_on.ongoing, going_on.end) == (True, None)
    undated = changed(MET, {"start": None})
    assert (undated.end, undated.precision) == (None, "unknown")


def test_statements_and_claims_can_be_corrected() -> None:
    quoted = MET.evidence
    says = Statement(
        id="s-1", doc="a", speaker=Speaker("Dong", "CHN"), issue="taiwan", evidence=quoted
    )
    claim = IntervalClaim(
        id="i-1",
        doc="a",
        relation="gap",
        value=16,
        unit="month",
        subject=Subject(),
        evidence=quoted,
    )
    items: list[Item] = [says, claim]
    decided = [
        decision("edit", says, among=items, fields={"speaker.party": "USA", "act": "warn"}),
        decision(
            "edit",
            claim,
            number=2,
            among=items,
            fields={"subject.channel": "usa-chn-mmca", "hedge": "nearly"},
        ),
    ]
    found = by_id(effective(items, decided))
    assert found["s-1"] == changed(msgspec.structs.replace(says, confidence=1.0), decided[0].fields)
    told = found["i-1"]
    assert isinstance(told, IntervalClaim)
    assert (told.subject.channel, told.approximate) == ("usa-chn-mmca", True)


def test_what_may_be_edited_is_what_an_exported_sheet_has() -> None:
    within = {"party": "speaker.party", "channel": "subject.channel", "parties": "subject.parties"}
    assert FIELDS["event"] == EDITABLE["chronology"]
    assert FIELDS["statement"] == tuple(within.get(c, c) for c in EDITABLE["statements"])
    assert FIELDS["interval_claim"] == tuple(within.get(c, c) for c in EDITABLE["checks"])
    assert set(FIELDS["event"]) >= {f for f in REQUIRED if f in EDITABLE["chronology"]}


# Laws


DOCS = ("a", "b", "c")
POOL: list[Item] = [
    event(f"e-{doc}{n}", words, doc=doc, channel=channel, **mode)
    for doc in DOCS
    for n, (words, channel, mode) in enumerate(
        [
            (CANCELLED, "usa-chn-dpct", {"mode": "cancel", "type": "REJECT"}),
            (CANCELLED, "usa-chn-mmca", {"mode": "cancel", "type": "REJECT"}),
            ("They met in Bali on 14 May.", None, {}),
        ]
    )
]


@st.composite
def decided(draw: st.DrawFn, docs: Sequence[str] = DOCS) -> list[Decision]:
    pool = [item for item in POOL if item.doc in docs]
    out = []
    for number in range(1, draw(st.integers(1, 8)) + 1):
        act: Act = draw(st.sampled_from(["accept", "reject", "edit", "join", "split", "undo"]))
        item = draw(st.sampled_from(pool))
        if act == "undo":
            out.append(
                Decision(act=act, author="Bo", number=number, undoes=draw(st.integers(1, number)))
            )
        elif act == "edit":
            channel = draw(st.sampled_from([None, "usa-chn-dpct", "jpn-chn-security-dialogue"]))
            out.append(decision(act, item, number=number, among=POOL, fields={"channel": channel}))
        elif act in ("join", "split"):
            other = draw(st.sampled_from([i for i in pool if i is not item]))
            if act == "join":
                out.append(decision(act, item, other, number=number, among=POOL))
            else:
                apart = (target_of(other, POOL),)
                out.append(decision(act, item, number=number, among=POOL, apart=apart))
        else:
            out.append(decision(act, item, number=number, among=POOL))
    return out


def outcome(found: Effective) -> tuple[object, ...]:
    return found.items, found.links, found.statuses, found.unattached


@given(decided(), st.randoms())
def test_the_order_of_what_comes_in_does_not_matter(decisions: list[Decision], chance: Any) -> None:
    expected = effective(POOL, decisions)
    items, shuffled = list(POOL), list(decisions)
    chance.shuffle(items)
    chance.shuffle(shuffled)
    assert effective(items, shuffled) == expected


@given(decided())
def test_decisions_said_twice_say_no_more(decisions: list[Decision]) -> None:
    held = standing(decisions)
    twice = [msgspec.structs.replace(d, number=d.number + 100) for d in held]
    assert outcome(effective(POOL, [*held, *twice])) == outcome(effective(POOL, held))


@given(decided(("a",)), decided(("b",)))
def test_decisions_on_different_documents_do_not_depend_on_each_other(
    one: list[Decision], other: list[Decision]
) -> None:
    def after(decisions: list[Decision], number: int) -> list[Decision]:
        return [
            msgspec.structs.replace(
                d, number=d.number + number, undoes=d.undoes + number if d.undoes else None
            )
            for d in decisions
        ]

    first, second = [*one, *after(other, 100)], [*other, *after(one, 100)]
    assert outcome(effective(POOL, first)) == outcome(effective(POOL, second))


@given(decided())
def test_undoing_all_restores_what_was_coded(decisions: list[Decision]) -> None:
    held = standing(decisions)
    last = max(d.number for d in decisions)
    undoings = [
        Decision(act="undo", author="Bo", number=last + n, undoes=d.number)
        for n, d in enumerate(held, 1)
    ]
    assert outcome(effective(POOL, [*decisions, *undoings])) == outcome(effective(POOL, []))


@given(decided(), st.sets(st.sampled_from(DOCS)))
def test_a_part_of_the_documents_gives_that_part_of_the_whole(
    decisions: list[Decision], docs: set[str]
) -> None:
    whole = effective(POOL, decisions)
    part = effective([item for item in POOL if item.doc in docs], decisions)
    assert part.items == tuple(item for item in whole.items if item.doc in docs)
    here = {item.id for item in part.items}
    for name in ("must", "cannot"):
        pairs = getattr(whole.links, name)
        assert getattr(part.links, name) == {pair for pair in pairs if here >= set(pair)}


# On a desk


def test_decisions_are_kept_and_read_by_the_documents_they_speak_of(address: str) -> None:
    with Store.open(address) as store:
        for number in (1, 2):
            put(store, document(number))
        items = store.assertions()
        of = {item.doc: item for item in items}
        with store.writing() as connection:
            for doc in ("d001", "d002"):
                kept = append(connection, decision("accept", of[doc], among=items), NOON)
            grade = Decision(act="grade", author="Ana", doc="d001", reliability="B")
            append(connection, grade, NOON)
        with store.reading() as connection:
            assert newest(connection) == 3
            assert [d.number for d in read(connection, ["d001"])] == [1, 3]
            assert read(connection)[1] == kept
            assert kept.made == NOON
        assert check(store) == []


def test_a_decision_goes_along_with_content_that_comes_under_another_id(address: str) -> None:
    with Store.open(address) as store:
        put(store, document(5))
        [item, _] = store.assertions()
        with store.writing() as connection:
            append(connection, decision("reject", item, among=store.assertions()), NOON)
        put(store, msgspec.structs.replace(document(5), id="d000"))
        with store.reading() as connection:
            found = read(connection)
            assert read(connection, ["d000"]) == found
        assert [target.doc for target in found[0].targets] == ["d000"]
        assert len(effective(store.assertions(), found).items) == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE decisions SET payload = '{'", "decision 1: damaged"),
        ("UPDATE decisions SET author = 'Eve'", "kept under another author or act than its own"),
        ("DELETE FROM decided", "kept under other documents than it speaks of"),
        ("DELETE FROM decisions WHERE number = 1", "their numbers do not follow one another"),
    ],
)
def test_what_was_changed_behind_its_back_is_named(address: str, change: str, told: str) -> None:
    with Store.open(address) as store:
        put(store, document(1))
        items = store.assertions()
        with store.writing() as connection:
            for item in items:
                append(connection, decision("accept", item, among=items), NOON)
            connection.exec_driver_sql(change)
        assert any(told in str(problem) for problem in check(store))
