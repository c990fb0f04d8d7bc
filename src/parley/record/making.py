"""Happenings as the merged events that they are kept as, and the rows by which those are found."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from parley.items import Event, MergedEvent, from_json, to_json
from parley.record import facets as found_by
from parley.record.bulk import pieces
from parley.record.clusters import Cluster
from parley.record.members import New, told
from parley.record.merge import Origin, merged_event
from parley.record.reached import Reached, coded, current
from parley.record.tallies import Sums
from parley.record.telling import Telling, telling

DECIDED = ""
"""In place of a content's key: the event is kept as it was decided."""
EVENTS = ("event", "confidence", "payload")
CLUSTERS = 2000
"""Events that are made at once."""
FACETS = ("facet", "span", "event", "until")
Facet = tuple[str, int, str, str]
Told = tuple[Event, str]
"""An event, and the content of the document that tells it: ``DECIDED`` if not as it was coded."""


class Made(NamedTuple):
    """A merged event at its place in the chronology, as it is kept, and whose numbers it is of."""

    place: str
    event: MergedEvent
    payload: str
    numbers: list[int]


def told_of(connection: Connection, docs: Collection[str] | None, held: Reached) -> Iterator[Told]:
    """The events that these documents, or all, tell: as coded, or as decided."""
    for row in coded(connection, docs):
        if row.doc not in held.docs:
            yield from_json(row.payload, Event), row.content
    for doc in sorted(held.docs if docs is None else held.docs.intersection(docs)):
        for event in held.events.get(doc, ()):
            yield event, DECIDED


def read(told: Iterable[Told], first: int) -> tuple[dict[int, New], dict[int, Telling]]:
    """What new members are kept with, and what of them is compared, by number."""
    news, tellings = {}, {}
    for number, (event, content) in enumerate(told, first):
        news[number] = new(event, content)
        tellings[number] = telling(event)
    return news, tellings


def new(event: Event, content: str) -> New:
    """What a new member is kept with."""
    return New(event.id, event.doc, content, event if content == DECIDED else None)


def made(
    connection: Connection,
    clusters: Sequence[tuple[Cluster, list[int]]],
    news: Mapping[int, New],
    held: Reached,
) -> Iterator[list[Made]]:
    """The events that happenings become, some at a time."""
    origins: dict[str, Origin] = {}  # a document tells of several: it is read once
    for piece in pieces(clusters, CLUSTERS):
        tellings = told(connection, {n for _, numbers in piece for n in numbers}, news)
        told_by = {event.doc for event in tellings.values()}
        held.reach(told_by)
        origins |= _origins(connection, told_by - origins.keys(), held)
        some = []
        for cluster, numbers in piece:
            several = [tellings[n] for n in numbers]
            event = merged_event(several, cluster.joins, origins, held.statuses, held.grades)
            place = found_by.place(event, min((one.id, one.doc) for one in several)[1])
            some.append(Made(place, event, to_json(event), numbers))
        yield some


def _origins(connection: Connection, docs: Collection[str], held: Reached) -> dict[str, Origin]:
    """What sources are shown with, by document."""
    out = {key: from_json(payload, Origin) for key, payload in current(connection, docs)}
    for key, document in held.cited.items():
        out[key] = Origin(
            document.voice, document.published, document.title, document.url, document.lang
        )
    return out


def found(
    place: str, event: MergedEvent, payload: str, sums: Sums, sign: int = 1
) -> Iterator[Facet]:
    """The rows by which an event is found, which are counted in or, with a sign of -1, out."""
    span, until = found_by.span(event), found_by.until(event)
    names = found_by.facets(event)
    sums.event(event.start, names, payload, sign)
    return ((name, span, place, until) for name in names)


def in_order(several: Iterable[Facet]) -> list[Facet]:
    """Sorted, as the table keeps them: within each facet, for there are few, and many of each."""
    apart: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    for name, span, place, until in several:
        apart[name, span].append((place, until))
    return [(*facet, *one) for facet in sorted(apart) for one in sorted(apart[facet])]
