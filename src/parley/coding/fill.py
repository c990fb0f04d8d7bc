"""Filling a frame's slots from the clause outwards, each filler with a reason."""

import datetime as dt
import re
from dataclasses import dataclass, field

from parley.coding import grammar
from parley.coding.figures import Figure, figures
from parley.coding.frames import Frame, Noun
from parley.coding.scan import Scan, Sentence
from parley.dates import Context, DateMention, resolve
from parley.items import UNREAL, Interval, Modality, Participant, Place
from parley.lexicon import Lexicon

COUNTERPART = re.compile(r"\bcounterparts?\b|\bhosts?\b|对应官员|同行|对口")
CONTACT = frozenset({"meet", "call", "video-call", "talks", "summit"})
MUTUAL = CONTACT | {
    "suspend-channel",
    "cancel",
    "resume-channel",
    "agree",
    "agree-to-resume",
    "agree-to-establish",
    "sign",
    "establish-channel",
    "refuse-meeting",
    "exercise-joint",
    "clash",
    "withdraw",
}
SAID_THERE = frozenset({"agree", "agree-to-resume", "agree-to-establish", "sign"})

AFTERWARDS = re.compile(r"(?:之后|以来|以后|以降)[^，。]{0,8}$")
"""After this a date is that of what went before: 9月通话之后首次会谈."""

UNKNOWN = Interval()


@dataclass(slots=True)
class State:
    """What a text leaves in mind from one sentence to the next."""

    focus: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    subject: Figure | None = None
    governing: Interval | None = None
    paragraph: int = -1
    offices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    topic: Noun | None = None
    day: Interval | None = None
    meeting: Interval | None = None
    pairs: list[tuple[str, ...]] = field(default_factory=list)


@dataclass(slots=True)
class Filled:
    """A frame with its slots."""

    frame: Frame
    sentence: Sentence
    clause: int
    modality: Modality
    parties: tuple[str, ...] = ()
    initiator: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    participants: tuple[Participant, ...] = ()
    interval: Interval = UNKNOWN
    dated_here: bool = False
    channel: str | None = None
    forum: str | None = None  # two parties met on its margins
    iteration: int | None = None
    place: Place | None = None
    asserted_by: str | None = None
    levels: frozenset[str] = frozenset()
    reasons: dict[str, str] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Around:
    """A sentence with its figures, dates and rounds, worked out once for all its frames."""

    sentence: Sentence
    figures: list[Figure]
    intervals: list[tuple[DateMention, Interval]]
    ahead: list[tuple[DateMention, Interval]]
    rounds: list[tuple[int, int, int]]


def around(scan: Scan, sentence: Sentence, lexicon: Lexicon, state: State) -> Around:
    """Figures and resolved dates of a sentence; leaves the date that governs in ``state``."""
    text = scan.view.text
    found = figures(sentence, text, scan.lang, lexicon, scan.document.voice, scan.published)
    intervals = []
    ahead = []
    published = scan.published
    for mention in sentence.dates:
        clause = sentence.clauses[sentence.clause_at(mention.start)]
        future = any(
            w.of("cue-plan") or w.of("cue-condition")
            for w in sentence.words
            if clause.start <= w.start < clause.end
        )
        narrative = state.governing is not None
        if not future:
            known = Context(published, state.governing, True, narrative)
            ahead.append((mention, resolve(mention, known)))
        interval = resolve(
            mention,
            Context(
                published=published, governing=state.governing, future=future, narrative=narrative
            ),
        )
        intervals.append((mention, interval))
        if future:
            ahead.append((mention, interval))
        if interval.known and mention.start >= 0:
            state.governing = interval
    rounds = [
        (sentence.start + a, sentence.start + b, n)
        for a, b, n in grammar.rounds(sentence.text, scan.lang)
    ]
    return Around(sentence, found, intervals, ahead, rounds)


def fill(
    frame: Frame, here: Around, scan: Scan, lexicon: Lexicon, state: State, modality: Modality
) -> Filled | None:
    """The frame with its slots filled, or None where nobody can be named who takes part."""
    sentence = here.sentence
    number = sentence.clause_at(frame.start)
    out = Filled(frame, sentence, number, modality)
    _date(out, here, state, scan)
    _parties(out, here, scan, state, lexicon)
    _channel(out, here, lexicon, state)
    if len(out.parties) < 2 and out.channel and (frame.mode in MUTUAL):
        out.parties = tuple(sorted(set(lexicon.channels[out.channel].parties) or set(out.parties)))
        out.reasons["parties"] = "the channel's own"
    if frame.mode in MUTUAL and len(out.parties) < 2 and set(out.parties) <= set(state.focus):
        out.parties = state.focus
        out.reasons["parties"] = "the parties in focus"
    if not out.parties or (
        frame.mode in CONTACT | {"visit", "refuse-meeting", "arms-sale"} and len(out.parties) < 2
    ):
        return None
    _people(out, here, scan)
    _round(out, here)
    _place(out, here, scan, lexicon)
    clause = sentence.clauses[number]
    out.spans = [(min(clause.start, frame.start), max(clause.end, frame.end))]
    return out


def _clause_figures(here: Around, start: int, end: int) -> list[Figure]:
    return [f for f in here.figures if start <= f.start < end]


def _parties(out: Filled, here: Around, scan: Scan, state: State, lexicon: Lexicon) -> None:
    sentence, frame = here.sentence, out.frame
    clause = sentence.clauses[out.clause]
    mine = _clause_figures(here, clause.start, clause.end)
    left = [f for f in mine if f.end <= frame.start and f.acts]
    right = [f for f in mine if f.start >= frame.end]
    subject = next((f for f in left if not f.target and not f.beside), None)
    if subject is None and frame.mode not in MUTUAL:
        subject = next((f for f in left if f.parties), None)
    if subject is None:
        for earlier in reversed(range(out.clause)):
            c = sentence.clauses[earlier]
            candidates = [
                f
                for f in _clause_figures(here, c.start, c.end)
                if f.acts and not f.target and not f.beside
            ]
            if candidates:
                subject = candidates[0]
                break
    if subject is None:
        subject = state.subject
    mode = frame.mode
    found: set[str] = set()
    if mode == "visit" and frame.rule.pos == "noun" and scan.lang == "en":
        _noun_visit(out, here, scan, subject, state)
        return
    if mode in MUTUAL:
        for f in (*left, *[f for f in right if f.acts]):
            found |= _meant(f, state)
        widened = len(found) < 2
        if (
            widened
            and subject is not None
            and mode in CONTACT
            and COUNTERPART.search(sentence.text)
        ):
            found |= _meant(subject, state) | {p for f in mine if f.venue for p in f.parties[:1]}
        if len(found) < 2:
            found |= _paired(found, frame.objects, here, state, lexicon)
        if len(found) < 2:
            found |= _pair(found, here, clause.start, state)
        if len(found) < 2 and subject is not None:
            found |= _meant(subject, state)
        if len(found) < 2:
            c0 = sentence.clauses[max(0, out.clause - 1)]
            for f in _clause_figures(here, c0.start, clause.end):
                if f.acts:
                    found |= _meant(f, state)
        if widened and len(found) > 2 and frame.objects:
            found = _narrowed(found, frame.objects, subject, state, lexicon)
        if mode == "refuse-meeting" and subject is not None:
            out.initiator = tuple(sorted(_meant(subject, state)))[:1]
    elif mode == "visit":
        goers = [f for f in left if not f.target] or ([subject] if subject else [])
        for f in goers[-1:]:
            found |= _meant(f, state)
            out.initiator = tuple(sorted(_meant(f, state)))
        goals = [
            f
            for f in right
            if (f.kind == "actor" and f.parties) or (f.kind == "place" and len(f.parties) == 1)
        ][:1]
        goals = goals or [f for f in mine if f.venue and f.parties][:1]
        for f in goals:
            for goal in _coordinated(f, here, scan):
                found |= set(goal.parties)
            out.recipient = tuple(sorted(found - set(out.initiator)))
    elif mode == "arms-sale":
        buyers = [f for f in mine if f.target and f.parties] or [
            f for f in right if f.parties and f is not subject
        ][:1]
        for f in buyers[:1]:
            found |= set(f.parties)
            out.recipient = tuple(sorted(f.parties))
        seller = (
            _meant(subject, state) if subject is not None and frame.rule.pos == "verb" else set()
        )
        if not seller - found and found:
            # told from the side that objects: the seller is the other one of the pair in focus
            told = _meant(subject, state) if subject is not None else set()
            seller = set(state.focus) - told - found
        found |= seller
        out.initiator = tuple(sorted(seller))
    else:
        if subject is not None:
            doers = _coordinated(subject, here, scan)
            meant = set().union(*(_meant(f, state) for f in doers))
            found |= meant
            out.initiator = tuple(sorted(meant))
        targets = [
            f
            for f in mine
            if (f.target or f.start >= frame.end or (mode == "deploy" and f.venue))
            and f.parties
            and f is not subject
        ]
        if mode in ("attack", "clash", "harass"):
            inner = {
                p
                for h in here.sentence.entities
                if clause.start <= h.start < clause.end
                for i in h.inner
                for p in i.parties
            }
            found |= inner
        if not targets and mode in ("intercept", "harass", "protest", "accuse"):
            targets = [f for f in here.figures if f.start > clause.end and f.parties][:1]
        if mode not in ("missile-test", "nuclear-test", "appointment", "election"):
            for f in targets[:1]:
                if set(f.parties) - found:
                    out.recipient = tuple(sorted(set(f.parties) - found))
                found |= set(f.parties)
        if mode == "cease" and found <= set(state.focus):
            found = set(state.focus)
    out.parties = tuple(sorted(found))
    out.reasons["parties"] = "named in the clause" if mine else "carried over"


def _paired(
    found: set[str], objects: tuple[Noun, ...], here: Around, state: State, lexicon: Lexicon
) -> set[str]:
    """The pair last spoken of that has such a channel: "the eighth round of the mechanism".

    Else the one found and the first named here with whom it has one: over X's visit Y cut ties.
    """
    for noun in objects:
        if noun.channel and noun.channel in lexicon.channels:
            return set(lexicon.channels[noun.channel].parties)
        for pair in state.pairs:
            if noun.channel and found <= set(pair) and lexicon.channel_for(pair, noun.channel):
                return set(pair)
    words = [noun.channel for noun in objects if noun.channel] if len(found) == 1 else []
    for word in words:
        for party in (p for figure in here.figures for p in figure.parties if p not in found):
            if lexicon.channel_for((*found, party), word):
                return {*found, party}
    return set()


def _pair(found: set[str], here: Around, before: int, state: State) -> set[str]:
    """A pair of parties that holds those found: named earlier in the sentence, or in focus."""
    for figure in reversed(here.figures):
        if figure.start < before and len(figure.parties) >= 2 and found <= set(figure.parties):
            return set(figure.parties)
    return set(state.focus) if found <= set(state.focus) else set()


def _coordinated(subject: Figure, here: Around, scan: Scan) -> list[Figure]:
    """The subject and those joined to it: "China and Russia", 中国和俄罗斯."""
    text = scan.view.text
    group = [subject]
    sentence = here.sentence
    clause = sentence.clause_at(subject.start)
    for figure in here.figures:
        if sentence.clause_at(figure.start) != clause and scan.lang != "en":
            continue  # 佩洛西访台，中方…: the next clause has a subject of its own
        if figure.start >= group[-1].end and text[group[-1].end : figure.start].strip() in (
            ",",
            "and",
            ", and",
            "、",
            "和",
            "与",
            "同",
            "及",
            "，",
            ", the",
            "and the",
            ", and the",
        ):
            group.append(figure)
    return group


def _narrowed(
    found: set[str],
    objects: tuple[Noun, ...],
    subject: Figure | None,
    state: State,
    lexicon: Lexicon,
) -> set[str]:
    """Of more than two parties the pair that has such a channel, the subject's first."""
    first = set(_meant(subject, state)) if subject else set()
    pairs = sorted(
        ((a, b) for a in found for b in found if a < b),
        key=lambda pair: (not set(pair) & first, pair),
    )
    for noun in objects:
        if noun.channel and noun.generic:
            for pair in pairs:
                if lexicon.channel_for(pair, noun.channel):
                    return set(pair)
    return found


def _noun_visit(
    out: Filled, here: Around, scan: Scan, subject: Figure | None, state: State
) -> None:
    """ "the visit to Taipei by Nancy Pelosi", "Pelosi's visit to Taipei"."""
    text, frame = scan.view.text, out.frame
    after = [f for f in here.figures if f.start >= frame.end]
    goals = [
        f
        for f in after
        if f.parties
        and text[: f.start].rstrip().endswith((" to", " to the"))
        and f.start - frame.end <= 30
    ]
    by = [
        f
        for f in after
        if text[: f.start].rstrip().endswith((" by", " by the")) and f.start - frame.end <= 90
    ]
    before = [
        f
        for f in here.figures
        if 0 <= frame.start - f.end <= 12
        and text[f.end : frame.start].startswith(("'s", "’s", "' ", "’ "))
    ]
    goer = (by or before or ([subject] if subject else []))[:1]
    found: set[str] = set()
    for f in goer:
        out.initiator = tuple(sorted(_meant(f, state)))
        found |= _meant(f, state)
    for f in goals[:1]:
        out.recipient = tuple(sorted(f.parties))
        found |= set(f.parties)
    if len(found) < 2 and not goals and found <= set(state.focus):
        found = set(state.focus)
    out.parties = tuple(sorted(found))
    out.reasons["parties"] = "named in the clause"


def _meant(figure: Figure, state: State) -> set[str]:
    """The parties a figure stands for here; a bare title is the last one so called."""
    if figure.kind == "both":
        return set(figure.parties or state.focus)
    if not figure.parties and figure.office:
        return set(state.offices.get(figure.office, state.voice))
    return set(figure.parties)


def _date(out: Filled, here: Around, state: State, scan: Scan) -> None:
    sentence, frame = here.sentence, out.frame
    clause = sentence.clauses[out.clause]
    usable = [
        (m, i)
        for m, i in (here.ahead if out.modality in UNREAL - {"denied"} else here.intervals)
        if i.known and not (i.direction == "since" and frame.mode in CONTACT)
    ]
    inside = [(m, i) for m, i in usable if clause.start <= m.start < clause.end]
    if scan.lang != "en" and frame.mode in CONTACT and frame.rule.pos != "noun":
        text = scan.view.text
        inside = [(m, i) for m, i in inside if not AFTERWARDS.search(text[m.end : frame.start])]
    pick: Interval | None = None
    if inside:
        before = [(m, i) for m, i in inside if m.end <= frame.start]
        after = [(m, i) for m, i in inside if m.start >= frame.end]
        pick = before[-1][1] if before else after[0][1] if after else inside[0][1]
        if scan.lang == "en" and before and after:
            pick = after[0][1]
        out.reasons["date"] = "in the clause"
    else:
        before = [(m, i) for m, i in usable if m.start < clause.start]
        after = [(m, i) for m, i in usable if m.start >= clause.end]
        if before:
            pick = before[-1][1]
            out.reasons["date"] = "earlier in the sentence"
        elif after and scan.lang == "en" and len(sentence.clauses) - out.clause <= 3:
            pick = after[0][1]
            out.reasons["date"] = "later in the sentence"
    if pick is None and state.day is not None:
        pick = state.day
        out.reasons["date"] = "the line before, which is a date"
    if pick is not None:
        out.interval, out.dated_here = pick, True
        return
    if frame.mode in SAID_THERE and state.meeting is not None:
        out.interval = state.meeting
        out.reasons["date"] = "at the meeting told before"
        return
    if state.governing is not None and state.governing.start and out.modality == "occurred":
        out.interval = _loosened(state.governing)
        out.reasons["date"] = "month or year carried over"


def _loosened(interval: Interval) -> Interval:
    """The month (or coarser) of a date that stands in an earlier sentence: a day does not carry."""
    if interval.start is None or interval.precision not in ("day", "week", "third-of-month"):
        return interval
    first = interval.start.replace(day=1)
    last = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return Interval(first, last, "month", True)


def _channel(out: Filled, here: Around, lexicon: Lexicon, state: State) -> None:
    sentence, frame = here.sentence, out.frame
    clause = sentence.clauses[out.clause]
    named = [n.channel for n in frame.objects if n.channel and not n.generic]
    margins = not named and frame.mode in CONTACT and len(out.parties) == 2
    if not named:
        hits = [h for h in sentence.entities if h.kind == "channel"]
        inside = [h for h in hits if clause.start <= h.start < clause.end]
        named = [h.id for h in inside or hits[:1]]
    for name in named:
        own = set(lexicon.channels[name].parties)
        if frame.mode in MUTUAL and (
            not out.parties
            or not own
            or own & set(out.parties) == set(out.parties)
            or not own - set(out.parties)
        ):
            if margins and not own:
                out.forum = name
            else:
                out.channel = name
                out.reasons["channel"] = "named"
            return


def _people(out: Filled, here: Around, scan: Scan) -> None:
    sentence = here.sentence
    clause = sentence.clauses[out.clause]
    start = clause.start
    named = [f for f in here.figures if f.name and start <= f.start < clause.end]
    if not named or (out.frame.mode in CONTACT and len({f.parties for f in named}) < 2):
        before = [f for f in here.figures if f.name and f.start < start]
        known = {f.parties for f in named}
        named = [f for f in before if f.parties not in known][-1:] + named
    out.participants = tuple(
        Participant(
            name=scan.document.text[slice(*scan.view.back(*f.name_at))],
            party=f.parties[0] if f.parties else None,
            role=f.office,
            entity=f.entity,
        )
        for f in named
        if not f.parties or set(f.parties) & set(out.parties)
    )
    out.levels = frozenset(f.office for f in here.figures if f.office)


def _round(out: Filled, here: Around) -> None:
    for start, _, number in here.rounds:
        if (
            out.frame.mode in CONTACT | {"resume-channel", "cancel", "visit"}
            and 0 <= out.frame.start - start <= 45
            and here.sentence.clause_at(start) == out.clause
        ):
            out.iteration = number
    if out.iteration is None and out.channel:
        for start, end, number in here.rounds:
            for hit in here.sentence.entities:
                if (
                    hit.kind == "channel"
                    and hit.id == out.channel
                    and (0 <= hit.start - end <= 3 or 0 <= start - hit.end <= 3)
                ):
                    out.iteration = number


def _place(out: Filled, here: Around, scan: Scan, lexicon: Lexicon) -> None:
    clause = here.sentence.clauses[out.clause]
    for f in here.figures:
        if clause.start <= f.start < clause.end and (f.venue or f.kind == "place"):
            text = scan.view.back(f.start, f.end)
            out.place = Place(
                name=scan.document.text[text.start : text.end],
                party=f.parties[0] if len(f.parties) == 1 else None,
                entity=None,
            )
            return
