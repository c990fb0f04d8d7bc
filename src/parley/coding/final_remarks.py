"""What a verb-final sentence tells anew, and what it only says of an act told before."""

import re

from parley.coding.final_modality import DECIDED_ON, ends, told_past
from parley.coding.final_verbs import attributive
from parley.coding.slots import CONTACT, Filled, State
from parley.coding.words import Word

REMARKED = re.compile(
    r"[ぁ-ん]{0,8}の[はが][^。、]{0,26}(?:初めて|ぶり|[回度]目|以来)"
    r"|[가-힣]{0,4} (?:것은|건|것이) [^.,]{0,26}(?:처음|만에|만이|번째|이후)"
)
"""After a verb, of which all that is said is which time it is: 通過したのは初めて."""


def told_as_news(filled: Filled) -> bool:
    """Whether a meeting without a date is told as having taken place: 海洋協議が都内で開かれた."""
    teller = filled.frame.told_by
    if teller is None or not teller.tail.has("past", "joined"):
        return False
    if attributive(teller) and not ends(filled.sentence, teller):
        return False
    if KANA.search(filled.sentence.text):
        return len(filled.parties) > 1
    return (
        filled.reasons.get("channel") == "named"
        and filled.frame.realised.startswith("support verb")
        and teller.start >= filled.frame.end
    )


GAP = re.compile("(?:년|개월|달|주|일|해|세월) ?(?:여|남짓|가까이)? ?만에(?=[ ,])")
"""Tells that something is told as news: 1년 4개월 만에 재개했다."""


def after_a_gap(filled: Filled) -> bool:
    """Whether Korean tells an act without a date as the first in so long."""
    teller, sentence = filled.frame.told_by, filled.sentence
    if teller is None or not teller.tail.has("past") or not ends(sentence, teller):
        return False
    clause = sentence.clauses[filled.clause]
    low, high = clause.start - sentence.start, teller.start - sentence.start
    return len(filled.parties) > 1 and bool(GAP.search(sentence.text, low, high))


KANA = re.compile("[ぁ-ん]")
"""Japanese tells more often than Korean without a date that two have met."""


def goes_on(filled: Filled, teller: Word) -> bool:
    """Whether a verb tells an act without a date as what was done next, not what is known."""
    if teller.tail.has("past"):
        return not attributive(teller) or ends(filled.sentence, teller)
    if filled.reasons.get("modality") == DECIDED_ON:
        return True  # 往来を停止すると通告し
    joined = teller.tail.has("joined") and ends(filled.sentence, teller)
    return joined and told_past(filled.sentence)


def recalls(filled: Filled, state: State) -> bool:
    """Whether a clause only says which time it is of an act that the sentence before tells."""
    teller = filled.frame.told_by
    if teller is None or (filled.interval.precision == "day" and filled.dated_here):
        return False
    if not REMARKED.match(filled.sentence.text, teller.end - filled.sentence.start):
        return False
    told = list(state.told)
    again = filled.frame.mode in CONTACT and not filled.dated_here
    if again and state.contact is not None and KANA.search(filled.sentence.text):
        told.append(state.contact)
    return any(
        (
            before.frame.mode == filled.frame.mode
            or {before.frame.mode, filled.frame.mode} <= CONTACT
        )
        and set(before.parties) & set(filled.parties)
        for before in told
    )
