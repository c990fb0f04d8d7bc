"""The record as FollowTheMoney entities, one a line, as Aleph and OpenSanctions' tools read them.

Schemata and properties: https://followthemoney.tech (Event, Document, Article, Person, PublicBody,
Organization).
"""

from collections.abc import Collection
from typing import Any, BinaryIO

import msgspec
from babel.core import get_global

from parley.export.telling import Told, headline, told
from parley.items import Document, MergedEvent, Participant, Party, content_id
from parley.report.data import ReportData
from parley.report.safe import one_line, safe_url
from parley.report.words import Words

LANGUAGES = {"zh-Hant": "zho", "zh-Hans": "zho", "en": "eng", "ja": "jpn", "ko": "kor"}
"""Of ISO 639-3, which entities are marked with; it does not tell scripts apart."""


def write(data: ReportData, words: Words, out: BinaryIO) -> list[str]:
    """Entities as JSON Lines: documents, then each event behind who takes part in it.

    A party is a ``PublicBody`` (its government) or, where it is no state, an ``Organization``.
    Coarse dates become what the format can say: a year, a month, or first and last day.
    """
    seen: set[str] = set()

    def put(entity: dict[str, Any]) -> None:
        if entity["id"] not in seen:
            seen.add(entity["id"])
            out.write(msgspec.json.encode(entity) + b"\n")

    for document in data.documents:
        put(_document(document))
    documents = {document.id for document in data.documents}
    for item in told(data, words):
        for party in item.event.parties:
            put(_party(party, words))
        for person in item.event.participants:
            put(_person(person))
        put(_event(item, documents, words))
    return []


def _entity(key: str, schema: str, **properties: Any) -> dict[str, Any]:
    """An entity: each property a list of texts, without those that have none."""
    found: dict[str, list[str]] = {}
    for name, given in properties.items():
        values = given if isinstance(given, list | tuple) else [given]
        texts = list(dict.fromkeys(str(value) for value in values if value not in (None, "")))
        if texts:
            found[name] = texts
    return {"id": key, "schema": schema, "properties": found}


def _document(document: Document) -> dict[str, Any]:
    return _entity(
        _doc_id(document.id),
        "Article" if document.voice == "press" else "Document",
        title=one_line(document.title or document.id),
        publisher=one_line(document.publisher or ""),
        sourceUrl=safe_url(document.url),
        publishedAt=document.published,
        retrievedAt=document.retrieved,
        language=LANGUAGES.get(document.lang),
        bodyText=document.text.strip(),
    )


def _doc_id(document: str) -> str:
    return content_id("parley-doc", document)


def _country(party: Party) -> str | None:
    """ISO 3166-1 alpha-2, in the small letters that the format has; None for a body."""
    found = get_global("territory_aliases").get(party, ())
    return str(found[0]).lower() if len(party) == 3 and len(found) == 1 else None


def _party_id(party: Party) -> str:
    return content_id("parley-party", party)


def _party(party: Party, words: Words) -> dict[str, Any]:
    country = _country(party)
    return _entity(
        _party_id(party),
        "PublicBody" if country else "Organization",
        name=words.party(party),
        country=country,
    )


def _person_id(person: Participant) -> str:
    return content_id("parley-person", person.entity or person.name, person.party or "")


def _person(person: Participant) -> dict[str, Any]:
    return _entity(
        _person_id(person),
        "Person",
        name=one_line(person.name),
        position=one_line(person.role or ""),
        country=_country(person.party) if person.party else None,
    )


def _event(item: Told, documents: Collection[str], words: Words) -> dict[str, Any]:
    event, shown = item.event, item.shown
    said = [f"{s.cited(words)}: “{text}”" for s in item.sources for text in s.quotes]
    return _entity(
        content_id("parley-event", event.id),
        "Event",
        name=headline(shown, words),
        recordId=event.id,
        **_dates(event),
        involved=[
            *map(_party_id, event.parties),
            *map(_person_id, event.participants),
        ],
        organizer=[_party_id(p) for p in event.initiator if p in event.parties],
        country=[_country(party) for party in event.parties],
        location=one_line(words.place(event.place)) if event.place else None,
        keywords=[event.type, event.mode, event.modality, event.channel, event.effect],
        summary=[f"{label}{words.t('colon')}{text}" for label, text in shown.fields],
        description=said,
        proof=[_doc_id(s.doc) for s in event.sources if s.doc in documents],
        sourceUrl=[s.url for s in item.sources],
    )


def _dates(event: MergedEvent) -> dict[str, Any]:
    """``date`` for a day, a month or a year alone, else ``startDate`` and ``endDate``."""
    if event.start is None:
        return {}
    length = {"month": 7, "year": 4}.get(event.precision, 10)
    first = event.start.isoformat()[:length]
    last = event.end.isoformat()[:length] if event.end else None
    if first == last:
        return {"date": first}
    return {"startDate": first, "endDate": last}
