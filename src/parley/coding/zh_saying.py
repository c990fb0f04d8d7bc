"""What only looks like a word of saying in Chinese, and who is meant to speak or react."""

import re

from parley.coding.positions import Cue, meaning, part_at
from parley.coding.speakers import TOGETHER, Finder, Voice, in_all, side
from parley.coding.vocabulary import Match

OBJECT_ZH = re.compile(
    r"(?<![反应相绝面核敌不成早造])(?:对于?|就|针对)(?![话手抗峙等外内岸方此称应准立象在是])"
)
"""Opens what a reaction is to: whoever is named after it does not react (对甲停止通话深表遗憾)."""
CAUSED_ZH = re.compile(
    r"(?:[让使供]|便于|以便|以供|邀请|邀)[^，。；]{1,8}$|(?:乐见|欢迎|感谢|肯定|感佩)[^，。；]{1,24}$"
)
"""Before a reaction that somebody is given the chance of, or is thanked for."""
LISTED_ZH = re.compile(r"(?:包括|以及|尤其是|特别是)")
"""Opens a clause that goes on with what the one before it is about."""
IF_ZH = re.compile(
    r"(?:^|[，。；：“「『])(?:但|而|只是|那么)?(?:[^，。；：]{0,8}?)(?:如果|若是|若能|若|假如|倘若|倘|要是|只要|既然"
    r"|即便|即使|除非|一旦|如真|如想|如确)"
    r"[^，。；]{0,16}$"
)
"""Before a word of saying in a condition or concession, which reports nothing said."""
GLOSS_ZH = re.compile(r"[（(][^（）()，。；]{0,8}$")
"""Before a verb that only tells what somebody calls a place: （北京称“钓鱼岛”）."""
PURPOSE_ZH = ("为了", "以示", "作为", "为表", "旨在")
"""Right before a verb that only tells what something was done for."""
CITED_ZH = re.compile(r"(?:援引|引述|转引|引用)")
"""Before whom a medium cites: whoever is named after it speaks."""
FACED_ZH = (
    "罔顾",
    "不顾",
    "无视",
    "遭",
    "遭到",
    "引发",
    "引起",
    "招致",
    "面对",
    "受到",
    "遭受",
    "不理会",
)
"""Before a reaction that somebody meets with or passes over: 罔顾中方强烈反对."""
COUNTED_ZH = {"两": 2, "双": 2, "二": 2, "三": 3, "四": 4}
MOST = 4
"""Parties that say something as one."""


def unsaid(finder: Finder, word: Match[Cue], pos: str, low: int, before: str) -> bool:
    """Whether a word only looks like a verb of saying: in a condition, a noun, rumoured."""
    text = finder.scan.view.text
    if of_condition(finder, word, before, pos):
        return True
    if pos == "react":
        return faced(before) or urged_to(finder, word)
    charges = [
        w
        for w in finder.sentence.by_pos.get("verb", ())
        if w.start == word.start and w.parts["verb"].mode == "accuse"
    ]
    denials = finder.sentence.by_pos.get("cue-denial", ()) if charges else ()
    if any(0 <= w.start - word.end <= 1 for w in denials):
        return True  # 对方指称与事实不符: what is denied
    if any(low <= w.start < word.start for w in finder.sentence.by_pos.get("cue-rumour", ())):
        return True
    if before.endswith(("的", "所谓", "受", "可", *PURPOSE_ZH)):
        return True
    if text.startswith(("的", "书"), word.end):
        return True
    return names_what(meaning(word, pos), before, text[word.end : word.end + 1])


def cites(before: str) -> int:
    """Where in the text before a verb those begin whom a medium cites; 0 where it cites nobody."""
    found = CITED_ZH.search(before)
    return found.end() if found else 0


def granted(before: str) -> bool:
    """Whether somebody is only given the chance of a reaction, or thanked for it."""
    return CAUSED_ZH.search(before) is not None


def object_at(before: str) -> int:
    """Where what a reaction is to begins in the text before it; its end where that stands later."""
    found = OBJECT_ZH.search(before)
    return found.start() if found else len(before)


def goes_on_listing(before: str) -> bool:
    """Whether a clause goes on with what the one before it is about: 包括…表示关切."""
    return LISTED_ZH.match(before) is not None


def of_condition(finder: Finder, word: Match[Cue], before: str, pos: str) -> bool:
    """Whether a Chinese verb stands in a condition, or in brackets that only give a name."""
    text = finder.scan.view.text
    if GLOSS_ZH.search(before):
        return ")" in text[word.end : word.end + 16] or "）" in text[word.end : word.end + 16]
    if pos == "react":
        return False
    ahead = text[max(finder.sentence.start, word.start - 40) : word.start]
    return IF_ZH.search(ahead) is not None


def urged_to(finder: Finder, word: Match[Cue]) -> bool:
    """Whether a reaction is one that others are called on to have: 应停止军售，公开反对台独."""
    if not word.text.startswith("反对"):
        return False
    start = part_at(finder.clauses, word.start).start
    if any(start <= f.start < word.start for f in finder.figures):
        return False
    said = finder.words.of("pred", finder.sentence.start, start)
    return any(meaning(w, "pred").act == "urge" for w in said[-1:])


def faced(before: str) -> bool:
    """Whether a reaction is only told as what somebody meets with or passes over."""
    piece = before.rpartition("，")[2]
    at = max((piece.rfind(word) for word in FACED_ZH), default=-1)
    return at >= 0 and len(piece) - at <= REACHED


REACHED = 14
"""Characters from a word of passing over to the reaction that is passed over."""


def names_what(cue: Cue, before: str, end: str) -> bool:
    """Whether 要求 names what was asked for, and does not ask: at the end of a clause.

    Before a comma it asks (他建议，双方…) where nothing makes a noun of it (应菲方要求，…).
    """
    if not cue.names or end != "，":
        return cue.names and end in ("。", "；", "")
    return before.endswith(cue.noun_after) or any(
        OPENED.fullmatch(before, at + len(word))
        for word in cue.noun_opened
        if (at := before.rfind(word)) >= 0
    )


OPENED = re.compile("[^，。；]{1,12}")


def together(finder: Finder, voice: Voice, at: int) -> list[Voice]:
    """Who says something as one in a Chinese report; nobody in a side's own text."""
    text = finder.scan.view.text
    if finder.key != "zh" or voice != TOGETHER or side(finder.scan) is not None:
        return []
    spoken = any(t.kind in ("terms", "stance") for word in finder.terms for t in word.means)
    if not spoken or text.endswith("互", 0, at):  # 两国互划红线: each to the other
        return []
    ahead = [f for f in finder.figures if f.end <= at]
    both = next((f for f in reversed(ahead) if f.kind == "both" or len(f.parties) > 1), None)
    if both is None:
        return []
    name, parties = text[both.start : both.end], both.parties
    if len(parties) < 2:
        parties = in_all([f for f in ahead if f.end <= both.start]) or finder.memory.together
    number = next((n for sign, n in COUNTED_ZH.items() if sign in name), 0)
    if not 2 <= len(parties) <= MOST or (number and number != len(parties)):
        return []
    return [Voice(name, party) for party in parties]
