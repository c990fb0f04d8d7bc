"""Keeps the merged events of a desk up with its documents and with what was decided on them."""

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from parley.items import Event, MergedEvent, from_json, to_json
from parley.record import facets as found_by
from parley.record import holdings
from parley.record.bulk import drop, keep, pieces
from parley.record.joined import rejoin, version
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
    told,
)
from parley.record.merge import Origin, merged_event
from parley.record.pages import Placed
from parley.record.reached import Reached, coded, current
from parley.record.regather import Change, afresh, renewed
from parley.record.store import Store
from parley.record.tables import (
    CURRENT,
    dirty,
    documents,
    events,
    facets,
    members,
    meta,
    tallies,
)
from parley.record.tables import cells as cell_rows
from parley.record.tallies import Sums
from parley.record.telling import Telling, telling

DECIDED = ""
"""In place of a content's key: the event is kept as it was decided."""
RULES = "2"
"""Which rules events are gathered by; a desk that others have gathered is gathered anew."""
GATHERED = "gathered"
"""Where ``meta`` has the rules that a desk's events were gathered by."""
REFERENCE = "reference"
"""Where ``meta`` has the version of the reference chronology that was joined."""
Told = tuple[Event, str]
"""An event, and the content of the document that tells it: ``DECIDED`` if not as it was coded."""
CLUSTERS = 2000
"""Events that are made at once."""
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
        whole = older or len(docs) * share > known
        with _undisturbed():
            held = Reached(connection, None if whole else docs)
            if whole:
                _all(connection, held)
            elif docs:
                _some(connection, docs, held)
            if whole or outdated:
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


def _all(connection: Connection, held: Reached) -> None:
    for table in (members, cell_rows, events, facets, tallies):
        connection.execute(delete(table))
    news, tellings = _read(_told(connection, None, held), 1)
    change = afresh(tellings, held.links)
    del tellings  # what there is of a large record at once is what memory has to hold
    _keep(connection, change, news, held, whole=True)
    holdings.renewed(connection, None, held.items)


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
    news, tellings = _read(_told(connection, docs, held), first)
    change = renewed(connection, gone, tellings, held.links)
    removed(connection, [member.number for member in gone])
    made, lost = _keep(connection, change, news, held)
    rejoin(connection, held.links, made, lost)
    holdings.renewed(connection, docs, held.items)


def _read(told: Iterable[Told], first: int) -> tuple[dict[int, New], dict[int, Telling]]:
    """What new members are kept with, and what of them is compared, by number."""
    news, tellings = {}, {}
    for number, (event, content) in enumerate(told, first):
        changed = event if content == DECIDED else None
        news[number] = New(event.id, event.doc, content, changed)
        tellings[number] = telling(event)
    return news, tellings


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


def _told(connection: Connection, docs: Collection[str] | None, held: Reached) -> Iterator[Told]:
    """The events that these documents, or all, tell: as coded, or as decided."""
    for row in coded(connection, docs):
        if row.doc not in held.docs:
            yield from_json(row.payload, Event), row.content
    for doc in sorted(held.docs if docs is None else held.docs.intersection(docs)):
        for event in held.events.get(doc, ()):
            yield event, DECIDED


def _keep(
    connection: Connection,
    change: Change,
    news: Mapping[int, New],
    held: Reached,
    whole: bool = False,
) -> tuple[list[Placed], list[Placed]]:
    """Writes what gathering came to; returns the events that are new and those that are gone.

    ``whole``: all there is; then it returns none.
    """
    sums = Sums()
    gone, before = _forget(connection, change.gone, sums)
    displaced(connection, change.displaced)
    placed(connection, change.placed)
    made: list[Placed] = []
    now: set[Facet] = set()
    standing = change.members
    for piece in pieces(change.clusters, CLUSTERS):
        tellings = told(connection, {n for _, numbers in piece for n in numbers}, news)
        told_by = {event.doc for event in tellings.values()}
        held.reach(told_by)
        origins = _origins(connection, told_by, held)
        rows = []
        for cluster, numbers in piece:
            several = [tellings[n] for n in numbers]
            event = merged_event(several, cluster.joins, origins, held.statuses, held.grades)
            place = found_by.place(event, min((one.id, one.doc) for one in several)[1])
            payload = to_json(event)
            rows.append((place, event.confidence, payload))
            now.update(_found(place, event, payload, sums, 1))
            if not whole:
                made.append(Placed(place, event))
            for number in numbers:
                standing[number] = msgspec.structs.replace(standing[number], event=place)
        keep(connection, events, ("event", "confidence", "payload"), rows)
        if whole and len(now) > MANY:
            keep(connection, facets, FACETS, _in_order(now))
            now.clear()
    drop(connection, facets, FACETS[:3], sorted(facet[:3] for facet in before - now))
    keep(connection, facets, FACETS, _in_order(now - before))
    sums.kept(connection)
    added(connection, ((standing[number], news[number]) for number in sorted(news)))
    stands(connection, (m for n, m in sorted(standing.items()) if n not in news))
    return made, gone


FACETS = ("facet", "span", "event", "until")
Facet = tuple[str, int, str, str]
MANY = 1_000_000
"""Rows that are held at once."""


def _in_order(found: Iterable[Facet]) -> list[Facet]:
    """Sorted, as the table keeps them: within each facet, for there are few, and many of each."""
    apart: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    for name, span, place, until in found:
        apart[name, span].append((place, until))
    return [(*facet, *one) for facet in sorted(apart) for one in sorted(apart[facet])]


def _found(place: str, event: MergedEvent, payload: str, sums: Sums, sign: int) -> Iterator[Facet]:
    """The rows by which an event is found, which are counted in or, with a sign of -1, out."""
    span, until = found_by.span(event), found_by.until(event)
    names = found_by.facets(event)
    sums.event(event.start, names, payload, sign)
    return ((name, span, place, until) for name in names)


def _forget(
    connection: Connection, gone: Iterable[str], sums: Sums
) -> tuple[list[Placed], set[Facet]]:
    """Takes away events, all that they are found by aside; returns both."""
    found: list[Placed] = []
    before: set[Facet] = set()
    for piece in pieces(sorted(gone)):
        asked = select(events.c.event, events.c.payload).where(events.c.event.in_(piece))
        for place, payload in connection.execute(asked).all():
            found.append(Placed(place, from_json(payload, MergedEvent)))
            before.update(_found(place, found[-1].event, payload, sums, -1))
        connection.execute(delete(events).where(events.c.event.in_(piece)))
    return found, before


def _origins(connection: Connection, docs: Collection[str], held: Reached) -> dict[str, Origin]:
    """What sources are shown with, by document."""
    out = {row.id: from_json(row.payload, Origin) for row in current(connection, docs)}
    for key, document in held.cited.items():
        out[key] = Origin(
            document.voice, document.published, document.title, document.url, document.lang
        )
    return out
