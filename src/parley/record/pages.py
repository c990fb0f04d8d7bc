"""The merged events as they are kept: chosen by what they are found by, a page at a time."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec
from sqlalchemy import Connection, Select, exists, func, literal, select

from parley.items import MergedEvent, from_json
from parley.record.facets import ALL, SPANS, alone, both, until
from parley.record.facets import facets as facets_of
from parley.record.rows import rows
from parley.record.tables import events, facets, reference_joins

FEW = 2000
"""Of the facets asked for, the one with the fewest events is gone through; counted so far."""
NO_DATE = dt.date.max.isoformat()
"""Before the places of all events without a date."""
LAST = "\U0010ffff"
"""Comes after every place."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which events are asked for: those of which all of this is true.

    They overlap ``start`` to ``end``, both inclusive (without either, undated ones come last); all
    ``parties`` take part, with ``only`` no others; ``person`` is an id of the lexicon, or a name
    that it does not know; ``source`` the place that documents come from, as their ids begin.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    parties: tuple[str, ...] = ()
    only: bool = False
    channel: str | None = None
    mode: str | None = None
    person: str | None = None
    lang: str | None = None
    source: str | None = None
    status: str | None = None
    confidence: float = 0.0


class Placed(msgspec.Struct, frozen=True):
    """An event and its place in the chronology, by which the next page begins."""

    place: str
    event: MergedEvent


def page(
    connection: Connection,
    wanted: Wanted,
    limit: int | None,
    after: str | None = None,
    newest: bool = False,
    joined: bool = True,
) -> list[Placed]:
    """At most ``limit`` events by date, after a place (with ``newest`` backwards, before it).

    Without a limit: all of them. Not ``joined``: without those that the reference
    chronology has too.
    """
    found: list[Placed] = []
    asked = _asked(connection, wanted)
    undated = after is not None and after >= NO_DATE and not newest
    for span in (0,) if undated else range(len(SPANS) + 1):
        query = _query(wanted, asked, span, after, newest).limit(limit)
        if not joined:
            query = query.where(~exists().where(reference_joins.c.event == facets.c.event))
        found += (
            Placed(row.event, from_json(row.payload, MergedEvent))
            for row in connection.execute(query)
        )
    return sorted(found, key=lambda one: one.place, reverse=newest)[:limit]


def every(connection: Connection) -> Iterator[Placed]:
    """All events by date."""
    for row in rows(connection, events):
        yield Placed(str(row.event), from_json(str(row.payload), MergedEvent))


def named(wanted: Wanted) -> set[str]:
    """The facets that an event must have."""
    found = {
        f"{name} {value}"
        for name in ("channel", "mode", "person", "lang", "source", "status")
        if (value := getattr(wanted, name)) is not None
    }
    parties = sorted(set(wanted.parties))
    if wanted.only and parties:
        found.add(alone(parties))
    elif len(parties) == 1:
        found.add(f"party {parties[0]}")
    else:
        found |= {both(*pair) for pair in pairwise(parties)}
    return found


def fits(event: MergedEvent, wanted: Wanted) -> bool:
    """Whether an event is one of those asked for."""
    if event.confidence < wanted.confidence or not named(wanted) <= set(facets_of(event)):
        return False
    if wanted.start is None and wanted.end is None:
        return True
    if event.start is None or (wanted.end is not None and event.start > wanted.end):
        return False
    return wanted.start is None or until(event) >= wanted.start.isoformat()


def _asked(connection: Connection, wanted: Wanted) -> list[str]:
    """The facets that an event must have, first the one that the fewest have."""
    found = named(wanted)
    if len(found) < 2:
        return [*found] or [ALL]
    return sorted(found, key=lambda facet: (_few(connection, facet), facet))


def _few(connection: Connection, facet: str) -> int:
    """How many events have a facet, as far as that is worth counting."""
    some = select(literal(1)).select_from(facets).where(facets.c.facet == facet).limit(FEW)
    return int(connection.scalar(select(func.count()).select_from(some.subquery())) or 0)


def _query(
    wanted: Wanted, asked: Sequence[str], span: int, after: str | None, newest: bool
) -> Select[tuple[str, str]]:
    place = facets.c.event
    query = (
        select(events.c.event, events.c.payload)
        .select_from(facets.join(events, events.c.event == place))
        .where(facets.c.facet == asked[0], facets.c.span == span)
        .order_by(place.desc() if newest else place)
    )
    if after is not None:
        query = query.where(place < after if newest else place > after)
    if wanted.start is not None:
        query = query.where(facets.c.until >= wanted.start.isoformat())
        if span < len(SPANS):
            earliest = max(1, wanted.start.toordinal() - SPANS[span])
            query = query.where(place >= dt.date.fromordinal(earliest).isoformat())
    if wanted.end is not None:
        query = query.where(place < f"{wanted.end.isoformat()} {LAST}")
    for facet in asked[1:]:
        other = facets.alias()
        has = (other.c.facet == facet) & (other.c.span == span) & (other.c.event == place)
        query = query.where(exists().where(has))
    if wanted.confidence > 0:
        query = query.where(events.c.confidence >= wanted.confidence)
    return query
