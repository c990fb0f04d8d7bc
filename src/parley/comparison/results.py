"""What a comparison of two accounts finds: the event, facts side by side, points aligned."""

from typing import Literal

import msgspec

from parley.items import Evidence, MergedEvent, Party

Relation = Literal["agree", "differ", "only-a", "only-b"]
Field = Literal[
    "date", "place", "participants", "level", "channel", "form", "initiative", "duration", "plan"
]


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two documents: whose account it is, as ``Document`` has it."""

    doc: str
    voice: str | None = None
    title: str | None = None


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What one account tells on a point.

    ``statement`` is the id of the statement (or of the planned event) that it rests on, ``party``
    who holds it, ``own`` whether that is the account's own side: else it is what the account says
    that another said. ``strength`` is 1 (mentions) to 5 (warns). ``beside``: the issue is named in
    what is said on another.
    """

    statement: str
    headline: str
    party: Party | None = None
    own: bool = False
    act: str | None = None
    position: str | None = None
    strength: int | None = None
    quote: bool = False
    beside: bool = False
    evidence: tuple[Evidence, ...] = ()


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """An issue that both accounts speak to in one sense or in two, or one of them alone.

    ``judged`` is false where a position is unknown, so that the relation may be another.
    """

    issue: str
    relation: Relation
    judged: bool = True
    a: tuple[Said, ...] = ()
    b: tuple[Said, ...] = ()


class Given(msgspec.Struct, frozen=True):
    """A fact as one account gives it."""

    value: str
    evidence: tuple[Evidence, ...] = ()


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact of the event as the two accounts give it.

    ``judged`` is false where it cannot be told whether two values are one (places of one party, one
    of which may lie in the other).
    """

    field: Field
    relation: Relation
    judged: bool = True
    a: tuple[Given, ...] = ()
    b: tuple[Given, ...] = ()


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two accounts held against each other; ``event`` is what both tell of, or None."""

    a: Account
    b: Account
    event: MergedEvent | None = None
    facts: tuple[Fact, ...] = ()
    points: tuple[Point, ...] = ()
