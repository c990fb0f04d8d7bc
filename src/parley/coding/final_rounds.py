"""Rounds that are told by their number or place alone: 次回は来年, 第8回は2023年3月だった."""

import re

from parley.coding.nouns import Noun
from parley.coding.scan import Sentence

ROUND = re.compile(
    r"(?<![一-龠])(?:(?:次回|前回|前々回|初回|第[0-9一二三四五六七八九十]{1,4}回)"
    r"(?:の(?:開催|実施))?(?:(?:時期|日程)(?=は|に))?|[1-9][0-9]?回目|次(?=は、?[^、。]{0,8}(?:年|月|季|春|秋|夏|冬))"
    r"|その次)"
    r"(?=は|も|を|が(?!最後)|につい|につき|に関し|で(?:は|す|あ|し)|だ)"
)
"""A round of what was spoken of before, with the particle that makes it what is spoken of."""
SIGNS = ("回", "次")
HELD = frozenset({"contact", "exercise", "channel-entity", "body"})
"""What has rounds."""


def rounds(sentence: Sentence, things: list[Noun], before: Noun | None) -> list[Noun]:
    """The rounds of a sentence that stand for the contact or exercise told of before them."""
    if not any(sign in sentence.text for sign in SIGNS):
        return []
    out = []
    for match in ROUND.finditer(sentence.text):
        start, end = match.start() + sentence.start, match.end() + sentence.start
        ahead = [n for n in things if n.end <= start and n.classes & HELD]
        whose = ahead[-1] if ahead else before
        if whose is None:
            continue
        kind = "exercise" if "exercise" in whose.classes else "contact"
        mode = whose.mode if kind == "exercise" else whose.mode or "talks"
        out.append(
            Noun(start, end, frozenset({kind, "previous"}), mode, whose.channel, whose.generic)
        )
    return out
