"""Whether something happened: negation, plans, suppositions, hearsay and denials."""

import re
from collections.abc import Sequence

import msgspec

from parley.coding.scan import Sentence
from parley.coding.words import Word
from parley.items import Modality

REACH = {"cue-negation": {"zh": 14, "en": 45}}
"""How far, in characters, a negation reaches to the right within its clause."""


ASKING = re.compile(
    r"是否|有没有|会不会|能否|如何|什么|多少|怎么|哪|谁|吗|呢|(?i:\b(?:who|what|when|where|why|how|whether"
    r"|did|does|do|could|would|will|was|were|is|are|has|have)\b)"
)
"""Words that make a clause a question; an event in another clause of it is taken for granted."""


LONGEST_NO = {True: 90, False: 40}
"""Characters within which an answer is nothing but a denial, in English and in others."""
PLANNED = "c-planned"
"""The row of words that tell of a thing that it was planned: "scheduled for"."""
LATER = re.compile(r"\s(?:is|are|was|were|has been|have been|had been)\b")
"""Between a plan and the end of what was planned: "that he was to attend is called off"."""
PROPOSED = "c-propose"
"""The row of words that tell of a thing that somebody proposes or asks for it."""
PENDING = "正仍尚还待"
"""How words begin that tell of something, after it, that it is being arranged."""
IF_AFTER = "under a condition that follows"
WHICH = re.compile(r" (?:that|which|who)\s")
TIME = re.compile(
    r" (?:when|after|since|before|now that) (?:the |its |their )?[A-Z]\S*(?: \S+){0,8} $"
)
"""Before an act that only says when something else was: "when A and B spoke last month"."""


class Told(msgspec.Struct, frozen=True, gc=False):
    """How a trigger is told: ``modality`` None where nothing is to be coded."""

    modality: Modality | None
    why: str


def cues(sentence: Sentence, pos: str, start: int, end: int) -> list[Word]:
    """Cues of one kind in a stretch of the view."""
    found = sentence.by_pos.get(pos)
    return [w for w in found if start <= w.start and w.end <= end] if found else []


def question(sentence: Sentence) -> bool:
    """Whether the sentence asks."""
    return sentence.text.rstrip("”」』’\"' )").endswith(("?", "？"))


def granted(sentence: Sentence, low: int, start: int) -> bool:
    """Whether a question takes an act for granted: told in a clause that says which thing is meant.

    "Will it affect the visit that he is due to pay in May?" asks of no visit.
    """
    offset = sentence.start
    which = [m.start() for m in WHICH.finditer(sentence.text, low - offset, start - offset)]
    if not which:
        return bool(TIME.search(sentence.text, low - offset, start - offset))
    end = which[-1] + offset
    people = any(h.kind == "person" and 0 <= end - h.end <= 1 for h in sentence.entities)
    return people or any(w.of("noun") and w.end == end for w in sentence.words)


FIRST = re.compile(
    r"\b(?:after|since|[0-9],? when) (?:the |its |their |it |they |he |she )?\S+.* $"
)
"""Before an act, after a plan: when, and who did it."""
BACKSHIFTED = frozenset({"would", "could", "might", "should"})
"""With these, what is told in the past may be to come: "would talk after it left"."""


def came_first(sentence: Sentence, low: int, start: int, plan: str = "") -> bool:
    """Whether an English act only says what a plan follows: "will end it, days after X left"."""
    match = FIRST.search(sentence.text, low - sentence.start, start - sentence.start)
    if match is None or (plan in BACKSHIFTED and match.group().startswith("after")):
        return False
    told = next((w for w in sentence.words if w.start == start), None)
    return told is not None and told.form == "past"


SEMICOLONS = ("；", "; ")


def segment(sentence: Sentence, at: int) -> tuple[int, int]:
    """The stretch between semicolons that holds a view offset."""
    offset, text = sentence.start, sentence.text
    if SEMICOLONS[0] not in text and SEMICOLONS[1] not in text:
        return offset, sentence.end
    before = max(text.rfind(mark, 0, at - offset) for mark in SEMICOLONS)
    ends = [text.find(mark, at - offset) for mark in SEMICOLONS]
    after = min((end for end in ends if end >= 0), default=-1)
    return offset + before + 1, offset + after if after >= 0 else sentence.end


def told(
    sentence: Sentence, start: int, end: int, lang: str, noun: bool = False, undoing: bool = False
) -> Told:
    """How the trigger at ``start:end`` is told, from the cues that reach it.

    Conditions reach over the whole sentence after them; everything else from the clause's start.
    ``noun``: what is told of it may stand after it ("a summit is scheduled"). ``undoing``: the act
    undoes what was planned, so that "the talks planned for May were called off" is no plan.
    """
    number = sentence.clause_at(start)
    clause = sentence.clauses[number]
    offset = sentence.start
    if lang != "en" and presupposed(sentence, clause.start, start, end):
        return Told("occurred", GRANTED)
    asked = question(sentence)
    if (
        asked
        and not granted(sentence, clause.start, start)
        and (
            number == len(sentence.clauses) - 1
            or ASKING.search(
                sentence.text[clause.start - sentence.start : clause.end - sentence.start]
            )
        )
    ):
        return Told(None, "asked, not told")
    plan = lang != "en" and PLAN_OF.match(sentence.text, end - offset)
    if not plan and JUDGING.isdisjoint(sentence.by_pos):
        return Told("occurred", FACT)
    first, last = segment(sentence, start)
    for cue in cues(sentence, "cue-counterfactual", first, last):
        if lang == "en" or not cues(sentence, "cue-condition", end, cue.start):
            return Told(None, "counterfactual")
    if cues(sentence, "cue-mention", clause.start, start):
        return Told(None, "only mentioned")
    near = 12 if lang == "en" else 6
    if not noun and any(
        w.start - end <= near and start - w.end <= near
        for w in cues(sentence, "cue-habit", clause.start, clause.end)
    ):
        return Told(None, "a habit")
    reach = REACH["cue-negation"]["en" if lang == "en" else "zh"]
    for cue in cues(sentence, "cue-negation", clause.start, start):
        if start - cue.end <= reach and not (lang == "en" and until(sentence, end, clause.end)):
            return Told(None, f"negated by {cue.text}")
    for cue in cues(sentence, "cue-denial", clause.start, start):
        if lang != "en" and cues(sentence, "cue-plan", cue.end, start):
            return Told(None, "a plan that is denied")
        if lang == "en" and until(sentence, end, clause.end):
            continue  # "they did not resume until June"
        return Told("denied", f"denied: {cue.text}")
    if cues(sentence, "cue-condition", first, start):
        if asked:
            return Told(None, "asked under a condition")
        return Told("hypothetical", "under a condition")
    if lang == "en":
        for cue in cues(sentence, "cue-condition", end, clause.end):
            verbs = sentence.by_pos.get("verb", ())
            if not any(end <= w.start < cue.start for w in verbs):
                return Told("hypothetical", IF_AFTER)
            break
    off = undoing and lang != "en" and cues(sentence, "cue-undone", end, sentence.end)
    if off:
        return Told("occurred", f"came to nothing: {off[0].text}")  # 因对方要求推迟，未能举行
    for cue in cues(sentence, "cue-hypothesis", low(sentence, number, lang), start):
        if lang == "en" and came_first(sentence, cue.end, start, cue.text):
            continue
        if lang != "en" and (
            asked_for(sentence, clause.start, cue)
            or (cue.end == start and LODGED.fullmatch(sentence.text, start - offset, end - offset))
        ):
            continue  # 应中方要求延期, 提出外交抗议
        if (
            lang != "en"
            and cue.text in DUE
            and any(cue.end <= d.start < start for d in sentence.dates)
        ):
            return Told("planned", f"due: {cue.text}")  # 必须在5月17日前举行大选
        return Told("hypothetical", f"supposed: {cue.text}")
    for cue in cues(sentence, "cue-plan", clause.start, start):
        if disposes(sentence, cue) or (
            lang == "en" and came_first(sentence, cue.end, start, cue.text)
        ):
            continue
        if undoing and all(rule.id == PLANNED for rule, _ in cue.rules):
            continue
        if undoing and lang != "en" and sentence.text.startswith("的", cue.start - 1 - offset):
            continue  # 访问的计划就此作废
        if (
            undoing
            and lang == "en"
            and LATER.search(sentence.text, cue.end - offset, start - offset)
        ):
            continue  # the exchange that he was to attend is called off
        return Told("planned", f"planned: {cue.text}")
    for cue in cues(sentence, "cue-plan", end, clause.end) if lang != "en" else ():
        if cue.start - end <= 1 and cue.text[0] in PENDING:  # 两人的通话“正在安排”
            return Told("planned", f"planned: {cue.text}")
    if plan:
        return Told("planned", "a plan of it")  # 访问北京的计划就此作废
    if cues(sentence, "cue-schedule", sentence.start, start):
        return Told("planned", "as scheduled")
    if not undoing and cues(sentence, "cue-past-plan", clause.start, start):
        return Told("planned", "planned before")
    if cues(sentence, "cue-past-plan", clause.start, clause.end) and cues(
        sentence, "cue-undone", start, sentence.end
    ):
        return Told(None, "came to nothing")
    if noun:
        for cue in cues(sentence, "cue-undone", end, sentence.end):
            return Told(None, f"came to nothing: {cue.text}")
        alone = end >= clause.end - 2 and not (
            cues(sentence, "verb", clause.start, start)
            or cues(sentence, "support", clause.start, clause.end)
        )
        if lang != "en" and alone and number + 1 < len(sentence.clauses):
            clause = sentence.clauses[number + 1]  # …首次会议，预计年内举行
        for cue in cues(sentence, "cue-negation", end, clause.end):
            if cue.start - end <= (40 if lang == "en" else 8):
                return Told(None, f"negated by {cue.text}")
        for cue in (
            *cues(sentence, "cue-plan", end, clause.end),
            *cues(sentence, "cue-past-plan", end, clause.end),
        ):
            between = sentence.text[end - sentence.start : cue.start - sentence.start]
            if lang == "en" and (" and " in between or " but " in between):
                continue  # "sat down for their dialogue and pledged to"
            if cue.start - end <= (30 if lang == "en" else 12):
                return Told("planned", f"planned: {cue.text}")
        for cue in cues(sentence, "cue-hypothesis", end, clause.end):
            if cue.start - end <= (20 if lang == "en" else 4):
                return Told("hypothetical", f"supposed: {cue.text}")
    return Told("occurred", FACT)


FACT = "told as a fact"
JUDGING = frozenset(
    {"cue-condition", "cue-counterfactual", "cue-denial", "cue-habit", "cue-hypothesis"}
    | {"cue-mention", "cue-negation", "cue-past-plan", "cue-plan", "cue-schedule", "cue-undone"}
)
"""All kinds of words by which ``told`` judges, for the many sentences without any."""
PLAN_OF = re.compile("[^，。；的]{0,10}的(?:原定|既定)?(?:计划|计画|打算|构想|念头|想法)")
"""After a Chinese verb, where only the plan of it is told."""
DUE = ("必须", "须", "必需", "最迟须", "应于", "须于", "须在")
"""Before a day by which something is to be done."""
ASKED_FOR = re.compile(r"(?<![适相反响供对])(?:应|按照?|依照?)[^，。；]{1,12}$")
"""Before a word of asking: it was done as somebody had asked."""
ASKS = ("要求", "请求", "提议", "建议", "呼吁", "催促", "敦促", "倡议")


LODGED = re.compile(r"[^，。]{0,6}(?:抗议|交涉|照会)")
"""After 提出, which else proposes something: what is lodged."""


def asked_for(sentence: Sentence, start: int, cue: Word) -> bool:
    """Whether a word of asking only tells at whose wish something was done: 应中方要求延期."""
    if cue.text == "应":
        after = sentence.text[cue.end - sentence.start : cue.end - sentence.start + 14]
        return any(word in after.split("，")[0] for word in ASKS)
    before = sentence.text[start - sentence.start : cue.start - sentence.start]
    return cue.text in ASKS and bool(ASKED_FOR.search(before))


def low(sentence: Sentence, number: int, lang: str) -> int:
    """Where a Chinese clause begins, with the word before it that proposes: 提议，9日举行会谈."""
    clause = sentence.clauses[number]
    if lang == "en" or not number:
        return clause.start
    before = sentence.clauses[number - 1]
    ends = [
        w
        for w in cues(sentence, "cue-hypothesis", before.start, clause.start)
        if any(rule.id == PROPOSED for rule, _ in w.rules)
    ]
    return ends[-1].start if ends and clause.start - ends[-1].end <= 1 else clause.start


DISPOSED = re.compile(
    r"[其之它他她该这那“「『]|(?:[0-9]+|[一两二三四五六七八九十数多]+)(?:[余多]?[架艘枚颗名人家批套份个条座件位艇])"
)
"""After 将: what is done away with, moved or put on a list (将其驱离, 将3家企业列入)."""


def disposes(sentence: Sentence, cue: Word) -> bool:
    """Whether 将 stands before what something is done to, as 把 does: no plan is told."""
    if cue.text != "将":
        return False
    at = cue.end - sentence.start
    if DISPOSED.match(sentence.text, at):
        return True
    things = sentence.by_pos.get("noun", ())
    if any(w.start == cue.end and not w.of("verb") for w in things):
        return True  # 将热线关闭, 将卫星送入轨道
    kinds = ("actor", "person", "compound", "channel", "generic")
    return any(h.start == cue.end and h.kind in kinds for h in sentence.entities)


def presupposed(sentence: Sentence, clause_start: int, start: int, end: int) -> bool:
    """Whether a dated act only tells which thing is meant: 7月21日达成的安排, 上月签署的协议."""
    if not sentence.text.startswith("的", end - sentence.start):
        return False
    return any(
        clause_start <= d.start and 0 <= start - d.end <= NEAR_ACT for d in sentence.dates
    ) and not cues(sentence, "cue-plan", clause_start, start)


GRANTED = "taken for granted"
NEAR_ACT = 8
"""Characters from a date to the act that it dates, in a phrase that tells which thing is meant."""

UNTIL = re.compile(r"until$|until ")


def until(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a date in ``start:end`` says when it did happen: "did not resume until June"."""
    return any(start <= d.start < end and UNTIL.match(d.text) for d in sentence.dates)


ENGLISH = re.compile("[a-z]+ [a-z]+ [a-z]+")
CLOSES = (".", ",", ";", "")
"""After hearsay that speaks of what stands before it: "a plan … is reported; …"."""


def denied_next(sentences: Sequence[Sentence], index: int) -> tuple[tuple[int, int], ...]:
    """Where in this sentence hearsay stands that is denied in it or in the two that follow.

    Stretches between full-width semicolons: what stands before one is no hearsay after it.
    """
    here = sentences[index]
    whole = ((here.start, here.end),)
    labelled = "cue-asks" in here.by_pos and "cue-said" in here.by_pos
    if "cue-hearsay" not in here.by_pos and not labelled:
        return whole if "cue-said" in here.by_pos and answered_no(sentences, index) else ()
    if not any(
        "cue-denial" in sentence.by_pos
        for sentence in sentences[index : index + 3]
        if sentence.paragraph - here.paragraph <= 1
    ):
        return ()
    if labelled:
        return whole
    if not ENGLISH.search(here.text):
        return tuple(segment(here, cue.start) for cue in here.by_pos["cue-hearsay"])
    return tuple(
        (here.start if here.text[cue.end - here.start :][:1] in CLOSES else cue.start, here.end)
        for cue in here.by_pos["cue-hearsay"]
    )


def answered_no(sentences: Sequence[Sentence], index: int) -> bool:
    """Whether the next paragraph answers this one with a sentence that is nothing but a denial."""
    here = sentences[index].paragraph
    for sentence in sentences[index + 1 :]:
        if sentence.paragraph == here:
            continue
        length = sentence.end - sentence.start
        short = length <= LONGEST_NO[bool(ENGLISH.search(sentence.text))]
        own = "cue-hearsay" in sentence.by_pos  # what is denied stands in it
        return (
            sentence.paragraph == here + 1 and short and not own and "cue-denial" in sentence.by_pos
        )
    return False
