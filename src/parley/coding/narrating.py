"""What a Korean or Japanese official text only tells, and does not hold."""

import re

from parley.coding.saying import Frame
from parley.coding.scan import Sentence
from parley.coding.units import Reader, Unit

PAST = re.compile(
    r"(?:[였했았었됐렸났왔졌갔섰켰쳤췄꿨냈봤웠뒀줬썼떴겼혔녔]"
    r"(?:음|다|습니다|으며|고|으나|는데|지만)?|[한은] 바 있(?:음|다|습니다)"
    r"|(?:처음|번째|만|것)(?:임|이다|입니다))[.,)\s]*$"
)
"""Ends a clause that tells of an act, or how many times it has been."""
FINAL_L = "".join(chr(0xAC00 + at) for at in range(8, 11172, 28))
"""All syllables of Hangul that end in ㄹ."""
TO_COME = re.compile(f"[{FINAL_L}] ?것(?:임|이다|입니다)")
"""A promise or a threat: 대응할 것입니다."""
ENDS = re.compile(r"[다음임함됨요죠까라자짐김림냄봄름][.!?\"”’')\]》」\s]*$")
"""Ends a sentence rather than a heading."""
PRESENT = re.compile(
    r"(?:이다|것이다|있다|없다|않다|않는다|한다|된다|준다|온다|간다|롱이다)[.!?\"”\s]*$"
)
"""Ends a sentence of judgement."""
TOLD_JA = re.compile("(?:た|ております|ところです|ところでございます)。?[」）)]*$")
"""Ends a Japanese sentence that tells of an act."""
SHARED_JA = re.compile(
    "(?:連携|協力|方針|考え|立場|認識|重要性|必要性|意義|こと)(?:を|で|が|について)(?:、|改めて|重ねて)*"
    "(?:確認|一致|共有|強調|指摘|申し|述べ)"
)
"""In it, what somebody holds all the same."""
ALL_VOICED = frozenset({"PRK"})
"""Whose texts hold what they tell, with or without a word of judgement."""


def narrates(reader: Reader, sentence: Sentence, frame: Frame, unit: Unit) -> bool:
    """Whether a side's own words only tell of an act, so that they are no position."""
    if not frame.own or frame.verb is not None:
        return False
    if reader.scan.lang == "ja":
        dated = bool(sentence.dates) and not unit.acts and not unit.quoted
        told = dated and TOLD_JA.search(sentence.text) is not None
        return told and SHARED_JA.search(sentence.text) is None
    if reader.scan.lang != "ko":
        return False
    acts = {act for act, _ in unit.acts}
    if "deny" in acts or unit.quoted:
        return False
    text = reader.scan.view.text
    if not ENDS.search(sentence.text):
        return True
    low = max(unit.start, unit.end - 16)
    return not TO_COME.search(text, low, unit.end) and bool(PAST.search(text, low, unit.end))


def holds_own(reader: Reader, frame: Frame, unit: Unit) -> bool:
    """Whether a side's own words are a judgement without a word that makes one."""
    if reader.scan.lang != "ko" or not frame.own or frame.voice.party not in ALL_VOICED:
        return False
    if reader.scan.document.voice not in ALL_VOICED:
        return False
    return (
        PRESENT.search(reader.scan.view.text, max(unit.start, unit.end - 12), unit.end) is not None
    )
