"""Clusters kept up as tellings come and go: what is taken in canonical order, by changes alone.

``clusters.exact`` and ``leftover`` take tellings in canonical order, and each joins the best
cluster that is there by then, or opens one. So what becomes of a telling follows from what became
of earlier ones near it, and it has to be asked again only where one of these has come to something
else: where the cluster that it is of is no more, where one is opened that it might be of, where a
member that kept it out of one has left, or where one has joined that keeps it out. All such are
asked until nothing changes; as each depends on earlier ones alone, what comes out is what taking
all of them in order would give.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from parley.record.cells import Place, Reach
from parley.record.clusters import bars, fits
from parley.record.neighbourhood import Neighbourhood, Rep
from parley.record.telling import Telling

Move = tuple[Rep, int | None, int | None]
"""A rep, the head of the cluster that it was of, and of the one that it is of now."""


class Taking:
    """The exact tellings of a record, or the coarse ones that are of none of their clusters.

    ``reach``: where the others are that one might be of an event with; ``places``: where one is
    found by these; ``exact``: which of both these are.
    """

    def __init__(
        self,
        near: Neighbourhood,
        reach: Callable[[Telling], Iterable[Reach]],
        places: Callable[[Telling], Iterable[Place]],
        exact: bool,
    ) -> None:
        self._near = near
        self._reach = reach
        self._places = places
        self._exact = exact
        self._clusters: dict[int, dict[int, Rep]] = {}
        self._before: dict[int, tuple[Rep, int | None]] = {}

    def renewed(self, gone: Iterable[Rep], come: Iterable[Rep], again: Iterable[Rep]) -> list[Move]:
        """Takes some out and others in, asks some anew, and all that this changes; the moves."""
        moved: list[Move] = []
        for rep in gone:
            moved.append((rep, rep.head, None))
            self._before[rep.number] = rep, rep.head
            self._leave(rep)
        queue = {rep.number: rep for rep in (*come, *again)}
        for rep in come:
            self._note(rep)
        while queue or moved:
            queue |= {rep.number: rep for rep in self._reached(moved)}
            moved = []
            wave = sorted(queue.values(), key=_order)
            queue = {}
            options = self._options(wave)
            for rep in wave:
                head = self._choice(rep, options[rep.number])
                if head != rep.head:
                    moved.append((rep, rep.head, head))
                    self._move(rep, head)
        return [(rep, head, rep.head) for rep, head in self._before.values() if head != rep.head]

    def members(self, heads: Iterable[int]) -> dict[int, list[Rep]]:
        """The reps of clusters in canonical order, by head; without those that are no more."""
        wanted = sorted(heads)
        self._load(wanted)
        return {
            head: sorted(cluster.values(), key=_order)
            for head in wanted
            if head in (cluster := self._clusters[head])
        }

    def barred(self, head: int, one: Telling) -> bool:
        """Whether a member of a cluster keeps a coarse telling out of it."""
        self._load([head])
        cluster = self._clusters[head].values()
        return any(bars(member.telling, one, self._near.partners) for member in cluster)

    def _leave(self, rep: Rep) -> None:
        if rep.head is not None and rep.head in self._clusters:
            self._clusters[rep.head].pop(rep.number, None)
        rep.head = None

    def _note(self, rep: Rep) -> None:
        """What has moved is found at hand from here on: the database knows it as it was."""
        if rep.number not in self._before:
            self._before[rep.number] = rep, rep.head
            self._near.put(rep, self._places(rep.telling))

    def _move(self, rep: Rep, head: int) -> None:
        self._note(rep)
        self._leave(rep)
        rep.head = head
        self._clusters.setdefault(head, {})[rep.number] = rep

    def _options(self, wave: Collection[Rep]) -> dict[int, list[Rep]]:
        """For each what opens, or opened, a cluster that it fits: the best first."""
        self._near.completed(wave)
        asked = {rep.number: list(self._reach(rep.telling)) for rep in wave}
        near = self._near.found(asked, heads=True)
        out = {}
        for rep in wave:
            ranks = []
            for head in near[rep.number]:
                if head.order < rep.order:
                    parts = fits(head.telling, rep.telling)
                    if parts is not None:
                        ranks.append((*_rank(parts, head.telling), head.number))
            out[rep.number] = [self._near.reps[number] for *_, number in sorted(ranks)]
        self._load({h.number for heads in out.values() for h in heads if h.head == h.number})
        return out

    def _choice(self, rep: Rep, options: Iterable[Rep]) -> int:
        """The head of the cluster that a rep is of, as things are."""
        for head in options:
            if head.head == head.number and not any(
                bars(member.telling, rep.telling, self._near.partners)
                for member in self._clusters[head.number].values()
                if member.order < rep.order
            ):
                return head.number
        return rep.number

    def _load(self, heads: Iterable[int]) -> None:
        unknown = {head for head in heads if head not in self._clusters}
        if not unknown:
            return
        self._clusters |= {head: {} for head in unknown}
        for rep in self._near.rows("head", unknown):
            if rep.head in unknown and rep.telling.precise == self._exact:
                self._clusters[rep.head][rep.number] = rep

    def _reached(self, moved: Iterable[Move]) -> Iterator[Rep]:
        """What has to be asked again for others having moved."""
        closed, joined, left, beside = [], [], [], []
        for rep, before, now in moved:
            if before == rep.number:
                closed.append(before)
            elif before is not None:
                left.append((rep, before))
            if now == rep.number:
                beside.append((rep, rep))
            elif now is not None:
                joined.append((rep, now))
        self._load({*closed, *(before for _, before in left)})
        for number in closed:
            yield from [rep for rep in self._clusters[number].values() if rep.number != number]
        for rep, now in joined:
            for other in self._clusters[now].values():
                if other.order > rep.order and bars(
                    rep.telling, other.telling, self._near.partners
                ):
                    yield other
        for rep, before in left:
            head = self._near.reps.get(before)
            if head is not None and head.head == before:
                beside.append((head, rep))
        yield from self._beside(beside)

    def _beside(self, clusters: Sequence[tuple[Rep, Rep]]) -> Iterator[Rep]:
        """What might be of these, of a cluster's head and of what has come to it or left it."""
        asked = {n: list(self._reach(head.telling)) for n, (head, _) in enumerate(clusters)}
        for number, near in self._near.found(asked).items():
            head, first = clusters[number]
            for other in near:
                if (
                    other.head is not None
                    and other.head != head.number
                    and other.order > first.order
                    and self._better(head, other)
                ):
                    yield other

    def _better(self, head: Rep, other: Rep) -> bool:
        """Whether a rep would rather be of this cluster than of its own, as far as is known."""
        parts = fits(head.telling, other.telling)
        if parts is None:
            return False
        own = None if other.head is None else self._near.reps.get(other.head)
        if own is None or own is other or own.head != own.number:
            return True
        now = fits(own.telling, other.telling)
        return now is None or _rank(parts, head.telling) < _rank(now, own.telling)


def _rank(parts: dict[str, float], head: Telling) -> tuple[float, str, str]:
    return -sum(parts.values()), head.id, head.doc


def _order(rep: Rep) -> tuple[object, ...]:
    return rep.order
