"""What is said, cut into stretches that each take one position."""

import re
from collections.abc import Sequence

import msgspec

from parley.coding.finals import cuts
from parley.coding.positions import Cue, Held, Tables, Term, Topic, Words, meaning, topics
from parley.coding.saying import DETERMINER, GERUND, Frame
from parley.coding.scan import Clause, Scan, Sentence
from parley.coding.speakers import Memory, Voice
from parley.coding.subjects import Grammar
from parley.coding.vocabulary import Matches
from parley.lexicon import Lexicon

OPENER = 30
"""Characters of a phrase that only opens a sentence with what it is about: "On the North, …"."""
PRIORITY = {"warn": 6, "oppose": 5, "deny": 4, "urge": 3, "commit": 2, "assert": 1}


class Unit(msgspec.Struct, frozen=True, gc=False):
    """A stretch of what is said that takes one position."""

    start: int
    end: int
    topics: tuple[Topic, ...]
    acts: tuple[tuple[str, int], ...]
    strong: bool
    quoted: bool
    later: bool = False  # a clause after the one that the verb of saying governs


class Focus(msgspec.Struct):
    """What a bare denial or protest may be about."""

    theatre: str | None = None
    last: tuple[Topic, ...] = ()
    question: tuple[Topic, ...] = ()
    asked: int = -1
    """The paragraph of the question."""
    recent: tuple[Topic, ...] = ()
    """Issues that the last sentence of this paragraph to name any has named."""
    named: tuple[Topic, ...] = ()
    """Issues named in the last paragraph to name any; ``same``: it is this one."""
    same: bool = False
    paragraph: int = -1
    cut: dict[tuple[object, ...], list["Unit"]] = {}
    """What the frames of the sentence that is read have been cut into."""
    main: str | None = None
    """The issue that the text names most."""
    trail: dict[str, float] = {}
    """How much each issue has been spoken of, the longer ago the less."""


class Reader(msgspec.Struct, frozen=True, gc=False):
    """A document with all that its statements are read from."""

    scan: Scan
    lexicon: Lexicon
    known: Tables
    words: Words
    terms: Matches[Term]
    held: Matches[Held]
    memory: Memory
    focus: Focus
    rules: Grammar | None = None
    """The grammar of a language whose verb stands last."""


class Taken(msgspec.Struct):
    """A position taken, on its way to a statement."""

    sentence: Sentence
    voice: Voice
    issue: str
    act: str
    strength: int
    spans: list[tuple[int, int]]
    quote: bool
    confidence: float
    inferred: bool = False
    verb: int = -1  # where the verb of saying stands that brings it


def pieces(reader: Reader, sentence: Sentence, frame: Frame) -> Sequence[Clause]:
    """The clauses of what is said."""
    if reader.scan.lang == "en":
        return beside_that(reader.scan.view.text, sentence.parts, frame)
    if reader.rules is None:
        return sentence.parts
    found = cuts(reader.scan.view.text, frame.start, frame.end, reader.rules)
    return [Clause(start, end) for start, end in found]


AND_THAT = re.compile(r"(?:\b(?:and|but|or|while|and also)|(?<=\w),)\s+(?=that\s)")
"""Before a second thing said by one verb: said that A and that B."""


FIRST_THAT = re.compile(r"\bthat\s")
"""The first thing said; a comma before it parts nothing."""


def beside_that(text: str, parts: Sequence[Clause], frame: Frame) -> Sequence[Clause]:
    """The clauses, those within a frame cut where a second thing said begins."""
    if text.find("that", frame.start, frame.end) < 0:
        return parts
    first = FIRST_THAT.search(text, frame.start, frame.end)
    begin = first.end() if first else frame.end
    if text.startswith("that ", frame.start - 5):
        begin = frame.start
    cuts_at = [
        m.end()
        for m in AND_THAT.finditer(text, frame.start, frame.end)
        if text[m.start()] != "," or m.start() > begin
    ]
    if not cuts_at:
        return parts
    out: list[Clause] = []
    for part in parts:
        at = part.start
        for cut in cuts_at:
            if at < cut < part.end:
                out.append(Clause(at, cut))
                at = cut
        out.append(Clause(at, part.end))
    return out


def units(reader: Reader, sentence: Sentence, frame: Frame) -> list[Unit]:
    """What is said, cut where a clause brings a position and an issue of its own.

    A frame's are asked for more than once while its sentence is read.
    """
    kept = reader.focus.cut
    key = (frame.start, frame.end, frame.voice.party, frame.plain, frame.own, frame.verb is None)
    if key not in kept:
        kept[key] = cut(reader, sentence, frame)
    return kept[key]


def cut(reader: Reader, sentence: Sentence, frame: Frame) -> list[Unit]:
    """What is said, cut anew."""
    out: list[Unit] = []
    for clause in pieces(reader, sentence, frame):
        if clause.end <= frame.start or clause.start >= frame.end:
            continue
        start, end = max(clause.start, frame.start), min(clause.end, frame.end)
        if start >= end:
            continue
        owned = (
            reader.scan.lang.startswith("zh") and frame.voice.party == reader.scan.document.voice
        )
        if (
            out
            and frame.verb
            and not owned
            and reader.scan.view.text[start - 2 : start].strip()[-1:] in (";", "；")
        ):
            break  # what follows a semicolon is the text's own again
        found = tuple(topics(reader.terms, start, end, reader.known))
        preds = acting(reader, start, end)
        strong = any(p.strong for p in preds)
        if (
            reader.words.of("courtesy", start, end)
            and (frame.plain or frame.own or start > frame.start)
            and not strong
            and not reader.words.of("react", start, end)
        ):
            continue
        unit = Unit(
            start=start,
            end=end,
            topics=found,
            acts=tuple((p.act, p.strength) for p in preds),
            strong=strong,
            quoted=quoted(reader, sentence, start, end),
        )
        named = any(t.kind != "weak" for t in found)
        before = out[-1] if out else None
        apart = (
            before is not None
            and (before.acts or (reader.rules is None and not frame.plain))
            and (
                before.acts
                or before.end - before.start > OPENER
                or (holds_verb(frame, before) and newly(reader, frame, before, found, start))
            )
            and (preds or newly(reader, frame, before, found, start))
            and named
            and any(t.kind != "weak" for t in before.topics)
        )
        if reader.rules is not None and before is not None and named and not apart:
            apart = beside(reader, before, found)
        if before is not None and frame.verb is not None and reader.scan.lang == "en":
            apart = (
                apart or AND_THAT.search(reader.scan.view.text, start - 9, start + 5) is not None
            )
        if before is None or apart:
            out.append(
                msgspec.structs.replace(unit, later=bool(apart) and reader.scan.lang == "en")
            )
        else:
            told = reader.rules is not None and preds and named and not before.acts
            out[-1] = Unit(
                before.start,
                end,
                found if told else before.topics + found,  # the main clause stands last
                before.acts + unit.acts,
                before.strong or strong,
                before.quoted or unit.quoted,
            )
    return out


def newly(reader: Reader, frame: Frame, before: Unit, found: Sequence[Topic], start: int) -> bool:
    """Whether a Chinese clause names an issue of its own of which one verb holds the same.

    Of what somebody calls for or objects to, each clause may be another issue.
    """
    if not reader.scan.lang.startswith("zh") or frame.plain or frame.verb is None:
        return False
    if start < frame.verb.end or FOR_ZH.match(reader.scan.view.text, start):
        return False  # what a reaction that follows is to, or what it is called for
    told = {t.issue for t in before.topics}
    named = [t for t in found if t.kind in ("terms", "stance")]
    return bool(named) and all(t.issue not in told and t.rank >= OWN for t in named)


def holds_verb(frame: Frame, before: Unit) -> bool:
    """Whether a short clause is more than an opener: it has the verb or what is said with it."""
    return frame.verb is not None and frame.verb.start < before.end


FOR_ZH = re.compile("[，,]?(?:以|同|与|为|来|从而|进而|使|让|因|由于|是)")
"""Opens a clause that tells what the one before it is for, or with whom or why."""
OWN = 4.0
"""Issues ranked below are ways of speaking of another."""


def beside(reader: Reader, before: Unit, found: Sequence[Topic]) -> bool:
    """Whether a clause that stands beside the next takes a position of its own."""
    assert reader.rules is not None
    text = reader.scan.view.text
    issues = {t.issue for t in before.topics if t.kind != "weak"}
    return (
        bool(issues)
        and not issues & {t.issue for t in found}
        and reader.rules.coordinate.search(text, before.start, before.end) is not None
    )


def acting(reader: Reader, start: int, end: int) -> list[Cue]:
    """The words that make a position here; where the verb stands last, it alone makes the act."""
    found = [(w.start, meaning(w, "pred")) for w in reader.words.of("pred", start, end)]
    found += [
        (w.start, cue)
        for w in reader.words.of("speech", start, end)
        if (cue := meaning(w, "speech")).act != "assert"
        and not gerund(reader, w.start, w.text)
        and not named(reader, w.start, w.end)
        and not (reader.rules is None and bidden(reader, start, w.start))
    ]
    if reader.rules is None or len(found) < 2:
        return [cue for _, cue in found]
    found.sort(key=lambda one: one[0])
    firm = [cue for _, cue in found if cue.act != "assert"]
    last = firm[-1] if firm else found[-1][1]
    return [
        msgspec.structs.replace(last, strong=last.strong or any(cue.strong for _, cue in found))
    ]


def bidden(reader: Reader, start: int, at: int) -> bool:
    """Whether an English verb opens what is said, as an order to others: Ask them."""
    return reader.scan.lang == "en" and not reader.scan.view.text[start:at].strip(' \n“"')


def named(reader: Reader, start: int, end: int) -> bool:
    """Whether an English word that may be a verb of saying is a noun: at their request."""
    if reader.scan.lang != "en" or not reader.words.of("noun", start, end):
        return False
    return DETERMINER.search(reader.scan.view.text[max(0, start - 24) : start]) is not None


def gerund(reader: Reader, at: int, word: str) -> bool:
    """Whether an English word in -ing is a noun: a travel warning."""
    if reader.scan.lang != "en" or not word.split()[0].endswith("ing"):
        return False
    return not GERUND.search(reader.scan.view.text[max(0, at - 24) : at])


def quoted(reader: Reader, sentence: Sentence, start: int, end: int) -> bool:
    """Whether words of the speaker stand in quotation marks here, more than a name or a term."""
    text = reader.scan.view.text
    for quote in sentence.quotes:
        low, high = max(quote.start, start), min(quote.end, end)
        if high <= low:
            continue
        inner = text[low:high]
        if re.search(
            r"(?:所谓|代号|名为|so-called|code-named|named|dubbed)\s*.?$",
            text[max(0, low - 14) : low],
        ):
            continue
        if len(inner.split()) >= 3 if inner.isascii() else len(inner) >= 6:
            return True
    return False


def act_of(frame: Frame, unit: Unit) -> tuple[str, int]:
    """The act and how strong: the verb's own, else that of the strongest words in what is said."""
    if frame.act != "assert" and not (unit.later and unit.acts):
        return frame.act, frame.strength
    if unit.later and unit.acts:
        return max(unit.acts, key=lambda act: PRIORITY[act[0]])
    act, strength = frame.act, frame.strength
    for other, force in unit.acts:
        if PRIORITY[other] > PRIORITY[act]:
            act, strength = other, max(force, frame.strength)
    return act, strength
