"""A comparison of two accounts, or of a readout and the one before it, as a Word document."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from parley.comparison import Comparison
from parley.export import ooxml
from parley.export.ooxml import Cell, Paragraph, Run, Table
from parley.lexicon import Lexicon
from parley.report.compared import Mark, comparison_view
from parley.report.words import Words


def write_comparison(
    found: Comparison, out: BinaryIO, ui: str = "en", lexicon: Lexicon | None = None
) -> None:
    """Writes the document in the language ``ui``; the same comparison gives the same bytes.

    Phrases of a readout and the one before it come first, words that differ underlined in the one
    and struck through in the other; then facts and points, side by side.
    """
    words = Words(ui, lexicon)
    view = comparison_view(found, words)
    ooxml.write(out, _body(view), [], ui, view["heading"], "Parley", _day(found))


def _day(found: Comparison) -> dt.date:
    """A day for the document's properties that the same comparison always gives."""
    uses = [use.published for one in found.phrases for use in (one.first, one.last) if use]
    days = [day for day in uses if day]
    if found.event is not None and found.event.start is not None:
        days.append(found.event.start)
    return max(days, default=dt.date(1980, 1, 1))


def _body(view: dict[str, Any]) -> Iterator[Paragraph | Table]:
    t, accounts = view["t"], view["accounts"]
    yield Paragraph("Title", (Run(view["heading"]),))
    yield Paragraph("Subtitle", (Run(view["title"]),))
    names = [f"{account['name']}{t('colon')}{account['title']}" for account in accounts]
    if view["previous"]:
        names = view["columns"]
    if view["previous"]:
        yield Paragraph("Normal", (Run(view["previous"]),))
        yield Paragraph("Heading1", (Run(t("compare.phrases")),))
        yield Paragraph("Reading", (Run(t("compare.phrases.note")),))
        if not view["phrases"]:
            yield Paragraph("Normal", (Run(t("compare.phrases.none")),))
        else:
            ends = (t("compare.first"), t("compare.last"))
            yield _table((t("compare.change"), *names, *ends), map(_phrase, view["phrases"]))
    if view["facts"]:
        yield Paragraph("Heading1", (Run(t("compare.facts")),))
        head = (t("compare.fact"), *names, t("compare.relation"))
        yield _table(head, (_fact(fact, t("list.comma")) for fact in view["facts"]))
    yield Paragraph("Heading1", (Run(t("compare.points")),))
    yield Paragraph("Reading", (Run(t("compare.note")),))
    head = (t("compare.issue"), *names, t("compare.relation"))
    if view["points"]:
        yield _table(head, (_point(point, t) for point in view["points"]))


def _table(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Table:
    first = tuple((Paragraph("Cell", (Run(name, "EventDate"),)),) for name in head)
    return Table(first, tuple(tuple(row) for row in rows))


def _cell(*runs: Run) -> Cell:
    return (Paragraph("Cell", runs),)


def _phrase(row: dict[str, Any]) -> Sequence[Cell]:
    kind = " · ".join(filter(None, (row["kind"], row["issue"])))
    told = (
        Paragraph("Cell", (Run(f"{row['sign']} {row['told']}", "EventDate"),)),
        Paragraph("Cell", (Run(kind),)),
    )
    sides = (
        _cell(*_marked(side, style))
        for side, style in zip(row["sides"], ("Added", "Dropped"), strict=True)
    )
    return told, *sides, _cell(Run(row["first"])), _cell(Run(row["last"]))


def _marked(pieces: Iterable[Mark], style: str) -> Iterator[Run]:
    for piece in pieces:
        yield Run(piece.text, style if piece.differs else None)


def _fact(fact: dict[str, Any], comma: str) -> Sequence[Cell]:
    sides = (_cell(Run(comma.join(side))) for side in fact["sides"])
    return _cell(Run(fact["name"], "EventDate")), *sides, _cell(Run(fact["relation"]))


def _point(point: dict[str, Any], t: Any) -> Sequence[Cell]:
    sides = (
        tuple(one for said in side for one in _said(said, t)) or _cell() for side in point["sides"]
    )
    return _cell(Run(point["name"], "EventDate")), *sides, _cell(Run(point["relation"]))


def _said(said: dict[str, Any], t: Any) -> Iterator[Paragraph]:
    if said["act"]:
        party = said["party"] or t("unknown")
        if said["reported"] and said["party"]:
            party = t("compare.reported", party=said["party"])
        strength = t("compare.strength", n=said["strength"])
        yield Paragraph("Cell", (Run(f"{party}{t('colon')}{said['act']} · {strength}"),))
    for passage in said["passages"]:
        before, after = t("cite.words", text="\n").split("\n")
        yield Paragraph("Cell", (Run(f"{before}{passage}{after}".strip()),))
