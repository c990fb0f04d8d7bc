"""What an analyst wishes to be so, made into decisions that point at the record's items."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Literal, NamedTuple

import msgspec

from parley.coding import cells
from parley.coding.cells import CellError
from parley.coding.slots import CONTACT
from parley.desk.errors import WishError
from parley.export.fields import parsed
from parley.items import Document, Event, Evidence, Item, MergedEvent, Source
from parley.language import detect
from parley.lexicon import Lexicon
from parley.record.attaching import alike, target_of
from parley.record.decisions import (
    BY_HAND,
    KNOWN,
    Cited,
    Decision,
    Kind,
    Shape,
    Target,
    kind_of,
)
from parley.record.editing import FIELDS, EditError, changed
from parley.record.effective import added, added_id
from parley.record.named import MANY
from parley.report.safe import one_line, safe_url

_COLUMNS = {"party": "speaker.party", "channel": "subject.channel", "parties": "subject.parties"}
"""Fields of statements and claims that lie within another, by what an edited sheet calls them."""
_DATES = frozenset({"start", "end", "precision"})
REFERENCE = "reference"


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody decides.

    ``ids`` are of events, statements or claims: whole, an earlier one, or as many letters as tell
    it from others. With ``doc`` it is only what that document tells of them. ``fields`` are an
    edit's or an added event's, as text (as in an edited sheet) or as JSON has them; ``date`` may
    stand for ``start``, ``end`` and ``precision``. An event is added from the words ``text`` of
    ``doc`` (at ``start``, where they stand in it several times), or by hand with the ``url`` or
    ``title`` of its source. A split takes the tellings ``apart`` (documents, or assertions) out
    of an event. ``reliability`` (A to F) is of ``doc``, ``credibility`` (1 to 6) of ``ids``.
    ``seen``: the number of the last decision that the author has seen; where another was made on
    the same since, this one is not kept.
    """

    act: Literal["accept", "reject", "edit", "add", "join", "split", "grade", "note", "tag"]
    author: str
    reason: str | None = None
    ids: tuple[str, ...] = ()
    doc: str | None = None
    fields: dict[str, Any] = {}
    text: str | None = None
    start: int | None = None
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


def made(wish: Wish, record: Record) -> list[Decision]:
    """The decisions that a wish comes to. Raises ``WishError`` where it cannot be."""
    if not wish.author.strip():
        raise WishError("a decision needs an author")
    base = Decision(act=wish.act, author=one_line(wish.author), reason=wish.reason or None)
    if wish.act == "add":
        return [_added(wish, base, record)]
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
        msgspec.structs.replace(base, targets=_targets(found.items, record), **more)
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


def _targets(
    items: Iterable[Item], record: Record, meant: Mapping[tuple[str, str], Item] | None = None
) -> tuple[Target, ...]:
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


def _joined(several: Sequence[Found], base: Decision, record: Record) -> Decision:
    if len(several) < 2:
        raise WishError("join: name at least two events that are one")
    if any(found.event is None for found in several):
        raise WishError("join: only events can be joined")
    items = {(item.id, item.doc): item for found in several for item in found.items}
    if not items:
        raise WishError("join: all are of the reference chronology; name an event of the desk's")
    known = [_known(f.event) for f in several if f.event is not None and not f.items]
    return msgspec.structs.replace(base, targets=(*_targets(items.values(), record), *known))


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
    there = (*_targets(several[0].items, record), *known)
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
        _people(fields, whole, record.lexicon)
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
        before = {field: _plain(whole, field) for field in part}
        out.append(
            msgspec.structs.replace(
                base, targets=_targets(items, record, meant), fields=part, before=before
            )
        )
    return out


def values(given: Mapping[str, Any], kind: Kind, lexicon: Lexicon) -> dict[str, Any]:
    """Fields as JSON has them. Raises ``WishError`` that names the field and what is allowed."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        field = name if name in FIELDS[kind] or kind == "event" else _COLUMNS.get(name, name)
        try:
            if kind == "event" and name == "date":
                found.update(_days(value))
                continue
            if field not in FIELDS[kind]:
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
        more[field] = _plain(event, field)
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
        said = [i for i in items if _plain(i, field) not in (None, [], value)]
    return tuple(said) or items


def _within(fields: Mapping[str, Any], event: Event) -> bool:
    """Whether a telling gives the date that is right, or a coarser one that leaves room for it."""
    if event.start is None:
        return True
    if fields["start"] is None or event.end is None:
        return False
    if event.precision == "day":
        return all(_plain(event, field) == fields[field] for field in _DATES)
    first, last = fields["start"], fields["end"] or fields["start"]
    return bool(event.start.isoformat() <= first and last <= event.end.isoformat())


def _plain(item: Any, field: str) -> Any:
    """A field's value as JSON has it."""
    for name in field.split("."):
        item = getattr(item, name)
    return msgspec.to_builtins(item)


def _people(fields: dict[str, Any], event: MergedEvent | None, lexicon: Lexicon) -> None:
    """Gives people named by hand the ids that they are known by."""
    known = {p.name: p.entity for p in event.participants} if event is not None else {}
    day = fields.get("start") or (event.start if event is not None else None)
    on = dt.date.fromisoformat(day) if isinstance(day, str) else day
    for person in fields.get("participants") or ():
        if person.get("entity") is None:
            person["entity"] = known.get(person["name"]) or next(
                iter(lexicon.who(person["name"], on)), None
            )


def _added(wish: Wish, base: Decision, record: Record) -> Decision:
    fields = values(wish.fields, "event", record.lexicon)
    for field in ("mode", "parties"):
        if not fields.get(field):
            raise WishError(f"add: {field} is missing; an event has one")
    if "start" in fields:
        fields.setdefault("end", fields["start"])
        fields.setdefault("precision", "day" if fields["start"] else "unknown")
    _people(fields, None, record.lexicon)
    if fields.get("modality") == "ongoing":
        fields.update(ongoing=True, end=None)
    held = fields.get("modality", "occurred") == "occurred" and fields.get("channel")
    if held and fields["mode"] in CONTACT:
        fields.setdefault("effect", "used")
    cited, doc, evidence = None, wish.doc, None
    if doc is not None:
        evidence = _stands(wish, record)
    else:
        cited = _cited(wish)
        doc = cited.id
        evidence = Evidence(0, len(cited.words), cited.words) if cited.words else None
    shape = Shape(
        start=evidence.start if evidence else 0,
        end=evidence.end if evidence else 0,
        text=evidence.text if evidence else "",
        mode=fields["mode"],
        parties=tuple(fields["parties"]),
    )
    target = Target(id=added_id(doc, evidence, fields), doc=doc, kind="event", shape=shape)
    decision = msgspec.structs.replace(base, targets=(target,), fields=fields, cited=cited)
    try:
        event = added(decision, target)
        assert event is not None  # no text was given that its words could be missing from
        event = changed(event, {})
    except (EditError, msgspec.ValidationError) as fault:
        raise WishError(f"add: {fault}") from fault
    [there] = _targets([event], record)
    for other in record.items:
        if (
            isinstance(other, Event)
            and other.doc == doc
            and other.id != event.id
            and alike(there.shape, "event", other)
            and (other.start, other.parties) == (event.start, event.parties)
        ):
            raise WishError(
                f"add: these words are coded as such an event, {other.id}; accept or edit that one"
            )
    return msgspec.structs.replace(decision, targets=(there,))


def _stands(wish: Wish, record: Record) -> Evidence:
    """Where the words stand in the document. Raises ``WishError`` where that is not one place."""
    document = record.documents.get(wish.doc or "")
    if document is None or document.id.startswith(BY_HAND):
        raise WishError(f"add: {wish.doc!r} is no document of this desk")
    words = (wish.text or "").split()
    if not words:
        raise WishError("add: give the words of the document that tell of it")
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    places = [m.span() for m in pattern.finditer(document.text)]
    if wish.start is not None:
        places = [place for place in places if place[0] == wish.start]
    if len(places) != 1:
        where = f", at {', '.join(str(start) for start, _ in places)}: say which" if places else ""
        raise WishError(
            f"add: {' '.join(words)[:60]!r} stands {len(places)} times in {document.id}{where}"
        )
    start, end = places[0]
    return Evidence(start, end, document.text[start:end])


def _cited(wish: Wish) -> Cited:
    url = safe_url(wish.url)
    if wish.url and url is None:
        raise WishError(f"add: {wish.url!r} is no address of a page")
    if not (url or (wish.title or "").strip()):
        raise WishError("add: an event needs its source: a document with its words, or an address")
    words = (wish.text or "").strip()
    return Cited(
        url=url,
        title=one_line(wish.title) if wish.title else None,
        words=words,
        lang=detect(words) if words else "und",
        published=wish.published,
    )
