"""Lengths and starting points in languages whose verb stands last: 3年ぶり, 2017년 이후 처음."""

import re
from collections.abc import Sequence

from parley.coding.claim_words import LONG, UNITS, Cue, Here, Read, Relation, iso
from parley.coding.positions import part_at
from parley.coding.subjects import HANGUL
from parley.coding.vocabulary import Match
from parley.dates import DateMention, Duration
from parley.items import Interval

GAP = 4  # characters between a length and the particle that makes it a break
LASTS = 6  # between a length and a word of lasting
FIRST = 40  # between a starting point and the "first" that counts from it
STARTS = 30  # between a date and the particle that makes it a starting point


def of_length(here: Here, length: Duration) -> Read | None:
    """The claim that a length of time makes, None where it makes none."""
    if length.unit not in UNITS:
        return None
    text, sentence = here.scan.view.text, here.sentence
    clause = part_at(sentence.parts, length.start)
    end = max(clause.end, min(sentence.end, length.end + GAP))
    broken = bool(here.of("break", clause.start, length.start))
    closing = [
        word
        for word in here.of("gap-noun", length.end, min(sentence.end, length.end + GAP + 4))
        if len(word.text) > 1 or not HANGUL.match(text, word.end)
    ]
    firsts = here.of("first", length.end, min(sentence.end, length.end + 16))
    relation: Relation | None = None
    if closing and closing[0].start - length.end <= GAP:
        follows = here.of("first", closing[0].end, min(sentence.end, closing[0].end + 3))
        relation = "first-since" if follows else "gap"
    elif here.key == "ko" and length.unit in LONG and undone(here, length):
        relation = "duration"
    elif (
        here.key == "ja" and length.unit in LONG and NOT_DONE.match(text, length.end, sentence.end)
    ):
        relation = "gap"
    elif skipped(here, length, clause.start, end):
        return None
    elif firsts and (here.of("until", length.end, firsts[0].start) or over(here, length)):
        relation = "first-since"
    elif length.unit in LONG and lasts(here, length, end):
        opened = here.of("gap", length.end, min(end, length.end + LASTS + 6))
        relation = "gap" if opened else "duration"
    if relation is None:
        return None
    first = firsts[0].end if relation == "first-since" and firsts else clause.end
    return Read(
        relation,
        clause.start,
        max(clause.end, first),
        length.value,
        length.unit,
        length.hedge,
        broken=broken and relation == "first-since" and text[clause.start : length.start] != "",
    )


def skipped(here: Here, length: Duration, start: int, end: int) -> bool:
    """Whether a length is of a drill, a contract, a term of office."""
    before = here.of("skip", max(start, length.start - 8), length.start)
    return bool(before or here.of("skip", length.end, min(end, length.end + 7)))


def over(here: Here, length: Duration) -> bool:
    """Whether a length is told as the one just past (過去10年で初めて, 지난 10년 동안 처음)."""
    before = here.of("over", max(here.sentence.start, length.start - 6), length.start + 2)
    return bool(before)


THROUGH = re.compile(
    "(?:가까이|넘게|이상|동안|째|간|남짓|여|내내|이 넘도록|이 지나도록|이 다 되도록)$"
)
AFTER_IT = re.compile("(?:째|간|이 넘도록|이 지나도록|이 다 되도록| 내내)(?= )")
NOT = "(?:지 (?:않|못|아니)(?!기로|기 위|겠|도록|으면|을 )| ?없(?:[었다는이]|습니다))"
UNDONE = re.compile(f" [^,.]{{0,28}}?[가-힣]{NOT}")
"""After a length through which something has not been done: 2년 가까이 회담을 하지 못했다."""
EVER_SINCE = ("이후", "이래", "이후로", "이래로")
NEVER_AFTER = re.compile(f"[^,.]{{0,26}}?[가-힣 ]{NOT}")
"""After a starting point since which something has not been done: 4월 이후 응답이 없다."""


NOT_DONE = re.compile(
    r"(?:近く|以上|余り|あまり|間|もの間|にわたり|にわたって|、|も){0,3}(?:一度も|全く|まったく)?"
    r"(?:開催|開か|行わ|実施|会談|協議|対話|面会|会っ|訪問|訪れ|実現|持た|もた|話し合|使わ|使用|機能|稼働|応答|つなが|接触)"
    r"[^、。はがを]{0,6}?(?:てい|てお)(?:な|りませ|ませ|ら[ずな])"
)
"""After a length through which something has not been done: 六年近く開催されておりません."""


def undone(here: Here, length: Duration) -> bool:
    """Whether something has not been done through a length."""
    text = here.scan.view.text
    tail = AFTER_IT.match(text, length.end)
    stop = tail.end() if tail else length.end
    through = tail or THROUGH.search(text, length.start, length.end)
    return bool(through and UNDONE.match(text, stop, here.sentence.end))


SLIGHTLY = r"(?: ?(?:약|거의|무려|꼭|만|근|벌써|어느덧|다시))? ?"
SINCE_THEN = re.compile(SLIGHTLY)
FROM_WHEN = re.compile(
    r"[^.]{0,70}?(?:이후|이래|이후로|이래로|직후|[가-힣] ?뒤|[가-힣]후| 후|마지막으로|끝으로"
    r"|[가-힣] 지)" + SLIGHTLY
)
"""Between a date and the length that is counted from what was done then: 작년 7월 만난 이후."""
EVER_SINCE_JA = re.compile(
    r"[^。]{0,50}?(?:以来|以降|を最後に|が最後で|を最後として|たきり)(?:、|は|も)?"
    r"(?:(?:途絶え|止まり|止まって|途切れ|中断し|開かれず|行われず)、)?"
    r"(?:(?:空白|中断|断絶|空白期間|途絶)(?:期間)?(?:は|が))?(?:すでに|既に|実に|もう)?(?:約|およそ|丸)?"
)
"""Between a date and the length that is counted from it: 10月を最後に途絶え、空白は."""


def counted_from(
    here: Here, length: Duration, dates: Sequence[tuple[DateMention, Interval]]
) -> str | None:
    """The starting point that a length is told to be counted from in its own sentence."""
    text = here.scan.view.text
    for mention, interval in reversed(dates):
        if mention.end > length.start or interval.start is None:
            continue
        if here.key == "ja":
            since_then = EVER_SINCE_JA.fullmatch(text, mention.end, length.start)
            return iso(interval) if since_then else None
        at_once = mention.text.endswith(EVER_SINCE)
        if at_once and SINCE_THEN.fullmatch(text, mention.end, length.start):
            return iso(interval)
        return iso(interval) if FROM_WHEN.fullmatch(text, mention.end, length.start) else None
    return None


def lasts(here: Here, length: Duration, end: int) -> bool:
    """Whether a length tells how long something has gone on."""
    closing = here.of("over-after", length.start, min(here.sentence.end, length.end + LASTS + 6))
    return any(word.end > length.end - 4 and word.start - length.end <= LASTS for word in closing)


def since(here: Here, mention: DateMention, interval: Interval) -> Read | None:
    """The claim of a first since a date; None where the date is no starting point of a first."""
    if interval.start is None or "until" not in here.cues:
        return None
    sentence = here.sentence
    clause = part_at(sentence.parts, mention.start)
    closing = here.of("until", mention.start, min(sentence.end, mention.end + STARTS))
    later = [d.start for d in sentence.dates if d.start >= mention.end]
    closing = [w for w in closing if w.end >= mention.end and not (later and later[0] < w.start)]
    if not closing:
        return None
    told = first_told(here, closing[0])
    if told is None:
        idle = closing[0].text in EVER_SINCE and NEVER_AFTER.match(
            here.scan.view.text, closing[0].end, sentence.end
        )
        if not idle:
            return None
        return Read("gap", clause.start, max(clause.end, idle.end()), since=iso(interval))
    return Read("first-since", clause.start, max(clause.end, told), since=iso(interval))


def first_told(here: Here, opener: Match[Cue]) -> int | None:
    """Where a starting point is told as the last time before; None where it is not."""
    sentence = here.sentence
    stop = min(sentence.end, opener.end + FIRST)
    firsts = here.of("first", opener.end, stop) + here.of("gap-noun", opener.end, stop)
    if firsts:
        return min(word.end for word in firsts)
    copulas = here.of("since", opener.end, stop)
    if copulas and copulas[0].start == opener.end:
        return copulas[0].end
    return None
