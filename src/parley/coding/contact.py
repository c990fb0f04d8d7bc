"""Which channel a contact goes through where the text names none: by who talks with whom."""

from functools import lru_cache

from parley.coding.nouns import EACH, phrase
from parley.coding.slots import CONTACT, Around, Filled, State
from parley.lexicon import Lexicon

USES = CONTACT | {
    "refuse-meeting",
    "cancel",
    "suspend-channel",
    "resume-channel",
    "agree-to-resume",
    "establish-channel",
    "agree-to-establish",
}
PERSONAL = CONTACT | {"refuse-meeting", "cancel"}
"""What is done by those who hold an office, so that the office leads to a channel."""
ANY_MINISTER = frozenset({"minister", "vice-minister", "official"})
"""Titles that do not say of what: a minister of culture leads to no channel of security."""
UMBRELLA = "military-exchanges"


def contact_channel(filled: Filled, here: Around, lexicon: Lexicon, state: State) -> str | None:
    """The channel that a general word or the level of those who take part leads to, else None."""
    done = bool(filled.frame.effect and filled.frame.objects)
    signed = filled.frame.mode == "sign"
    if not (filled.frame.mode in USES or done or signed) or len(filled.parties) < 2:
        return None
    for noun in filled.frame.objects:
        word = noun.channel if noun.generic else "hotline" if "line" in noun.classes else None
        channel = lexicon.channel_for(filled.parties, word) if word else None
        if channel:
            return channel
    if signed:
        return signed_for(filled, here, lexicon)
    if filled.frame.realised == EACH:
        return of_one(filled, here, lexicon)
    clause = here.sentence.clauses[filled.clause]
    for hit in here.sentence.entities:
        if hit.kind == "generic" and clause.start <= hit.start < clause.end:
            channel = lexicon.channel_for(filled.parties, hit.id)
            if channel:
                return channel
    if filled.frame.mode not in PERSONAL:
        for noun in filled.frame.objects:
            umbrella = lexicon.channel_for(filled.parties, UMBRELLA)
            if "channel" in noun.classes and not noun.channel and umbrella in state.channels:
                return umbrella  # "again suspended exchanges", in a text on military exchanges
        return None
    named = any((f.office or f.name) and clause.start <= f.start < clause.end for f in here.figures)
    if not named and (channel := topical(filled, lexicon, state)):
        return channel
    near = [f for f in here.figures if f.office and clause.start <= f.start < clause.end]
    near.sort(key=lambda f: (f.start < filled.frame.end, abs(f.start - filled.frame.end)))
    offices = [f.office for f in near] + [p.role for p in filled.participants]
    for office in offices:
        if office is None or office in ANY_MINISTER:
            continue
        channel = lexicon.channel_for(filled.parties, office)
        if channel:
            return channel
    for person in filled.participants:
        if person.entity and filled.interval.start:
            for held in lexicon.people[person.entity].on(filled.interval.start):
                channel = lexicon.channel_for(filled.parties, held.office)
                if channel:
                    return channel
    pair = any(f.kind == "both" and clause.start <= f.start < clause.end for f in here.figures)
    if pair and state.last is not None and state.last[0] == filled.parties:
        return state.last[1]  # "They last spoke in April"
    return None


def of_one(filled: Filled, here: Around, lexicon: Lexicon) -> str | None:
    """The channel of one of a list: of those whose office stands in its part of the list."""
    sentence = here.sentence
    low, high = phrase(filled.frame.objects[0], here.nouns, sentence.start, sentence.end)
    for figure in here.figures:
        if figure.office and figure.office not in ANY_MINISTER and low <= figure.start < high:
            channel = lexicon.channel_for(filled.parties, figure.office)
            if channel:
                return channel
    return None


@lru_cache(maxsize=4)
def umbrellas(lexicon: Lexicon) -> frozenset[str]:
    """The channels that have others under them."""
    return frozenset(parent for entry in lexicon.channels.values() for parent in entry.parents)


def topical(filled: Filled, lexicon: Lexicon, state: State) -> str | None:
    """The channel that the paragraph is about, where those who met are not named: 特别会议."""
    if filled.frame.mode not in ("talks", "meet"):
        return None
    over = umbrellas(lexicon) if state.here else frozenset()
    for name in state.here:
        channel = lexicon.channels[name]
        if name in over:
            continue
        if set(channel.parties) == set(filled.parties) and channel.level != "hotline":
            return name
    return None


def signed_for(filled: Filled, here: Around, lexicon: Lexicon) -> str | None:
    """The channel that a document is signed for: the last named up to it in the sentence."""
    objects = filled.frame.objects
    end = max((noun.end for noun in objects), default=filled.frame.start)
    for hit in reversed(here.sentence.entities):
        if hit.kind == "generic" and hit.end <= end:
            return lexicon.channel_for(filled.parties, hit.id)
    return None
