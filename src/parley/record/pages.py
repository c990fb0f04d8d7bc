"""The merged events as they are kept: chosen by what they are found by, a page at a time."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Label,
    Select,
    exists,
    func,
    literal,
    literal_column,
    select,
)

from parley.items import MergedEvent, from_json
from parley.record.facets import ALL, CONFLICTS, LEVELS, SPANS, alone, both, level, mode, until
from parley.record.facets import facets as facets_of
from parley.record.rows import rows
from parley.record.tables import events, facets, members, reference_joins

T = TypeVar("T", tuple[str], tuple[str, str])

FEW = 2000
"""Of the facets asked for, the one with the fewest events is gone through; counted so far."""
NO_DATE = dt.date.max.isoformat()
"""Before the places of all events without a date."""
LAST = "\U0010ffff"
"""Comes after every place."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which events are asked for: those of which all of this is true.

    They overlap ``start`` to ``end``, both inclusive (without either, undated ones come last); all
    ``parties`` take part, with ``only`` no others. Of each list one fits: ``modes`` (or types of
    event), ``people`` (ids of the lexicon, or names that it does not know), ``langs`` and
    ``voices`` of sources (``reference``: the reference chronology's). ``source`` is the place that
    documents come from, as their ids begin, ``document`` one that tells of it. They are at least
    as sure as ``confidence``, less than ``below``; with ``conflicts`` sources differ on them.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    parties: tuple[str, ...] = ()
    only: bool = False
    channel: str | None = None
    modes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    source: str | None = None
    status: str | None = None
    document: str | None = None
    confidence: float = 0.0
    below: float | None = None
    conflicts: bool = False


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
    found: dict[str, MergedEvent] = {}
    undated = after is not None and after >= NO_DATE and not newest
    for query in _queries(connection, wanted, after, newest, undated):
        if limit is not None:
            query = query.limit(limit)
        if not joined:
            query = query.where(~exists().where(reference_joins.c.event == events.c.event))
        for row in connection.execute(query):
            found[row.event] = from_json(row.payload, MergedEvent)
    ones = [Placed(place, event) for place, event in found.items()]
    return sorted(ones, key=lambda one: one.place, reverse=newest)[:limit]


def every(connection: Connection) -> Iterator[Placed]:
    """All events by date."""
    for row in rows(connection, events):
        yield Placed(str(row.event), from_json(str(row.payload), MergedEvent))


def named(wanted: Wanted) -> list[tuple[str, ...]]:
    """The facets that an event must have: one of each group."""
    w = wanted
    found: list[tuple[str, ...]] = [
        (f"{name} {value}",)
        for name, value in (("channel", w.channel), ("source", w.source), ("status", w.status))
        if value is not None
    ]
    several = (
        [mode(name) for name in w.modes],
        [f"person {name}" for name in w.people],
        [f"lang {name}" for name in w.langs],
        [f"voice {name}" for name in w.voices],
    )
    found += (tuple(sorted(set(group))) for group in several if group)
    if w.conflicts:
        found.append((CONFLICTS,))
    parties = sorted(set(w.parties))
    if w.only and parties:
        found.append((alone(parties),))
    elif len(parties) == 1:
        found.append((f"party {parties[0]}",))
    else:
        found += ((both(*pair),) for pair in pairwise(parties))
    return found


def sure(wanted: Wanted) -> tuple[str, ...]:
    """The facets of events that may be as sure as is wanted; empty where any is."""
    if wanted.confidence <= 0 and wanted.below is None:
        return ()
    last = LEVELS - 1 if wanted.below is None else level(max(0.0, wanted.below - 1e-6))
    return tuple(f"confidence {n}" for n in range(level(wanted.confidence), last + 1))


def fits(event: MergedEvent, wanted: Wanted) -> bool:
    """Whether an event is one of those asked for."""
    return fitting(wanted)(event, None)


def fitting(wanted: Wanted) -> Callable[[MergedEvent, frozenset[str] | None], bool]:
    """Tells of events, with their facets where these are known, whether they are asked for."""
    groups = named(wanted)

    def fits(event: MergedEvent, has: frozenset[str] | None) -> bool:
        if event.confidence < wanted.confidence:
            return False
        if wanted.below is not None and event.confidence >= wanted.below:
            return False
        if wanted.document is not None and all(s.doc != wanted.document for s in event.sources):
            return False
        if groups:
            has = frozenset(facets_of(event)) if has is None else has
            if any(has.isdisjoint(group) for group in groups):
                return False
        if wanted.start is None and wanted.end is None:
            return True
        if event.start is None or (wanted.end is not None and event.start > wanted.end):
            return False
        return wanted.start is None or until(event) >= wanted.start.isoformat()

    return fits


def ranked(connection: Connection, groups: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Groups of facets, first the one that the fewest events have; without any: what all have."""
    found = [*groups]
    if len(found) < 2:
        return found or [(ALL,)]
    few = {group: sum(_few(connection, facet) for facet in group) for group in found}
    return sorted(found, key=lambda group: (few[group], group))


def _few(connection: Connection, facet: str) -> int:
    """How many events have a facet, as far as that is worth counting."""
    some = select(literal(1)).select_from(facets).where(facets.c.facet == facet).limit(FEW)
    return int(connection.scalar(select(func.count()).select_from(some.subquery())) or 0)


def _queries(
    connection: Connection, wanted: Wanted, after: str | None, newest: bool, undated: bool
) -> Iterator[Select[tuple[str, str]]]:
    """What the database is asked for: an event is found by one of the queries at least."""
    shown = select(events.c.event, events.c.payload)
    if wanted.confidence > 0:
        shown = shown.where(events.c.confidence >= wanted.confidence)
    if wanted.below is not None:
        shown = shown.where(events.c.confidence < wanted.below)
    if wanted.document is not None:
        yield _ordered(told_in(shown, wanted), events.c.event, after, newest)
        return
    levels = sure(wanted)
    first, *rest = ranked(connection, [*named(wanted), *([levels] if levels else [])])
    # How sure an event is stands beside it; only where few are as wanted are they found by it.
    rest = [group for group in rest if group != levels]
    from_facets = shown.select_from(facets.join(events, events.c.event == facets.c.event))
    for span in (0,) if undated else range(len(SPANS) + 1):
        others = [having(group, (span,), facets.c.event) for group in rest]
        for facet in first:
            found = from_facets.where(*reached(wanted, facet, span), *others)
            yield _ordered(found, facets.c.event, after, newest)


def _ordered(
    query: Select[tuple[str, str]], place: ColumnElement[str], after: str | None, newest: bool
) -> Select[tuple[str, str]]:
    if after is not None:
        query = query.where(place < after if newest else place > after)
    return query.order_by(place.desc() if newest else place)


def begun(place: ColumnElement[str], width: int) -> Label[str]:
    """The first characters of a place, which are a time to count by.

    Their number is written out: PostgreSQL does not see that two parameters are the same.
    """
    written: list[ColumnElement[int]] = [literal_column(str(number)) for number in (1, int(width))]
    return func.substr(place, *written).label("time")


def told_in(query: Select[T], wanted: Wanted) -> Select[T]:
    """The events that a document tells of: few enough to look at each of them."""
    place, spans = events.c.event, range(len(SPANS) + 1)
    there = facets.alias()
    within = [there.c.facet == ALL, there.c.span.in_(spans), there.c.event == place]
    if wanted.start is not None:
        within.append(there.c.until >= wanted.start.isoformat())
    if wanted.end is not None:
        within.append(there.c.event < f"{wanted.end.isoformat()} {LAST}")
    told = select(members.c.event).where(members.c.doc == wanted.document)
    others = (having(group, spans, place) for group in named(wanted))
    return query.where(place.in_(told), exists().where(*within), *others)


def reached(wanted: Wanted, facet: str, span: int) -> Iterator[ColumnElement[bool]]:
    """What the rows of a facet are chosen by, in order of their key."""
    yield facets.c.facet == facet
    yield facets.c.span == span
    if wanted.start is not None:
        yield facets.c.until >= wanted.start.isoformat()
        if span < len(SPANS):
            earliest = max(1, wanted.start.toordinal() - SPANS[span])
            yield facets.c.event >= dt.date.fromordinal(earliest).isoformat()
    if wanted.end is not None:
        yield facets.c.event < f"{wanted.end.isoformat()} {LAST}"


def having(
    group: Sequence[str], spans: Sequence[int], place: ColumnElement[str]
) -> ColumnElement[bool]:
    """That an event has one facet of a group."""
    other = facets.alias()
    return exists().where(other.c.facet.in_(group), other.c.span.in_(spans), other.c.event == place)
