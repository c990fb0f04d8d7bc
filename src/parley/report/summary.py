"""The few sentences that a reader needs first, counted from the data."""

import datetime as dt
from collections import Counter
from typing import NamedTuple

from parley.items import MergedEvent
from parley.report.data import ReportData
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


def summary(data: ReportData, index: EventIndex, words: Words) -> Summary:
    """What was read, what it tells, which channels changed, what holds and what is in doubt."""
    changes, head = _changes(data, index, words)
    doubts = tuple(_doubts(data, index, words))
    more = len(changes) - CHANGES_NAMED
    return Summary(
        figures=(
            (words.t("figures.documents"), len(data.documents), "documents"),
            (words.t("figures.events"), len(index.own), "chronology"),
            (words.t("figures.statements"), len(data.statements), "statements"),
            (words.t("figures.claims"), len(data.checks), "checks"),
            (words.t("figures.channels"), len(touched(index, data)), "channels"),
        ),
        lead=tuple(map(tuple, _lead(data, index, words))),
        changes_head=head,
        changes=tuple(changes[:CHANGES_NAMED]),
        changes_more=words.t("summary.changes.more", n=more) if more > 0 else None,
        claims=_claims(data, words),
        doubts_head=words.t("summary.doubts" if doubts else "summary.no_doubts"),
        doubts=doubts,
    )


def _lead(data: ReportData, index: EventIndex, words: Words) -> list[list[str]]:
    said: list[str] = []
    paragraphs = [said]
    if data.documents:
        languages = Counter(document.lang for document in data.documents)
        voices = Counter(document.voice for document in data.documents)
        said.append(
            words.t(
                "summary.documents",
                n=len(data.documents),
                languages=words.all_of(words.known("lang", lang) for lang in _ranked(languages)),
                voices=words.all_of(
                    words.voice(voice) if voice else words.t("summary.voice.none")
                    for voice in _ranked(voices)
                ),
            )
        )
        days = sorted(d.published for d in data.documents if d.published is not None)
        if days and days[0] == days[-1]:
            said.append(words.t("summary.published.one", start=words.day(days[0])))
        elif days:
            start, end = words.day(days[0]), words.day(days[-1])
            said.append(words.t("summary.published", start=start, end=end))
    else:
        said.append(words.t("summary.no_documents"))
    if index.own:
        paragraphs.append(_events(index, words))
    elif data.documents:
        said.append(words.t("summary.no_events"))
    states: Counter[str] = Counter(c.state for c in data.channels if c.id in touched(index, data))
    if states:
        kinds = words.clauses(
            words.t("summary.state", n=states[state], state=words.state(state))
            for state in _ranked(states)
        )
        told = words.t("summary.states", n=sum(states.values()), states=kinds)
        paragraphs.append([told])
    if data.statements:
        speakers = Counter(s.speaker.party for s in data.statements)
        names = [
            words.party(party) if party else words.t("statements.no_party")
            for party in _ranked(speakers)
        ]
        told = words.t("summary.statements", n=len(data.statements), speakers=words.all_of(names))
        paragraphs.append([told])
    return paragraphs


def _events(index: EventIndex, words: Words) -> list[str]:
    modes = Counter(event.mode for event in index.own)
    ranked = _ranked(modes)
    kinds = [
        words.t("summary.kind", kind=words.mode(mode), n=modes[mode])
        for mode in ranked[:KINDS_NAMED]
    ]
    rest = sum(modes[mode] for mode in ranked[KINDS_NAMED:])
    if rest:
        kinds.append(words.t("summary.kinds.other", n=rest))
    dated = [event for event in index.own if event.start is not None]
    told = {"n": len(index.own), "kinds": words.all_of(kinds)}
    if dated:
        last = max(dated, key=lambda event: event.end or event.start or dt.date.min)
        span = {"start": words.start(dated[0]), "end": words.end(last)}
        said = [words.t("summary.events", **told, **span)]
    else:
        said = [words.t("summary.events.undated", **told)]
    unreal = Counter(e.modality for e in index.own if e.modality not in ("occurred", "ongoing"))
    if unreal:
        kinds = [
            words.t("summary.unreal.kind", kind=words.modality(m), n=unreal[m])
            for m in _ranked(unreal)
        ]
        count = sum(unreal.values())
        said.append(words.t("summary.unreal", n=count, kinds=words.t("list.comma").join(kinds)))
    return said


def _changes(data: ReportData, index: EventIndex, words: Words) -> tuple[list[Change], str]:
    days = sorted(e.start for e in index.own if e.start is not None and e.start <= data.as_of)
    if not days:
        return [], words.t("summary.no_changes")
    since = max(days[0], data.as_of - LATELY)
    shown = touched(index, data)
    hrefs = {state.id: index.places.channel(state.id) for state in data.channels}
    found: list[tuple[dt.date, str, Change]] = []
    for channel in sorted(shown & data.spells.keys()):
        spells = data.spells[channel]
        before = None
        for spell in spells:
            if since <= spell.start <= data.as_of and before != spell.state:
                change = Change(
                    words.day(spell.start),
                    words.channel(channel),
                    hrefs.get(channel),
                    words.state(before) if before else None,
                    words.state(spell.state),
                )
                found.append((spell.start, channel, change))
            before = spell.state
    found.sort(key=lambda item: item[:2], reverse=True)
    head = (
        words.t("summary.changes", date=words.day(since))
        if found
        else words.t("summary.no_changes")
    )
    return [change for _, _, change in found], head


def _claims(data: ReportData, words: Words) -> str:
    if not data.checks:
        return words.t("summary.no_claims")
    verdicts = Counter(check.verdict for check in data.checks)
    told = [
        words.t(f"verdict.count.{verdict}", n=count)
        for verdict in VERDICTS
        for count in [sum(n for v, n in verdicts.items() if v == verdict)]
        if count
    ]
    return words.t("summary.claims", n=len(data.checks), verdicts=words.clauses(told))


def _doubts(data: ReportData, index: EventIndex, words: Words) -> list[Doubt]:
    events = {
        "confidence": [e for e in index.own if e.confidence < FAIR],
        "conflicts": [e for e in index.own if e.conflicts],
        "undated_events": [e for e in index.own if e.start is None and e.end is None],
    }
    found = [
        Doubt(
            words.t(f"doubt.{name}", n=len(some)),
            tuple(_link(event, index, words) for event in some[:DOUBTS_NAMED]),
            max(len(some) - DOUBTS_NAMED, 0),
        )
        for name, some in events.items()
        if some
    ]
    low = [statement for statement in data.statements if statement.confidence < FAIR]
    shown = touched(index, data)
    counts = {
        "statements": len(low),
        "undated_documents": sum(d.published is None for d in data.documents),
        "inferred_documents": sum(
            d.published is not None and "published" in d.inferred for d in data.documents
        ),
        "unvoiced": sum(d.voice is None for d in data.documents),
        "inferred_channels": sum(c.inferred and c.id in shown for c in data.channels),
        "problems": len(data.problems),
    }
    found += [Doubt(words.t(f"doubt.{name}", n=count)) for name, count in counts.items() if count]
    return found


def _link(event: MergedEvent, index: EventIndex, words: Words) -> Link:
    return Link(words.headline(event), index.href(event), event.start)


def _ranked(counts: "Counter[str] | Counter[str | None]") -> list[str]:
    """Keys by how often they come, ties by name; None is the empty string and comes last."""
    return [
        key or "" for key in sorted(counts, key=lambda key: (key is None, -counts[key], key or ""))
    ]
