"""Which of a sentence's dates may be those of an act."""

import re

from parley.coding import grammar
from parley.coding.agreements import DRILLS
from parley.coding.dating import (
    likened,
    of_plan,
    of_saying,
    of_thing,
    own_days,
    own_plan,
    since_last,
)
from parley.coding.final_dating import (
    of_anniversary,
    of_another,
    of_lapse,
    of_main,
    of_matter,
    of_news,
    of_what_is_agreed,
    opens_before,
    quoted,
    was_then,
)
from parley.coding.final_modality import IS_TO_BE
from parley.coding.modality import segment
from parley.coding.nouns import Frame
from parley.coding.offsets import of_act
from parley.coding.scan import Scan, Sentence
from parley.coding.slots import CONTACT, MUTUAL, STATES, Around, Filled
from parley.dates import DateMention
from parley.items import UNREAL, Interval

Dated = tuple[DateMention, Interval]
SAID_THERE = frozenset({"agree", "agree-to-resume", "agree-to-establish", "sign"})
TO_COME = UNREAL - {"denied"}
CAME_TO_NOTHING = frozenset({"refused", "cancelled"})
UNDONE = frozenset({"cancel", "suspend-channel", "refuse-meeting"})
"""What is done to a thing that may have a day of its own."""
SET_FOR = re.compile("(?:로|부터) ")
"""After a date that something was set for: 8월로 잡힌 훈련."""
AFTERWARDS = re.compile(r"(?:之后|以来|以后|以降)[^，。]{0,8}$")
"""After this a date is that of what went before: 9月通话之后首次会谈."""


def fitting(usable: list[Dated], out: Filled, here: Around, scan: Scan) -> list[Dated]:
    """Without those that tell when something else was: an agreement's matter, a saying, a plan."""
    sentence, frame = here.sentence, out.frame
    clause = sentence.clauses[out.clause]
    if grammar.of(scan.lang).cased and frame.mode in SAID_THERE and out.modality not in UNREAL:
        # what is agreed upon has a day of its own: 6月に開くことで合意した
        usable = [
            (m, i) for m, i in usable if _over(m, i, scan) or not of_what_is_agreed(sentence, m)
        ]
    if out.modality in TO_COME and quoted(sentence, frame):
        news = [m for m, i in here.intervals if scan.lang != "ja" or of_news(i, scan.published)]
        usable = [
            (m, i) for m, i in usable if m not in news or not opens_before(m, frame, sentence)
        ]
    if scan.lang == "ja" and frame.realised == "agreed to hold":
        past = [m for m, i in here.intervals if of_news(i, scan.published)]
        usable = [
            (m, i) for m, i in usable if m not in past or not opens_before(m, frame, sentence)
        ]
    if frame.effect in CAME_TO_NOTHING and scan.published is not None:
        # the summit of next January was declined before then
        usable = [(m, i) for m, i in usable if i.start is None or i.start <= scan.published]
    if "cue-likeness" in sentence.by_pos or "cue-pretext" in sentence.by_pos:
        usable = [(m, i) for m, i in usable if not likened(sentence, m)]
    if scan.lang == "ko":
        usable = [(m, i) for m, i in usable if not of_anniversary(m, sentence)]
        text = sentence.text
        to_be = out.modality == "planned" and frame.told_by is not None
        if to_be and frame.told_by and IS_TO_BE.match(text, frame.told_by.end - sentence.start):
            # 2014년까지 열렸지만 9년 만에 재개되는 것이다
            on = scan.published
            usable = [(m, i) for m, i in usable if not (on and i.end and i.end < on)]
    if scan.lang == "ko" and frame.told_by is not None and frame.mode not in UNDONE:
        usable = [(m, i) for m, i in usable if not of_matter(m, frame, sentence)]
    if scan.lang.startswith("zh") and frame.mode in UNDONE:
        usable = [(m, i) for m, i in usable if not of_plan(m, frame)]
    if frame.mode in DRILLS and here.rounds:  # 2019年以来第10次: the count began then
        usable = [(m, i) for m, i in usable if not m.text.endswith(grammar.ZH_EVER_SINCE)]
    if scan.lang.startswith("zh"):
        agreed = clause.start if frame.mode in SAID_THERE else None
        usable = own_days(usable, sentence, frame.start, agreed, scan.published)
    usable = own_plan(out, usable, here)
    if scan.lang.startswith("zh") and out.modality == "hypothetical":
        # "said today that talks ought to resume": today is when it was said
        low = segment(sentence, frame.start)[0] if frame.mode in MUTUAL else sentence.start
        usable = [(m, i) for m, i in usable if m.start >= low and not of_saying(m, frame, sentence)]
    return usable


def near(
    usable: list[Dated], out: Filled, here: Around, scan: Scan
) -> tuple[list[Dated], list[Dated], int]:
    """Those that may be an act's, those of them in its reach, and where its telling stands."""
    sentence, frame = here.sentence, out.frame
    clause = sentence.clauses[out.clause]
    start, end = out.reach
    if scan.lang == "en":
        usable = [(m, i) for m, i in usable if not _of_one_before(m, frame, sentence)]
    inside = [(m, i) for m, i in usable if start <= m.start < end]
    inside = inside or [(m, i) for m, i in usable if clause.start <= m.start < clause.end]
    if here.offsets:
        usable = of_act(usable, here.offsets, frame.start)
        inside = of_act(inside, here.offsets, frame.start)
    if scan.lang == "en":
        # "the 2018 agreement" is not of the day that it was suspended
        text = scan.view.text
        usable = [(m, i) for m, i in usable if i.precision != "year" or not of_thing(text, m)]
        inside = [(m, i) for m, i in inside if i.precision != "year" or not of_thing(text, m)]
    if scan.lang != "en" and frame.mode in CONTACT and frame.rule.pos != "noun":
        text = scan.view.text
        inside = [(m, i) for m, i in inside if not AFTERWARDS.search(text[m.end : frame.start])]
    at = frame.start
    if grammar.of(scan.lang).cased:
        kept = [(m, i) for m, i in inside if not _of_object(m, out, here)]
        if kept or any(m.start < clause.start for m, _ in usable):
            inside = kept
        elif frame.mode in SAID_THERE:
            inside = [(m, i) for m, i in inside if not of_lapse(m, frame, sentence)]
        if inside and frame.mode not in STATES:  # 15日、4月以来とどまっていた礁を離れた
            apart = [(m, i) for m, i in usable if m.start < at and i.direction != "since"]
            inside = [(m, i) for m, i in inside if i.direction != "since"] or apart[-1:] or inside
        own = [(m, i) for m, i in inside if not of_another(out, sentence, m)]
        inside = own or inside
        inside = [(m, i) for m, i in inside if not of_main(m, frame, sentence)]
        if frame.told_by is not None:
            at = max(at, frame.told_by.start)  # 協議を4月3日に開いた
            cleft = [(m, i) for m, i in inside if m.start >= at and was_then(sentence, frame, m)]
            inside = cleft[-1:] or [(m, i) for m, i in inside if m.start < at]
    return usable, inside, at


def _of_one_before(mention: DateMention, frame: Frame, sentence: Sentence) -> bool:
    """Whether a date is that of the act which an English one is the first of its kind since."""
    since = since_last(sentence, mention)
    return since is not None and frame.start < since


def _over(mention: DateMention, interval: Interval, scan: Scan) -> bool:
    """Whether a date that says which one it is lies before publication: 지난달 13일."""
    first = mention.first
    exact = first.year is not None or first.last or first.shift_month is not None
    exact = exact or first.shift_year is not None or first.shift_day is not None
    day = scan.published
    return bool(exact and day and interval.end and interval.end <= day)


def _of_object(mention: DateMention, out: Filled, here: Around) -> bool:
    """Whether a date belongs to what the act is about: 8월로 예정된 훈련을 취소."""
    objects = [noun for noun in out.frame.objects if noun.start < out.frame.start]
    if not objects:
        return False
    if SET_FOR.match(here.sentence.text, mention.end - here.sentence.start):
        return True
    return any(
        mention.end <= w.start < objects[-1].start
        and ((w.tail.verb and w.tail.has("past", "next", "urged")) or w.of("cue-plan"))
        for w in here.sentence.words
    )
