"""What each document on a desk holds beside events: kept, and counted, with the merged events."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec
from sqlalchemy import Connection, delete, select

from parley.items import IntervalClaim, Item, Statement, from_json
from parley.record.bulk import keep, pieces
from parley.record.facets import level
from parley.record.tables import CURRENT, assertions, documents, holdings
from parley.record.tallies import Sums

DOCUMENTS, STATEMENTS, CLAIMS = "documents", "statements", "claims"
"""What all of them are counted by."""
UNDATED, INFERRED, VOICELESS = "documents undated", "documents inferred", "documents voiceless"
HOLDINGS = ("doc", "published", "statements", "claims", "counted")


class _About(msgspec.Struct, frozen=True):
    """What is told of a document without its text."""

    lang: str = "und"
    voice: str | None = None
    published: dt.date | None = None
    inferred: tuple[str, ...] = ()


def renewed(
    connection: Connection, docs: Collection[str], decided: Mapping[str, list[Item]]
) -> None:
    """Keeps up with the documents named.

    ``decided``: the items that hold of the documents that something was decided on.
    """
    sums = Sums()
    for some in pieces(sorted(docs)):
        there = holdings.c.doc.in_(some)
        for text in connection.scalars(select(holdings.c.counted).where(there)).all():
            sums.several(json.loads(text), -1)
        connection.execute(delete(holdings).where(there))
    for several in rows(connection, docs, decided, sums):
        keep(connection, holdings, HOLDINGS, several)
    sums.kept(connection)


def rows(
    connection: Connection,
    docs: Collection[str] | None,
    decided: Mapping[str, list[Item]],
    sums: Sums,
) -> Iterator[list[tuple[object, ...]]]:
    """The rows of these documents, or of all, some at a time; they are counted in."""
    for piece in pieces(_current(connection, docs), 2000):
        made: list[tuple[object, ...]] = []
        items = _items(connection, [doc for doc, _ in piece], decided)
        for doc, about in piece:
            several = decided[doc] if doc in decided else items.get(doc, [])
            counted = _counted(about, several)
            sums.several(counted)
            published = about.published.isoformat() if about.published else ""
            told = json.dumps(counted, sort_keys=True, separators=(",", ":"))
            made.append((doc, published, counted[STATEMENTS], counted[CLAIMS], told))
        yield made


def _counted(about: _About, items: Iterable[Item]) -> Counter[str]:
    found = Counter({DOCUMENTS: 1, f"{DOCUMENTS} lang {about.lang}": 1})
    found[f"{DOCUMENTS} voice {about.voice}" if about.voice else VOICELESS] += 1
    if about.published is None:
        found[UNDATED] += 1
    elif "published" in about.inferred:
        found[INFERRED] += 1
    for item in items:
        if isinstance(item, Statement):
            found[STATEMENTS] += 1
            found[f"{STATEMENTS} by {item.speaker.party or ''}"] += 1
            found[f"{STATEMENTS} confidence {level(item.confidence)}"] += 1
        elif isinstance(item, IntervalClaim):
            found[CLAIMS] += 1
    return found


def _current(connection: Connection, docs: Collection[str] | None) -> Iterator[tuple[str, _About]]:
    asked = select(documents.c.id, documents.c.payload).where(CURRENT)
    several = (
        [asked.execution_options(yield_per=500).order_by(documents.c.id)]
        if docs is None
        else [asked.where(documents.c.id.in_(piece)) for piece in pieces(sorted(docs))]
    )
    for one in several:
        for row in connection.execute(one):
            yield row.id, from_json(row.payload, _About)


def _items(
    connection: Connection, docs: Iterable[str], decided: Collection[str]
) -> dict[str, list[Item]]:
    """The statements and claims of documents, as coded."""
    found: dict[str, list[Item]] = {}
    for piece in pieces(doc for doc in docs if doc not in decided):
        asked = (
            select(assertions.c.doc, assertions.c.payload)
            .select_from(documents)
            .join(
                assertions,
                (assertions.c.doc == documents.c.id)
                & (assertions.c.content == documents.c.content),
            )
            .where(documents.c.id.in_(piece), CURRENT, assertions.c.kind != "event")
        )
        for row in connection.execute(asked):
            item: Item = msgspec.json.decode(row.payload, type=Item)
            found.setdefault(row.doc, []).append(item)
    return found
