"""Which dates of a verb-final sentence are those of another verb than an act's own."""

import datetime as dt
import re

import msgspec

from parley.coding.final_modality import GOING, ends, to_be_announced
from parley.coding.final_verbs import attributive, done_by
from parley.coding.nouns import Frame
from parley.coding.scan import Sentence
from parley.coding.slots import Filled
from parley.coding.to_come import ahead_of, opens
from parley.dates import DateMention
from parley.items import Interval

NOMINAL = re.compile("こと|の(?=[はがをに])|もの|と|ところ| [것데바]")
"""After a verb whose act itself is told of, not a thing that it describes."""


def of_main(mention: DateMention, frame: Frame, sentence: Sentence) -> bool:
    """Whether a day opens a sentence whose last verb it dates, not one that tells of a noun.

    統一省は4日、北側が遮断した回線が復旧したと発表した: the line was not cut that day.
    """
    teller = frame.told_by
    if (
        teller is None
        or frame.rule.pos == "noun"
        or not attributive(teller)
        or ends(sentence, teller)
    ):
        return False
    if "、" not in sentence.text[mention.end - sentence.start : teller.start - sentence.start]:
        return False
    at = done_by(teller)
    if NOMINAL.search(sentence.text, teller.end - sentence.start, at + 2 - sentence.start):
        return False  # 11日、…を配備したことを明らかにした
    return any(w.start >= at and w.tail.verb and w.tail.has("past") for w in sentence.words)


def quoted(sentence: Sentence, frame: Frame) -> bool:
    """Whether an act is told as announced or said: 会談すると発表した."""
    teller = frame.told_by
    if teller is not None and teller.tail.has("will"):
        return True
    if frame.mode in GOING and to_be_announced(sentence, teller):
        return True
    return (
        teller is not None
        and teller.tail.has("quote")
        and any(
            w.start >= teller.end and (w.of("announce") or w.of("cue-said")) for w in sentence.words
        )
    )


def opens_before(mention: DateMention, frame: Frame, sentence: Sentence) -> bool:
    """Whether a day opens a clause before an act: 省は24日、…と発表した."""
    clause = sentence.clauses[sentence.clause_at(mention.start)]
    return mention.end <= frame.start and opens(sentence, clause, mention)


def of_lapse(mention: DateMention, frame: Frame, sentence: Sentence) -> bool:
    """Whether a date is that of a verb right before what is agreed on: 昨年途絶えた対話の再開."""
    at = [noun.start for noun in frame.objects if noun.start < frame.start]
    return bool(at) and any(
        w.start >= mention.end
        and attributive(w)
        and w.tail.has("past")
        and 0 <= at[-1] - done_by(w) <= NEXT
        and "、" not in sentence.text[mention.end - sentence.start : w.start - sentence.start]
        for w in sentence.words
    )


NEXT = 4
"""Characters at most between a verb and the noun that it tells of."""


THAT_IT_WAS = re.compile(
    r"(?:[ぁ-ん]{0,4}(?:と|を|ことを)(?:正式に)?(?:表明|発表|通告|通知|宣言|決定|決め|伝え))?"
    r"[ぁ-ん]{0,8}の(?:は|が)、?(?:[^ 、]{1,8}の)?"
    r"|[가-힣]{0,4} ?(?:것(?:은|도|이)|건) (?:[^ ,]{1,8} ){0,3}"
)
"""Between a verb and the date that says when it was."""
THEN = re.compile(
    r"[^ 、。,.]{0,4}(?:이(?:다|었|고|며|라)|였|입니다|에야|의 일이)|[^、。]{0,3}(?:だ|で|のこと)"
    r"|(?:が(?:初めて|最初|最後))|[」』]?。?$"
)


def year_before(interval: Interval) -> Interval:
    """A day or month a year earlier: that of what is told as past cannot lie ahead."""
    first, last = interval.start, interval.end
    if first is None or last is None:
        return interval
    if (first.month, first.day) == (2, 29) or (last.month, last.day) == (2, 29):
        return interval
    return msgspec.structs.replace(
        interval, start=first.replace(year=first.year - 1), end=last.replace(year=last.year - 1)
    )


def was_then(sentence: Sentence, frame: Frame, mention: DateMention) -> bool:
    """Whether a date says when it was that the verb before it tells: 개통된 것은 6월 말이다."""
    offset = sentence.start
    return (
        frame.told_by is not None
        and bool(
            THAT_IT_WAS.fullmatch(sentence.text, frame.told_by.end - offset, mention.start - offset)
        )
        and bool(THEN.match(sentence.text, mention.end - offset))
    )


def follows(mention: DateMention, before: Interval | None) -> bool:
    """Whether a day without a month is of that of the day before it: 先月25日に就任し、28日に."""
    first = mention.first
    if before is None or before.precision != "day" or before.start is None or first.day is None:
        return False
    whole = (first.month, first.year, first.shift_month, first.shift_year, first.weekday)
    return whole == (None,) * 5 and not first.coming and first.day >= before.start.day


def of_what_is_agreed(sentence: Sentence, mention: DateMention) -> bool:
    """Whether a date stands right by a verb of what is to come, rather than opens its clause."""
    clause = sentence.clauses[sentence.clause_at(mention.start)]
    after = sentence.text[mention.end - sentence.start : mention.end - sentence.start + 1]
    return after not in "、，," and ahead_of(sentence, clause, mention, True)


YEARS_SINCE = re.compile(
    r"\)?(?:인)? ?[^,.()은는이가을를]{0,14}(?:주년|기념일)(?:(?:\([^()]{1,8}\))?(?:을|를)? ?"
    r"(?:비롯|맞|앞두|앞둔|기념|계기)|에 즈음)"
)
"""After a day that is only the anniversary of something: 24일 수교 30주년을 앞두고."""
ANNIVERSARY = "주년("


def of_anniversary(mention: DateMention, sentence: Sentence) -> bool:
    """Whether a Korean date is that of an anniversary, not of what is told."""
    at = mention.start - sentence.start
    if sentence.text.endswith(ANNIVERSARY, 0, at):
        return True
    return bool(YEARS_SINCE.match(sentence.text, mention.end - sentence.start))


SINCE = re.compile(r"[^。]{0,24}(?:以来|以降|ぶり|이후|이래|만에)")
OWNED = re.compile("(?:の(?!夜|朝|昼|晩|午前|午後|夕|未明|深夜|早朝|時点|段階)|의)")


def background(sentence: Sentence, mention: DateMention) -> bool:
    """Whether a date tells of something past that the text goes back to: 2019年に開かれて以来."""
    offset = sentence.start
    if opens(sentence, sentence.clauses[sentence.clause_at(mention.start)], mention):
        return False
    if SINCE.match(sentence.text, mention.end - offset):
        return True
    if OWNED.match(sentence.text, mention.end - offset):
        return True
    if LONG_BEFORE.match(sentence.text, mention.end - offset):
        return True
    if TOLD_OF.match(sentence.text, mention.end - offset):
        return True
    word = next((w for w in sentence.words if w.start >= mention.end and w.tail.verb), None)
    return word is not None and attributive(word) and not ends(sentence, word)


TOLD_OF = re.compile(
    r"에? (?:[가-힣]{1,5}(?:에서|에) )?[가-힣]{1,4}(?:진|된|린|던|생한|결한|어난) "
    r"|に(?:[^、。はが]{1,8}で)?(?:起き|起こっ|発生し|生じ|浮上し|表面化し|明るみに出|判明し|持ち上がっ|始まっ)た"
    r"(?=[^、。])"
)
"""After a date that is that of a verb which only tells of the noun after it."""


LONG_BEFORE = re.compile(
    r"에? (?:[가-힣]{1,5}(?:에서|에) )?[가-힣]{0,3}"
    r"(?:불거진|벌어진|빚어진|발생한|일어난|체결한|체결된|마련된|채택된|채택한|중단된|끊긴) "
    r"|[^,.。]{0,24}(?:이후|이래|뒤|후) [^,.]{0,12}?"
    r"(?:중단|단절|동결|끊|멈|막|닫|폐쇄|취소|연기|중지)[가-힣]{0,4}[된긴던춘힌진한] "
)
"""After the date of what happened long before an act that sets it right: 12월 불거진 갈등."""


def of_matter(mention: DateMention, frame: Frame, sentence: Sentence) -> bool:
    """Whether a date is that of the matter which an act is about, told of before it."""
    match = LONG_BEFORE.match(sentence.text, mention.end - sentence.start)
    return match is not None and match.end() + sentence.start <= frame.start


def of_another(out: Filled, sentence: Sentence, mention: DateMention) -> bool:
    """Whether a date is that of a thing or of a verb that tells of a noun before the act's own.

    2018年の合意を破棄した, 昨年再開した協議を停止した: neither day is that of the act.
    """
    frame = out.frame
    offset = sentence.start
    if frame.rule.pos != "noun" and OWNED.match(sentence.text, mention.end - offset):
        for noun in frame.objects:
            between = sentence.text[mention.end - offset : max(0, noun.start - offset)]
            if noun.start >= mention.end and len(between) <= 14 and "、" not in between:
                return True
    if sentence.text[mention.end - offset : mention.end - offset + 1] in "、，,":
        return False
    told = TOLD_OF.match(sentence.text, mention.end - offset)
    if told and told.end() + offset < frame.start:
        return True  # 2018년 12월 불거진 갈등을 매듭짓고 …에 합의했다
    for word in sentence.words:
        if word.start >= frame.start or word is frame.told_by:
            return False
        if word.start >= mention.end and word.tail.verb:
            return attributive(word)
    return False


NEWS = dt.timedelta(days=45)


def of_news(interval: Interval, published: dt.date | None) -> bool:
    """Whether a date lies so shortly before publication that something may have been said then."""
    if published is None or interval.end is None:
        return True
    return published - NEWS <= interval.end <= published
