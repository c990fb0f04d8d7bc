"""Statements: the positions that official sides take, one for each issue that they speak to."""

import itertools
import re
from collections.abc import Sequence

import msgspec

from parley.coding import finals, subjects
from parley.coding.carrying import remember, subject
from parley.coding.deedless import only_told
from parley.coding.figures import Figure, everybody
from parley.coding.gathered import joined, once
from parley.coding.ids import item_id
from parley.coding.implied import FIRM, done, implied, implied_last, indirect, spoken_of
from parley.coding.joint import meeting, of_each, sides
from parley.coding.labels import roles
from parley.coding.liberal import asserts, told, weakly
from parley.coding.narrating import holds_own, narrates
from parley.coding.occasions import Contacts
from parley.coding.openers import after_colon, opened
from parley.coding.overview import SAID, host, main_issue, main_pair, theatre
from parley.coding.placing import coordinated, fore, placed, slighter, theatre_meant
from parley.coding.positions import (
    Topic,
    best,
    by_pos,
    tables,
    topics,
    wide_topics,
)
from parley.coding.quoting import spoken_on
from parley.coding.saying import Frame, asks, frames
from parley.coding.scan import Scan, Sentence
from parley.coding.speakers import Finder, Memory, Role, keep, side
from parley.coding.surmise import meant, surmised
from parley.coding.trail import SOONER, heard_of
from parley.coding.units import Focus, Reader, Taken, Unit, act_of, units
from parley.coding.vocabulary import VERB_FINAL
from parley.coding.voiced import without_verb
from parley.coding.widely import widely
from parley.items import Event, Evidence, Statement
from parley.lexicon import Lexicon

TALK_ALONE = 4.0  # a word for a meeting alone is ranked below
LISTED = 6.0  # issues ranked below are no members of a list
ROW = 24  # characters between two of a list
LONGEST = 600  # characters of evidence
NOTE = re.compile(r"[（(][^）)]{2,}[）)]?")
"""A sentence that stands in brackets whole."""
SAID_AT = re.compile("在(?:对话|会谈|会晤|磋商|通话|谈判|会见)(?:中|上|时|期间|后)")
"""Where something was said, which is not what it is about."""
SIGNS = " ，,；;：:。.、—–-"


class Heard(msgspec.Struct, frozen=True, gc=False):
    """What is said in a document: positions taken, and all verbs of saying with their reach."""

    reader: Reader
    taken: list[Taken]
    said: list[Frame]


def statements(heard: Heard, events: Sequence[Event]) -> list[Statement]:
    """The statements of a document, in order; ``events`` are those coded in it."""
    return build(heard.reader, heard.taken, events)


def hear(scan: Scan, lexicon: Lexicon, who: Sequence[list[Figure]] | None = None) -> Heard:
    """All that is said in a document, sentence by sentence.

    ``who``: the figures of its sentences, where they are known.
    """
    who = everybody(scan, lexicon) if who is None else who
    text = scan.view.text
    known = tables(lexicon, scan.lang)
    found = known.cues.find(text)
    terms = known.terms.find(text)
    reader = Reader(
        scan=scan,
        lexicon=lexicon,
        known=known,
        words=by_pos(found, text),
        terms=terms,
        held=known.positions.find(text),
        memory=Memory(
            pair=main_pair(scan),
            names={},
            offices={},
            heads={},
            bodies={},
            own=set(),
            sides=meeting(scan) if scan.lang in VERB_FINAL else (),
            host=host(scan, lexicon),
        ),
        focus=Focus(theatre=theatre(scan, terms, known), trail={}, main=main_issue(terms, known)),
        rules=subjects.grammar(lexicon, scan.lang) if scan.lang in VERB_FINAL else None,
    )
    together = sides(scan, who)
    taken: list[Taken] = []
    said: list[Frame] = []
    parts = roles(scan, found, text, who)
    if scan.lang == "en":
        parts = spoken_on(reader, parts, who)
    for sentence, role in zip(scan.sentences, parts, strict=True):
        new = read(reader, sentence, role, who[sentence.number], said)
        taken = joined(taken, of_each(new, together), apart=scan.lang == "ko")
    return Heard(reader, taken, said)


def read(
    reader: Reader, sentence: Sentence, role: Role, who: list[Figure], heard: list[Frame]
) -> list[Taken]:
    """The positions taken in one sentence; moves memory and focus on, adds to what is heard."""
    if reader.rules is None and NOTE.fullmatch(sentence.text.strip()):
        return []  # an editor's note
    start = max(sentence.start, role.start)
    english = reader.scan.lang == "en"
    here = tuple(topics(reader.terms, start, sentence.end, reader.known))
    focus = reader.focus
    focus.cut = {}
    if focus.paragraph != sentence.paragraph:
        focus.paragraph, focus.same, focus.recent = sentence.paragraph, False, ()
    if role.part == "ask" and english and best(here) is None:
        here += tuple(wide_topics(reader.scan.view.text, start, sentence.end, reader.known))
    if role.part == "ask":
        same = focus.asked == sentence.paragraph
        focus.question = (*focus.question, *here) if same else here
        focus.asked = sentence.paragraph
        focus.last = here or focus.last
        if reader.rules is None and asks(sentence):
            return []
    quick = bool(reader.words.telling.between(start, sentence.end))
    taken: list[Taken] = []
    said: list[Frame] = []
    if sentence.entities or quick:
        keep(who, reader.words, reader.scan, reader.memory)
    finder = Finder(
        reader.scan,
        sentence,
        who,
        reader.words,
        reader.memory,
        role,
        sentence.parts,
        reader.terms.between(sentence.start, sentence.end),
        "en" if english else "zh",
    )
    if reader.rules is not None:
        said = said_last(reader, finder, start, quick)
    elif (quick or ownly(reader, role) or reader.scan.lang == "en") and not asks(sentence):
        said = spoken(finder, start, reader) if quick else spoken_quietly(finder, start)
        said = said or without_verb(finder, start)
        if role.part == "ask":  # what a question reports of somebody named in it
            text = sentence.text.lower()
            said = [f for f in said if f.verb and f.voice.name and f.voice.name.lower() in text]
    if said:
        if english:
            text = reader.scan.view.text
            said = [f for f in said if not only_told(text, sentence, f)]
        for frame in said:
            if frame.voice.counts:
                taken += positions(reader, sentence, frame, quick)
        for one in taken if english else ():
            one.issue = theatre_meant(one.issue, focus, reader.known.issues, here)
        taken = once(taken, reader.known, apart=reader.rules is not None)
        if reader.rules is not None:
            taken += implied_last(reader, sentence, said, here, taken)
        elif not taken:
            taken = implied(reader, sentence, said, here)
        if reader.rules is None:
            taken += implied_last(reader, sentence, said, here, taken)
        if english:
            taken += surmised(reader, sentence, said, here, taken)
        if role.part != "ask":
            remember(reader, sentence, said)
        heard += said
    if reader.rules is None:
        subject(reader, who, said)
    if english:
        heard_of(focus, here)
    elif reader.rules is not None:
        heard_of(focus, here, SOONER)
    if here:
        focus.last = here
        spoken_of(focus, here)
    return taken


def spoken(finder: Finder, start: int, reader: Reader) -> list[Frame]:
    """What is said in a sentence of a language whose verb stands before it."""
    if reader.scan.lang != "en":
        return frames(finder, start, reader.terms, reader.known)
    found = opened(finder, start) or frames(finder, start, reader.terms, reader.known)
    parties = {frame.voice.party for frame in found}
    more = after_colon(finder, start, finder.sentence)
    return found + [frame for frame in more if frame.voice.party not in parties]


def spoken_quietly(finder: Finder, start: int) -> list[Frame]:
    """The same where no word tells that anything is said."""
    return opened(finder, start) or after_colon(finder, start, finder.sentence)


def ownly(reader: Reader, role: Role) -> bool:
    """Whether a sentence may be somebody's own words without a verb of saying."""
    return reader.scan.lang == "en" and (role.voice is not None or side(reader.scan) is not None)


def said_last(reader: Reader, finder: Finder, start: int, quick: bool) -> list[Frame]:
    """What is said in a sentence whose verb stands last; keeps its subject for the next ones."""
    rules, sentence, memory = reader.rules, finder.sentence, reader.memory
    assert rules is not None
    if finals.asks(sentence.text, rules) or asks(sentence):
        return []
    memory.reading = sentence.paragraph
    pieces = subjects.heads(reader.scan, sentence, reader.words, rules)
    who = subjects.named(reader.scan, sentence, pieces, memory, rules)
    subjects.keep(pieces, reader.scan, memory, rules)
    said = finals.frames(finder, start, who, rules) if quick or sentence.quotes else []
    if finder.role.part == "ask":  # what a question reports of somebody named in it
        return [f for f in said if f.verb and any(n.voice == f.voice for n in who)]
    topic = next((n.voice for n in who if n.mark != "source" and n.voice.counts), None)
    spoken = [frame.voice for frame in said if not frame.own and frame.voice.counts]
    if spoken or topic is not None:
        memory.subject = spoken[-1] if spoken else topic
        memory.subject_at = sentence.paragraph
    return said


def positions(reader: Reader, sentence: Sentence, frame: Frame, quick: bool = True) -> list[Taken]:
    """The positions of one frame. ``quick``: its sentence has a word that may tell one."""
    out = []
    for unit in units(reader, sentence, frame):
        topic = best(own_out(fore(reader, unit, known(reader, unit.topics)), frame, sentence))
        topic = placed(reader, topic, sentence)
        act, strength = act_of(frame, unit)
        if narrates(reader, sentence, frame, unit):
            continue
        if topic is not None and slighter(reader, topic):
            continue  # "provoked us first": of the waters that the paragraph is about
        if topic is None and reader.scan.lang.startswith("zh") and frame.verb is not None:
            # what it is about stands before the verb and whoever speaks
            ahead = topics(reader.terms, sentence.start, frame.verb.start, reader.known)
            held = unit.acts or unit.quoted
            topic = best(own_out(known(reader, ahead), frame, sentence)) if held else None
        if topic is None:
            topic = widely(reader, frame, unit, act)
            topic = topic and best(own_out([topic], frame, sentence))
        if topic is not None and topic.kind == "wide":
            pass
        elif topic is None:
            weak = [t for t in own_out(unit.topics, frame, sentence) if t.kind == "weak"]
            if act == "urge":  # asking for a meeting is an event, no position
                weak = [t for t in weak if reader.known.issues[t.issue].theatre or t.rank > SAID]
            if reader.rules is not None and reader.focus.named:
                weak = [
                    t for t in weak if t.rank > TALK_ALONE or reader.known.issues[t.issue].theatre
                ]
            if done(frame):
                continue
            firm = (not frame.plain and act in ("deny", "oppose", "warn", "urge")) or unit.strong
            if reader.scan.lang == "en" and any(a in FIRM for a, _ in unit.acts):
                firm = firm or any(reader.known.issues[t.issue].theatre for t in weak)
            if not weak or not (firm or weakly(reader, frame, unit, weak)):
                continue
            topic = meant(reader, unit, max(weak, key=lambda t: (t.rank, t.start)), act)
        elif (
            frame.plain
            and not frame.answer
            and not unit.acts
            and topic.kind != "stance"
            and not unit.quoted
            and not reported(reader, frame, topic)
            and not told(reader, sentence, frame, unit, topic)
            and not holds_own(reader, frame, unit)
            and not asserts(reader, sentence, frame, unit, topic)
        ):
            continue
        english = reader.scan.lang == "en"
        goes_on = (frame.answer and (not english or quick)) or (unit.quoted and english)
        if (
            frame.own
            and not holds_own(reader, frame, unit)
            and not unit.acts
            and not (goes_on and topic.kind != "weak")
            and not asserts(reader, sentence, frame, unit, topic)
        ):
            continue
        out += [
            Taken(
                sentence=sentence,
                voice=frame.voice,
                issue=one.issue,
                act=act,
                strength=strength,
                spans=[(unit.start, unit.end)],
                quote=unit.quoted,
                confidence=confidence(frame, unit, one),
                verb=frame.verb.start if frame.verb and english and unit.acts else -1,
            )
            for one in in_a_row(reader, unit, topic)
        ]
    return out


def known(reader: Reader, found: Sequence[Topic]) -> Sequence[Topic]:
    """The topics of a stretch, where a Chinese paragraph that has named an issue goes on with it.

    After 中程导弹 the word 撤出 alone speaks to deployment.
    """
    zh = reader.scan.lang.startswith("zh")
    if not zh or not reader.focus.same or any(t.kind != "weak" for t in found):
        return found
    named = {t.issue for t in reader.focus.named}
    return [
        msgspec.structs.replace(t, kind="terms")
        if t.kind == "weak" and t.rank >= SAID and t.issue in named
        else t
        for t in found
    ]


def reported(reader: Reader, frame: Frame, topic: Topic) -> bool:
    """Whether a plain verb of saying reports something of an issue, without a word of holding."""
    if reader.rules is not None:
        return topic.kind != "weak" and indirect(reader, frame)
    return topic.kind == "terms" and topic.rank >= SAID and frame.verb is not None


def in_a_row(reader: Reader, unit: Unit, topic: Topic) -> list[Topic]:
    """The issue with those named in a row with it ("over the one, the other and a third")."""
    out = [topic]
    text = reader.scan.view.text
    if reader.scan.lang == "en":
        return coordinated(text, unit, topic)
    if reader.rules is None:
        return out
    named = [t for t in unit.topics if t.kind == "terms" and t.rank >= LISTED]
    for left, right in itertools.pairwise(named):
        gap = text[left.end : right.start]
        if len(gap) <= ROW and reader.rules.listed.search(gap) and topic in (left, right):
            out += [t for t in (left, right) if t.issue not in {o.issue for o in out}]
    return out


def own_out(found: Sequence[Topic], frame: Frame, sentence: Sentence) -> list[Topic]:
    """Without words that are the speaker's own name (Taipei speaking of Taiwan)."""
    mine = {
        (hit.start, hit.end)
        for hit in sentence.entities
        if hit.parties == (frame.voice.party,) and hit.kind in ("actor", "person")
    }
    return [
        t
        for t in found
        if not any(a <= t.start and t.end <= b for a, b in mine)
        and not SAID_AT.match(sentence.text, max(0, t.start - sentence.start - 1))
    ]


def confidence(frame: Frame, unit: Unit, topic: Topic) -> float:
    """From how plainly the position is told; 0.4 to 0.9."""
    value = 0.6
    value += 0.15 if not frame.plain else 0.05 if not frame.own else 0.0
    value += 0.1 if unit.acts else 0.0
    value += 0.05 if topic.kind != "weak" else -0.1
    return round(min(0.9, value), 2)


def build(reader: Reader, taken: Sequence[Taken], events: Sequence[Event]) -> list[Statement]:
    """Statements from positions, with ids and evidence."""
    out: list[Statement] = []
    contacts = Contacts(reader.scan, events)
    ordinals: dict[tuple[int, int, str], int] = {}
    for one in taken:
        evidence = tuple(
            piece for piece in (cut(reader, a, b) for a, b in dict.fromkeys(one.spans)) if piece
        )
        if not evidence:
            continue
        first = evidence[0]
        key = (first.start, first.end, one.issue)
        ordinals[key] = ordinals.get(key, -1) + 1
        out.append(
            Statement(
                id=item_id(
                    "statement",
                    reader.scan.document,
                    first.start,
                    first.end,
                    one.issue,
                    ordinals[key],
                ),
                doc=reader.scan.document.id,
                speaker=one.voice.speaker(reader.scan, one.sentence.end),
                issue=one.issue,
                act=one.act,
                addressee=addressee(reader, one),
                quote=one.quote,
                position=position(reader, one),
                strength=one.strength,
                event=contacts.said_at(one, first),
                evidence=evidence,
                confidence=one.confidence,
            )
        )
    return out


def cut(reader: Reader, start: int, end: int) -> Evidence | None:
    """The stored text of a stretch of the view, without marks at its ends."""
    text = reader.scan.view.text
    while start < end and text[start] in SIGNS:
        start += 1
    while start < end and text[end - 1] in SIGNS:
        end -= 1
    if start >= end:
        return None
    span = reader.scan.view.back(start, end)
    stop = min(span.end, span.start + LONGEST)
    return Evidence(span.start, stop, reader.scan.document.text[span.start : stop])


def addressee(reader: Reader, one: Taken) -> str | None:
    """Who is urged, warned or accused: the first other party named in what is said."""
    if one.act not in ("urge", "warn", "oppose"):
        return None
    for hit in one.sentence.entities:
        if hit.kind in ("actor", "person") and len(hit.parties) == 1:
            issue = any(
                t.start <= hit.start and hit.end < t.end
                for t in reader.terms.between(one.sentence.start, one.sentence.end)
            )
            said = any(a <= hit.start < b for a, b in one.spans)
            if hit.parties[0] != one.voice.party and said and not issue:
                return hit.parties[0]
    return None


def position(reader: Reader, one: Taken) -> str | None:
    """What is held on the issue, where words and act tell."""
    told = [
        held
        for start, end in one.spans
        for match in reader.held.between(start, end)
        for held in match.means
        if held.issue == one.issue and (not held.acts or one.act in held.acts)
    ]
    told += [held for held in reader.known.by_act.get(one.issue, ()) if one.act in held.acts]
    return min(told, key=lambda held: held.order).id if told else None
