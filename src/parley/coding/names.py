"""Names that the lexicon does not know, told by the office before them."""

import re
from collections.abc import Sequence

from parley.coding import grammar
from parley.coding.scan import Sentence
from parley.lexicon import Hit, Lexicon

DOT = "·・‧"
HAN = "[\u4e00-\u9fff]{1,6}"
NAME_DOTTED = re.compile(rf"{HAN}(?:[{DOT}]{HAN})*[{DOT}]({HAN})")
FORENAME = re.compile(rf"(?:{HAN}[{DOT}])+$")
"""Before a family name that the lexicon knows."""
KNOWN = frozenset({"person", "surname"})
LONGEST = 8
"""Characters of a foreign name in Chinese."""
NAME_HAN = re.compile(r"^[\u4e00-\u9fff]{2,4}")
NOT_NAME = frozenset(
    "和与同跟及在于对向就将会说称表等这该其已也则的了日月年与从由因为被把并又还都均却仍曾再拟应要一两二三各"
)
APPOSED = re.compile(r",? (?=[A-Z])")
"""Between an office and the name of who holds it: "the minister, Judith Collins,"."""


def unknown_name(
    text: str,
    at: int,
    sentence: Sentence,
    lexicon: Lexicon,
    lang: str,
    whose: Sequence[str],
) -> tuple[str, int] | None:
    """A name that the lexicon does not know, right after an office: the name and its end.

    ``whose``: the parties of the office.
    """
    taken = [h.start for h in sentence.entities]
    taken += [w.start for w in sentence.words] + [d.start for d in sentence.dates]
    if lang == "en":
        gap = APPOSED.match(text, at, sentence.end)
        match = grammar.EN_NAME.match(text, gap.end(), sentence.end) if gap else None
        if match is None or any(match.start() <= t < match.end() for t in taken):
            return None
        after = text[match.end() : match.end() + 5]
        if (gap and gap.group() == " ") or after.startswith((",", " and ", ";", ".")):
            return match.group(), match.end()
        return None
    dotted = NAME_DOTTED.match(text, at, sentence.end)
    if dotted:
        last = dotted.start(1)
        ends = [h.end for h in sentence.entities if h.start == last and h.kind in KNOWN]
        end = ends[0] if ends else lexicon.transliterated(text, last, dotted.end())
        end = end if end > last else dotted.end()
        return text[at:end], end
    limit = min((start for start in taken if start >= at), default=sentence.end)
    if lexicon.foreign(whose):
        words = [w.start for w in sentence.words if w.start >= at and w.end - w.start > 1]
        names = [*(h.start for h in sentence.entities), *(d.start for d in sentence.dates), *words]
        limit = min((start for start in names if start >= at), default=sentence.end)
        end = lexicon.transliterated(text, at, min(limit, at + LONGEST))
        name = text[at:end]
        return (name, end) if len(name) > 1 and lexicon.may_be_name(name, whose) else None
    piece = text[at : min(limit, sentence.end)]
    for size, char in enumerate(piece):
        if char in NOT_NAME or not "\u4e00" <= char <= "\u9fff":
            piece = piece[:size]
            break
    match = NAME_HAN.match(piece)
    if match and 2 <= len(piece) <= 3 and lexicon.may_be_name(piece, whose):
        return piece, at + len(piece)
    return None


SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노곽"
    "성차주우구민진지엄채원천방공현함변염여추소석선설"
)
NAME_BEFORE = {
    "ja": re.compile(
        r"(?<![ァ-ヶー・])[ァ-ヶー][ァ-ヶー・=]{1,20}$"
        r"|(?<![一-龠々])[一-龠々]{2,5}(?=[(（][ァ-ヶー・=]{2,24}[)）]$)"
    ),
    "ko": re.compile(
        rf"(?<![가-힣])[{SURNAMES}][가-힣][가-힣](?<![급국군부처의는을를에과와측간당])(?= $)"
    ),
}
"""A foreign name before a title; a Korean one."""
NAME_OF_OWN = re.compile(r"(?<![一-龠々ァ-ヴー])[一-龠々]{2,4}$")
"""A Japanese name before a title that is nobody else's: 酒井海上幕僚長."""


READING = re.compile(r"^[(（][ァ-ヶー・=＝]{2,24}[)）]")
"""How a name is read, in brackets after it."""


def read_so(hit: Hit, text: str) -> bool:
    """Whether a name only tells how the one before it is read: 金正恩(キム・ジョンウン)."""
    return bool(READING.match(text[hit.start - 1 : hit.end + 1])) and text[hit.start - 2] > "一"
