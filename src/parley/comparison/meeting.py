"""The event that two accounts tell of, and the plans that both report."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from parley.items import UNREAL, Document, Event, Join, MergedEvent
from parley.record.merge import merged_event
from parley.record.scoring import DAY_APART, THRESHOLD, meet, score
from parley.record.telling import UNDATED, Telling, telling

CONSULT = "CONSULT"
LATER = 0.25
"""How much less speaks for one event where two accounts of the same talks are a day apart."""


class Pair(NamedTuple):
    """What the two accounts tell of one event, and what speaks for its being one."""

    a: Event
    b: Event
    parts: Mapping[str, float]

    @property
    def score(self) -> float:
        """The sum of the parts."""
        return sum(self.parts.values())


def common(a: Iterable[Event], b: Iterable[Event]) -> Pair | None:
    """The event that both tell of: of their meetings, else of all acts, what fits best.

    Of those that fit alike it is what stands first in ``a``, then in ``b``. None where nothing
    that is told as having happened fits.
    """
    ours, theirs = (_real(events) for events in (a, b))
    pairs = [
        Pair(one, other, parts)
        for one in ours
        for other in theirs
        if (parts := _parts(telling(one), telling(other))) is not None
        and sum(parts.values()) >= THRESHOLD
    ]
    return min(pairs, key=_rank, default=None)


def _real(events: Iterable[Event]) -> list[Event]:
    return [e for e in events if e.modality not in UNREAL and e.start is not None]


def _rank(pair: Pair) -> tuple[object, ...]:
    met = pair.a.type == CONSULT or pair.b.type == CONSULT
    places = tuple(event.evidence[0].start for event in (pair.a, pair.b))
    return not met, -round(pair.score, 6), *places, pair.a.id, pair.b.id


def _parts(a: Telling, b: Telling) -> Mapping[str, float] | None:
    """What speaks for one event. Unlike the merge, this holds two accounts side by side that
    somebody takes for accounts of one: they may name its channel differently (by its line, by its
    level), and date it a day apart where they name the same channel or person."""
    lines = a.channel, b.channel
    if None not in lines and lines[0] != lines[1]:
        b = _copy(b, channel=None)
    same = lines[0] is not None and lines[0] == lines[1]
    if meet(a, b) or not (same or a.people & b.people):
        return score(a, b)
    if UNDATED in (a.first, b.first) or max(a.first - b.last, b.first - a.last) > DAY_APART:
        return None
    found = score(a, _copy(b, first=a.first, last=a.last, length=a.length))
    return found and found | {"later": -LATER}


def _copy(one: Telling, **changes: object) -> Telling:
    return msgspec.structs.replace(one, **changes)


def joined(pair: Pair, documents: Mapping[str, Document]) -> MergedEvent:
    """The one event that the two tell of, with both as its sources."""
    first, second = sorted((pair.a, pair.b), key=lambda event: event.id)
    join = Join(first.id, second.id, round(pair.score, 3), dict(pair.parts))
    return merged_event([pair.a, pair.b], [join], documents)


class Plans(NamedTuple):
    """What is to come of it: the plans that both report, and those that one reports alone."""

    both: Sequence[tuple[Event, Event]]
    a: Sequence[Event]
    b: Sequence[Event]


def plans(a: Iterable[Event], b: Iterable[Event], parties: Iterable[str]) -> Plans:
    """Planned meetings of the ``parties``, each of ``a`` with the first of ``b`` that fits it."""
    wanted = frozenset(parties)
    ours, theirs = ([e for e in events if _planned(e, wanted)] for events in (a, b))
    both: list[tuple[Event, Event]] = []
    alone: list[Event] = []
    for one in ours:
        found = next((other for other in theirs if _alike(one, other)), None)
        if found is None:
            alone.append(one)
        else:
            both.append((one, found))
            theirs.remove(found)
    return Plans(both, alone, theirs)


def _planned(event: Event, parties: frozenset[str]) -> bool:
    if event.modality not in ("planned", "agreed") or event.type not in (CONSULT, "AGREE", "OTHER"):
        return False
    return frozenset(event.parties) == parties


def _alike(a: Event, b: Event) -> bool:
    one, other = telling(a), telling(b)
    if None not in (a.channel, b.channel) and a.channel != b.channel:
        return False
    return any(family in other.families for family in one.families) and meet(one, other)
