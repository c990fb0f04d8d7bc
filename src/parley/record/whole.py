"""All events of a desk gathered: the rows that come of it.

No happening is told by acts of two families (``telling.FAMILIES``), so that those which may be one
are gathered apart from all others. Of a large record a second process makes each half
(``halves``) where there is a second processor, while this one writes.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from tempfile import TemporaryFile
from threading import Thread
from typing import IO

import msgspec
from sqlalchemy import Connection, func, select

from parley.items import Event, from_json
from parley.record import holdings
from parley.record.backends import Address
from parley.record.bulk import keep, pieces
from parley.record.faults import StoreError
from parley.record.joined import Offer, offers
from parley.record.making import DECIDED, EVENTS, FACETS, Facet, found, in_order, made, new
from parley.record.members import CELLS, MEMBERS, New, cells_of, members_of
from parley.record.pages import Placed
from parley.record.reached import Reached, coded
from parley.record.regather import afresh
from parley.record.tables import assertions, members, metadata
from parley.record.tallies import Sums
from parley.record.telling import OTHER_FAMILY, Telling, families, telling

MANY = 1_000_000
"""Facets that are held at once."""
ROWS = 20_000
"""Rows that one process hands to another at once."""
AHEAD = 4
"""As many times as so many rows are made before they are written."""
LARGE = 100_000
"""Assertions from which on a second process costs less than it spares."""
MET = {"contact", *OTHER_FAMILY.values()}
"""The families of which one happening may be told: half of most records."""

Rows = tuple[str, tuple[str, ...], list[tuple[object, ...]]]
"""A table, the names of some columns, and their values."""
Made = Rows | Sums | list[Offer]
"""What gathering comes to: rows, what they add to the tallies, what may be the reference's."""


def write(connection: Connection, held: Reached, address: Address) -> list[Offer]:
    """Gathers all that a desk holds, and puts it into tables that have been emptied.

    Returns the events that might be of the reference chronology.
    """
    sums = Sums()
    offered: list[Offer] = []
    apart = members.indexes if connection.dialect.name == "sqlite" else set()
    for index in apart:  # of many rows one is made faster than kept
        index.drop(connection)
    for one in halves(address) if divided(connection, held) else rows(connection, held):
        if isinstance(one, Sums):
            sums.take(one)
        elif isinstance(one, list):
            offered += one
        else:
            table, names, several = one
            keep(connection, metadata.tables[table], names, several)
    for index in apart:
        index.create(connection)
    sums.kept(connection)
    return offered


def divided(connection: Connection, held: Reached) -> bool:
    """Whether two processes gather faster, and may: what was joined can be of both halves."""
    if held.links.must or (os.cpu_count() or 1) < 2:
        return False
    many = connection.scalar(select(func.count()).select_from(assertions))
    return (many or 0) >= LARGE


def half_of(mode: str) -> int:
    """The half that acts of a mode are gathered in: 0 for those that are meetings or calls."""
    return 0 if MET.issuperset(families(mode)) else 1


def rows(connection: Connection, held: Reached, half: int | None = None) -> Iterator[Made]:
    """The rows of all events, or those of a half; at last what they add to the tallies.

    The second half, which has less to compare, makes those of the documents too.
    """
    news, tellings = _read(connection, held, half)
    change = afresh(tellings, held.links)
    del tellings  # what there is of a large record at once is what memory has to hold
    yield from _in_pieces("cells", CELLS, iter(cells_of(change.placed)))
    change.placed.clear()
    sums = Sums()
    offered: list[Offer] = []
    now: set[Facet] = set()
    standing = change.members
    for some in made(connection, change.clusters, news, held):
        yield "events", EVENTS, [(one.place, one.event.confidence, one.payload) for one in some]
        offered += offers(Placed(one.place, one.event) for one in some)
        for one in some:
            now.update(found(one.place, one.event, one.payload, sums))
            for number in one.numbers:
                standing[number] = msgspec.structs.replace(standing[number], event=one.place)
        if len(now) > MANY:
            yield from _in_pieces("facets", FACETS, iter(in_order(now)))
            now.clear()
    yield from _in_pieces("facets", FACETS, iter(in_order(now)))
    in_turn = ((standing[number], news[number]) for number in sorted(news))
    yield from _in_pieces("members", MEMBERS, members_of(in_turn))
    if half != 0:
        for several in holdings.rows(connection, None, held.items, sums):
            yield "holdings", holdings.HOLDINGS, several
    yield offered
    yield sums


class _Mode(msgspec.Struct, frozen=True, gc=False):
    mode: str


def _read(
    connection: Connection, held: Reached, half: int | None
) -> tuple[dict[int, New], dict[int, Telling]]:
    """What is kept and compared of the events of a half, by the numbers that all have."""
    news, tellings = {}, {}
    number = 0

    def take(event: Event, content: str) -> None:
        news[number] = new(event, content)
        tellings[number] = telling(event)

    for row in coded(connection, None):
        if row.doc in held.docs:
            continue
        number += 1
        if half is None or half_of(from_json(row.payload, _Mode).mode) == half:
            take(from_json(row.payload, Event), row.content)
    for doc in sorted(held.docs):
        for event in held.events.get(doc, ()):
            number += 1
            if half in (None, half_of(event.mode)):
                take(event, DECIDED)
    return news, tellings


def _in_pieces(
    table: str, names: tuple[str, ...], several: Iterator[tuple[object, ...]]
) -> Iterator[Rows]:
    for piece in pieces(several, ROWS):
        yield table, names, piece


def halves(address: Address) -> Iterator[Made]:
    """The rows of all events, made by two processes. Raises ``StoreError`` where one fails."""
    ready: Queue[Made | None] = Queue(AHEAD)
    with TemporaryFile() as said:
        started = [_started(address, half, said) for half in (0, 1)]
        for process in started:
            Thread(target=_listen, args=(process, ready), daemon=True).start()
        ended = 0
        try:
            while ended < len(started):
                one = ready.get()
                if one is None:
                    ended += 1
                else:
                    yield one
        finally:
            for process in started:
                process.kill()  # one that is done does not mind
            while ended < len(started):  # those who listen may wait for a place in the queue
                ended += ready.get() is None
            codes = [process.wait() for process in started]
        if any(codes):
            said.seek(0)
            last = said.read().decode(errors="replace").strip().rpartition("\n")[2]
            raise StoreError(
                f"events could not be gathered: a process ended with {max(map(abs, codes))}"
                f"{f' ({last})' if last else ''}; nothing has changed, run again"
            )


def _started(address: Address, half: int, said: IO[bytes]) -> subprocess.Popen[bytes]:
    """A process that makes the rows of a half, and writes them on its standard output."""
    source = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, (source, os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert process.stdin is not None
    with process.stdin as asked:
        pickle.dump((address, half), asked)  # not as an argument: it can hold a password
    return process


def _listen(process: subprocess.Popen[bytes], ready: "Queue[Made | None]") -> None:
    assert process.stdout is not None
    try:
        with process.stdout as told:
            while True:
                ready.put(pickle.load(told))
    except (EOFError, pickle.UnpicklingError):
        pass  # its code tells whether it was done
    finally:
        ready.put(None)


def main() -> None:
    """What such a process does."""
    import gc

    from parley.record.store import Store

    address, half = pickle.load(sys.stdin.buffer)
    gc.disable()  # there are no cycles, and each search for them would go through all there is
    with Store.open(address) as store, store.reading() as connection:
        for one in rows(connection, Reached(connection), half):
            pickle.dump(one, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
