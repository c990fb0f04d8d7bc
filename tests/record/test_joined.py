"""The reference chronology's joins are kept up with the desk's events."""

import datetime as dt
import random
import tempfile
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec import structs

from parley.items import Document, Event, MergedEvent
from parley.record import Store, deciding, merge, merge_with_reference, reference
from parley.record.decisions import Decision, Shape, Target, shape_of
from parley.record.effective import effective
from parley.record.kept import chronology
from parley.record.renewal import renew

KNOWN = [event for event in reference() if event.start and event.start.year in (2008, 2023, 2024)]
ACTS = st.sampled_from(["join", "split", "undo"])
FIELDS = tuple(name for name in Event.__struct_fields__ if name in MergedEvent.__struct_fields__)


@st.composite
def telling(draw: st.DrawFn, doc: str, number: int) -> Event:
    """What a document might tell of one of the reference's events, more or less exactly."""
    known = draw(st.sampled_from(KNOWN))
    values: dict[str, Any] = {name: getattr(known, name) for name in FIELDS}
    values |= {"id": f"e-{doc}{number}", "cause": (), "confidence": 0.7}
    event = Event(doc=doc, coder="rules", **values)
    assert known.start is not None
    match draw(st.integers(0, 5)):
        case 0:
            first = dt.date(known.start.year, known.start.month, 1)
            last = first + dt.timedelta(days=27)
            return structs.replace(event, start=first, end=last, precision="month")
        case 1:
            year = known.start.year
            first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
            return structs.replace(event, start=first, end=last, precision="year")
        case 2:
            return structs.replace(event, channel=None, iteration=None)
        case 3:
            day = known.start + dt.timedelta(days=draw(st.integers(0, 4)))
            return structs.replace(event, start=day, end=day, precision="day")
        case 4:
            return structs.replace(event, start=None, end=None, precision="unknown")
    return event


@st.composite
def version(draw: st.DrawFn) -> tuple[Document, list[Event]]:
    doc = f"d{draw(st.integers(0, 4))}"
    events = [draw(telling(doc, number)) for number in range(draw(st.integers(0, 4)))]
    return Document(id=doc, text=f"{doc} {draw(st.integers(0, 3))}", lang="en"), events


def decide(store: Store, act: str, choose: random.Random) -> None:
    """Somebody joins an event of the desk's with one of the reference's, or keeps them apart."""
    told = [item for item in store.assertions() if isinstance(item, Event)]
    if not told:
        return
    one = choose.choice(told)
    near = [k for k in KNOWN if k.parties == one.parties and k.start and k.start.year == 2024]
    known = choose.choice([*near, *KNOWN[:2]])
    shape = Shape(start=0, end=0, text="", mode=known.mode, parties=known.parties)
    theirs = Target(id=known.id, doc=f"reference:{known.id}", kind="event", shape=shape)
    mine = Target(id=one.id, doc=one.doc, kind="event", shape=shape_of(one))
    with store.writing() as connection:
        made = deciding.read(connection)
        decision = Decision(act="split", author="Li", targets=(theirs,), apart=(mine,))
        if act == "join":
            decision = Decision(act="join", author="Li", targets=(mine, theirs))
        elif act == "undo" and made:
            decision = structs.replace(made[-1], act="undo", undoes=made[-1].number)
        deciding.append(connection, decision, dt.datetime(2024, 1, 1, tzinfo=dt.UTC))


@settings(max_examples=25, phases=[Phase.explicit, Phase.generate])
@given(
    st.sampled_from([0, 1000]),
    st.lists(st.lists(version(), max_size=3), min_size=1, max_size=4),
    st.lists(st.lists(ACTS, max_size=3), min_size=4, max_size=4),
    st.randoms(use_true_random=False),
)
def test_joins_kept_are_those_of_the_whole_record(
    share: int,
    runs: list[list[tuple[Document, list[Event]]]],
    acts: list[list[str]],
    choose: random.Random,
) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(folder) as store:
        for run, decided in zip(runs, acts, strict=False):
            for document, events in run:
                store.add(document, events, "rules 1")
            for act in decided:
                decide(store, act, choose)
            renew(store, share)
            with store.reading() as connection:
                held = effective(store.assertions(), deciding.read(connection))
                coded = [item for item in held.items if isinstance(item, Event)]
                documents = {d.id: d for d in store.documents()}
                merged = merge(coded, documents, held.links, held.statuses, held.grades)
                assert chronology(connection, with_known=False) == merged
                whole = merge_with_reference(merged, reference(), held.links)
                assert chronology(connection) == whole
