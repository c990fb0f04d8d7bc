"""Merged events are kept up with the documents, and are what merging everything would give."""

import datetime as dt
import random
import tempfile
from pathlib import Path
from unittest.mock import patch

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec import structs
from sqlalchemy import select, update

from parley.items import TYPE_OF_MODE, Document, Event, MergedEvent, Participant
from parley.record import Store, clusters, deciding, merge, tables
from parley.record.decisions import Decision, Target, shape_of
from parley.record.effective import effective
from parley.record.kept import chronology
from parley.record.renewal import GATHERED, RULES, renew
from parley.record.rows import rows
from parley.record.store import changed

GATHERED_ROW = tables.meta.c.key == GATHERED
DAY = dt.date(2024, 1, 1).toordinal()
LENGTHS = st.sampled_from([0, 0, 0, 1, 6, 20, 30, 91, 365])
PEOPLE = [Participant(name, entity=name.lower()) for name in ("Dong", "Austin", "Xu")]
CHANNELS = [None, None, "usa-chn-dpct", "usa-chn-mmca"]


@st.composite
def told(draw: st.DrawFn, doc: str, number: int) -> Event:
    """One of many events that are much alike."""
    start = DAY + draw(st.integers(0, 60))
    undated = draw(st.integers(0, 9)) == 0
    mode = draw(st.sampled_from(["meet", "talks", "call", "video-call", "sign", "warn"]))
    return Event(
        id=f"e-{number:02}{draw(st.sampled_from('abc'))}",
        doc=doc,
        mode=mode,
        type=TYPE_OF_MODE[mode],
        start=None if undated else dt.date.fromordinal(start),
        end=None if undated else dt.date.fromordinal(start + draw(LENGTHS)),
        parties=draw(
            st.sampled_from([("CHN", "USA"), ("CHN", "USA"), ("CHN",), ("CHN", "JPN", "USA"), ()])
        ),
        participants=tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True))),
        initiator=draw(st.sampled_from([(), ("CHN",), ("USA",)])),
        channel=draw(st.sampled_from(CHANNELS)),
        iteration=draw(st.sampled_from([None, None, 17, 18])),
        modality=draw(st.sampled_from(["occurred", "occurred", "planned", "denied"])),
        confidence=0.7,
        coder="rules",
    )


@st.composite
def version(draw: st.DrawFn) -> tuple[Document, list[Event]]:
    """A document with what it tells; the same id may come again with another text."""
    doc = f"d{draw(st.integers(0, 5))}"
    events = [draw(told(doc, number)) for number in range(draw(st.integers(0, 4)))]
    return Document(id=doc, text=f"{doc} {draw(st.integers(0, 3))}", lang="en"), events


def kept(store: Store) -> list[MergedEvent]:
    with store.reading() as connection:
        found = chronology(connection, with_known=False)
        assert not list(rows(connection, tables.dirty))
    return sorted(found, key=place)


def expected(store: Store) -> list[MergedEvent]:
    """All that is told and decided, merged at once."""
    documents = {d.id: d for d in store.documents()}
    with store.reading() as connection:
        decisions = deciding.read(connection)
    held = effective(store.assertions(), decisions, {k: d.text for k, d in documents.items()})
    events = [item for item in held.items if isinstance(item, Event)]
    found = merge(events, documents | held.documents, held.links, held.statuses, held.grades)
    return sorted(found, key=place)


def target(event: Event) -> Target:
    return Target(id=event.id, doc=event.doc, kind="event", shape=shape_of(event))


def decide(store: Store, act: str, choose: random.Random) -> None:
    """Something is decided on events that happen to be there."""
    told = [item for item in store.assertions() if isinstance(item, Event)]
    if len(told) < 2:
        return
    one, other = choose.sample(told, 2)
    with store.writing() as connection:
        made = deciding.read(connection)
        decision = Decision(act="accept", author="Li", targets=(target(one),))
        match act:
            case "reject":
                decision = structs.replace(decision, act="reject")
            case "edit":
                fields = {"start": "2024-02-03", "end": "2024-02-03", "precision": "day"}
                decision = structs.replace(decision, act="edit", fields=fields)
            case "join":
                decision = structs.replace(
                    decision, act="join", targets=(target(one), target(other))
                )
            case "split":
                decision = structs.replace(decision, act="split", apart=(target(other),))
            case "grade":
                decision = structs.replace(
                    decision, act="grade", credibility=choose.choice([1, 2, 6])
                )
            case "reliability":
                decision = Decision(act="grade", author="Li", doc=one.doc, reliability="B")
            case "undo" if made:
                last = made[-1]
                decision = structs.replace(
                    last, act="undo", undoes=last.number, fields={}, before={}
                )
        deciding.append(connection, decision, dt.datetime(2024, 1, 1, tzinfo=dt.UTC))


def tallied(store: Store) -> list[list[tuple[object, ...]]]:
    """What is counted beside the events, and of each document."""
    with store.reading() as connection:
        return [[tuple(r) for r in rows(connection, t)] for t in (tables.tallies, tables.holdings)]


def place(event: MergedEvent) -> tuple[object, ...]:
    return event.id, [source.doc for source in event.sources]


ACTS = st.sampled_from(
    ["accept", "reject", "edit", "join", "split", "grade", "reliability", "undo"]
)


@settings(max_examples=80, phases=[Phase.explicit, Phase.generate])
@given(
    st.sampled_from([0, 1000]),
    st.sampled_from([1, clusters.CROWD]),
    st.lists(st.lists(version(), max_size=3), min_size=1, max_size=5),
    st.lists(st.lists(ACTS, max_size=3), min_size=5, max_size=5),
    st.randoms(use_true_random=False),
)
def test_events_kept_are_those_of_the_whole_record(
    share: int,
    crowd: int,
    runs: list[list[tuple[Document, list[Event]]]],
    acts: list[list[str]],
    choose: random.Random,
) -> None:
    with (
        patch.object(clusters, "CROWD", crowd),
        tempfile.TemporaryDirectory() as folder,
        Store.open(folder) as store,
    ):
        for run, decided in zip(runs, acts, strict=False):
            for document, events in run:
                store.add(document, events, "rules 1")
            for act in decided:
                decide(store, act, choose)
            renew(store, share)
            assert kept(store) == expected(store)
        counted = tallied(store)
        if docs := [document.id for document in store.documents()]:
            with store.writing() as connection:
                changed(connection, docs)
            renew(store, share=1000)
        assert tallied(store) == counted


def test_a_desk_gathered_by_other_rules_is_gathered_anew(tmp_path: Path) -> None:
    told_ = Event(id="e-1", doc="a", mode="meet", type="CONSULT", parties=("CHN", "USA"))
    with Store.open(tmp_path) as store:
        store.add(Document(id="a", text="", lang="en"), [told_], "rules 1")
        renew(store)
        with store.writing() as connection:
            connection.execute(update(tables.meta).values(value="0").where(GATHERED_ROW))
            connection.execute(update(tables.members).values(telling="[]"))
        renew(store)
        assert kept(store) == expected(store)
        with store.reading() as connection:
            assert connection.scalar(select(tables.meta.c.value).where(GATHERED_ROW)) == RULES
            assert connection.scalar(select(tables.members.c.telling)) != "[]"
