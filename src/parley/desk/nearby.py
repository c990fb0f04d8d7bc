"""The part of a desk that a decision is about, read by rows."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select

from parley.desk.wishes import Record
from parley.items import Document, Item, MergedEvent, from_json
from parley.lexicon import Lexicon
from parley.record import deciding
from parley.record.bulk import pieces
from parley.record.decisions import Decision, standing
from parley.record.effective import Effective, effective
from parley.record.kept import by_id
from parley.record.named import documents_named, events_beginning
from parley.record.tables import CURRENT, assertions, documents


class Near(NamedTuple):
    """Documents with what is coded in them, all that was decided on these, and what holds."""

    record: Record
    decisions: list[Decision]
    effective: Effective


def near(
    connection: Connection,
    lexicon: Lexicon,
    names: Iterable[str] = (),
    docs: Iterable[str] = (),
    with_known: bool = True,
) -> Near:
    """What the events, statements and claims called so rest on, and what else ``docs`` hold.

    A name is an id or, where it is none, the beginning of one.
    """
    events: dict[str, MergedEvent] = {}
    wanted = set(docs)
    for name in filter(None, names):
        for whole in (True, False):
            ids = [name] if whole else events_beginning(connection, name, with_known)
            found = by_id(connection, ids, with_known)
            others = documents_named(connection, name, whole)
            events |= {event.id: event for event in found.values()}
            wanted |= others
            if found or others:
                break
    wanted |= {source.doc for event in events.values() for source in event.sources}
    return _read(connection, lexicon, wanted, list(events.values()))


def _read(
    connection: Connection, lexicon: Lexicon, docs: Collection[str], events: list[MergedEvent]
) -> Near:
    decisions = deciding.read(connection, docs)
    kept = held(connection, docs)
    coded = _coded(connection, docs)
    found = effective(coded, decisions, {key: document.text for key, document in kept.items()})
    known = graded(kept | found.documents, decisions)
    return Near(Record(coded, found.items, events, known, lexicon), decisions, found)


def held(connection: Connection, docs: Collection[str]) -> dict[str, Document]:
    """The current versions of documents, by id."""
    found = {}
    for piece in pieces(sorted(docs)):
        asked = select(documents.c.payload).where(documents.c.id.in_(piece), CURRENT)
        for payload in connection.scalars(asked):
            document = from_json(payload, Document)
            found[document.id] = document
    return found


def _coded(connection: Connection, docs: Collection[str]) -> list[Item]:
    """What is coded in the current versions of documents, by document and place."""
    found: list[Item] = []
    for piece in pieces(sorted(docs)):
        asked = (
            select(assertions.c.payload)
            .join(
                documents,
                (documents.c.id == assertions.c.doc)
                & (documents.c.content == assertions.c.content),
            )
            .where(documents.c.id.in_(piece), CURRENT)
        )
        found += (msgspec.json.decode(one, type=Item) for one in connection.scalars(asked))
    return sorted(found, key=lambda i: (i.doc, i.evidence[0].start if i.evidence else 0, i.id))


def graded(found: dict[str, Document], decisions: Iterable[Decision]) -> dict[str, Document]:
    """Documents with the reliability that analysts have given them."""
    grades = {d.doc: d.reliability for d in standing(decisions) if d.doc and d.reliability}
    return {
        key: msgspec.structs.replace(document, reliability=grades[key])
        if key in grades
        else document
        for key, document in found.items()
    }
