"""Reading and coding, on one process or several."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import BinaryIO

from parley import coding, documents
from parley.coding.llm import LlmCoder, LlmError
from parley.desk.coders import RULES, Coders
from parley.desk.work import Coded, Job, alone, on_cluster, on_cores
from parley.documents import Reading
from parley.items import COLUMNS, Document, Item, Problem, content_id
from parley.lexicon import Lexicon, load

Paths = str | Path | Sequence[str | Path]


def read(
    paths: Paths,
    *,
    stdin: BinaryIO | None = None,
    voice: str | None = None,
    published: dt.date | None = None,
    lang: str | None = None,
    columns: Mapping[str, str] = {},
    lexicon: Lexicon | None = None,
) -> Reading:
    """The documents of files and folders, and what could not be read: all of ``stream`` at once."""
    return documents.gathered(
        stream(
            paths,
            stdin=stdin,
            voice=voice,
            published=published,
            lang=lang,
            columns=columns,
            lexicon=lexicon,
        )
    )


def stream(
    paths: Paths,
    *,
    stdin: BinaryIO | None = None,
    voice: str | None = None,
    published: dt.date | None = None,
    lang: str | None = None,
    columns: Mapping[str, str] = {},
    lexicon: Lexicon | None = None,
) -> Iterator[Document | Problem]:
    """Documents as they are read, one after the other, and what could not be read between them.

    ``voice``, ``published`` and ``lang`` fill what the documents' own descriptions leave open;
    ``columns`` tells where a chronology in a table has what, by letter, number or header, beside
    what its header says; official addresses and parties are those of ``lexicon`` (the built-in
    one). Rows of a chronology that cannot be read are problems too.
    """
    lexicon = lexicon or load()
    for one in documents.stream(
        [paths] if isinstance(paths, str | Path) else list(paths),
        stdin=stdin,
        voice=voice,
        published=published,
        lang=lang,
        hosts=lexicon.hosts,
        parties=tuple(lexicon.actors),
        headers=headers(lexicon, columns),
    ):
        yield one
        if isinstance(one, Document):
            yield from coding.faults(one, lexicon)


def headers(lexicon: Lexicon, columns: Mapping[str, str] = {}) -> documents.Headers:
    """How the columns of a chronology are found: the lexicon's words, and what the call names."""
    names = {
        name.casefold(): row["column"]
        for row in lexicon.table("chronologies")
        if "column" in row
        for several in row["names"].values()
        for name in several
    }
    return documents.Headers({**names, **{role: role for role in COLUMNS}}, columns)


def code(
    given: Document | Iterable[Document], lexicon: Lexicon | None = None, ui: str = "en"
) -> list[Item]:
    """The items of one document or several, in order of document and place.

    ``lexicon`` is the built-in one unless given, ``ui`` the language of the headlines.
    """
    lexicon = lexicon or load()
    several = [given] if isinstance(given, Document) else sorted(given, key=lambda d: d.id)
    return [item for document in several for item in coding.code(document, lexicon, ui)]


def coded(
    given: Iterable[Document],
    folders: Sequence[Path] = (),
    ui: str = "en",
    workers: int = 1,
    coders: Coders = RULES,
    spent: Counter[str] | None = None,
    cluster: str | None = None,
) -> Iterator[tuple[Document, Coded]]:
    """Each document with its items, in the order given: on ``workers`` processes, or a ``cluster``.

    ``cluster`` is the address of a Dask scheduler. ``given`` is read as the work goes on, so that
    memory stays flat however much there is. A document that the coder fails on comes with the
    problem, and the others are coded. The items are the same wherever they are coded. Raises
    ``DeskError`` where the work cannot be done, see ``parley.desk.work``.

    Where ``coders`` ask a model, one process waits for it; ``spent`` takes the ``tokens`` that it
    took and, by field, the items that were dropped because nothing in the text supports them.
    """
    if coders.settings is not None:
        yield from _asked(
            given, Job(tuple(folders), ui), coders, Counter() if spent is None else spent
        )
        return
    job = Job(tuple(folders), ui)
    if cluster is not None:
        yield from on_cluster(given, job, cluster)
    elif workers > 1:
        yield from on_cores(given, job, workers)
    else:
        yield from alone(given, job)


def _asked(
    given: Iterable[Document], job: Job, coders: Coders, spent: Counter[str]
) -> Iterator[tuple[Document, Coded]]:
    """The documents with a model's items, after those of the rules where both are at work."""
    if coders.settings is None:
        raise ValueError("no model to ask")
    model = LlmCoder(coders.settings, load(*job.folders), job.ui, coders.cache)
    for document in given:
        # The rows of an analyst's chronology are read as they stand: there is nothing to ask.
        table = bool(document.columns)
        found: Coded = job.one(document) if table or coders.choice == "both" else []
        if not isinstance(found, Problem) and not table:
            try:
                found = [*found, *model(document)]
            except LlmError as fault:
                found = Problem(document.path or document.id, str(fault))
        yield document, found
    spent.update(model.dropped)
    spent["tokens"] += model.tokens


def fingerprint(folders: Sequence[Path] = (), coders: Coders = RULES) -> str:
    """The coder's name and version, and a hash of its rules and of the lexicon it works with.

    What was coded under another one is coded anew.
    """
    parts: list[object] = [coding.CODER]
    if coders != RULES:
        parts.append(coders.name)
    for package in _RULES:
        parts.extend(_contents(files(f"parley.{package}")))
    for folder in folders:
        parts.extend(_contents(folder))
    return content_id("coder", *parts)


_RULES = ("coding", "dates", "items", "language", "lexicon")
"""The packages that decide what is coded."""


def _contents(folder: Path | Traversable) -> Iterator[str]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from _contents(entry)
        elif entry.name.endswith((".py", ".yaml", ".json")):
            yield entry.name
            yield hashlib.blake2b(entry.read_bytes()).hexdigest()
