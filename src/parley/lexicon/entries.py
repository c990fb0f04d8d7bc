"""What the tables hold, as typed entries."""

import datetime as dt
from typing import Any, Literal

import msgspec

from parley.items import Channel, Party

Names = dict[str, tuple[str, ...]]
"""Forms by language: en zh zh-Hant zh-Hans ja ko; ``zh`` is Chinese in either script."""


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A party and what stands for it; the table's head explains each group of names."""

    id: Party
    kind: Literal["state", "body"] = "state"
    names: Names
    adjectives: Names = {}
    short: Names = {}
    after: Names = {}
    combining: Names = {}
    alone: Names = {}
    capitals: Names = {}
    metonyms: Names = {}
    bodies: Names = {}
    forces: Names = {}
    side: Names = {}
    own: Names = {}


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """A word that stands for parties without naming them."""

    id: str
    kind: Literal["deictic", "both", "compound"]
    parties: tuple[Party, ...] = ()
    names: Names


class Tenure(msgspec.Struct, frozen=True, kw_only=True):
    """An office held; dates are ISO, cut to month or year where the day is not certain."""

    office: str
    title: str
    start: str | None = msgspec.field(default=None, name="from")
    end: str | None = msgspec.field(default=None, name="to")

    def covers(self, day: dt.date) -> bool:
        """Whether the office may have been held on that day, as far as the dates tell."""
        text = day.isoformat()
        begun = self.start is None or self.start <= text[: len(self.start)]
        return begun and (self.end is None or text[: len(self.end)] <= self.end)


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A person, with the forms of the name and the offices held.

    ``surname``: forms that stand alone; ``titled``: forms that count only beside a title.
    """

    id: str
    party: Party
    names: Names
    surname: Names = {}
    titled: Names = {}
    offices: tuple[Tenure, ...] = ()

    def on(self, day: dt.date) -> tuple[Tenure, ...]:
        """Offices held on a day."""
        return tuple(tenure for tenure in self.offices if tenure.covers(day))


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """A title. ``contact`` is the group of offices whose holders' contact is one channel.

    ``rank``: it says a rank and not the office ("minister"). ``same``: the office of which it is
    one party's own title (Secretary of State: foreign-minister).
    """

    id: str
    kind: Literal["office", "speaker", "body", "honorific"] = "office"
    level: str | None = None
    contact: str | None = None
    party: Party | None = None
    rank: bool = False
    same: str | None = None
    names: Names


class Generic(msgspec.Struct, frozen=True, kw_only=True):
    """A general word for a channel ("hotline"), which needs the parties beside it."""

    id: str
    level: str
    contact: str | None = None
    names: Names


class PlaceEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A place; ``party`` whose territory it is, None where nobody's or disputed.

    ``between``: the parties that it divides, where it is a line. ``within``: the id of the place
    (or capital) that it lies in.
    """

    id: str
    party: Party | None = None
    between: tuple[Party, ...] = ()
    disputed: bool = False
    within: str | None = None
    names: Names


class ChannelEntry(Channel, frozen=True, kw_only=True):
    """A channel, with what leads to it where the text does not name it."""

    contact: tuple[str, ...] = ()

    def plain(self) -> Channel:
        """The channel without the lexicon's own fields."""
        return Channel(**{name: getattr(self, name) for name in Channel.__struct_fields__})


def entries(rows: list[dict[str, Any]], kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Rows of a table as typed entries by id. Raises ``ValueError`` naming entry and field."""
    out: dict[str, Any] = {}
    for row in rows:
        try:
            entry = msgspec.convert(row, kind)
        except msgspec.ValidationError as error:
            raise ValueError(
                f"lexicon entry {row['id']}: {error}; run 'parley lexicon check' for its line"
            ) from error
        out[row["id"]] = entry
    return out
