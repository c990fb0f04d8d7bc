"""Events of a document: frames filled sentence by sentence, one event however often it is told."""

import re
from collections.abc import Sequence
from dataclasses import replace

from parley.coding.contact import contact_channel
from parley.coding.figures import Figure
from parley.coding.fill import around, fill
from parley.coding.frames import frames
from parley.coding.ids import item_id
from parley.coding.modality import denied_next, told
from parley.coding.nouns import nouns
from parley.coding.scan import Scan, Sentence
from parley.coding.slots import CONTACT, Around, Filled, State
from parley.items import TYPE_OF_MODE, UNREAL, Event, Evidence, Interval
from parley.lexicon import Lexicon

FAMILIES = (
    {"meet", "talks", "summit", "call", "video-call"},
    {"agree", "agree-to-resume", "agree-to-establish", "sign", "establish-channel"},
    {"suspend-channel", "cancel"},
    {"exercise", "exercise-joint", "deploy"},
    {"intercept", "harass", "incursion"},
    {"resume-channel", "talks", "meet"},
)
DATED_ONLY = frozenset({"suspend-channel", "resume-channel", "establish-channel", "sanction"})
FINAL = ("。", ".", "!", "?", "！", "？", "”", "」", '"', "’", "；", ";", ":", "：")
FIRST_OF = re.compile(
    r"^(?:这|此|那)(?:也|次|将|又)?是|(?i:^\W*(?:it|this|that|these)"
    r" (?:was|is|were|will be|marks|marked|would be) (?:also )?(?:the|"
    r"only|their))"
)
DONE = re.compile(r"[了已]|发生|\b(?:has|have|had|did|collided|clashed|hit)\b")
STATES = frozenset({"intercept", "harass", "incursion", "patrol", "missile-test", "align"})


def events(scan: Scan, lexicon: Lexicon) -> list[Event]:
    """The events that a document tells, in order of their first telling."""
    voice = scan.document.voice
    state = State(focus=first_focus(scan), voice=(voice,) if voice and voice.isupper() else ())
    found: list[Filled] = []
    for sentence in scan.sentences:
        found += sentence_frames(scan, sentence, lexicon, state)
    return build(scan, told_once(found))


def first_focus(scan: Scan) -> tuple[str, ...]:
    """The two parties that the opening of a text speaks of most."""
    counts: dict[str, int] = {}
    for sentence in scan.sentences[:4]:
        for hit in sentence.entities:
            if hit.kind in ("actor", "compound", "person", "office"):
                for party in hit.parties:
                    counts[party] = counts.get(party, 0) + 1
    best = sorted(counts, key=lambda p: (-counts[p], p))[:2]
    return tuple(sorted(best)) if len(best) == 2 else ()


def sentence_frames(scan: Scan, sentence: Sentence, lexicon: Lexicon, state: State) -> list[Filled]:
    """The filled frames of one sentence; moves ``state`` on."""
    if sentence.paragraph != state.paragraph:
        state.paragraph = sentence.paragraph
        state.subject = None
        state.meeting = None
    if not sentence.words and not sentence.entities and not sentence.dates:
        return []
    here = around(scan, sentence, lexicon, state)
    out: list[Filled] = []
    denied = denied_next(scan.sentences, sentence.number)
    for frame in sorted(
        frames(sentence, scan.lang, state.topic), key=lambda f: (f.start, f.end, f.mode)
    ):
        judged = told(sentence, frame.start, frame.end, scan.lang, frame.rule.pos == "noun")
        if judged.modality is None:
            continue
        modality = judged.modality
        if modality == "occurred":
            modality = frame.modality or "occurred"
        if denied:
            modality = "denied"
        filled = fill(frame, here, scan, lexicon, state, modality)
        if filled is None:
            continue
        filled.reasons["modality"] = judged.why
        if not worth(filled, scan):
            continue
        if filled.channel is None:
            filled.channel = contact_channel(filled, here, lexicon) or filled.forum
        out += separate(filled, here)
    subject(here, state)
    spoken_of(here, out, state)
    topic(sentence, here, out, state)
    for filled in out:
        if len(filled.parties) >= 2:
            state.focus = filled.parties
        if filled.frame.mode in CONTACT and filled.dated_here and filled.modality == "occurred":
            state.meeting = filled.interval
    if not out:
        remember(here, state)
    return out


def separate(filled: Filled, here: Around) -> list[Filled]:
    """ "Received A and B" are two meetings where A and B are of different parties."""
    if filled.frame.rule.id != "v-meet" or len(filled.parties) < 3:
        return [filled]
    clause = here.sentence.clauses[filled.clause]
    guests = [
        f
        for f in here.figures
        if filled.frame.end <= f.start < clause.end and f.acts and len(f.parties) == 1
    ]
    hosts = set(filled.parties) - {p for g in guests for p in g.parties}
    if len(hosts) != 1 or len(guests) < 2:
        return [filled]
    return [
        replace(
            filled,
            parties=tuple(sorted(hosts | set(guest.parties))),
            participants=tuple(
                p for p in filled.participants if p.party in hosts | set(guest.parties)
            ),
            channel=None,
            spans=list(filled.spans),
        )
        for guest in guests
    ]


def worth(filled: Filled, scan: Scan) -> bool:
    """Whether a filled frame is an event rather than background."""
    published = scan.published
    interval = filled.interval
    mode = filled.frame.mode
    heading = not filled.sentence.text.rstrip().endswith(FINAL)
    if heading and not filled.dated_here and mode in CONTACT | {"visit"}:
        return False
    if FIRST_OF.search(filled.sentence.text) and not filled.dated_here:
        return False  # "It was the first such meeting since …" speaks of one told before
    bare = not filled.participants and (filled.channel is None or filled.frame.rule.pos == "noun")
    if mode in CONTACT and bare and not filled.dated_here and filled.modality == "occurred":
        return False
    if (
        mode in ("cease", "clash")
        and filled.modality == "occurred"
        and not filled.dated_here
        and not (DONE.search(filled.sentence.text) and len(filled.parties) >= 2)
    ):
        return False
    if mode in DATED_ONLY and not filled.dated_here:
        return False
    if (
        published
        and filled.modality == "occurred"
        and interval.start
        and interval.end
        and (interval.start > published or interval.start == published < interval.end)
    ):
        filled.modality = "planned"
    if (
        filled.modality == "hypothetical"
        and mode in CONTACT
        and filled.frame.rule.pos == "noun"
        and not filled.dated_here
    ):
        return False
    if filled.frame.rule.pos == "noun" and not filled.dated_here and mode in CONTACT:
        return filled.frame.realised.startswith("support")
    return True


def spoken_of(here: Around, out: Sequence[Filled], state: State) -> None:
    """Keeps the pairs of parties spoken of, the latest first."""
    pairs = [f.parties for f in here.figures if len(f.parties) == 2]
    pairs += [f.parties for f in out if len(f.parties) == 2]
    for pair in pairs:
        key = tuple(sorted(pair))
        if key in state.pairs:
            state.pairs.remove(key)
        state.pairs.insert(0, key)


def topic(sentence: Sentence, here: Around, out: Sequence[Filled], state: State) -> None:
    """Keeps the channel spoken of, titles' holders, and a line that is nothing but a date."""
    spoken = [n for n in nouns(sentence) if n.classes & {"channel-entity", "line", "channel"}]
    if spoken:
        state.topic = spoken[-1]
    for figure in here.figures:
        if figure.office and figure.parties:
            state.offices[figure.office] = figure.parties
    state.day = None
    if len(here.intervals) == 1 and not out:
        mention, interval = here.intervals[0]
        if interval.precision == "day" and len(sentence.text) - (mention.end - mention.start) <= 6:
            state.day = interval


def subject(here: Around, state: State) -> None:
    """Keeps the sentence's subject for the next ones."""
    for figure in here.figures:
        if figure.acts and figure.parties:
            state.subject = figure
            return


def remember(here: Around, state: State) -> None:
    """Keeps the pair of parties that a sentence speaks of."""
    named: list[str] = []
    for figure in here.figures:
        if isinstance(figure, Figure) and figure.acts:
            named += [p for p in figure.parties if p not in named]
    if len(named) == 2:
        state.focus = tuple(sorted(named))


def told_once(found: Sequence[Filled]) -> list[Filled]:
    """Mentions of one event become one, the fullest telling first among its evidence."""
    kept: list[Filled] = []
    for one in found:
        twin = next((k for k in reversed(kept) if same(k, one)), None)
        if twin is None:
            kept.append(one)
            continue
        twin.spans += one.spans
        if _rank(one) > _rank(twin):
            twin.interval, twin.dated_here = one.interval, one.dated_here
        if not twin.participants:
            twin.participants = one.participants
        twin.channel = twin.channel or one.channel
        twin.iteration = twin.iteration or one.iteration
        twin.place = twin.place or one.place
    return kept


def _rank(one: Filled) -> tuple[bool, bool, int]:
    length = (
        (one.interval.end - one.interval.start).days
        if one.interval.start and one.interval.end
        else 99_999
    )
    return one.dated_here, one.interval.known, -length


def same(a: Filled, b: Filled) -> bool:
    """Whether two mentions in one document tell of the same event."""
    if a.frame.mode != b.frame.mode and not any(
        a.frame.mode in f and b.frame.mode in f for f in FAMILIES
    ):
        return False
    if (a.modality in UNREAL) != (b.modality in UNREAL):
        return False
    if set(a.parties) != set(b.parties) and not (
        set(a.parties) < set(b.parties) or set(b.parties) < set(a.parties)
    ):
        return False
    if a.channel and b.channel and a.channel != b.channel:
        return False
    if (
        a.frame.mode == "agree-to-establish" == b.frame.mode
        and a.sentence.number == b.sentence.number
    ):
        return False
    known = {p.entity for p in a.participants if p.entity} & {
        p.entity for p in b.participants if p.entity
    }
    if known and a.frame.mode == b.frame.mode and not (a.dated_here and b.dated_here):
        return True
    if a.iteration and b.iteration and a.iteration != b.iteration:
        return False
    if a.frame.start == b.frame.start and a.sentence.number == b.sentence.number:
        return a.parties == b.parties
    if (
        a.sentence.number == b.sentence.number
        and a.frame.start != b.frame.start
        and a.frame.mode == b.frame.mode
        and not (a.frame.mode.startswith("agree"))
    ):
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
            not names_a or not names_b or bool(names_a & names_b)
        )
    return meets(a.interval, b.interval)


def meets(a: Interval, b: Interval) -> bool:
    """Whether two dates can be of one event: unknown ones can, others must overlap."""
    if not (a.start and a.end and b.start and b.end):
        return True
    return a.start <= b.end and b.start <= a.end


def build(scan: Scan, found: Sequence[Filled]) -> list[Event]:
    """Events from filled frames, with ids, evidence and confidence; causes within a sentence."""
    ordinals: dict[tuple[int, int, str], int] = {}
    out: list[Event] = []
    for one in found:
        frame = one.frame
        spans = [scan.view.back(a, b) for a, b in dict.fromkeys(one.spans)]
        first = spans[0]
        key = (first.start, first.end, frame.mode)
        ordinals[key] = ordinals.get(key, -1) + 1
        interval = one.interval
        lasting = frame.mode in STATES and interval.direction == "since"
        effect = frame.effect
        if effect is None and frame.mode in CONTACT and one.channel and one.modality == "occurred":
            effect = "used"
        out.append(
            Event(
                id=item_id(
                    "event", scan.document, first.start, first.end, frame.mode, ordinals[key]
                ),
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
                scope=None,
                place=one.place,
                modality="ongoing" if lasting and one.modality == "occurred" else one.modality,
                asserted_by=one.asserted_by,
                evidence=tuple(
                    Evidence(s.start, s.end, scan.document.text[s.start : s.end]) for s in spans
                ),
                confidence=confidence(one),
            )
        )
    return out


def confidence(one: Filled) -> float:
    """From what filled the slots; 0.3 to 0.95."""
    value = 0.45
    value += 0.2 if one.dated_here else 0.05 if one.interval.known else 0.0
    value += 0.1 if one.reasons.get("parties") == "named in the clause" else 0.0
    value += 0.1 if one.participants or one.channel else 0.0
    value += 0.1 if one.frame.rule.pos == "verb" else 0.0
    value -= 0.1 if one.modality != "occurred" else 0.0
    return round(min(0.95, max(0.3, value)), 2)
