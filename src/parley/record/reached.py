"""What holds of the documents that a renewal reaches, by what was decided on these alone."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from parley.items import Document, Event, Item, from_json
from parley.record import deciding
from parley.record.bulk import pieces
from parley.record.decisions import Decision, touched
from parley.record.effective import Effective, effective
from parley.record.grades import Grades, Key
from parley.record.links import Links
from parley.record.tables import CURRENT, assertions, documents

AT_ONCE = 1000
"""Rows fetched at once, of all that there are: one by one fetching costs as much as decoding."""


class Reached:
    """Documents with what was decided on them; ``reach`` takes in more.

    ``docs`` are those on whose items something was decided, with the ``items`` that hold and those
    of them that are ``events``. ``cited``: the sources of events added by hand. ``links`` are all
    there are, whatever is reached: what has been joined or kept apart is read from the beginning,
    ``linked`` being the documents of each such decision, whether that holds or not.
    """

    def __init__(self, connection: Connection, docs: Collection[str] | None = None) -> None:
        """Reaches ``docs``, or all there are."""
        self._connection = connection
        self._seen: set[str] = set()
        self._whole = docs is None
        self.docs: set[str] = set()
        self.items: dict[str, list[Item]] = {}
        self.events: dict[str, list[Event]] = defaultdict(list)
        self.cited: dict[str, Document] = {}
        self.statuses: dict[Key, str] = {}
        self.grades = Grades({}, {})
        joining = deciding.of_acts(connection, ("join", "split"))
        self.linked = [touched(decision) for decision in joining]
        if docs is None:
            found = self._take(deciding.read(connection), None)
        else:
            found = self._read({*docs, *(doc for several in self.linked for doc in several)})
        self.links: Links = found.links if found is not None else Links()

    def reach(self, docs: Collection[str]) -> None:
        """Takes in what was decided on these as well."""
        if not self._whole:
            self._read(set(docs) - self._seen)

    def _read(self, docs: set[str]) -> Effective | None:
        self._seen |= docs
        return self._take(deciding.read(self._connection, docs), docs) if docs else None

    def _take(self, decisions: list[Decision], among: set[str] | None) -> Effective | None:
        if not decisions:
            return None
        docs = {doc for decision in decisions for doc in touched(decision)}
        docs = docs if among is None else docs & among
        texts = {
            row.id: from_json(row.payload, _Text).text for row in current(self._connection, docs)
        }
        items: list[Item] = [
            msgspec.json.decode(row.payload, type=Item)
            for row in coded(self._connection, docs, events_only=False)
        ]
        found = effective(items, decisions, texts)
        self.docs |= docs
        self.items.update((doc, []) for doc in docs)
        for item in found.items:
            if item.doc in docs:
                self.items[item.doc].append(item)
                if isinstance(item, Event):
                    self.events[item.doc].append(item)
        self.statuses |= found.statuses
        self.cited |= found.documents
        self.grades.reliability.update(found.grades.reliability)
        self.grades.credibility.update(found.grades.credibility)
        return found


class _Text(msgspec.Struct, frozen=True):
    text: str


def coded(
    connection: Connection, docs: Collection[str] | None, events_only: bool = True
) -> Iterator[Any]:
    """The events, or all items, of the current versions of these documents, or of all, as coded."""
    asked = (
        select(documents.c.id.label("doc"), assertions.c.payload, assertions.c.content)
        .select_from(documents)
        .join(
            assertions,
            (assertions.c.doc == documents.c.id) & (assertions.c.content == documents.c.content),
        )
        .where(CURRENT)
        .order_by(documents.c.id, assertions.c.id)
    )
    if events_only:
        asked = asked.where(assertions.c.kind == "event")
    if docs is None:
        yield from connection.execute(asked.execution_options(yield_per=AT_ONCE))
        return
    for piece in pieces(sorted(docs)):
        yield from connection.execute(asked.where(documents.c.id.in_(piece))).all()


def current(connection: Connection, docs: Collection[str]) -> Iterator[Any]:
    """Id and payload of the current versions of documents."""
    for piece in pieces(sorted(docs)):
        asked = select(documents.c.id, documents.c.payload)
        yield from connection.execute(asked.where(documents.c.id.in_(piece), CURRENT)).all()
