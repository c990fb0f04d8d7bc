"""Reading a call's paths: each file by its format's reader, its description laid over it."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from parley.documents.companions import Table
from parley.documents.inference import published_of, voice_of
from parley.documents.metadata import Faults, Metadata, metadata
from parley.documents.opening import Call, Candidate, candidates, given_input
from parley.documents.paths import Found, files, shown
from parley.documents.tables import NONE, Headers
from parley.items import Document, Problem
from parley.language import detect

MAX_CHARACTERS = 1_000_000
"""Of one document. A long book has as many; what has more is a corpus in one file."""
MAX_WIDE = 300_000
"""The same in Chinese, Japanese and Korean, which say as much in a third of the characters."""


class Reading(msgspec.Struct, frozen=True):
    """The documents read, in the order of the paths, and what could not be read or used."""

    documents: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()


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
    """Read files, folders and ``-`` (standard input) into documents: ``stream``, all at once."""
    return gathered(
        stream(
            paths,
            stdin=stdin,
            voice=voice,
            published=published,
            lang=lang,
            hosts=hosts,
            parties=parties,
            headers=headers,
        )
    )


def gathered(found: Iterable[Document | Problem]) -> Reading:
    """A stream read to its end."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for one in found:
        if isinstance(one, Problem):
            problems.append(one)
        else:
            documents.append(one)
    return Reading(tuple(documents), tuple(problems))


def stream(
    paths: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    voice: str | None = None,
    published: dt.date | None = None,
    lang: str | None = None,
    hosts: Mapping[str, str] = {},
    parties: Collection[str] = (),
    headers: Headers = NONE,
) -> Iterator[Document | Problem]:
    """Documents one after the other as they are read, and what could not be read between them.

    What is known of a document comes, first to last, from the description that somebody wrote
    (``NAME.meta.json``, the row in ``documents.csv``, keys of a JSON line, front matter), from
    ``voice``, ``published`` and ``lang`` where these are missing, from the page, from the
    address (``hosts``: ministry's host → party), and from the text; ``Document.inferred`` names
    what was worked out. ``parties`` are the bodies' codes that ``voice`` may hold beside
    those of ISO 3166-1; ``headers`` tell the columns of a chronology. Nothing raises for a bad
    file: it becomes a problem, the others are read. Memory holds one file at a time, of JSON Lines
    one line.
    """
    call = Call(parties, headers)
    options = Faults("options")
    fill = msgspec.structs.replace(
        metadata({"voice": voice, "lang": lang}, options, parties), published=published
    )
    yield from options.problems
    tables: dict[Path, Table] = {}
    found = list(files([path for path in paths if str(path) != "-"]))
    names = _Names(Counter(shown(f.path.stem) for f in found if isinstance(f, Found)))
    for path in paths:
        if str(path) == "-":
            yield from _documents(given_input(stdin, call), names, fill, hosts)
    for one in found:
        if isinstance(one, Problem):
            yield one
        else:
            yield from _documents(candidates(one, tables, call), names, fill, hosts)
    roots = {Path(path) for path in paths}
    for folder, table in tables.items():
        yield from table.problems
        # Of a folder below one given, all documents were read; beside a file given, more may lie.
        if not roots.isdisjoint((folder, *folder.parents)):
            yield from table.unused()


def missing(reading: Reading) -> list[Problem]:
    """For each document without a date of publication or a voice, what it lacks and what to do."""
    return [lack for document in reading.documents if (lack := lacks(document)) is not None]


def lacks(document: Document) -> Problem | None:
    """What a document lacks of a date of publication and a voice, None where it has both."""
    # The rows of a chronology have days of their own.
    wanted = ("published", "voice") if not document.columns else ("voice",)
    lacking = [key for key in wanted if getattr(document, key) is None]
    if not lacking:
        return None
    hint = "give it in NAME.meta.json, documents.csv or an option"
    message = f"no {' and no '.join(lacking)} known for {document.id}"
    return Problem(document.path or document.id, message, None, hint)


class _Names:
    """The ids given so far; ``stems`` counts the files of a name."""

    def __init__(self, stems: Counter[str]) -> None:
        self._stems = stems
        self._taken: dict[str, str] = {}

    def of(self, candidate: Candidate) -> str | Problem:
        """The document's id: the one given, else its file's name, else its path in the folder."""
        name = candidate.given.id
        if name is None:
            shared = self._stems[candidate.file] > 1 or candidate.stem in self._taken
            name = candidate.inner if shared else candidate.stem
        if name in self._taken:
            message = f"its id {name!r} is that of {self._taken[name]} too"
            hint = 'give one of them another "id" in NAME.meta.json'
            return Problem(candidate.source, message, candidate.draft.line, hint)
        self._taken[name] = candidate.source
        return name


def _documents(
    found: Iterable[Candidate | Problem], names: _Names, fill: Metadata, hosts: Mapping[str, str]
) -> Iterator[Document | Problem]:
    for candidate in found:
        if isinstance(candidate, Problem):
            yield candidate
            continue
        name = names.of(candidate)
        if isinstance(name, Problem):
            yield name
            continue
        document = _document(candidate, name, fill, hosts)
        excess = _excess(document)
        if excess is not None:
            hint = "split it into documents: a readout, a report, an interview each"
            yield Problem(candidate.source, excess, candidate.draft.line, hint)
            continue
        yield document


def _excess(document: Document) -> str | None:
    """What of a document is too long to be coded in reasonable time."""
    length = len(document.text)
    if document.columns:
        return None  # a row is coded alone, and their number has its own bound
    most = MAX_CHARACTERS if document.lang in ("en", "und") else MAX_WIDE
    if length > most:
        return f"{length:,} characters are more than the {most:,} of a long document"
    return None


def _document(
    candidate: Candidate, name: str, fill: Metadata, hosts: Mapping[str, str]
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
