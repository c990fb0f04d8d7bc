"""One event from all that tell of it: blocking, scored parts, joins with their reasons.

Assertions are blocked by mode family and month, compared part by part with the clusters already
there (never with chains of them), and joined above a threshold. Assertions are taken in the order
of their precision and id, so that the order of documents does not matter.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from parley.items import IMPORTED, UNREAL, Document, Event, Join, MergedEvent, Place, Source

FAMILIES = {
    "meet": "meeting",
    "talks": "meeting",
    "summit": "meeting",
    "call": "call",
    "video-call": "call",
    "agree": "agreement",
    "agree-to-resume": "agreement",
    "agree-to-establish": "agreement",
    "sign": "agreement",
    "establish-channel": "agreement",
    "suspend-channel": "break",
    "cancel": "break",
    "exercise": "exercise",
    "exercise-joint": "exercise",
    "intercept": "coercion",
    "harass": "coercion",
    "incursion": "coercion",
}
"""Modes that may tell of one happening; any other is a family of its own."""

THRESHOLD = 0.6
COMPARED = (
    "mode",
    "start",
    "end",
    "precision",
    "parties",
    "channel",
    "iteration",
    "effect",
    "modality",
    "place",
)
UNDATED = (0, 0)
DRAFTS = "llm "
"""What the name of a coder begins with whose items are drafts until somebody accepts them."""


@dataclass(slots=True)
class Cluster:
    """Assertions joined so far; ``head`` is the one that others are compared with."""

    head: Event
    members: list[Event] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)


def family(mode: str) -> str:
    """The family of a mode: what it can be merged with."""
    return FAMILIES.get(mode, mode)


def _length(event: Event | MergedEvent) -> int:
    if event.start is None or event.end is None:
        return 99_999
    return (event.end - event.start).days


def _order(event: Event) -> tuple[Any, ...]:
    return _length(event), event.modality in UNREAL, event.iteration is None, event.id


def _months(event: Event | MergedEvent) -> Iterable[tuple[int, int]]:
    """The months an event's date touches, at most two years of them, and those a day away."""
    if event.start is None:
        return [UNDATED]
    first = event.start - dt.timedelta(days=1)
    last = (event.end or event.start) + dt.timedelta(days=1)
    if (last - first).days > 730:
        return [UNDATED]
    out = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        out.append((year, month))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return out


def score(a: Event | MergedEvent, b: Event | MergedEvent) -> dict[str, float] | None:
    """The parts that speak for one happening, None where it cannot be one.

    Never one: unreal and real acts of unlike dates, two rounds, two channels, dates that do not
    meet (a day apart may be one call seen from two capitals), no party in common.
    """
    if family(a.mode) != family(b.mode):
        return None
    if a.mode == b.mode == "other" and a.headline != b.headline:
        return None  # what no mode tells is one only in the same words
    if (a.modality == "denied") != (b.modality == "denied"):
        return None
    if (a.modality == "hypothetical") != (b.modality == "hypothetical"):
        return None
    if a.iteration and b.iteration and a.iteration != b.iteration and a.channel == b.channel:
        return None
    if a.channel and b.channel and a.channel != b.channel:
        return None
    mine, other = set(a.parties), set(b.parties)
    shared = len(mine & other) / max(1, len(mine | other))
    if shared < 0.5:
        return None
    dates = _dates(a, b)
    if dates is None:
        return None
    parts = {"parties": 0.2 * shared, "mode": 0.1 if a.mode == b.mode else 0.05, "date": dates}
    if a.channel and a.channel == b.channel:
        parts["channel"] = 0.2
    if a.iteration and a.iteration == b.iteration:
        parts["round"] = 0.3
    people = _people(a) & _people(b)
    if people:
        parts["people"] = 0.2
    elif _people(a) and _people(b) and a.mode != "summit":
        parts["people"] = -0.15
    if a.place and b.place and same_place(a.place, b.place):
        parts["place"] = 0.1
    return parts


def _people(event: Event | MergedEvent) -> set[str]:
    return {p.entity or p.name for p in event.participants}


def _dates(a: Event | MergedEvent, b: Event | MergedEvent) -> float | None:
    if a.start is None or b.start is None:
        return 0.05
    a_end, b_end = a.end or dt.date.max, b.end or dt.date.max
    slack = dt.timedelta(days=1 if family(a.mode) == "call" else 0)
    if a.start > b_end + (slack if b_end < dt.date.max else dt.timedelta()) or b.start > a_end + (
        slack if a_end < dt.date.max else dt.timedelta()
    ):
        return None
    if a.start == b.start and a_end == b_end:
        length = _length(a)
        return 0.45 if length <= 7 else 0.3 if length <= 31 else 0.15
    longest = max(_length(a), _length(b))
    shortest = min(_length(a), _length(b))
    if longest <= 7:
        return 0.4
    if shortest <= 7 and longest <= 31:
        return 0.3
    return 0.2 if longest <= 100 else 0.1


def merge(events: Sequence[Event], documents: Mapping[str, Document]) -> list[MergedEvent]:
    """Merged events in order of date. ``documents``: by id, for what a source is shown with."""
    blocks: dict[tuple[str, tuple[int, int]], list[Cluster]] = {}
    clusters: list[Cluster] = []
    for event in sorted(events, key=_order):
        keys = [(family(event.mode), month) for month in _months(event)]
        best: tuple[float, Cluster, dict[str, float]] | None = None
        tried: set[int] = set()
        for key in keys:
            for cluster in blocks.get(key, ()):
                if id(cluster) in tried or any(
                    m.doc == event.doc and m.coder == event.coder for m in cluster.members
                ):
                    continue  # what a coder kept apart in one document stays apart
                tried.add(id(cluster))
                parts = score(cluster.head, event)
                if parts is None:
                    continue
                total = sum(parts.values())
                if total >= THRESHOLD and (best is None or total > best[0]):
                    best = (total, cluster, parts)
        if best is None:
            cluster = Cluster(event, [event])
            clusters.append(cluster)
            for key in keys:
                blocks.setdefault(key, []).append(cluster)
        else:
            total, cluster, parts = best
            cluster.members.append(event)
            rounded = {name: round(value, 3) for name, value in parts.items()}
            cluster.joins.append(Join(cluster.head.id, event.id, round(total, 3), rounded))
    merged = [_merged(cluster, documents) for cluster in clusters]
    ids = {event.id: m.id for m, c in zip(merged, clusters, strict=True) for event in c.members}
    merged = [
        msgspec.structs.replace(
            m, cause=tuple(dict.fromkeys(ids.get(c, c) for c in m.cause if ids.get(c, c) != m.id))
        )
        for m in merged
    ]
    return sorted(merged, key=by_date)


def by_date(event: MergedEvent) -> tuple[dt.date, dt.date, str]:
    """Order of a chronology: by first day, then last, undated ones at the end."""
    return event.start or dt.date.max, event.end or dt.date.max, event.id


def _merged(cluster: Cluster, documents: Mapping[str, Document]) -> MergedEvent:
    members = sorted(cluster.members, key=lambda e: e.id)
    head = next((m for m in sorted(members, key=_order) if m.modality not in UNREAL), cluster.head)
    dated = min(members, key=lambda m: (_length(m), m.id))
    values: dict[str, Any] = {
        name: getattr(head, name) for name in MergedEvent.__struct_fields__ if hasattr(head, name)
    }
    values.update(start=dated.start, end=dated.end, precision=dated.precision)
    for name in ("channel", "iteration", "effect", "place", "scope", "local_dates", "asserted_by"):
        values[name] = next(
            (v for m in (head, *members) if (v := getattr(m, name)) is not None), None
        )
    for name in ("initiator", "recipient"):
        values[name] = next((v for m in (head, *members) if (v := getattr(m, name))), ())
    people = {(p.entity or p.name): p for m in reversed(members) for p in m.participants}
    values["participants"] = tuple(people[k] for k in sorted(people))
    values["cause"] = tuple(sorted({c for m in members for c in m.cause}))
    values["informal"] = all(m.informal for m in members)
    values["id"] = members[0].id
    values["confidence"] = round(1 - _product(1 - m.confidence for m in members), 3)
    values["sources"] = tuple(
        sorted(
            (_source(m, values, documents.get(m.doc)) for m in members),
            key=lambda s: (s.published or dt.date.max, s.doc, s.assertion),
        )
    )
    values["conflicts"] = tuple(sorted({f for m in members for f in _conflicts(m, values)}))
    values["merged"] = tuple(sorted(cluster.joins, key=lambda j: (j.a, j.b)))
    values["aliases"] = tuple(m.id for m in members[1:])
    if all(m.coder.startswith(DRAFTS) for m in members):
        values["status"] = "draft"
    if all(m.coder.startswith(IMPORTED) for m in members):
        values["status"] = IMPORTED
    return MergedEvent(**values)


def _product(numbers: Iterable[float]) -> float:
    out = 1.0
    for number in numbers:
        out *= number
    return out


def _source(event: Event, values: Mapping[str, Any], document: Document | None) -> Source:
    return Source(
        doc=event.doc,
        assertion=event.id,
        voice=document.voice if document else None,
        published=document.published if document else None,
        title=document.title if document else None,
        url=document.url if document else None,
        evidence=event.evidence,
        asserted={n: getattr(event, n) for n in COMPARED if getattr(event, n) != values[n]},
    )


def same_place(a: Place, b: Place) -> bool:
    """Whether two places are one, by the lexicon's id, else by name."""
    return a.entity == b.entity if a.entity and b.entity else a.name == b.name


def elsewhere(a: Place, b: Place) -> bool:
    """Whether two places cannot both be right.

    Names in two languages can, and so can a city and the land that it lies in.
    """
    if a.party and b.party and a.party != b.party:
        return True
    if not (a.entity and b.entity) or a.entity == b.entity:
        return False
    return not {a.entity, b.entity} & {a.party, b.party}


def _conflicts(event: Event, values: Mapping[str, Any]) -> Iterable[str]:
    """Fields that cannot both be right; a coarser date is no conflict with a finer one in it."""
    if event.start and values["start"] and event.end and values["end"]:
        inside = event.start <= values["start"] and values["end"] <= event.end
        if not inside:
            yield "date"
    if event.iteration and values["iteration"] and event.iteration != values["iteration"]:
        yield "iteration"
    if event.place and values["place"] and elsewhere(event.place, values["place"]):
        yield "place"
    if set(event.parties) != set(values["parties"]):
        yield "parties"


def merge_with_reference(
    coded: Sequence[MergedEvent], known: Sequence[MergedEvent]
) -> list[MergedEvent]:
    """The desk's events with the reference's: a reference event that is one of them joins it as
    a further source (the coded id stays), the rest are added."""
    blocks: dict[tuple[str, tuple[int, int]], list[MergedEvent]] = {}
    for event in coded:
        if event.modality in UNREAL:
            continue
        for month in _months(event):
            blocks.setdefault((family(event.mode), month), []).append(event)
    joined: dict[str, list[tuple[MergedEvent, float, dict[str, float]]]] = {}
    rest: list[MergedEvent] = []
    for event in known:
        near = {
            e.id: e for month in _months(event) for e in blocks.get((family(event.mode), month), ())
        }
        scored = []
        for other in near.values():
            parts = score(other, event)
            if parts is not None and sum(parts.values()) >= THRESHOLD:
                scored.append((sum(parts.values()), other.id, parts))
        if scored:
            total, key, parts = max(scored, key=lambda s: (s[0], s[1]))
            joined.setdefault(key, []).append((event, total, parts))
        else:
            rest.append(event)
    out = [_with_sources(event, joined.get(event.id, [])) for event in coded]
    return sorted([*out, *rest], key=by_date)


def _with_sources(
    event: MergedEvent, found: Sequence[tuple[MergedEvent, float, dict[str, float]]]
) -> MergedEvent:
    if not found:
        return event
    known = [reference for reference, _, _ in found]
    exact = min((event, *known), key=lambda e: (_length(e), e.status == "reference", e.id))
    return msgspec.structs.replace(
        event,
        start=exact.start,
        end=exact.end,
        precision=exact.precision,
        channel=event.channel or next((k.channel for k in known if k.channel), None),
        iteration=event.iteration or next((k.iteration for k in known if k.iteration), None),
        effect=event.effect or next((k.effect for k in known if k.effect), None),
        sources=(*event.sources, *(s for k in known for s in k.sources)),
        aliases=(*event.aliases, *(k.id for k in known)),
        merged=(
            *event.merged,
            *(
                Join(event.id, k.id, round(total, 3), {n: round(v, 3) for n, v in parts.items()})
                for k, total, parts in found
            ),
        ),
    )
