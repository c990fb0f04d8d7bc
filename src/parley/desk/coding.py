"""Reading and coding, on one process or several."""

import datetime as dt
import hashlib
import multiprocessing
import signal
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import BinaryIO

from parley import coding, documents
from parley.coding.llm import LlmCoder, LlmError
from parley.desk.coders import RULES, Coders
from parley.desk.errors import DeskError
from parley.documents import Reading
from parley.items import Document, Item, Problem, content_id
from parley.lexicon import Lexicon, load

Paths = str | Path | Sequence[str | Path]


def read(
    paths: Paths,
    *,
    stdin: BinaryIO | None = None,
    voice: str | None = None,
    published: dt.date | None = None,
    lang: str | None = None,
    lexicon: Lexicon | None = None,
) -> Reading:
    """The documents of files and folders, and what of them could not be read.

    ``voice``, ``published`` and ``lang`` fill what the documents' own descriptions leave open;
    official addresses and parties are those of ``lexicon`` (the built-in one).
    """
    lexicon = lexicon or load()
    return documents.read(
        [paths] if isinstance(paths, str | Path) else list(paths),
        stdin=stdin,
        voice=voice,
        published=published,
        lang=lang,
        hosts=lexicon.hosts,
        parties=tuple(lexicon.actors),
    )


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
    given: Sequence[Document],
    folders: Sequence[Path] = (),
    ui: str = "en",
    workers: int = 1,
    coders: Coders = RULES,
    spent: Counter[str] | None = None,
) -> Iterator[tuple[Document, list[Item] | Problem]]:
    """Each document with its items, in the order given, on ``workers`` processes.

    A document that the coder fails on comes with the problem, and the others are coded. The
    items are the same for any number of workers. Several processes need a main module that can be
    imported (a script guards its calls with ``if __name__ == "__main__"``).
    Raises ``DeskError`` where a process ends before its work is done.

    Where ``coders`` ask a model, one process waits for it; ``spent`` takes the ``tokens`` that it
    took and, by field, the items that were dropped because nothing in the text supports them.
    """
    if coders.settings is not None:
        yield from _asked(given, load(*folders), ui, coders, Counter() if spent is None else spent)
        return
    if workers <= 1 or len(given) <= 1:
        lexicon = load(*folders)
        for document in given:
            yield document, _attempt(document, lexicon, ui)
        return
    pool = ProcessPoolExecutor(
        min(workers, len(given)),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_prepare,
        initargs=(tuple(folders), ui),
    )
    try:
        yield from zip(given, pool.map(_work, given, chunksize=4), strict=True)
    except BrokenProcessPool as fault:
        message = "a worker process ended before its work was done; try again with fewer workers"
        raise DeskError(message) from fault
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _asked(
    given: Sequence[Document], lexicon: Lexicon, ui: str, coders: Coders, spent: Counter[str]
) -> Iterator[tuple[Document, list[Item] | Problem]]:
    """The documents with a model's items, after those of the rules where both are at work."""
    if coders.settings is None:
        raise ValueError("no model to ask")
    model = LlmCoder(coders.settings, lexicon, ui, coders.cache)
    for document in given:
        found = _attempt(document, lexicon, ui) if coders.choice == "both" else []
        if not isinstance(found, Problem):
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


_tools: tuple[Lexicon, str] | None = None


def _prepare(folders: tuple[Path, ...], ui: str) -> None:
    """Runs once in each worker: an interrupt is the parent's to handle."""
    global _tools
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _tools = load(*folders), ui


def _work(document: Document) -> list[Item] | Problem:
    if _tools is None:
        raise RuntimeError("a worker was not prepared")
    lexicon, ui = _tools
    return _attempt(document, lexicon, ui)


def _attempt(document: Document, lexicon: Lexicon, ui: str) -> list[Item] | Problem:
    """The items, or where the coder failed: no fault of one document may cost the others."""
    try:
        return coding.code(document, lexicon, ui)
    except Exception as fault:
        frame = traceback.extract_tb(fault.__traceback__)[-1]
        place = f"{Path(frame.filename).parent.name}/{Path(frame.filename).name}"
        return Problem(
            document.path or document.id,
            f"could not be coded: {type(fault).__name__} in {place}, line {frame.lineno}: {fault}",
            None,
            "a fault of Parley, not of the document; please report it",
        )
