"""A desk's corrected documents as annotated ones, which measure the next coder."""

import hashlib
import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from parley.evaluation import Row, annotated
from parley.items import Document, Item, to_json

DOCS, GOLD = "docs", "gold"
"""Folders of what is written: the documents, and a file of rows for each."""


class Written(NamedTuple):
    """How many documents were written, how many rows that ask something of a coder, how many that
    leave something open."""

    documents: int
    rows: int
    open: int


def write(
    directory: Path,
    documents: Sequence[Document],
    items: Sequence[Item],
    decided: Collection[tuple[str, str]],
    rejected: Sequence[Item],
) -> Written:
    """Writes each document with its rows; ``decided`` are the items that are right, by id and
    document. Raises ``OSError`` where that cannot be done."""
    for name in (DOCS, GOLD):
        (directory / name).mkdir(parents=True, exist_ok=True)
    asked = left = 0
    for document in documents:
        name = file_name(document.id)
        mine = [item for item in items if item.doc == document.id]
        wrong = [item for item in rejected if item.doc == document.id]
        named = msgspec.structs.replace(document, id=name)
        sure = {key for key, doc in decided if doc == document.id}
        rows = annotated(named, mine, sure, wrong)
        (directory / DOCS / f"{name}.txt").write_bytes(document.text.encode("utf-8"))
        (directory / DOCS / f"{name}.meta.json").write_text(_about(document), "utf-8")
        lines = "".join(f"{_line(row)}\n" for row in rows)
        (directory / GOLD / f"{name}.jsonl").write_text(lines, "utf-8")
        opened = sum(row.optional or row.kind == "optional_span" for row in rows)
        asked += len(rows) - opened
        left += opened
    return Written(len(documents), asked, left)


def file_name(doc: str) -> str:
    """A document's id as the name of a file: the same where it can be, else told from others."""
    plain = re.sub(r"[^\w.\-]+", "-", doc).strip(".-")[:80]
    if plain == doc:
        return doc
    return f"{plain}-{hashlib.blake2b(doc.encode(), digest_size=4).hexdigest()}"


def _about(document: Document) -> str:
    """What is known of a document, for whoever reads it again."""
    given = ("title", "url", "publisher", "voice", "published", "lang")
    known = {name: getattr(document, name) for name in given}
    return to_json({name: value for name, value in known.items() if value is not None}, indent=2)


def _line(row: Row) -> str:
    plain = msgspec.to_builtins(row)
    keep = ("doc", "kind", "anchors", "optional")
    return to_json({k: v for k, v in plain.items() if k in keep or v not in (None, [], False)})
