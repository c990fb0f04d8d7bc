"""The record as an Excel workbook: a sheet each for events, sources, statements and so on.

Where it is made to be edited, what an analyst may change has a header of its own colour, and
choices where there is a list of them; two hidden sheets hold these lists and how each row stood.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from parley.items import Document, MergedEvent
from parley.lexicon import Lexicon
from parley.report.claims import figure
from parley.report.data import ReportData
from parley.report.editing import EDITABLE, HIDDEN, LISTS, REVIEW, allowed, exported
from parley.report.safe import csv_cell, one_line, safe_url
from parley.report.tables import EVENT_COLUMNS, JOIN, Value, event_row
from parley.report.words import Words

LONGEST = 32_000
"""Characters kept in a cell; Excel refuses more than 32,767."""
LONGEST_LINK = 2_000
MOST_LINKS = 60_000
"""Hyperlinks of a sheet; Excel takes a file with more than 65,530 for damaged."""
TWO_LINES = 32
"""Points of a header that has a column's name below what it is called."""
FREE_ROWS = 500
"""Empty rows below the last one for which choices are offered too."""
EPOCH = (1980, 1, 1, 0, 0, 0)

_HEAD = Font(bold=True, color="FFFFFF")
_FILL = PatternFill("solid", fgColor="33475B")
_OPEN = PatternFill("solid", fgColor="2E7D5B")
_HEADING = Alignment(vertical="top", wrap_text=True)
_TOP = Alignment(vertical="top", wrap_text=True)
_LINK = Font(color="0B5394", underline="single")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
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
    "asserted_by": 22,
    "history": 40,
    "differing": 40,
    "grades": 20,
    "local_dates": 16,
    "precision": 14,
    "modality": 12,
    "decision": 11,
    "note": 40,
}


def workbook_bytes(
    data: ReportData, events: Sequence[MergedEvent], words: Words, to_edit: bool = False
) -> bytes:
    """The workbook as bytes, the same for the same data; ``events`` are those it lists.

    ``to_edit`` adds columns for decisions and notes, and what it takes to tell edits.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    stamp = dt.datetime.combine(data.as_of, dt.time())
    book.properties.creator = f"Parley {data.version}"
    book.properties.created = stamp
    book.properties.title = words.t("title")
    sheets = _sheets(data, events)
    if to_edit:
        sheets = [_to_review(sheet) if sheet.key in EDITABLE else sheet for sheet in sheets]
    for sheet in sheets:
        _fill(book.create_sheet(words.t(f"sheet.{sheet.key}")), sheet, words, to_edit)
    if to_edit:
        _keep(book, sheets, data.version)
        _choices(book, sheets, words.lexicon)
    out = io.BytesIO()
    book.save(out)
    return _steady(out.getvalue(), stamp)


def _sheets(data: ReportData, events: Sequence[MergedEvent]) -> list[Sheet]:
    documents = {document.id: document for document in data.documents}
    rows = [event_row(event) for event in events]
    return [
        Sheet(
            "chronology",
            tuple((name, _WIDTHS.get(name, 13)) for name in (*EVENT_COLUMNS, "link")),
            [
                (*(row[name] for name in EVENT_COLUMNS), str(row["urls"]).split(" ")[0] or None)
                for row in rows
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
                ("reliability", 10),
                ("credibility", 10),
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
                    source.reliability,
                    source.credibility,
                    source.title or _title(documents.get(source.doc)),
                    safe_url(source.url),
                    JOIN.join(one_line(e.text) for e in source.evidence),
                )
                for event in events
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
                ("reliability", 10),
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
                    d.reliability,
                    safe_url(d.url),
                )
                for d in data.documents
            ],
            ("link",),
        ),
    ]


def _to_review(sheet: Sheet) -> Sheet:
    """The sheet with columns for the analyst, empty as yet."""
    columns = (*sheet.columns, *((name, _WIDTHS[name]) for name in REVIEW))
    empty = (None,) * len(REVIEW)
    return sheet._replace(columns=columns, rows=[(*row, *empty) for row in sheet.rows])


def _fill(target: Worksheet, sheet: Sheet, words: Words, to_edit: bool) -> None:
    names = [name for name, _ in sheet.columns]
    target.append([words.header(name) for name in names])
    open_to_change = {*EDITABLE.get(sheet.key, ()), *REVIEW} if to_edit else set()
    for cell, name in zip(target[1], names, strict=True):
        cell.font, cell.alignment = _HEAD, _HEADING
        cell.fill = _OPEN if name in open_to_change else _FILL
    links = 0
    for number, row in enumerate(sheet.rows, start=2):
        for column, (name, value) in enumerate(zip(names, row, strict=True), start=1):
            if value is None or value == "":
                continue
            if not isinstance(value, str):
                target.cell(number, column, value)
                continue
            text = cell_text(value)
            cell = target.cell(number, column, text)
            cell.data_type = "s"
            if name in sheet.link and len(text) <= LONGEST_LINK and links < MOST_LINKS:
                cell.hyperlink = text
                cell.font = _LINK
                links += 1
            elif len(text) > 40:
                cell.alignment = _TOP
            if csv_cell(text) != text:
                cell.quotePrefix = True  # so that it stays text when somebody edits the cell
    for column, (_, width) in enumerate(sheet.columns, start=1):
        target.column_dimensions[get_column_letter(column)].width = width
    if words.ui != "en":
        target.row_dimensions[1].height = TWO_LINES
    target.freeze_panes = "B2" if to_edit and sheet.key in EDITABLE else "A2"
    target.auto_filter.ref = target.dimensions


def cell_text(value: str) -> str:
    """A text as a cell holds it: on one line, and nothing in it taken for an escaped character."""
    return _ESCAPE.sub("_x005F_", one_line(value)[:LONGEST])


def _keep(book: Workbook, sheets: Sequence[Sheet], version: str) -> None:
    """The hidden sheet with how each row stood that may be changed."""
    target = book.create_sheet(HIDDEN)
    target.append(["sheet", "id", "exported", f"Parley {version}"])
    rows = [
        (sheet.key, str(row["id"]), exported(row, sheet.key))
        for sheet in sheets
        if sheet.key in EDITABLE
        for row in (dict(zip([n for n, _ in sheet.columns], v, strict=True)) for v in sheet.rows)
    ]
    for number, row in enumerate(rows, start=2):
        for column, text in enumerate(row, start=1):
            target.cell(number, column, cell_text(text)).data_type = "s"
    target.sheet_state = "veryHidden"


def _choices(book: Workbook, sheets: Sequence[Sheet], lexicon: Lexicon) -> None:
    """Lists to choose from in the columns that hold one of a few words; others draw a warning."""
    target = book.create_sheet(LISTS)
    target.sheet_state = "veryHidden"
    places: dict[str, str] = {}
    for sheet, shown in zip(sheets, book.worksheets, strict=False):
        for column, (name, _) in enumerate(sheet.columns, start=1):
            if sheet.key not in EDITABLE or name not in (*EDITABLE[sheet.key], *REVIEW):
                continue
            words = allowed(name, lexicon)
            if not words:
                continue
            if name not in places:
                at = len(places) + 1
                for number, word in enumerate((name, *words), start=1):
                    target.cell(number, at, word)
                letter = get_column_letter(at)
                places[name] = f"{LISTS}!${letter}$2:${letter}${len(words) + 1}"
            choice = DataValidation("list", places[name], allow_blank=True, errorStyle="warning")
            letter = get_column_letter(column)
            choice.add(f"{letter}2:{letter}{len(sheet.rows) + 1 + FREE_ROWS}")
            shown.add_data_validation(choice)


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
