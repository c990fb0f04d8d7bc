"""How many events there are of what is asked for, in all and by time, without reading them."""

from collections import Counter

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, exists, func, select, union

from parley.record.facets import ALL, LEVELS, SPANS
from parley.record.facets import facets as facets_of
from parley.record.kept import joined_events, known_events, known_fitting
from parley.record.pages import (
    NO_DATE,
    Wanted,
    begun,
    fitting,
    having,
    named,
    ranked,
    reached,
    sure,
    told_in,
)
from parley.record.tables import events, facets
from parley.record.tallies import UNDATED, by_year, number, numbers

LOOKED_AT = 10_000
"""Events, of those that one thing asked for has, that are looked at for the others."""
YEAR, MONTH, DAY = 4, 7, 10
"""As much of a day, written as ISO 8601 has it, as names the time that it lies in."""


class Counted(msgspec.Struct, frozen=True):
    """How many events begin at each time, and how many have no date.

    Where not ``whole`` there are more: counted are the latest.
    """

    times: Counter[str]
    undated: int = 0
    whole: bool = True

    @property
    def total(self) -> int:
        """How many were counted."""
        return self.times.total() + self.undated


def count(
    connection: Connection, wanted: Wanted, width: int = YEAR, with_known: bool = True
) -> Counted:
    """The events wanted, by the time in which they begin: a ``YEAR``, ``MONTH`` or ``DAY``.

    Those that began before ``wanted.start`` count where that lies. With one thing asked for, and
    by year, the kept tallies tell; else the index does, of as many as are worth looking at.
    """
    kept = _tallied(connection, wanted) if width == YEAR else None
    found = kept if kept is not None else _indexed(connection, wanted, width)
    if not with_known:
        return found
    times, undated = Counter(found.times), found.undated
    fits = fitting(wanted)
    ours = [one.event for one in joined_events(connection) if fits(one.event, None)]
    theirs = [one.event for one in known_fitting(connection, wanted)]
    for several, sign in ((ours, -1), (theirs, 1)):
        for event in several:
            if event.start is None:
                undated += sign
            else:
                times[_time(event.start.isoformat(), wanted, width)] += sign
    return Counted(+times, max(undated, 0), found.whole)


def offered(connection: Connection, prefix: str, with_known: bool = True) -> Counter[str]:
    """How many events there are of each party, mode, channel … (what facets begin with)."""
    found = Counter(numbers(connection, prefix))
    if with_known:
        for several, sign in ((joined_events(connection), -1), (known_events(connection), 1)):
            for one in several:
                for facet in facets_of(one.event):
                    begin, _, name = facet.partition(" ")
                    if begin == prefix:
                        found[name] += sign
    return +found


def _time(day: str, wanted: Wanted, width: int) -> str:
    first = wanted.start.isoformat() if wanted.start else ""
    return max(day, first)[:width]


def _tallied(connection: Connection, wanted: Wanted) -> Counted | None:
    """What the tallies tell; None where they do not."""
    groups = named(wanted) or [(ALL,)]
    simple = Wanted(
        parties=wanted.parties,
        only=wanted.only,
        channel=wanted.channel,
        modes=wanted.modes,
        people=wanted.people,
        langs=wanted.langs,
        voices=wanted.voices,
        source=wanted.source,
        status=wanted.status,
        conflicts=wanted.conflicts,
    )
    if wanted != simple or len(groups) > 1:
        return None
    # Each event has one mode and one type; of people, languages and voices it may have several.
    (group,) = groups
    if len(group) > 1 and len({facet.partition(" ")[0] for facet in group} | {"mode"}) > 1:
        return None
    times = by_year(connection, group)
    undated = times.pop(UNDATED, 0)
    return Counted(times, undated)


def _indexed(connection: Connection, wanted: Wanted, width: int) -> Counted:
    times: Counter[str] = Counter()
    found, whole = _places(connection, wanted)
    undated = 0
    for query in found:
        place = query.subquery().c.event
        time = begun(place, width)
        asked = select(time, func.count().label("n")).group_by(time)
        for row in connection.execute(asked):
            if row.time >= NO_DATE[:width]:
                undated += row.n
            else:
                times[_time(row.time, wanted, width)] += row.n
    return Counted(times, undated, whole)


def _places(connection: Connection, wanted: Wanted) -> tuple[list[Select[tuple[str]]], bool]:
    """Queries for the places of events, none in two of them; and whether they find all."""
    shown = select(events.c.event)
    if wanted.document is not None:
        return [_sure(told_in(shown, wanted), events.c.event, wanted)], True
    levels = sure(wanted)
    exact = levels and _on_steps(wanted)
    first, *rest = ranked(connection, [*named(wanted), *([levels] if exact else [])])
    whole = True
    found = []
    for span in range(len(SPANS) + 1):
        several = []
        for facet in first:
            looked = (
                select(facets.c.event)
                .where(*reached(wanted, facet, span))
                .order_by(facets.c.event.desc())
            )
            if number(connection, facet) > LOOKED_AT:
                more = select(func.count()).select_from(looked.limit(LOOKED_AT + 1).subquery())
                whole = whole and (connection.scalar(more) or 0) <= LOOKED_AT
                looked = looked.limit(LOOKED_AT)
            some = looked.subquery()
            others = [having(group, (span,), some.c.event) for group in rest]
            query = select(some.c.event).where(*others)
            several.append(query if exact else _sure(query, some.c.event, wanted))
        found.append(
            several[0] if len(several) == 1 else select(union(*several).subquery().c.event)
        )
    return found, whole


def _on_steps(wanted: Wanted) -> bool:
    """Whether facets alone tell how sure events are."""
    edges = (wanted.confidence, 1.0 if wanted.below is None else wanted.below)
    return all(abs(edge * LEVELS - round(edge * LEVELS)) < 1e-9 for edge in edges)


def _sure(
    query: Select[tuple[str]], place: ColumnElement[str], wanted: Wanted
) -> Select[tuple[str]]:
    """The query with what is asked of confidence."""
    there = events.alias()
    bounds = []
    if wanted.confidence > 0:
        bounds.append(there.c.confidence >= wanted.confidence)
    if wanted.below is not None:
        bounds.append(there.c.confidence < wanted.below)
    return query.where(exists().where(there.c.event == place, *bounds)) if bounds else query
