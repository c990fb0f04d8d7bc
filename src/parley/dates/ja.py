"""Japanese date expressions in a view: half-width digits, no spaces between characters."""

import re
from collections.abc import Callable, Iterator

from parley.dates.eastern import Grammar, Shift, any_of, groups, mention, read
from parley.dates.mention import Anchor, DateMention, Parts
from parley.dates.near import matches, runs
from parley.dates.zh import number

KAN = "[〇一二三四五六七八九十]"
ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
YEARS: dict[str, Shift] = {
    "今年": (0, "published"),
    "ことし": (0, "published"),
    "本年": (0, "published"),
    "昨年": (-1, "published"),
    "去年": (-1, "published"),
    "一昨年": (-2, "published"),
    "おととし": (-2, "published"),
    "来年": (1, "published"),
    "明年": (1, "published"),
    "再来年": (2, "published"),
    "同年": (0, "governing"),
    "同じ年": (0, "governing"),
    "この年": (0, "governing"),
    "その年": (0, "governing"),
    "当年": (0, "governing"),
    "翌年": (1, "governing"),
    "翌々年": (2, "governing"),
    "その翌年": (1, "governing"),
    "次の年": (1, "governing"),
    "前年": (-1, "governing"),
    "その前年": (-1, "governing"),
    "昨": (-1, "published"),
    "今": (0, "published"),
    "来": (1, "published"),
}
MONTHS: dict[str, Shift] = {
    "今月": (0, "published"),
    "本月": (0, "published"),
    "先月": (-1, "published"),
    "先々月": (-2, "published"),
    "来月": (1, "published"),
    "再来月": (2, "published"),
    "同月": (0, "governing"),
    "同じ月": (0, "governing"),
    "当月": (0, "governing"),
    "翌月": (1, "governing"),
    "翌々月": (2, "governing"),
    "前月": (-1, "governing"),
}
MONTH_PARTS = {
    "上旬": "early",
    "初旬": "early",
    "初め": "early",
    "はじめ": "early",
    "始め": "early",
    "初頭": "early",
    "初": "early",
    "頭": "early",
    "中旬": "mid",
    "半ば": "mid",
    "なかば": "mid",
    "下旬": "late",
    "末": "late",
    "末日": "last-day",
    "最終日": "last-day",
}
YEAR_PARTS = {
    "上半期": "first-half",
    "下半期": "second-half",
    "上期": "first-half",
    "下期": "second-half",
    "前半": "first-half",
    "後半": "second-half",
    "初め": "early",
    "はじめ": "early",
    "始め": "early",
    "初頭": "early",
    "初": "early",
    "早々": "early",
    "年初": "early",
    "半ば": "mid",
    "中頃": "mid",
    "中ごろ": "mid",
    "年末": "end",
    "末": "end",
    "暮れ": "end",
    "春": "spring",
    "春季": "spring",
    "夏": "summer",
    "夏季": "summer",
    "秋": "autumn",
    "秋季": "autumn",
    "冬": "winter",
    "冬季": "winter",
    "度": "fiscal",
    "大みそか": "last-day",
    "大晦日": "last-day",
    "元日": "first-day",
}
ALONE = ("上半期", "下半期", "年末", "年初")
"""Parts of a year that name it without a year."""
GRAMMAR = Grammar(
    YEARS,
    MONTHS,
    MONTH_PARTS,
    YEAR_PARTS,
    frozenset(["去る"]),
    frozenset(["来る", "来たる"]),
    {
        "から": "since",
        "より": "since",
        "以来": "since",
        "以降": "since",
        "以後": "since",
        "まで": "until",
        "までに": "before",
        "以前": "before",
        "より前": "before",
    },
    ERAS,
    re.compile("[、・と]|及び|および"),
    frozenset(ALONE),
    "元",
)
WEEKDAYS = {char: day for day, char in enumerate("月火水木金土日")}
TODAY = {
    "本日": 0,
    "今日": 0,
    "きょう": 0,
    "けさ": 0,
    "今朝": 0,
    "今夜": 0,
    "今晩": 0,
    "今夕": 0,
    "昨日": -1,
    "きのう": -1,
    "昨夜": -1,
    "昨晩": -1,
    "昨夕": -1,
    "一昨日": -2,
    "おととい": -2,
    "明日": 1,
    "あす": 1,
    "明朝": 1,
    "明後日": 2,
    "あさって": 2,
}
TOLD = {
    "同日": 0,
    "同じ日": 0,
    "この日": 0,
    "その日": 0,
    "当日": 0,
    "同夜": 0,
    "翌日": 1,
    "翌朝": 1,
    "次の日": 1,
    "翌々日": 2,
    "前日": -1,
    "前夜": -1,
    "前々日": -2,
    "その翌日": 1,
    "その前日": -1,
}
WEEKS: dict[str, Shift] = {
    "先週": (-1, "published"),
    "先々週": (-2, "published"),
    "今週": (0, "published"),
    "来週": (1, "published"),
    "再来週": (2, "published"),
    "翌週": (1, "governing"),
    "前週": (-1, "governing"),
}

FIRST_TIME = {"初め", "はじめ", "始め", "初"}
_ERA_NOTE = rf"(?:\((?:(?:{any_of(ERAS)})(?:元|[0-9]{{1,2}}|{KAN}{{1,3}})年?|[0-9]{{4}}年?)\))?"
_DAYS_OF = "3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_MONTHS_OF = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DASH = "[~〜–—―‐-]"
_YEAR_END = "(?:度|春|夏|秋|冬|末|初|半ば|前半|後半)"
_YEAR = (
    rf"(?:(?<![0-9])(?P<y>(?:1[6-9]|20)[0-9]{{2}}|[一二][〇零一二三四五六七八九]{{3}}){_ERA_NOTE}"
    rf"(?:年(?!代|間|生|ぶり|余){_ERA_NOTE}|(?={_DASH}[0-9]{{4}}年))"
    rf"|(?P<era>{any_of(ERAS)})(?P<ey>元|[0-9]{{1,2}}|{KAN}{{1,3}}){_ERA_NOTE}年(?!代|間){_ERA_NOTE}"
    rf"|(?<![0-9.第])(?P<yy>[0-9]{{2}})年(?=(?:{_MONTHS_OF})月|以来|以降|{_YEAR_END}|に(?![及わ渡一1]))"
    rf"|(?<![0-9])(?P<dec>(?:1[89]|20)[0-9]0|[3-9]0)年代"
    rf"|(?P<sy>{any_of(k for k in YEARS if len(k) > 1)}|[今昨来](?=[春夏秋冬](?!雨)))"
    r"(?:の(?=[0-9一二三四五六七八九十]))?)"
)
_MONTH = (
    rf"(?:(?<![0-9.第])(?P<m>{_MONTHS_OF})(?:月(?!間|面|曜)|(?={_DASH}(?:{_MONTHS_OF})月))"
    rf"|(?P<sm>{any_of(MONTHS)})(?:の(?=[0-9一二三四五六七八九十]))?)"
)
_WEEKDAY = r"(?:\([月火水木金土日](?:曜日?)?(?:・?[祝休])?\))?"
_NO_DAY = (
    "(?!本(?!日)|間|ぶり|連続|目|以内|余|分|がかり|程度|当たり|あたり|平均|も早|も早|付け替|前(?!後)|後(?!半)|数|記念"
    "|[0-9]+回)"
)
_DAY = (
    rf"(?<![0-9.第一二三四五六七八九十])(?P<d>{_DAYS_OF})(?:日{_NO_DAY}{_WEEKDAY}|(?={_DASH}(?:{_DAYS_OF})日{_NO_DAY})"
    rf"|(?=[、・](?:{_DAYS_OF})(?:日(?!間)|両日|の両日)))"
)
_DAY_TO = rf"(?P<d>{_DAYS_OF})(?:の?両日|日{_NO_DAY}{_WEEKDAY})"
_FIRST_TIME = "(?:初め|はじめ|始め)(?!て)|初(?=$|[、。，（(〜~]|に|から|まで|以)"
"""初めて and 初の tell that something is new, not when it was."""
_MONTH_PART = rf"(?<=月)の?(?P<mp>{any_of(set(MONTH_PARTS) - FIRST_TIME)}|{_FIRST_TIME})(?!年)"
_YEAR_PART = (
    rf"(?:(?<=年)の?|(?<=[今昨来])|(?<![年月日])(?={'|'.join(ALONE)}))"
    rf"(?P<yp>{any_of(set(YEAR_PARTS) - FIRST_TIME)}|{_FIRST_TIME})(?:先|頃)?"
    rf"|(?:(?<=年)の?)?第?(?P<q>[1-4一二三四])四半期"
)
_CALENDAR = (
    r"(?P<rel>去る|来たる|来る)?"
    + f"(?:{_YEAR})?(?:{_MONTH})?(?:{_MONTH_PART}|{{day}}|{_YEAR_PART})?"
)
_UNTIL = groups(_CALENDAR.replace("{day}", _DAY_TO), "u")
FIRST = "去来0123456789〇一二三四五六七八九十明大昭平令今本昨お再同こその当翌次前先第年上下"
_UNITS = "年月日期春夏秋冬と"
MAIN = re.compile(
    f"(?=[{FIRST}])"
    # a date has a unit or a season, and the rest of the pattern takes time
    f"(?=[^{_UNITS}]{{0,40}}[{_UNITS}])"
    + _CALENDAR.replace("{day}", _DAY)
    + rf"(?:から(?:約)?(?P<long>[0-9]+|{KAN}+)日間(?:の日程で)?"
    + rf"|(?:(?P<sep>(?:から|より)|{_DASH}|[、・と]|及び|および){_UNTIL}(?:にかけて)?)?"
    + r"(?P<loose>頃|ごろ|前後|あたり)?"
    + rf"(?P<to>{any_of(GRAMMAR.directions)})?)"
)
UNITS = re.compile(f"[{_UNITS}]")
INNER = frozenset(f"{MAIN.pattern}0123456789") - frozenset(_UNITS)
"""What may stand in a date before its first unit: no more than the pattern spells out."""
NUMERIC = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2})(?<![0-9./-]....)(?P<mark>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=mark)"
    r"(?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9])"
)
WEEK = re.compile(
    rf"(?=[{''.join(sorted({word[0] for word in (*WEEKS, *'月火水木金土日')}))}])"
    rf"(?:(?P<w>{any_of(WEEKS)})(?:の?(?P<wd>[月火水木金土日])曜日?|(?P<end>末))?(?!間)"
    r"|(?P<one>[月火水木金土日])曜日?(?!版))"
)
NEAR = re.compile(any_of({**TODAY, **TOLD}) + r"(?!的)")
AGO = re.compile(
    rf"(?=[0-9そ半]|{KAN})(?<![0-9.第数])(?P<that>その)?(?:(?P<n>[0-9]+|(?<!{KAN}){KAN}+)"
    rf"(?P<u>日|週間|週|[かヶカヵケ箇]月|年)|(?P<half>半年))"
    r"(?P<dir>前(?![後半線回例提])|後(?![半続任継方退援]))"
)
VAGUE = re.compile(
    r"(?=[最先こ過今年本近])(?:(?P<new>年明け)(?:早々)?|(?P<recent>最近(?!の?[0-9一二三四五六七八九十数]+[年かヶカヵ週])|先ごろ|先頃|先般|先日|このほど|この程|過日|今般)"
    r"|(?P<rest>年内|今年中に|本年中に|今年中の|本年中の)"
    r"|(?P<coming>近日中|近いうち|近々|今後数[かヶカヵ]月|(?<![年月日間の人機隻件割分])近く(?=、|[一-鿿]{2})))"
)


def _numeric(match: "re.Match[str]") -> Iterator[DateMention]:
    yield mention(match, Parts(int(match["y"]), int(match["m"]), int(match["d"])))


def _week(match: "re.Match[str]") -> Iterator[DateMention]:
    if match["one"]:
        yield mention(match, Parts(weekday=WEEKDAYS[match["one"]]))
        return
    shift, anchor = WEEKS[match["w"]]
    if match["end"]:
        yield mention(match, Parts(shift_week=shift, part="weekend", anchor=anchor))
    else:
        day = WEEKDAYS[match["wd"]] if match["wd"] else None
        yield mention(match, Parts(shift_week=shift, weekday=day, anchor=anchor))


def _near(match: "re.Match[str]") -> Iterator[DateMention]:
    word = match.group()
    if word in TODAY:
        yield mention(match, Parts(shift_day=TODAY[word]))
    else:
        yield mention(match, Parts(shift_day=TOLD[word], anchor="governing"))


def _ago(match: "re.Match[str]") -> Iterator[DateMention]:
    later = match["dir"] == "後"
    anchor: Anchor = "governing" if later or match["that"] else "published"
    sign = 1 if later else -1
    if match["half"]:
        yield mention(match, Parts(shift_month=6 * sign, anchor=anchor))
        return
    count, unit = number(match["n"]) * sign, match["u"]
    if anchor == "governing" and unit.startswith("週") and abs(count) == 1:
        count, unit = 7 * count, "日"  # a week later is a day
    if unit == "日":
        yield mention(match, Parts(shift_day=count, anchor=anchor))
    elif unit.startswith("週"):
        yield mention(match, Parts(shift_week=count, anchor=anchor))
    elif unit == "年":
        yield mention(match, Parts(shift_year=count, anchor=anchor))
    else:
        yield mention(match, Parts(shift_month=count, anchor=anchor))


def _vague(match: "re.Match[str]") -> Iterator[DateMention]:
    if match["new"]:
        yield mention(match, Parts(shift_year=1, month=1, anchor="story"))
        return
    kind = "recent" if match["recent"] else "year-rest" if match["rest"] else "coming"
    yield mention(match, Parts(), vague=kind)


READERS: tuple[
    tuple["re.Pattern[str]", Callable[["re.Match[str]"], Iterator[DateMention]]], ...
] = (
    (NUMERIC, _numeric),
    (VAGUE, _vague),
    (AGO, _ago),
    (NEAR, _near),
    (WEEK, _week),
)


def mentions(text: str) -> Iterator[DateMention]:
    """Every reading of every pattern, in no order."""
    for pattern, reader in READERS:
        for match in pattern.finditer(text):
            if match.end() > match.start():
                yield from reader(match)
    for match in matches(MAIN, text, runs(text, UNITS, INNER, FIRST)):
        if match.end() > match.start():
            yield from read(match, GRAMMAR)
