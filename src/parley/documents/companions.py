"""Descriptions that lie beside documents: ``NAME.meta.json`` and the folder's ``documents.csv``."""

import csv
import io
import json
from collections.abc import Collection
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
    for companion in (path.with_name(path.name + SUFFIX), path.with_name(path.stem + SUFFIX)):
        if not companion.is_file():
            continue
        name = shown(companion)
        try:
            raw = json.loads(decode(companion.read_bytes()).text.removeprefix("\ufeff"))
        except json.JSONDecodeError as fault:
            problem = Problem(name, f"not valid JSON: {fault.msg}", fault.lineno, "mend that line")
            return Metadata(), [problem]
        except (OSError, UndecodableError, RecursionError, ValueError) as fault:
            hint = "check the file; its document was read without it"
            return Metadata(), [Problem(name, f"cannot be read: {fault}", None, hint)]
        if not isinstance(raw, dict):
            return Metadata(), [Problem(name, "not a JSON object", 1, 'write {"published": …}')]
        faults = Faults(name)
        return metadata(raw, faults, parties), faults.problems
    return Metadata(), []


class Table:
    """The rows of one ``documents.csv``, each named by its ``file``, ``path`` or ``id``."""

    def __init__(self, folder: Path, parties: Collection[str] = ()) -> None:
        self.path = folder / TABLE
        self.problems: list[Problem] = []
        self._rows: dict[str, tuple[Metadata, int]] = {}
        self._used: set[str] = set()
        if self.path.is_file():
            self._load(parties)

    def _load(self, parties: Collection[str]) -> None:
        name = shown(self.path)
        try:
            if self.path.stat().st_size > _MAX_BYTES:
                raise UndecodableError(f"it is larger than {_MAX_BYTES:,} bytes")
            text = decode(self.path.read_bytes()).text.removeprefix("\ufeff")
            self._read(text, name, parties)
        except (OSError, UndecodableError, csv.Error) as fault:
            hint = "check the file; the documents were read without it"
            self.problems.append(Problem(name, f"cannot be read: {fault}", None, hint))

    def _read(self, text: str, name: str, parties: Collection[str]) -> None:
        rows = csv.reader(io.StringIO(text, newline=""))
        header = [cell.strip().lower() for cell in next(rows, [])]
        if not {"id", "file", "path"} & set(header):
            message = 'no column "file", "path" or "id" that names the documents'
            self.problems.append(Problem(name, message, 1, "name the columns in the first line"))
            return
        for cells in rows:
            row = {
                key: cell.strip() for key, cell in zip(header, cells, strict=False) if cell.strip()
            }
            if not row:
                continue
            key = row.get("file") or row.get("path") or row.get("id")
            faults = Faults(name, rows.line_num)
            if key is None:
                faults.add("the row names no document", 'fill its "file" or "id"')
            elif key in self._rows:
                faults.add(f"{key!r} stands in an earlier row too", "keep one of the two")
            else:
                self._rows[key.replace("\\", "/")] = metadata(row, faults, parties), rows.line_num
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
