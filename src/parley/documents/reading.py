"""Reading a call's paths: each file by its format's reader, its description laid over it."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
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
from parley.documents.inference import published_of, voice_of
from parley.documents.lines import read_lines
from parley.documents.mail import read_mail
from parley.documents.markdown import read_markdown
from parley.documents.markup import MarkupError
from parley.documents.metadata import Faults, Metadata, metadata
from parley.documents.paths import Found, files, shown
from parley.documents.pdf import read_pdf
from parley.documents.plain import read_plain
from parley.documents.tables import NONE, Headers, is_table, read_csv, read_xlsx
from parley.items import Document, Problem
from parley.language import detect, sentences

MAX_BYTES = 500_000_000
MAX_CHARACTERS = 1_000_000
"""Of one document. A long book has as many; what has more is a corpus in one file."""
MAX_SENTENCE = 20_000
"""Characters without the end of a sentence; what has more is no running text."""
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


class Reading(msgspec.Struct, frozen=True):
    """The documents read, in the order of the paths, and what could not be read or used."""

    documents: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Call(msgspec.Struct, frozen=True):
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
        return _guarded(data, source, ending, self)


class _Candidate(msgspec.Struct, frozen=True):
    """A draft with all that was given about it, before it has its id."""

    draft: Draft
    given: Metadata
    source: str
    stem: str
    inner: str


def read(
    paths: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    voice: str | None = None,
    published: dt.date | None = None,
    lang: str | None = None,
    hosts: Mapping[str, str] = {},
    parties: Collection[str] = (),
    headers: Headers = NONE,
) -> Reading:
    """Read files, folders and ``-`` (standard input) into documents.

    What is known of a document comes, first to last, from the description that somebody wrote
    (``NAME.meta.json``, the row in ``documents.csv``, keys of a JSON line, front matter), from
    ``voice``, ``published`` and ``lang`` where these are missing, from the page, from the
    address (``hosts``: ministry's host → party), and from the text; ``Document.inferred`` names
    what was worked out. ``parties`` are the bodies' codes that ``voice`` may hold beside
    those of ISO 3166-1; ``headers`` tell the columns of a chronology. Nothing raises for a bad
    file: it becomes a problem, the others are read.
    """
    problems: list[Problem] = []
    call = _Call(parties, headers)
    options = Faults("options")
    fill = msgspec.structs.replace(
        metadata({"voice": voice, "lang": lang}, options, parties), published=published
    )
    problems.extend(options.problems)
    candidates: list[_Candidate] = []
    tables: dict[Path, Table] = {}
    for path in paths:
        if str(path) == "-":
            outcome = _guarded(_input(stdin), "-", "", call)
            problems.extend(outcome.problems)
            candidates.extend(_Candidate(d, d.given, "-", "stdin", "stdin") for d in outcome.drafts)
    for found in files([path for path in paths if str(path) != "-"]):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            candidates.extend(_candidates(found, tables, call, problems))
    roots = {Path(path) for path in paths}
    for folder, table in tables.items():
        problems.extend(table.problems)
        # Of a folder below one given, all documents were read; beside a file given, more may lie.
        if not roots.isdisjoint((folder, *folder.parents)):
            problems.extend(table.unused())
    documents = _documents(candidates, fill, hosts, problems)
    return Reading(tuple(documents), tuple(problems))


def missing(reading: Reading) -> list[Problem]:
    """For each document without a date of publication or a voice, what it lacks and what to do."""
    found = []
    for document in reading.documents:
        # The rows of a chronology have days of their own.
        wanted = ("published", "voice") if not document.columns else ("voice",)
        lacking = [key for key in wanted if getattr(document, key) is None]
        if lacking:
            hint = "give it in NAME.meta.json, documents.csv or an option"
            message = f"no {' and no '.join(lacking)} known for {document.id}"
            found.append(Problem(document.path or document.id, message, None, hint))
    return found


def _input(stdin: BinaryIO | None) -> bytes:
    return b"" if stdin is None else stdin.read(MAX_BYTES + 1)


def _guarded(data: bytes, source: str, ending: str, call: _Call) -> Read:
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


def _candidates(
    found: Found, tables: dict[Path, Table], call: _Call, problems: list[Problem]
) -> Iterable[_Candidate]:
    parties = call.parties
    path, source = found.path, shown(found.path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        problems.append(Problem(source, f"cannot be read: {reason}", None, "check its permissions"))
        return
    outcome = _guarded(data, source, path.suffix.lower(), call)
    problems.extend(outcome.problems)
    noted, faults = beside(path, parties)
    problems.extend(faults)
    inside = path if found.root is None else path.relative_to(found.root)
    stem, inner = shown(path.stem), shown(inside.with_suffix("").as_posix())
    for draft in outcome.drafts:
        if draft.line is None and draft.part is None:
            row = _row(path, found.root, [], tables, parties)
            yield _Candidate(draft, noted.over(row).over(draft.given), source, stem, inner)
            continue
        # Of a file with many documents, what lies beside it holds for each that is silent.
        numbered = draft.part or f"-{draft.line}"
        names = [draft.given.id] if draft.given.id else []
        row = _row(path, found.root, names, tables, parties)
        if draft.part is not None:
            own = _row(path, found.root, [stem + numbered, inner + numbered], tables, parties)
            row = own.over(msgspec.structs.replace(row, id=None, title=None))
        described = draft.given.over(msgspec.structs.replace(row.over(noted), id=None))
        yield _Candidate(draft, described, source, stem + numbered, inner + numbered)


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


def _documents(
    candidates: list[_Candidate],
    fill: Metadata,
    hosts: Mapping[str, str],
    problems: list[Problem],
) -> Iterable[Document]:
    stems = Counter(c.given.id or c.stem for c in candidates)
    taken: dict[str, str] = {}
    for candidate in candidates:
        name = candidate.given.id or candidate.stem
        if candidate.given.id is None and stems[name] > 1:
            name = candidate.inner
        if name in taken:
            message = f"its id {name!r} is that of {taken[name]} too"
            hint = 'give one of them another "id" in NAME.meta.json'
            problems.append(Problem(candidate.source, message, candidate.draft.line, hint))
            continue
        taken[name] = candidate.source
        document = _document(candidate, name, fill, hosts)
        excess = _excess(document)
        if excess is not None:
            hint = "split it into documents: a readout, a report, an interview each"
            problems.append(Problem(candidate.source, excess, candidate.draft.line, hint))
            continue
        yield document


def _excess(document: Document) -> str | None:
    """What of a document is too long to be coded in reasonable time."""
    length = len(document.text)
    if document.columns:
        return None  # a row is coded alone, and their number has its own bound
    if length > MAX_CHARACTERS:
        return f"{length:,} characters are more than the {MAX_CHARACTERS:,} of a long document"
    if length > MAX_SENTENCE:
        longest = max((e - s for s, e in sentences(document.text, document.lang)), default=0)
        if longest > MAX_SENTENCE:
            return f"{longest:,} characters without the end of a sentence: no running text"
    return None


def _document(
    candidate: _Candidate, name: str, fill: Metadata, hosts: Mapping[str, str]
) -> Document:
    draft = candidate.draft
    known = candidate.given.over(fill).over(draft.page)
    inferred = []
    # A page's own word for its language does not tell the scripts of Chinese apart.
    lang = candidate.given.lang or fill.lang
    if lang is None:
        lang = detect(draft.text)
        inferred.append("lang")
    voice = known.voice or voice_of(known.url, hosts)
    if voice is None and draft.columns:
        voice = "analysis"
    if known.voice is None and voice is not None:
        inferred.append("voice")
    published = known.published
    if published is None and not draft.columns:
        published = published_of(draft.text, lang, known.url) or draft.made
    if known.published is None and published is not None:
        inferred.append("published")
    return Document(
        id=name,
        text=draft.text,
        lang=lang,
        title=known.title,
        url=known.url,
        publisher=known.publisher,
        voice=voice,
        published=published,
        retrieved=known.retrieved,
        archived_url=known.archived_url,
        reliability=known.reliability,
        inferred=tuple(inferred),
        path=candidate.source,
        sha256=draft.sha256,
        columns=draft.columns,
    )
