"""Acts told again without their verb: "and Mr Koizumi did so in Kuala Lumpur in November"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parley.coding.figures import Figure
from parley.coding.scan import Scan, Sentence, as_written
from parley.coding.slots import CONTACT, Around, Filled
from parley.items import Interval, Participant

DID_SO = re.compile(r"d(?<!\wd)(?:id|oes|o|one) (?:so|the same|likewise)\b")
SO_DID = re.compile(r"and so(?<!\wand so) (?:did|were|was|had|have|do|will)\s")
THE_NTH = re.compile(
    r"[Tt](?<!\w[Tt])(?i:he) (?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh"
    r"|eighth|ninth|tenth|last(?: one)?|previous one|latest|one before(?: it)?)"
    r" (?:was (?:held|in|on)|took place|followed|came|had (?:been held|taken place))\b"
)
"""One of a row of acts, told without what they are: "the 22nd was held in December 2019"."""
REPEATED = CONTACT | {"visit", "exercise", "exercise-joint", "transit", "patrol", "missile-test"}
"""What may be told of again by "did so"."""


def participants(figures: Sequence[Figure], scan: Scan) -> tuple[Participant, ...]:
    """Those who are named, as an event has them."""
    return tuple(
        Participant(
            name=as_written(scan, *f.name_at),
            party=f.parties[0],
            role=f.office,
            entity=f.entity,
        )
        for f in figures
    )


def done_again(
    found: Sequence[Filled], before: Sequence[Filled], here: Around, scan: Scan
) -> list[Filled]:
    """Each "did so" with a date of its own, as the act told last, done by who is named before it.

    ``found``: the acts of this sentence; ``before``: those of the one before.
    """
    out: list[Filled] = []
    sentence = here.sentence
    for match in SO_DID.finditer(sentence.text):
        at = sentence.start + match.end()
        last = next((f for f in reversed(found) if f.frame.start < at), None)
        named = [f for f in here.figures if f.start >= at and f.name and f.parties]
        if last is None or last.frame.mode not in REPEATED or not named:
            continue
        theirs = {p for f in named for p in f.parties}
        if not theirs <= set(last.parties):
            continue
        clause = sentence.clauses[sentence.clause_at(named[0].start)]
        out.append(
            replace(
                last,
                participants=participants(named, scan),
                channel=None,
                spans=[(min(sentence.start + match.start(), clause.start), clause.end)],
                causes=[],
            )
        )
    if not here.intervals or not (found or before):
        return out
    out += _numbered(found, before, here)
    for match in DID_SO.finditer(sentence.text):
        at, end = sentence.start + match.start(), sentence.start + match.end()
        told = [f for f in (*before, *found, *out) if f.frame.start < at]
        told = [f for f in told if f.frame.mode in REPEATED and f.modality == "occurred"]
        number = sentence.clause_at(at)
        clause = sentence.clauses[number]
        # "the first time that it had done so since June": not the day of the doing
        dates = [
            i for m, i in here.intervals if end <= m.start and i.known and i.direction != "since"
        ]
        if not told or not dates or dates[0] == told[-1].interval:
            continue
        last = told[-1]
        who = [f for f in here.figures if clause.start <= f.start and f.end <= at and f.parties]
        named = [f for f in who if f.name and f.parties[0] in last.parties]
        if who and not set(who[-1].parties) & set(last.parties):
            continue
        people = last.participants
        if named:
            newer = {f.parties[0] for f in named}
            people = participants(named, scan) + tuple(p for p in people if p.party not in newer)
        once_more = again(last, sentence, number, dates[0], "told again without its verb")
        once_more.participants = people
        out.append(once_more)
    return out


def _numbered(found: Sequence[Filled], before: Sequence[Filled], here: Around) -> Iterator[Filled]:
    """Each "the 22nd was held" with a date of its own, as one more of the acts told last."""
    sentence = here.sentence
    for match in THE_NTH.finditer(sentence.text):
        at, end = sentence.start + match.start(), sentence.start + match.end()
        number = sentence.clause_at(at)
        clause = sentence.clauses[number]
        if any(f.clause == number and f.sentence is sentence for f in found):
            continue
        told = [f for f in (*before, *found) if f.frame.mode in REPEATED and f.frame.start < at]
        dates = [
            i
            for m, i in here.intervals
            if end <= m.start < clause.end and i.known and i.direction != "since"
        ]
        if not told or not dates or dates[0] == told[-1].interval:
            continue
        once_more = again(told[-1], sentence, number, dates[0], "told again by its number")
        once_more.modality = "occurred"
        yield once_more


def again(told: Filled, sentence: Sentence, number: int, interval: Interval, why: str) -> Filled:
    """An act told before, done again on another day, as a clause of a sentence tells."""
    clause = sentence.clauses[number]
    return replace(
        told,
        sentence=sentence,
        clause=number,
        participants=(),
        interval=interval,
        dated_here=True,
        iteration=None,
        place=None,
        reasons={**told.reasons, "date": why},
        spans=[(clause.start, clause.end)],
        causes=[],
    )


THE_SAME = re.compile(
    "(?:也|又|还|同样)[^，。；]{0,6}(?:同样的?|一样的?|类似的?|相同的?)(?:事|情况|遭遇|情形|举动|做法|手法)"
    "|[又再](?:打|来|谈|讲|说|聊|通|见|开|办|演|飞|射|拦|撞|闯)(?:了|过)?(?:一|两|三)(?:次|回|轮|遍|场)"
    "|如法炮制|故伎重演|故技重施|重演了?一(?:次|遍)"
)
"""Tells in Chinese of an act again without its verb: 也做过同样的事, 隔天又打了一次."""
AGAIN = REPEATED | {"harass", "intercept", "incursion", "attack", "clash"}


def the_same(
    found: Sequence[Filled], before: Sequence[Filled], contact: Filled | None, here: Around
) -> list[Filled]:
    """Each Chinese "did the same" with a date of its own, as the act told last.

    ``contact``: the one told last, for two who talked once more.
    """
    out: list[Filled] = []
    sentence = here.sentence
    for match in THE_SAME.finditer(sentence.text) if here.intervals else ():
        at = sentence.start + match.start()
        told = [f for f in (*before, *found) if f.frame.mode in AGAIN and f.frame.start < at]
        if (
            not told
            and contact is not None
            and match.group()[1:2] in ("谈", "讲", "说", "聊", "通")
        ):
            told = [contact]
        told = [f for f in told if f.modality == "occurred"]
        number = sentence.clause_at(at)
        dates = [i for m, i in here.intervals if m.start < at and i.known and i.direction is None]
        if not told or not dates or dates[-1] == told[-1].interval:
            continue
        out.append(again(told[-1], sentence, number, dates[-1], "told again without its verb"))
    return out
