"""Verbs that stand last, how they end, and the nouns to their left that they govern."""

import re
from collections.abc import Sequence

from parley.coding.modality import cues
from parley.coding.nouns import CUTS, Noun
from parley.coding.scan import Clause, Sentence
from parley.coding.words import Rule, Word

SUPPORT_REACH = 34
HEAD_REACH = 16
BARE_END = re.compile(
    r"(?:[（(][^（）()]{1,14}[）)])?[」』）)\s]*(?:[、，。,.;；]|$|(?<=\s)[0-9]{1,2}(?:月|日))"
)
"""After a verbal noun that tells by itself: a chronicle's 「…で会談。」."""
PURPOSE = re.compile(
    "에(?:는|도)? (?:일절 |전혀 )?(?:응답|답|응하)"
    "|(?:을|를) (?:위한|위해|앞두고|앞둔|염두에|신청)|(?:\\([^()]{1,20}\\))? 참석차"
    "|(?:을|를) (?:바탕|토대|근거|기초)으?로|에 (?:따라|따른|기초|근거|입각|명시|담긴)"
    "|に向けた|のための|に向け、"
)
SPOKEN_ABOUT = re.compile(
    r"(?:\([^()]{1,20}\))?[\"”'’]?(?:"
    r"[을를] (?:두고|놓고|비난|규탄|비판|언급|거론|거명|트집|문제 ?삼|맹비난|성토)"
    r"|에 (?:대해|대하여)|[와과] 관련(?:해|하여)| ?(?:제의|제안)[은는가이] "
    r"|(?<=[\"”'’])이?라(?:고|며|면서|는))"
)
"""After what something is only said about, the day of which is not its own: 10일 훈련을 두고."""
IS = re.compile(r"(?:は|が|은|는|이|가)、? ?(?:[^ 、]{1,6} )?")
SCHEDULED_FOR = "planned: set for a day"
IT_WAS_THEN = "dated noun: it was then"
WAS = re.compile(
    r"(?:の[0-9一二三四五六七八九十両]{1,3}日間)?"
    r"(?:[^、。はがを]{0,10}以来|[^、。はがを]{0,12}が最後"
    r"|(?:、[^、。はがを]{1,12}|に[^、。はがを]{1,12}で)?(?:だった|であった|でした)"
    r"|で、|、?[^、。はがを]{1,12}で。?$| 일이"
    r"|(?: [가-힣]{2,8}(?<!처음|최초|번째|예정|계획|당시|결과)(?<!마지막))?"
    r"(?:이었|였|이다|입니다|이며|이고))"
)
"""What tells when something was: 첫 순찰은 2019년 7월이었다."""
TO_COME = re.compile(r"[へに]?(?:へ|向け)[」』\s]*(?:[、。]|$)")
LISTED = re.compile(
    r"[」』]?(?:、|と|や|および|及び|並びに|ならびに|・|, |과 |와 | 및 |·)[^、。を을를]{0,14}"
)
ROUND_OF = re.compile(r"(?:\([^()]{1,20}\)|[()])?(?: |の|의 )?")
"""Between talks with a name and the word for a round of them: 해상군사안보협의 회의."""
TOPIC = re.compile("[」』]?(?:は|が|も|은|는|이|가)")
MEETING_AT = re.compile(
    r"(?:\([^()]{1,20}\))?(?:の(?:席上|場|冒頭|中|際))?"
    r"(?:で(?!き)|では|において|の席上|の冒頭|に出席|に臨|에서|에 참석|(?:을|를) 계기로)"
)
GENERAL = re.compile(
    r"(?:これまで|過去|毎回|毎年|次回|今後|将来|그동안|매년|향후|앞으로|차기)[^、。]{0,10}$"
)
DATED = re.compile(
    r"(?:(?!に(?!よ)|에(?! )|談話|声明|会見で|演説|講演|論評|담화|성명|기자회견|연설|논평)"
    r"(?:我が国|[^、。はがを，])){0,30}"
)
"""Between a date and the noun that it dates: 8月の中国機による領空侵犯."""
POINTED = re.compile(r"(?:これ|それ|同|その|이|그|해당|동)[^、。]{0,8}$")


HEADING = 26
"""Characters at most of a line that heads what stands below it."""


def heads(sentence: Sentence) -> bool:
    """Whether a line is a heading: short, without a verb or a final mark."""
    text = sentence.text.rstrip()
    return len(text) <= HEADING and text[-1:] not in ".。?!" and not any(map(tells, sentence.words))


def tells(word: Word) -> bool:
    """Whether a word is a verb here."""
    return word.tail.verb


def alone(sentence: Sentence, word: Word) -> bool:
    """Whether a verbal noun ends its clause or line and so tells by itself."""
    at = word.end - sentence.start
    if BARE_END.match(sentence.text, at):
        return True
    return bool(COPULA.match(sentence.text, at) and CLEFT.match(sentence.text))


COPULA = re.compile(r"(?:です|でした|だ|だった|である|であった|であり|で、)[」』。]*")
CLEFT = re.compile(
    r"[^。]{0,60}(?:決め|決定し|表明し|発表し|通告し|宣言し|打ち出し|打っ|選ん|取っ|とっ|踏み切っ|講じ|応じ|返し|持ち出し)た"
    r"(?:の|措置|対抗措置|手)は"
)
"""Opens a sentence whose last noun is what was done: 韓国が決めたのは、合意の効力停止だ."""


def attributive(word: Word) -> bool:
    """Whether a verb tells of the noun after it: 合意した協議."""
    return word.tail.of_noun


def done_by(word: Word) -> int:
    """Where a verb's endings end."""
    return word.end + word.tail.length


MEANWHILE = re.compile("中の|中に(?!も)|中だ|先の")
"""After an act during which something else is done: 訪問中の外相が会談を行った."""


def supported(
    sentence: Sentence, start: int, end: int, clause: Clause, also: str = ""
) -> Word | None:
    """The support verb that makes what stands at ``start:end`` happen, else None.

    To the right, governing it; or to the left, telling of it (開かれた会談). ``also``: another kind
    of word that does.
    """
    offset = sentence.start
    if MEANWHILE.match(sentence.text, end - offset):
        return None
    helping: Sequence[Word] = sentence.by_pos.get("support", ())
    either = helping
    if also in sentence.by_pos:
        either = [w for w in sentence.words if "support" in w.parts or also in w.parts]
    for word in either:
        if word.start < clause.start or word.start >= clause.end:
            continue
        if word.start >= end:
            if word.start - end > SUPPORT_REACH:
                break
            if MEETING_AT.match(sentence.text, end - offset) and not _attends(sentence, end, word):
                return None
            if not (tells(word) or alone(sentence, word)):
                continue
            if _loose(sentence, word, end) or _of_next(sentence, word, end):
                continue
            between = [w for w in sentence.words if end <= w.start < word.start and tells(w)]
            return None if between else word
    for word in reversed(helping):
        if (
            clause.start <= word.start < start
            and attributive(word)
            and 0 <= start - done_by(word) <= HEAD_REACH
            and not TOPIC_BETWEEN.search(sentence.text, done_by(word) - offset, start - offset)
        ):
            return word
    return None


TOPIC_BETWEEN = re.compile("[一-龠ァ-ヴー][はを]")
"""Between a verb that tells of a noun and another noun: 続ける中国の行動は演習の趣旨に…。"""


def _of_next(sentence: Sentence, word: Word, end: int) -> bool:
    """Whether a verb tells of the next act of a list: 首脳会談や東京で行われた外相会談."""
    if not attributive(word) or not LISTED.match(sentence.text, end - sentence.start):
        return False
    at = done_by(word)
    return any((w.named or w.classes) and 0 <= w.start - at <= 6 for w in sentence.words)


ENTERED = re.compile("入")
ENTERS = re.compile(
    r"[―ー－\-0-9A-Za-z]{0,8}(?:[「『（(][^「」『』（）()]{1,20})?[」』）)]?に(?:は|も)?"
)
"""Between an exercise and entering it: 演習「連合利剣」に入った."""
DIRECT = re.compile(
    r"(?:이|가|은|는|도|을|를)? ?"
    r"(?:(?:[^\s,]+(?:에서|에|로|간|차례|번|회|히|게|도|월|일|초|말)|함께|같이) ){0,4}"
)


ANNOUNCED = re.compile(r"[^가-힣]*|(?:을|를|도)? ?(?:[^\s,]{1,6} ){0,2}")
"""Between what is announced and the announcing."""


def _loose(sentence: Sentence, word: Word, end: int) -> bool:
    """Whether a verb as plain as "do" or "be" stands too far from the noun to make it happen."""
    rules = [rule for rule, _ in word.rules if rule.pos == "support"]
    offset = sentence.start
    if not rules and word.of("announce"):
        return not ANNOUNCED.fullmatch(sentence.text, end - offset, word.start - offset)
    if not rules or not all(rule.direct for rule in rules):
        return False
    between = ENTERS if ENTERED.match(word.text) else DIRECT
    return between.fullmatch(sentence.text, end - offset, word.start - offset) is None


def _attends(sentence: Sentence, end: int, word: Word) -> bool:
    between = sentence.text[end - sentence.start : word.start - sentence.start]
    return between in ("に", "에 ", "에")


GAPPED = re.compile("(?:이|가), ?")
"""After a noun whose verb stands in the next clause alone."""


def later(sentence: Sentence, noun: Noun) -> Word | None:
    """The support verb of the next clause, of a noun that is spoken of: 会合は年明け、…開かれる."""
    number = sentence.clause_at(noun.start)
    if number + 1 >= len(sentence.clauses):
        return None
    clause, following = sentence.clauses[number : number + 2]
    if not TOPIC.match(sentence.text, noun.end - sentence.start):
        return None
    if any(tells(w) for w in sentence.words if noun.end <= w.start < clause.end):
        return None
    for word in sentence.words:
        if following.start <= word.start < following.end:
            if word.of("noun"):
                return None
            if word.of("support") and tells(word):
                return word
    return None


def planned_next(sentence: Sentence, noun: Noun, clause: Clause) -> str | None:
    """What plans an act whose verb stands in the next clause: 18일에는 회담이, …예정돼 있다."""
    offset = sentence.start
    if not GAPPED.fullmatch(sentence.text, noun.end - offset, clause.end - offset):
        return None
    number = sentence.clause_at(noun.start) + 1
    for following in sentence.clauses[number : number + 1]:
        for cue in cues(sentence, "cue-plan", following.start, following.end):
            return f"planned: {cue.text}"
    return None


def verbs(sentence: Sentence) -> list[tuple[Word, Rule, Word | None]]:
    """Verb readings, left to right, each with the word whose endings tell how.

    A verbal noun is one by its light verb (再開した), by a support verb (再開を発表した) or at the
    end of its clause; else None stands for it, and it counts only under an agreement.
    """
    out: list[tuple[Word, Rule, Word | None]] = []
    for word in sentence.free:
        if "verb" not in word.parts:
            continue
        rules = [rule for rule, _ in word.rules if rule.pos == "verb"]
        teller: Word | None = None
        if tells(word):
            teller = word
        else:
            clause = sentence.clauses[sentence.clause_at(word.start)]
            headed = TO_COME.match(sentence.text, word.end - sentence.start)
            if alone(sentence, word) or headed or _before_another(sentence, word, rules):
                teller = word
            elif not word.of("noun") or word.named is None:
                teller = supported(sentence, word.start, word.end, clause, "announce")
        out += [(word, rule, teller) for rule in rules]
    return out


AND_THEN = re.compile(" (?:직)?(?:후|뒤)(?:에)? (?![0-9첫처])")
"""After a verbal noun that is told as done before the next verb: 카디즈에 진입 후 이탈했다."""
WITH_WHAT = re.compile(
    "(?:으로|로)(?: 인해| 인하여)? [^,.]{0,40}?"
    "(?:숨[졌진지]|사망|희생|목숨을 잃|다쳤|다친|다치|부상|전사|침몰|가라앉|파괴|부서|불탔|격추)"
)
"""After the deed by which somebody is hurt: 북한군의 포격으로 해병 두 명이 숨졌다."""
FORCES = frozenset({"incursion", "transit", "missile-test", "harass", "intercept", "patrol"})


def _before_another(sentence: Sentence, word: Word, rules: list[Rule]) -> bool:
    """Whether a verbal noun without a verb of its own tells what led to the next one."""
    modes, at = {rule.mode for rule in rules}, word.end - sentence.start
    if modes & FORCES and AND_THEN.match(sentence.text, at):
        return True
    return "attack" in modes and WITH_WHAT.match(sentence.text, at) is not None


def governed(
    sentence: Sentence,
    word: Word,
    rule: Rule,
    things: list[Noun],
    taken: set[int],
    topic: Noun | None,
    teller: Word | None = None,
) -> list[Noun]:
    """The nouns that a verb governs: to its left in the clause, else the noun that it tells of,
    else what an earlier clause or sentence speaks of."""
    number = sentence.clause_at(word.start)
    clause = sentence.clauses[number]
    offset = sentence.start
    fits = [n for n in things if n.classes & rule.objects and n.start not in taken]
    left = [n for n in fits if clause.start <= n.start and n.end <= word.start]
    told = {
        w.start
        for w in (sentence.by_pos.get("noun", ()) if left else ())
        if w.start < word.start and "verb" in w.parts and attributive(w)
    }
    left = [n for n in left if n.start not in told]  # 会談した首相が再開で合意: a verb of its own
    left = [
        n
        for n in left
        if rule.implies
        or n.end == word.start
        or not MEETING_AT.match(sentence.text, n.end - offset)
    ]
    if left:
        run = [left[-1]]
        listed = [n for n in fits if n.end <= left[-1].start] if rule.effect in CUTS else []
        for noun in reversed(listed):  # also where a comma cuts the list: 통화와 회담, 협의를 취소
            if ROUND_OF.fullmatch(sentence.text, noun.end - offset, run[0].start - offset):
                run[0] = noun if noun.channel and not run[0].channel else run[0]
                continue
            if not LISTED.fullmatch(sentence.text, noun.end - offset, run[0].start - offset):
                break
            run.insert(0, noun)
        return run
    if attributive(word) or (teller is not None and attributive(teller)):
        at = done_by(word if attributive(word) or teller is None else teller)
        right = [n for n in fits if 0 <= n.start - at <= HEAD_REACH and n.start < clause.end]
        if right:
            return right[:1]
    if not rule.subject_object:
        return []
    for earlier in reversed(sentence.clauses[:number]):
        spoken = [
            n
            for n in things
            if n.classes & rule.objects
            and earlier.start <= n.start < earlier.end
            and not any(w.start == n.start and tells(w) for w in sentence.words)
        ]
        if spoken:
            return spoken[:1]
    if topic is not None and topic.classes & rule.objects:
        before = sentence.text[clause.start - offset : word.start - offset]
        nobody = not any(h.kind != "place" for h in sentence.entities)
        if POINTED.search(before) or (nobody and sentence.dates and len(sentence.clauses) == 1):
            return [topic]
    return []


DID = re.compile("[」』]?をし(?:た(?!い|ら)|て(?:いる|いた|おり|いた)|ました|ています|、)")
"""After what is told as done with the plainest verb: 合同訓練をした."""


SET_FOR = re.compile(
    r"[^、。はがを]{0,10}(?:予定|計画|想定|準備)され(?:る|ている)(?!が)[^、。はがを]{0,12}$"
    r"|(?:に|へ)?(?:控え(?:る|た)|迫(?:る|った)|とされる)[^、。はがを]{0,12}$"
)
"""Between a date and what it is set for: 来月に予定される定例協議."""


TOOK_PLACE = re.compile(
    r"[」』]?(?:[(（][^()（）]{1,10}[)）])?(?:が|は|も)[^。はが]{1,30}?(?:で|に)(?:あった|ありました|あり、)"
)
"""After what was held somewhere or then: 協議は16日にあった, 会合がマニラであり、."""


def dates_or_places(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether a date or the name of a place stands right before what says that something was."""
    ends = [d.end for d in sentence.dates if start <= d.start < stop]
    ends += [h.end for h in sentence.entities if start <= h.start < stop]
    return any(stop - 7 <= end <= stop - 2 for end in ends)
