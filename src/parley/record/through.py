"""The events that went through channels, found by rows: what states and lanes are made of."""

import datetime as dt
from collections import Counter
from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, func, select

from parley.items import MergedEvent, from_json
from parley.record.facets import SPANS
from parley.record.kept import joined_events, known_events, now
from parley.record.merge import with_causes
from parley.record.pages import LAST, NO_DATE, begun
from parley.record.tables import events, facets
from parley.record.tallies import marks

SPAN = tuple(range(len(SPANS) + 1))
MANY = 250


def stamp(connection: Connection, modes: Collection[str]) -> tuple[tuple[str, int], ...]:
    """What differs where ``through`` would give other events of the desk's."""
    found = marks(connection, "channel") | {
        f"mode {mode}": mark for mode, mark in marks(connection, "mode").items() if mode in modes
    }
    return tuple(sorted(found.items()))


def through(
    connection: Connection, modes: Collection[str], with_known: bool = True
) -> list[MergedEvent]:
    """All events that went through a channel or are of these modes, in no order."""
    found: dict[str, MergedEvent] = {}
    wanted: list[ColumnElement[bool]] = [
        (facets.c.facet > "channel ") & (facets.c.facet < "channel!")
    ]
    wanted += [facets.c.facet == f"mode {mode}" for mode in modes]
    for facet in wanted:
        asked = (
            select(events.c.event, events.c.payload)
            .select_from(facets.join(events, events.c.event == facets.c.event))
            .where(facet)
            .execution_options(yield_per=MANY)
        )
        for row in connection.execute(asked):
            if row.event not in found:
                found[row.event] = from_json(row.payload, MergedEvent)
    if with_known:
        for one in joined_events(connection):
            found.pop(one.place, None)
        for one in known_events(connection):
            if one.event.channel or one.event.mode in modes:
                found[one.place] = one.event
    ids = now(connection, {key for event in found.values() for key in event.cause})
    return [with_causes(event, ids) for event in found.values()]


def drawn(
    connection: Connection,
    channels: Collection[str],
    first: dt.date,
    last: dt.date,
    with_known: bool = True,
) -> list[MergedEvent]:
    """The events of channels that overlap some days, in order of date."""
    found: dict[str, MergedEvent] = {}
    asked = (
        select(events.c.event, events.c.payload)
        .select_from(facets.join(events, events.c.event == facets.c.event))
        .where(
            facets.c.facet.in_([f"channel {channel}" for channel in sorted(channels)]),
            facets.c.span.in_(SPAN),
            facets.c.event < f"{last.isoformat()} {LAST}",
            facets.c.until >= first.isoformat(),
        )
    )
    for row in connection.execute(asked):
        found[row.event] = from_json(row.payload, MergedEvent)
    if with_known:
        for one in joined_events(connection):
            found.pop(one.place, None)
        for one in known_events(connection):
            event = one.event
            if event.channel in channels and event.start is not None and event.start <= last:
                end = dt.date.max if event.ongoing else event.end or event.start
                if end >= first:
                    found[one.place] = event
    return [found[place] for place in sorted(found)]


Times = dict[str, Counter[str]]
"""By channel, how many events began at each time."""


def tallied(connection: Connection) -> Times:
    """How many events each channel has a year."""
    found: Times = {}
    asked = (
        "SELECT facet, year, n FROM tallies"
        " WHERE facet > 'channel ' AND facet < 'channel!' AND year <> ''"
    )
    for facet, year, n in connection.exec_driver_sql(asked):
        found.setdefault(facet[len("channel ") :], Counter())[year] += n
    return found


def counted(
    connection: Connection,
    channels: Collection[str],
    first: dt.date,
    last: dt.date,
    width: int,
) -> Times:
    """How many of the desk's events began in each month or on each day."""
    time = begun(facets.c.event, width)
    asked = (
        select(facets.c.facet, time, func.count().label("n"))
        .where(
            facets.c.facet.in_([f"channel {channel}" for channel in sorted(channels)]),
            facets.c.span.in_(SPAN),
            facets.c.event >= first.isoformat(),
            facets.c.event < f"{last.isoformat()} {LAST}",
            facets.c.event < NO_DATE,
        )
        .group_by(facets.c.facet, time)
    )
    found: Times = {}
    for row in connection.execute(asked):
        found.setdefault(row.facet.removeprefix("channel "), Counter())[row.time] += row.n
    return found
