"""Which issues an English sentence speaks to: two joined by "and", and the theatre in focus."""

import itertools
import re
from collections.abc import Mapping, Sequence

import msgspec

from parley.coding.positions import Issue, Topic
from parley.coding.scan import Sentence
from parley.coding.units import Focus, Reader, Unit

JOINABLE = 4.2
"""Issues ranked below do not stand beside another."""
ASKED = 4.0  # issues ranked below are not what a question is about
NEAR = 64  # characters between two that are joined
JOINED = re.compile(
    r"[^.;:]*\band\b(?![^.;:]*\b(?:in|at|over|around|near|across|on|of|above)\s(?:the\s)?$)[^.;:]*"
)
"""Between two issues that are both spoken to: not between an act and where it takes place."""


def coordinated(text: str, unit: Unit, topic: Topic) -> list[Topic]:
    """The issue with another that "and" joins to it ("the one and the other")."""
    out = [topic]
    named = [t for t in unit.topics if t.kind in ("terms", "stance") and t.rank >= JOINABLE]
    for left, right in itertools.pairwise(named):
        gap = right.start - left.end
        if topic not in (left, right) or not 0 < gap <= NEAR or left.issue == right.issue:
            continue
        if JOINED.fullmatch(text, left.end, right.start):
            out += [t for t in (left, right) if t.issue not in {o.issue for o in out}]
    return out


def theatre_meant(
    issue: str, focus: Focus, issues: Mapping[str, Issue], here: Sequence[Topic]
) -> str:
    """The issue; for a way of speaking of a theatre ("provocations") the theatre in focus.

    Where there is none, what was asked about, or what the text names most.
    """
    if not issues[issue].yields or any(issues[t.issue].theatre for t in here):
        return issue
    before = [t.issue for t in (*focus.last, *focus.question) if issues[t.issue].theatre]
    if before or focus.theatre:
        return before[-1] if before else focus.theatre or issue
    asked = [t.issue for t in focus.question if t.kind != "weak" and t.rank >= ASKED]
    return asked[-1] if asked else focus.main or issue


def placed(reader: Reader, topic: Topic | None, sentence: Sentence) -> Topic | None:
    """The topic; for a way of speaking of a theatre, the theatre named beside it."""
    known = reader.known.issues
    if topic is None or reader.scan.lang == "en" or not known[topic.issue].yields:
        return topic
    kinds = ("terms",) if reader.rules is None else ("terms", "weak")
    found = reader.terms.between(sentence.start, sentence.end)
    for word in found:
        for term in word.means:
            if term.kind in kinds and known[term.issue].theatre:
                rank = known[term.issue].rank
                return msgspec.structs.replace(topic, issue=term.issue, rank=rank)
    return topic


BEHIND = {
    "ja": re.compile(
        "(?:中で|中、|なかで?、|状況下?で|を踏まえ|にもかかわらず|の(?:下|もと)で|一方で、)"
    ),
    "ko": re.compile("(?:가운데|상황에서|속에서도?|에도 불구하고|만큼|마당에)[ ,]"),
}
"""Ends a clause that only tells in which circumstances a position is taken."""
WHERE = {
    "ja": re.compile("の?(?:公海|周辺|海域|沖|上空|近海)*(?:で(?![はも])|において|における|にお)"),
    "ko": re.compile(
        " ?(?:공해|해상|인근|주변|남쪽|북쪽|상공|앞바다|해역)*(?:에서| 상공| 남쪽에|에 배치)"
    ),
}
"""After a place where an act takes place, which is not what is spoken of."""
LIES = ("責任は", "책임은", "책임이", "责任完全在", "责任全在", "责任在", "责任不在")
"""Says whose fault something is, whatever it was."""


def fore(reader: Reader, unit: Unit, found: Sequence[Topic]) -> Sequence[Topic]:
    """The topics of a stretch without those that only tell where or in which circumstances.

    Of a verb-final language, where others are left.
    """
    lang = reader.scan.lang[:2]
    if reader.rules is None or len(found) < 2 or lang not in BEHIND:
        return found
    text = reader.scan.view.text
    named = [t for t in found if t.kind != "weak"]
    if len({t.issue for t in named}) < 2:
        return found
    if text.startswith(LIES, named[-1].start):
        return [t for t in named if t.issue == "communication"] or [named[-1]]
    ends = [m.end() for m in BEHIND[lang].finditer(text, unit.start, unit.end)]
    if ends:
        named = [t for t in named if t.start >= ends[-1]] or named
    near = [
        t
        for t in named
        if not (reader.known.issues[t.issue].theatre and WHERE[lang].match(text, t.end))
    ]
    return near or named


SLIGHT = 2.6  # issues ranked below only count where nothing else is spoken to


def slighter(reader: Reader, topic: Topic) -> bool:
    """Whether an issue is only a way of speaking of the one that a text is about."""
    focus = reader.focus
    spoken = [*focus.recent, *(focus.named if focus.same else ())]
    return (
        reader.rules is not None
        and topic.rank <= SLIGHT
        and not (topic.issue == "responsibility" and reader.scan.lang == "ko")
        and any(reader.known.issues[t.issue].theatre for t in spoken)
    )
