"""The events as CSV, and the record as a workbook, both to be edited and read back."""

from typing import BinaryIO

from parley.export.errors import ExportError
from parley.export.telling import in_order
from parley.report.data import ReportData
from parley.report.editing import EXPORTED, REVIEW, exported
from parley.report.tables import EVENT_COLUMNS, Value, csv_text, event_row
from parley.report.words import Words
from parley.report.workbook import workbook_bytes

MOST_ROWS = 1_048_576
"""Of one sheet, its header counted."""

COLUMNS = (*EVENT_COLUMNS, *REVIEW, EXPORTED)


def write_csv(data: ReportData, words: Words, out: BinaryIO) -> list[str]:
    """A row an event, in UTF-8 with a byte order mark, so that spreadsheets open Chinese right."""
    out.write(b"\xef\xbb\xbf" + csv_text(COLUMNS, []).encode("utf-8"))
    for event in in_order(data):
        row: dict[str, Value] = {**event_row(event), **dict.fromkeys(REVIEW)}
        row[EXPORTED] = exported(row, "chronology")
        line = csv_text(COLUMNS, [row]).partition("\r\n")[2]
        out.write(line.encode("utf-8"))
    return []


def write_xlsx(data: ReportData, words: Words, out: BinaryIO) -> list[str]:
    """The workbook of the report, with all events of the data, made to be edited.

    Raises ``ExportError`` for more rows than a sheet has.
    """
    most = max(len(data.statements), sum(len(event.sources) for event in data.events))
    if most >= MOST_ROWS:
        raise ExportError(
            f"{most:,} rows in one sheet, and a workbook holds {MOST_ROWS:,}; choose fewer events"
            " (--from, --to, --parties, --channel), or csv or parquet"
        )
    out.write(workbook_bytes(data, in_order(data), words, to_edit=True))
    return []
