"""Descriptions that lie beside documents: ``NAME.meta.json`` and the folder's ``documents.csv``."""

import csv
import io
import json
import os
from collections.abc import Collection, Iterator
from pathlib import Path

from parley.documents.encodings import UndecodableError, decode
from parley.documents.metadata import Faults, Metadata, metadata
from parley.documents.paths import shown
from parley.items import Problem

TABLE = "documents.csv"
SUFFIX = ".meta.json"
_MAX_BYTES = 50_000_000


def beside(path: Path, parties: Collection[str] = ()) -> tuple[Metadata, list[Problem]]:
    """What ``NAME.meta.json`` beside a file says of it; for ``a.txt`` also ``a.txt.meta.json``.

    A broken one is a problem that names its line; the document is read without it.
    """
    name = str(path)
    for beside_it in (f"{name}{SUFFIX}", f"{name.removesuffix(path.suffix)}{SUFFIX}"):
        if not os.path.lexists(beside_it):
            continue
        companion = Path(beside_it)
        name = shown(companion)
        try:
            raw = json.loads(_text(companion))
        except json.JSONDecodeError as fault:
            problem = Problem(name, f"not valid JSON: {fault.msg}", fault.lineno, "mend that line")
            return Metadata(), [problem]
        except (OSError, UndecodableError, RecursionError, ValueError) as fault:
            hint = "check the file; its document was read without it"
            return Metadata(), [Problem(name, f"cannot be read: {_reason(fault)}", None, hint)]
        if not isinstance(raw, dict):
            return Metadata(), [Problem(name, "not a JSON object", 1, 'write {"published": …}')]
        faults = Faults(name)
        return metadata(raw, faults, parties), faults.problems
    return Metadata(), []


def _text(path: Path) -> str:
    if not path.is_file():
        raise OSError("not a file")
    if path.stat().st_size > _MAX_BYTES:
        raise UndecodableError(f"it is larger than {_MAX_BYTES:,} bytes")
    return decode(path.read_bytes()).text.removeprefix("\ufeff")


def _reason(fault: Exception) -> str:
    """What went wrong, without the path that the message names anyway."""
    return str((isinstance(fault, OSError) and fault.strerror) or fault)


class Table:
    """The rows of one ``documents.csv``, each named by its ``file``, ``path`` or ``id``."""

    def __init__(self, folder: Path, parties: Collection[str] = ()) -> None:
        self.path = folder / TABLE
        self.problems: list[Problem] = []
        self._rows: dict[str, tuple[Metadata, int]] = {}
        self._used: set[str] = set()
        if os.path.lexists(self.path):
            self._load(parties)

    def _load(self, parties: Collection[str]) -> None:
        name = shown(self.path)
        try:
            text = _text(self.path)
        except (OSError, UndecodableError) as fault:
            hint = "check the file; the documents were read without it"
            self.problems.append(Problem(name, f"cannot be read: {_reason(fault)}", None, hint))
            return
        self._read(text, name, parties)

    def _cells(self, text: str, name: str) -> Iterator[tuple[int, list[str]]]:
        """Each row with the number of its last line, up to the first that is broken."""
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        try:
            for cells in rows:
                yield rows.line_num, cells
        except csv.Error as fault:
            hint = "mend that line; the rows from there on were left out"
            self.problems.append(Problem(name, f"not valid CSV: {fault}", rows.line_num, hint))

    def _read(self, text: str, name: str, parties: Collection[str]) -> None:
        rows = self._cells(text, name)
        header = [cell.strip().lower() for cell in next(rows, (1, []))[1]]
        if not {"id", "file", "path"} & set(header):
            message = 'no column "file", "path" or "id" that names the documents'
            self.problems.append(Problem(name, message, 1, "name the columns in the first line"))
            return
        for line, cells in rows:
            row = {
                key: cell.strip() for key, cell in zip(header, cells, strict=False) if cell.strip()
            }
            if not row:
                continue
            key = row.get("file") or row.get("path") or row.get("id")
            faults = Faults(name, line)
            if any(cell.strip() for cell in cells[len(header) :]):
                faults.add("more cells than columns", 'put cells with a comma into "quotes"')
            elif key is None:
                faults.add("the row names no document", 'fill its "file" or "id"')
            elif key in self._rows:
                faults.add(f"{key!r} stands in an earlier row too", "keep one of the two")
            else:
                self._rows[key.replace("\\", "/")] = metadata(row, faults, parties), line
            self.problems.extend(faults.problems)

    def row(self, *names: str) -> Metadata:
        """The row under the first of these names that has one, else nothing."""
        for name in names:
            if name in self._rows:
                self._used.add(name)
                return self._rows[name][0]
        return Metadata()

    def unused(self) -> list[Problem]:
        """Rows that name no document read, as problems."""
        return [
            Problem(shown(self.path), f"no document {name!r} here", line, "correct the name")
            for name, (_, line) in self._rows.items()
            if name not in self._used
        ]
