"""The documents read, ready to print."""

from collections import Counter
from typing import NamedTuple

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


def document_views(data: ReportData, index: EventIndex, words: Words) -> list[DocumentView]:
    """The documents by date, undated ones last."""
    events: Counter[str] = Counter(
        doc for event in index.own for doc in {source.doc for source in event.sources}
    )
    statements = Counter(statement.doc for statement in data.statements)
    claims = Counter(check.claim.doc for check in data.checks)
    ordered = sorted(
        data.documents,
        key=lambda d: (d.published is None, d.published.isoformat() if d.published else "", d.id),
    )
    return [
        DocumentView(
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
                words.t(f"found.{kind}", n=count)
                for kind, count in (
                    ("events", events[d.id]),
                    ("statements", statements[d.id]),
                    ("claims", claims[d.id]),
                )
                if count
            )
            or words.t("none"),
        )
        for d in ordered
    ]
