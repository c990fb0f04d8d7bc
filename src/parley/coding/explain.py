"""Why a text was coded as it was: what the rules saw in each sentence, and what became of it."""

from collections.abc import Iterable

import msgspec

from parley.coding.events import events
from parley.coding.figures import everybody
from parley.coding.scan import Scan, Sentence, scan
from parley.coding.slots import Considered, Filled
from parley.coding.statements import hear
from parley.coding.units import Taken
from parley.dates import Context, impossible, resolve
from parley.items import Document
from parley.lexicon import Lexicon


class Mention(msgspec.Struct, frozen=True):
    """A piece of the text that means something to the rules: what kind, and what it stands for."""

    text: str
    kind: str
    means: str


class Slot(msgspec.Struct, frozen=True):
    """A slot of an act: what filled it, and why; empty where no reason was kept."""

    name: str
    value: str
    why: str = ""


class Act(msgspec.Struct, frozen=True):
    """A frame: its trigger, how that is told, what filled it; ``dropped``: why it gave no event."""

    trigger: str
    mode: str
    opened_by: str
    told: str
    slots: tuple[Slot, ...] = ()
    dropped: str | None = None


class Explanation(msgspec.Struct, frozen=True):
    """One sentence: mentions, clauses, acts, and the positions taken in it."""

    sentence: str
    mentions: tuple[Mention, ...]
    clauses: tuple[str, ...]
    acts: tuple[Act, ...]
    positions: tuple[Slot, ...]


def explain(document: Document, lexicon: Lexicon) -> list[Explanation]:
    """What the rules saw in each sentence of a document, in order."""
    found = scan(document, lexicon)
    who = everybody(found, lexicon)
    heard = hear(found, lexicon, who)
    trace: list[Considered] = []
    events(found, lexicon, who, heard.said, trace)
    return [
        Explanation(
            sentence=_stored(found, sentence.start, sentence.end),
            mentions=tuple(_mentions(found, sentence)),
            clauses=tuple(_stored(found, c.start, c.end) for c in sentence.clauses),
            acts=tuple(_act(found, one) for one in trace if one.sentence == sentence.number),
            positions=tuple(
                _position(one) for one in heard.taken if one.sentence.number == sentence.number
            ),
        )
        for sentence in found.sentences
    ]


def _stored(found: Scan, start: int, end: int) -> str:
    span = found.view.back(start, end)
    return " ".join(found.document.text[span.start : span.end].split())


def _mentions(found: Scan, sentence: Sentence) -> Iterable[Mention]:
    told: list[tuple[int, Mention]] = []
    for hit in sentence.entities:
        means = hit.id + (f" ({', '.join(hit.parties)})" if hit.parties else "")
        told.append((hit.start, Mention(_stored(found, hit.start, hit.end), hit.kind, means)))
    for word in sentence.words:
        readings = ", ".join(dict.fromkeys(rule.id for rule, _ in word.rules))
        told.append((word.start, Mention(_stored(found, word.start, word.end), "word", readings)))
    for date in sentence.dates:
        when = resolve(date, Context(published=found.published, governing=None))
        means = f"{when.start} to {when.end}, {when.precision}" if when.start else "by the context"
        means = "no day of the calendar" if impossible(date) else means
        told.append((date.start, Mention(_stored(found, date.start, date.end), "date", means)))
    for length in sentence.durations:
        means = f"{length.value} {length.unit}"
        text = _stored(found, length.start, length.end)
        told.append((length.start, Mention(text, "length", means)))
    return [mention for _, mention in sorted(told, key=lambda pair: pair[0])]


def _act(found: Scan, one: Considered) -> Act:
    frame = one.frame
    slots = tuple(_slots(one.filled)) if one.filled is not None else ()
    trigger = _stored(found, frame.start, frame.end)
    return Act(trigger, frame.mode, frame.realised, one.told, slots, one.dropped)


def _slots(filled: Filled) -> Iterable[Slot]:
    why = filled.reasons
    when = filled.interval
    values = {
        "parties": " ".join(filled.parties),
        "initiator": " ".join(filled.initiator),
        "recipient": " ".join(filled.recipient),
        "date": f"{when.start} to {when.end}, {when.precision}" if when.start else "",
        "channel": filled.channel or "",
        "round": str(filled.iteration or ""),
        "people": ", ".join(p.name for p in filled.participants),
        "place": filled.place.name if filled.place else "",
        "modality": filled.modality,
        "asserted by": filled.asserted_by or "",
    }
    return [Slot(name, value, why.get(name, "")) for name, value in values.items() if value]


def _position(one: Taken) -> Slot:
    who = f"{one.voice.name} ({one.voice.party})"
    why = "the issue spoken of before" if one.inferred else ""
    return Slot(who, f"{one.issue}, {one.act}", why)
