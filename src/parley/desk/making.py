"""What an analyst wishes, made into decisions that point at the record's items."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from parley.desk import adding
from parley.desk.errors import WishError
from parley.desk.wishes import Found, Record, Wish, find, people, plain, targets, values
from parley.items import Event, Item, MergedEvent, Source
from parley.record.decisions import KNOWN, Decision, Shape, Target, kind_of
from parley.record.editing import FIELDS, EditError, changed
from parley.report.safe import one_line

_DATES = frozenset({"start", "end", "precision"})


def made(wish: Wish, record: Record) -> list[Decision]:
    """The decisions that a wish comes to. Raises ``WishError`` where it cannot be."""
    if not wish.author.strip():
        raise WishError("a decision needs an author")
    base = Decision(act=wish.act, author=one_line(wish.author), reason=wish.reason or None)
    if wish.act == "add":
        return [(adding.event if wish.kind == "event" else adding.said)(wish, base, record)]
    if wish.reliability is not None:
        return [_graded(wish, base, record)]
    if not wish.ids:
        raise WishError(f"{wish.act}: name what by its id")
    several = [find(name, record) for name in wish.ids]
    if wish.act != "join":
        several = [_told(f, wish.doc, n) for f, n in zip(several, wish.ids, strict=True)]
    several = list({found.id: found for found in several}.values())
    if wish.act == "edit":
        return [d for found in several for d in _edits(found, wish, base, record)]
    if wish.act == "join":
        return [_joined(several, base, record)]
    if wish.act == "split":
        return [_split(several, wish, base, record)]
    more: dict[str, Any] = {}
    match wish.act:
        case "grade":
            if wish.credibility not in range(1, 7):
                raise WishError("grade: a credibility from 1 (confirmed) to 6 (cannot be judged)")
            more["credibility"] = wish.credibility
        case "note":
            if not (wish.note or "").strip():
                raise WishError("note: an empty one")
            more["note"] = wish.note
        case "tag":
            tags = tuple(sorted({one_line(tag) for tag in wish.tags} - {""}))
            if not tags:
                raise WishError("tag: name at least one")
            more["tags"] = tags
    return [
        msgspec.structs.replace(base, targets=targets(found.items, record), **more)
        for found in several
    ]


def _told(found: Found, doc: str | None, name: str) -> Found:
    """What a document alone tells of it. Raises ``WishError`` where the desk tells nothing."""
    if not found.items:
        raise WishError(
            f"{name}: an event of the reference chronology, which a desk's decisions do not change;"
            " add one of your own to say otherwise, or join it with one of the desk's"
        )
    if doc is None:
        return found
    items = tuple(item for item in found.items if item.doc == doc)
    if not items:
        docs = ", ".join(sorted({item.doc for item in found.items}))
        raise WishError(f"{name}: {doc!r} does not tell of it; {docs} does")
    return found._replace(items=items)


def _joined(several: Sequence[Found], base: Decision, record: Record) -> Decision:
    if len(several) < 2:
        raise WishError("join: name at least two events that are one")
    if any(found.event is None for found in several):
        raise WishError("join: only events can be joined")
    items = {(item.id, item.doc): item for found in several for item in found.items}
    if not items:
        raise WishError("join: all are of the reference chronology; name an event of the desk's")
    known = [_known(f.event) for f in several if f.event is not None and not f.items]
    return msgspec.structs.replace(base, targets=(*targets(items.values(), record), *known))


def _known(event: MergedEvent, source: Source | None = None) -> Target:
    """What points at an event of the reference chronology, or at one that ``event`` has joined."""
    shape = Shape(start=0, end=0, text="", mode=event.mode, parties=event.parties, date=event.start)
    key = source.assertion if source is not None else event.id
    return Target(id=key, doc=f"{KNOWN}{key}", kind="event", shape=shape)


def _split(several: Sequence[Found], wish: Wish, base: Decision, record: Record) -> Decision:
    event = several[0].event
    if len(several) != 1 or event is None:
        raise WishError("split: name one event")
    known = [_known(event, source) for source in event.sources if source.doc.startswith(KNOWN)]
    there = (*targets(several[0].items, record), *known)
    told = ", ".join(f"{target.id} ({target.doc})" for target in there)
    leave: dict[tuple[str, str], Target] = {}
    for name in wish.apart:
        found = [t for t in there if t.doc == name or (name and t.id.startswith(name))]
        if not found:
            raise WishError(f"split: {name!r} does not tell of {event.id}; these do: {told}")
        leave.update(((target.id, target.doc), target) for target in found)
    rest = tuple(target for target in there if (target.id, target.doc) not in leave)
    if not leave or not rest:
        raise WishError(f"split: name some of those that tell of it, not all: {told}")
    leaving = tuple(target for target in there if (target.id, target.doc) in leave)
    return msgspec.structs.replace(base, targets=leaving, apart=rest)


def _graded(wish: Wish, base: Decision, record: Record) -> Decision:
    if wish.reliability not in ("A", "B", "C", "D", "E", "F"):
        raise WishError("grade: a reliability from A (reliable) to F (cannot be judged)")
    if wish.doc is None or wish.doc not in record.documents:
        raise WishError(f"grade: {wish.doc!r} is no document of this desk; reliability is of one")
    return msgspec.structs.replace(base, doc=wish.doc, reliability=wish.reliability)


def _edits(found: Found, wish: Wish, base: Decision, record: Record) -> list[Decision]:
    """A decision for each set of tellings that fields are changed in."""
    kind = kind_of(found.items[0])
    fields = values(wish.fields, kind, record.lexicon)
    if not fields:
        raise WishError(f"edit: name a field and its value; fields: {' '.join(FIELDS[kind])}")
    whole = found.event if found.event is not None else found.items[0]
    if isinstance(whole, MergedEvent):
        fields = _dated(fields, whole)
        people(fields, whole, record.lexicon)
    groups: dict[tuple[tuple[str, str], ...], dict[str, Any]] = {}
    for field, value in fields.items():
        items = found.items
        if wish.doc is None and found.event is not None:
            items = _concerned(field, value, fields, items)
        groups.setdefault(tuple((i.id, i.doc) for i in items), {})[field] = value
    out = []
    for keys, part in groups.items():
        items = tuple(i for i in found.items if (i.id, i.doc) in keys)
        meant: dict[tuple[str, str], Item] = {}
        for item in items:
            try:
                meant[(item.id, item.doc)] = changed(item, part)
            except EditError as fault:
                raise WishError(f"edit {found.id}: {fault}") from fault
        before = {field: plain(whole, field) for field in part}
        out.append(
            msgspec.structs.replace(
                base, targets=targets(items, record, meant), fields=part, before=before
            )
        )
    return out


def _dated(fields: dict[str, Any], event: MergedEvent) -> dict[str, Any]:
    """The fields with all that belongs to a date, where any of it is changed."""
    if not _DATES & fields.keys():
        return fields
    more = dict(fields)
    one_day = event.start is not None and event.start == event.end and event.precision == "day"
    if one_day and "start" in more and "end" not in more:
        more["end"] = more["start"]  # an event of one day moves as a whole
    if "start" in more and "precision" not in more and event.precision == "unknown":
        more["precision"] = "day"
    for field in sorted(_DATES - more.keys()):
        more[field] = plain(event, field)
    if more["start"] is None:
        more.update(end=None, precision="unknown")
    elif more["end"] is None and not event.ongoing and more.get("modality") != "ongoing":
        more["end"] = more["start"]
    return more


def _concerned(
    field: str, value: Any, fields: Mapping[str, Any], items: tuple[Item, ...]
) -> tuple[Item, ...]:
    """The tellings that a correction of an event is of: those that say something else.

    A telling that is silent on the field, or dates the event more coarsely and rightly, stays as
    it is, unless all do.
    """
    if field in _DATES:
        said: list[Item] = [i for i in items if isinstance(i, Event) and not _within(fields, i)]
    else:
        said = [i for i in items if plain(i, field) not in (None, [], value)]
    return tuple(said) or items


def _within(fields: Mapping[str, Any], event: Event) -> bool:
    """Whether a telling gives the date that is right, or a coarser one that leaves room for it."""
    if event.start is None:
        return True
    if fields["start"] is None or event.end is None:
        return False
    if event.precision == "day":
        return all(plain(event, field) == fields[field] for field in _DATES)
    first, last = fields["start"], fields["end"] or fields["start"]
    return bool(event.start.isoformat() <= first and last <= event.end.isoformat())
