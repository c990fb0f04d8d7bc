"""Which exact clusters coarse tellings are of, kept up as clusters come, go and change.

A coarse telling is of the cluster that it fits best, unless a second fits it alike; both are kept
with how well they fit. So a cluster that comes is held against these two alone, and all are gone
through again only where one of the two is lost.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from parley.record import cells, clusters
from parley.record.cells import Reach
from parley.record.clusters import bars, fits
from parley.record.members import Picks, counted
from parley.record.neighbourhood import Neighbourhood, Rep
from parley.record.taking import Move, Taking

AT_ONCE = 4
"""Clusters whose members are read before it is known whether more are needed."""

Drawn = list[tuple[Rep, Rep, list[Reach]]]
"""A head, a coarse telling that might be of its cluster, and by which marks: none by its day."""


class Choosing:
    """The coarse tellings of a record. ``exact``: its exact ones, with all their moves made."""

    def __init__(self, near: Neighbourhood, exact: Taking, moves: Iterable[Move]) -> None:
        self._near = near
        self._exact = exact
        self._opened: dict[int, Rep] = {}
        self._closed: dict[int, Rep] = {}
        self._joined: dict[int, list[Rep]] = defaultdict(list)
        freed: set[int] = set()
        for rep, before, now in moves:
            if before == rep.number:
                self._closed[before] = rep
            elif before is not None:
                freed.add(before)
            if now == rep.number:
                self._opened[now] = rep
            elif now is not None:
                self._joined[now].append(rep)
        heads = (near.reps[head] for head in sorted(freed - self._closed.keys()))
        self._freed = {head.number: head for head in heads if head.head == head.number}
        self._shifts: dict[int, list[tuple[int, int]]] = defaultdict(list)
        """By cell the day of each mark of a head that has come (1) or gone (-1)."""
        for several, shift in ((self._opened, 1), (self._closed, -1)):
            for head in several.values():
                for cell, day in cells.marked(head.telling):
                    self._shifts[cell].append((day, shift))
        self._counts: dict[Reach, int] = {}

    def renewed(self, come: Iterable[Rep], again: Iterable[Rep]) -> list[tuple[Rep, int | None]]:
        """Lets all choose that have come, or whose choice may change.

        Returns these with the clusters that they were clearly of before.
        """
        before: dict[int, tuple[Rep, int | None]] = {}
        ask = {rep.number: rep for rep in (*come, *again)}
        for rep in self._lost():
            ask.setdefault(rep.number, rep)
        drawn = self._drawn()
        crossed = self._crossed(drawn, ask.values())
        ask |= {rep.number: rep for rep in crossed}
        for rep in ask.values():
            before[rep.number] = rep, rep.clear
        self._ask(list(ask.values()))
        near = [
            (head, rep)
            for head, rep, reaches in drawn
            if rep.number not in ask
            and head.number not in self._closed
            and all(head.number != one for one, _ in rep.picks)
            and (not reaches or any(self._counts[reach] <= clusters.CROWD for reach in reaches))
        ]
        for rep, picks in self._offered(near):
            before.setdefault(rep.number, (rep, rep.clear))
            rep.picks = picks
        return list(before.values())

    def _lost(self) -> Iterable[Rep]:
        """Those that have lost one of the two clusters that they fit best."""
        heads = self._closed.keys() | self._joined.keys()
        for column in ("chosen", "rival"):
            for rep in self._near.rows(column, heads):
                for head, _ in rep.picks:
                    if head in self._closed or any(
                        bars(member.telling, rep.telling, self._near.partners)
                        for member in self._joined.get(head, ())
                    ):
                        yield rep
                        break

    def _drawn(self) -> Drawn:
        """What might be of a cluster that has come, has let somebody go, or is no more."""
        heads = self._closed | self._freed | self._opened
        asked = {number: list(cells.drawn(head.telling)) for number, head in heads.items()}
        out: Drawn = []
        for number, near in self._near.found(asked).items():
            head = heads[number]
            marked = set(cells.marked(head.telling))
            for rep in near:
                if cells.short(rep.telling):
                    if number not in self._closed:
                        out.append((head, rep, []))
                    continue
                reaches = [
                    reach
                    for reach in cells.likely(rep.telling)
                    if (reach.cell, head.telling.first) in marked
                    and reach.first <= head.telling.first <= reach.last
                ]
                if reaches:
                    out.append((head, rep, reaches))
        return out

    def _crossed(self, drawn: Drawn, asked: Iterable[Rep]) -> list[Rep]:
        """Those that a mark leads to clusters now, or no longer, as these have become few or many.

        How many each mark leads to is known from here on.
        """
        wanted = {reach for _, _, reaches in drawn for reach in reaches}
        crossed = self._count(wanted | self._likely(asked))
        found = [rep for _, rep, reaches in drawn if not crossed.isdisjoint(reaches)]
        self._count(self._likely(found) - self._counts.keys())
        return found

    def _likely(self, reps: Iterable[Rep]) -> set[Reach]:
        long = (rep.telling for rep in reps if not cells.short(rep.telling))
        return {reach for one in long for reach in cells.likely(one)}

    def _count(self, reaches: Collection[Reach]) -> set[Reach]:
        """Counts the heads within reach; returns where they have become few, or many."""
        crossed = set()
        for reach, number in counted(self._near.connection, reaches).items():
            shifts = self._shifts.get(reach.cell, ())
            now = number + sum(by for day, by in shifts if reach.first <= day <= reach.last)
            self._counts[reach] = now
            if (number > clusters.CROWD) != (now > clusters.CROWD):
                crossed.add(reach)
        return crossed

    def _ask(self, reps: Sequence[Rep]) -> None:
        """Lets them choose among all clusters."""
        self._near.completed(reps)
        asked = {rep.number: self._reaches(rep) for rep in reps}
        found = self._near.found(asked, heads=True)
        ranked: dict[int, list[tuple[float, str, str, int]]] = {}
        for rep in reps:
            ranks = []
            for head in found[rep.number]:
                if head.head == head.number:
                    parts = fits(head.telling, rep.telling)
                    if parts is not None:
                        one = head.telling
                        ranks.append((-sum(parts.values()), one.id, one.doc, head.number))
            ranked[rep.number] = sorted(ranks)
        picks: dict[int, list[tuple[int, float]]] = {rep.number: [] for rep in reps}
        undecided, first = list(reps), 0
        while undecided:
            last = first + AT_ONCE
            self._exact.members(
                {n for rep in undecided for *_, n in ranked[rep.number][first:last]}
            )
            for rep in undecided:
                best = picks[rep.number]
                for fit, _, _, number in ranked[rep.number][first:last]:
                    if len(best) < 2 and not self._exact.barred(number, rep.telling):
                        best.append((number, -fit))
            undecided = [
                rep
                for rep in undecided
                if len(picks[rep.number]) < 2 and len(ranked[rep.number]) > last
            ]
            first = last
        for rep in reps:
            rep.picks = tuple(picks[rep.number])

    def _reaches(self, rep: Rep) -> list[Reach]:
        if cells.short(rep.telling):
            return list(cells.beside(rep.telling))
        narrowed = cells.narrowed(rep.telling)
        return [some for r, some in narrowed.items() if self._counts[r] <= clusters.CROWD]

    def _offered(self, near: Iterable[tuple[Rep, Rep]]) -> list[tuple[Rep, Picks]]:
        """What chooses otherwise where these heads are offered to these tellings."""
        better = []
        for head, rep in near:
            parts = fits(head.telling, rep.telling)
            if parts is not None:
                fit = sum(parts.values())
                if len(rep.picks) < 2 or fit > rep.picks[1][1]:
                    better.append((head.number, rep, fit))
        self._near.completed([rep for _, rep, _ in better])
        self._exact.members({head for head, _, _ in better})
        offers: dict[int, tuple[Rep, dict[int, float]]] = {}
        for number, rep, fit in better:
            if not self._exact.barred(number, rep.telling):
                offers.setdefault(rep.number, (rep, {}))[1][number] = fit
        return [
            (rep, tuple(sorted([*rep.picks, *more.items()], key=lambda p: (-p[1], p[0]))[:2]))
            for rep, more in offers.values()
        ]
