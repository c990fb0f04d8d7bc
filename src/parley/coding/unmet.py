"""English lengths and starting points by which nothing was done: "in the four years since"."""

import re

COUNTED = re.compile(
    r"(?i)\b(?:in|over|during|through|throughout|for) (?:all )?(?:the|those|these) "
    r"(?:(?:almost|nearly|more than|over|some|about|roughly|long) )*$"
)
BEEN = re.compile(
    r"(?i)\b(?:it|that)(?:['’]s| is| was| has| had| will| would| took)?(?: have)?(?: been)? "
    r"(?:(?:almost|nearly|more than|over|some|about|roughly|only|just) )*$"
)
SINCE = re.compile(r"\s(?:that (?:have|had) passed )?since\b")
AFTER_LAST = re.compile(
    r"\s(?:on from|after|since) (?:their|the two|the|his|her|its|our)(?: \w+){0,2}? ?"
    r"(?:last|first|previous|meeting|summit|visit|talks|call|round|encounter|session|conversation"
    r"|exchange|dialogue|handshake)\b"
)
APART = re.compile(
    r"\s(?:passed|went by|would pass|elapsed|were to pass|of silence|of no contact|without)\b"
)
NO = re.compile(
    r"(?i)\b(?:no|none|nobody|no one|neither|never|nothing|nor)\b[^;:.]{0,90}$"
    r"|\bnot since\b[^;:.]*$"
)
DONE = re.compile(r"\b(?:done|did|do)(?: so| that| this)?(?: in \w+)? since\b")
NEWS = re.compile(r"(?i)\bno (?:doubt|longer|later|less|more|fewer|secret|wonder|matter|sooner)\b")


def stretch(text: str, start: int, low: int, end: int, high: int) -> bool:
    """Whether a length at ``start:end`` of ``low:high`` tells how long nothing was done."""
    before, after = text[low:start], text[end:high]
    if SINCE.match(after):
        return bool(COUNTED.search(before) or BEEN.search(before))
    return bool(AFTER_LAST.match(after) or APART.match(after))


def none_since(before: str) -> bool:
    """Whether the words before "since 2018", that word with them, tell of what nobody has done."""
    match = NO.search(before)
    return match is not None and NEWS.match(before, match.start()) is None


def first_to(before: str) -> bool:
    """Whether they tell that somebody is the first to do it again: "which none had done since"."""
    return DONE.search(before) is not None
