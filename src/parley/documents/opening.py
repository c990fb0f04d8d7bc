"""From a file to drafts: its format's reader, and the descriptions that lie beside it."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from pathlib import Path, PurePath
from typing import BinaryIO

import msgspec

from parley.documents.archive import ArchiveError
from parley.documents.companions import Table, beside
from parley.documents.docx import read_docx
from parley.documents.draft import Draft, Read
from parley.documents.encodings import UndecodableError
from parley.documents.feeds import read_feed
from parley.documents.formats import Foreign, format_of
from parley.documents.html import read_html
from parley.documents.lines import line_by_line, opens_as_lines, read_lines
from parley.documents.mail import read_mail
from parley.documents.markdown import read_markdown
from parley.documents.markup import MarkupError
from parley.documents.metadata import Metadata
from parley.documents.paths import Found, shown
from parley.documents.pdf import read_pdf
from parley.documents.plain import read_plain
from parley.documents.tables import Headers, is_table, read_csv, read_xlsx
from parley.items import Problem

MAX_BYTES = 500_000_000
_HEAD = 20_000  # bytes by which a table is told from a text

Reader = Callable[[bytes, str, Collection[str]], Read]
_READERS: dict[str, Reader] = {
    "text": read_plain,
    "markdown": read_markdown,
    "page": read_html,
    "lines": read_lines,
    "pdf": read_pdf,
    "docx": read_docx,
    "feed": read_feed,
}
"""By the names of formats; those that depend on the call are ``_Call``'s."""


class Call(msgspec.Struct, frozen=True):
    """What of a call the readers need."""

    parties: Collection[str]
    headers: Headers

    def reader(self, told: str) -> Reader:
        """The reader of a format."""
        match told:
            case "mail":
                return partial(read_mail, inner=self.attached)
            case "table":
                return partial(read_csv, headers=self.headers)
            case "workbook":
                return partial(read_xlsx, headers=self.headers)
            case _:
                return _READERS[told]

    def attached(self, data: bytes, source: str, ending: str, parties: Collection[str]) -> Read:
        """An attachment, as any file."""
        return guarded(data, source, ending, self)


class Candidate(msgspec.Struct, frozen=True):
    """A draft with all that was given about it, before it has its id."""

    draft: Draft
    given: Metadata
    source: str
    file: str
    stem: str
    inner: str


def given_input(stream: BinaryIO | None, call: Call) -> Iterator[Candidate | Problem]:
    """The documents of standard input."""
    data = b"" if stream is None else stream.read(MAX_BYTES + 1)
    outcome = guarded(data, "-", "", call)
    yield from outcome.problems
    for draft in outcome.drafts:
        yield Candidate(draft, draft.given, "-", "stdin", "stdin", "stdin")


def guarded(data: bytes, source: str, ending: str, call: Call) -> Read:
    """What its reader makes of a file; empty, oversized and unreadable ones become a problem."""
    if not data.strip():
        return Read((), (Problem(source, "the file is empty", None, "leave it out"),))
    if len(data) > MAX_BYTES:
        message = f"larger than {MAX_BYTES:,} bytes"
        return Read((), (Problem(source, message, None, "split it"),))
    told = format_of(data, ending)
    if isinstance(told, Foreign):
        return Read((), (Problem(source, told.message, None, told.hint),))
    if told == "text" and not ending and is_table(data[:_HEAD], call.headers):
        told = "table"
    try:
        outcome = call.reader(told)(data, source, call.parties)
    except (ArchiveError, MarkupError) as fault:
        hint = "open it and save it anew, without a password, or save its text as .txt"
        return Read((), (Problem(source, str(fault), None, hint),))
    except UndecodableError as fault:
        hint = "save it as UTF-8" if "encoding" in str(fault) else "convert it to text first"
        return Read((), (Problem(source, str(fault), None, hint),))
    if not outcome.problems and not any(
        draft.text.strip("\ufeff \t\r\n") for draft in outcome.drafts
    ):
        return Read((), (Problem(source, "there is no text in it", None, "leave it out"),))
    return outcome


def candidates(
    found: Found, tables: dict[Path, Table], call: Call
) -> Iterator[Candidate | Problem]:
    """The drafts of a file with all that is given about each, and what could not be read.

    A file of JSON Lines is read line by line, so that it may be as long as one likes. ``tables``
    keeps the tables of the folders that were looked into.
    """
    path, source = found.path, shown(found.path)
    try:
        with path.open("rb") as stream:
            if opens_as_lines(stream, path.suffix.lower()):
                yield from _described(
                    found, line_by_line(stream, source, call.parties), tables, call
                )
                return
            data = stream.read(MAX_BYTES + 1)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        yield Problem(source, f"cannot be read: {reason}", None, "check its permissions")
        return
    outcome = guarded(data, source, path.suffix.lower(), call)
    yield from outcome.problems
    yield from _described(found, outcome.drafts, tables, call)


def _described(
    found: Found, drafts: Iterable[Draft | Problem], tables: dict[Path, Table], call: Call
) -> Iterator[Candidate | Problem]:
    """Drafts with the descriptions that lie beside their file laid over them."""
    path, source, parties = found.path, shown(found.path), call.parties
    noted, faults = beside(path, parties)
    yield from faults
    inside = path if found.root is None else path.relative_to(found.root)
    stem, inner = shown(path.stem), shown(inside.with_suffix("").as_posix())
    for draft in drafts:
        if isinstance(draft, Problem):
            yield draft
            continue
        if draft.line is None and draft.part is None:
            row = _row(path, found.root, [], tables, parties)
            yield Candidate(draft, noted.over(row).over(draft.given), source, stem, stem, inner)
            continue
        # Of a file with many documents, what lies beside it holds for each that is silent.
        numbered = draft.part or f"-{draft.line}"
        names = [draft.given.id] if draft.given.id else []
        row = _row(path, found.root, names, tables, parties)
        if draft.part is not None:
            own = _row(path, found.root, [stem + numbered, inner + numbered], tables, parties)
            row = own.over(msgspec.structs.replace(row, id=None, title=None))
        described = draft.given.over(msgspec.structs.replace(row.over(noted), id=None))
        yield Candidate(draft, described, source, stem, stem + numbered, inner + numbered)


def _row(
    path: Path,
    root: Path | None,
    names: list[str],
    tables: dict[Path, Table],
    parties: Collection[str],
) -> Metadata:
    """The document's row in the table of its folder, or of one above it up to the folder given."""
    folder = path.parent
    while True:
        if folder not in tables:
            tables[folder] = Table(folder, parties)
        relative = PurePath(path.relative_to(folder))
        row = tables[folder].row(
            *names,
            *(
                ()
                if names
                else (shown(relative), shown(relative.with_suffix("")), shown(path.stem))
            ),
        )
        if row != Metadata() or root is None or folder == root:
            return row
        folder = folder.parent
