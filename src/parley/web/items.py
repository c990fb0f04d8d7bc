"""Items and decisions as the pages show them: in the reader's language, with their words."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from parley.desk import Desk, Doubt, Logged, Looked
from parley.items import Document, Item, MergedEvent, Participant
from parley.record import Wanted
from parley.record.decisions import KNOWN, Kind, kind_of
from parley.record.editing import FIELDS
from parley.record.effective import Unattached
from parley.report.editing import allowed
from parley.report.entries import confidence_level, plain
from parley.report.safe import one_line
from parley.web import marking
from parley.web.deciding import cells
from parley.web.faults import N_
from parley.web.places import BOARD
from parley.web.reader import Reader
from parley.wording import headline

AROUND = 1
"""Paragraphs shown before and after the words of an item."""
NEAR = 14
"""Days before and after an event, within which others may be the same."""
MOST = 12
"""Events that are offered to be joined."""


NAMED = {
    "precision": {
        "day": N_("day"),
        "week": N_("week"),
        "third-of-month": N_("third of a month"),
        "month": N_("month"),
        "season": N_("season"),
        "quarter": N_("quarter"),
        "half-year": N_("half year"),
        "year": N_("year"),
        "decade": N_("decade"),
        "unknown": N_("not dated"),
    },
    "scope": {"meeting": N_("this meeting"), "series": N_("the talks as such")},
    "hedge": {"nearly": N_("nearly"), "over": N_("over"), "about": N_("about")},
}
"""What fields may be that nothing else has words for."""


class Telling(NamedTuple):
    """An assertion in its document: the paragraphs with its words marked, and what was coded."""

    id: str
    doc: str
    title: str
    href: str | None
    lang: str
    voice: str
    published: str | None
    reliability: str | None
    paragraphs: tuple[tuple[marking.Piece, ...], ...]
    quoted: tuple[str, ...]
    changes: tuple[tuple[str, str, str], ...]


class Field(NamedTuple):
    """A field that may be changed: its text, and what it may be where that is a list."""

    name: str
    label: str
    text: str
    options: tuple[tuple[str, str], ...]


class Entry(NamedTuple):
    """A decision as the log shows it."""

    number: int
    made: str
    iso: str
    author: str
    act: str
    what: tuple[tuple[str, str, str], ...]
    said: str
    reason: str | None
    holds: bool
    undone_by: int | None
    undoes: int | None
    about: tuple[tuple[str, str], ...]


def label(field: str, reader: Reader) -> str:
    """What a field is called."""
    last = field.rpartition(".")[2]
    named = reader.words.known("field", last)
    named = named if named != last else reader.words.header(last).split("\n")[0]
    return named[:1].upper() + named[1:]


def value(field: str, given: Any, reader: Reader) -> str:
    """A field's value in the reader's language."""
    last = field.rpartition(".")[2]
    if isinstance(given, bool):
        return reader.say("yes") if given else reader.say("no")
    words = reader.words
    named = {"issue": words.issue, "act": words.act, "party": words.party}.get(last)
    if named is not None and isinstance(given, str):
        return named(given)
    if last == "addressee" and isinstance(given, str):
        return words.party(given)
    if last in NAMED and str(given) in NAMED[last]:
        return reader.say(NAMED[last][str(given)])
    if last in ("relation", "unit"):
        return words.known(last, given, n=1) if given else words.t("none")
    if last == "participants" and isinstance(given, list | tuple):
        people = [msgspec.convert(one, Participant, from_attributes=True) for one in given]
        return words.t("list.comma").join(words.person(one)[0] for one in people)
    return plain(last, given, words)


def options(field: str, reader: Reader) -> tuple[tuple[str, str], ...]:
    """What a field may hold and how that is called, where it is a list."""
    last = field.rpartition(".")[2]
    found = allowed(last, reader.words.lexicon)
    told = [(one, value(last, one, reader)) for one in found]
    if last in ("channel", "position", "issue"):
        told.sort(key=lambda pair: pair[1].casefold())
    return tuple(told)


def fields(kind: Kind, given: Mapping[str, str], reader: Reader) -> list[Field]:
    """The fields of a form."""
    return [
        Field(name, label(name, reader), given.get(name, ""), options(name, reader))
        for name in FIELDS[kind]
    ]


def looked(found: Looked, desk: Desk, reader: Reader) -> dict[str, Any]:
    """What the template of an item prints."""
    words = reader.words
    whole: Any = found.event if found.event is not None else found.tellings[0]
    kind: Kind = "event" if found.event is not None else kind_of(whole)
    documents = desk.held({item.doc for item in found.tellings})
    coded = {(item.id, item.doc): item for item in found.coded}
    level = confidence_level(whole.confidence)
    return {
        "id": found.id,
        "kind": kind,
        "headline": told_of(whole, reader),
        "status": words.known("status", whole.status)
        if found.event is not None and whole.status != "coded"
        else None,
        "reference": not found.tellings,
        "href": BOARD.event(found.id) if found.event is not None else None,
        "level": level,
        "confidence": words.t(f"confidence.{level}"),
        "facts": [
            (label(name, reader), value(name, _inner(whole, name), reader))
            for name in FIELDS[kind]
            if _inner(whole, name) not in (None, (), "", False)
        ],
        "conflicts": [words.known("field", name) for name in getattr(whole, "conflicts", ())],
        "tellings": [
            _telling(item, coded.get((item.id, item.doc)), documents, reader)
            for item in found.tellings
        ],
        "known": [
            (source.assertion, one_line(source.title or source.assertion))
            for source in (found.event.sources if found.event is not None else ())
            if source.doc.startswith(KNOWN) and found.tellings
        ],
        "fields": fields(kind, cells(whole), reader) if found.tellings else [],
        "near": _near(found.event, desk, reader) if found.event is not None else [],
        "history": [logged(one, reader) for one in reversed(found.decisions)],
        "credibility": found.credibility,
        "tags": found.tags,
        "notes": found.notes,
        "seen": found.seen,
    }


def headlines(doubts: Sequence[Doubt], reader: Reader) -> dict[str, str]:
    """What doubtful items are, by id, in the reader's language."""
    record = reader.record
    events = record.events([doubt.id for doubt in doubts if doubt.kind == "event"])
    docs = {doc for doubt in doubts if doubt.kind != "event" for doc in doubt.docs}
    found: dict[str, MergedEvent | Item] = {item.id: item for item in record.items_of(docs)}
    found |= events
    return {d.id: told_of(found[d.id], reader) for d in doubts if d.id in found}


def told_of(item: MergedEvent | Item, reader: Reader) -> str:
    """An item in one line, in the reader's language."""
    # An event of the record is told in it; what is coded is as it was coded.
    if isinstance(item, MergedEvent):
        return one_line(reader.words.headline(item))
    return one_line(headline(item, reader.ui, reader.words.lexicon))


def _inner(item: Any, name: str) -> Any:
    for part in name.split("."):
        item = getattr(item, part)
    return item


def _near(event: MergedEvent, desk: Desk, reader: Reader) -> list[tuple[str, str, str]]:
    """Events of the same parties and about the same days: id, date and headline."""
    if event.start is None:
        return []
    room = dt.timedelta(days=NEAR)
    first, last = event.start, event.end or event.start
    wanted = Wanted(
        start=max(dt.date.min + room, first) - room,
        end=min(dt.date.max - room, last) + room,
        parties=event.parties,
    )
    words = reader.words
    return [
        (one.id, words.date(one), one_line(words.headline(one)))
        for one in desk.own(wanted, MOST + 1)
        if one.id != event.id
    ][:MOST]


def _telling(
    item: Item, coded: Item | None, documents: Mapping[str, Document], reader: Reader
) -> Telling:
    words = reader.words
    document = documents.get(item.doc)
    named = document is not None and not item.doc.startswith("analyst:")
    return Telling(
        item.id,
        item.doc,
        one_line((document.title if document else None) or item.doc),
        f"{BOARD.document(item.doc)}#{item.id}" if named else None,
        document.lang if document and document.lang != "und" else "",
        words.voice(document.voice if document else None),
        words.day(document.published) if document and document.published else None,
        document.reliability if document else None,
        _paragraphs(item, document),
        tuple(e.text for e in item.evidence),
        _changes(item, coded, reader),
    )


def _paragraphs(item: Item, document: Document | None) -> tuple[tuple[marking.Piece, ...], ...]:
    """The paragraphs that an item's words stand in and those around; none where the text is
    another one by now."""
    if document is None or not document.text:
        return ()
    one = marking.Item(item.id, "event", "", "", None, "", "", item.evidence)
    blocks, loose = marking.blocks(document, [one])
    if loose:
        return ()
    marked = [n for n, b in enumerate(blocks) if any(piece.items for piece in b.pieces)]
    shown = {n + step for n in marked for step in range(-AROUND, AROUND + 1)}
    return tuple(block.pieces for n, block in enumerate(blocks) if n in shown)


def _changes(item: Item, coded: Item | None, reader: Reader) -> tuple[tuple[str, str, str], ...]:
    """The fields that are not as they were coded: name, then, now."""
    if coded is None or coded == item:
        return ()
    return tuple(
        (label(name, reader), value(name, was, reader), value(name, now, reader))
        for name in FIELDS[kind_of(item)]
        if (was := _inner(coded, name)) != (now := _inner(item, name))
    )


def logged(one: Logged, reader: Reader) -> Entry:
    """A decision in the reader's language."""
    decision = one.decision
    made = decision.made
    return Entry(
        decision.number,
        f"{made:%Y-%m-%d %H:%M}" if made else "",
        made.isoformat() if made else "",
        decision.author,
        decision.act,
        tuple(
            (
                label(name, reader),
                value(name, decision.before.get(name), reader) if decision.act == "edit" else "",
                value(name, now, reader),
            )
            for name, now in decision.fields.items()
            if decision.act != "edit" or decision.before.get(name) != now
        ),
        _said(one),
        decision.reason,
        one.holds,
        one.undone_by,
        decision.undoes,
        _about(one),
    )


def _said(one: Logged) -> str:
    decision = one.decision
    match decision.act:
        case "grade":
            return str(decision.reliability or decision.credibility)
        case "note":
            return decision.note or ""
        case "tag":
            return " ".join(decision.tags)
        case "split":
            return " ".join(dict.fromkeys(target.doc for target in decision.targets))
        case _:
            return ""


def _about(one: Logged) -> tuple[tuple[str, str], ...]:
    """What a decision is about: ids with their addresses."""
    decision = one.decision
    if decision.doc:
        return ((decision.doc, BOARD.document(decision.doc)),)
    ids = one.now or tuple(target.id for target in decision.targets)
    return tuple((key, BOARD.review(key)) for key in dict.fromkeys(ids))


def unattached(one: Unattached, reader: Reader) -> dict[str, Any]:
    """A decision that fits nothing any more."""
    target = one.target
    return {
        "entry": logged(Logged(decision=one.decision, holds=True), reader),
        "doc": target.doc,
        "href": BOARD.document(target.doc),
        "words": one_line(target.shape.text),
        "why": one.why,
    }


def state(told: str | None, reader: Reader) -> str:
    """A channel's state as a doubt tells it ("open since 2024-01-08")."""
    name, _, day = (told or "unknown").partition(" since ")
    named = reader.words.state(name)
    since = plain("start", day, reader.words)
    return reader.say("{state} since {date}", state=named, date=since) if day else named
