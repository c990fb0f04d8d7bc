"""How ``parley review`` puts things into words."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from parley.desk import Logged, Looked, Why
from parley.items import Document, Evidence, Item
from parley.language import sentences

_SHOWN_APART = frozenset({"id", "sources", "evidence", "aliases", "merged", "history", "headline"})


def told(why: Why) -> str:
    """A reason for asking, in a few words."""
    match why.reason:
        case "channel":
            return f"{why.about}: {why.before}, else {why.after}"
        case "verdict":
            return f"claim {why.about}: {why.before}, else {why.after}"
        case "draft":
            return "draft of a model"
        case "conflict":
            return f"sources differ on {why.about}"
        case "join":
            return f"joined by a narrow margin ({why.before}): {why.about}"
        case _:
            return f"low confidence ({why.before})"


def log_row(one: Logged) -> tuple[object, ...]:
    """A decision as a row of the log."""
    decision = one.decision
    state = "holds" if one.holds else f"undone by {one.undone_by}"
    ids = dict.fromkeys(target.id for target in decision.targets)
    moved = [key for key in dict.fromkeys(one.now) if key not in ids]
    now = f" (now {' '.join(moved)})" if moved else ""
    of = decision.doc or (f"decision {decision.undoes}" if decision.undoes else " ".join(ids) + now)
    made = decision.made.strftime("%Y-%m-%d %H:%M") if decision.made else None
    return decision.number, made, decision.author, _what(one), of, decision.reason, state


def _what(one: Logged) -> str:
    decision = one.decision
    match decision.act:
        case "edit":
            changes = (
                f"{field}: {_value(decision.before.get(field))} → {_value(value)}"
                for field, value in decision.fields.items()
                if decision.before.get(field) != value
            )
            return "edit " + ", ".join(changes)
        case "add":
            return "add " + " ".join(f"{k}={_value(v)}" for k, v in decision.fields.items())
        case "grade":
            return f"grade {decision.reliability or decision.credibility}"
        case "note":
            return f"note: {decision.note}"
        case "tag":
            return "tag " + " ".join(decision.tags)
        case "split":
            return "split from " + " ".join(dict.fromkeys(t.id for t in decision.apart))
        case _:
            return decision.act


def _value(value: Any) -> str:
    match value:
        case None | [] | ():
            return "none"
        case list() | tuple():
            parts = list(map(_value, value))
            return (", " if any(" " in part for part in parts) else " ").join(parts)
        case dict():
            return str(value.get("name"))
        case _:
            return str(value)


def shown(found: Looked, documents: Mapping[str, Document]) -> Iterator[str]:
    """An item's fields, what was coded otherwise, and its words in their sentence."""
    whole = found.event or found.tellings[0]
    yield f"{found.id}  {whole.headline}"
    for name, value in msgspec.to_builtins(whole).items():
        if name not in _SHOWN_APART and value not in (None, [], (), {}, "", False):
            yield f"  {name:<14}{_value(value)}"
    if found.credibility is not None:
        yield f"  {'credibility':<14}{found.credibility}"
    if found.tags:
        yield f"  {'tags':<14}{' '.join(found.tags)}"
    for note in found.notes:
        yield f"  {'note':<14}{note}"
    coded = {(item.id, item.doc): item for item in found.coded}
    for item in found.tellings:
        document = documents.get(item.doc)
        about = [document.voice, document.published] if document else []
        grade = found.reliability.get(item.doc)
        about += [f"reliability {grade}"] if grade else []
        yield f"{item.id}  {item.doc}" + "".join(f", {part}" for part in about if part)
        for evidence in item.evidence:
            yield f"    {_in_its_sentence(evidence, document)}"
        yield from _otherwise(item, coded.get((item.id, item.doc)))
    own = {item.doc for item in found.tellings}
    for source in found.event.sources if found.event else ():
        if source.doc not in own:
            address = f", {source.url}" if source.url else ""
            yield f"{source.assertion}  {source.doc}{address}"


def _otherwise(item: Item, coded: Item | None) -> Iterator[str]:
    if coded is None or coded == item:
        return
    was, now = msgspec.to_builtins(coded), msgspec.to_builtins(item)
    changes = [
        f"{name} {_value(was[name])} → {_value(now[name])}"
        for name in was
        if was[name] != now[name] and name not in ("confidence", "headline")
    ]
    if changes:
        yield f"    coded otherwise: {', '.join(changes)}"


def _in_its_sentence(evidence: Evidence, document: Document | None) -> str:
    """The words in brackets, within the sentence that they stand in."""
    if document is None or document.text[evidence.start : evidence.end] != evidence.text:
        return " ".join(evidence.text.split())
    for span in sentences(document.text, document.lang):
        if span.start <= evidence.start and evidence.end <= span.end:
            text = document.text
            whole = (
                f"{text[span.start : evidence.start]}⟦{evidence.text}⟧"
                f"{text[evidence.end : span.end]}"
            )
            return " ".join(whole.split())
    return " ".join(evidence.text.split())
