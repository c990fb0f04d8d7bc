"""``parley evaluate``: scores the coder on annotated documents."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from parley import coding
from parley.cli import console, options
from parley.evaluation import Agreement, Evaluation, Figures, Kind, Remark, compare, load_items
from parley.evaluation import evaluate as score
from parley.items import Item
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
    items: Annotated[
        Path | None,
        typer.Option(
            "--items",
            metavar="FILE",
            help="Score these items, as `parley code` prints them, instead of coding anew.",
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against",
            metavar="FILE",
            help="Hold GOLD (rows, or a coder's items) against another annotator's rows or another"
            " coder's items: agreement by field, Krippendorff's alpha.",
        ),
    ] = None,
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
    if against is not None:
        told = compare(gold, [against], docs)
        if format == "json":
            console.json(told)
        else:
            _agreement(told, show)
        return
    if items is not None:
        by_doc: dict[str, list[Item]] = defaultdict(list)
        for item in load_items([items]):
            by_doc[item.doc].append(item)
        result = score(gold, docs, lambda document: by_doc[document.id], items.name)
    else:
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
        f"{result.coder}, {result.all.documents} documents; each rate with its 95 % interval",
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
            _wide(kind, "precision"),
            _wide(kind, "recall"),
            _wide(kind, "f1"),
            _wide(kind, "exact_recall"),
        )
        for name, kind in figures.kinds.items()
    ]


def _wide(kind: Kind, name: str) -> str:
    """A rate with its interval."""
    value = getattr(kind, name)
    if value is None or name not in kind.intervals:
        return _rate(value)
    low, high = kind.intervals[name]
    return f"{value:.3f} {low:.2f}–{high:.2f}"


def _agreement(told: Agreement, show: bool) -> None:
    console.table(
        f"What both found and what one found alone, {told.documents} documents",
        ("kind", "both", "only the first", "only the second", "agreement"),
        [(kind, k.both, k.only_a, k.only_b, _rate(k.agreement)) for kind, k in told.kinds.items()],
    )
    console.table(
        "Of what both found, field by field",
        ("kind", "field", "pairs", "same", "alpha"),
        [
            (kind, name, f.pairs, _rate(f.same), _rate(f.alpha))
            for kind, k in told.kinds.items()
            for name, f in k.fields.items()
        ],
    )
    if show:
        _list("Where they differ", told.disputes)


def _list(title: str, remarks: Sequence[Remark]) -> None:
    console.table(
        f"{title} ({len(remarks)})",
        ("document", "kind", "what", "sentence"),
        [(r.doc, r.kind, r.what, " ".join(r.sentence.split())) for r in remarks],
    )


def _rate(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
