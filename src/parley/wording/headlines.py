"""One line that says an item, rendered from its fields."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from parley.items import Event, IntervalClaim, MergedEvent, Party, Statement, Subject
from parley.lexicon import Lexicon
from parley.wording.dates import listed, ordinal, since_text
from parley.wording.names import (
    bare_channel_name,
    channel_name,
    dyad_name,
    in_order,
    issue_name,
    level_name,
    party_name,
    person_name,
    phrase,
    place_name,
    with_article,
)
from parley.wording.phrases import check_ui, fill

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
    templates = _headlines(lexicon)
    entry = templates.get(event.mode) or templates["other"]
    channel = lexicon.channels.get(event.channel) if event.channel else None
    variant = "plain"
    if channel and channel.level == "forum" and "forum" in entry:
        variant = "forum"
    elif channel and channel.level != "forum" and "via" in entry:
        variant = "via"
    template = entry[variant][ui]
    slots = _slots(event, ui, lexicon)
    verb = template["verb"]
    words = {
        "subject": fill(template["subject"], slots) or templates["subject.none"][ui],
        "rest": fill(template["rest"], slots),
        "do": fill(verb[0], slots),
        "did": fill(verb[-1], slots),
        "verb": fill(verb[0], slots),
    }
    modality = event.modality
    # "Refused to refuse": where the act itself says it, the modality adds nothing.
    if event.mode in templates["says-itself"]["modes"].get(modality, ()):
        modality = "occurred"
    frame = templates.get(f"modality.{modality}", templates["modality.occurred"])
    return _tidy(fill(frame[ui], words))


def _slots(event: Event | MergedEvent, ui: str, lexicon: Lexicon) -> dict[str, str]:
    comma = phrase("list.comma", ui, lexicon) or ", "
    last = phrase("list.and", ui, lexicon) or comma
    parties = event.parties or tuple(dict.fromkeys((*event.initiator, *event.recipient)))
    who = event.initiator or parties
    whom = event.recipient or (
        tuple(p for p in parties if p not in event.initiator) if event.initiator else ()
    )
    names = list(
        dict.fromkeys(
            (person_name(person.entity, ui, lexicon) if person.entity else None) or person.name
            for person in event.participants
        )
    )
    if len(names) > _PEOPLE:
        names = [*names[:_PEOPLE], "…"]
    nth = event.iteration
    place = _place(event, ui, lexicon)
    object_ = _group(whom, ui, lexicon, comma, last, article=True)
    channel = bare_channel_name(event.channel, ui, lexicon) if event.channel else ""
    numbers = {"nth": ordinal(nth) if nth else "", "n": str(nth) if nth else ""}
    held = phrase("session.held", ui, lexicon) or "{channel}"
    return {
        **numbers,
        "parties": _group(parties, ui, lexicon, comma, last),
        "who": _group(who, ui, lexicon, comma, last),
        "whom": object_,
        "where": place or object_,
        "people": comma.join(names),
        "place": place,
        "channel": channel,
        "session": _session(event.channel, nth, channel, ui, lexicon) if event.channel else "",
        "what": fill(held, {"channel": channel, **numbers}) if channel else "",
    }


def _group(
    parties: Sequence[Party],
    ui: str,
    lexicon: Lexicon,
    comma: str,
    last: str,
    article: bool = False,
) -> str:
    ordered = in_order(parties, ui, lexicon)
    name = with_article if article else party_name
    if ui != "en" and 1 < len(ordered) < 4:
        return dyad_name(ordered, ui, lexicon)
    return listed([name(party, ui, lexicon) for party in ordered], comma, last)


def _session(channel: str, nth: int | None, bare: str, ui: str, lexicon: Lexicon) -> str:
    """One meeting of the channel: its round, a meeting under an agreement, a call over a line."""
    entry = lexicon.channels.get(channel)
    endings = (phrase("session.endings", ui, lexicon) or "").split("/")
    kind = "held" if bare.endswith(tuple(endings)) else "under"
    if entry and entry.level == "hotline":
        kind = "line"
    slots = {"channel": bare, "nth": ordinal(nth) if nth else "", "n": str(nth) if nth else ""}
    return fill(phrase(f"session.{kind}", ui, lexicon) or "{channel}", slots)


def _place(event: Event | MergedEvent, ui: str, lexicon: Lexicon) -> str:
    if event.place is None:
        return ""
    known = place_name(event.place.entity, ui, lexicon) if event.place.entity else None
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
    slots = {
        "subject": subject_text(item.subject, ui, lexicon),
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
