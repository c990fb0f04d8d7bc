"""What was missed, made into decisions: events, statements and claims that an analyst adds."""

import re
from collections.abc import Mapping

import msgspec

from parley.coding.slots import CONTACT
from parley.desk.errors import WishError
from parley.desk.wishes import Record, Wish, people, targets, values
from parley.items import Event, Evidence
from parley.language import detect
from parley.record.attaching import alike
from parley.record.decisions import BY_HAND, Cited, Decision, Kind, Shape, Target
from parley.record.editing import EditError, changed
from parley.record.effective import added, added_id
from parley.report.safe import one_line, safe_url
from parley.wording import party_name


def event(wish: Wish, base: Decision, record: Record) -> Decision:
    """An event, from words of a document or by hand. Raises ``WishError``."""
    fields = values(wish.fields, "event", record.lexicon)
    for field in ("mode", "parties"):
        if not fields.get(field):
            raise WishError(f"add: {field} is missing; an event has one")
    if "start" in fields:
        fields.setdefault("end", fields["start"])
        fields.setdefault("precision", "day" if fields["start"] else "unknown")
    people(fields, None, record.lexicon)
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
        made = added(decision, target)
        assert isinstance(made, Event)  # no text was given that its words could be missing from
        made = changed(made, {})
    except (EditError, msgspec.ValidationError) as fault:
        raise WishError(f"add: {fault}") from fault
    [there] = targets([made], record)
    for other in record.items:
        if (
            isinstance(other, Event)
            and other.doc == doc
            and other.id != made.id
            and alike(there.shape, "event", other)
            and (other.start, other.parties) == (made.start, made.parties)
        ):
            raise WishError(
                f"add: these words are coded as such an event, {other.id}; accept or edit that one"
            )
    return msgspec.structs.replace(decision, targets=(there,))


_NEEDED: Mapping[Kind, tuple[str, ...]] = {
    "statement": ("issue", "speaker.party"),
    "interval_claim": ("relation",),
}
"""What nothing is added without that is no event."""


def said(wish: Wish, base: Decision, record: Record) -> Decision:
    """A statement or a claim: words of a document, which say it. Raises ``WishError``."""
    what = "a statement" if wish.kind == "statement" else "an interval claim"
    fields = values(wish.fields, wish.kind, record.lexicon, ("speaker.name",))
    for field in _NEEDED[wish.kind]:
        if not fields.get(field):
            raise WishError(f"add: {field} is missing; {what} has one")
    if wish.doc is None:
        raise WishError(f"add: {what} is words of a document: name it, and give the words")
    if wish.kind == "statement" and not fields.get("speaker.name"):
        fields["speaker.name"] = party_name(fields["speaker.party"], "en", record.lexicon)
    evidence = _stands(wish, record)
    shape = Shape(
        start=evidence.start,
        end=evidence.end,
        text=evidence.text,
        mode=fields["issue" if wish.kind == "statement" else "relation"],
    )
    key = added_id(wish.doc, evidence, fields, wish.kind)
    target = Target(id=key, doc=wish.doc, kind=wish.kind, shape=shape)
    decision = msgspec.structs.replace(base, targets=(target,), fields=fields)
    try:
        item = added(decision, target)
    except (EditError, msgspec.ValidationError) as fault:
        raise WishError(f"add: {fault}") from fault
    assert item is not None  # no text was given that its words could be missing from
    [there] = targets([item], record)
    for other in record.items:
        if other.doc == item.doc and other.id != item.id and alike(there.shape, wish.kind, other):
            raise WishError(
                f"add: these words are coded as such {what[2:].strip()}, {other.id}; accept or edit"
                " that one"
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
