"""Which stretch of its clause belongs to an act, and who stands in it."""

import re

from parley.coding import grammar
from parley.coding.figures import Figure
from parley.coding.modality import cues
from parley.coding.nouns import Frame
from parley.coding.scan import Scan, Sentence
from parley.coding.slots import MUTUAL, Around, Filled

THAT = re.compile(r"[tw](?<!\w[tw])(?:(?<=t)hat|(?<=w)h(?:ich|om))\s")
TWO_SIDES = ("双方", "两国", "两军", "双边")
"""Opens a Chinese sentence on the pair last spoken of."""
MEANWHILE = re.compile(
    r"[aejw](?<!\w[aejw])(?:(?<=w)h(?:ile|ereas)|(?<=e)ven as|(?<=j)ust as|(?<=a)s)\s"
    r"(?=(?:the|a|an|its|their|some|two|three|four|five|ten|several|dozens|more|about)\s|[A-Z])"
)
"""Opens what somebody else does meanwhile."""
ASIDE = re.compile(
    r"[aio](?<!\w[aio])(?:(?<=i)n the presence of|(?<=o)n behalf of|(?<=a)ccording to)\b"
)
"""What follows these takes no part."""


def clause_figures(here: Around, start: int, end: int) -> list[Figure]:
    """The figures in a stretch of the view."""
    return [f for f in here.figures if start <= f.start < end]


def of_pretext(figure: Figure, here: Around) -> bool:
    """Whether somebody stands in what is given as a pretext: 以甲国军售为由中止磋商."""
    text, offset = here.sentence.text, here.sentence.start
    for word in here.sentence.by_pos.get("cue-pretext", ()):
        by = text.rfind(grammar.ZH_BY, 0, word.start - offset)
        if 0 <= by <= figure.start - offset and figure.end <= word.start:
            return True
    return False


FORUM = re.compile("(?:场边|会场|会议|峰会|系列会议|领导人|框架|外长会|防长会|期间|场合)")


def of_forum(figure: Figure, here: Around) -> bool:
    """Whether a body is named only for the occasion that two others met on: 在G20场边."""
    sentence = here.sentence
    return (
        figure.kind == "actor"
        and bool(FORUM.match(sentence.text, figure.end - sentence.start))
        and bool(re.search("在[^，]{0,10}$", sentence.text[: figure.start - sentence.start]))
    )


def reach(out: Filled, here: Around, lang: str) -> tuple[int, int]:
    """The stretch of its clause that belongs to an act: not what is given there as a reason.

    In "called it off over X's visit to Y" neither X nor Y called anything off.
    """
    sentence, frame = here.sentence, out.frame
    clause = sentence.clauses[out.clause]
    start, end = clause.start, clause.end
    if lang != "en":
        said = sentence.by_pos.get("cue-said", ())
        welcomed = any(frame.end <= w.start < end for w in said)
        before = sentence.text[start - sentence.start : frame.start - sentence.start]
        about = max(before.rfind("对"), before.rfind("就"))
        if welcomed and about >= 0:
            inside = clause_figures(here, start + about, end)
            if len({p for f in inside for p in f.parties}) > 1:
                return start + about, end
        for cue in cues(sentence, "cue-reason", start, frame.start):
            # 因北韩发射火箭而关闭: what is given as a reason has its own doer
            doers = [f for f in clause_figures(here, cue.end, frame.start) if f.acts]
            verbs = [w for w in sentence.by_pos.get("verb", ()) if cue.end <= w.start]
            first = verbs and verbs[0].start == frame.start
            theirs = frame.mode not in MUTUAL or len({p for f in doers for p in f.parties}) > 1
            told = first or frame.rule.pos == "noun"
            if doers and doers[0].start - cue.end <= 2 and told and theirs:
                return cue.end, end
        return start, end
    offset = sentence.start
    stop = max(start, frame.start)
    for relative in list(THAT.finditer(sentence.text, start - offset, stop - offset))[-1:]:
        inside = clause_figures(here, relative.end() + offset, frame.start)
        if any(f.acts for f in inside):  # "the treaty that X and Y signed"
            start = relative.end() + offset
    for opener in list(MEANWHILE.finditer(sentence.text, start - offset, stop - offset))[-1:]:
        if any(f.acts for f in clause_figures(here, opener.end() + offset, frame.start)):
            start = opener.end() + offset
    other = MEANWHILE.search(sentence.text, frame.end - offset, end - offset)
    if other and any(f.acts for f in clause_figures(here, other.end() + offset, end)):
        end = other.start() + offset
    aside = ASIDE.search(sentence.text, frame.end - offset, end - offset)
    if aside:
        end = aside.start() + offset
    reasons = (*sentence.by_pos.get("cue-reason", ()), *sentence.by_pos.get("cue-then", ()))
    for word in sorted(reasons, key=lambda w: w.start):
        if frame.end <= word.start < end:
            return start, word.start
        if start <= word.start < frame.start:
            start = word.end
    return start, end


OWN_THING = re.compile("の[^、。「」はがをに]{1,24}が")
"""Between an owner and a verb, what acts: 米軍の測量船が."""


def embedded(own: list[Figure], mine: list[Figure], frame: Frame, here: Around) -> Figure | None:
    """Who owns what acts in a clause that another tells: 戦区は…米軍の船が通過したと発表した."""
    if not own or any(f.role == "subject" for f in own):
        return None
    offset = here.sentence.start
    for f in reversed(mine):
        if f.role == "of" and f.acts and f.parties and own[-1].end <= f.start < frame.start:
            thing = OWN_THING.match(here.sentence.text, f.end - offset)
            if thing and thing.end() + offset <= frame.start:
                return f
    return None


OCCASION = re.compile(
    r"(?:訪問|訪[一-龠]|来[一-龠]|会談|演習|訓練|実験|発射|選挙|就任|事件)(?:の)?(?:直後|の後|後)に?[、は]?"
    r"|(?:방문|방[가-힣]|회담|훈련|연습|핵실험|발사|취임|선거|사건)"
    r" ?(?:직후|뒤|후|이후)(?:에는|에도|에)?,? "
)
"""What tells when something was done by somebody named after it: 대만 방문 직후 중국은."""


WHEN = re.compile(
    r"た(?:翌日|翌月|翌週|翌年|直後|直前|際|日|時|とき|あと|後|のち|年|月"
    r"|(?:[数0-9]{1,3}(?:日|か月|カ月|年|週間|時間))後)に?[はも]?、"
)
"""Ends a Japanese clause that only tells when something was: …が離れた翌日、中国軍は."""


def after_time(here: Around, start: int, stop: int) -> int:
    """Past a clause that tells when something was, where whoever did it is named after it."""
    if here.lang != "ja":
        return start
    offset = here.sentence.start
    for match in WHEN.finditer(here.sentence.text, start - offset, stop - offset):
        at = match.end() + offset
        if any(f.role in ("topic", "subject") and f.acts for f in clause_figures(here, at, stop)):
            start = at
    return start


def after_occasion(sentence: Sentence, start: int, stop: int) -> int:
    """Where those who act in a clause may first be named: past what only says when."""
    offset = sentence.start
    ends = [m.end() for m in OCCASION.finditer(sentence.text, start - offset, stop - offset)]
    return ends[-1] + offset if ends else start


def coordinated(subject: Figure, here: Around, scan: Scan) -> list[Figure]:
    """The subject and those joined to it: "China and Russia", 中国和俄罗斯."""
    text = scan.view.text
    group = [subject]
    sentence = here.sentence
    clause = sentence.clause_at(subject.start)
    for figure in here.figures:
        if sentence.clause_at(figure.start) != clause and scan.lang != "en":
            continue  # 佩洛西访台，中方…: the next clause has a subject of its own
        if figure.start >= group[-1].end and text[group[-1].end : figure.start].strip() in (
            ",",
            "and",
            ", and",
            "、",
            "和",
            "与",
            "同",
            "及",
            "，",
            ", the",
            "and the",
            ", and the",
        ):
            group.append(figure)
    return group
