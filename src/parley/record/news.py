"""What has come to a desk since somebody looked at it."""

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from parley.items import MergedEvent, from_json
from parley.record import deciding
from parley.record.bulk import pieces
from parley.record.tables import decisions, events, members, texts


class Mark(NamedTuple):
    """How far a desk has come: the numbers of its last text and its last decision."""

    text: int = 0
    decision: int = 0


class News(NamedTuple):
    """What has come since: the last first.

    ``documents``: ids; ``events``: what they tell, ``changed`` the ids of those that other
    documents told before; ``decided``: how many decisions were made. ``whole``: nothing is left
    out.
    """

    documents: tuple[str, ...] = ()
    events: tuple[MergedEvent, ...] = ()
    changed: frozenset[str] = frozenset()
    decided: int = 0
    whole: bool = True


def mark(connection: Connection) -> Mark:
    """How far the desk has come."""
    last = int(connection.scalar(select(func.max(texts.c.number))) or 0)
    return Mark(last, deciding.newest(connection))


def since(connection: Connection, seen: Mark, limit: int) -> News:
    """What has come since, at most ``limit`` documents and events."""
    asked = (
        select(texts.c.doc)
        .where(texts.c.number > seen.text, texts.c.current == 1)
        .order_by(texts.c.number.desc())
        .limit(limit + 1)
    )
    docs = list(connection.scalars(asked))
    told: dict[str, list[str]] = {}
    for piece in pieces(docs):
        rows = select(members.c.doc, members.c.event).where(members.c.doc.in_(piece))
        for row in connection.execute(rows.order_by(members.c.number)):
            told.setdefault(row.doc, []).append(row.event)
    places = list(dict.fromkeys(at for doc in docs for at in told.get(doc, ())))
    kept = select(events).where(events.c.event.in_(places[:limit]))
    found = {row.event: from_json(row.payload, MergedEvent) for row in connection.execute(kept)}
    several = tuple(found[at] for at in places[:limit] if at in found)
    before = _there_before(connection, {s.doc for one in several for s in one.sources}, seen)
    made = select(func.count()).where(decisions.c.number > seen.decision)
    return News(
        tuple(docs[:limit]),
        several,
        frozenset(one.id for one in several if any(s.doc in before for s in one.sources)),
        int(connection.scalar(made) or 0),
        len(docs) <= limit and len(places) <= limit,
    )


def _there_before(connection: Connection, docs: set[str], seen: Mark) -> set[str]:
    found: set[str] = set()
    for piece in pieces(sorted(docs)):
        asked = select(texts.c.doc).where(texts.c.doc.in_(piece), texts.c.number <= seen.text)
        found.update(connection.scalars(asked))
    return found
