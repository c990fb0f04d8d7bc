"""Gathering anew what a change of some documents reaches, and nothing else.

``clusters.gather`` compares a telling with its neighbourhood alone. So where documents come, go or
change, these are looked at again:

1. the exact tellings that lead back to theirs by pairs that score high enough: a cluster is part of
   such a component, and whatever it is compared with lies in it;
2. the coarse ones that may be of a cluster that has changed, which choose anew;
3. the clusters that something else has chosen than before, with all that chose them;
4. the coarse ones that are of none, with those of the very same dates.

What comes out is what gathering the whole record would give.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection

from parley.record import cells
from parley.record.clusters import (
    CROWD,
    Choice,
    Cluster,
    best,
    choose,
    collapse,
    exact,
    fitness,
    leftover,
    linked,
    settled,
)
from parley.record.links import Links
from parley.record.members import Member, counted, displaced, placed, within
from parley.record.neighbourhood import Neighbourhood
from parley.record.telling import Telling, key


@dataclass(slots=True)
class Change:
    """What gathering anew came to.

    ``clusters``: all happenings of which anything has changed, each with the numbers of its
    members. ``members``: those, by number, with their standing but for the event. ``gone``: events
    that are no more, or not as they were.
    """

    clusters: list[list[int]] = field(default_factory=list)
    joins: list[Cluster] = field(default_factory=list)
    members: dict[int, Member] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)


def afresh(connection: Connection, new: Sequence[Member], links: Links) -> Change:
    """All of a record that holds ``new`` and nothing else."""
    near = Neighbourhood(connection, links)
    near.know(new)
    collapsed = collapse((m.telling for m in new), near.partners)
    clusters, index = exact([one for one in collapsed if one.precise], near.partners)
    placed(connection, ((place, near.head(c)) for c in clusters for place in cells.marked(c.head)))
    coarse = [one for one in collapsed if not one.precise]
    choices = [(one, choose(index, one, near.partners)) for one in coarse]
    chosen = _chosen(near, choices)
    clusters += leftover(settled(choices), near.partners)
    return _change(near, clusters, chosen, ())


def renewed(
    connection: Connection, removed: Sequence[Member], new: Sequence[Member], links: Links
) -> Change:
    """What changes where ``removed`` is no longer told, and ``new`` is.

    The cells of ``new`` are kept by now; the members themselves are not.
    """
    near = Neighbourhood(connection, links)
    near.know(new)
    seeds = {member.number for member in new}
    changed, heads = _exact(near, removed, new)
    drawn = near.within({reach for head in heads for reach in cells.drawn(head)})
    coarse = {m.number: m for m in (*new, *drawn) if not m.telling.precise}
    choices = _choices(near, coarse)
    chosen = _chosen(near, choices)
    touched = {near.head(cluster) for cluster in changed}
    touched |= {m.chosen for m in removed if m.chosen is not None}
    for number, head in chosen.items():
        before = near.members([number])[0].chosen
        if number in seeds or before != head:
            touched |= {h for h in (before, head) if h is not None}
    lost = _settled(near, touched, chosen)
    # What was of no cluster, or is of none now, may be of one with others of its dates.
    settled_ = near.members(sorted(chosen))
    left = {m.number for m in settled_ if chosen[m.number] is None} | lost
    moved = [m.telling for m in (*removed, *settled_) if m.left or m.number in left]
    alone = near.connected(
        moved,
        cells.alike,
        lambda m: m.number in left if m.number in chosen else m.left,
    )
    clusters = [near.clusters[head] for head in sorted(touched) if head in near.clusters]
    tellings = [m.telling for m in alone.values()]
    clusters += leftover(collapse(tellings, near.partners), near.partners)
    clusters += _partners(near, clusters, chosen)
    return _change(near, clusters, chosen, removed)


def _exact(
    near: Neighbourhood, removed: Iterable[Member], new: Sequence[Member]
) -> tuple[list[Cluster], list[Telling]]:
    """The exact clusters that are not as they were, and the heads of these, old and new."""
    seeds = {m.number for m in new}
    gone = [m for m in removed if m.telling.precise]
    around = [m.telling for m in (*gone, *new) if m.telling.precise]
    found = near.connected(around, cells.beside, lambda m: m.telling.precise)
    before: dict[int, set[int]] = defaultdict(set)
    for member in (*gone, *found.values()):
        if member.head is not None:
            before[member.head].add(member.number)
    clusters = near.gathered(m.telling for m in found.values())
    changed = []
    for cluster in clusters:
        numbers = set(near.numbers(cluster))
        if before.get(near.head(cluster)) != numbers or numbers & seeds:
            changed.append(cluster)
    now = {near.head(cluster): cluster.head for cluster in changed}
    same = {near.head(cluster) for cluster in clusters} - set(now)
    tellings = {m.number: m.telling for m in (*gone, *found.values())}
    old = {head: tellings[head] for head in before if head not in same}
    displaced(
        near.connection,
        ((p, n) for n, head in old.items() if n not in now for p in cells.marked(head)),
    )
    placed(
        near.connection,
        ((p, n) for n, head in now.items() if n not in old for p in cells.marked(head)),
    )
    return changed, [*old.values(), *(head for n, head in now.items() if n not in old)]


Choices = list[tuple[Telling, Choice | None]]


def _choices(near: Neighbourhood, coarse: dict[int, Member]) -> Choices:
    """What these coarse members choose, and all that have the same key as one of them."""
    keys = {key(m.telling) for m in coarse.values()}
    others = near.within({reach for m in coarse.values() for reach in cells.alike(m.telling)})
    coarse |= {m.number: m for m in others if not m.telling.precise and key(m.telling) in keys}
    reps = collapse((m.telling for m in coarse.values()), near.partners)
    counts = counted(
        near.connection, (r for one in reps if not cells.short(one) for r in cells.likely(one))
    )
    few = {reach for reach, number in counts.items() if number <= CROWD}
    days = {reach for one in reps if cells.short(one) for reach in cells.beside(one)}
    rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for cell, day, number in within(near.connection, few | days):
        rows[cell].append((day, number))
    numbers = sorted({number for several in rows.values() for _, number in several})
    cluster = near.containing(m for m in near.members(numbers) if m.telling.precise)
    out: Choices = []
    for one in reps:
        asked = cells.beside(one) if cells.short(one) else few.intersection(cells.likely(one))
        options = {
            id(cluster[number]): cluster[number]
            for reach in asked
            for day, number in rows.get(reach.cell, ())
            if reach.first <= day <= reach.last
        }
        out.append((one, best(options.values(), one, near.partners)))
    return out


def _chosen(near: Neighbourhood, choices: Choices) -> dict[int, int | None]:
    """By member the head of the cluster that it chose."""
    return {
        number: near.head(choice[0]) if choice else None
        for one, choice in choices
        for number in near.numbers(one)
    }


def _settled(
    near: Neighbourhood, heads: Collection[int], chosen: dict[int, int | None]
) -> set[int]:
    """Joins to clusters all that chose them; returns those that are of none for all that.

    ``chosen`` takes in what was not asked anew.
    """
    near.headed(heads)
    of = {m.number: m for m in near.having("chosen", heads) if m.number not in chosen}
    chosen |= {number: member.chosen for number, member in of.items()}
    by_head: dict[int, list[int]] = defaultdict(list)
    for number, head in chosen.items():
        if head in heads and head in near.clusters:
            by_head[head].append(number)
    lost: set[int] = set()
    for head, numbers in sorted(by_head.items()):
        cluster = near.clusters[head]
        ones = collapse((m.telling for m in near.members(numbers)), near.partners)
        fits = [(one, fitness(cluster, one, near.partners)) for one in ones]
        for one in settled((one, (cluster, parts) if parts else None) for one, parts in fits):
            lost.update(near.numbers(one))
    return lost


def _partners(
    near: Neighbourhood, clusters: Sequence[Cluster], chosen: dict[int, int | None]
) -> list[Cluster]:
    """The clusters, as they are kept, that an analyst has joined to these."""
    out: list[Cluster] = []
    ids: set[str] = set()
    numbers: set[int] = set()
    more = list(clusters)
    while more:
        ids.update(key for cluster in more for key in cluster.ids())
        numbers.update(number for cluster in more for number in near.numbers(cluster))
        wanted = {one for pair in near.links.must if not ids.isdisjoint(pair) for one in pair}
        found = [m for m in near.having("id", wanted) if m.number not in numbers]
        heads = {m.head for m in found if not m.left and m.head is not None}
        _settled(near, heads, chosen)
        more = [near.clusters[head] for head in sorted(heads)]
        left = near.having("head", {m.head for m in found if m.left})
        tellings = [m.telling for m in left if m.left]
        more += leftover(collapse(tellings, near.partners), near.partners)
        out += more
    return out


def _change(
    near: Neighbourhood,
    clusters: Sequence[Cluster],
    chosen: dict[int, int | None],
    removed: Iterable[Member],
) -> Change:
    out = Change(gone={m.event for m in removed if m.event is not None})
    for cluster in clusters:
        head, numbers = near.head(cluster), near.numbers(cluster)
        for member in near.members(numbers):
            if member.event is not None:
                out.gone.add(member.event)
            out.members[member.number] = msgspec.structs.replace(
                member, head=head, chosen=chosen.get(member.number, member.chosen)
            )
    for cluster in linked(clusters, near.links) if near.links.must else clusters:
        out.clusters.append(near.numbers(cluster))
        out.joins.append(cluster)
    return out
