"""Positions that name no issue: what a sentence, a paragraph or a question was about before."""

import re
from collections.abc import Sequence

from parley.coding.narrating import narrates
from parley.coding.positions import Topic, best, meaning, part_at
from parley.coding.saying import Frame
from parley.coding.scan import Sentence
from parley.coding.speakers import Voice
from parley.coding.trail import been_about
from parley.coding.units import Focus, Reader, Taken, Unit, act_of, units

FIRM = frozenset({"deny", "oppose", "urge", "warn"})
AGAINST = frozenset({"deny", "oppose", "warn"})
BLAMES = frozenset({"oppose", "warn"})
QUOTED = "고 "
"""How a word of saying may begin that holds its mark of quoting: 고 맞받았다."""
QUOTING = ("겠다", "는 것이")
"""How a word of saying begins whose beginning is the end of what is said."""
CLOSES = '"”’'
NAMED = 2.8  # issues ranked below are not what a text goes on about
HELD = re.compile(r"않|없|못|아니|거라|겠다|것이라|너무|계속|언제|결코|절대|반드시|마땅|당연")
"""Words by which somebody holds something rather than tells it, in Korean."""
CLAIMS = ("주장", "지적", "해명", "강변", "항변", "단언", "일갈", "개탄", "자평", "규정", "화답")
WEIGHTY = 5  # issues ranked below are not what somebody warns or complains of


def implied(
    reader: Reader, sentence: Sentence, said: Sequence[Frame], here: Sequence[Topic]
) -> list[Taken]:
    """A firm position that names no issue: the issue is the one spoken of before."""
    for frame in said:
        if not frame.voice.counts or done(frame):
            continue
        for unit in units(reader, sentence, frame):
            act, _ = act_of(frame, unit)
            near = FIRM if reader.scan.lang.startswith("zh") else AGAINST
            firm = unit.strong or frame.react or (not frame.plain and act == "deny")
            firm = firm or (not frame.plain and act in near and reader.focus.same)
            blamed = frame.verb is not None and frame.plain and bool(unit.acts)
            told = frame.asked or (blamed and reader.focus.same)
            if not firm and not (told and act in (FIRM if frame.asked else BLAMES)):
                continue
            asked = reader.focus.question if frame.asked or frame.answer else ()
            least = NAMED if act == "deny" else WEIGHTY
            named = [t for t in asked if t.kind != "weak" and t.rank >= least]
            issue = max(named, key=lambda t: t.rank).issue if named and best(here) is None else None
            issue = issue or in_focus(reader, frame.voice, act, here)
            if issue is None:
                continue
            return [position(reader, sentence, frame, unit, issue)]
    return []


def position(reader: Reader, sentence: Sentence, frame: Frame, unit: Unit, issue: str) -> Taken:
    """A position whose issue is the one spoken of before."""
    act, strength = act_of(frame, unit)
    return Taken(
        sentence=sentence,
        voice=frame.voice,
        issue=issue,
        act=act,
        strength=strength,
        spans=[whole(reader, sentence, frame, unit)],
        quote=unit.quoted,
        confidence=0.45,
        inferred=True,
    )


def implied_last(
    reader: Reader,
    sentence: Sentence,
    said: Sequence[Frame],
    here: Sequence[Topic],
    taken: Sequence[Taken],
) -> list[Taken]:
    """The same where the verb stands last: of each side that took no position on a named issue."""
    out: list[Taken] = []
    parties = {one.voice.party for one in taken}
    for frame in said:
        if not frame.voice.counts or frame.voice.party in parties:
            continue
        for unit in units(reader, sentence, frame):
            act, _ = act_of(frame, unit)
            if not holds(reader, sentence, frame, unit, act):
                continue
            issue = named_before(reader, here, frame, unit, act)
            if issue is None:
                continue
            parties.add(frame.voice.party)
            out.append(position(reader, sentence, frame, unit, issue))
            break
    return out


def holds(reader: Reader, sentence: Sentence, frame: Frame, unit: Unit, act: str) -> bool:
    """Whether what is said without naming an issue is a position for all that."""
    if reader.rules is None:
        if frame.answer:
            return bool(unit.acts) and act != "commit"
        if reader.scan.lang.startswith("zh") and not frame.own and not frame.plain and act in FIRM:
            return frame.verb is not None
        return not frame.own and unit.quoted and frame.plain
    if bare_protest(reader, frame, unit) or narrates(reader, sentence, frame, unit):
        return False  # an act, of which the text does not tell what was said
    if unit.strong or frame.react or (not frame.plain and act in FIRM):
        return True
    if frame.own or frame.verb is None:
        return not frame.own and unit.quoted
    if not indirect(reader, frame):
        return False
    bare = reader.scan.lang == "ko" and bool(unit.topics)
    if unit.quoted or unit.acts or (reader.focus.recent and not bare):
        return True
    return reader.scan.lang == "ko" and claims(reader.scan.view.text, frame, unit)


def claims(text: str, frame: Frame, unit: Unit) -> bool:
    """Whether what is said in Korean is told as a claim rather than as a report."""
    told = frame.verb is not None and frame.verb.text.startswith(CLAIMS)
    return told or bool(HELD.search(text, unit.start, unit.end))


def done(frame: Frame) -> bool:
    """Whether all that is told is an act, such as a protest."""
    return frame.verb is not None and meaning(frame.verb, "react" if frame.react else "speech").deed


def bare_protest(reader: Reader, frame: Frame, unit: Unit) -> bool:
    """Whether all that is told is that somebody protested."""
    if frame.verb is None or unit.quoted or unit.strong:
        return False
    if reader.scan.lang == "ko" and indirect(reader, frame):
        return False  # 미숙한 기동이었다고 항의했다
    return reader.rules is not None and bool(reader.rules.protest.search(frame.verb.text))


def indirect(reader: Reader, frame: Frame) -> bool:
    """Whether a mark of quoting stands between what is said and a verb that stands last."""
    if frame.verb is None or reader.rules is None:
        return False
    text, at = reader.scan.view.text, frame.verb.start
    if meaning(frame.verb, "speech" if not frame.react else "react").quoted:
        return False  # what is announced is an event
    if text.startswith(QUOTING, at):
        return True
    if text.startswith(QUOTED, at):
        at += len(QUOTED)
    if text[at] in CLOSES:
        return True
    return bool(
        reader.rules.quoting.match(text, at) or reader.rules.quote.search(text, max(0, at - 8), at)
    )


def named_before(
    reader: Reader, here: Sequence[Topic], frame: Frame, unit: Unit, act: str
) -> str | None:
    """The issue of a position that names none: its sentence's, else its paragraph's."""
    focus = reader.focus
    asked = focus.question if frame.answer else ()
    bare = reader.scan.lang == "ja" and act == "deny"  # そのような事実はない
    if reader.rules is not None and best(here) is None and not asked and not bare:
        meant = been_about(reader, here, unit, act)
        if meant is not None:
            return meant
    if act == "deny" and asked:
        return max(asked, key=lambda t: (t.kind != "weak", t.rank)).issue
    for found in (here, asked, focus.recent, focus.named if focus.same else ()):
        named = [t for t in found if t.kind != "weak" and t.rank >= NAMED]
        if named:
            return max(named, key=lambda t: (t.rank, t.start)).issue
    if reader.rules is None:
        return None
    if act == "deny":
        return "communication"  # that there were talks is what is mostly denied
    for issue in reader.known.issues.values():
        if set(reader.memory.pair) in issue.pairs:
            return issue.id
    if focus.named:
        return max(focus.named, key=lambda t: (t.rank, t.start)).issue
    return in_focus(reader, frame.voice, act, here)


def whole(reader: Reader, sentence: Sentence, frame: Frame, unit: Unit) -> tuple[int, int]:
    """A unit with the clause of its verb, which carries the position where no issue is named."""
    if frame.verb is None:
        return unit.start, unit.end
    clause = part_at(sentence.parts, frame.verb.start)
    return min(unit.start, clause.start), max(unit.end, clause.end)


def in_focus(reader: Reader, voice: Voice, act: str, here: Sequence[Topic]) -> str | None:
    """The issue that a position without one is about."""
    focus, known = reader.focus, reader.known
    named = best(here)
    if named is not None:
        return named.issue
    before = [t for t in focus.last if t.kind != "weak"] or list(focus.last)
    if before and (act == "deny" or (act == "assert" and reader.scan.lang.startswith("zh"))):
        return max(before, key=lambda t: t.start).issue
    firm = [t for t in focus.last if t.rank >= 5]
    if firm and act not in ("commit", "assert"):
        return max(firm, key=lambda t: t.start).issue
    if focus.theatre:
        return focus.theatre
    for issue in known.issues.values():
        if issue.pair and set(issue.pair) == set(reader.memory.pair) and voice.party in issue.pair:
            return issue.id
    if before:
        return max(before, key=lambda t: t.start).issue
    return None


def spoken_of(focus: Focus, here: Sequence[Topic]) -> None:
    """Keeps the issues that a paragraph has named, until another names some."""
    named = tuple(t for t in here if t.kind != "weak")
    if named:
        focus.named = focus.named + named if focus.same else named
        focus.recent, focus.same = named, True
