"""Statements side by side: one row an issue, one column a party."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from parley.items import Document, Statement
from parley.report.entries import confidence_level, confidence_text
from parley.report.events import EventIndex, Link
from parley.report.evidence import Contexts, Passage
from parley.report.safe import anchor, one_line
from parley.report.words import Words

COLUMNS = 4
"""Columns that fit a page; where more parties speak, those who speak least share the last."""
SHOWN = 4
"""Statements of one party on one issue that stand open; the rest unfold."""


class StatementView(NamedTuple):
    """One statement as printed."""

    anchor: str
    act: str
    strength: int
    strength_text: str
    speaker: str
    to: str | None
    quote: bool
    at: Link | None
    confidence: str
    level: str
    document: str
    href: str | None
    date: str | None
    lang: str
    passages: tuple[Passage, ...]


class Cell(NamedTuple):
    """What one party says on one issue."""

    party: str
    shown: tuple[StatementView, ...]
    folded: tuple[StatementView, ...]


class Row(NamedTuple):
    """One issue across the parties."""

    issue: str
    anchor: str
    cells: tuple[Cell, ...]


class Table(NamedTuple):
    """The table of statements; ``columns`` are parties' names."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def statement_table(
    statements: Sequence[Statement],
    index: EventIndex,
    documents: Mapping[str, Document],
    contexts: Contexts,
    words: Words,
) -> Table:
    """Issues most spoken of first, parties by how much they speak; within a cell by date."""
    speakers = Counter(statement.speaker.party for statement in statements)
    parties = sorted(speakers, key=lambda party: (party is None, -speakers[party], party or ""))
    issues = Counter(statement.issue for statement in statements)
    cells: dict[tuple[str, str | None], list[Statement]] = {}
    if len(parties) > COLUMNS:
        parties = [*parties[: COLUMNS - 1], None]
    names = tuple(words.party(p) if p else words.t("statements.no_party") for p in parties)
    for statement in statements:
        party = statement.speaker.party if statement.speaker.party in parties else None
        cells.setdefault((statement.issue, party), []).append(statement)

    def order(statement: Statement) -> tuple[str, str, int, str]:
        document = documents.get(statement.doc)
        published = document.published.isoformat() if document and document.published else "9999"
        start = statement.evidence[0].start if statement.evidence else 0
        return published, statement.doc, start, statement.id

    rows = []
    for issue in sorted(issues, key=lambda issue: (-issues[issue], issue)):
        row = []
        for party, name in zip(parties, names, strict=True):
            views = tuple(
                _view(s, party, index, documents, contexts, words)
                for s in sorted(cells.get((issue, party), ()), key=order)
            )
            row.append(Cell(name, views[:SHOWN], views[SHOWN:]))
        rows.append(Row(words.issue(issue), anchor("issue", issue), tuple(row)))
    return Table(names, tuple(rows))


def _view(
    statement: Statement,
    column: str | None,
    index: EventIndex,
    documents: Mapping[str, Document],
    contexts: Contexts,
    words: Words,
) -> StatementView:
    document = documents.get(statement.doc)
    published = document.published if document else None
    return StatementView(
        anchor=anchor("statement", statement.id),
        act=words.act(statement.act),
        strength=statement.strength,
        strength_text=words.t("statements.strength", n=statement.strength),
        speaker=_speaker(statement, column, words),
        to=words.t("statements.to", party=words.party(statement.addressee))
        if statement.addressee
        else None,
        quote=statement.quote,
        at=_occasion(statement.event, index, words) if statement.event else None,
        confidence=confidence_text(statement.confidence, words),
        level=confidence_level(statement.confidence),
        document=one_line((document.title if document else None) or statement.doc),
        href=index.places.document(statement.doc) if document else None,
        date=words.day(published) if published else None,
        lang=document.lang if document and document.lang != "und" else "",
        passages=contexts.passages(statement.doc, statement.evidence),
    )


def _occasion(identifier: str, index: EventIndex, words: Words) -> Link:
    """The event at which something was said, named by kind and date: its headline is long."""
    link, event = index.link(identifier), index.get(identifier)
    if event is None:
        return link
    told = words.t("statements.at", kind=words.mode(event.mode), date=words.date(event))
    return link._replace(text=told)


def _speaker(statement: Statement, column: str | None, words: Words) -> str:
    name, party = one_line(statement.speaker.name), statement.speaker.party
    if party is None or party == column:
        return name
    return words.t("aside", name=name, aside=words.party(party))
