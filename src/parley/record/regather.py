"""Gathering anew what a change of some documents reaches, and nothing else.

``clusters.gather`` compares a telling with its neighbourhood alone. So where documents come, go or
change, only this is looked at again:

1. the tellings of the same key as theirs, which are put together anew;
2. the exact tellings of which something else may have become (``taking``);
3. the coarse ones that may choose other clusters than before (``choosing``), and all that chose a
   cluster that is not as it was;
4. those of no cluster of which something else may have become (``taking`` again).

What comes out is what gathering the whole record would give.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from sqlalchemy import Connection

from parley.record import cells
from parley.record.cells import Place
from parley.record.choosing import Choosing
from parley.record.clusters import (
    Choice,
    Cluster,
    clear,
    collapse,
    exact,
    fits,
    join,
    leftover,
    linked,
    partners_of,
    ranked,
    settled,
)
from parley.record.links import Links
from parley.record.members import Member, Picks
from parley.record.neighbourhood import Neighbourhood, Rep
from parley.record.taking import Move, Taking
from parley.record.telling import Telling


@dataclass(slots=True)
class Change:
    """What gathering anew came to.

    ``clusters``: all happenings of which anything has changed, with the numbers of their members.
    ``members``: those, and others that stand otherwise, by number, but for the event.
    ``gone``: events that are no more, or not as they were. ``placed``, ``displaced``: where members
    are found now, and are no longer.
    """

    clusters: list[tuple[Cluster, list[int]]] = field(default_factory=list)
    members: dict[int, Member] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    placed: list[tuple[Place, int]] = field(default_factory=list)
    displaced: list[tuple[Place, int]] = field(default_factory=list)


def afresh(new: Mapping[int, Telling], links: Links) -> Change:
    """All of a record that holds ``new`` and nothing else."""
    partners = partners_of(links.cannot)
    numbers = {(one.id, one.doc): number for number, one in new.items()}
    collapsed = collapse(new.values(), partners)
    clusters, index = exact([one for one in collapsed if one.precise], partners)
    heads = {id(cluster): numbers[cluster.head.id, cluster.head.doc] for cluster in clusters}
    change = Change(placed=[(p, heads[id(c)]) for c in clusters for p in cells.marked(c.head)])
    choices: list[tuple[Telling, Choice | None]] = []
    picks: dict[tuple[str, str], Picks] = {}
    for one in collapsed:
        if not one.precise:
            found = ranked(index.likely(one), one, partners)
            choices.append((one, clear(found)))
            picks[one.id, one.doc] = tuple((heads[id(c)], sum(p.values())) for c, p in found)
    clusters += leftover(settled(choices), partners)
    for cluster in clusters:
        head = numbers[cluster.head.id, cluster.head.doc]
        for one in cluster.members:
            rep = numbers[one.id, one.doc]
            change.placed += ((place, rep) for place in cells.places(one))
            for number in (rep, *(numbers[pair] for pair in one.copies)):
                fit = picks.get((one.id, one.doc), ())
                change.members[number] = Member(number, new[number], rep, head, fit)
    for cluster in linked(clusters, links) if links.must else clusters:
        change.clusters.append((cluster, [numbers[pair] for pair in cluster.assertions()]))
    return change


def renewed(
    connection: Connection, removed: Sequence[Member], new: Mapping[int, Telling], links: Links
) -> Change:
    """What changes where ``removed`` is no longer told, and ``new`` is."""
    return _Renewal(connection, removed, new, links).change()


class _Renewal:
    def __init__(
        self,
        connection: Connection,
        removed: Sequence[Member],
        new: Mapping[int, Telling],
        links: Links,
    ) -> None:
        self._near = Neighbourhood(connection, links)
        self._of = self._near.regrouped(removed, new)
        self._exact = Taking(self._near, cells.beside, _exactly, exact=True)
        self._left = Taking(self._near, cells.alike, cells.places, exact=False)
        self._settled: dict[int, list[Rep]] = {}
        self._noted = {rep.number: rep for rep in (*self._of.come, *self._of.again)}
        """Reps that stand otherwise than they did."""
        self._change = Change(gone={m.event for m in removed if m.event is not None})

    def change(self) -> Change:
        of = self._of
        moves = self._exact.renewed(*(_only(True, reps) for reps in (of.gone, of.come, of.again)))
        heads = self._moved(moves) | {rep.head for rep in _only(True, of.again)}
        gone, come, again = (_only(False, reps) for reps in (of.gone, of.come, of.again))
        chosen = Choosing(self._near, self._exact, moves).renewed(come, again)
        heads |= {rep.clear for rep in (*gone, *again)}
        for rep, before in chosen:
            self._noted[rep.number] = rep
            if before != rep.clear:
                heads |= {before, rep.clear}
        exact = {head for head in heads if head is not None}
        now: dict[Rep, int | None] = {rep: None for rep, _ in chosen if rep.clear is None}
        now |= self._settle(exact)
        leaves = [rep for rep in gone if rep.head is not None]
        leaves += (rep for rep, one in now.items() if rep.head is not None and one is not None)
        comes = [rep for rep, one in now.items() if rep.head is None and one is None]
        stays = [rep for rep in again if rep.head is not None and now[rep] is None]
        for rep, one in now.items():
            if rep.of != one:
                rep.of = one
                self._noted[rep.number] = rep
        heads = self._moved(self._left.renewed(leaves, comes, stays))
        left = {head for head in (*heads, *(rep.head for rep in stays)) if head is not None}
        clusters = self._clusters(exact, left)
        clusters |= self._partners(clusters)
        self._write(moves, clusters)
        return self._change

    def _moved(self, moves: Iterable[Move]) -> set[int | None]:
        """The heads of clusters that are not as they were, for these moves."""
        self._noted |= {rep.number: rep for rep, _, now in moves if now is not None}
        return {head for _, *both in moves for head in both}

    def _settle(self, heads: Collection[int]) -> dict[Rep, int | None]:
        """By coarse rep the exact cluster that it is of, for all that chose one of these."""
        reps = {rep.number: rep for rep in self._near.rows("chosen", heads)}
        reps |= {n: rep for n, rep in self._noted.items() if not rep.telling.precise}
        by_head: dict[int, list[Rep]] = defaultdict(list)
        for rep in reps.values():
            if (clear_ := rep.clear) is not None and clear_ in heads:
                by_head[clear_].append(rep)
        out: dict[Rep, int | None] = {}
        for head, several in sorted(by_head.items()):
            taken: set[tuple[str, str]] = set()
            self._settled[head] = []
            for rep in sorted(several, key=lambda r: (-r.picks[0][1], r.order)):
                out[rep] = None
                if taken.isdisjoint(rep.telling.origins):
                    taken |= rep.telling.origins
                    out[rep] = head
                    self._settled[head].append(rep)
        return out

    def _clusters(self, heads: Collection[int], left: Collection[int]) -> dict[int, list[Rep]]:
        """The reps of clusters, the first of which is the head, by head."""
        out = self._left.members(left)
        for head, reps in self._exact.members(heads).items():
            out[head] = [*reps, *self._settled.get(head, ())]
        return out

    def _partners(self, clusters: Mapping[int, list[Rep]]) -> dict[int, list[Rep]]:
        """The clusters, as they are kept, that an analyst has joined to these."""
        must = self._near.links.must
        out: dict[int, list[Rep]] = {}
        more = dict(clusters) if must else {}
        ids: set[str] = set()
        while more:
            ids.update(pair[0] for reps in more.values() for rep in reps for pair in _pairs(rep))
            wanted = {one for pair in must if not ids.isdisjoint(pair) for one in pair}
            reps = self._near.named(wanted)
            exact = {(rep.head if rep.telling.precise else rep.of) for rep in reps}
            left = {rep.head for rep in reps if not rep.telling.precise}
            known = {None, *clusters, *out}
            exact_ = {head for head in exact - known if head is not None}
            self._settle(exact_)
            more = self._clusters(exact_, {head for head in left - known if head is not None})
            out |= more
        return out

    def _write(self, moves: Iterable[Move], clusters: Mapping[int, list[Rep]]) -> None:
        change, near = self._change, self._near
        for rep in self._of.gone:
            change.displaced += ((place, rep.number) for place in cells.places(rep.telling))
        for rep in self._of.come:
            change.placed += ((place, rep.number) for place in cells.places(rep.telling))
        for rep, before, now in moves:
            places = [(place, rep.number) for place in cells.marked(rep.telling)]
            if before == rep.number:
                change.displaced += places
            if now == rep.number:
                change.placed += places
        numbers: dict[tuple[str, str], int] = {}
        made = []
        for _, (first, *others) in sorted(clusters.items()):
            made.append(Cluster(first.telling, [first.telling]))
            for rep in others:
                parts = fits(first.telling, rep.telling)
                assert parts is not None  # it is of the cluster for that
                join(made[-1], parts, rep.telling)
            for rep in (first, *others):
                numbers.update(zip(_pairs(rep), rep.numbers, strict=True))
        change.clusters = [
            (cluster, [numbers[pair] for pair in cluster.assertions()])
            for cluster in (linked(made, near.links) if near.links.must else made)
        ]
        near.completed(self._noted.values())
        for rep in chain(self._noted.values(), *clusters.values()):
            head = rep.of if rep.head is None else rep.head
            assert head is not None  # all are of a cluster by now
            for number in rep.numbers:
                kept = near.kept.get(number)
                event = kept.event if kept else None
                one = kept.telling if kept else near.fresh[number]
                change.members[number] = Member(number, one, rep.number, head, rep.picks, event)
        change.gone |= {
            event
            for _, several in change.clusters
            for number in several
            if (event := change.members[number].event) is not None
        }


def _exactly(one: Telling) -> Iterator[Place]:
    """Where an exact telling is found, by others as well as by coarse ones if it is a head."""
    yield from cells.places(one)
    yield from cells.marked(one)


def _only(precise: bool, reps: Iterable[Rep]) -> list[Rep]:
    return [rep for rep in reps if rep.telling.precise == precise]


def _pairs(rep: Rep) -> list[tuple[str, str]]:
    return [(rep.telling.id, rep.telling.doc), *rep.telling.copies]
