"""Grammar words of the languages: what stands before a venue, joins clauses, numbers a round."""

import re
from functools import lru_cache

import msgspec


class Grammar(msgspec.Struct, frozen=True, gc=False):
    """How a language tells who does what.

    ``cased``: particles after a name give its part, objects stand before their verb, and what
    follows a verb says whether it happened (Japanese, Korean).
    """

    key: str
    cased: bool = False


EN, ZH, JA, KO = Grammar("en"), Grammar("zh"), Grammar("ja", True), Grammar("ko", True)
_KNOWN = {g.key: g for g in (EN, ZH, JA, KO)}


@lru_cache(maxsize=16)
def of(lang: str) -> Grammar:
    """The grammar of a language as ``detect`` names it. Raises ``KeyError`` for one without."""
    return _KNOWN[lang.partition("-")[0]]


def known(lang: str) -> bool:
    """Whether the coder has rules for a language."""
    return lang.partition("-")[0] in _KNOWN


ZH_VENUE_BEFORE = ("在", "于", "於", "假", "自")
ZH_GOAL_BEFORE = ("赴", "抵", "往", "到", "至", "飞抵", "抵达", "前往", "访问", "进入")
EN_VENUE_BEFORE = frozenset(
    [
        "in",
        "at",
        "near",
        "off",
        "from",
        "outside",
        "around",
        "on",
        "inside",
        "via",
        "within",
        "into",
        "through",
        "toward",
        "towards",
    ]
)
ZH_PLACE_BEFORE = ZH_VENUE_BEFORE + ZH_GOAL_BEFORE
EN_TARGET_BEFORE = frozenset({"to", "for", "against", "around", "off", "near"})
EN_BESIDE = frozenset({"with", "by", "to", "of", "between"})
ZH_BESIDE = ("针对", "关于", "围绕", *"与同跟向对由被遭和就因")
ZH_COPULA = re.compile(
    "(?:这|此|那|该)?(?:次|举|行)?(?:也|亦|更|还|将|又|即|便)*(?:是|系|为|创下|创)"
)
"""Opens a clause that says what something was."""
ZH_APART = ("时隔", "睽违", "暌违", "阔别", "事隔")
ZH_BY = "以"
"""Opens what 为由 closes."""
ZH_WHEN = ("后", "之后", "以后", "时", "期间", "之际")
ZH_AND = "和与同及跟"
ZH_EVER_SINCE = "以来"
ZH_POSTED = "驻访赴来"
"""Before a party's short form these say where somebody is posted or goes."""
ZH_TARGET_BEFORE = ("向", "对", "對", "针对", "围绕", "环绕", "朝", "给", "把")
ZH_AROUND_AFTER = (
    "以东",
    "以西",
    "以南",
    "以北",
    "周边",
    "周围",
    "附近",
    "周遭",
    "海域",
    "北部海",
    "东部海",
    "南部海",
    "外海",
)

DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "首": 1}
EN_ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=1,
    )
}
ZH_ROUND = re.compile(
    r"第([0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:次|轮|届|回|度)|(首)(?:轮|届|次(?=年度|例行|年会))"
)
JA_ROUND = re.compile(
    r"(?:第([0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:次|回)|(?<![0-9第])([0-9]{1,3})回目)"
)
KO_ROUND = re.compile(r"제\s?([0-9]{1,3})\s?(?:차|회)|(?<![0-9제])([0-9]{1,3})차\s(?![0-9])")
EN_ROUND = re.compile(
    r"\b(?=[0-9efnst])(?:([0-9]{1,3})(?:st|nd|rd|th)|("
    + "|".join(EN_ORDINALS)
    + r"))\b(?! time| island| line| half"
    r"| quarter| day| week| month| year| since| such| in )",
    re.IGNORECASE,
)
EN_NAME = re.compile(
    r"\b(?:[A-Z][a-z]+(?:-[A-Za-z][a-z]+)?)(?:\s(?:[A-Z]\.\s?)*(?:[A-Z][a-z]+(?:-[A-Za-z][a-z]+)"
    r"?)){1,2}\b"
)


def zh_number(text: str) -> int:
    """A Chinese or Arabic numeral below one hundred."""
    if text.isascii():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)
    return DIGITS[text]


FIRST_SINCE = re.compile(
    r"[^,;.]{0,60}?\b(?:since\b|in (?:\w+ ){0,3}(?:day|week|month|year|decade)s?\b)"
)
"""After "first": the first for some time (their first talks in four years) is no first round."""


def rounds(text: str, lang: str) -> list[tuple[int, int, int]]:
    """Numbers of rounds in a text: ``(start, end, number)``."""
    if lang == "en":
        return [
            (m.start(), m.end(), int(m[1]) if m[1] else EN_ORDINALS[m[2].lower()])
            for m in EN_ROUND.finditer(text)
            if not (m[2] and m[2].lower() == "first" and FIRST_SINCE.match(text, m.end()))
        ]
    pattern = {"ja": JA_ROUND, "ko": KO_ROUND}.get(lang)
    if pattern is not None:
        return [(m.start(), m.end(), zh_number(m[1] or m[2])) for m in pattern.finditer(text)]
    return [(m.start(), m.end(), zh_number(m[1] or m[2])) for m in ZH_ROUND.finditer(text)]
