"""An analyst's own chronology: a table of events, one a row, from a CSV file or a workbook."""

import csv
import datetime as dt
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

import msgspec

from parley.documents.archive import Archive, ArchiveError
from parley.documents.draft import Draft, Read, damage, digest
from parley.documents.encodings import UndecodableError, decode
from parley.documents.markup import MarkupError
from parley.items import Problem

MAX_BYTES = 20_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 1_000_000
"""Of one sheet, those that lie empty between others counted too."""
MAX_CELL = 30_000  # characters
_HEAD_ROWS = 20  # in which the header stands, below a title
_SPACES = re.compile(r"\s+")
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_LETTERS = re.compile(r"[A-Za-z]{1,3}")
_HINT = "name them: --columns date=A,parties=B,event=C"

Row = tuple[int, Sequence[str]]
"""A row's number in its file, and its cells."""


class Headers(msgspec.Struct, frozen=True):
    """How columns are found: ``names`` maps what a header says (case folded) to a role of
    ``COLUMNS``; ``given`` maps a role to a column's letter, number or header, and goes before."""

    names: Mapping[str, str] = {}
    given: Mapping[str, str] = {}


NONE = Headers()
"""No header known, and none given."""


def read_csv(
    data: bytes, source: str, parties: Collection[str] = (), headers: Headers = NONE
) -> Read:
    """A chronology in CSV: commas, semicolons or tabs. ``parties`` is not used."""
    if len(data) > MAX_BYTES:
        return _failed(source, f"a table larger than {MAX_BYTES:,} bytes", "split it")
    found = decode(data)
    text = found.text.removeprefix("\ufeff")
    problems = list(damage(source, found.broken))
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter(text), strict=True)
    begins = 1
    try:
        for cells in reader:
            if len(rows) >= MAX_ROWS:
                problems.append(_too_many(source, begins))
                break
            rows.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as fault:
        hint = "mend that line; the rows from there on were left out"
        problems.append(Problem(source, f"not valid CSV: {fault}", begins, hint))
    outcome = _table(rows, digest(data), source, headers, None)
    return Read(outcome.drafts, (*problems, *outcome.problems))


def is_table(start: bytes, headers: Headers) -> bool:
    """Whether a text without an ending is a chronology, by its first lines: those have a known
    header, or the call names columns."""
    try:
        text = decode(start).text.removeprefix("\ufeff").rpartition("\n")[0]
        cells = list(csv.reader(io.StringIO(text, newline=""), delimiter(text)))[:_HEAD_ROWS]
        _header(list(enumerate(cells, 1)), headers)
    except (UndecodableError, csv.Error, ValueError):
        return False
    return True


class _Semicolons(csv.excel):
    delimiter = ";"


def delimiter(text: str) -> type[csv.Dialect]:
    """The separator that the first lines hold most of, outside of quotes."""
    head = re.sub(r'"[^"]*"', "", text[:20_000]).split("\n")[:_HEAD_ROWS]
    counts = {mark: sum(line.count(mark) for line in head) for mark in ",;\t"}
    best = max(",\t;", key=lambda mark: counts[mark])
    return {",": csv.excel, "\t": csv.excel_tab, ";": _Semicolons}[best]


def read_xlsx(
    data: bytes, source: str, parties: Collection[str] = (), headers: Headers = NONE
) -> Read:
    """A chronology in a workbook: each sheet with such columns is a document of its own.

    Raises ``ArchiveError`` and ``MarkupError`` where the file is damaged or not safe to open.
    """
    sheets = workbook(data, source)
    outcomes = [
        (title, _table(rows, digest(data), source, headers, title), faults)
        for title, rows, faults in sheets
    ]
    several = sum(bool(outcome.drafts) for _, outcome, _ in outcomes) > 1
    drafts = []
    problems: list[Problem] = []
    for title, outcome, faults in outcomes:
        if outcome.drafts:
            problems += faults
        for draft in outcome.drafts:
            drafts.append(msgspec.structs.replace(draft, part=f"/{title}") if several else draft)
    if not drafts:
        problems = [problem for _, outcome, _ in outcomes for problem in outcome.problems][:1]
        problems = problems or [Problem(source, "no sheet with rows", None, "leave it out")]
    return Read(tuple(drafts), tuple(problems))


def workbook(data: bytes, source: str) -> list[tuple[str, list[Row], list[Problem]]]:
    """Each sheet's title, its rows as text up to the bounds, and what lies beyond them.

    Raises ``ArchiveError`` and ``MarkupError`` where the file is damaged or not safe to open.
    """
    with Archive(data) as archive:
        # All parts that the library parses are unpacked within bounds and checked before.
        for name in archive.names():
            if name.endswith((".xml", ".rels")) and not name.startswith("docProps/thumb"):
                archive.xml(name)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [(sheet.title, *_cells(sheet, source)) for sheet in book.worksheets]
        book.close()
    except (ArchiveError, MarkupError):
        raise
    except Exception as fault:  # the library raises whatever a broken part makes it stumble on
        raise ArchiveError(f"a damaged workbook: {type(fault).__name__}: {fault}"[:200]) from fault
    return sheets


def _cells(sheet: Any, source: str) -> tuple[list[Row], list[Problem]]:
    """A sheet's rows as text, up to the bounds."""
    sheet.reset_dimensions()  # what a sheet says of its size is not to be relied on
    rows: list[Row] = []
    cells = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells += len(row) + 1
        if number > MAX_ROWS or cells > MAX_CELLS:
            return rows, [_too_many(source, number)]
        values = [_shown(cell) for cell in row]
        if any(values):
            rows.append((number, values))
    return rows, []


def _shown(cell: Any) -> str:
    """A cell's value as text; a date no finer than it is shown, whole numbers without a point."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        shown = _QUOTED.sub("", str(cell.number_format)).lower()
        length = 10 if "d" in shown or "y" not in shown else 7 if "m" in shown else 4
        return value.isoformat()[:length]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _too_many(source: str, line: int) -> Problem:
    message = f"more than {MAX_ROWS:,} rows or {MAX_CELLS:,} cells: the others were left out"
    return Problem(source, message, line, "split it")


def _failed(source: str, message: str, hint: str) -> Read:
    return Read((), (Problem(source, message, None, hint),))


def _table(
    rows: Sequence[Row], sha256: str, source: str, headers: Headers, sheet: str | None
) -> Read:
    """The draft of a table whose columns tell events.

    A line of its text is the row that has that number in the file, its cells apart by tabs; the
    lines up to the header are empty.
    """
    try:
        header, roles = _header(rows, headers)
    except ValueError as fault:
        return Read((), (Problem(source, str(fault), None, _HINT),))
    body = [(number, cells) for number, cells in rows if number > header and any(cells)]
    if not body:
        return Read((), (Problem(source, "a table without rows", None, "leave it out"),))
    width = max(len(cells) - sum(1 for _ in _empty(cells)) for _, cells in body)
    if width > MAX_COLUMNS:
        message = f"a table of more than {MAX_COLUMNS} columns"
        return Read((), (Problem(source, message, None, "keep those that matter"),))
    roles = [*roles, *[""] * (width - len(roles))][:width]
    text = "".join(_lines(body, width))
    return Read((Draft(text=text, sha256=sha256, columns=tuple(roles)),))


def _empty(cells: Sequence[str]) -> Iterator[str]:
    """The empty cells at a row's end."""
    return takewhile(lambda cell: not cell.strip(), reversed(cells))


def _lines(rows: Sequence[Row], width: int) -> Iterator[str]:
    at = 1
    for number, cells in rows:
        yield "\n" * (number - at)
        at = number
        padded = [*cells[:width], *[""] * (width - len(cells))]
        line = "\t".join(_SPACES.sub(" ", cell[:MAX_CELL]).strip() for cell in padded)
        yield line.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _header(rows: Sequence[Row], headers: Headers) -> tuple[int, list[str]]:
    """The number of the header's row (0: there is none) and each column's role.

    Raises ``ValueError`` where nothing tells of dates and events.
    """
    best: tuple[int, list[str]] = 0, []
    for number, cells in rows[:_HEAD_ROWS]:
        roles = _roles(cells, headers)
        if sum(map(bool, roles)) > sum(map(bool, best[1])):
            best = number, roles
    if headers.given:
        best = _given(rows, headers, best)
    roles = best[1]
    if not ({"date", "start"} & set(roles) and {"event", "mode"} & set(roles)):
        first = next((cells for _, cells in rows if any(cells)), ())
        named = ", ".join(cell.strip()[:30] for cell in first if cell.strip())[:200]
        raise ValueError(f"no columns that tell of dates and events among: {named or 'none'}")
    return best


def _folded(text: str) -> str:
    return _SPACES.sub(" ", text).strip().strip(":：*").strip().casefold()


def _roles(cells: Sequence[str], headers: Headers) -> list[str]:
    """The role of each cell of a header; of two that say the same the first has it."""
    roles: list[str] = []
    for cell in cells:
        role = headers.names.get(_folded(cell), "") if len(cell) < 60 else ""
        roles.append("" if role in roles else role)
    return roles


def _given(
    rows: Sequence[Row], headers: Headers, found: tuple[int, list[str]]
) -> tuple[int, list[str]]:
    """Columns as the call names them, in place of what the header says of these roles."""
    header, roles = found
    width = max((len(cells) for _, cells in rows), default=0)
    roles = [*roles, *[""] * (width - len(roles))]
    for role, where in headers.given.items():
        at, line = _place(where, rows, width)
        roles = ["" if known == role else known for known in roles]
        roles[at] = role
        header = max(header, line)
    if not header:
        header = _first_data(rows, roles)
    return header, roles


def _place(where: str, rows: Sequence[Row], width: int) -> tuple[int, int]:
    """The column that a header, a letter or a number names, and the row of that header or 0."""
    for number, cells in rows[:_HEAD_ROWS]:
        folded = [_folded(cell) for cell in cells]
        if _folded(where) in folded:
            return folded.index(_folded(where)), number
    at = -1
    if where.isascii() and where.isdigit():
        at = int(where[:6]) - 1
    elif _LETTERS.fullmatch(where):
        for letter in where.upper():
            at = (at + 1) * 26 + ord(letter) - ord("A")
    if not 0 <= at < width:
        raise ValueError(f"no column {where[:40]!r} in it")
    return at, 0


def _first_data(rows: Sequence[Row], roles: Sequence[str]) -> int:
    """The number of the row above the first one whose date holds a figure."""
    at = next((n for n, role in enumerate(roles) if role in ("date", "start")), 0)
    header = 0
    for number, cells in rows[:_HEAD_ROWS]:
        if at < len(cells) and any(char.isdigit() for char in cells[at]):
            return header
        header = number
    return 0
