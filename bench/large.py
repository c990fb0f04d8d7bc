"""A desk of any size for measuring what reads it, made without merging.

Events, facets, tallies and what else follows from documents are written as they are when a record
is gathered, but for the cells that tellings are compared by: what a run adds finds nothing to join.
"""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import insert, text

from parley.items import (
    TYPE_OF_MODE,
    Document,
    Event,
    Evidence,
    IntervalClaim,
    Item,
    MergedEvent,
    Participant,
    Place,
    Source,
    Statement,
    to_json,
)
from parley.items.coded import Speaker, Subject
from parley.lexicon import Lexicon, load
from parley.lexicon.entries import ChannelEntry, Person, PlaceEntry
from parley.record import Store, facets, holdings, index
from parley.record.bulk import keep
from parley.record.joined import version
from parley.record.renewal import GATHERED, REFERENCE, RULES
from parley.record.store import content_of
from parley.record.tables import events, meta
from parley.record.tables import facets as facet_rows
from parley.record.tallies import Sums

FIRST = dt.date(1996, 1, 1).toordinal()
DAYS = 365 * 30
CHANNELS = 300
EACH = 10
"""Events of a document."""
AT_ONCE = 20_000
INDEXED = 2_000
"""Documents that a search finds: bench/search.py has more of them."""
CLAIMING = 20
"""Every so-manieth document makes a claim."""
PAIRS = ("CHN USA", "CHN JPN", "CHN TWN", "CHN PHL", "CHN KOR", "JPN USA", "PRK USA", "KOR PRK")
LANGS = ("en", "zh-Hant", "zh-Hans", "ja", "ko")
DEEDS = ("protest", "exercise", "patrol", "accuse", "urge", "warn", "incursion", "support")
USES = ("meet", "talks", "call", "talks", "video-call", "visit")
SPAN = 60
"""Characters of a sentence."""


def lexicon_of(folder: Path) -> Path:
    """A folder with as many channels more as make ``CHANNELS`` with the lexicon's own."""
    chance = random.Random(1)
    lines = []
    for number in range(CHANNELS - len(load().channels)):
        one, other = chance.choice(PAIRS).split()
        name = f"{one}-{other} dialogue {number}"
        lines.append(
            f"- {{id: bench-{number:03}, parties: [{one}, {other}], level: working,"
            f" cadence_months: {chance.choice((3, 6, 12))}, names: {{en: [{name}]}}}}\n"
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "channels.yaml").write_text("".join(lines), encoding="utf-8")
    return folder


class Known(NamedTuple):
    """What happenings are made of."""

    channels: list[ChannelEntry]
    people: list[Person]
    places: list[PlaceEntry]


def happening(number: int, many: int, known: Known, chance: random.Random) -> Event:
    """An event; the higher its number, the later. A quarter go through channels."""
    day = dt.date.fromordinal(FIRST + DAYS * number // many)
    channel = chance.choice(known.channels) if chance.randrange(4) == 0 else None
    parties = tuple(sorted(channel.parties if channel else chance.choice(PAIRS).split()))
    if channel is None:
        mode = chance.choice(DEEDS)
    else:
        rare = chance.randrange(400)
        mode = {0: "suspend-channel", 1: "resume-channel"}.get(rare, chance.choice(USES))
    people = [p for p in chance.sample(known.people, 2) if p.party in parties]
    place = chance.choice(known.places)
    doc = f"bench:{number // EACH:07}"
    return Event(
        id=f"e-{number:08}",
        doc=doc,
        mode=mode,
        type=TYPE_OF_MODE[mode],
        start=day,
        end=day + dt.timedelta(days=chance.choice((0, 0, 0, 1, 40))),
        precision="day",
        lasting=True,
        parties=parties,
        participants=tuple(Participant(p.id, party=p.party, entity=p.id) for p in people),
        channel=channel.id if channel else None,
        place=Place(place.id, entity=place.id, party=place.party),
        modality=chance.choice(("occurred",) * 18 + ("planned", "denied")),
        evidence=(evidence(doc, number % EACH),),
        confidence=chance.choice((0.3, 0.6, 0.7, 0.8, 0.9)),
        coder="bench",
    )


def sentence(doc: str, number: int) -> str:
    return f"{doc} says, as item {number}, what sixty characters say.".ljust(SPAN)


def evidence(doc: str, number: int) -> Evidence:
    return Evidence(number * SPAN, (number + 1) * SPAN, sentence(doc, number))


def merged(event: Event, document: Document, chance: random.Random) -> MergedEvent:
    """An event as it is kept; in one of ten another document tells it with another date."""
    about = {"lang": document.lang, "voice": document.voice, "published": document.published}
    sources = [
        Source(doc=document.id, assertion=event.id, title=document.id, evidence=event.evidence,
               **about)
    ]  # fmt: skip
    differs = chance.randrange(10) == 0
    if differs:
        asserted = {"start": str((event.start or dt.date.min) - dt.timedelta(days=1))}
        sources.append(
            Source(doc=f"{document.id}+", assertion=f"{event.id}+", title="another",
                   voice="press", asserted=asserted, evidence=event.evidence)
        )  # fmt: skip
    fields = {name: getattr(event, name) for name in MergedEvent.__struct_fields__
              if name in Event.__struct_fields__}  # fmt: skip
    return MergedEvent(**fields, sources=tuple(sources), conflicts=("start",) if differs else ())


def told(number: int, several: list[Event], chance: random.Random) -> tuple[Document, list[Item]]:
    """A document with what is coded in it."""
    doc = several[0].doc
    said = "".join(sentence(doc, n) for n in range(EACH + 2))
    document = Document(
        id=doc,
        text=said,
        lang=chance.choice(LANGS),
        published=several[-1].start,
        voice=chance.choice((*several[0].parties, "press")),
        title=f"Document {number}",
    )
    items: list[Item] = [*several]
    speaker = Speaker("spokesperson", party=several[0].parties[0])
    items.append(
        Statement(id=f"s-{number:07}", doc=doc, speaker=speaker, issue="communication",
                  evidence=(evidence(doc, EACH),), confidence=0.7)
    )  # fmt: skip
    if number % CLAIMING == 0:
        channel = next((e.channel for e in several if e.channel), None)
        subject = Subject(channel=channel, parties=several[0].parties, level=None)
        items.append(
            IntervalClaim(id=f"c-{number:07}", doc=doc, relation="first-since", value=6,
                          unit="month", subject=subject, evidence=(evidence(doc, EACH + 1),))
        )  # fmt: skip
    return document, items


def documents_of(many: int, lexicon: Lexicon) -> Iterator[tuple[Document, list[Item]]]:
    chance = random.Random(many)
    known = Known(
        [channel for channel in lexicon.channels.values() if len(channel.parties) == 2],
        list(lexicon.people.values()),
        list(lexicon.places.values()),
    )
    for number in range(many // EACH):
        first = number * EACH
        several = [happening(n, many, known, chance) for n in range(first, first + EACH)]
        yield told(number, several, chance)


def fill(store: Store, many: int, lexicon: Lexicon, coder: str) -> None:
    """Puts documents with so many events on an empty desk, as coded by ``coder``."""
    chance = random.Random(2)
    docs, said, kept, found, joined = [], [], [], [], []
    sums = Sums()
    number = 0

    def written() -> None:
        with store.writing() as connection:
            keep(connection, _table("documents"),
                 ("id", "content", "current", "coder", "payload"), docs)  # fmt: skip
            keep(connection, _table("assertions"),
                 ("id", "doc", "content", "kind", "payload"), said)  # fmt: skip
            keep(connection, events, ("event", "confidence", "payload"), kept)
            keep(connection, facet_rows, ("facet", "span", "event", "until"), sorted(found))
            keep(connection, _table("members"),
                 ("number", "id", "doc", "content", "telling", "same", "rep", "head", "event"),
                 joined)  # fmt: skip
        for rows in (docs, said, kept, found, joined):
            rows.clear()

    with store.writing() as connection:
        for name, value in ((REFERENCE, version()), (GATHERED, RULES)):
            connection.execute(insert(meta).values(key=name, value=value))
    for document, items in documents_of(many, lexicon):
        content = content_of(document)
        docs.append((document.id, content, 1, coder, to_json(document)))
        for item in items:
            kind = type(item).__struct_config__.tag
            said.append((item.id, document.id, content, kind, to_json(item)))
            if isinstance(item, Event):
                number += 1
                event = merged(item, document, chance)
                place = facets.place(event, document.id)
                payload, names = to_json(event), facets.facets(event)
                kept.append((place, event.confidence, payload))
                span, until = facets.span(event), facets.until(event)
                found += ((facet, span, place, until) for facet in names)
                joined.append(
                    (number, item.id, document.id, content, "{}", number, number, number, place)
                )
                sums.event(event.start, names, payload)
        if len(kept) >= AT_ONCE:
            written()
    written()
    with store.writing() as connection:
        sums.kept(connection)
        holdings.renewed(connection, None, {})
        for document, items in documents_of(min(many, INDEXED * EACH), lexicon):
            index.put(connection, document, content_of(document), items)
    with store.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        if connection.dialect.name == "sqlite":
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


def _table(name: str):  # type: ignore[no-untyped-def]
    from parley.record.tables import metadata

    return metadata.tables[name]
