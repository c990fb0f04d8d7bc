"""One event from all that tell of it: what the tellings share, and where they differ.

Which tellings are of one happening, ``parley.record.clusters`` decides; here each happening becomes
an event with its sources, its history and its conflicts kept side by side.
"""

import datetime as dt
from collections.abc import Container, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

import msgspec

from parley.items import IMPORTED, UNREAL, Document, Event, Join, MergedEvent, Source, Told
from parley.record import grades as graded
from parley.record.clusters import Cluster, Index, choose, gather, partners_of
from parley.record.grades import Grades, Key
from parley.record.links import NONE, Links
from parley.record.scoring import REMOTE, elsewhere
from parley.record.telling import LONG, Telling, telling

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
_compared = attrgetter(*COMPARED)
_DATES = ("start", "end", "precision")
_SHARED = [n for n in MergedEvent.__struct_fields__ if n in Event.__struct_fields__]
DRAFTS = "llm "
"""What the name of a coder begins with whose items are drafts until somebody accepts them."""

Status = str
EDITED = "edited"


class Origin(msgspec.Struct, frozen=True):
    """What of a document a source is shown with."""

    voice: str | None = None
    published: dt.date | None = None
    title: str | None = None
    url: str | None = None
    lang: str = "und"
    reliability: str | None = None


Documents = Mapping[str, Document] | Mapping[str, Origin]


def merge(
    events: Sequence[Event],
    documents: Documents,
    links: Links = NONE,
    statuses: Mapping[Key, Status] = {},
    grades: Grades = graded.NONE,
) -> list[MergedEvent]:
    """Merged events in order of date; the same whatever the order of ``events``.

    ``documents``: by id, for what a source is shown with. ``links``, ``statuses`` (``accepted``,
    ``edited``, by assertion) and ``grades`` are an analyst's decisions.
    """
    by_key = {(event.id, event.doc): event for event in events}
    merged = [
        merged_event(
            [by_key[k] for k in cluster.assertions()], cluster.joins, documents, statuses, grades
        )
        for cluster in gather(map(telling, by_key.values()), links)
    ]
    ids = {alias: event.id for event in merged for alias in (event.id, *event.aliases)}
    return sorted((with_causes(event, ids) for event in merged), key=by_date)


def with_causes(event: MergedEvent, ids: Mapping[str, str]) -> MergedEvent:
    """The event with the assertions that are its causes as the events that they have become."""
    if not event.cause:
        return event
    found = dict.fromkeys(ids.get(key, key) for key in event.cause)
    return msgspec.structs.replace(event, cause=tuple(key for key in found if key != event.id))


def by_date(event: MergedEvent) -> tuple[dt.date, dt.date, str]:
    """Order of a chronology: by first day, then last, undated ones at the end."""
    return event.start or dt.date.max, event.end or dt.date.max, event.id


def _length(event: Event | MergedEvent) -> int:
    if event.start is None or event.end is None:
        return LONG
    return (event.end - event.start).days


def _order(event: Event) -> tuple[Any, ...]:
    return _length(event), event.modality in UNREAL, event.iteration is None, event.id, event.doc


def merged_event(
    tellings: Iterable[Event],
    joins: Iterable[Join],
    documents: Documents,
    statuses: Mapping[Key, Status] = {},
    grades: Grades = graded.NONE,
) -> MergedEvent:
    """The event that these assertions tell of; ``joins`` are the reasons for their being one."""
    members = sorted(tellings, key=lambda e: (e.id, e.doc))
    # What an analyst has put right is what the event is, whatever others tell later.
    ranked = sorted(members, key=lambda m: (statuses.get((m.id, m.doc)) != EDITED, _order(m)))
    head = next((m for m in ranked if m.modality not in UNREAL), ranked[0])
    real = [m for m in members if m.modality not in UNREAL] or members
    dated = min(real, key=lambda m: (_length(m), statuses.get((m.id, m.doc)) != EDITED, m.id))
    values: dict[str, Any] = {name: getattr(head, name) for name in _SHARED}
    values.update(start=dated.start, end=dated.end, precision=dated.precision)
    values.update(lasting=dated.lasting, ongoing=dated.ongoing)
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
    values["local_dates"] = values["local_dates"] or _local_dates(real, values, documents)
    agreed = tuple(values[name] for name in COMPARED)
    values["sources"] = tuple(
        sorted(
            (_source(m, agreed, documents.get(m.doc), grades) for m in members),
            key=lambda s: (s.published or dt.date.max, s.doc, s.assertion),
        )
    )
    values["conflicts"] = tuple(sorted({f for m in real for f in _conflicts(m, values)}))
    values["merged"] = tuple(sorted(joins, key=lambda j: (j.a, j.b)))
    values["aliases"] = tuple(dict.fromkeys(m.id for m in members if m.id != members[0].id))
    values["history"] = _history(members, documents)
    values["status"] = _status(members, statuses)
    return MergedEvent(**values)


def _status(members: Sequence[Event], statuses: Mapping[Key, Status]) -> Status:
    decided = {statuses[key] for m in members if (key := (m.id, m.doc)) in statuses}
    for status in (EDITED, "accepted"):
        if status in decided:
            return status
    if all(m.coder.startswith(DRAFTS) for m in members):
        return "draft"
    return IMPORTED if all(m.coder.startswith(IMPORTED) for m in members) else "coded"


def _product(numbers: Iterable[float]) -> float:
    out = 1.0
    for number in numbers:
        out *= number
    return out


def _source(
    event: Event, agreed: tuple[Any, ...], document: Document | Origin | None, grades: Grades
) -> Source:
    known = document.reliability if document else None
    return Source(
        doc=event.doc,
        assertion=event.id,
        lang=document.lang if document else "und",
        voice=document.voice if document else None,
        published=document.published if document else None,
        title=document.title if document else None,
        url=document.url if document else None,
        reliability=grades.reliability.get(event.doc, known),
        credibility=grades.credibility.get((event.id, event.doc)),
        evidence=event.evidence,
        asserted=_plain(
            {
                name: own
                for name, own, shared in zip(COMPARED, _compared(event), agreed, strict=True)
                if own != shared
            }
        ),
    )


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    """As JSON gives it back, so that an event that was kept equals one just made."""
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(given)) if given else {}
    return found


def _history(members: Sequence[Event], documents: Documents) -> tuple[Told, ...]:
    """Announced, held: each way in which it was told, by who gave it so first."""
    stages: dict[tuple[Any, ...], Told] = {}
    for event in members:
        document = documents.get(event.doc)
        told = Told(
            modality=event.modality,
            doc=event.doc,
            published=document.published if document else None,
            start=event.start,
            end=event.end,
        )
        unreal = told.modality in UNREAL
        stage = (told.modality, told.start, told.end) if unreal else ("held",)
        if stage not in stages or _when(told) < _when(stages[stage]):
            stages[stage] = told
    if len(stages) < 2:
        return ()
    return tuple(sorted(stages.values(), key=_when))


def _when(told: Told) -> tuple[dt.date, bool, str]:
    return told.published or dt.date.max, told.modality not in UNREAL, told.doc


def _local_dates(
    members: Sequence[Event], values: Mapping[str, Any], documents: Documents
) -> dict[str, dt.date] | None:
    """The day in each capital, where a call's two sides give days that follow each other."""
    parties = values["parties"]
    if values["mode"] not in REMOTE or len(parties) != 2:
        return None
    days = sorted({m.start for m in members if m.start and m.start == m.end})
    if len(days) != 2 or (days[1] - days[0]).days != 1:
        return None
    own: dict[str, set[dt.date]] = {}
    for event in members:
        document = documents.get(event.doc)
        if document and document.voice in parties and event.start in days and document.voice:
            own.setdefault(document.voice, set()).add(event.start)
    told = {party: next(iter(found)) for party, found in own.items() if len(found) == 1}
    if not told or (len(told) == 2 and len(set(told.values())) == 1):
        return None
    for party in parties:
        if party not in told:
            other = next(iter(told.values()))
            told[party] = days[1] if other == days[0] else days[0]
    return {party: told[party] for party in sorted(told)}


def _conflicts(event: Event, values: Mapping[str, Any]) -> Iterable[str]:
    """Fields that cannot both be right; a coarser date is no conflict with a finer one in it."""
    if event.start and values["start"] and event.end and values["end"]:
        inside = event.start <= values["start"] and values["end"] <= event.end
        local = values["local_dates"] or {}
        if not inside and not (event.start == event.end and event.start in local.values()):
            yield "date"
    if event.iteration and values["iteration"] and event.iteration != values["iteration"]:
        yield "iteration"
    if event.place and values["place"] and elsewhere(event.place, values["place"]):
        yield "place"
    if set(event.parties) != set(values["parties"]):
        yield "parties"


def merge_with_reference(
    coded: Sequence[MergedEvent], known: Sequence[MergedEvent], links: Links = NONE
) -> list[MergedEvent]:
    """The desk's events with the reference's: a reference event that is one of them joins it as
    a further source (the coded id stays), the rest are added."""
    found = reference_joins(coded, known, links)
    joined = {event.id for several in found.values() for event, _ in several}
    out = [with_reference(event, found.get(event.id, ())) for event in coded]
    out += (event for event in known if event.id not in joined)
    ids = {k.id: key for key, several in found.items() for k, _ in several}
    return sorted((with_causes(event, ids) for event in out), key=by_date)


def _dated(source: Source, told: MergedEvent, exact: MergedEvent) -> Source:
    """The source of an event that gets another's date, with the one that it gives itself."""
    other = {n: v for n in _DATES if (v := getattr(told, n)) != getattr(exact, n)}
    if not other:
        return source
    return msgspec.structs.replace(source, asserted=_plain(other) | source.asserted)


Found = tuple[MergedEvent, dict[str, float]]


BY_HAND = {"analyst": 1.0}
"""The reason for a join that an analyst has made."""


def known_pairs(pairs: Iterable[tuple[str, str]], known: Container[str]) -> list[tuple[str, str]]:
    """Those of linked pairs that have an event of the reference chronology: it, and the other."""
    both = ((one, other) for pair in pairs for one, other in (pair, pair[::-1]))
    return sorted((one, other) for one, other in both if one in known)


def reference_joins(
    coded: Sequence[MergedEvent], known: Sequence[MergedEvent], links: Links = NONE
) -> dict[str, list[Found]]:
    """For each event that has them the reference's events that are the same, with the reasons.

    A date coarser than a third of a month, on either side, joins where one alone fits
    (``clusters.choose``). What an analyst has joined is joined, and what was split is not, whatever
    else speaks.
    """
    by_id = {event.id: event for event in known}
    partners = partners_of(links.cannot)
    ids: dict[str, str] = {}
    for event in sorted(coded, key=by_date):
        for key in (event.id, *event.aliases):
            ids.setdefault(key, event.id)
    by_hand: dict[str, str] = {}
    for key, assertion in known_pairs(links.must, by_id):
        if assertion in ids:
            by_hand.setdefault(key, ids[assertion])
    taken = set(by_hand.values())
    theirs, exact = Index(), Index()
    coarse: list[Telling] = []
    for one in map(telling, (e for e in coded if e.modality not in UNREAL)):
        if one.precise:
            exact.add(Cluster(one, [one]))
        elif one.id not in taken:
            coarse.append(one)
    out: dict[str, list[Found]] = {}
    for event in known:
        if event.id in by_hand:
            out.setdefault(by_hand[event.id], []).append((event, dict(BY_HAND)))
            continue
        one = telling(event)
        found = choose(exact, one, partners)
        if found is not None:
            out.setdefault(found[0].head.id, []).append((event, found[1]))
        elif one.precise:
            theirs.add(Cluster(one, [one]))
    for one in sorted(coarse, key=lambda t: t.order):
        found = choose(theirs, one, partners)
        if found is not None:
            out.setdefault(one.id, []).append((by_id[found[0].head.id], found[1]))
    return out


OPENING = ("established", "resumed")
"""Effects of a use that tell more of it than that it was one."""


def _effect(event: MergedEvent, known: Sequence[MergedEvent]) -> str | None:
    """The event's own effect, else the reference's, which may know that a use opened a channel."""
    told = [k.effect for k in known if k.effect]
    if event.effect == "used" and event.status != EDITED:
        return next((effect for effect in told if effect in OPENING), event.effect)
    return event.effect or next(iter(told), None)


def with_reference(event: MergedEvent, found: Sequence[Found]) -> MergedEvent:
    """The event with the reference's of the same happening as further sources."""
    if not found:
        return event
    known = [reference for reference, _ in found]
    exact = min((event, *known), key=lambda e: (_length(e), e.status == "reference", e.id))
    if event.status == EDITED:
        exact = event
    return msgspec.structs.replace(
        event,
        start=exact.start,
        end=exact.end,
        precision=exact.precision,
        modality=known[0].modality if event.modality in UNREAL else event.modality,
        channel=event.channel or next((k.channel for k in known if k.channel), None),
        iteration=event.iteration or next((k.iteration for k in known if k.iteration), None),
        effect=_effect(event, known),
        cause=tuple(sorted({*event.cause, *(cause for k in known for cause in k.cause)})),
        informal=event.informal or any(k.informal for k in known),
        sources=tuple(_dated(s, one, exact) for one in (event, *known) for s in one.sources),
        aliases=(*event.aliases, *(k.id for k in known)),
        merged=(
            *event.merged,
            *(
                Join(
                    event.id,
                    k.id,
                    round(sum(parts.values()), 3),
                    {name: round(value, 3) for name, value in parts.items()},
                )
                for k, parts in found
            ),
        ),
    )
