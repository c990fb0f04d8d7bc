"""All of a large record is gathered by two processes, and comes to the same."""

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import IO
from unittest.mock import Mock, patch

import pytest

from parley.items import MODES, TYPE_OF_MODE, Document, Event, Participant
from parley.record import Store, StoreError, tables, whole
from parley.record.links import Links
from parley.record.reached import Reached
from parley.record.renewal import renew
from parley.record.rows import rows
from parley.record.telling import families

DERIVED = (
    tables.members,
    tables.cells,
    tables.events,
    tables.facets,
    tables.tallies,
    tables.holdings,
)
DAYS = 40


def filled(store: Store) -> None:
    """Three papers that tell of the same days, each in its own words."""
    modes = [mode for several in MODES.values() for mode in several]
    for paper in range(3):
        document = Document(id=f"d{paper}", text=f"paper {paper}", lang="en")
        events = [
            Event(
                id=f"e-{paper}-{day:02}",
                doc=document.id,
                mode=modes[day % len(modes)],
                type=TYPE_OF_MODE[modes[day % len(modes)]],
                start=dt.date(2024, 1, 1) + dt.timedelta(day),
                end=dt.date(2024, 1, 1) + dt.timedelta(day + paper % 2),
                parties=("CHN", "USA"),
                participants=(Participant("Dong", entity="dong"),) if day % 2 else (),
                coder="rules",
            )
            for day in range(DAYS)
        ]
        store.add(document, events, "rules 1")


def held(must: frozenset[tuple[str, str]]) -> Reached:
    found = Mock(Reached)
    found.links = Links(must=must)
    return found


def started(half: int, said: IO[bytes]) -> subprocess.Popen[bytes]:
    """A process that tells nothing, and one of which fails."""
    code = "import sys; print('no memory', file=sys.stderr); sys.exit(3)" if half else ""
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=said)


def kept(store: Store) -> list[list[tuple[object, ...]]]:
    with store.reading() as connection:
        return [[tuple(row) for row in rows(connection, table)] for table in DERIVED]


def gathered(store: Store) -> list[list[tuple[object, ...]]]:
    """What one process comes to; all documents are to be gathered anew then."""
    filled(store)
    renew(store)
    with store.writing() as connection:
        connection.execute(tables.dirty.insert(), [{"doc": f"d{n}"} for n in range(3)])
    return kept(store)


def test_two_processes_come_to_what_one_does(address: str) -> None:
    with Store.open(address) as store:
        once = gathered(store)
        with (
            patch.object(whole, "LARGE", 0),
            patch.object(whole.os, "cpu_count", lambda: 2),
            patch.object(whole, "rows", side_effect=AssertionError("not in this process")),
        ):
            renew(store)
        assert kept(store) == once
        assert len(once[2]) < 3 * DAYS  # some of them were joined


def test_a_process_that_fails_leaves_the_desk_as_it_was(tmp_path: Path) -> None:
    with Store.open(tmp_path / "desk") as store:
        once = gathered(store)
        with (
            patch.object(whole, "LARGE", 0),
            patch.object(whole.os, "cpu_count", lambda: 2),
            patch.object(whole, "_started", lambda _, half, said: started(half, said)),
            pytest.raises(StoreError, match=r"ended with 3 \(no memory\); nothing has changed"),
        ):
            renew(store)
        assert kept(store) == once


def test_what_an_analyst_joined_is_gathered_in_one_process(tmp_path: Path) -> None:
    with Store.open(tmp_path / "desk") as store:
        filled(store)
        with (
            patch.object(whole, "LARGE", 0),
            patch.object(whole.os, "cpu_count", lambda: 2),
            store.reading() as connection,
        ):
            assert whole.divided(connection, held(frozenset()))
            assert not whole.divided(connection, held(frozenset({("e-0-01", "e-1-02")})))
        with store.reading() as connection:
            assert not whole.divided(connection, held(frozenset()))  # so small a desk


@pytest.mark.parametrize("mode", sorted(TYPE_OF_MODE))
def test_no_happening_is_of_both_halves(mode: str) -> None:
    akin = [other for other in TYPE_OF_MODE if set(families(other)) & set(families(mode))]
    halves = {whole.half_of(other) for other in akin}
    assert halves == {whole.half_of(mode)}
