"""What is news and what is not: meetings of others, what is counted from, acts without a date."""

import datetime as dt
import re

import msgspec

from parley.coding.modality import cues
from parley.coding.scan import Scan
from parley.coding.slots import CONTACT, GATHERING, Filled
from parley.items import Interval

ANNOUNCED = GATHERING | {"exercise", "exercise-joint", "deploy", "patrol"}
"""What is announced ahead."""
OWNED = re.compile(r"\b(\w+)(?:'s|s')\s(?:[\w-]+\s){0,2}$")
WHEN = re.compile(
    r"(?i)(?:today|yesterday|tomorrow|\w+day|week|month|year|morning|evening|weekend)$"
)


def somebody_elses(filled: Filled) -> bool:
    """Whether a meeting is of somebody who is no party, in a sentence that names none."""
    sentence, frame = filled.sentence, filled.frame
    if not frame.objects or frame.mode not in CONTACT:
        return False
    if any(hit.parties for hit in sentence.entities):
        return False
    at = frame.objects[0].start - sentence.start
    owner = OWNED.search(sentence.text, 0, max(at, 0))
    return owner is not None and not WHEN.match(owner[1])


SINCE = re.compile(r"\b(?:since|after|before|when)\b")


def counted_from(filled: Filled, at: int) -> bool:
    """Whether an act of its own is what a remark counts from: "the first since Moscow quit …"."""
    start = filled.frame.start - filled.sentence.start
    told = filled.frame.rule.pos == "verb" and filled.dated_here
    return told and SINCE.search(filled.sentence.text, at, max(at, start)) is not None


HAVE = re.compile(r"\b(?:has|have|had)(?: \w+)?(?: been)? $")


def told_of_pair(filled: Filled) -> bool:
    """Whether a verb tells what a pair did to a channel, on a day that was told before.

    A line's being cut is mostly known; that it has been cut is told.
    """
    rule = filled.frame.rule
    if not filled.interval.known or filled.modality != "occurred" or len(filled.parties) < 2:
        return False
    if rule.pos != "verb" or rule.nominal:
        return False
    before = filled.sentence.text[: filled.frame.start - filled.sentence.start]
    return filled.frame.mode != "suspend-channel" or bool(HAVE.search(before))


SHALL = re.compile("(?:会|可|能|想|愿|不再)[^，]{0,4}$")
"""Before a Chinese verb of which it is not told that it was done."""


def by_name(filled: Filled) -> bool:
    """Whether a Chinese act without a date is told by its verb as done between parties named there.

    北京宣布暂停与美方磋商, 甲国总理打电话给乙国总理: it need not be said when.
    """
    named = filled.reasons.get("parties") == "named in the clause"
    verb = filled.frame.rule.pos == "verb" and filled.modality == "occurred"
    offset, clause = filled.sentence.start, filled.sentence.clauses[filled.clause]
    before = filled.sentence.text[clause.start - offset : filled.frame.start - offset]
    will = SHALL.search(before) is not None
    if filled.frame.mode in ("resume-channel", "establish-channel"):
        return False  # 恢复军事会谈: more often a topic than news
    return named and verb and not will and len(filled.parties) > 1 and filled.interval.known


def narrated(filled: Filled) -> bool:
    """Whether a Chinese act without a date is told as what came next: 其后…, 并将…列入清单."""
    sentence = filled.sentence
    before = sentence.start if filled.clause <= 1 else sentence.clauses[filled.clause].start
    return (
        filled.interval.known
        and len(filled.parties) > 1
        and bool(cues(sentence, "cue-next", before, filled.frame.start))
    )


def still_ahead(filled: Filled | None, scan: Scan) -> bool:
    """Whether an act has a date of its own that lies after publication."""
    start = filled.interval.start if filled is not None and filled.dated_here else None
    return start is not None and scan.published is not None and start > scan.published


def told_past(filled: Filled) -> bool:
    """Whether the verb that tells an act tells it as past."""
    teller = filled.frame.told_by
    return filled.modality == "occurred" and teller is not None and teller.tail.has("past")


def ahead(interval: Interval, published: dt.date) -> bool:
    """Whether a month or day lies after publication."""
    start = interval.start
    if start is None or interval.precision not in ("day", "month"):
        return False
    return start > published and start.year == published.year


def until(interval: Interval, published: dt.date) -> Interval:
    """A date no later than publication: what is told as done this week was done by then."""
    if interval.start and interval.end and interval.start <= published < interval.end:
        return msgspec.structs.replace(interval, end=published)
    return interval


def answered(filled: Filled) -> bool:
    """Whether an act without a date is told as the answer to one that has been told."""
    clause = filled.sentence.clauses[filled.clause]
    before = filled.sentence.start if filled.clause == 1 else clause.start
    return filled.interval.known and bool(
        cues(filled.sentence, "cue-result", before, filled.frame.start)
    )


def announced(filled: Filled) -> bool:
    """Whether an act is told as announced: not where the announcing is the act, as of a sale."""
    if filled.frame.mode not in ANNOUNCED:
        return False
    clause = filled.sentence.clauses[filled.clause]
    return bool(cues(filled.sentence, "cue-said", clause.start, filled.frame.start))


def done(filled: Filled) -> bool:
    """Whether an act without a date is told as done to a channel that is named: 已暂停."""
    clause = filled.sentence.clauses[filled.clause]
    near = cues(filled.sentence, "cue-now", clause.start, filled.frame.start)
    named = any(clause.start <= n.start and n.channel for n in filled.frame.objects)
    return named and any(filled.frame.start - cue.end <= 4 for cue in near)
