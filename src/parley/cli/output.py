"""Where ``parley code`` writes items: to standard output, or to a file that can be gone on with."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from parley.cli import console
from parley.desk import DeskError
from parley.items import Document, Item, to_json

LEDGER = ".progress"
"""Ends the name of the file that lists, while the work goes on, which documents are done."""


class Printed:
    """Standard output: one item a line."""

    def done(self, document: Document) -> bool:
        """Nothing that was printed before is known of."""
        return False

    def write(self, document: Document, items: Sequence[Item]) -> None:
        """Prints a document's items."""
        console.jsonl(items)


class Kept:
    """A file of items, and beside it the list of documents done, until all are."""

    def __init__(self, items: BinaryIO, ledger: BinaryIO, done: set[int]) -> None:
        self._items = items
        self._ledger = ledger
        self._done = done

    def done(self, document: Document) -> bool:
        """Whether the file holds this document's items already."""
        return _key(document) in self._done

    def write(self, document: Document, items: Sequence[Item]) -> None:
        """Writes a document's items, then that it is done: a kill between the two costs nothing."""
        self._items.write("".join(f"{to_json(item)}\n" for item in items).encode("utf-8"))
        self._items.flush()
        row = {"done": _key(document), "end": self._items.tell()}
        self._ledger.write(json.dumps(row).encode("ascii") + b"\n")
        self._ledger.flush()


@contextmanager
def into(path: Path | None, resume: bool, coder: str) -> Iterator[Printed | Kept]:
    """The place to write to; with ``resume`` a file is gone on with where a call was cut off.

    ``coder`` is the fingerprint of what codes. Raises ``DeskError`` where there is nothing to go on
    with, or where another coder began it.
    """
    if path is None:
        yield Printed()
        return
    ledger = path.with_name(path.name + LEDGER)
    try:
        done, end = _known(path, ledger, coder) if resume else (set(), 0)
        with path.open("r+b" if resume else "wb") as items:
            items.truncate(end)
            items.seek(end)
            with ledger.open("ab" if resume else "wb") as lines:
                if not resume:
                    lines.write(json.dumps({"coder": coder}).encode("ascii") + b"\n")
                    lines.flush()
                yield Kept(items, lines, done)
            os.fsync(items.fileno())
        ledger.unlink()
    except OSError as fault:
        raise DeskError(f"{path}: cannot be written: {fault.strerror or fault}") from fault


def _known(path: Path, ledger: Path, coder: str) -> tuple[set[int], int]:
    """The documents done, and where in the file their items end."""
    if not ledger.is_file():
        what = "it is complete" if path.is_file() else "there is no such file"
        raise DeskError(f"{path}: nothing to go on with, {what}; leave out --resume")
    done: set[int] = set()
    end = 0
    with ledger.open("rb") as lines:
        for number, line in enumerate(lines):
            if not line.endswith(b"\n"):
                break  # cut off while it was written
            row = json.loads(line)
            if number == 0:
                if row["coder"] != coder:
                    message = "another version of the coder or lexicon began it; leave out --resume"
                    raise DeskError(f"{path}: {message}")
                continue
            done.add(row["done"])
            end = row["end"]
    return done, end


def _key(document: Document) -> int:
    """A number for a document's id and text: short, since one is kept of every document."""
    digest = blake2b(f"{len(document.id)}:{document.id}{document.text}".encode(), digest_size=8)
    return int.from_bytes(digest.digest(), "big")
