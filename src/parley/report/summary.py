"""The few sentences that a reader needs first, counted from the data."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import msgspec

from parley.items import ChannelState, MergedEvent
from parley.report.data import ReportData, Spell
from parley.report.entries import FAIR
from parley.report.events import EventIndex, Link, touched
from parley.report.words import Words

KINDS_NAMED = 5
CHANGES_NAMED = 8
DOUBTS_NAMED = 5
LATELY = dt.timedelta(days=3 * 365)
"""How far back a change of state is news, where the documents go back further."""
VERDICTS = ("holds", "contradicted", "not-enough-record")


class Change(NamedTuple):
    """A channel that passed from one state to another; ``before`` None where none was known."""

    date: str
    channel: str
    href: str | None
    before: str | None
    after: str


class Doubt(NamedTuple):
    """Something to be read with care, and where it stands; ``more`` are not linked."""

    text: str
    items: tuple[Link, ...] = ()
    more: int = 0


class Summary(NamedTuple):
    """Sentences, and lists under sentences of their own; ``lead`` has paragraphs."""

    figures: tuple[tuple[str, int, str], ...]
    lead: tuple[tuple[str, ...], ...]
    changes_head: str
    changes: tuple[Change, ...]
    changes_more: str | None
    claims: str
    doubts_head: str
    doubts: tuple[Doubt, ...]


class Doubted(NamedTuple):
    """Events to be read with care: how many, and the first of them."""

    n: int
    some: Sequence[MergedEvent] = ()


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What a summary is written from: numbers, and the few things that it names.

    ``languages``, ``voices`` and ``speakers`` count documents and statements, those without one
    under None. ``modes`` and ``modalities`` count the documents' own events, whose dates are
    ``first`` and ``last``. ``touched``: the channels that they speak of; ``doubts`` are named as in
    the strings ``doubt.…``, and ``counts`` those of which nothing is listed.
    """

    documents: int
    languages: Mapping[str, int]
    voices: Mapping[str | None, int]
    published: tuple[dt.date, dt.date] | None
    events: int
    modes: Mapping[str, int]
    modalities: Mapping[str, int]
    first: MergedEvent | None
    last: MergedEvent | None
    statements: int
    speakers: Mapping[str | None, int]
    claims: int
    verdicts: Mapping[str, int]
    touched: Collection[str]
    channels: Sequence[ChannelState]
    spells: Mapping[str, Sequence[Spell]]
    as_of: dt.date
    doubts: Mapping[str, Doubted]
    counts: Mapping[str, int]


def figures(data: ReportData, index: EventIndex) -> Figures:
    """The figures of a report."""
    own = index.own
    dated = [event for event in own if event.start is not None]
    days = sorted(d.published for d in data.documents if d.published is not None)
    shown = touched(index, data)
    doubts = {
        "confidence": [e for e in own if e.confidence < FAIR],
        "conflicts": [e for e in own if e.conflicts],
        "undated_events": [e for e in own if e.start is None and e.end is None],
    }
    return Figures(
        documents=len(data.documents),
        languages=Counter(document.lang for document in data.documents),
        voices=Counter(document.voice for document in data.documents),
        published=(days[0], days[-1]) if days else None,
        events=len(own),
        modes=Counter(event.mode for event in own),
        modalities=Counter(event.modality for event in own),
        first=dated[0] if dated else None,
        last=max(dated, key=lambda e: e.end or e.start or dt.date.min) if dated else None,
        statements=len(data.statements),
        speakers=Counter(s.speaker.party for s in data.statements),
        claims=len(data.checks),
        verdicts=Counter(check.verdict for check in data.checks),
        touched=shown,
        channels=data.channels,
        spells=data.spells,
        as_of=data.as_of,
        doubts={name: Doubted(len(some), some[:DOUBTS_NAMED]) for name, some in doubts.items()},
        counts={
            "statements": sum(statement.confidence < FAIR for statement in data.statements),
            "undated_documents": sum(d.published is None for d in data.documents),
            "inferred_documents": sum(
                d.published is not None and "published" in d.inferred for d in data.documents
            ),
            "unvoiced": sum(d.voice is None for d in data.documents),
            "inferred_channels": sum(c.inferred and c.id in shown for c in data.channels),
            "problems": len(data.problems),
        },
    )


def summary(found: Figures, index: EventIndex, words: Words) -> Summary:
    """What was read, what it tells, which channels changed, what holds and what is in doubt."""
    changes, head = _changes(found, index, words)
    doubts = tuple(_doubts(found, index, words))
    more = len(changes) - CHANGES_NAMED
    return Summary(
        figures=(
            (words.t("figures.documents"), found.documents, "documents"),
            (words.t("figures.events"), found.events, "chronology"),
            (words.t("figures.statements"), found.statements, "statements"),
            (words.t("figures.claims"), found.claims, "checks"),
            (words.t("figures.channels"), len(found.touched), "channels"),
        ),
        lead=tuple(map(tuple, _lead(found, words))),
        changes_head=head,
        changes=tuple(changes[:CHANGES_NAMED]),
        changes_more=words.t("summary.changes.more", n=more) if more > 0 else None,
        claims=_claims(found, words),
        doubts_head=words.t("summary.doubts" if doubts else "summary.no_doubts"),
        doubts=doubts,
    )


def _lead(found: Figures, words: Words) -> list[list[str]]:
    said: list[str] = []
    paragraphs = [said]
    if found.documents:
        said.append(
            words.t(
                "summary.documents",
                n=found.documents,
                languages=words.all_of(
                    words.known("lang", lang) for lang in _ranked(found.languages)
                ),
                voices=words.all_of(
                    words.voice(voice) if voice else words.t("summary.voice.none")
                    for voice in _ranked(found.voices)
                ),
            )
        )
        if found.published:
            start, end = (words.day(day) for day in found.published)
            if start == end:
                said.append(words.t("summary.published.one", start=start))
            else:
                said.append(words.t("summary.published", start=start, end=end))
    else:
        said.append(words.t("summary.no_documents"))
    if found.events:
        paragraphs.append(_events(found, words))
    elif found.documents:
        said.append(words.t("summary.no_events"))
    states = Counter(c.state for c in found.channels if c.id in found.touched)
    if states:
        kinds = words.clauses(
            words.t("summary.state", n=states[state], state=words.state(state))
            for state in sorted(states, key=lambda state: (-states[state], state))
        )
        told = words.t("summary.states", n=sum(states.values()), states=kinds)
        paragraphs.append([told])
    if found.statements:
        names = [
            words.party(party) if party else words.t("statements.no_party")
            for party in _ranked(found.speakers)
        ]
        told = words.t("summary.statements", n=found.statements, speakers=words.all_of(names))
        paragraphs.append([told])
    return paragraphs


def _events(found: Figures, words: Words) -> list[str]:
    ranked = _ranked(found.modes)
    kinds = [
        words.t("summary.kind", kind=words.mode(mode), n=found.modes[mode])
        for mode in ranked[:KINDS_NAMED]
    ]
    rest = sum(found.modes[mode] for mode in ranked[KINDS_NAMED:])
    if rest:
        kinds.append(words.t("summary.kinds.other", n=rest))
    told = {"n": found.events, "kinds": words.all_of(kinds)}
    if found.first is not None and found.last is not None:
        span = {"start": words.start(found.first), "end": words.end(found.last)}
        said = [words.t("summary.events", **told, **span)]
    else:
        said = [words.t("summary.events.undated", **told)]
    real = ("occurred", "ongoing")
    unreal = {name: n for name, n in found.modalities.items() if name not in real}
    if unreal:
        kinds = [
            words.t("summary.unreal.kind", kind=words.modality(m), n=unreal[m])
            for m in _ranked(unreal)
        ]
        count = sum(unreal.values())
        said.append(words.t("summary.unreal", n=count, kinds=words.t("list.comma").join(kinds)))
    return said


def _changes(found: Figures, index: EventIndex, words: Words) -> tuple[list[Change], str]:
    begun = found.first.start if found.first else None
    if begun is None or begun > found.as_of:
        return [], words.t("summary.no_changes")
    since = max(begun, found.as_of - LATELY)
    hrefs = {state.id: index.places.channel(state.id) for state in found.channels}
    changed: list[tuple[dt.date, str, Change]] = []
    for channel in sorted(found.spells.keys() & set(found.touched)):
        before = None
        for spell in found.spells[channel]:
            if since <= spell.start <= found.as_of and before != spell.state:
                change = Change(
                    words.day(spell.start),
                    words.channel(channel),
                    hrefs.get(channel),
                    words.state(before) if before else None,
                    words.state(spell.state),
                )
                changed.append((spell.start, channel, change))
            before = spell.state
    changed.sort(key=lambda item: item[:2], reverse=True)
    head = (
        words.t("summary.changes", date=words.day(since))
        if changed
        else words.t("summary.no_changes")
    )
    return [change for _, _, change in changed], head


def _claims(found: Figures, words: Words) -> str:
    if not found.claims:
        return words.t("summary.no_claims")
    told = [
        words.t(f"verdict.count.{verdict}", n=found.verdicts[verdict])
        for verdict in VERDICTS
        if found.verdicts.get(verdict)
    ]
    return words.t("summary.claims", n=found.claims, verdicts=words.clauses(told))


def _doubts(found: Figures, index: EventIndex, words: Words) -> list[Doubt]:
    told = [
        Doubt(
            words.t(f"doubt.{name}", n=doubted.n),
            tuple(_link(event, index, words) for event in doubted.some),
            max(doubted.n - len(doubted.some), 0),
        )
        for name, doubted in found.doubts.items()
        if doubted.n
    ]
    told += [Doubt(words.t(f"doubt.{name}", n=n)) for name, n in found.counts.items() if n]
    return told


def _link(event: MergedEvent, index: EventIndex, words: Words) -> Link:
    return Link(words.headline(event), index.href(event), event.start)


def _ranked(counts: Mapping[str, int] | Mapping[str | None, int]) -> list[str]:
    """Keys by how often they come, ties by name; None is the empty string and comes last."""
    found: dict[str | None, int] = dict(counts.items())
    return [key or "" for key in sorted(found, key=lambda k: (k is None, -found[k], k or ""))]
