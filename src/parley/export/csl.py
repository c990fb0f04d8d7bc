"""The sources as CSL-JSON, which Zotero and other reference managers import.

Schema: https://github.com/citation-style-language/schema (csl-data)
"""

import datetime as dt
from typing import Any, BinaryIO

import msgspec

from parley import record
from parley.items import Document
from parley.report.data import ReportData
from parley.report.safe import one_line, safe_url
from parley.report.words import Words

TYPES = {"press": "article-newspaper", "analysis": "report"}
"""By voice; what a party publishes itself is a web page, or a document without an address."""


def write(data: ReportData, words: Words, out: BinaryIO) -> list[str]:
    """A JSON list: the documents, then what the reference chronology cites for events."""
    items = [*(_document(d, words) for d in data.documents), *_pages(data)]
    out.write(msgspec.json.format(msgspec.json.encode(items), indent=2) + b"\n")
    return []


def _document(document: Document, words: Words) -> dict[str, Any]:
    url = safe_url(document.url)
    official = document.voice not in (None, *TYPES)
    kind = TYPES.get(document.voice or "", "webpage" if url else "document")
    item: dict[str, Any] = {
        "id": document.id,
        "type": kind,
        "title": one_line(document.title or document.id),
        "note": f"Parley: {document.id}",
    }
    publisher = one_line(document.publisher or "")
    if official:
        item["author"] = [{"literal": publisher or words.party(document.voice or "")}]
        item["genre"] = words.voice(document.voice)
    if publisher:
        item["publisher" if kind in ("report", "document") else "container-title"] = publisher
    if document.lang != "und":
        item["language"] = document.lang
    if url:
        item["URL"] = url
    archived = safe_url(document.archived_url)
    if archived:
        item["archive_location"] = archived
    for name, day in (("issued", document.published), ("accessed", document.retrieved)):
        if day is not None:
            item[name] = _day(day)
    return item


def _pages(data: ReportData) -> list[dict[str, Any]]:
    """The pages that the events of the reference chronology are taken from, as it cites them."""
    told = {source.assertion for event in data.events for source in event.sources}
    entries = [entry for entry in record.entries() if entry.id in told]
    items: list[dict[str, Any]] = msgspec.json.decode(
        record.cite(entries, data.version, "csl-json")
    )
    known = {document.url for document in data.documents}
    return [item for item in items if item.get("URL") not in known]


def _day(day: dt.date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
