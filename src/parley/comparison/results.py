"""What a comparison of two accounts finds: the event, facts side by side, points aligned, and what
was kept of a readout's formulas."""

import datetime as dt
from typing import TYPE_CHECKING, Literal

import msgspec

from parley.items import Evidence, MergedEvent, Party

if TYPE_CHECKING:
    import pandas

Relation = Literal["agree", "differ", "only-a", "only-b"]
Field = Literal[
    "date", "place", "participants", "level", "channel", "form", "initiative", "duration", "plan"
]

Change = Literal["kept", "added", "dropped", "reworded"]
Chain = Literal["channel", "level", "parties", "given"]


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


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """A formula as one document uses it; ``sentence`` is the one in which ``evidence`` stands."""

    doc: str
    voice: str | None = None
    published: dt.date | None = None
    evidence: Evidence
    sentence: str


class Difference(msgspec.Struct, frozen=True):
    """Words in which two wordings differ: what ``a`` has in place of what ``b`` has, either ""."""

    a: str
    b: str


class PhraseChange(msgspec.Struct, frozen=True, kw_only=True):
    """A formula or a repeated sentence, and whether a readout keeps what the one before it has.

    ``text`` is the wording of ``a``, or of ``b`` where it was dropped. ``kind``: a formula of the
    lexicon, whose id is ``phrase``, or a sentence. Reworded: ``differing`` has the words that
    differ, ``similarity`` how alike the two are (1 is the same), ``step`` how many steps higher
    the formula of ``a`` stands on the scale that both are of. ``a`` and ``b`` are the words in
    either document. ``first`` and ``last`` are its uses on the desk, whoever used it.
    """

    text: str
    change: Change
    kind: Literal["formula", "sentence"]
    phrase: str | None = None
    issue: str | None = None
    similarity: float | None = None
    step: int | None = None
    differing: tuple[Difference, ...] = ()
    a: tuple[Evidence, ...] = ()
    b: tuple[Evidence, ...] = ()
    first: Use | None = None
    last: Use | None = None


class Predecessor(msgspec.Struct, frozen=True, kw_only=True):
    """Which document is taken for the one before, and why.

    ``by``: what makes both of one series: the channel, the parties and their level, the parties
    alone; ``given`` where the reader has named it. ``channel``, ``level`` and ``parties`` are
    those of the talks. ``days`` lie between the two.
    """

    doc: str
    by: Chain
    published: dt.date | None = None
    channel: str | None = None
    level: str | None = None
    parties: tuple[Party, ...] = ()
    days: int | None = None
    why: str = ""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two accounts held against each other; ``event`` is what both tell of, or None.

    Of a readout and the one before it ``b`` is the one before, ``previous`` says why that one, and
    ``phrases`` are the formulas and repeated sentences of both.
    """

    a: Account
    b: Account
    event: MergedEvent | None = None
    facts: tuple[Fact, ...] = ()
    points: tuple[Point, ...] = ()
    previous: Predecessor | None = None
    phrases: tuple[PhraseChange, ...] = ()

    def to_frame(
        self, what: Literal["points", "facts", "phrases"] = "points"
    ) -> "pandas.DataFrame":
        """The points, facts or phrases, a row each. Needs pandas.

        ``a`` and ``b`` have the words of either side as lists; ``first`` and ``last`` of a phrase
        are days of publication (``datetime64``).
        """
        import pandas

        kinds: dict[str, type[msgspec.Struct]] = {"points": Point, "facts": Fact}
        kind = kinds.get(what, PhraseChange)
        rows = [
            {name: _cell(getattr(row, name)) for name in kind.__struct_fields__}
            for row in getattr(self, what)
        ]
        frame = pandas.DataFrame(rows, columns=list(kind.__struct_fields__))
        for name in {"first", "last"} & set(frame.columns):
            frame[name] = pandas.to_datetime(frame[name])
        return frame


def _cell(value: object) -> object:
    """What a frame has of a field: words of what has evidence, the day of a use."""
    match value:
        case Use():
            return value.published
        case tuple():
            return [_words(one) for one in value]
        case _:
            return value


def _words(one: object) -> str:
    match one:
        case Given():
            return one.value
        case Said():
            return " … ".join(" ".join(e.text.split()) for e in one.evidence)
        case Evidence():
            return " ".join(one.text.split())
        case Difference():
            return f"{one.b} → {one.a}"
        case _:
            return str(one)
