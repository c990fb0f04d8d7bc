"""Tellings gathered into happenings: near-linear, in no order but their own.

1. Tellings with the same key (``parley.record.telling``) collapse into one that stands for them.
2. Those dated within a third of a month are taken in canonical order, the fullest first. Each joins
   the best of the clusters of its block and days that it scores high enough with, or opens one. It
   is compared with the cluster's first telling, never with a chain of them, and held against all of
   it for what can never be one.
3. What is dated more coarsely, or not at all, joins the one cluster that it fits best; where two
   fit alike it is left alone, since nothing tells which is meant. Those left join among themselves
   where they give the very same dates.
4. What an analyst has joined is joined.

So a telling depends on its neighbourhood alone (``reach``), and adding one means gathering that
anew, not the record.
"""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, product

import msgspec

from parley.items import Join
from parley.record.links import NONE, Links
from parley.record.scoring import THRESHOLD, reach, score, unlike
from parley.record.telling import PRECISE, UNDATED, Telling, key

MARGIN = 0.02
"""By how much the best must be better for a coarse telling to be of it."""
CROWD = 200
"""Of more that a telling might be of, none is looked at: which one is meant cannot be told."""
MONTH = 31

NOBODY: frozenset[str] = frozenset()

Block = tuple[str, ...]
Mark = tuple[str, str, str]


@dataclass(slots=True, eq=False)
class Cluster:
    """Tellings of one happening; ``head`` is the one that others are compared with."""

    head: Telling
    members: list[Telling] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)

    def assertions(self) -> list[tuple[str, str]]:
        """The ids and documents of all assertions in it."""
        return [
            pair for member in self.members for pair in ((member.id, member.doc), *member.copies)
        ]

    def ids(self) -> set[str]:
        """Their ids alone."""
        return {key for key, _ in self.assertions()}


def gather(tellings: Iterable[Telling], links: Links = NONE) -> list[Cluster]:
    """The happenings that ``tellings`` tell of; the same in whatever order they come."""
    partners = partners_of(links.cannot)
    collapsed = collapse(tellings, partners)
    clusters, index = exact([one for one in collapsed if one.precise], partners)
    clusters += coarse([one for one in collapsed if not one.precise], index, partners)
    return linked(clusters, links) if links.must else clusters


Partners = dict[str, set[str]]
"""For each assertion those that it must not be one with."""


def collapse(tellings: Iterable[Telling], partners: Partners) -> list[Telling]:
    """One telling for all with the same key, the smallest id first.

    What a coder kept apart in one document stays apart, and so does what an analyst has split.
    """
    groups: dict[tuple[object, ...], list[Telling]] = {}
    seen: dict[tuple[object, ...], int] = {}
    for one in sorted(tellings, key=lambda t: (t.id, t.doc)):
        same = key(one)
        place = (same, one.origins)
        number = seen.get(place, 0)
        seen[place] = number + 1
        apart_ = one.id if one.id in partners else number
        groups.setdefault((same, apart_), []).append(one)
    return [
        first
        if not others
        else msgspec.structs.replace(
            first,
            copies=tuple((one.id, one.doc) for one in others),
            origins=first.origins.union(*(one.origins for one in others)),
        )
        for first, *others in groups.values()
    ]


class Index:
    """Clusters by block and day."""

    def __init__(self) -> None:
        self._days: dict[Block, dict[int, list[Cluster]]] = defaultdict(lambda: defaultdict(list))
        self._marked: dict[Mark, list[tuple[int, int, Cluster]]] = defaultdict(list)
        self._number = 0

    def add(self, cluster: Cluster) -> None:
        """Makes a cluster be found by the days, the channel and the people of its head."""
        head = cluster.head
        self._number += 1
        for block in blocks(head):
            days = self._days[block]
            for day in range(head.first, head.last + 1):
                days[day].append(cluster)
        for mark in (*marks(head), *rounds(head)):
            insort(self._marked[mark], (head.first, self._number, cluster))

    def near(self, one: Telling) -> Iterator[Cluster]:
        """Clusters within a block of the telling and its days, each once.

        Not those that ``scoring`` bars for a day apart, another channel or another round, before
        any comparison: of a pair that meets daily these are most.
        """
        seen: set[int] = set()
        slack, channel, number = reach(one), one.channel, one.iteration
        people = one.people if one.precise else NOBODY
        for block in asked(one):
            days = self._days.get(block)
            if days is None:
                continue
            for day in range(one.first - slack, one.last + slack + 1):
                for cluster in days.get(day, ()):
                    head = cluster.head
                    # As ``unlike`` does, but without calling it for millions of pairs.
                    if (
                        channel
                        and head.channel
                        and head.channel != channel
                        and len(people & head.people) < 2
                    ):
                        continue
                    if number and head.iteration and head.iteration != number:
                        continue
                    if id(cluster) not in seen:
                        seen.add(id(cluster))
                        yield cluster
        for mark in rounds(one):
            for _, _, cluster in self._marked.get(mark, ()):
                if id(cluster) not in seen:
                    seen.add(id(cluster))
                    yield cluster

    def likely(self, one: Telling) -> list[Cluster]:
        """Clusters that a coarse telling may be of.

        Within a month all of its days; beyond, dates say so little that a channel or somebody who
        takes part must be the same.
        """
        if one.first != UNDATED and one.length <= MONTH:
            return list(self.near(one))
        found: dict[int, Cluster] = {}
        for mark in marks(one):
            rows = self._marked.get(mark, [])
            first, last = 0, len(rows)
            if one.first != UNDATED:
                first = bisect_left(rows, one.first - PRECISE, key=lambda row: row[0])
                last = bisect_right(rows, one.last, key=lambda row: row[0])
            if last - first <= CROWD:
                found.update((id(row[2]), row[2]) for row in rows[first:last])
        return list(found.values())


def blocks(one: Telling) -> tuple[Block, ...]:
    """Where a cluster is kept: its family with each pair of parties, or with the only one."""
    return _blocks(one.families, one.parties)


@lru_cache(maxsize=1 << 12)
def _blocks(families: tuple[str, ...], named: frozenset[str]) -> tuple[Block, ...]:
    parties = sorted(named)
    out: list[Block] = []
    for family in families:
        out += [(family, *pair) for pair in combinations(parties, 2)]
        if len(parties) <= 2:
            kind = str(len(parties))
            out += [(family, party, kind) for party in parties or ("",)]
    return tuple(out)


def asked(one: Telling) -> tuple[Block, ...]:
    """Where the clusters are that share half of the parties with a telling."""
    return _asked(one.families, one.parties)


@lru_cache(maxsize=1 << 12)
def _asked(families: tuple[str, ...], named: frozenset[str]) -> tuple[Block, ...]:
    parties = sorted(named)
    out: list[Block] = []
    for family in families:
        out += [(family, *pair) for pair in combinations(parties, 2)]
        if len(parties) == 1:
            out += [(family, parties[0], "1"), (family, parties[0], "2")]
        elif len(parties) == 2:
            out += [(family, party, "1") for party in parties]
        elif not parties:
            out.append((family, "", "0"))
    return tuple(out)


def rounds(one: Telling) -> list[Mark]:
    """The round of a channel that is told of, for each family."""
    if not (one.channel and one.iteration):
        return []
    return [(family, "round", f"{one.channel} {one.iteration}") for family in one.families]


def marks(one: Telling) -> list[Mark]:
    """What tells a happening from others where the date does not: its channel, who takes part."""
    found = [("channel", one.channel)] if one.channel else []
    found += (("person", person) for person in sorted(one.people))
    return [(family, *mark) for family in one.families for mark in found]


def partners_of(pairs: Iterable[tuple[str, str]]) -> Partners:
    """Those that each must not be one with."""
    out: Partners = {}
    for a, b in pairs:
        out.setdefault(a, set()).add(b)
        out.setdefault(b, set()).add(a)
    return out


def exact(tellings: Sequence[Telling], partners: Partners) -> tuple[list[Cluster], Index]:
    """Clusters of what is dated within a third of a month, and where to find them."""
    clusters: list[Cluster] = []
    index = Index()
    for one in sorted(tellings, key=lambda t: t.order):
        found = choose(index, one, partners)
        if found is None:
            cluster = Cluster(one, [one])
            clusters.append(cluster)
            index.add(cluster)
        else:
            join(*found, one)
    return clusters, index


Parts = dict[str, float]
Choice = tuple[Cluster, Parts]


def fits(cluster_head: Telling, one: Telling) -> Parts | None:
    """What speaks for a telling being of the cluster of a head; None where too little does."""
    parts = score(cluster_head, one)
    return parts if parts is not None and sum(parts.values()) >= THRESHOLD - 1e-9 else None


def bars(member: Telling, one: Telling, partners: Partners) -> bool:
    """Whether a telling cannot be of the cluster of this one.

    What a coder kept apart in one document stays apart, and so does what an analyst has split.
    Days are held against the head's alone: where one source is a day off, others are not barred.
    """
    if not member.origins.isdisjoint(one.origins) or unlike(member, one):
        return True
    if not partners:
        return False
    others = ids_of(member)
    return any(not others.isdisjoint(partners.get(key, ())) for key in ids_of(one))


def ids_of(one: Telling) -> set[str]:
    """The ids of a telling and of those that it stands for."""
    return {one.id, *(key for key, _ in one.copies)}


def fitness(cluster: Cluster, one: Telling, partners: Partners) -> Parts | None:
    """What speaks for a telling being of the cluster; None where too little does, or never."""
    parts = fits(cluster.head, one)
    if parts is None or any(bars(member, one, partners) for member in cluster.members):
        return None
    return parts


def choose(index: Index, one: Telling, partners: Partners | None = None) -> Choice | None:
    """The cluster that a telling is of, with what speaks for it; a coarse one's: see ``clear``."""
    partners = partners or {}
    if one.precise:
        return next(iter(ranked(index.near(one), one, partners)), None)
    return clear(ranked(index.likely(one), one, partners))


def ranked(options: Iterable[Cluster], one: Telling, partners: Partners) -> list[Choice]:
    """The two of these that most speaks for; of equals the first by id."""
    found = [(c, parts) for c in options if (parts := fitness(c, one, partners))]
    found.sort(key=lambda c: (-sum(c[1].values()), c[0].head.id, c[0].head.doc))
    return found[:2]


def clear(found: Sequence[Choice]) -> Choice | None:
    """The first of what a coarse telling fits best, unless the second fits it alike."""
    if len(found) > 1 and not is_clear(*(sum(parts.values()) for _, parts in found)):
        return None
    return found[0] if found else None


def is_clear(fit: float, second: float) -> bool:
    """Whether the best cluster of a coarse telling fits it better than the second best does."""
    return fit - second >= MARGIN


def join(cluster: Cluster, parts: Parts, one: Telling) -> None:
    """Takes a telling into a cluster, with the reasons."""
    cluster.members.append(one)
    rounded = {name: round(value, 3) for name, value in parts.items()}
    cluster.joins.append(Join(cluster.head.id, one.id, round(sum(parts.values()), 3), rounded))


def coarse(tellings: Sequence[Telling], index: Index, partners: Partners) -> list[Cluster]:
    """Puts coarse tellings into the clusters of ``index``; returns the new ones of those left."""
    choices = [(one, choose(index, one, partners)) for one in tellings]
    return leftover(settled(choices), partners)


def settled(choices: Iterable[tuple[Telling, Choice | None]]) -> list[Telling]:
    """Joins coarse tellings to the clusters that they chose; returns those that are of none.

    Each has chosen by the clusters' exact tellings alone. Of several that one document keeps apart,
    and that chose the same cluster, the one that fits best is of it.
    """
    chosen: dict[int, list[tuple[float, Telling, Cluster, Parts]]] = defaultdict(list)
    left: list[Telling] = []
    for one, best in choices:
        if best is None:
            left.append(one)
        else:
            chosen[id(best[0])].append((-sum(best[1].values()), one, *best))
    for several in chosen.values():
        taken: set[tuple[str, str]] = set()
        for _, one, cluster, parts in sorted(several, key=lambda o: (o[0], o[1].order)):
            if not taken.isdisjoint(one.origins):
                left.append(one)
                continue
            taken |= one.origins
            join(cluster, parts, one)
    return left


def leftover(tellings: Iterable[Telling], partners: Partners) -> list[Cluster]:
    """Clusters of coarse tellings that are of no exact one, by the very same dates."""
    out: list[Cluster] = []
    groups: dict[tuple[Block, int, int], list[Cluster]] = defaultdict(list)
    for one in sorted(tellings, key=lambda t: t.order):
        near = {
            id(c): c for block in asked(one) for c in groups.get((block, one.first, one.last), ())
        }
        found = ranked(near.values(), one, partners)
        if found:
            join(*found[0], one)
            continue
        cluster = Cluster(one, [one])
        out.append(cluster)
        for block in blocks(one):
            groups[(block, one.first, one.last)].append(cluster)
    return out


def linked(clusters: Sequence[Cluster], links: Links) -> list[Cluster]:
    """The clusters with what an analyst has joined, whatever else speaks against it."""
    of: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in sorted(clusters, key=lambda c: c.head.order):
        for key_ in cluster.ids():
            of[key_].append(cluster)
    into: dict[int, Cluster] = {}

    def last(cluster: Cluster) -> Cluster:
        while id(cluster) in into:
            cluster = into[id(cluster)]
        return cluster

    apart_ = {frozenset(pair) for pair in links.cannot}
    for a, b in sorted(tuple(sorted(pair)) for pair in links.must):
        if frozenset((a, b)) in apart_:
            continue
        for pair in product(of.get(a, ()), of.get(b, ())):
            one, other = sorted(map(last, pair), key=lambda c: c.head.order)
            if one is not other:
                one.members += other.members
                one.joins += [*other.joins, Join(a, b, 1.0, {"analyst": 1.0})]
                into[id(other)] = one
    return [cluster for cluster in clusters if id(cluster) not in into]
