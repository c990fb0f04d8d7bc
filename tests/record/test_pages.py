"""A page of the chronology holds what the whole chronology would."""

import datetime as dt
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import event as engine_event
from tests.record.test_joined import version

from parley.items import Document, Event, MergedEvent
from parley.record import Placed, Store, Wanted, chronology, page, page_of, renew
from parley.record.counts import DAY, MONTH, YEAR, Counted, count, offered
from parley.record.kept import by_id
from parley.record.tables import metadata

PARTIES = st.sampled_from([(), ("USA",), ("CHN", "USA"), ("JPN", "KOR", "USA"), ("FRA",)])
DAYS = st.sampled_from([None, dt.date(2008, 6, 1), dt.date(2024, 1, 1), dt.date(2024, 4, 16)])
WANTED = st.builds(
    Wanted,
    start=DAYS,
    end=DAYS,
    parties=PARTIES,
    only=st.booleans(),
    channel=st.sampled_from([None, None, "usa-chn-dpct"]),
    modes=st.sampled_from([(), (), ("talks",), ("call", "talks"), ("CONSULT", "meet")]),
    people=st.sampled_from([(), (), ("dong", "xu")]),
    langs=st.sampled_from([(), (), ("en",), ("en", "und")]),
    voices=st.sampled_from([(), (), ("reference",), ("USA", "press")]),
    status=st.sampled_from([None, None, "coded", "reference"]),
    document=st.sampled_from([None, None, None, "d1"]),
    confidence=st.sampled_from([0.0, 0.0, 0.8]),
    below=st.sampled_from([None, None, 0.75]),
    conflicts=st.sampled_from([False, False, True]),
)


def everything(store: Store, wanted: Wanted, limit: int, **how: Any) -> list[Placed]:
    """All pages, one after the other."""
    found: list[Placed] = []
    with store.reading() as connection:
        while more := page(connection, wanted, limit, found[-1].place if found else None, **how):
            assert len(more) <= limit
            found += more
    return found


@settings(max_examples=25, phases=[Phase.explicit, Phase.generate])
@given(
    st.lists(version(), max_size=5),
    st.lists(WANTED, min_size=1, max_size=6),
    st.sampled_from([1, 7, 1000]),
    st.booleans(),
    st.booleans(),
)
def test_pages_hold_what_the_chronology_does(
    told: list[tuple[Document, list[Event]]],
    wanted: list[Wanted],
    limit: int,
    newest: bool,
    with_known: bool,
) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(folder) as store:
        for document, events in told:
            store.add(document, events, "rules 1")
        renew(store)
        with store.reading() as connection:
            whole = chronology(connection, with_known)
        for one in wanted:
            found = everything(store, one, limit, newest=newest, with_known=with_known)
            expected = page_of(whole, one, 10_000, newest=newest)
            assert [f.event for f in found] == [e.event for e in expected]
            with store.reading() as connection:
                for width in (YEAR, MONTH, DAY):
                    counted = count(connection, one, width, with_known)
                    assert counted == counted_of(expected, one, width)


def counted_of(found: list[Placed], wanted: Wanted, width: int) -> Counted:
    """What counting events at hand gives."""
    days = [one.event.start for one in found if one.event.start]
    times = Counter(max(day, wanted.start or day).isoformat()[:width] for day in days)
    return Counted(times, len(found) - len(days))


@settings(max_examples=25, phases=[Phase.explicit, Phase.generate])
@given(st.lists(version(), max_size=5), st.booleans())
def test_an_event_is_found_by_every_id_that_it_has_gone_by(
    told: list[tuple[Document, list[Event]]], with_known: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(folder) as store:
        for document, events in told:
            store.add(document, events, "rules 1")
        renew(store)
        with store.reading() as connection:
            whole = chronology(connection, with_known)
            ids = {key for event in whole for key in (event.id, *event.aliases)}
            found = by_id(connection, {*ids, "none"}, with_known)
            for prefix, field in (("mode", "mode"), ("channel", "channel"), ("status", "status")):
                kinds = Counter(value for event in whole if (value := getattr(event, field)))
                assert offered(connection, prefix, with_known) == kinds
    assert found.keys() == ids
    for key, event in found.items():
        assert key in (event.id, *event.aliases)
        assert event in whole


def test_no_page_goes_through_the_whole_record(tmp_path: Path) -> None:
    told: list[tuple[str, Any]] = []
    with Store.open(tmp_path / "desk") as store:
        engine_event.listen(
            store.engine, "before_cursor_execute", lambda *args: told.append((args[2], args[3]))
        )
        with store.reading() as connection:
            page(
                connection,
                Wanted(parties=("CHN", "USA"), modes=("call",), start=dt.date(2024, 1, 1)),
                50,
            )
            asked = [one for one in told if "facets" in one[0]]
            assert asked
            for statement, values in asked:
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
                scanned = {row[3].split()[1] for row in plan if row[3].startswith("SCAN")}
                assert not scanned & set(metadata.tables)


def test_undated_events_come_last(tmp_path: Path) -> None:
    event = Event(id="e-1", doc="a", mode="meet", type="CONSULT", parties=("CHN", "USA"))
    day = dt.date(2020, 1, 1)
    dated = Event(id="e-2", doc="a", mode="sign", type="AGREE", start=day, end=day)
    with Store.open(tmp_path / "desk") as store:
        store.add(Document(id="a", text="a"), [event, dated], "rules 1")
        renew(store)
        with store.reading() as connection:
            found = page(connection, Wanted(), 5, with_known=False)
    assert [one.event.id for one in found] == ["e-2", "e-1"]
    assert isinstance(found[0].event, MergedEvent)
