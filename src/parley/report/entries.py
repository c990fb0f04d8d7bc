"""The chronology's entries, ready to print."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from parley.items import Document, MergedEvent, Participant, Place, Source
from parley.report import telling
from parley.report.events import EventIndex, Link
from parley.report.evidence import Contexts, Passage
from parley.report.places import ONE_PAGE, Places
from parley.report.safe import anchor, one_line, safe_url
from parley.report.sources import quoted
from parley.report.words import Words

HIGH, FAIR = 0.75, 0.50


class SourceView(NamedTuple):
    """One source of an event: who tells it, where to read it, and the words.

    ``grade`` is how an analyst has graded it and what it tells, "" where nobody has.
    """

    name: str
    title: str
    url: str | None
    host: str
    document: str | None
    voice: str
    published: str | None
    grade: str
    lang: str
    passages: tuple[Passage, ...]


class Conflict(NamedTuple):
    """A field on which sources differ: each source's name and what it gives."""

    field: str
    values: tuple[tuple[str, str], ...]


class Stage(NamedTuple):
    """A stage of an event's telling: what it was told as, when, and by whom first."""

    told: str
    first: str


class Entry(NamedTuple):
    """One event as the chronology shows it. ``fields``: label and text, in order.

    ``more``: how many sources tell of it besides those shown.
    """

    id: str
    anchor: str
    year: str
    date: str
    iso: str | None
    headline: str
    mode: str
    modality: str | None
    status: str | None
    fields: tuple[tuple[str, str], ...]
    channel: tuple[str, str] | None
    effect: str | None
    causes: tuple[Link, ...]
    confidence: str
    level: str
    sources: tuple[SourceView, ...]
    conflicts: tuple[Conflict, ...]
    history: tuple[Stage, ...]
    more: int = 0


def confidence_level(value: float) -> str:
    """``high`` from 0.75, ``fair`` from 0.50, else ``low``."""
    return "high" if value >= HIGH else "fair" if value >= FAIR else "low"


def confidence_text(value: float, words: Words) -> str:
    """Confidence as a word and a figure: "high 0.86"."""
    return f"{words.t('confidence.' + confidence_level(value))} {value:.2f}"


def grade_text(source: Source, words: Words) -> str:
    """How a source and what it tells are graded: "reliability B, credibility 2"."""
    grades = (("reliability", source.reliability), ("credibility", source.credibility))
    told = [words.t(f"grade.{name}", grade=value) for name, value in grades if value is not None]
    return words.t("list.comma").join(told)


def source_view(
    source: Source,
    documents: Mapping[str, Document],
    contexts: Contexts,
    words: Words,
    places: Places = ONE_PAGE,
) -> SourceView:
    """A source as printed; a document at hand knows more of itself than the source does."""
    document = documents.get(source.doc)
    title = (document.title if document else None) or source.title or source.doc
    url = safe_url((document.url if document else None) or source.url)
    # An event of the reference chronology has its own sentence for a title and for evidence.
    own_words = document is None and any(e.text == title for e in source.evidence)
    if own_words:
        title = words.t("status.reference")
    voice = document.voice if document else source.voice
    published = (document.published if document else None) or source.published
    publisher = document.publisher if document else None
    parts = [publisher] if publisher and publisher not in title else []
    return SourceView(
        name=one_line(words.t("status.reference") if own_words else title),
        title=one_line(title),
        url=url,
        host=(urlsplit(url).hostname or "").removeprefix("www.") if url else "",
        document=places.document(source.doc) if document else None,
        voice=words.t("list.comma").join([*map(one_line, parts), words.voice(voice)]),
        published=words.day(published) if published else None,
        grade=grade_text(source, words),
        lang=document.lang if document and document.lang != "und" else "",
        passages=contexts.passages(source.doc, source.evidence),
    )


def entry(
    event: MergedEvent,
    index: EventIndex,
    documents: Mapping[str, Document],
    contexts: Contexts,
    channels: frozenset[str],
    words: Words,
    few: bool = False,
) -> Entry:
    """An event with everything that the chronology says of it.

    With ``few`` only the best sources of each side where many tell of it.
    """
    told = quoted(event, documents) if few else event.sources
    sources = tuple(source_view(s, documents, contexts, words, index.places) for s in told)
    channel = None
    if event.channel is not None:
        target = index.places.channel(event.channel) if event.channel in channels else ""
        channel = (words.channel(event.channel), target)
    return Entry(
        id=event.id,
        anchor=anchor("event", event.id),
        year=str(event.start.year) if event.start else words.t("undated"),
        date=words.date(event),
        iso=event.start.isoformat() if event.start else None,
        headline=one_line(words.headline(event)),
        mode=words.mode(event.mode),
        modality=None
        if event.modality == "occurred" or words.says_itself(event)
        else words.modality(event.modality),
        status=words.known("status", event.status) if event.status != "coded" else None,
        fields=tuple(_fields(event, words)),
        channel=channel,
        effect=words.effect(event.effect) if event.effect else None,
        causes=tuple(index.link(cause) for cause in event.cause),
        confidence=confidence_text(event.confidence, words),
        level=confidence_level(event.confidence),
        sources=sources,
        conflicts=tuple(_conflicts(event, told, sources, words)),
        history=tuple(_history(event, told, sources, words)),
        more=len(event.sources) - len(told),
    )


def _fields(event: MergedEvent, words: Words) -> list[tuple[str, str]]:
    fields = []
    directed = {*event.initiator, *event.recipient} if event.initiator and event.recipient else ()
    if event.parties and set(event.parties) != directed:
        fields.append((words.t("entry.parties"), words.listed(event.parties)))
    if event.initiator and event.recipient:
        sides = words.listed(event.initiator), words.listed(event.recipient)
        fields.append((words.t("entry.direction"), " → ".join(sides)))
    if event.participants:
        people = words.t("list.semicolon").join(_person(p, words) for p in event.participants)
        fields.append((words.t("entry.people"), people))
    if event.place:
        fields.append((words.t("entry.place"), one_line(words.place(event.place))))
    if event.local_dates:
        local = (
            f"{words.party(party)} {words.day(day)}"
            for party, day in sorted(event.local_dates.items())
        )
        fields.append((words.t("entry.local_dates"), words.t("list.semicolon").join(local)))
    if event.asserted_by:
        fields.append((words.t("entry.asserted_by"), words.who(event.asserted_by)))
    return fields


def _person(participant: Participant, words: Words) -> str:
    role = words.role(participant.role) if participant.role else None
    name, written = words.person(participant)
    more = [one_line(part) for part in (written, role) if part]
    if participant.party:
        more.append(words.party(participant.party))
    name = one_line(name)
    return words.t("aside", name=name, aside=words.t("list.comma").join(more)) if more else name


def _conflicts(
    event: MergedEvent, told: Sequence[Source], sources: Sequence[SourceView], words: Words
) -> list[Conflict]:
    found = []
    for field in event.conflicts:
        values = tuple(
            (view.name, plain(field, telling.value(event, source, field), words))
            for source, view in zip(told, sources, strict=True)
        )
        found.append(Conflict(words.known("field", field), values))
    return found


def _history(
    event: MergedEvent, told: Sequence[Source], sources: Sequence[SourceView], words: Words
) -> Iterator[Stage]:
    names = {source.doc: view.name for source, view in zip(told, sources, strict=True)}
    for stage in telling.stages(event, words):
        what = stage.what
        if stage.dates:
            what = words.t("told.for", what=what, dates=stage.dates)
        who = names.get(stage.doc, one_line(stage.doc))
        if stage.published:
            who = f"{words.t('told.first', date=stage.published)} · {who}"
        yield Stage(what, who)


def plain(field: str, value: Any, words: Words) -> str:
    """A field's value as text, as the event has it or as a source's JSON does."""
    if value is None or value == () or value == []:
        return words.t("none")
    if isinstance(value, MergedEvent):
        return words.date(value)
    if isinstance(value, list | tuple):
        return words.t("list.comma").join(plain(field, part, words) for part in value)
    if isinstance(value, dict):
        if "name" in value:
            told = Place(str(value["name"]), entity=value.get("entity"))
            return one_line(words.place(told) if field == "place" else told.name)
        parts = (f"{words.party(key)} {plain('start', value[key], words)}" for key in sorted(value))
        return words.t("list.comma").join(parts)
    if isinstance(value, Participant | Place):
        return one_line(words.place(value) if isinstance(value, Place) else value.name)
    name = _NAMED.get(field)
    if name is not None:
        return name(words, str(value))
    if field in ("start", "end") and isinstance(value, str):
        return _day(value, words)
    return words.day(value) if isinstance(value, dt.date) else one_line(str(value))


def _day(value: str, words: Words) -> str:
    try:
        return words.day(dt.date.fromisoformat(value))
    except ValueError:
        return one_line(value)


_NAMED = {
    "parties": Words.party,
    "initiator": Words.party,
    "recipient": Words.party,
    "channel": Words.channel,
    "mode": Words.mode,
    "modality": Words.modality,
    "effect": Words.effect,
}
