"""What a Chinese verb is about where that stands far before it, or in an earlier clause.

这份条约是两国总统2010年4月在布拉格签署的，2021年延长五年; 中断三年的对话，今年3月在堪培拉重启.
"""

import re
from collections.abc import Sequence

from parley.coding.nouns import CUTS, Noun
from parley.coding.scan import Clause, Sentence
from parley.coding.words import Rule, Word

TOPIC = re.compile(
    r"(?:[”」』》）)]|的(?:效力|效期|运作))*(?:[是由系乃则经于在自已早才也又均被遭就将原]|最[近后]|上[次一]|本|，)"
)
"""After what a clause is about: 备忘录由…签署, 热线是…开通的, 条约于…失效."""
STANDING = frozenset({"line", "channel", "channel-entity", "document"})
"""What a text goes on to tell of without naming it again."""


def topical(
    sentence: Sentence, word: Word, rule: Rule, things: Sequence[Noun], taken: set[int]
) -> list[Noun]:
    """The thing that a verb's clause opens with, else the last one told of in the sentence."""
    if not rule.subject_object:
        return []
    number = sentence.clause_at(word.start)
    clause = sentence.clauses[number]
    fit = [n for n in things if n.classes & rule.objects and n.end <= word.start]
    own = [n for n in fit if clause.start <= n.start and n.start not in taken]
    for noun in own:
        after = noun.end - sentence.start
        dated = any(d.start == noun.end for d in sentence.dates)
        if (dated or TOPIC.match(sentence.text, after)) and not _told(sentence, noun.end, word):
            return [noun]
    if own or any(clause.start <= n.start < word.start and n.classes & STANDING for n in things):
        return []
    if not number or not _goes_on(sentence, clause, word):
        return []
    kinds = STANDING | {"contact"} if rule.effect in CUTS else STANDING
    spoken = [n for n in fit if n.start < clause.start and n.classes & kinds]
    return spoken[-1:]


def _told(sentence: Sentence, start: int, word: Word) -> bool:
    """Whether another verb stands between, so that the thing is rather that one's."""
    offset = sentence.start
    return any(
        start <= w.start
        and w.end <= word.start
        and not w.of("noun")
        and not sentence.text.startswith("的", w.end - offset)
        for w in sentence.by_pos.get("verb", ())
    )


LEFT = re.compile(
    r"(?:[了过成到至起]|[0-9一二三四五六七八九十两半数]+(?:个|多|余)?(?:年|月|周|天|日|小时)?(?:半)?|举行|召开|运作|运行|使用|效力|一次|为止|的|至今|今)*[，。；、！”」』）)]*"
)
"""What may follow a verb that tells what was done to a thing named before: 延长五年."""


def _goes_on(sentence: Sentence, clause: Clause, word: Word) -> bool:
    """Whether a clause has a date of its own, and after its verb nothing that it could be about."""
    dated = any(
        clause.start <= d.start < word.start and d.direction is None for d in sentence.dates
    )
    rest = sentence.text[word.end - sentence.start : clause.end - sentence.start]
    return dated and LEFT.fullmatch(rest) is not None
