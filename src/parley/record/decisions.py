"""What analysts have decided on the record: rows that are added to and never changed.

A decision points at content, the words of a document that an item rests on, so that it holds
whatever coder has coded them since. The record is a function of assertions and decisions
(``parley.record.effective``), so that undoing one, a decision of its own, is exact.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from parley.items import Document, Event, IntervalClaim, Item, Statement, content_id

Act = Literal["accept", "reject", "edit", "add", "join", "split", "grade", "note", "tag", "undo"]
Kind = Literal["event", "statement", "interval_claim"]
BY_HAND = "analyst:"
"""What the id of a source begins with that an analyst names and that is no document of the desk."""

KNOWN = "reference:"
"""What the id of a source begins with that is an event of the reference chronology."""


class Shape(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an item is known by again: its words and their place, and its telling fields.

    ``mode`` is a statement's issue and a claim's relation; ``parties`` are a statement's speaker
    or a claim's subject; ``date`` is an event's first day.
    """

    start: int
    end: int
    text: str
    mode: str
    parties: tuple[str, ...] = ()
    channel: str | None = None
    date: dt.date | None = None


class Target(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An item that a decision points at: its id when that was made, and what it is known by.

    ``shape`` is as it was coded, ``meant`` as it stood once decided, where that differs.
    ``beside`` are like items of the same words: one of them is not this one.
    """

    id: str
    doc: str
    kind: Kind
    shape: Shape
    meant: Shape | None = None
    beside: tuple[Shape, ...] = ()


class Cited(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A source outside of the desk's documents: an address or a title, and words of it."""

    url: str | None = None
    title: str | None = None
    words: str = ""
    lang: str = "und"
    published: dt.date | None = None

    @property
    def id(self) -> str:
        """The id that it has in place of a document's."""
        return content_id(BY_HAND, self.url, self.title, self.words).replace(":-", ":")

    @property
    def document(self) -> Document:
        """The source as a document, whose text are the words."""
        return Document(
            id=self.id,
            text=self.words,
            lang=self.lang,
            title=self.title,
            url=self.url,
            published=self.published,
        )


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One decision. ``number`` counts those of a desk, ``made`` is when (UTC), both given to it
    when it is kept.

    ``targets`` are what it is about: the event's assertions. Of a split they leave those in
    ``apart``. ``fields`` are the new values of an edit, those of an added event, as JSON has them;
    ``before`` what they were. ``cited`` is the source of an event added by hand. ``reliability``
    (A to F) is of the document ``doc``, ``credibility`` (1 to 6) of what the targets tell.
    ``undoes`` is a decision's number.
    """

    act: Act
    author: str
    number: int = 0
    made: dt.datetime | None = None
    reason: str | None = None
    targets: tuple[Target, ...] = ()
    apart: tuple[Target, ...] = ()
    fields: dict[str, Any] = {}
    before: dict[str, Any] = {}
    cited: Cited | None = None
    doc: str | None = None
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None
    credibility: Literal[1, 2, 3, 4, 5, 6] | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()
    undoes: int | None = None


def touched(decision: Decision) -> set[str]:
    """The documents whose items a decision, or its undoing, may change."""
    return {target.doc for target in (*decision.targets, *decision.apart)}


def named(decision: Decision) -> set[str]:
    """The documents that a decision speaks of: those touched, and the one it grades."""
    return touched(decision) | ({decision.doc} if decision.doc else set())


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Those that hold, in the order in which they were made: neither undone nor an undoing."""
    ordered = sorted(decisions, key=lambda d: d.number)
    undone = undoings(ordered)
    return [d for d in ordered if d.act != "undo" and d.number not in undone]


def undoings(decisions: Iterable[Decision]) -> dict[int, int]:
    """The numbers of those undone, each with its undoing's. An undoing may be undone itself."""
    found: dict[int, int] = {}
    for decision in sorted(decisions, key=lambda d: -d.number):
        if decision.undoes is not None and decision.number not in found:
            found[decision.undoes] = decision.number
    return found


def kind_of(item: Item) -> Kind:
    """An item's kind, as its JSON has it."""
    if isinstance(item, Event):
        return "event"
    return "statement" if isinstance(item, Statement) else "interval_claim"


def shape_of(item: Item) -> Shape:
    """What an item is known by."""
    first = item.evidence[0] if item.evidence else None
    mode, parties, channel, date = _telling(item)
    return Shape(
        start=first.start if first else 0,
        end=first.end if first else 0,
        text=first.text if first else "",
        mode=mode,
        parties=parties,
        channel=channel,
        date=date,
    )


def _telling(item: Item) -> tuple[str, tuple[str, ...], str | None, dt.date | None]:
    match item:
        case Event():
            return item.mode, item.parties, item.channel, item.start
        case Statement():
            return item.issue, (item.speaker.party,) if item.speaker.party else (), None, None
        case IntervalClaim():
            return item.relation, item.subject.parties, item.subject.channel, item.start
