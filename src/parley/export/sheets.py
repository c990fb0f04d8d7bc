"""An exported workbook or CSV file, read back: its rows, and how they stood when written."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from parley.documents.archive import ArchiveError
from parley.documents.encodings import UndecodableError, decode
from parley.documents.markup import MarkupError
from parley.documents.tables import Row, delimiter, workbook
from parley.report.editing import EDITABLE, EXPORTED, HIDDEN
from parley.report.safe import one_line, plain_cell

_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
_ENOUGH = 3
"""Columns that may be changed by which a sheet is known beside ``id``, whatever it is called."""
_TOP = 20
"""In which a header stands, where somebody has put a title above it."""

Snapshot = Mapping[str, str]
"""Column → its text, of the fields that may be changed; those that were empty are not in it."""


class SheetError(ValueError):
    """A file that no edits can be read from; the message names it and says what to do."""


class Line(msgspec.Struct, frozen=True):
    """A row: the key of its sheet and the sheet's title, its number, its cells by column."""

    key: str
    title: str
    row: int
    cells: Mapping[str, str]

    @property
    def place(self) -> str:
        """Where the row stands, in words."""
        return f"sheet {self.title}, row {self.row}" if self.title else f"row {self.row}"


class Sheets(msgspec.Struct, frozen=True):
    """All rows with something in them, and how each stood: by key of the sheet and id."""

    lines: Sequence[Line]
    exported: Mapping[tuple[str, str], Snapshot]
    whole: bool
    """Whether ``exported`` has the rows that were deleted since, too."""


def read(path: Path) -> Sheets:
    """The rows of an edited file (``.xlsx``, else CSV).

    Raises ``SheetError`` where it is damaged, larger than is read, or ``parley export`` did not
    write it, ``OSError`` where it cannot be read.
    """
    data = path.read_bytes()
    try:
        if data.startswith(b"PK"):
            return _workbook(data, path)
        return _csv(data, path)
    except (ArchiveError, MarkupError, UndecodableError, csv.Error) as fault:
        raise SheetError(f"{path}: cannot be read: {fault}") from fault


def _workbook(data: bytes, path: Path) -> Sheets:
    sheets = workbook(data, str(path))
    kept = next((rows for title, rows, _ in sheets if title == HIDDEN), None)
    if kept is None:
        raise SheetError(_foreign(path, f"it has no sheet {HIDDEN}"))
    cut = next((str(fault) for _, _, faults in sheets for fault in faults), None)
    if cut is not None:
        raise SheetError(f"{cut}; export less of the record at a time (--from, --to, --parties)")
    exported = {
        (key, identifier): _snapshot(text, path)
        for key, identifier, text in ([*map(_plain, cells), "", ""][:3] for _, cells in kept[1:])
    }
    lines: list[Line] = []
    for title, rows, _ in sheets:
        lines += _lines(title, [(n, [*map(_plain, cells)]) for n, cells in rows])
    if not lines and exported:
        raise SheetError(_foreign(path, "no sheet has the headers of an exported one"))
    return Sheets(lines, exported, whole=True)


def _csv(data: bytes, path: Path) -> Sheets:
    text = decode(data).text.removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter(text), strict=True)
    rows: list[Row] = []
    begins = 1
    for cells in reader:
        rows.append((begins, [plain_cell(cell) for cell in cells]))
        begins = reader.line_num + 1
    if not rows or EXPORTED not in [_name(cell) for cell in rows[0][1]]:
        raise SheetError(_foreign(path, f"it has no column {EXPORTED}"))
    lines = _lines("", rows)
    exported = {
        (line.key, line.cells["id"]): _snapshot(line.cells[EXPORTED], path)
        for line in lines
        if line.cells.get("id") and line.cells.get(EXPORTED)
    }
    return Sheets(lines, exported, whole=False)


def _foreign(path: Path, why: str) -> str:
    return (
        f"{path}: not written by parley export: {why}; export anew, or take in a chronology of"
        " your own with: parley run"
    )


def _snapshot(text: str, path: Path) -> Snapshot:
    try:
        return msgspec.json.decode(text, type=dict[str, str])
    except msgspec.DecodeError as fault:
        raise SheetError(_foreign(path, f"what it keeps of a row is damaged ({fault})")) from fault


def _plain(text: str) -> str:
    return _ESCAPED.sub("_", text)


def _name(header: str) -> str:
    """The column that a header names: in Chinese its name stands on the last line."""
    return (header.strip().splitlines() or [""])[-1].strip().casefold()


def _lines(title: str, rows: Sequence[Row]) -> list[Line]:
    heads = [(at, [_name(cell) for cell in cells]) for at, (_, cells) in enumerate(rows[:_TOP], 1)]
    begins, names = next(((at, names) for at, names in heads if _key(names)), (0, []))
    if title == HIDDEN or not begins:
        return []
    key = _key(names)
    known = {*EDITABLE[key], "id", *_ALSO}
    found = []
    for number, cells in rows[begins:]:
        by_name = {
            name: one_line(cell)
            for name, cell in zip(names, cells, strict=False)
            if name in known or name == EXPORTED
        }
        if any(by_name.values()):
            found.append(Line(key, title, number, by_name))
    return found


def _key(names: Sequence[str]) -> str:
    """Which sheet's header it is; empty for none."""
    if "id" not in names:
        return ""
    shared = {key: len(set(fields) & set(names)) for key, fields in EDITABLE.items()}
    best = max(shared, key=lambda key: shared[key])
    return best if shared[best] >= _ENOUGH else ""


_ALSO = ("decision", "note", "headline", "evidence", "urls", "link", "sources")
