"""The record as an Excel workbook: a sheet each for events, sources, statements and so on."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from parley.items import Document
from parley.report.claims import figure
from parley.report.data import ReportData
from parley.report.events import EventIndex
from parley.report.safe import one_line, safe_url
from parley.report.tables import EVENT_COLUMNS, JOIN, Value, event_row
from parley.report.words import Words

LONGEST = 32_000
"""Characters kept in a cell; Excel refuses more than 32,767."""
LONGEST_LINK = 2_000
EPOCH = (1980, 1, 1, 0, 0, 0)

_HEAD = Font(bold=True, color="FFFFFF")
_FILL = PatternFill("solid", fgColor="33475B")
_TOP = Alignment(vertical="top", wrap_text=True)
_LINK = Font(color="0B5394", underline="single")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


class Sheet(NamedTuple):
    """Columns with their widths (in characters), and rows; ``link`` columns become hyperlinks."""

    key: str
    columns: tuple[tuple[str, int], ...]
    rows: Sequence[Sequence[Value]]
    link: tuple[str, ...] = ()


_WIDTHS = {
    "id": 22,
    "start": 11,
    "end": 11,
    "headline": 60,
    "evidence": 70,
    "participants": 36,
    "channel": 26,
    "mode": 18,
    "place": 18,
    "urls": 40,
    "sources": 24,
    "cause": 22,
}


def workbook_bytes(data: ReportData, index: EventIndex, words: Words) -> bytes:
    """The workbook as bytes, the same for the same data."""
    book = Workbook()
    book.remove(book.worksheets[0])
    stamp = dt.datetime.combine(data.as_of, dt.time())
    book.properties.creator = f"Parley {data.version}"
    book.properties.created = stamp
    book.properties.title = words.t("title")
    for sheet in _sheets(data, index):
        _fill(book.create_sheet(words.t(f"sheet.{sheet.key}")), sheet)
    out = io.BytesIO()
    book.save(out)
    return _steady(out.getvalue(), stamp)


def _sheets(data: ReportData, index: EventIndex) -> list[Sheet]:
    documents = {document.id: document for document in data.documents}
    events = [event_row(event) for event in index.own]
    return [
        Sheet(
            "chronology",
            tuple((name, _WIDTHS.get(name, 13)) for name in (*EVENT_COLUMNS, "link")),
            [
                (*(row[name] for name in EVENT_COLUMNS), str(row["urls"]).split(" ")[0] or None)
                for row in events
            ],
            ("link",),
        ),
        Sheet(
            "sources",
            (
                ("event", 22),
                ("doc", 22),
                ("voice", 10),
                ("published", 11),
                ("title", 50),
                ("link", 40),
                ("evidence", 80),
            ),
            [
                (
                    event.id,
                    source.doc,
                    source.voice,
                    source.published,
                    source.title or _title(documents.get(source.doc)),
                    safe_url(source.url),
                    JOIN.join(one_line(e.text) for e in source.evidence),
                )
                for event in index.own
                for source in event.sources
            ],
            ("link",),
        ),
        Sheet(
            "statements",
            (
                ("id", 22),
                ("doc", 22),
                ("published", 11),
                ("party", 8),
                ("speaker", 24),
                ("issue", 22),
                ("act", 10),
                ("position", 22),
                ("strength", 9),
                ("quote", 7),
                ("addressee", 10),
                ("event", 22),
                ("headline", 50),
                ("evidence", 80),
                ("confidence", 11),
            ),
            [
                (
                    s.id,
                    s.doc,
                    documents[s.doc].published if s.doc in documents else None,
                    s.speaker.party,
                    s.speaker.name,
                    s.issue,
                    s.act,
                    s.position,
                    s.strength,
                    "yes" if s.quote else "no",
                    s.addressee,
                    s.event,
                    s.headline,
                    JOIN.join(one_line(e.text) for e in s.evidence),
                    round(s.confidence, 3),
                )
                for s in data.statements
            ],
        ),
        Sheet(
            "checks",
            (
                ("id", 22),
                ("doc", 22),
                ("relation", 12),
                ("value", 8),
                ("unit", 8),
                ("hedge", 8),
                ("since", 11),
                ("channel", 26),
                ("parties", 12),
                ("verdict", 18),
                ("computed", 10),
                ("low", 8),
                ("high", 8),
                ("events", 40),
                ("explanation", 70),
                ("readings", 50),
                ("evidence", 60),
            ),
            [
                (
                    c.claim.id,
                    c.claim.doc,
                    c.claim.relation,
                    c.claim.value,
                    c.claim.unit,
                    c.claim.hedge,
                    c.claim.since,
                    c.claim.subject.channel,
                    " ".join(c.claim.subject.parties),
                    c.verdict,
                    c.computed,
                    c.low,
                    c.high,
                    " ".join(c.events),
                    c.explanation,
                    JOIN.join(
                        f"{r.name}: {r.verdict}"
                        + (f" ({figure(r.computed)})" if r.computed is not None else "")
                        for r in c.readings
                    ),
                    JOIN.join(one_line(e.text) for e in c.claim.evidence),
                )
                for c in data.checks
            ],
        ),
        Sheet(
            "channels",
            (
                ("id", 28),
                ("name", 44),
                ("parties", 12),
                ("level", 18),
                ("state", 12),
                ("inferred", 9),
                ("since", 11),
                ("last_used", 11),
                ("record_until", 12),
                ("use", 11),
                ("because", 60),
                ("gaps", 50),
                ("explanation", 70),
            ),
            [
                (
                    c.id,
                    next((names[0] for names in c.names.values() if names), c.id),
                    " ".join(c.parties),
                    c.level,
                    c.state,
                    "yes" if c.inferred else "no",
                    c.since,
                    c.last_used,
                    c.record_until,
                    c.use,
                    JOIN.join(one_line(b.headline) or b.event for b in c.because),
                    JOIN.join(f"{g.start}/{g.end or ''} ({g.days})" for g in c.gaps),
                    c.explanation,
                )
                for c in data.channels
            ],
        ),
        Sheet(
            "documents",
            (
                ("id", 26),
                ("title", 60),
                ("publisher", 28),
                ("voice", 10),
                ("lang", 9),
                ("published", 11),
                ("inferred", 18),
                ("link", 50),
            ),
            [
                (
                    d.id,
                    d.title,
                    d.publisher,
                    d.voice,
                    d.lang,
                    d.published,
                    " ".join(d.inferred),
                    safe_url(d.url),
                )
                for d in data.documents
            ],
            ("link",),
        ),
    ]


def _fill(target: Worksheet, sheet: Sheet) -> None:
    target.append([name for name, _ in sheet.columns])
    for cell in target[1]:
        cell.font, cell.fill = _HEAD, _FILL
    names = [name for name, _ in sheet.columns]
    for number, row in enumerate(sheet.rows, start=2):
        for column, (name, value) in enumerate(zip(names, row, strict=True), start=1):
            if value is None or value == "":
                continue
            if not isinstance(value, str):
                target.cell(number, column, value)
                continue
            text = one_line(value)[:LONGEST]
            cell = target.cell(number, column, text)
            cell.data_type = "s"
            if name in sheet.link and len(text) <= LONGEST_LINK:
                cell.hyperlink = text
                cell.font = _LINK
            elif len(text) > 40:
                cell.alignment = _TOP
    for column, (_, width) in enumerate(sheet.columns, start=1):
        target.column_dimensions[get_column_letter(column)].width = width
    target.freeze_panes = "A2"
    target.auto_filter.ref = target.dimensions


def _title(document: Document | None) -> str | None:
    return document.title if document else None


def _steady(content: bytes, stamp: dt.datetime) -> bytes:
    """The archive without the moment of its making, which openpyxl writes in two places."""
    out = io.BytesIO()
    when = stamp.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            body = old.read(info)
            if info.filename == "docProps/core.xml":
                body = _MODIFIED.sub(rb"\g<1>" + when + rb"\g<2>", body)
            entry = zipfile.ZipInfo(info.filename, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, body)
    return out.getvalue()
