"""The merged record as it is kept on a desk, with or without the reference chronology."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

from sqlalchemy import Connection, select

from parley.items import MergedEvent, from_json
from parley.record import pages
from parley.record.bulk import pieces
from parley.record.chronology import reference
from parley.record.facets import facets as facets_of
from parley.record.facets import place
from parley.record.joined import joins
from parley.record.merge import Found, by_date, with_causes, with_reference
from parley.record.pages import Placed, Wanted
from parley.record.rows import rows
from parley.record.tables import events, members


def chronology(connection: Connection, with_known: bool = True) -> list[MergedEvent]:
    """All events in order of date; with ``with_known`` the reference chronology's among them.

    As ``merge`` and ``merge_with_reference`` would give them.
    """
    found = {row.event: from_json(row.payload, MergedEvent) for row in rows(connection, events)}
    ids = {alias: event.id for event in found.values() for alias in (event.id, *event.aliases)}
    out = [with_causes(event, ids) for event in found.values()]
    if not with_known:
        return out
    known = joins(connection)
    joined = {event.id for several in known.values() for event, _ in several}
    out = [
        with_reference(event, known.get(place, ())) for place, event in zip(found, out, strict=True)
    ]
    out += (event for event in reference() if event.id not in joined)
    ids = _become(known)
    return sorted((with_causes(event, ids) for event in out), key=by_date)


def page(
    connection: Connection,
    wanted: Wanted,
    limit: int | None,
    after: str | None = None,
    newest: bool = False,
    with_known: bool = True,
) -> list[Placed]:
    """At most ``limit`` events by date, after a place (with ``newest`` backwards, before it).

    Without a limit: all of them.
    """
    found = pages.page(connection, wanted, limit, after, newest, joined=not with_known)
    if with_known:
        found += (
            one
            for one in known_fitting(connection, wanted)
            if after is None or (one.place < after if newest else one.place > after)
        )
        found = sorted(found, key=lambda one: one.place, reverse=newest)[:limit]
    ids = now(connection, {key for one in found for key in one.event.cause})
    return [Placed(one.place, with_causes(one.event, ids)) for one in found]


def page_of(
    given: Iterable[MergedEvent],
    wanted: Wanted,
    limit: int | None,
    after: str | None = None,
    newest: bool = False,
) -> list[Placed]:
    """The same of events at hand."""
    found = (Placed(place(event, ""), event) for event in given if pages.fits(event, wanted))
    rest = (
        one
        for one in found
        if after is None or (one.place < after if newest else one.place > after)
    )
    return sorted(rest, key=lambda one: one.place, reverse=newest)[:limit]


def known_events(connection: Connection) -> Iterator[Placed]:
    """The reference chronology's events, and the desk's that it has too."""
    yield from alone(connection)
    joined = joins(connection)
    for one in joined_events(connection):
        event = with_reference(one.event, joined[one.place])
        yield Placed(place(event, one.place.split(" ", 3)[3]), event)


def known_fitting(connection: Connection, wanted: Wanted) -> Iterator[Placed]:
    """Those of ``known_events`` that are wanted."""
    fits = pages.fitting(wanted)
    for one in known_events(connection):
        if fits(one.event, _of_reference().get(one.place, (None, None))[1]):
            yield one


@cache
def _of_reference() -> dict[str, tuple[MergedEvent, frozenset[str]]]:
    """The reference chronology by place, and what its events are found by."""
    return {place(e, ""): (e, frozenset(facets_of(e))) for e in reference()}


def alone(connection: Connection) -> Iterator[Placed]:
    """The reference chronology's events that the desk's documents do not tell of."""
    joined = {event.id for several in joins(connection).values() for event, _ in several}
    for at, (event, _) in _of_reference().items():
        if event.id not in joined:
            yield Placed(at, event)


def joined_events(connection: Connection) -> Iterator[Placed]:
    """The desk's events that the reference chronology has too, as the desk has them."""
    for piece in pieces(sorted(joins(connection))):
        for row in connection.execute(select(events).where(events.c.event.in_(piece))):
            yield Placed(row.event, from_json(row.payload, MergedEvent))


def by_id(
    connection: Connection, keys: Collection[str], with_known: bool = True
) -> dict[str, MergedEvent]:
    """Events by the ids that they go, or went, by: those that there are."""
    found: dict[str, MergedEvent] = {}
    joined = joins(connection) if with_known else {}
    wanted = sorted(keys)
    places = dict.fromkeys(wanted, "")
    for piece in pieces(wanted):
        asked = select(members.c.id, members.c.event).where(members.c.id.in_(piece))
        for row in connection.execute(asked.order_by(members.c.doc.desc())):
            places[row.id] = row.event
    for at, several in joined.items():
        for event, _ in several:
            if places.get(event.id) == "":
                places[event.id] = at
    ours: dict[str, MergedEvent] = {}
    for piece in pieces(sorted({at for at in places.values() if at})):
        for row in connection.execute(select(events).where(events.c.event.in_(piece))):
            event = from_json(row.payload, MergedEvent)
            ours[row.event] = with_reference(event, joined.get(row.event, ()))
    known = {event.id: event for event in reference()} if with_known else {}
    for key, at in places.items():
        if at in ours:
            found[key] = ours[at]
        elif key in known:
            found[key] = known[key]
    ids = now(connection, {key for event in found.values() for key in event.cause})
    return {key: with_causes(event, ids) for key, event in found.items()}


def place_of(connection: Connection, key: str, with_known: bool = True) -> str | None:
    """The place of the event that goes, or went, by an id."""
    event = by_id(connection, [key], with_known).get(key)
    if event is None:
        return None
    asked = select(members.c.event).where(members.c.id == event.id).order_by(members.c.doc)
    at = connection.scalar(asked)
    return place(event, at.split(" ", 3)[3] if at else "")


def now(connection: Connection, assertions: set[str]) -> dict[str, str]:
    """The ids of the events that assertions, or the reference's events, are of."""
    out: dict[str, str] = {}
    for piece in pieces(sorted(assertions)):
        asked = select(members.c.id, members.c.event).where(members.c.id.in_(piece))
        for row in connection.execute(asked.order_by(members.c.doc)):
            out.setdefault(row.id, row.event.split(" ")[2])
    if assertions - out.keys():
        out |= {k: key for k, key in _become(joins(connection)).items() if k in assertions}
    return out


def _become(joined: Mapping[str, Iterable[Found]]) -> dict[str, str]:
    """The reference's events that joined the desk's, by id, and the ids of these."""
    return {event.id: at.split(" ")[2] for at, several in joined.items() for event, _ in several}
