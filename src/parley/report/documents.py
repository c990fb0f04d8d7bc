"""The documents read, ready to print."""

from collections import Counter
from typing import NamedTuple

from parley.items import Document
from parley.report.data import ReportData
from parley.report.events import EventIndex
from parley.report.safe import anchor, one_line, safe_url
from parley.report.words import Words


class DocumentView(NamedTuple):
    """One document: what it is, how it is dated, and what was found in it."""

    anchor: str
    id: str
    title: str
    lang: str
    language: str
    publisher: str | None
    voice: str
    voice_inferred: bool
    published: str | None
    published_inferred: bool
    url: str | None
    archived: str | None
    found: str


class Held(NamedTuple):
    """How much was found in a document."""

    events: int = 0
    statements: int = 0
    claims: int = 0


def document_views(data: ReportData, index: EventIndex, words: Words) -> list[DocumentView]:
    """The documents by date, undated ones last."""
    events = Counter(doc for event in index.own for doc in {s.doc for s in event.sources})
    statements = Counter(statement.doc for statement in data.statements)
    claims = Counter(check.claim.doc for check in data.checks)
    ordered = sorted(
        data.documents,
        key=lambda d: (d.published is None, d.published.isoformat() if d.published else "", d.id),
    )
    held = {d.id: Held(events[d.id], statements[d.id], claims[d.id]) for d in ordered}
    return [document_view(document, held[document.id], words) for document in ordered]


def document_view(d: Document, held: Held, words: Words) -> DocumentView:
    """One document as printed."""
    return DocumentView(
        anchor=anchor("document", d.id),
        id=d.id,
        title=one_line(d.title or d.id),
        lang=d.lang if d.lang != "und" else "",
        language=words.known("lang", d.lang),
        publisher=one_line(d.publisher) if d.publisher else None,
        voice=words.voice(d.voice),
        voice_inferred="voice" in d.inferred,
        published=words.day(d.published) if d.published else None,
        published_inferred="published" in d.inferred,
        url=safe_url(d.url),
        archived=safe_url(d.archived_url),
        found=words.t("list.comma").join(
            words.t(f"found.{kind}", n=count) for kind, count in held._asdict().items() if count
        )
        or words.t("none"),
    )
