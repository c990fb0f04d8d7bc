"""Keeps the merged events of a desk up with its documents and with what was decided on them."""

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from parley.items import MergedEvent, from_json
from parley.record import holdings, whole
from parley.record.backends import Address
from parley.record.bulk import drop, keep, pieces
from parley.record.joined import follow, rejoin, version
from parley.record.making import EVENTS, FACETS, Facet, found, in_order, made, read, told_of
from parley.record.members import (
    Member,
    New,
    added,
    displaced,
    having,
    highest,
    placed,
    removed,
    stands,
)
from parley.record.pages import Placed
from parley.record.reached import Reached
from parley.record.regather import Change, renewed
from parley.record.store import Store
from parley.record.tables import CURRENT, dirty, documents, events, facets, members, meta, tallies
from parley.record.tables import cells as cell_rows
from parley.record.tables import holdings as holding_rows
from parley.record.tallies import Sums

RULES = "4"
"""Which rules events are gathered by; a desk that others have gathered is gathered anew."""
GATHERED = "gathered"
"""Where ``meta`` has the rules that a desk's events were gathered by."""
REFERENCE = "reference"
"""Where ``meta`` has the version of the reference chronology that was joined."""
SHARE = 4
"""Of so many documents one may have changed before gathering everything anew costs less."""


def renew(store: Store, share: int = SHARE) -> int:
    """Gathers anew what has changed since the last time; returns how many documents that were.

    ``share``: where more than one in so many of all documents has changed, everything is.
    All of it is kept, or nothing. Raises ``StoreError`` where the desk cannot be written.
    """
    with store.reading() as connection:
        outdated = _meta(connection, REFERENCE) != version()
        older = _meta(connection, GATHERED) != RULES
        if not waiting(connection) and not outdated and not older:
            return 0
    with store.writing() as connection:
        docs = list(connection.scalars(select(dirty.c.doc).order_by(dirty.c.doc)))
        known = connection.scalar(select(func.count()).select_from(documents).where(CURRENT)) or 0
        everything = older or len(docs) * share > known
        with _undisturbed():
            held = Reached(connection, None if everything else docs)
            if everything:
                _all(connection, held, store.place.address)
            elif docs:
                _some(connection, docs, held)
            if outdated and not everything:
                rejoin(connection, held.links)
        _told_of(connection, REFERENCE, version())
        _told_of(connection, GATHERED, RULES)
        connection.execute(delete(dirty))
    return len(docs)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """No search for cycles: there are none, and each would go through millions of objects."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def waiting(connection: Connection) -> bool:
    """Whether documents have changed whose events have not been gathered since."""
    return connection.execute(select(dirty).limit(1)).first() is not None


def _meta(connection: Connection, name: str) -> str | None:
    kept: str | None = connection.scalar(select(meta.c.value).where(meta.c.key == name))
    return kept


def _told_of(connection: Connection, name: str, value: str) -> None:
    if _meta(connection, name) != value:
        connection.execute(delete(meta).where(meta.c.key == name))
        connection.execute(insert(meta).values(key=name, value=value))


def _all(connection: Connection, held: Reached, address: Address) -> None:
    for table in (members, cell_rows, events, facets, tallies, holding_rows):
        connection.execute(delete(table))
    rejoin(connection, held.links, whole.write(connection, held, address))


def _some(connection: Connection, docs: Collection[str], held: Reached) -> None:
    first = highest(connection) + 1  # no number that goes is given anew
    docs = {
        *docs,
        *(doc for several in held.linked if several.intersection(docs) for doc in several),
    }
    gone = list(having(connection, "doc", docs))
    gone += having(connection, "doc", _copies(connection, docs, gone, held) - docs)
    docs |= {member.telling.doc for member in gone}
    held.reach(docs)
    news, tellings = read(told_of(connection, docs, held), first)
    change = renewed(connection, gone, tellings, held.links)
    removed(connection, [member.number for member in gone])
    made, lost = _keep(connection, change, news, held)
    follow(connection, held.links, made, lost)
    holdings.renewed(connection, docs, held.items)


def _copies(
    connection: Connection, docs: Collection[str], gone: Iterable[Member], held: Reached
) -> set[str]:
    """Further documents that a decision reaches.

    Those with the same text as one of which something was decided, for it holds there too; those
    whose events were joined to, or kept apart from, one that is gone.
    """
    about = held.docs.intersection(docs)
    ids = {m.telling.id for m in gone if m.telling.doc in about}
    ids |= {event.id for doc in about for event in held.events.get(doc, ())}
    lost = {m.telling.id for m in gone}
    links = held.links
    ids |= {key for pair in links.must | links.cannot if not lost.isdisjoint(pair) for key in pair}
    return {member.telling.doc for member in having(connection, "id", ids)}


def _keep(
    connection: Connection, change: Change, news: Mapping[int, New], held: Reached
) -> tuple[list[Placed], list[Placed]]:
    """Writes what gathering came to; returns the events that are new and those that are gone."""
    sums = Sums()
    gone, before = _forget(connection, change.gone, sums)
    displaced(connection, change.displaced)
    placed(connection, change.placed)
    new: list[Placed] = []
    now: set[Facet] = set()
    standing = change.members
    for some in made(connection, change.clusters, news, held):
        rows = [(one.place, one.event.confidence, one.payload) for one in some]
        keep(connection, events, EVENTS, rows)
        for one in some:
            now.update(found(one.place, one.event, one.payload, sums))
            new.append(Placed(one.place, one.event))
            for number in one.numbers:
                standing[number] = msgspec.structs.replace(standing[number], event=one.place)
    drop(connection, facets, FACETS[:3], sorted(facet[:3] for facet in before - now))
    keep(connection, facets, FACETS, in_order(now - before))
    sums.kept(connection)
    added(connection, ((standing[number], news[number]) for number in sorted(news)))
    stands(connection, (m for n, m in sorted(standing.items()) if n not in news))
    return new, gone


def _forget(
    connection: Connection, gone: Iterable[str], sums: Sums
) -> tuple[list[Placed], set[Facet]]:
    """Takes away events, all that they are found by aside; returns both."""
    gone_: list[Placed] = []
    before: set[Facet] = set()
    for piece in pieces(sorted(gone)):
        asked = select(events.c.event, events.c.payload).where(events.c.event.in_(piece))
        for place, payload in connection.execute(asked).all():
            gone_.append(Placed(place, from_json(payload, MergedEvent)))
            before.update(found(place, gone_[-1].event, payload, sums, -1))
        connection.execute(delete(events).where(events.c.event.in_(piece)))
    return gone_, before
