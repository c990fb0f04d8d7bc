"""What is known of a record while a part of it is gathered anew.

The database stays as it was until all is done; here is what has changed since, over it.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from parley.record.cells import Place, Reach, same
from parley.record.clusters import collapse, is_clear, partners_of
from parley.record.links import Links
from parley.record.members import Member, Picks, having, read, within
from parley.record.telling import Telling, key


@dataclass(slots=True, eq=False)
class Rep:
    """A telling with all others of its key, for which it stands, and how they stand.

    ``numbers`` and what ``telling`` holds of the others are known once it is ``whole``. ``head``:
    the one that its cluster is compared by, where it is exact, or coarse and of no exact cluster;
    ``of``: where it is coarse and of one. ``picks``: of a coarse one, the two exact clusters
    that it fits best, and how well.
    """

    number: int
    telling: Telling
    numbers: list[int]
    order: tuple[Any, ...]
    head: int | None = None
    of: int | None = None
    picks: Picks = ()
    whole: bool = True

    @property
    def clear(self) -> int | None:
        """The exact cluster that a coarse one fits best, unless another fits it alike."""
        if len(self.picks) > 1 and not is_clear(self.picks[0][1], self.picks[1][1]):
            return None
        return self.picks[0][0] if self.picks else None


def rep_of(member: Member) -> Rep:
    """A member as it is kept, without the others that it stands for."""
    return Rep(
        member.number,
        member.telling,
        [member.number],
        member.telling.order,
        member.head if member.among else None,
        None if member.among else member.head,
        member.picks,
        whole=False,
    )


@dataclass(slots=True)
class Regrouped:
    """Reps that are no more, that are new, and that stand for others than before."""

    gone: list[Rep] = field(default_factory=list)
    come: list[Rep] = field(default_factory=list)
    again: list[Rep] = field(default_factory=list)


class Neighbourhood:
    """Members as they are kept, by number, and reps as they are now."""

    def __init__(self, connection: Connection, links: Links) -> None:
        self.connection = connection
        self.links = links
        self.partners = partners_of(links.cannot)
        self.kept: dict[int, Member] = {}
        self.fresh: dict[int, Telling] = {}
        self.reps: dict[int, Rep] = {}
        self._regrouped: set[int] = set()
        """Members whose reps are not, or not all, as they are kept."""
        self._cells: dict[int, list[tuple[int, Rep]]] = defaultdict(list)

    def regrouped(self, removed: Sequence[Member], new: Mapping[int, Telling]) -> Regrouped:
        """Puts tellings together by their keys where some have gone or come."""
        self.fresh.update(new)
        gone = {member.number for member in removed}
        tellings = {m.number: m.telling for m in removed} | dict(new)
        keys = {key(one) for one in tellings.values()}
        near = having(self.connection, "same", {same(one) for one in tellings.values()})
        before: dict[int, list[Member]] = defaultdict(list)
        now: list[tuple[int, Telling]] = list(new.items())
        for member in near:
            if key(member.telling) in keys:
                self.kept[member.number] = member
                before[member.rep].append(member)
                if member.number not in gone:
                    now.append((member.number, member.telling))
        numbers = {(one.id, one.doc): number for number, one in now}
        out = Regrouped()
        remain = set()
        for one in collapse((one for _, one in now), self.partners):
            several = [numbers[pair] for pair in ((one.id, one.doc), *one.copies)]
            number = several[0]
            former = before.get(number, [])
            if {m.number for m in former} == set(several):
                remain.add(number)
                continue
            self._regrouped.update(several)
            rep = Rep(number, one, several, one.order)
            if former:
                remain.add(number)
                kept = rep_of(self.kept[number])
                rep.head, rep.of, rep.picks = kept.head, kept.of, kept.picks
                out.again.append(rep)
            else:
                out.come.append(rep)
            self.reps[number] = rep
        for number, former in sorted(before.items()):
            if number not in remain:
                self._regrouped.update(m.number for m in former)
                out.gone.append(rep_of(self.kept[number]))
        self._regrouped |= gone
        return out

    def put(self, rep: Rep, places: Iterable[Place]) -> None:
        """Lets a rep be found at these places, though the database does not know of it."""
        for cell, day in places:
            self._cells[cell].append((day, rep))

    def rows(self, name: str, wanted: Collection[Any]) -> list[Rep]:
        """Reps that a column of their members leads to, as they are now; whole.

        Those whose members were regrouped are among them where their own row leads to them.
        """
        groups: dict[int, list[Member]] = defaultdict(list)
        for member in having(self.connection, name, wanted):
            self.kept[member.number] = member
            groups[member.rep].append(member)
        return [rep for number, several in groups.items() if (rep := self._whole(number, several))]

    def _whole(self, number: int, several: Sequence[Member]) -> Rep | None:
        rep = self.reps.get(number)
        if rep is None:
            if number in self._regrouped:
                return None
            rep = self.reps[number] = rep_of(self.kept[number])
        if not rep.whole:
            (rep.telling,) = collapse((m.telling for m in several), {})
            numbers = {(m.telling.id, m.telling.doc): m.number for m in several}
            rep.numbers = [number, *(numbers[pair] for pair in rep.telling.copies)]
            rep.whole = True
        return rep

    def completed(self, reps: Iterable[Rep]) -> None:
        """Learns which others reps stand for."""
        unknown = {rep.number: rep for rep in reps if not rep.whole}
        hashes = {same(rep.telling) for rep in unknown.values()}
        groups: dict[int, list[Member]] = defaultdict(list)
        for member in having(self.connection, "same", hashes):
            if member.rep in unknown:
                self.kept[member.number] = member
                groups[member.rep].append(member)
        for number, several in groups.items():
            self._whole(number, several)

    def named(self, ids: Collection[str]) -> list[Rep]:
        """The reps that stand for assertions with these ids; whole, without new ones."""
        numbers = {member.rep for member in having(self.connection, "id", ids)}
        for member in having(self.connection, "number", numbers - self.reps.keys()):
            if member.number not in self._regrouped:
                self.kept[member.number] = member
                self.reps[member.number] = rep_of(member)
        found = [self.reps[number] for number in sorted(numbers) if number in self.reps]
        self.completed(found)
        return found

    def found(
        self, asked: Mapping[int, Sequence[Reach]], heads: bool = False
    ) -> dict[int, list[Rep]]:
        """By whoever asks the reps within its reaches, each once; ``heads``: of clusters alone.

        What is not in the database is found by ``put``, whether it is a head or not.
        """
        rows: dict[int, list[tuple[int, Rep]]] = defaultdict(list)
        reaches = {reach for several in asked.values() for reach in several}
        for cell, day, row in within(self.connection, reaches, heads):
            rep = self._rep(row)
            if rep is not None:
                rows[cell].append((day, rep))
        for cell in {reach.cell for reach in reaches} & self._cells.keys():
            rows[cell] += self._cells[cell]
        for found in rows.values():
            found.sort(key=_day)
        out: dict[int, list[Rep]] = {}
        for number, several in asked.items():
            near: dict[int, Rep] = {}
            for reach in several:
                there = rows.get(reach.cell)
                if there:
                    first = bisect_left(there, reach.first, key=_day)
                    last = bisect_right(there, reach.last, key=_day)
                    near.update((rep.number, rep) for _, rep in there[first:last])
            out[number] = list(near.values())
        return out

    def _rep(self, row: Sequence[Any]) -> Rep | None:
        number = row[0]
        rep = self.reps.get(number)
        if rep is None and number not in self._regrouped:
            member = self.kept.get(number)
            if member is None:
                member = read(row)
                self.kept[number] = member
            rep = self.reps[number] = rep_of(member)
        return rep


def _day(one: tuple[int, Rep]) -> int:
    return one[0]
