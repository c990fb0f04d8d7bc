"""Scores a coder on annotated documents."""

from collections.abc import Callable, Sequence
from pathlib import Path

from parley.documents import read
from parley.evaluation.gold import GoldError, Row, load
from parley.evaluation.measure import Evaluation, Figures, Kind, Remark, measure
from parley.items import Document, Item

__all__ = [
    "Evaluation",
    "Figures",
    "GoldError",
    "Kind",
    "Remark",
    "Row",
    "evaluate",
    "load",
    "measure",
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
    documents: dict[str, Document] = {}
    for doc in sorted({row.doc for row in rows}):
        path = Path(docs) / f"{doc}.txt"
        if not path.is_file():
            raise GoldError(f"{path}: no such file, but gold has rows for {doc!r}")
        reading = read([path])
        if not reading.documents:
            raise GoldError("; ".join(map(str, reading.problems)))
        documents[doc] = reading.documents[0]
    return measure(rows, documents, {doc: coder(d) for doc, d in documents.items()}, name)
