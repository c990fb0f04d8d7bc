"""The reference chronology's joins are kept up with the desk's events."""

import datetime as dt
import tempfile
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec import structs

from parley.items import Document, Event, MergedEvent
from parley.record import Store, merge, merge_with_reference, reference
from parley.record.kept import chronology
from parley.record.renewal import renew

KNOWN = [event for event in reference() if event.start and event.start.year in (2008, 2023, 2024)]
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


@settings(max_examples=25, phases=[Phase.explicit, Phase.generate])
@given(
    st.sampled_from([0, 1000]),
    st.lists(st.lists(version(), max_size=3), min_size=1, max_size=4),
)
def test_joins_kept_are_those_of_the_whole_record(
    share: int, runs: list[list[tuple[Document, list[Event]]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(folder) as store:
        for run in runs:
            for document, events in run:
                store.add(document, events, "rules 1")
            renew(store, share)
            coded = [item for item in store.assertions() if isinstance(item, Event)]
            merged = merge(coded, {d.id: d for d in store.documents()})
            with store.reading() as connection:
                assert chronology(connection, with_known=False) == merged
                assert chronology(connection) == merge_with_reference(merged, reference())
