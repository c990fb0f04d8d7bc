"""Mentions of one event brought together, and events made from filled frames."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from parley.coding.agreements import AGREED_TO_HOLD
from parley.coding.ids import item_id
from parley.coding.loose import LOOSE
from parley.coding.scan import Scan
from parley.coding.slots import CONTACT, STATES, Filled
from parley.items import TYPE_OF_MODE, UNREAL, Event, Evidence, Interval

FAMILIES = (
    {"meet", "talks", "summit", "call", "video-call"},
    {"agree", "agree-to-resume", "agree-to-establish", "sign", "establish-channel"},
    {"suspend-channel", "cancel"},
    {"exercise", "exercise-joint", "deploy"},
    {"intercept", "harass", "incursion"},
    {"resume-channel", "talks", "meet"},
)
ALIKE = {
    mode: frozenset().union(*(family for family in FAMILIES if mode in family))
    for mode in frozenset().union(*FAMILIES)
}
"""What else an act of each mode may be told as."""
FORCE = frozenset({"harass", "attack", "clash", "incursion", "intercept", "protest", "accuse"})
DRILLS = frozenset({"exercise", "exercise-joint", "patrol"})
WHOLE = frozenset(
    {
        "suspend-channel",
        "resume-channel",
        "establish-channel",
        "agree-to-resume",
        "agree-to-establish",
    }
)
"""What is done to talks as such."""


BACK = 300
"""As many events back a mention may lead: enough for an article, and bounded for a book."""


def told_once(found: Sequence[Filled]) -> list[Filled]:
    """Mentions of one event become one, the fullest telling first among its evidence.

    What is told loosely comes last: it adds nothing to an event that is told plainly.
    """
    order = {id(one): number for number, one in enumerate(found)}
    kept: list[Filled] = []
    places: Places = {}
    for one in sorted(found, key=told_loosely):
        near = alike(one, places, len(kept) - BACK)
        twin = next((kept[number] for number in near if same(kept[number], one)), None)
        if twin is None:
            for party in one.parties:
                modes = places.setdefault((one.modality in UNREAL, party), {})
                modes.setdefault(one.frame.mode, []).append(len(kept))
            kept.append(one)
            continue
        one.merged_into = twin
        if told_loosely(one):
            continue
        twin.spans += one.spans
        twin.causes += one.causes
        if _rank(one) > _rank(twin):
            twin.interval, twin.dated_here = one.interval, one.dated_here
        twin.asserted_by = twin.asserted_by and one.asserted_by  # the text itself says it once
        if not twin.participants:
            twin.participants = one.participants
        twin.channel = twin.channel or one.channel
        twin.iteration = twin.iteration or one.iteration
        twin.place = twin.place or one.place
    return sorted(kept, key=lambda one: order[id(one)])


def told_loosely(one: Filled) -> bool:
    """Whether a mention is only a word with a date."""
    return one.frame.realised == LOOSE


Places = dict[tuple[bool, str], dict[str, list[int]]]
"""The numbers of events by whether they are unreal and a party, and by mode."""


def alike(one: Filled, places: Places, oldest: int) -> list[int]:
    """Numbers of the events that a mention may tell of by mode and parties, the latest first.

    ``places``: the numbers so far, in order.
    """
    if not places:
        return []
    unreal, modes = one.modality in UNREAL, ALIKE.get(one.frame.mode, (one.frame.mode,))
    numbers: set[int] = set()
    for party in one.parties:
        for mode, told in places.get((unreal, party), NOWHERE).items():
            if mode in modes:
                for number in reversed(told):
                    if number < oldest:
                        break
                    numbers.add(number)
    return sorted(numbers, reverse=True)


NOWHERE: dict[str, list[int]] = {}


def _rank(one: Filled) -> tuple[bool, bool, int]:
    length = (
        (one.interval.end - one.interval.start).days
        if one.interval.start and one.interval.end
        else 99_999
    )
    return one.dated_here, one.interval.known, -length


def same(a: Filled, b: Filled) -> bool:
    """Whether two mentions in one document, alike in mode and modality, tell of the same event."""
    if (
        a.parties != b.parties
        and set(a.parties) != set(b.parties)
        and not (set(a.parties) < set(b.parties) or set(b.parties) < set(a.parties))
    ):
        return False
    if a.channel and b.channel and a.channel != b.channel:
        return False
    if a.initiator and b.initiator and not set(a.initiator) & set(b.initiator):
        return False  # one intruded, the other was sent up against it
    if a.frame.told_by and b.frame.told_by and a.frame.objects and b.frame.objects:
        mine, theirs = a.frame.objects[0], b.frame.objects[0]
        if not mine.classes & theirs.classes:
            return False  # a drill, and the sending of a band
    if (
        a.frame.mode == "agree-to-establish" == b.frame.mode
        and a.sentence.number == b.sentence.number
    ):
        return False
    if a.sentence is b.sentence and a.frame.realised == b.frame.realised == AGREED_TO_HOLD:
        return False  # each of the talks agreed upon
    if others_met(a, b):
        return False
    if (
        a.frame.mode != b.frame.mode
        and "deploy" in (a.frame.mode, b.frame.mode)
        and a.dated_here
        and b.dated_here
        and a.interval.precision != b.interval.precision
    ):
        return False  # a launcher was brought in that month, a drill began on the 22nd
    known = {p.entity for p in a.participants if p.entity} & {
        p.entity for p in b.participants if p.entity
    }
    if known and a.frame.mode == b.frame.mode and not (a.dated_here and b.dated_here):
        return True
    if a.iteration and b.iteration and a.iteration != b.iteration:
        return False
    if a.frame.start == b.frame.start and a.sentence.number == b.sentence.number:
        if a.frame.objects and b.frame.objects and a.frame.objects != b.frame.objects:
            return False  # each of what one verb calls off
        return a.parties == b.parties and meets(a.interval, b.interval)
    if (
        a.sentence.number == b.sentence.number
        and a.frame.start != b.frame.start
        and a.frame.mode == b.frame.mode
        and not (a.frame.mode.startswith("agree"))
    ):
        if b.initiator == a.initiator and not b.recipient and a.frame.mode in FORCE:
            return True  # "boarded the boats, seized rifles": one act in two strokes
        if a.frame.told_by is not None and a.parties == b.parties and a.frame.mode in FORCE:
            return meets(a.interval, b.interval)  # 近づいてフレアを放った
        by_one = a.frame.told_by is not None and a.frame.told_by is b.frame.told_by
        if by_one and a.frame.mode in DRILLS and meets(a.interval, b.interval):
            return True  # 共同訓練「フリーダム・エッジ」を行った
        if a.frame.mode in DRILLS and a.parties == b.parties and a.interval == b.interval:
            return True  # 聯袂飛抵…，係第10次聯合巡航
        if a.frame.mode in ("protest", "arms-sale") and a.parties == b.parties:
            # the envoy was summoned and told so; a sale was approved and notified
            return meets(a.interval, b.interval)
        return (
            meets(a.interval, b.interval)
            and a.participants == b.participants
            and a.channel == b.channel
            and a.recipient == b.recipient
            and a.frame.mode in CONTACT
        )
    if not a.dated_here and not b.dated_here:
        return a.sentence.paragraph == b.sentence.paragraph and meets(a.interval, b.interval)
    names_a = {p.name for p in a.participants}
    names_b = {p.name for p in b.participants}
    if a.dated_here and b.dated_here:
        return meets(a.interval, b.interval) and (
            not names_a
            or not names_b
            or bool(names_a & names_b)
            or (a.frame.mode in WHOLE and a.channel is not None and a.channel == b.channel)
        )
    if a.frame.mode in CONTACT and bool(names_a) != bool(names_b) and a.channel != b.channel:
        return False  # 两国元首会谈. 董军会见…: those named met through no such channel
    return meets(a.interval, b.interval)


def others_met(a: Filled, b: Filled) -> bool:
    """Whether at two contacts one side was there through different people, both known."""
    if a.frame.mode not in CONTACT or b.frame.mode not in CONTACT:
        return False
    for party in a.parties:
        mine = {p.entity for p in a.participants if p.party == party}
        theirs = {p.entity for p in b.participants if p.party == party}
        if None not in mine | theirs and mine and theirs and not mine & theirs:
            return True
    return False


def meets(a: Interval, b: Interval) -> bool:
    """Whether two dates can be of one event: unknown ones can, others must overlap."""
    if not (a.start and a.end and b.start and b.end):
        return True
    return a.start <= b.end and b.start <= a.end


def build(scan: Scan, found: Sequence[Filled]) -> list[Event]:
    """Events from filled frames, with ids, evidence and confidence; causes within a sentence."""
    ids = identified(scan, found)
    out: list[Event] = []
    for one in found:
        frame = one.frame
        interval = one.interval
        lasting = frame.mode in STATES and interval.direction == "since"
        effect = frame.effect
        if effect is None and frame.mode in CONTACT and one.modality == "occurred":
            effect = "used"
        if effect is None and frame.mode == "sign" and one.channel:
            effect = "established"
        out.append(
            Event(
                id=ids[id(one)],
                doc=scan.document.id,
                mode=frame.mode,
                type=TYPE_OF_MODE[frame.mode],
                start=interval.start,
                end=None if lasting else interval.end,
                precision=interval.precision,
                lasting=lasting,
                ongoing=lasting,
                parties=one.parties,
                initiator=one.initiator,
                recipient=one.recipient,
                participants=one.participants,
                channel=one.channel,
                iteration=one.iteration,
                effect=effect,
                scope=scope(one, scan),
                informal=frame.mode in CONTACT and in_passing(one),
                place=one.place,
                modality="ongoing" if lasting and one.modality == "occurred" else one.modality,
                asserted_by=one.asserted_by,
                cause=causes(one, ids),
                evidence=evidence(scan, one),
                confidence=confidence(one),
            )
        )
    return out


def in_passing(one: Filled) -> bool:
    """Whether all that is told is a handshake or a few words on the way."""
    frame = one.frame
    cues = one.sentence.by_pos.get("cue-encounter", ())
    return any(frame.start <= cue.start and cue.end <= frame.end for cue in cues)


def evidence(scan: Scan, one: Filled) -> tuple[Evidence, ...]:
    """The stretches of the stored text that tell of it, the fullest first."""
    spans = (scan.view.back(a, b) for a, b in dict.fromkeys(one.spans))
    text = scan.document.text
    return tuple(Evidence(s.start, s.end, text[s.start : s.end]) for s in spans)


def identified(scan: Scan, found: Sequence[Filled]) -> dict[int, str]:
    """The id of each: from its first evidence, its mode, and an ordinal where both are shared."""
    ordinals: dict[tuple[int, int, str], int] = {}
    out = {}
    for one in found:
        first = scan.view.back(*one.spans[0])
        key = (first.start, first.end, one.frame.mode)
        ordinals[key] = ordinals.get(key, -1) + 1
        out[id(one)] = item_id("event", scan.document, *key, ordinals[key])
    return out


def causes(one: Filled, ids: Mapping[int, str]) -> tuple[str, ...]:
    """Ids of the events that the text gives as its cause."""
    out = []
    for cause in one.causes:
        while cause.merged_into is not None:
            cause = cause.merged_into
        if cause is not one and id(cause) in ids and ids[id(cause)] not in out:
            out.append(ids[id(cause)])
    return tuple(out)


ONE_MEETING = re.compile(
    r"(?i:\b(?:a|an|this|that|planned|scheduled|upcoming|next|week's|month's|year's)\b)"
    r"|[本此这该当]次|[本此这该]轮|原[定订]|预定|即将|一次|一轮|这场|下[周月]"
)
SERIES = re.compile(
    r"(?i:\b(?:talks|dialogues|consultations|meetings|sessions|exchanges|calls|contacts)$)"
)
STANDING = frozenset({"channel", "line", "channel-entity"})


def scope(one: Filled, scan: Scan) -> Literal["meeting", "series"] | None:
    """Whether what is done touches one meeting or the talks as such; None where it is not told."""
    mode = one.frame.mode
    if mode in WHOLE:
        return "series"
    if mode not in ("cancel", "refuse-meeting"):
        return None
    if one.iteration is not None or not one.frame.objects:
        return "meeting" if one.iteration is not None else None
    noun = one.frame.objects[0]
    text = scan.view.text[max(one.sentence.start, min(one.frame.end, noun.start - 30)) : noun.end]
    if ONE_MEETING.search(text):
        return "meeting"
    if SERIES.search(text) or (noun.channel and noun.classes & STANDING and mode == "cancel"):
        return "series"
    return None if noun.channel else "meeting"


def confidence(one: Filled) -> float:
    """From what filled the slots; 0.3 to 0.95."""
    value = 0.45
    value += 0.2 if one.dated_here else 0.05 if one.interval.known else 0.0
    value += 0.1 if one.reasons.get("parties") == "named in the clause" else 0.0
    value += 0.1 if one.participants or one.channel else 0.0
    value += 0.1 if one.frame.rule.pos == "verb" else 0.0
    value -= 0.1 if one.modality != "occurred" else 0.0
    value -= 0.5 if one.frame.realised == LOOSE else 0.0
    return round(min(0.95, max(0.3, value)), 2)
