"""One line that says an item, rendered from its fields."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from parley.items import (
    Event,
    IntervalClaim,
    MergedEvent,
    Participant,
    Party,
    Statement,
    Subject,
)
from parley.lexicon import Lexicon
from parley.wording.dates import listed, since_text
from parley.wording.names import (
    channel_name,
    dyad_name,
    in_order,
    issue_name,
    level_name,
    party_name,
    person_name,
    phrase,
    place_with_article,
    with_article,
)
from parley.wording.phrases import check_ui, fill
from parley.wording.sessions import occasion, session_slots

_PEOPLE = 4
"""As many names as a headline takes."""


def headline(
    item: Event | MergedEvent | Statement | IntervalClaim, ui: str, lexicon: Lexicon
) -> str:
    """One line in the language ``ui`` (en, zh-Hant, zh-Hans) from the item's fields alone."""
    check_ui(ui)
    if isinstance(item, Statement):
        return _statement(item, ui, lexicon)
    if isinstance(item, IntervalClaim):
        return _claim(item, ui, lexicon)
    return _event(item, ui, lexicon)


@lru_cache(maxsize=4)
def _headlines(lexicon: Lexicon) -> Mapping[str, Mapping[str, Any]]:
    return {row["id"]: row for row in lexicon.table("headlines")}


def _event(event: Event | MergedEvent, ui: str, lexicon: Lexicon) -> str:
    slots = _slots(event, ui, lexicon)
    unsaid = not event.initiator and len(event.parties) > 1
    named = bool(slots["visitors"])
    subject, sentence = _templates(
        event.mode, event.modality, event.channel, named, unsaid, ui, lexicon
    )
    slots["subject"] = fill(subject, slots) or _headlines(lexicon)["subject.none"][ui]
    text = _tidy(fill(sentence, slots))
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=4096)
def _templates(
    mode: str,
    modality: str,
    channel: str | None,
    named: bool,
    unsaid: bool,
    ui: str,
    lexicon: Lexicon,
) -> tuple[str, str]:
    """The subject's template, and the sentence's: a modality's frame with the act put in.

    ``named``: people of the acting party are; ``unsaid``: whose act of several it was is not told.
    """
    table = _headlines(lexicon)
    entry = table.get(mode) or table["other"]
    template = entry[_variant(entry, channel, named, unsaid, lexicon)][ui]
    # "Refused to refuse": where the act itself says it, the modality adds nothing.
    told = "occurred" if mode in table["says-itself"]["modes"].get(modality, ()) else modality
    frame: str = table.get(f"modality.{told}", table["modality.occurred"])[ui]
    verb = template["verb"]
    for slot, text in (
        ("do", verb[0]),
        ("did", verb[-1]),
        ("verb", verb[0]),
        ("rest", template["rest"]),
    ):
        frame = frame.replace(f"{{{slot}}}", text)
    return template["subject"], frame


def says_itself(event: Event | MergedEvent, lexicon: Lexicon) -> bool:
    """Whether a headline says the modality by its verb: "refused a meeting", "agreed to resume"."""
    modes = _headlines(lexicon)["says-itself"]["modes"]
    return event.mode in modes.get(event.modality, ())


def _variant(
    entry: Mapping[str, Any], name: str | None, named: bool, unsaid: bool, lexicon: Lexicon
) -> str:
    """Which of a mode's sentences fits: see the head of the table of headlines."""
    channel = lexicon.channels.get(name) if name else None
    wanted = ["plain"]
    if channel and channel.level == "forum":
        wanted.insert(0, "forum")
    elif channel:
        wanted.insert(0, "via")
        if channel.level == "hotline":
            wanted.insert(0, "line")
        elif channel.id in _umbrellas(lexicon):
            wanted.insert(0, "umbrella")
    if named:
        wanted.insert(0, "named")
    if unsaid:
        wanted = (["unsaid-via"] if "via" in wanted and "via" in entry else ["unsaid"]) + wanted
    return next(variant for variant in wanted if variant in entry)


@lru_cache(maxsize=4)
def _umbrellas(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(parent for entry in lexicon.channels.values() for parent in entry.parents)


_NO_SESSION = dict.fromkeys(("channel", "nth", "n", "meeting", "session", "what", "of"), "")


def _slots(event: Event | MergedEvent, ui: str, lexicon: Lexicon) -> dict[str, str]:
    parties = event.parties or tuple(dict.fromkeys((*event.initiator, *event.recipient)))
    who = event.initiator or parties
    whom = event.recipient or (
        tuple(p for p in parties if p not in event.initiator) if event.initiator else ()
    )
    people = _people(event.participants, ui, lexicon)
    own = [p for p in event.participants if p.party is None or p.party in event.initiator]
    visitors = _people(own, ui, lexicon) if event.initiator else ""
    place = _place(event, ui, lexicon)
    object_ = _group(whom, ui, lexicon, True)
    acting = _group(who, ui, lexicon)
    channel = (
        session_slots(event.channel, event.iteration, parties, ui, lexicon)
        if event.channel
        else _NO_SESSION
    )
    template = phrase("visitors", ui, lexicon) or "{people}"
    return {
        **channel,
        "parties": _group(parties, ui, lexicon),
        "dyad": dyad_name(parties, ui, lexicon) if parties else "",
        "who": acting,
        "whom": object_,
        "where": place or object_,
        "people": people,
        "visitors": fill(template, {"people": visitors, "parties": acting}) if visitors else "",
        "note": people or channel["channel"],
        "place": place,
    }


def _people(participants: Sequence[Participant], ui: str, lexicon: Lexicon) -> str:
    if not participants:
        return ""
    comma = phrase("list.comma", ui, lexicon) or ", "
    names = list(dict.fromkeys(participant_name(person, ui, lexicon) for person in participants))
    return comma.join([*names[:_PEOPLE], "…"] if len(names) > _PEOPLE else names)


def participant_name(person: Participant, ui: str, lexicon: Lexicon) -> str:
    """A participant's name in the language of the interface where the lexicon has it."""
    entity = person.entity
    if entity is None:
        known = lexicon.who(person.name)
        entity = known[0] if len(known) == 1 else None
    return (person_name(entity, ui, lexicon) if entity else None) or person.name


@lru_cache(maxsize=4096)
def _group(parties: tuple[Party, ...], ui: str, lexicon: Lexicon, article: bool = False) -> str:
    comma = phrase("list.comma", ui, lexicon) or ", "
    last = phrase("list.and", ui, lexicon) or comma
    ordered = in_order(parties, ui, lexicon)
    name = with_article if article else party_name
    if ui != "en" and 1 < len(ordered) < 4:
        return dyad_name(ordered, ui, lexicon)
    return listed([name(party, ui, lexicon) for party in ordered], comma, last)


def _place(event: Event | MergedEvent, ui: str, lexicon: Lexicon) -> str:
    if event.place is None:
        return ""
    known = place_with_article(event.place, ui, lexicon)
    return known or event.place.name


def _statement(item: Statement, ui: str, lexicon: Lexicon) -> str:
    template = phrase(f"statement.{item.act}", ui, lexicon) or "{speaker}: {issue}"
    speaker = party_name(item.speaker.party, ui, lexicon) if item.speaker.party else ""
    slots = {
        "speaker": speaker or item.speaker.name,
        "issue": issue_name(item.issue, ui, lexicon),
        "addressee": with_article(item.addressee, ui, lexicon) if item.addressee else "",
    }
    return _tidy(fill(template, slots))


def _claim(item: IntervalClaim, ui: str, lexicon: Lexicon) -> str:
    once = item.relation == "first-since" and item.subject.channel
    slots = {
        "subject": occasion(item.subject.channel, ui, lexicon)
        if once and item.subject.channel
        else subject_text(item.subject, ui, lexicon),
        "length": length_text(item, ui, lexicon),
        "since": since_text(item.since, ui) if item.since else "",
    }
    known = "length" if slots["length"] else "since" if item.since else "none"
    template = phrase(f"claim.{item.relation}.{known}", ui, lexicon) or "{subject}"
    text = _tidy(fill(template, slots))
    return text[:1].upper() + text[1:]


def subject_text(subject: Subject, ui: str, lexicon: Lexicon) -> str:
    """What an interval claim is about: the channel, else the parties' contact at a level."""
    if subject.channel:
        return channel_name(subject.channel, ui, lexicon)
    dyad = dyad_name(subject.parties, ui, lexicon) if subject.parties else ""
    key = "level" if dyad and subject.level else "any" if dyad else "none"
    level = level_name(subject.level, ui, lexicon) if subject.level else ""
    return fill(phrase(f"contact.{key}", ui, lexicon) or "{dyad}", {"dyad": dyad, "level": level})


def length_text(item: IntervalClaim, ui: str, lexicon: Lexicon) -> str:
    """The claimed length with its hedge ("nearly 3 years"), empty where it has none."""
    if item.value is None or item.unit is None:
        return ""
    number = f"{item.value:g}"
    forms = (phrase(f"unit.{item.unit}", ui, lexicon) or "{n}").split("/")
    text = fill(forms[0] if item.value == 1 else forms[-1], {"n": number})
    hedge = item.hedge or ("about" if item.approximate else None)
    template = phrase(f"hedge.{hedge}", ui, lexicon) if hedge else None
    return fill(template, {"length": text}) if template else text


def _tidy(text: str) -> str:
    return " ".join(text.split())
