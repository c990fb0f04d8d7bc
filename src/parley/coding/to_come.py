"""Whether a clause speaks of the future at a date, so that the date is still to come."""

import datetime as dt
import re

from parley.coding.final_modality import (
    DECIDED,
    MANNER,
    OFF,
    ends_told,
    one_of_several,
    told_past,
    when,
)
from parley.coding.final_verbs import attributive
from parley.coding.modality import NEAR_ACT, disposes, presupposed
from parley.coding.scan import Clause, Sentence
from parley.coding.words import Word
from parley.dates import DateMention

AGREED = re.compile("[가-힣]{0,6}기로 (?:했|하였|합의|결정|뜻을|의견)")
"""What is agreed is to come; what led to it was done on the date before: 23일 만나 …기로 했다."""


MET_THEN = re.compile(
    r"の[^、。はがを]{0,14}(?:会談|協議|会合|会議|対話|電話|訪問|訪[一-龠]|来日|署名|調印)"
    r"(?:で|では|において|の席上|の場で|を機に|をきっかけに|を受け|に続|後|以来|以降)"
)
"""After the date of a meeting at which something to come was agreed: 2日の協議で…を確認した."""


MET_WHERE = re.compile(
    r"[^,.은는을를]{0,30}?(?:회담|회의|협의|대화|통화|회동|만남|면담|접촉|협의체|협의회|포럼)"
    r"(?:\([^()]{1,20}\))?(?:에서|을 갖고|를 갖고|을 열고|를 열고)"
)
"""The same in Korean: 3일 회담에서 훈련을 하기로 했다."""


def _before_what_is_to_come(sentence: Sentence, clause: Clause, mention: DateMention) -> bool:
    if MET_THEN.match(sentence.text, mention.end - sentence.start) and told_past(sentence):
        return False
    there = MET_WHERE.match(sentence.text, mention.end - sentence.start)
    if there and AGREED.search(sentence.text, there.end(), clause.end - sentence.start):
        return False
    words = [w for w in sentence.words if mention.end <= w.start < clause.end]
    if any(w.end <= mention.start for w in sentence.by_pos.get("cue-condition", ())):
        return True
    offset = sentence.start
    verbs = [w for w in words if w.tail.verb and not MANNER.match(sentence.text, w.end - offset)]
    first = verbs[0] if verbs else None
    if first is None and not words:  # 9月の節句に合わせ、…北京入りする
        later = [w for w in sentence.words if w.start >= clause.end and w.tail.verb]
        if later and len(later) == 1 and ends_told(sentence, later[0]):
            return later[0].tail.has("next") and not later[0].tail.has("past", "ongoing")
    if first is not None and first.tail.has("quote") and opens(sentence, clause, mention):
        first = verbs[-1]  # 首相は3月、4月に訪米すると表明した
    if first is not None and _tells_of_another(sentence, first, verbs[-1], mention):
        return False  # 18일 서울에서 … 참여하는 대화를 열었다
    if first is not None and (when(sentence, first) or one_of_several(sentence, first)):
        return False
    if first is not None and first.tail.has("quote") and _day_alone(mention):
        return False  # 23일 …하지 않겠다고 선언했다: the day of the declaring
    if first is not None and _at_once(sentence, mention) and _called_off(sentence, first):
        return False  # 22일 …효력을 멈추기로 의결하고
    if first is not None and first.tail.features & {"past", "next", "condition"}:
        return not first.tail.has("past", "ongoing")
    if first is not None and first is verbs[-1] and _goes_on_to_come(sentence, first):
        return True  # 4月8日から訪米し、10日に会談を行う
    agreed = first is not None and _done(first)
    if agreed and first is not None and AGREED.search(sentence.text, first.end - sentence.start):
        return False  # 11일 회담을 하고 다음 회의를 열기로 했다
    return any(
        w.of("cue-plan") and not (agreed and AGREED.search(sentence.text, w.start - sentence.start))
        for w in words
    )


SUBJECT = re.compile("[はが]|[은는이가] ")
THAT_IT_BE = re.compile("[가-힣]{0,2} ?것을 [^,.]{0,12}(?:제의|제안|요구|요청|촉구|통보)")
"""After what somebody proposed on the date before: 1월 20일 … 회담을 열 것을 제의해 왔다."""
FAR = 12
"""Characters from which on a date belongs to a verb past the next one, which tells of a noun."""


def _tells_of_another(sentence: Sentence, first: Word, last: Word, mention: DateMention) -> bool:
    """Whether the verb after a date only tells of what the last one, which is past, is about."""
    between = (mention.end - sentence.start, first.start - sentence.start)
    return bool(
        (first is not last or not last.tail.has("past"))
        and attributive(first)
        and first.tail.has("next")
        and (last.tail.has("past") or told_past(sentence))
        and (
            sentence.text[mention.end - sentence.start] in "、,"
            or (
                first.start - mention.end > FAR
                and (
                    _day_alone(mention)
                    or SUBJECT.search(sentence.text, *between)
                    or THAT_IT_BE.match(sentence.text, first.end - sentence.start)
                )
            )
        )
    )


def _goes_on_to_come(sentence: Sentence, word: Word) -> bool:
    """Whether a verb that another goes on from shares with the last of its sentence what is to
    come: none between is told as done."""
    tail = word.tail
    if not tail.has("joined") or tail.has("past", "ongoing", "negative", "condition"):
        return False
    later = [w for w in sentence.words if w.start > word.start and w.tail.verb]
    if not later or any(w.tail.has("past", "ongoing", "condition") for w in later):
        return False
    if AGREED.match(sentence.text, later[-1].end - sentence.start):
        return False
    return ends_told(sentence, later[-1]) and later[-1].tail.has("next")


def _called_off(sentence: Sentence, word: Word) -> bool:
    """Whether a verb tells of what is called off by a decision, which is the act."""
    off = any(rule.effect in OFF for rule, _ in word.rules)
    return off and bool(DECIDED.match(sentence.text, word.end - sentence.start))


def _at_once(sentence: Sentence, mention: DateMention) -> bool:
    """Whether a date is a day, not one from which on something holds."""
    return mention.first.day is not None and mention.direction is None


def _day_alone(mention: DateMention) -> bool:
    """Whether a date is a day of a month that it does not name."""
    first = mention.first
    return first.day is not None and first.month is None and first.shift_month is None


def opens(sentence: Sentence, clause: Clause, mention: DateMention) -> bool:
    """Whether a date stands apart at the head of its clause, or right after what is spoken of."""
    offset = sentence.start
    apart = sentence.text[mention.end - offset : mention.end - offset + 1] in "、，,"
    before = sentence.text[clause.start - offset : mention.start - offset].rstrip()
    return apart and (not before or before.endswith(("は", "은", "는")))


LABELS = re.compile("(?:頃|ごろ)?[^、。にのからはもがでを以よ]")
"""What follows a date that stands at the head of a chronology's line, and is in no sentence."""


def records(sentence: Sentence, mention: DateMention, published: dt.date | None) -> bool:
    """Whether a past date with its year opens a line of a Japanese chronology."""
    year = mention.first.year
    if year is None or published is None or year > published.year:
        return False
    if mention.first.month is None and mention.first.part is None:
        return False
    at = mention.end - sentence.start
    return mention.start - sentence.start <= 1 and bool(LABELS.match(sentence.text, at))


def moved_on(mention: DateMention) -> bool:
    """Whether a date is counted on from another one: 翌年."""
    first = mention.first
    return any(s is not None and s > 0 for s in (first.shift_year, first.shift_month))


AND = re.compile(r"\b(?:and|but)\s")
"""Between a date and what is to come of it, which another part of the clause tells."""


def ahead_of(sentence: Sentence, clause: Clause, mention: DateMention, cased: bool = False) -> bool:
    """Whether a clause speaks of the future at a date: not where what was said then is told.

    In "announced on March 30 that it would" the date is that of the announcement. ``cased``: the
    verb after the date tells.
    """
    if cased:
        return _before_what_is_to_come(sentence, clause, mention)
    known = sentence.by_pos
    if "cue-schedule" in known and any(w.start < mention.start for w in known["cue-schedule"]):
        return True
    if "cue-plan" not in known and "cue-condition" not in known:
        return False
    if any(
        0 <= w.start - mention.end <= NEAR_ACT
        and presupposed(sentence, clause.start, w.start, w.end)
        for w in sentence.by_pos.get("verb", ())
    ):
        return False
    for pos in ("cue-plan", "cue-condition"):
        for word in sentence.by_pos.get(pos, ()):
            if not clause.start <= word.start < clause.end or disposes(sentence, word):
                continue
            if word.of("verb") and word.start > mention.start:
                continue  # "on November 15 the two agreed to": the day of the agreeing
            if word.start > mention.end and AND.search(
                sentence.text, mention.end - sentence.start, word.start - sentence.start + 1
            ):
                continue  # "opened on April 22 and will close on Friday"
            near = 0 <= mention.start - word.end <= 2 and word.text.isascii()
            if word.of("verb") and near:
                continue  # "agreed on November 15 to": so it is here
            if any(
                mention.end <= w.start < word.start and w.tail.verb and _done(w)
                for w in sentence.words
            ):
                continue  # 8일 정상회의에서 약속한 훈련 계획: the day of the promise
            said = sentence.by_pos.get("cue-said", ())
            if not any(mention.end <= w.start < word.start for w in said):
                return True
    return False


def _done(word: Word) -> bool:
    """Whether a verb of a language with endings tells of what has been done."""
    rule = word.of("verb")
    does = (rule is not None and rule.contact) or word.of("support") is not None
    joined = does and word.tail.has("joined")
    return word.tail.has("past") or joined
