"""Every field of a model's item is held against the text, the lexicon and the date module.

What they can tell and do not support drops the item; the fault is named, so that it is counted.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from parley.coding import grammar
from parley.coding.llm.drafts import Draft
from parley.coding.scan import Scan
from parley.dates import Context, durations, find, resolve
from parley.items import (
    ACTS,
    EFFECTS,
    MODALITIES,
    TYPE_OF_MODE,
    Event,
    Evidence,
    Interval,
    IntervalClaim,
    Item,
    Participant,
    Place,
    Speaker,
    Statement,
    Subject,
)
from parley.language import view
from parley.lexicon import Hit, Lexicon

LONGEST = 600
"""Characters of evidence at the most."""
CONFIDENCE = 0.5
"""Of a draft: nobody has measured how often this model is right."""
RELATIONS = ("first-since", "gap", "duration", "frequency")
SPACE = re.compile(r"\s+")


class Fault(Exception):
    """Why an item is dropped: the field that has no support."""


class Ground(msgspec.Struct, frozen=True, gc=False):
    """What a document supports: its scan, the parties and channels that it names."""

    scan: Scan
    lexicon: Lexicon
    parties: frozenset[str]
    channels: frozenset[str]


def ground(found: Scan, lexicon: Lexicon) -> Ground:
    """What a scanned document supports."""
    hits = [hit for sentence in found.sentences for hit in sentence.entities]
    channels = frozenset(hit.id for hit in hits if hit.kind == "channel")
    named = {party for hit in hits for party in hit.parties}
    named |= {party for channel in channels for party in lexicon.channels[channel].parties}
    if found.document.voice:
        named.add(found.document.voice)
    return Ground(found, lexicon, frozenset(named), channels)


def item(draft: Draft, on: Ground, piece: tuple[int, int]) -> Item:
    """The draft as an item without id, headline and coder. Raises ``Fault`` for the unsupported."""
    at = literal(on.scan.document.text, draft.quote, piece)
    if at is None or at[1] - at[0] > LONGEST:
        raise Fault("evidence")
    evidence = (Evidence(*at, on.scan.document.text[at[0] : at[1]]),)
    match draft.kind:
        case "event":
            return _event(draft, on, evidence)
        case "statement":
            return _statement(draft, on, evidence)
        case "interval_claim":
            return _claim(draft, on, evidence)
    raise Fault("kind")


def literal(text: str, quote: str, piece: tuple[int, int]) -> tuple[int, int] | None:
    """Where a quote stands in a piece of the text, line breaks and spaces aside; None where not."""
    words = SPACE.split(quote.strip())
    if not quote.strip():
        return None
    joined = r"\s*" if any("\u3040" <= c <= "\u9fff" for c in quote) else r"\s+"
    pattern = joined.join(map(re.escape, words))
    found = re.compile(pattern).search(text, *piece)
    return found.span() if found else None


def _event(draft: Draft, on: Ground, evidence: tuple[Evidence, ...]) -> Event:
    if draft.mode not in TYPE_OF_MODE:
        raise Fault("mode")
    modality = next((m for m in MODALITIES if m == draft.modality), None)
    if modality is None:
        raise Fault("modality")
    if draft.effect is not None and draft.effect not in EFFECTS:
        raise Fault("effect")
    parties = _parties(draft.parties, on)
    if not parties:
        raise Fault("parties")
    sides = [_parties(side, on) for side in (draft.initiator, draft.recipient)]
    if any(set(side) - set(parties) for side in sides):
        raise Fault("parties")
    if draft.asserted_by is not None and draft.asserted_by not in on.parties:
        raise Fault("asserted_by")
    when = _date(draft.date, on, evidence[0], modality == "planned")
    return Event(
        id="",
        doc=on.scan.document.id,
        mode=draft.mode,
        type=TYPE_OF_MODE[draft.mode],
        start=when.start,
        end=when.end,
        precision=when.precision,
        parties=parties,
        initiator=sides[0],
        recipient=sides[1],
        participants=tuple(_person(name, on) for name in draft.people),
        channel=_channel(draft.channel, parties, on),
        iteration=_round(draft.iteration, on, evidence[0]),
        effect=draft.effect,
        place=_place(draft.place, on),
        modality=modality,  # type: ignore[arg-type]
        asserted_by=draft.asserted_by,
        evidence=evidence,
        confidence=CONFIDENCE,
    )


def _statement(draft: Draft, on: Ground, evidence: tuple[Evidence, ...]) -> Statement:
    if draft.issue not in {row["id"] for row in on.lexicon.table("issues")}:
        raise Fault("issue")
    if draft.act not in ACTS:
        raise Fault("act")
    if draft.party not in on.parties:
        raise Fault("party")
    if draft.addressee is not None and draft.addressee not in on.parties:
        raise Fault("addressee")
    if draft.strength not in (None, 1, 2, 3, 4, 5):
        raise Fault("strength")
    name = draft.speaker or ""
    if literal(on.scan.document.text, name, (0, len(on.scan.document.text))) is None:
        raise Fault("speaker")
    ids = on.lexicon.who(name, on.scan.published)
    return Statement(
        id="",
        doc=on.scan.document.id,
        speaker=Speaker(name, draft.party, ids[0] if ids else None),
        issue=draft.issue or "",
        act=draft.act or "",
        addressee=draft.addressee,
        strength=draft.strength or 2,
        evidence=evidence,
        confidence=CONFIDENCE,
    )


def _claim(draft: Draft, on: Ground, evidence: tuple[Evidence, ...]) -> IntervalClaim:
    if draft.relation not in RELATIONS:
        raise Fault("relation")
    parties = _parties(draft.parties, on)
    value = unit = hedge = None
    if draft.length is not None:
        stands = (evidence[0].start, evidence[0].end)
        if literal(on.scan.document.text, draft.length, stands) is None:
            raise Fault("length")
        lengths = durations(view(draft.length, on.scan.lang).text, on.scan.lang)
        if not lengths:
            raise Fault("length")
        value, unit, hedge = lengths[0].value, lengths[0].unit, lengths[0].hedge
    since = None
    if draft.since is not None:
        when = _date(draft.since, on, evidence[0])
        if when.start is None:
            raise Fault("since")
        since = str(when.start.year) if when.precision == "year" else when.start.isoformat()
    if value is None and since is None and draft.relation != "first-since":
        raise Fault("length")
    channel = _channel(draft.channel, parties, on)
    level = on.lexicon.channels[channel].level if channel else None
    return IntervalClaim(
        id="",
        doc=on.scan.document.id,
        relation=draft.relation,  # type: ignore[arg-type]
        value=value,
        unit=unit,
        approximate=hedge is not None,
        hedge=hedge,
        since=since,
        subject=Subject(channel, parties, level),
        evidence=evidence,
        confidence=CONFIDENCE,
    )


def _parties(given: Iterable[str], on: Ground) -> tuple[str, ...]:
    told = set(given)
    if told - on.parties:
        raise Fault("parties")
    return tuple(sorted(told))


def _date(words: str | None, on: Ground, evidence: Evidence, ahead: bool = False) -> Interval:
    """The interval of a date that the text gives, in the light of what it told before.

    ``ahead``: it is of something to come.
    """
    if not words:
        return Interval()
    document = on.scan.document
    place = _nearest(document.text, words, evidence)
    if place is None:
        raise Fault("date")
    governing: Interval | None = None
    for sentence in on.scan.sentences:
        for mention in sentence.dates:
            span = on.scan.view.back(mention.start, mention.end)
            if span.start >= place[0]:
                break
            told = resolve(mention, Context(on.scan.published, governing))
            governing = told if told.known else governing
    mentions = find(view(words, on.scan.lang).text, on.scan.lang)
    if not mentions:
        raise Fault("date")
    narrative = governing is not None and not ahead
    when = resolve(mentions[0], Context(on.scan.published, governing, ahead, narrative))
    if not when.known:
        raise Fault("date")
    return when


def _nearest(text: str, words: str, evidence: Evidence) -> tuple[int, int] | None:
    """Where a date stands: in the evidence, else the last time before it."""
    inside = literal(text, words, (evidence.start, evidence.end))
    if inside is not None:
        return inside
    before, at = None, 0
    while (found := literal(text, words, (at, evidence.start))) is not None:
        before, at = found, found[1]
    return before


def _person(name: str, on: Ground) -> Participant:
    if literal(on.scan.document.text, name, (0, len(on.scan.document.text))) is None:
        raise Fault("people")
    ids = on.lexicon.who(name, on.scan.published)
    party = on.lexicon.people[ids[0]].party if ids else None
    return Participant(name, party, None, ids[0] if ids else None)


def _channel(given: str | None, parties: Sequence[str], on: Ground) -> str | None:
    if given is None:
        return None
    channel = on.lexicon.channels.get(given)
    if channel is None:
        raise Fault("channel")
    if given not in on.channels and set(channel.parties) != set(parties):
        raise Fault("channel")
    return given


def _round(number: int | None, on: Ground, evidence: Evidence) -> int | None:
    if number is None:
        return None
    text = view(evidence.text, on.scan.lang).text
    if number not in {n for *_, n in grammar.rounds(text, on.scan.lang)}:
        raise Fault("iteration")
    return number


def _place(name: str | None, on: Ground) -> Place | None:
    if not name:
        return None
    document = on.scan.document
    at = literal(document.text, name, (0, len(document.text)))
    if at is None:
        raise Fault("place")
    hits: list[Hit] = on.lexicon.entities(view(name, on.scan.lang).text, on.scan.lang)
    known = next((hit for hit in hits if hit.kind in ("place", "actor")), None)
    party = known.parties[0] if known and len(known.parties) == 1 else None
    entity = known.id if known and known.kind == "place" else None
    return Place(document.text[slice(*at)], party, entity)
