"""Lengths of time in Japanese and Korean: 約3年ぶり, 4年5か月, 2년 4개월 만에, 이틀간."""

import re

from parley.dates import zh
from parley.dates.eastern import DAYS, any_of
from parley.dates.ko import COUNTS, NATIVE, SINO
from parley.dates.mention import Duration, Hedge, Unit
from parley.dates.near import matches, runs

ABOUT = (
    *("約", "およそ", "おおよそ", "程度", "ほど", "前後", "ぐらい", "くらい"),
    *("약", "대략", "쯤", "정도", "안팎", "가량", "내외"),
)
NEARLY = (
    *("ほぼ", "近く", "弱", "足らず", "未満"),
    *("거의", "근", "가까이", "가까운", "미만", "못 미치는"),
)
OVER = (
    *("余り", "あまり", "余", "強", "超", "以上"),
    *("여", "남짓", "넘게", "넘는", "이상", "넘도록"),
)
HEDGES: dict[str, Hedge] = {
    **dict.fromkeys(ABOUT, "about"),
    **dict.fromkeys(NEARLY, "nearly"),
    **dict.fromkeys(OVER, "over"),
}
"""What each word around a length says of it."""

JA_NUM = "[0-9]+(?:\\.[0-9]+)?|[一二三四五六七八九十百〇]+"
JA_UNITS: dict[str, Unit] = {
    "年": "year",
    "週": "week",
    "日": "day",
    "時間": "hour",
    "分": "minute",
}
JA = re.compile(
    r"(?=[約おほ半四0-9一二三五六七八九十百〇])"
    rf"(?P<pre>約|およそ|おおよそ|ほぼ)?(?<![0-9.第一二三四五六七八九十年前/])"
    rf"(?:(?P<half0>半年|半世紀|四半世紀)(?!ごと|毎)|(?P<n>{JA_NUM})(?P<mid>余り|余|数)?"
    r"(?P<u>年|[かヶカヵケ箇]月|週|日(?=間|ぶり|以上|余り|近く|足らず|連続)|時間|分(?=間))間?(?P<half>半)?"
    rf"(?:と?(?P<n2>{JA_NUM})[かヶカヵケ箇]月(?P<half2>半)?)?)間?(?:にわたり|にわたって|もの)?"
    r"(?P<post>ほど|程度|前後|ぐらい|くらい|近く|弱|足らず|未満|余り|あまり|余|強|超|以上)?"
)
JA_FIRST = "約おほ半四0123456789一二三五六七八九十百〇"
JA_ENDS = re.compile("[年月週日間分紀]")
"""How units end."""
JA_INNER = frozenset(f"{JA.pattern}0123456789") - frozenset("年月週日間分紀")
JA_NO_YEAR = re.compile(
    "代|度|以来|以降|生|初|末|春|夏|秋|冬|[0-9一二三四五六七八九十]{1,2}月|前|中|次|産|版"
)
KO_NUM = "[0-9]+(?:\\.[0-9]+)?"
KO_UNITS: dict[str, Unit] = {
    "년": "year",
    "해": "year",
    "개월": "month",
    "달": "month",
    "주": "week",
    "주일": "week",
    "일": "day",
    "시간": "hour",
    "분": "minute",
}
KO_COUNT = (
    rf"{KO_NUM}|(?:{'|'.join(NATIVE)})(?= ?(?:달|해|주|시간)(?!의))"
    rf"|(?:{'|'.join(SINO)})(?= (?:년|개월))"
)
_KO_FIRST = "".join({"약대거근일반0123456789", *(w[0] for w in (*DAYS, *NATIVE, *SINO))})
KO = re.compile(
    rf"(?=[{_KO_FIRST}])(?P<pre>약|대략|거의|근)? ?(?<![0-9.제가-힣/'’])"
    rf"(?:(?P<days>{any_of(DAYS)})|(?P<week>일주일)|(?P<half0>반년|반세기)"
    rf"|(?P<n>{KO_COUNT})(?P<mid>여)? ?(?P<u>년|해|개월|달|주일|주"
    r"|일(?=간|째| 동안| ?만(?:[에의인이입임으.,]|$)| 연속| 넘게| 가까이)"
    r"|시간|분(?=간| 동안| 가량| 정도))"
    rf"(?: ?(?P<half>반))?(?: ?(?P<n2>{KO_NUM})개월)?)(?: ?간)?(?: ?동안)?"
    r"(?: ?(?P<post>쯤|정도|안팎|가량|내외|가까이|가까운|미만|못 미치는|여|남짓|넘게|넘는"
    r"|넘도록|이상))?"
)
KO_NO_YEAR = re.compile(
    "대|도|생|산|형|차(?!례)| ?[0-9]{1,2}월|초|말| ?봄| ?여름| ?가을| ?겨울"
    "| ?(?:전|뒤|후)(?=[ ,.에의인까부이]|$)"
)


def _length(match: "re.Match[str]", value: float, unit: Unit, *hedges: str | None) -> Duration:
    hedge = next((HEDGES[word] for word in hedges if word in HEDGES), None)
    whole = int(value) if value == int(value) else value
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    end = match.start() + len(match.group().rstrip())
    return Duration(start, end, match.string[start:end], whole, unit, hedge)


HALF: dict[str, tuple[int, Unit]] = {
    "半年": (6, "month"),
    "반년": (6, "month"),
    "半世紀": (50, "year"),
    "반세기": (50, "year"),
    "四半世紀": (25, "year"),
}


def japanese(text: str) -> list[Duration]:
    """Lengths in a Japanese view."""
    out = []
    for match in matches(JA, text, runs(text, JA_ENDS, JA_INNER, JA_FIRST)):
        hedges = (match["pre"], match["mid"], match["post"])
        if match["half0"]:
            out.append(_length(match, *HALF[match["half0"]], *hedges))
            continue
        unit: Unit = JA_UNITS.get(match["u"], "month")
        value = _figures(match["n"])
        after = match.end("u")
        if unit == "year" and (value >= 150 or JA_NO_YEAR.match(text, after) or _era(text, match)):
            continue
        if match["half"]:
            value += 0.5
        if match["n2"] and unit == "year":
            value, unit = value * 12 + _figures(match["n2"]), "month"
            value += 0.5 if match["half2"] else 0
        if value > 0:
            out.append(_length(match, value, unit, *hedges))
    return out


def _era(text: str, match: "re.Match[str]") -> bool:
    """Whether the year is one of an era: its name stands right before."""
    start = match.start("n")
    return text[max(0, start - 2) : start] in ("明治", "大正", "昭和", "平成", "令和")


def _figures(text: str) -> float:
    if text[0].isdigit():
        return float(text)
    hundreds, mark, rest = text.partition("百")
    if not mark:
        return zh.number(text)
    return zh.number(hundreds or "一") * 100 + (zh.number(rest) if rest else 0)


def korean(text: str) -> list[Duration]:
    """Lengths in a Korean view."""
    out = []
    for match in KO.finditer(text):
        hedges = (match["pre"], match["mid"], match["post"])
        if match["half0"]:
            out.append(_length(match, *HALF[match["half0"]], *hedges))
        elif match["week"]:
            out.append(_length(match, 1, "week", *hedges))
        elif match["days"]:
            out.append(_length(match, DAYS[match["days"]], "day", *hedges))
        else:
            unit = KO_UNITS[match["u"]]
            value = float(match["n"]) if match["n"][0].isdigit() else COUNTS[match["n"]]
            if unit == "year" and (value >= 150 or KO_NO_YEAR.match(text, match.end("u"))):
                continue
            if match["half"]:
                value += 0.5
            if match["n2"] and unit == "year":
                value, unit = value * 12 + float(match["n2"]), "month"
            if value > 0:
                out.append(_length(match, value, unit, *hedges))
    return out
