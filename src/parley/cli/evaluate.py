"""``parley evaluate``: scores the coder on annotated documents."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from parley import coding
from parley.cli import console, options
from parley.evaluation import Evaluation, Figures, Remark
from parley.evaluation import evaluate as score
from parley.lexicon import load


def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(metavar="GOLD…", help="Gold rows: JSON Lines files, or a folder of them."),
    ],
    docs: Annotated[
        Path,
        typer.Option(
            "--docs", metavar="DIR", help="The folder with NAME.txt for each document of the gold."
        ),
    ],
    format: Annotated[Literal["table", "json"], typer.Option("--format")] = "table",
    show: Annotated[
        bool,
        typer.Option(
            "--show", help="List what was missed, extra, wrong and sprung, with the sentences."
        ),
    ] = False,
    lexicon: options.LexiconOption = None,
) -> None:
    """Score the coder on annotated documents: precision, recall and F1 by language and kind.

    Example: parley evaluate gold/ --docs docs/ --show
    """
    words = load(*(lexicon or ()))
    result = score(gold, docs, partial(coding.code, lexicon=words), coding.CODER)
    if format == "json":
        console.json(result)
        return
    _table(result)
    if show:
        for title in ("missed", "extra", "wrong", "sprung"):
            _list(title, getattr(result, title))


def _table(result: Evaluation) -> None:
    rows = [("all", result.all), *result.languages.items()]
    console.table(
        f"{result.coder}, {result.all.documents} documents",
        ("language", "kind", "rows", "found", "extra", "precision", "recall", "F1", "exact"),
        [row for lang, figures in rows for row in _kinds(lang, figures)],
    )
    console.table(
        "Of what was found, this field is right",
        ("language", *(name.removeprefix("event.") for name in result.all.fields), "traps sprung"),
        [
            (
                lang,
                *(_rate(figures.fields.get(name)) for name in result.all.fields),
                f"{figures.sprung} of {figures.traps}",
            )
            for lang, figures in rows
        ],
    )
    console.table(
        "Confidence, and how often gold agrees",
        ("confidence", "items", "right"),
        [
            (f"{low:.1f} to {high:.1f}", count, _rate(share))
            for low, high, count, share in result.all.reliability
        ],
    )


def _kinds(lang: str, figures: Figures) -> list[tuple[object, ...]]:
    return [
        (
            lang,
            name,
            kind.rows,
            kind.found,
            kind.extra,
            _rate(kind.precision),
            _rate(kind.recall),
            _rate(kind.f1),
            _rate(kind.exact_recall),
        )
        for name, kind in figures.kinds.items()
    ]


def _list(title: str, remarks: Sequence[Remark]) -> None:
    console.table(
        f"{title} ({len(remarks)})",
        ("document", "kind", "what", "sentence"),
        [(r.doc, r.kind, r.what, " ".join(r.sentence.split())) for r in remarks],
    )


def _rate(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
