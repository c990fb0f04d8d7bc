"""Which of the desk's events the reference chronology has too, kept beside them.

``merge.reference_joins`` says what joins: a reference event joins the desk's event that it fits; a
desk's event dated coarsely joins one of the reference's that joins no other. Here this is asked of
those alone that a change reaches.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Literal

import msgspec
from sqlalchemy import Connection, delete, select

from parley.items import UNREAL, MergedEvent, content_id, from_json, to_json
from parley.record.bulk import keep, pieces
from parley.record.chronology import reference
from parley.record.clusters import (
    Block,
    Cluster,
    Index,
    Partners,
    asked,
    blocks,
    choose,
    partners_of,
)
from parley.record.links import Links
from parley.record.merge import BY_HAND, Found, known_pairs
from parley.record.pages import LAST, NO_DATE, Placed, Wanted, every, page
from parley.record.scoring import ROUND_APART
from parley.record.tables import members, reference_joins
from parley.record.telling import UNDATED, Telling, telling

LONGEST = 31
"""Days: events that last longer are looked at whatever the date."""
ALL = 1_000_000
"""More events than there can be about one of the reference's."""


class _Known(msgspec.Struct, frozen=True):
    """The reference chronology, as the merge sees it."""

    events: dict[str, MergedEvent]
    tellings: dict[str, Telling]
    blocks: dict[Block, list[tuple[int, str]]]
    """By block those that may be told of, with their first days, in this order."""


@cache
def _known() -> _Known:
    events = {event.id: event for event in reference()}
    tellings = {key: telling(event) for key, event in events.items()}
    found: dict[Block, list[tuple[int, str]]] = defaultdict(list)
    for key, one in tellings.items():
        for block in blocks(one):
            found[block].append((one.first if one.length <= LONGEST else UNDATED, key))
    return _Known(events, tellings, {block: sorted(keys) for block, keys in found.items()})


@cache
def _order() -> dict[str, int]:
    return {key: number for number, key in enumerate(_known().events)}


@cache
def version() -> str:
    """What the reference chronology is, as a short text that changes with it."""
    return content_id("reference", *map(to_json, _known().events.values()))


Offer = tuple[Telling, list[str]]
"""An event of the desk, its place for a document, and those of the reference that it might be."""


def offers(given: Iterable[Placed]) -> Iterator[Offer]:
    """Those of the desk's events that might be one of the reference's."""
    for _, told in _real(given):
        if near := list(_near(told)):
            yield told, near


def rejoin(connection: Connection, links: Links, offered: Iterable[Offer] | None = None) -> None:
    """Makes all joins anew.

    ``links`` are what an analyst has joined and split; ``offered``, what ``offers`` finds among all
    of the desk's events, where that is known.
    """
    decided = _decided(connection, links)
    connection.execute(delete(reference_joins))
    exact: dict[str, list[Telling]] = defaultdict(list)
    coarse = {}
    for told, near in offers(every(connection)) if offered is None else offered:
        if told.precise:
            for key in near:
                exact[key].append(told)
        else:
            coarse[told.doc] = told
    found = [join for key in _known().events if (join := _joined(exact.get(key, ()), key, decided))]
    _keep(connection, [*found, *_coarse(coarse, {join[1] for join in found}, decided)])


class _Decided(msgspec.Struct, frozen=True):
    """What an analyst has decided on events of the reference chronology.

    ``joined``: by id of those the place of the event that it is. ``linked``: by an assertion's id
    those that something was decided on with it.
    """

    joined: dict[str, str]
    linked: dict[str, set[str]]
    partners: Partners


def _decided(connection: Connection, links: Links) -> _Decided:
    known = _known().events
    linked: dict[str, set[str]] = defaultdict(set)
    for key, assertion in known_pairs(links.must | links.cannot, known):
        linked[assertion].add(key)
    must = known_pairs(links.must, known)
    places: dict[str, str] = {}
    for piece in pieces(sorted({assertion for _, assertion in must})):
        asked = select(members.c.id, members.c.event).where(members.c.id.in_(piece))
        for row in connection.execute(asked.order_by(members.c.event.desc())):
            places[row.id] = row.event
    joined: dict[str, str] = {}
    for key, assertion in must:
        if assertion in places:
            joined[key] = min(joined.get(key, LAST), places[assertion])
    return _Decided(joined, linked, partners_of(links.cannot))


Join = tuple[str, str, int, dict[str, float]]
"""The place of an event, what it joins in the reference, whether exactly, and the reasons."""


def follow(
    connection: Connection,
    links: Links,
    changed: Collection[Placed],
    gone: Collection[Placed],
) -> None:
    """Keeps the joins up with events that have come or changed, and with those that are gone."""
    decided = _decided(connection, links)
    mine = reference_joins.c
    rows = connection.execute(select(reference_joins).where(mine.exact == 1))
    before = {r.reference: (r.event, r.reference, 1, _parts(r.parts)) for r in rows}
    lost = {one.place for one in gone}
    offered: dict[str, list[Telling]] = {key: [] for key, join in before.items() if join[0] in lost}
    for one in gone:
        for key in _near(telling(one.event)):
            offered.setdefault(key, [])
    for one in (*changed, *gone):
        for assertion in (one.event.id, *one.event.aliases):
            for key in decided.linked.get(assertion, ()):
                offered.setdefault(key, [])
    for _, told in _real(changed):
        for key in _near(told):
            offered.setdefault(key, []).append(told)
    about = offered.keys()
    found = []
    for key in sorted(about):
        join = _offered(key, offered[key], before.get(key), lost, decided)
        if join is None:
            join = _joined((told for _, told in _real(_about(connection, key))), key, decided)
        if join:
            found.append(join)
    now = {key: join[0] for key, join in before.items() if key not in about}
    now |= {join[1]: join[0] for join in found}
    coarse = {one.place: t for one, t in _real(changed) if not t.precise}
    for key in set(before) ^ set(now):
        coarse |= {one.place: t for one, t in _real(_about(connection, key)) if not t.precise}
    for piece in pieces(sorted(about)):
        connection.execute(
            delete(reference_joins).where(mine.reference.in_(piece), mine.exact == 1)
        )
    for piece in pieces(sorted({*coarse, *lost})):
        connection.execute(delete(reference_joins).where(mine.event.in_(piece), mine.exact == 0))
    _keep(connection, [*found, *_coarse(coarse, now, decided)])


def _parts(kept: str) -> dict[str, float]:
    return from_json(kept, dict[str, float])


def _offered(
    key: str,
    offered: Iterable[Telling],
    before: Join | None,
    lost: Collection[str],
    decided: _Decided,
) -> Join | Literal[False] | None:
    """What an exact one of the reference's joins, as far as these and what it joined tell.

    False: nothing, for nothing fitted before. None: that cannot be told without all others.
    """
    if key not in decided.joined and not _known().tellings[key].precise:
        return None
    now = _joined(offered, key, decided)
    if before is None or key in decided.joined:
        return now or False
    if now is not None and _rank(now) <= _rank(before):
        return now
    return None if before[0] in lost else before


def _rank(join: Join) -> tuple[float, str, str]:
    """As ``clusters.ranked`` has it."""
    return -sum(join[3].values()), join[0].split(" ")[2], join[0]


def _keep(connection: Connection, found: Iterable[Join]) -> None:
    rows = sorted((place, key, exact, to_json(parts)) for place, key, exact, parts in found)
    keep(connection, reference_joins, ("event", "reference", "exact", "parts"), rows)


def joins(connection: Connection) -> dict[str, list[Found]]:
    """By the place of an event what the reference chronology has of it, with the reasons."""
    out: dict[str, list[Found]] = defaultdict(list)
    known, order = _known().events, _order()
    rows = connection.execute(select(reference_joins)).all()
    for row in sorted(rows, key=lambda r: order[r.reference]):
        out[row.event].append((known[row.reference], _parts(row.parts)))
    return out


def _near(one: Telling) -> Iterator[str]:
    """The reference events that one of the desk's might be."""
    for block in asked(one):
        near: Sequence[tuple[int, str]] = _known().blocks.get(block, ())
        if one.first != UNDATED:
            dated = bisect_right(near, (UNDATED, LAST))
            first = bisect_left(near, (one.first - LONGEST - ROUND_APART, ""), dated)
            last = bisect_right(near, (one.last + ROUND_APART, LAST), dated)
            near = [*near[:dated], *near[first:last]]
        for _, key in near:
            other = _known().tellings[key]
            if UNDATED in (one.first, other.first) or (
                one.first <= other.last + ROUND_APART and other.first <= one.last + ROUND_APART
            ):
                yield key


def _about(connection: Connection, key: str) -> Iterator[Placed]:
    """The desk's events that one of the reference's might be."""
    one = _known().tellings[key]
    parties = sorted(one.parties)
    asked_for = [Wanted(parties=pair) for pair in combinations(parties, 2)]
    if len(parties) == 1:
        asked_for.append(Wanted(parties=(parties[0],)))
    elif len(parties) == 2:
        asked_for += [Wanted(parties=(party,), only=True) for party in parties]
    for wanted in asked_for:
        if one.first != UNDATED:
            first, last = max(1, one.first - ROUND_APART), one.last + ROUND_APART
            yield from page(connection, wanted, ALL, after=NO_DATE)  # any may be it
            wanted = msgspec.structs.replace(
                wanted, start=dt.date.fromordinal(first), end=dt.date.fromordinal(last)
            )
        yield from page(connection, wanted, ALL)


def _real(given: Iterable[Placed]) -> Iterator[tuple[Placed, Telling]]:
    """Events that have taken place, as the merge sees them."""
    for one in given:
        if one.event.modality not in UNREAL:
            yield one, msgspec.structs.replace(telling(one.event), doc=one.place)


def _joined(tellings: Iterable[Telling], key: str, decided: _Decided) -> Join | None:
    """What one of the reference's joins: the event that an analyst says, else that of the desk's
    exact ones which is the same."""
    if key in decided.joined:
        return decided.joined[key], key, 1, dict(BY_HAND)
    index = Index()
    for one in {told.doc: told for told in tellings if told.precise}.values():
        index.add(Cluster(one, [one]))
    found = choose(index, _known().tellings[key], decided.partners)
    return None if found is None else (found[0].head.doc, key, 1, found[1])


def _coarse(
    coarse: Mapping[str, Telling], joined: Collection[str], decided: _Decided
) -> Iterator[Join]:
    """What coarse events are of the reference, beside what has been joined exactly."""
    by_hand = set(decided.joined.values())
    theirs = Index()
    for key, one in _known().tellings.items():
        if one.precise and key not in joined:
            theirs.add(Cluster(one, [one]))
    for place, one in coarse.items():
        if place in by_hand:
            continue
        found = choose(theirs, one, decided.partners)
        if found is not None:
            yield place, found[0].head.id, 0, found[1]
