"""Scores a coder on annotated documents."""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from parley.documents import read
from parley.evaluation.agreement import Agreement, Told, agree, told_by_items, told_by_rows
from parley.evaluation.annotating import annotated
from parley.evaluation.gold import GoldError, Row, holds_items, load, load_items
from parley.evaluation.measure import Evaluation, Figures, Kind, Remark, measure
from parley.items import Document, Item

__all__ = [
    "Agreement",
    "Evaluation",
    "Figures",
    "GoldError",
    "Kind",
    "Remark",
    "Row",
    "agree",
    "annotated",
    "compare",
    "evaluate",
    "load",
    "load_items",
    "measure",
    "read_documents",
    "told_by_items",
    "told_by_rows",
]


def evaluate(
    gold: Sequence[str | Path],
    docs: str | Path,
    coder: Callable[[Document], Sequence[Item]],
    name: str,
) -> Evaluation:
    """Codes the documents that the gold files name, and measures what comes out.

    ``docs`` is the folder with a ``NAME.txt`` (and ``NAME.meta.json``) for each document of
    ``gold``; ``name`` is the coder's, kept in the result. Raises ``GoldError`` for a gold file or
    a document that cannot be used.
    """
    rows = load(gold)
    documents = read_documents({row.doc for row in rows}, docs)
    return measure(rows, documents, {doc: coder(d) for doc, d in documents.items()}, name)


def compare(a: Sequence[str | Path], b: Sequence[str | Path], docs: str | Path) -> Agreement:
    """How far two agree on the documents of a folder: annotators' rows or coders' items, each.

    Raises ``GoldError`` for a file or a document that cannot be used.
    """
    rows = [(load_items if holds_items(paths[0]) else load)(paths) for paths in (a, b)]
    documents = read_documents({told.doc for found in rows for told in found}, docs)
    return agree(*(_told(found, documents) for found in rows))


def _told(found: Sequence[Row] | Sequence[Item], documents: Mapping[str, Document]) -> list[Told]:
    rows = [one for one in found if isinstance(one, Row)]
    items = [one for one in found if not isinstance(one, Row)]
    return told_by_rows(rows, documents) + told_by_items(items, documents)


def read_documents(names: Collection[str], docs: str | Path) -> dict[str, Document]:
    """The documents ``NAME.txt`` of a folder by name. Raises ``GoldError`` where one is missing."""
    documents: dict[str, Document] = {}
    for doc in sorted(names):
        path = Path(docs) / f"{doc}.txt"
        if not path.is_file():
            raise GoldError(f"{path}: no such file, but gold has rows for {doc!r}")
        reading = read([path])
        if not reading.documents:
            raise GoldError("; ".join(map(str, reading.problems)))
        documents[doc] = reading.documents[0]
    return documents
