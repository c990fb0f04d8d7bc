"""Whether something happened, where the verb stands last: by its endings and what follows."""

import re

from parley.coding.final_verbs import SCHEDULED_FOR, TO_COME, attributive, done_by, tells
from parley.coding.modality import Told, cues, question
from parley.coding.nouns import Frame
from parley.coding.scan import Sentence
from parley.coding.tails import NO_TAIL
from parley.coding.words import Word

NEAR = {"cue-plan": 18, "cue-hypothesis": 18, "cue-undone": 24, "cue-negation": 12}
"""How far, in characters, what is said of an act may stand after it."""
NOMINAL = 8
"""The same after a noun that no verb tells."""
AT_ONCE = 3
"""The same after what is told as done, of a supposition: した可能性, したとの観測."""
ABOUT = re.compile("について|に関し|をめぐ|を巡|に対し|에 대해|에 관해|을 둘러|를 둘러")
"""After what is spoken of."""
DECIDED_ON = "decided, which is the act"
TO_BE = "told as to come"
FOLLOWS = "as what follows, to come"
"""Why a verb in the present is taken for a plan: unless its date is past, as in a chronicle."""
ASKING = re.compile(r"(?:か|は|かね|のか|까|나요|는지|는가|은가|나)[」』。.\s]*$")
CLAIMED = re.compile(
    r"という|との|とする|とした|とされる|といった|ような|다는|라는|다고|설|했다는|의혹|주장"
)
REBUFFED = "일축"
SUCH_AS = re.compile(" (?:등|가운데|한편|동안|와중)|など")
BESIDES = re.compile("とともに|と共に|と同時に|一方|かたわら|傍ら")
"""After a verb in the present beside which the last verb of the sentence tells another act."""
AGREED = re.compile("[가-힣]{0,6}기로 (?:했|하였|합의|결정|뜻을|의견)")
"""What was agreed is to come; what led to it (만나 …기로 했다) has been done."""
OFF = frozenset({"cancelled", "suspended", "terminated", "refused"})
BY_DECISION = frozenset({"aid", "arms-sale", "sanction", "ease", "expel", "cease"})
"""What is done by deciding on it: 売却すると決めた."""
DECIDED = re.compile(
    r"[가-힣]{0,2}기로 (?:했|하였|한|함|합의|결정|의결)|겠다고 (?:통보|선언|밝혔|발표|했|알렸)"
    r"|한다고 (?:통보|선언|밝혔|발표|알렸)"
    r"|(?:する|しない)?ことを決め|(?:する)?ことで(?:合意|一致)"
    r"|(?:する|[うくすつぬむるぐぶ])?(?:こと)?(?:と|を|で|旨を)[、]?(?:[^、。]{0,14}[にへで])?(?:正式に|一方的に|突然)?"
    r"(?:発表|通告|通知|表明|宣言|明らかに|決め|決定|伝え|公表|予告|言い渡)"
    r"|(?:する)?方針を(?:決め|決定|通告|通知|伝え)"
    r"|するとともに[^。]{4,60}(?:発表|通告|表明|明らかに)(?:し|した)"
)
"""What is called off is so once that is decided: 미루기로 했다."""


ORDERED = re.compile(
    "[가-힣]{0,3}(?:라고|라는) [^,.]{0,10}(?:명령|지시|하달|지침)"
    "[가-힣]* ?(?:했|하였|함|한|받|내렸|하달)"
)
"""What forces are told to do is so once it is ordered: 사격 준비태세를 갖추라고 명령했다."""
WHATEVER = re.compile("[^、。]{0,14}(?:[しこよ]よう|ろう)が、")
"""After what makes no difference: 訓練を延期したり縮小したりしようが、意に介さない."""
TRIED = re.compile("하?려고? ?(?:했|하였|던|다가?[ ,])")
"""After what somebody was about to do: 회담하려 했으나."""
SINCE = re.compile(" ?(?:이후|이래|以来|以降|後|뒤|후)")


PAST = re.compile(
    r"(?:[^だ]った|した|いた|えた|けた|れた|んだ|ました|[았었했됐갔왔렸졌쳤켰났겼혔셨])(?:다|습니다)?[。.」”\"]*$"
)
"""The end of a sentence that tells of the past."""


def asks(sentence: Sentence) -> bool:
    """Whether the sentence is a question: by its mark or its last word."""
    return question(sentence) or bool(ASKING.search(sentence.text, max(0, last(sentence) - 4)))


def last(sentence: Sentence) -> int:
    """Where a sentence ends, without the marks that close it."""
    return len(sentence.text.rstrip("。.」』”\"' "))


def told_past(sentence: Sentence) -> bool:
    """Whether the end of a sentence tells of the past."""
    return bool(PAST.search(sentence.text, max(0, last(sentence) - 8)))


def told(sentence: Sentence, frame: Frame) -> Told:
    """How an act is told, from the endings of the word that tells it and what stands after it."""
    teller = frame.told_by
    start = min(frame.start, teller.start) if teller else frame.start
    end = max(frame.end, teller.end if teller else frame.end)
    number = sentence.clause_at(teller.start if teller else frame.start)
    clause = sentence.clauses[number]
    tail = teller.tail if teller is not None else None
    says = tail.features if tail is not None else NO_TAIL.features
    known = sentence.by_pos
    if number == len(sentence.clauses) - 1 and not _granted(frame) and asks(sentence):
        return Told(None, "asked, not told")
    if "cue-counterfactual" in known:
        return Told(None, "counterfactual")
    if "asked" in says:
        return Told(None, "whether it did is open")
    if "negative" in says and last_time(sentence, frame, end):
        return Told("occurred", "the last time, as it has not happened since")
    if "negative" in says:
        return Told(None, "negated by its ending")
    if teller is not None and conceded(sentence, teller):
        return Told("occurred", "granted before what came of it")
    if (
        "cue-habit" in known
        and any(
            frame.start - w.end <= 8 and w.start - end <= 6
            for w in cues(sentence, "cue-habit", clause.start, clause.end)
        )
        and not (teller and SETTLED.match(sentence.text, teller.end - sentence.start))
    ):
        return Told(None, "a habit")
    if tail is not None and not tail.verb and cues(sentence, "cue-mention", end, sentence.end):
        return Told(None, "only spoken of")
    if teller is not None and MANNER.match(sentence.text, teller.end - sentence.start):
        return Told(None, "only how it was done")
    if WHATEVER.match(sentence.text, end - sentence.start):
        return Told(None, "whether it is done or not")
    if teller is not None and TRIED.match(sentence.text, teller.end - sentence.start):
        return Told(None, "only tried")
    if frame.realised == SCHEDULED_FOR:
        lost = cues(sentence, "cue-undone", end, sentence.end)
        return Told(None, "a plan that came to nothing") if lost else Told("planned", SCHEDULED_FOR)
    limit = _limit(sentence, teller, end, clause.end)
    itself = frame.rule.contact or frame.mode == "protest"
    if tail is not None and itself and "joined" in says and "past" not in says:
        limit = min(limit, end + tail.length)  # 만나 방지책에 합의했다: of the next verb
    denial = _denied(sentence, frame, end)
    if denial is not None:
        return denial
    if (
        _supposed(sentence, start)
        or any(
            not sentence.text.endswith(IN_CASE_OF, 0, w.start - sentence.start)
            for w in cues(sentence, "cue-condition", sentence.start, start)
        )
    ) and not (_granted(frame) and SINCE.match(sentence.text, frame.end - sentence.start)):
        return Told("hypothetical", "under a condition")
    if frame.mode == "deploy" and ORDERED.match(sentence.text, _after(sentence, frame.end)):
        return Told("occurred", "ordered, which is the act")
    for feature in ("condition", "possible", "wish", "duty", "urged"):
        if feature in says:
            return Told("hypothetical", f"supposed by its ending: {feature}")
    for pos in ("cue-undone", "cue-negation"):
        if pos not in known or (pos == "cue-undone" and frame.effect in OFF):
            continue  # 延期を通告して流れた: that is what came of it
        own = teller is not None and pos == "cue-negation"
        for cue in cues(sentence, pos, done_by(teller) if own and teller else end, limit):
            if cue.start - end <= NEAR[pos] + (tail.length if tail else 0):
                return Told(None, f"came to nothing: {cue.text}")
    if (
        (frame.effect in OFF or frame.realised == "agreed to" or frame.mode in BY_DECISION)
        and tail is not None
        and DECIDED.match(sentence.text, _after(sentence, end))
    ):
        return Told("occurred", DECIDED_ON)
    aim = _aim(sentence, frame, teller)
    if aim is not None:
        return aim
    done = "past" in says and "next" not in says
    base = end if done else min(end, frame.end)
    if not done and "cue-plan" in known:
        near = NEAR["cue-plan"] if teller else NOMINAL
        for cue in cues(sentence, "cue-plan", base, limit):
            if cue.start - end <= near + (tail.length if tail else 0):
                lost = cues(sentence, "cue-negation", limit, sentence.end)
                if lost or cues(sentence, "cue-undone", limit, sentence.end):
                    return Told(None, "a plan that came to nothing")
                return Told("planned", f"planned: {cue.text}")
        ahead = clause.start if frame.rule.pos == "noun" else frame.start
        for cue in cues(sentence, "cue-plan", ahead, frame.start):
            if frame.start - cue.end <= 12:
                return Told("planned", f"planned: {cue.text}")
    near = NEAR["cue-hypothesis"] if teller else NOMINAL
    for cue in cues(sentence, "cue-hypothesis", base, limit):
        between = sentence.text[end - sentence.start : cue.start - sentence.start]
        if teller is None and ABOUT.search(between):
            break  # 演習について懸念を伝えた: what is feared is another thing
        if cue.start - end <= (AT_ONCE if done else near) + (tail.length if tail else 0):
            return Told("hypothetical", f"supposed: {cue.text}")
    if TO_COME.match(sentence.text, frame.end - sentence.start):
        return Told("planned", "headed for")
    if teller is not None and when(sentence, teller):
        return Told("occurred", "when something else happened")
    if teller is not None and HAPPENED.match(sentence.text, teller.end - sentence.start):
        return Told("occurred", "told as something that happened")
    if teller is not None and "next" in says:
        if teller.tail.has("reason", "time"):
            return Told(None, "a purpose or a time")
        if WHICH_TIME.match(sentence.text, teller.end - sentence.start) and not any(
            clause.start <= d.start < frame.start for d in sentence.dates
        ):
            return Told(None, "only which time it is")
        if one_of_several(sentence, teller):
            return Told("occurred", "told as one of several")
        if PICTURED.match(sentence.text, done_by(teller) - sentence.start):
            return Told("occurred", "seen")
        if attributive(teller) and not ends(sentence, teller) and not sentence.dates:
            return Told(None, "told of in general")
        if ANY.match(sentence.text, done_by(teller) - sentence.start):
            return Told(None, "told of in general")
        if GUESS.match(sentence.text, done_by(teller) - sentence.start):
            return Told("hypothetical", "a guess")
        if PRESS.match(sentence.text, teller.end - sentence.start):
            return Told("hypothetical", "by report alone")
        if teller.tail.has("will"):
            return Told("planned", "said to come")
        if IS_TO_BE.match(sentence.text, teller.end - sentence.start):
            return Told("planned", "is to be")
        return Told("planned", TO_BE)
    if tail is None or "past" in says or "ongoing" in says:
        return Told("occurred", "told as a fact")
    if _supposed_after(sentence, teller):
        return Told("hypothetical", "supposed, as what follows")
    if frame.mode in GOING and to_be_announced(sentence, teller):
        return Told("planned", FOLLOWS)
    if "quote" not in says and _to_come(sentence, teller):
        return Told("planned", FOLLOWS)
    return Told("occurred", "told as a fact")


def _aim(sentence: Sentence, frame: Frame, teller: Word | None) -> Told | None:
    """An aim or a chance that is told of an act, not the act: 再開の意向を表明した."""
    if teller is None or not teller.of("announce") or teller.start - frame.end > NEAR["cue-plan"]:
        return None
    for cue in cues(sentence, "cue-plan", frame.end, teller.start):
        return Told("planned", f"planned: {cue.text}")
    for cue in cues(sentence, "cue-hypothesis", frame.end, teller.start):
        return Told("hypothetical", f"supposed: {cue.text}")
    return None


MANNER = re.compile(
    r"(?:す?る|く|む)?(?:かの)?(?:ような)?(?:形で|格好で|かたちで|ように|態勢|構えを)"
)
"""After a verb that only tells how something is done: 台湾を取り囲む形で."""
SETTLED = re.compile(r"[ぁ-ん]{0,4}こと(?:が|を|で|に)(?:決ま|決め|決定|合意|一致|なっ)")
"""After a habit that is only now agreed on: 来年から定期的に加わることが決まった."""
LAST_TIME = re.compile(
    r"[^、。,.]{0,24}(?:を最後に|を最後として|が最後(?:で|となり)"
    r"|[을를] (?:끝으로|마지막으로))"
    r"|(?:の第[0-9]{1,2}回[^、。]{0,4}(?:のあと|の後)|以来)(?:は|も)?(?!、?[0-9初])"
)
"""After the last time of what has not happened since: 10月の協議を最後に開かれていない."""


UPON = re.compile(r"と[^、。「」]{1,12}[はが]")
"""After a verb that only tells when something else happened: 終わると空気は冷えた."""


def conceded(sentence: Sentence, word: Word) -> bool:
    """Whether a verb tells what was done though it led to nothing: 会談するも、…至らず."""
    at = done_by(word) - sentence.start
    return word.tail.has("next") and sentence.text[at - 2 : at + 1] == "るも、"


STATE = re.compile("及|続|達す|上る|上っ|のぼ|残る|残っ")
"""Opens a verb in the present that tells how long or how great something is."""


def last_time(sentence: Sentence, frame: Frame, stop: int) -> bool:
    """Whether a date before a verb is that of the last time of what an act is about."""
    return any(
        frame.start <= date.start < stop
        and LAST_TIME.match(sentence.text, date.end - sentence.start)
        for date in sentence.dates
    )


def when(sentence: Sentence, word: Word) -> bool:
    """Whether a verb in the present only tells when what follows happened: 始めると、抗議した."""
    if not word.tail.has("next", "quote"):
        return False
    at = done_by(word) - sentence.start
    if sentence.text[at - 1 : at + 1] != "と、":
        said = any(
            w.start >= word.end and (w.of("cue-said") or w.of("announce")) for w in sentence.words
        )
        return not said and bool(UPON.match(sentence.text, at - 1) and told_past(sentence))
    return any(w.start >= word.end and tells(w) and w.tail.has("past") for w in sentence.words)


WHICH_TIME = re.compile(
    r"[ぁ-ん]{0,6}の[はが][^。]{0,70}(?:初めて|ぶり|[回度]目|以来)(?:の?こと)?(?:と(?:な|い)|だ|で|に(?:な)|。)"
)
"""After a verb in the present of which it is only said which time it is: 会談するのは1年ぶりだ."""


ANY = re.compile(
    "(?:全て|すべて|あらゆる|民間|各国)?の?(?:船舶|船員|船に|船の|航空機|漁船|漁民|乗員|商船)"
)
"""After a verb in the present that tells of whatever ships or aircraft there are."""
PICTURED = re.compile("様子|映像|場面|姿|瞬間|動画|写真")
"""After a verb whose act a picture shows: 放水する様子."""


def one_of_several(sentence: Sentence, word: Word) -> bool:
    """Whether a verb in the present only gives an example: 참석하는 등."""
    after = word.end - sentence.start
    stop = after + word.tail.length + len(" 등")
    if BESIDES.search(sentence.text, after, stop) and told_past(sentence):
        return True  # 抗議するとともに、再発防止を申し入れた
    return bool(SUCH_AS.search(sentence.text, after, stop))


def _after(sentence: Sentence, at: int) -> int:
    return at - sentence.start


def _granted(frame: Frame) -> bool:
    """Whether a question takes it for granted: a dated noun, or one that a verb tells of."""
    teller = frame.told_by
    return frame.realised.startswith("dated noun") or (
        teller is not None and teller.start < frame.start and teller.tail.has("past")
    )


def _limit(sentence: Sentence, teller: Word | None, end: int, stop: int) -> int:
    """Where what may be said of an act ends: before the next verb that tells another."""
    for word in sentence.words:
        if word.start < end or word.start >= stop or not tells(word):
            continue
        agrees = any(rule.agree for rule, _ in word.rules)
        if word.of("verb") and not agrees and not any(p.startswith("cue") for p in word.parts):
            return word.start
    return stop


PRESS = re.compile(
    r"[^、。]{0,6}(?:と|との|という)(?:一部で|各紙が|地元紙が|一部が|一部)?(?:報じ|の?報道|伝え)"
    r"|[가-힣]*(?:다는|라는|다고) (?:[^ ,]+ ){0,2}(?:보도|언론 보도|설)"
)
"""After what the press alone has it that will be."""


def _denied(sentence: Sentence, frame: Frame, end: int) -> Told | None:
    if frame.realised.startswith("support: what was said there"):
        return None  # a summit at which something is said to have been promised
    for cue in cues(sentence, "cue-denial", end, sentence.end):
        if frame.mode == "protest" and cue.text == REBUFFED:
            continue  # 항의를 일축했다: it was made
        between = sentence.text[end - sentence.start : cue.start - sentence.start]
        if GRANTED_FIRST.search(between):
            continue
        if CLAIMED.search(between) or len(between) <= 10:
            return Told("denied", f"denied: {cue.text}")
    return None


GRANTED_FIRST = re.compile("(?:た|ている|であった)(?:ところ|もの)、")
"""Ends what an answer grants before it denies something else: 行われたところ、…は当たらない."""


def stands(sentence: Sentence, frame: Frame) -> bool:
    """Whether what is denied is not the act but what is said of it, there or after it."""
    if frame.realised.startswith("support: what was said there"):
        return True
    return bool(GRANTED_FIRST.search(sentence.text, frame.end - sentence.start))


def _supposed(sentence: Sentence, start: int) -> bool:
    """Whether an earlier verb of the sentence is a condition."""
    return any(
        w.end <= start
        and w.tail.verb
        and "condition" in w.tail.features
        and not FOR.search(sentence.text, w.end - sentence.start, start - sentence.start)
        for w in sentence.words
    )


FOR = re.compile("위한 |위해 |ための|ために")
"""Ends a purpose: a condition before it is of what is meant to happen then."""
IN_CASE_OF = "의 "
"""Before 경우: what it is the case of, no condition."""
GUESS = re.compile(
    r"(?:との|という|する|ある)?(?:観測|見方|見通し|報道|情報|可能性|うわさ|噂|臆測)"
    r"|(?:다는|라는|할|될|갈|올|낼|날|릴) ?(?:관측|전망|보도|가능성|설|소문|시각)"
)


def _supposed_after(sentence: Sentence, teller: Word | None) -> bool:
    """Whether a verb that another follows (訪れ、…会うとの観測) is as much a guess as that one."""
    if teller is None or ends_told(sentence, teller) or attributive(teller):
        return False
    later = [w for w in sentence.words if w.start > teller.start and tells(w)]
    last = next((w for w in later if w.tail.has("next")), None)
    if last is None or any(w.tail.has("past") for w in later if w.start < last.start):
        return False
    return bool(GUESS.match(sentence.text, done_by(last) - sentence.start))


def ends_told(sentence: Sentence, word: Word) -> bool:
    """Whether a verb ends the whole sentence."""
    return not sentence.text[done_by(word) - sentence.start :].strip("。.」』) ")


def ends(sentence: Sentence, word: Word) -> bool:
    """Whether a verb ends its sentence or clause."""
    after = sentence.text[done_by(word) - sentence.start :]
    return not after.strip("。.」』) ") or after[0] in "、，,"


HANGUL = re.compile("[가-힣]")
GOING = frozenset({"visit", "talks", "meet", "summit"})
"""What is announced along with what follows it: 会議に出席し、国防相と会談すると発表した."""


def to_be_announced(sentence: Sentence, teller: Word | None) -> bool:
    """Whether a verb that another follows shares its being announced."""
    if teller is None or not teller.tail.has("joined") or teller.tail.has("past", "ongoing"):
        return False
    if HANGUL.match(teller.text):
        return False  # a Korean verb that another follows has its own time
    after = next((w for w in sentence.words if w.start > teller.start and tells(w)), None)
    if after is None or not (after.tail.has("quote") and after.tail.has("next")):
        return False
    return any(w.start > after.start and w.of("announce") for w in sentence.words)


BY_THEN = re.compile("まで(?:に|には)?、?[^。]{0,16}(?:かかった|要した|かかって|費やした)")


IS_TO_BE = re.compile("[가-힣]{0,2}는 (?:것|거)(?:이다|입니다|이라고|이며)")
"""After a Korean verb that tells what is to be: 9년 만에 재개되는 것이다."""
SAID_TO_BE = re.compile(
    '[할될질릴낼칠일] (?:예정|계획|방침)이?["”’\']?이?라고 [^,.]{0,12}[가-힣]+[."”]*$'
)
"""Ends what somebody says is planned."""
HAPPENED = re.compile(
    "[가-힣]{0,3}(?:는|던) (?:[가-힣]{1,4} )?(?:일|사건|사고|사태|상황|장면)(?:이|가|도) "
    "(?:[가-힣]{1,4} )?(?:있었|벌어졌|벌어진|발생했|발생하|일어났|일어나|빚어졌|잇따랐|났)"
)
"""After a Korean verb that tells what happened: 충돌하는 일이 벌어졌다."""
NEWS_TO_COME = re.compile(
    r"(?:을|를) (?:[^ ,.]{1,8} ){0,2}"
    r"(?:논의|협의|점검|조율|모색|교환|서명|발표|채택)(?:한다|합니다)[.\"”]*$"
)
"""Ends what the press has to tell of the next days."""


def _to_come(sentence: Sentence, teller: Word | None) -> bool:
    """Whether a verb that another follows (会談し、…) shares its being to come."""
    if teller is None:
        return False
    later = [w for w in sentence.words if w.start > teller.start]
    if SAID_TO_BE.search(sentence.text, teller.end - sentence.start):
        later = [w for w in later if not (w.of("announce") or w.of("cue-said"))]
        if not any(tells(w) and w.tail.has("past", "ongoing") for w in later):
            return True  # 만나 현안을 논의할 예정이라고 밝혔다
    if any(tells(w) and w.tail.has("past", "ongoing") for w in later):
        return False
    if any(BY_THEN.match(sentence.text, done_by(w) - sentence.start) for w in later if tells(w)):
        return False  # 訪れて協議が動き出すまでに八か月かかった
    last = [w for w in later if tells(w) and ends(sentence, w)]
    if not last and NEWS_TO_COME.search(sentence.text):
        return True  # 회의를 열고 대응 방안 등을 논의한다
    if last and (conceded(sentence, last[-1]) or STATE.match(last[-1].text)):
        return False
    if last and last[-1].tail.has("next"):
        return not AGREED.match(sentence.text, last[-1].end - sentence.start)
    return any(
        w.of("cue-plan")
        and sentence.end - w.end <= 8
        and not w.of("verb")
        and not AGREED.search(sentence.text, w.start - sentence.start)
        for w in later[-2:]
    )
