"""Lengths of time: 近三年, 16个月, "nearly two years", "a year and a half"."""

import re

from parley.dates import en_patterns as en
from parley.dates import zh
from parley.dates.mention import Duration, Unit
from parley.dates.near import Anchors, matches, runs

ZH_UNITS: dict[str, Unit] = {
    "年": "year",
    "个月": "month",
    "月": "month",
    "周": "week",
    "个星期": "week",
    "个礼拜": "week",
    "星期": "week",
    "天": "day",
    "日": "day",
    "小时": "hour",
    "个小时": "hour",
    "分钟": "minute",
    "载": "year",
    "个多月": "month",
    "次": "time",
}
_HAN = "〇零一二三四五六七八九十百两"
# Not from within a number: else a long run of figures is read again from each of them.
NUM = rf"(?<![0-9])[0-9]+(?:\.[0-9]+)?|(?<![{_HAN}])[{_HAN}]+"
ZH = re.compile(
    rf"(?=[将接近不超逾已长至约大差半0-9〇零一二三四五六七八九十百两])(?P<pre>将近|接近|近|不到|超过|逾|已逾|长达|至少|约|大约|大概|"
    rf"差不多)?(?P<half0>半)?(?P<n>{NUM})?(?P<more1>多|余|来)?"
    rf"(?P<half1>个半)?(?P<u>年|个月|个多月|个星期|个礼拜|周|天|小时|"
    rf"个小时|分钟|载)(?P<half2>半)?(?P<more2>多|余)?"
    rf"(?:零?(?P<n2>{NUM})个月)?(?P<post>左右|上下)?"
)
ZH_FIRST = "将接近不超逾已长至约大差半0123456789〇零一二三四五六七八九十百两"
ZH_ENDS = re.compile("[年月期拜周天时钟载]")
"""How units end."""
ZH_INNER = frozenset(f"{ZH.pattern}0123456789") - frozenset("年月期拜周天时钟载")
NOT_AFTER = ("代", "度", "级", "初", "底", "末", "内", "月", "前")
EN_UNITS: dict[str, Unit] = {
    "minute": "minute",
    "hour": "hour",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
    "decade": "year",
    "fortnight": "week",
}
EN_N = r"[0-9]+(?:\.[0-9]+)?|" + "|".join(
    w for w in sorted(en.NUMBERS, key=len, reverse=True) if w not in ("several", "few", "a few")
)
EN_N += "|thirty|forty|fifty|twenty-five|twenty-one"
TENS = {"thirty": 30, "forty": 40, "fifty": 50, "twenty-five": 25, "twenty-one": 21}
EN = re.compile(
    rf"\b(?:(?P<pre>nearly|almost|close to|just under|less than|more than|"
    rf"over|at least|some|about|around|roughly|approximately)\s)?"
    rf"(?P<n>{EN_N})(?P<half0>-and-a-half| and a half)?[\s-](?P<u>minute|"
    rf"hour|day|week|month|year|decade|fortnight)s?(?P<half> and a half)"
    rf"?"
    rf"(?:(?:,)? and (?P<n2>{EN_N}) months?)?\b(?P<post> or so| or more)?",
    re.IGNORECASE,
)
ANCHORS = Anchors({"unit": [*EN_UNITS, *(word.title() for word in EN_UNITS)]}, [EN])
NEARLY = {"将近", "接近", "近", "不到", "nearly", "almost", "close to", "just under", "less than"}
OVER = {"超过", "逾", "已逾", "至少", "more than", "over", "at least", "多", "余", "来", "or more"}
ABOUT = {
    "约",
    "大约",
    "大概",
    "差不多",
    "some",
    "about",
    "around",
    "roughly",
    "approximately",
    "左右",
    "上下",
    "or so",
}


def hedge(*words: str | None) -> str | None:
    """How a length is hedged by the words around it."""
    for word in words:
        word = (word or "").strip().lower()
        if word in NEARLY:
            return "nearly"
        if word in OVER:
            return "over"
        if word in ABOUT:
            return "about"
    return None


def _zh_value(text: str) -> float:
    if text.replace(".", "").isascii():
        return float(text)
    if "百" in text:
        hundreds, _, rest = text.partition("百")
        return zh.number(hundreds or "一") * 100 + (zh.number(rest.lstrip("零")) if rest else 0)
    return zh.number(text)


def chinese(text: str) -> list[Duration]:
    """Lengths in a Chinese view."""
    out = []
    for match in matches(ZH, text, runs(text, ZH_ENDS, ZH_INNER, ZH_FIRST)):
        if not match["n"] and not match["half0"]:
            continue
        end = match.end()
        unit = match["u"]
        if unit == "年" and (
            text[end : end + 1] in NOT_AFTER
            or (match["n"] and len(match["n"]) == 4)
            or match["n"] in ("同", "一九")
        ):
            continue
        before = text[max(0, match.start() - 1) : match.start()]
        if before in ("第", "-", ".") or (before.isdigit() and not match["pre"]):
            continue
        if (
            unit == "年"
            and match["n"]
            and match["n"].isascii()
            and match["n"].isdigit()
            and int(match["n"]) >= 90
        ):
            continue
        value = 0.5 if match["half0"] else _zh_value(match["n"])
        kind = ZH_UNITS[unit]
        if match["half1"] or match["half2"]:
            value += 0.5
        if match["n2"] and kind == "year":
            value, kind = value * 12 + _zh_value(match["n2"]), "month"
        if match["half0"] and kind == "year":
            value, kind = 6, "month"
        how = hedge(
            match["pre"],
            match["more1"],
            match["more2"],
            "多" if "多" in unit else None,
            match["post"],
        )
        out.append(_length(match, value, kind, how))
    return out


def english(text: str) -> list[Duration]:
    """Lengths in an English view."""
    out = []
    for match in matches(EN, text, ANCHORS.starts(text, ANCHORS.places(text)["unit"])):
        word = match["n"].lower()
        value = float(word) if word[0].isdigit() else en.NUMBERS.get(word) or TENS.get(word, 0)
        if not value:
            continue
        unit = match["u"].lower()
        if match["half"] or match["half0"]:
            value += 0.5
        if unit == "decade":
            value *= 10
        if unit == "fortnight":
            value *= 2
        kind = EN_UNITS[unit]
        if match["n2"] and kind == "year":
            more = match["n2"].lower()
            value, kind = (
                value * 12 + (float(more) if more[0].isdigit() else en.NUMBERS.get(more, 0)),
                "month",
            )
        out.append(_length(match, value, kind, hedge(match["pre"], match["post"])))
    return out


def _length(match: "re.Match[str]", value: float, unit: Unit, how: str | None) -> Duration:
    number = int(value) if value == int(value) else value
    return Duration(match.start(), match.end(), match.group(), number, unit, how)  # type: ignore[arg-type]
