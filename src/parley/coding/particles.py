"""The part that a particle gives to the name before it: 中国が, 日本と, 台湾への; 중국이, 일본과.

The particles of a language and their parts are the table ``particles`` of the lexicon.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from parley.coding.nouns import THINGS
from parley.coding.scan import Sentence
from parley.lexicon import Lexicon


class Role(msgspec.Struct, frozen=True, gc=False):
    """A particle's part and where it ends; ``name`` empty where none stands there."""

    name: str
    end: int


HEAD = {
    "ja": r"の?(?:[^ぁ-ん、。，]{1,12}の)?[^ぁ-ん、。，]{1,20}",
    "ko": r"(?:의)?(?: [^\s,]+){0,2}? [^\s,]+?",
}
"""What may stand between an owner and the particle of what it owns: 中国の爆撃機2機が."""


WORD = re.compile("[가-힣]{1,7}")
POSTED = re.compile("주[한미중일러북] $")
"""Before whose ambassador somebody is: 주한 러시아 대사."""


THEN = re.compile("[年月日]の$")
LAST_PLACE = re.compile("が最後|以来|だった|でした|であった|が最初|が初")
"""After a land that only tells where something was: 2022年11月のカンボジアが最後だ."""
VENUE = re.compile(
    r"の(?:[^、。]{0,4}大使館|[^、。]{0,6}ルート|空港|ホテル|会場|郊外|市内|人民大会堂|釣魚台)"
    r"|(?:의)? (?:[^\s,]{0,4}대사관|공항|호텔|회담장|회의장|시내|인민대회당|댜오위타이)"
)
"""After the name of a capital that only tells where."""


def only_then(kind: str, text: str, start: int, end: int) -> bool:
    """Whether the name of a land only tells where something was last."""
    land = kind == "actor" and LAST_PLACE.match(text, end) is not None
    return land and THEN.search(text, max(0, start - 2), start) is not None


SOURCE = re.compile(
    r"(?:当局|側|軍|政府|報道官)?(?:によ(?:ると|れば|りますと)|の(?:発表|説明|集計|まとめ|資料|調べ|話)(?:では|によ))"
)
"""After who only says so: 防衛省によると, 合同参謀本部の発表では."""
PLACE_OF = re.compile(r"・[一-龠ァ-ヴー]{1,8}(?:で|での|における|にて|において)(?!き)")
"""After a land, a town in it that the lexicon does not know: 韓国・慶州で."""


class Particles:
    """The particles of one language."""

    def __init__(self, rows: dict[str, list[str]], lang: str) -> None:
        side = sorted(rows.pop("side", ()), key=len, reverse=True)
        matter, no_name = rows.pop("matter", ()), rows.pop("not-name", ())
        self._matter = (
            re.compile(
                f"의? ?(?:{'|'.join(map(re.escape, matter))})(?=$|[ ,.은는이가을를도에와과의로만])"
            )
            if matter
            else None
        )
        self._no_name = frozenset(no_name)
        self._ends = tuple(rows.pop("not-name-end", ()))
        self._roles = {word: role for role, words in rows.items() for word in words}
        words = sorted(self._roles, key=len, reverse=True)
        aside = f"(?:[（(][^（）()]{{1,14}}[）)]|{'|'.join(map(re.escape, side))})?"
        ends = "(?:(?<=[ ,·])|(?![가-힣]))" if lang == "ko" else ""
        particle = f"(?P<particle>{'|'.join(map(re.escape, words))}){ends}"
        self._pattern = re.compile(aside + aside + particle)
        self._owned = re.compile(HEAD[lang] + particle)

    def after(self, text: str, at: int) -> Role:
        """The part of what ends at ``at``."""
        match = self._pattern.match(text, at)
        if match is None:
            return Role("", at)
        return Role(self._roles[match["particle"]], match.end())

    def matter(self, text: str, at: int) -> bool:
        """Whether what belongs to the name that ends at ``at`` is only what is spoken of."""
        return self._matter is not None and self._matter.match(text, at) is not None

    def known(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether a word that is known or a date stands within a stretch, which so is no name."""
        if any(d.start < end and start < d.end for d in sentence.dates):
            return True
        return any(w.start < end and start < w.end for w in sentence.words)

    def name(
        self, sentence: Sentence, text: str, stop: int, ends: Sequence[int]
    ) -> tuple[int, int] | None:
        """Where a name begins and ends that the lexicon does not know, before a title.

        Of one or two words, before whose the title is: 마스다 카즈오 일본 방위성 사무차관, 이고리
        바실리예프 주한 러시아대사. ``ends``: those of the names before it.
        """
        posted = POSTED.search(text, max(0, stop - 3), stop)
        stop = posted.start() if posted else stop
        if not self._no_name or text[stop - 1 : stop] != " ":
            return None
        low = max([sentence.start, *(end for end in ends if end <= stop)])
        end = start = stop - 1
        for word in reversed(text[low:end].split(" ")[-2:]):
            told = word in self._no_name or word.endswith(self._ends)
            if (
                told
                or not WORD.fullmatch(word)
                or not text[max(0, start - len(word) - 1) : start].strip()
            ):
                break
            start = end - len(word) if start == end else start - len(word) - 1
        if end - start < 2 or self.known(sentence, start, end):
            return None
        return start, end

    def owned(self, text: str, at: int, stop: int) -> Role:
        """The part of what belongs to the name that ends at ``at``: of 中国の艦艇が, subject."""
        match = self._owned.match(text, at, stop)
        if match is None:
            return Role("", at)
        return Role(self._roles[match["particle"]], match.end())


VERBAL = frozenset({"verb", "support"})


def next_act(sentence: Sentence, low: int, stop: int) -> int:
    """Where an act or a channel is first named in ``low:stop``; ``stop`` where none is."""
    for hit in sentence.entities:
        if low <= hit.start < stop and hit.kind in ("channel", "generic"):
            stop = hit.start
    for word in sentence.words:
        if word.start >= stop:
            break
        if word.start >= low:
            for rule, _ in word.rules:
                if rule.noun_class not in THINGS or rule.pos in VERBAL:
                    return word.start
    return stop


@lru_cache(maxsize=16)
def particles(lexicon: Lexicon, lang: str) -> Particles | None:
    """The particles of a language, None where its nouns take none."""
    rows = {row["id"]: list(row.get(lang, ())) for row in lexicon.table("particles")}
    if not any(rows.values()):
        return None
    return Particles(rows, lang)
