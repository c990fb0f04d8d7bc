"""What is known of a record while a part of it is gathered anew: members and clusters."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from sqlalchemy import Connection

from parley.record.cells import Reach
from parley.record.clusters import Cluster, collapse, exact, partners_of
from parley.record.links import Links
from parley.record.members import Member, having, within
from parley.record.scoring import THRESHOLD, score
from parley.record.telling import Telling, key

Pair = tuple[str, str]


class Neighbourhood:
    """Members by number as they are kept, and as they come; clusters by the number of their head.

    Clusters hold exact members alone until coarse ones are settled in them.
    """

    def __init__(self, connection: Connection, links: Links) -> None:
        self.connection = connection
        self.links = links
        self.partners = partners_of(links.cannot)
        self.clusters: dict[int, Cluster] = {}
        self._members: dict[int, Member] = {}
        self._numbers: dict[Pair, int] = {}
        self._of: dict[int, Cluster] = {}

    def know(self, members: Iterable[Member]) -> None:
        """Takes up members that are new."""
        for member in members:
            if member.number not in self._members:
                self._members[member.number] = member
                self._numbers[member.telling.id, member.telling.doc] = member.number

    def members(self, numbers: Collection[int]) -> list[Member]:
        """Members by number, in this order."""
        unknown = [number for number in numbers if number not in self._members]
        self.know(having(self.connection, "number", unknown))
        return [self._members[number] for number in numbers]

    def having(self, name: str, wanted: Collection[object]) -> list[Member]:
        """Members that are kept, by what stands in a column of theirs."""
        found = list(having(self.connection, name, wanted))
        self.know(found)
        return [self._members[member.number] for member in found]

    def numbers(self, one: Telling | Cluster) -> list[int]:
        """The numbers of a telling's or a cluster's assertions."""
        several = one.members if isinstance(one, Cluster) else [one]
        return [self._numbers[pair] for t in several for pair in ((t.id, t.doc), *t.copies)]

    def head(self, cluster: Cluster) -> int:
        """The number of a cluster's first telling."""
        return self._numbers[cluster.head.id, cluster.head.doc]

    def gathered(self, exact_ones: Iterable[Telling]) -> list[Cluster]:
        """Clusters of exact tellings, known by their heads from here on."""
        found, _ = exact(collapse(exact_ones, self.partners), self.partners)
        for cluster in found:
            self.clusters[self.head(cluster)] = cluster
            self._of.update(dict.fromkeys(self.numbers(cluster), cluster))
        return found

    def headed(self, heads: Collection[int]) -> None:
        """Takes up the clusters of these heads, as they are kept, where they are not known."""
        unknown = {head for head in heads if head not in self.clusters}
        found = self.having("head", unknown)
        self.gathered(m.telling for m in found if m.telling.precise and m.number not in self._of)

    def containing(self, exact_ones: Iterable[Member]) -> dict[int, Cluster]:
        """By number the clusters that exact members are in."""
        ones = list(exact_ones)
        self.headed({m.head for m in ones if m.number not in self._of and m.head is not None})
        return {m.number: self._of[m.number] for m in ones}

    def connected(
        self,
        around: Iterable[Telling],
        reach: Callable[[Telling], Iterable[Reach]],
        eligible: Callable[[Member], bool],
    ) -> dict[int, Member]:
        """The eligible members that lead back to these tellings by pairs that may be of one event.

        A pair may where it scores high enough, or where both have the same key.
        """
        found: dict[int, Member] = {}
        seen: set[tuple[object, ...]] = set()
        frontier = list(around)
        while frontier:
            asked: dict[int, list[tuple[Reach, Telling]]] = defaultdict(list)
            for one in frontier:
                same = key(one)
                if same not in seen:  # whatever has its key leads to the same
                    seen.add(same)
                    for where in reach(one):
                        asked[where.cell].append((where, one))
            reaches = {where for several in asked.values() for where, _ in several}
            near: dict[int, list[tuple[int, int]]] = defaultdict(list)
            for cell, day, number in within(self.connection, reaches):
                if number not in found:
                    near[number].append((cell, day))
            frontier = []
            for member in self.members(sorted(near)):
                if eligible(member) and _leads(member.telling, near[member.number], asked, seen):
                    found[member.number] = member
                    frontier.append(member.telling)
        return found

    def within(self, reaches: Iterable[Reach]) -> Iterator[Member]:
        """The members within reach, each once."""
        yield from self.members(sorted({n for _, _, n in within(self.connection, reaches)}))


def _leads(
    one: Telling,
    near: Iterable[tuple[int, int]],
    asked: Mapping[int, list[tuple[Reach, Telling]]],
    seen: Collection[tuple[object, ...]],
) -> bool:
    """Whether a telling, which lies in these cells on these days, is akin to one that asked."""
    return key(one) in seen or any(
        akin(one, other)
        for cell, day in set(near)
        for where, other in asked[cell]
        if where.first <= day <= where.last
    )


def akin(a: Telling, b: Telling) -> bool:
    """Whether two tellings may be of one event, whatever the others are."""
    parts = score(a, b)
    return parts is not None and sum(parts.values()) >= THRESHOLD - 1e-9
