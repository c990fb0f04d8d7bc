"""What an analyst wishes to be so, and what the record has of what that names."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Literal, NamedTuple

import msgspec

from parley.coding import cells
from parley.coding.cells import CellError
from parley.desk.errors import WishError
from parley.export.fields import parsed
from parley.items import Document, Event, Item, MergedEvent
from parley.lexicon import Lexicon
from parley.record.attaching import target_of
from parley.record.decisions import (
    Kind,
    Target,
)
from parley.record.editing import FIELDS
from parley.record.named import MANY

_COLUMNS = {
    "party": "speaker.party",
    "speaker": "speaker.name",
    "channel": "subject.channel",
    "parties": "subject.parties",
}
"""Fields of statements and claims that lie within another, by what an edited sheet calls them."""


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody decides.

    ``ids`` are of events, statements or claims: whole, an earlier one, or as many letters as tell
    it from others. With ``doc`` it is only what that document tells of them. ``fields`` are an
    edit's or an added item's, as text (as in an edited sheet) or as JSON has them; ``date`` may
    stand for ``start``, ``end`` and ``precision``. An item of a ``kind`` is added from the words
    ``text`` of ``doc`` (at ``start``, where they stand in it several times), an event also by hand
    with the ``url`` or ``title`` of its source. A split takes the tellings ``apart`` (documents, or
    assertions) out of an event. ``reliability`` (A to F) is of ``doc``, ``credibility`` (1 to 6) of
    ``ids``. ``seen``: the number of the last decision that the author has seen; where another was
    made on the same since, this one is not kept.
    """

    act: Literal["accept", "reject", "edit", "add", "join", "split", "grade", "note", "tag"]
    author: str
    reason: str | None = None
    ids: tuple[str, ...] = ()
    doc: str | None = None
    fields: dict[str, Any] = {}
    text: str | None = None
    start: int | None = None
    kind: Kind = "event"
    url: str | None = None
    title: str | None = None
    published: dt.date | None = None
    apart: tuple[str, ...] = ()
    reliability: str | None = None
    credibility: int | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()
    seen: int | None = None


class Record(NamedTuple):
    """What wishes are held against: the items as coded and as they hold, and what they make."""

    coded: Sequence[Item]
    items: Sequence[Item]
    events: Sequence[MergedEvent]
    documents: Mapping[str, Document]
    lexicon: Lexicon


class Found(NamedTuple):
    """What an id names: the merged event, where it is one, and its items as they hold."""

    event: MergedEvent | None
    items: tuple[Item, ...]

    @property
    def id(self) -> str:
        """The id that it has now."""
        return self.event.id if self.event is not None else self.items[0].id


def find(name: str, record: Record) -> Found:
    """What an id, an earlier one or the beginning of one names.

    Raises ``WishError`` for none, or several.
    """
    events = {k: e for e in record.events for k in (*e.aliases, e.id)}
    others = {item.id: item for item in record.items if not isinstance(item, Event)}
    if name in events or name in others:
        matches = {name}
    else:
        matches = {key for key in (*events, *others) if name and key.startswith(name)}
    found = {events[key].id if key in events else key for key in matches}
    if not found:
        close = get_close_matches(name, [*events, *others], n=1)
        hint = f"; did you mean {close[0]}?" if close else "; parley review list shows some"
        raise WishError(f"{name!r} is no event, statement or claim of this desk{hint}")
    if len(found) > 1:
        several = ", ".join(sorted(found)[:5])
        many = f"{len(found)}{' or more' if len(found) >= MANY else ''}"
        raise WishError(f"{name!r} may be {many} of them ({several} …): write more of the id")
    key = found.pop()
    if key not in events:
        return Found(None, (others[key],))
    event = events[key]
    tells = {(source.assertion, source.doc) for source in event.sources}
    return Found(event, tuple(i for i in record.items if (i.id, i.doc) in tells))


def targets(
    items: Iterable[Item], record: Record, meant: Mapping[tuple[str, str], Item] | None = None
) -> tuple[Target, ...]:
    """What points at items; ``meant`` are those that stand otherwise once decided."""
    coded: dict[tuple[str, str], Item] = {(i.id, i.doc): i for i in record.coded}
    wanted = list(items)
    docs = {item.doc for item in wanted}
    among: dict[str, list[Item]] = {doc: [] for doc in docs}
    for other in record.coded:
        if other.doc in docs:
            among[other.doc].append(other)
    return tuple(
        target_of(
            coded.get((item.id, item.doc), item),
            among[item.doc],
            (meant or {}).get((item.id, item.doc), item),
        )
        for item in sorted(wanted, key=lambda i: (i.doc, i.id))
    )


def values(
    given: Mapping[str, Any], kind: Kind, lexicon: Lexicon, also: Collection[str] = ()
) -> dict[str, Any]:
    """Fields as JSON has them: those that may be changed, and ``also`` these.

    Raises ``WishError`` that names the field and what is allowed.
    """
    found: dict[str, Any] = {}
    for name, value in given.items():
        field = name if name in FIELDS[kind] or kind == "event" else _COLUMNS.get(name, name)
        try:
            if kind == "event" and name == "date":
                found.update(_days(value))
                continue
            if field not in (*FIELDS[kind], *also):
                follows = "type follows from mode; " if name == "type" else ""
                raise CellError(f"is no field to change; {follows}fields: {' '.join(FIELDS[kind])}")
            column = field.rpartition(".")[2]
            found[field] = parsed(column, value, lexicon) if isinstance(value, str) else value
        except CellError as fault:
            raise WishError(f"{name}: {fault}") from fault
    return found


def _days(value: Any) -> dict[str, Any]:
    found = cells.days(str(value or ""))
    if found is None:
        return {"start": None, "end": None, "precision": "unknown"}
    end = None if found.direction == "since" else found.end
    plain: dict[str, Any] = {"start": found.start, "end": end, "precision": found.precision}
    if found.direction == "since":
        plain["modality"] = "ongoing"
    return dict(msgspec.to_builtins(plain))


def plain(item: Any, field: str) -> Any:
    """A field's value as JSON has it."""
    for name in field.split("."):
        item = getattr(item, name)
    return msgspec.to_builtins(item)


def people(fields: dict[str, Any], event: MergedEvent | None, lexicon: Lexicon) -> None:
    """Gives people named by hand the ids that they are known by."""
    known = {p.name: p.entity for p in event.participants} if event is not None else {}
    day = fields.get("start") or (event.start if event is not None else None)
    on = dt.date.fromisoformat(day) if isinstance(day, str) else day
    for person in fields.get("participants") or ():
        if person.get("entity") is None:
            person["entity"] = known.get(person["name"]) or next(
                iter(lexicon.who(person["name"], on)), None
            )
