"""Chinese date expressions in a view: simplified characters, half-width digits, no spaces."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from parley.dates.mention import Anchor, DateMention, Parts
from parley.dates.near import matches, runs

NUM = "[0-9〇○零一二三四五六七八九十两]"
DIGIT = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
WEEKDAYS = {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6, "末": 5}
LONGEST = 500
"""So many of a unit are still a length; a higher number is a year's."""
COUNTED_WEEKS = 2
"""So many weeks after what was told are counted by the day."""
ROC = 1911
"""Year 1 of the Republic is 1912."""

SEASON = {"春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter"}
PART = {
    "上旬": "early",
    "初": "early",
    "月初": "early",
    "中旬": "mid",
    "月中": "mid",
    "中": "mid",
    "下旬": "late",
    "底": "late",
    "末": "late",
    "月底": "late",
    "月末": "late",
    "稍早": "early",
}
YEAR_PART = {
    "初": "early",
    "年初": "early",
    "中": "mid",
    "年中": "mid",
    "底": "end",
    "年底": "end",
    "末": "end",
    "年末": "end",
    "上半年": "first-half",
    "下半年": "second-half",
    "稍晚": "late",
}
RELATIVE_YEAR = {
    "今年": 0,
    "本年": 0,
    "去年": -1,
    "前年": -2,
    "明年": 1,
    "来年": 1,
    "大前年": -3,
    "后年": 2,
    "今": 0,
    "上年": -1,
}
RELATIVE_MONTH = {
    "本月": 0,
    "这个月": 0,
    "当月": 0,
    "上个月": -1,
    "上月": -1,
    "下个月": 1,
    "下月": 1,
    "这月": 0,
    "次月": 1,
    "翌月": 1,
    "上上个月": -2,
}
DAYS = {
    "今天": 0,
    "今日": 0,
    "今晚": 0,
    "今早": 0,
    "今晨": 0,
    "昨天": -1,
    "昨日": -1,
    "昨晚": -1,
    "昨": -1,
    "前天": -2,
    "前日": -2,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "大前天": -3,
    "大后天": 3,
    "前晚": -2,
    "今起": 0,
    "即日起": 0,
    "昨起": -1,
    "明起": 1,
    "今午": 0,
    "今夜": 0,
    "昨午": -1,
    "昨夜": -1,
    "昨晨": -1,
    "昨早": -1,
    "明晚": 1,
    "明早": 1,
    "明晨": 1,
}
TOLD_DAY = {
    "即日": 0,
    "同日": 0,
    "当天": 0,
    "当日": 0,
    "同一天": 0,
    "当晚": 0,
    "同天": 0,
    "那天": 0,
    "那日": 0,
    "那晚": 0,
    "那一天": 0,
    "再隔一天": 1,
    "又隔一天": 1,
    "再过一天": 1,
    "同晚": 0,
    "当夜": 0,
    "同夜": 0,
    "当天晚间": 0,
    "翌晚": 1,
    "次晚": 1,
    "隔日": 1,
    "隔天": 1,
    "前一晚": -1,
    "前一夜": -1,
    "前两天": -2,
    "次日": 1,
    "翌日": 1,
    "第二天": 1,
    "第二日": 1,
    "第三天": 2,
    "前一天": -1,
    "前一日": -1,
    "翌晨": 1,
    "次晨": 1,
}
TOLD_WEEK = {
    "前一周": -1,
    "前一星期": -1,
    "前一个星期": -1,
    "次周": 1,
    "翌周": 1,
    "隔周": 1,
    "第二周": 1,
}
WEEKS = {
    "上周": -1,
    "前周": -2,
    "本礼拜": 0,
    "这礼拜": 0,
    "这个礼拜": 0,
    "下个礼拜": 1,
    "上星期": -1,
    "上个星期": -1,
    "上礼拜": -1,
    "本周": 0,
    "这周": 0,
    "这个星期": 0,
    "本星期": 0,
    "下周": 1,
    "下星期": 1,
    "下个星期": 1,
    "下礼拜": 1,
    "上上周": -2,
    "上个礼拜": -1,
    "这星期": 0,
    "周": 0,
    "星期": 0,
    "礼拜": 0,
}


def alternatives(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


YEAR = (
    rf"(?P<y>(?:1[6-9]|20)[0-9]{{2}}|[一二][〇○零一二三四五六七八九]{{3}})年(?!代)"
    rf"|(?P<roc>民国)(?P<ry>[0-9]{{1,3}}|{NUM}{{1,4}})年|(?<![0-9])(?P<by>9[0-9]|"
    rf"1[0-4][0-9])年(?=[0-9一二三四五六七八九十]{{1,2}}月)"
    rf"|(?<=[自从于在至到、及和与])(?P<by2>9[0-9]|1[0-4][0-9])年(?![前来间历多余的])"
    rf"|[今本去前明]\((?P<gy>1[0-4][0-9]|20[0-9]{{2}})\)年"
    rf"|(?P<dec>(?:1[89]|20)[0-9]0)年代|(?P<dec2>[二三四五六七八九]十)年代"
    rf"|(?P<sy>{alternatives(tuple(k for k in RELATIVE_YEAR if k != '今'))}|"
    rf"(?P<told>同年|当年|该年|那年|次年(?!度)|翌年|隔年|第二年|前一年|同一年))"
)
MONTH = (
    rf"(?:[本上下次翌今]\()?(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\)?月(?:份)?|"
    rf"(?P<sm>{alternatives(RELATIVE_MONTH)}|(?P<toldm>同月|该月|次月|"
    rf"翌月|当月))"
)
DAY = (
    r"(?:(?P<near>[今昨前明])\(|本\()?(?<![0-9])(?P<d>3[01]|[12][0-9]|0?[1-9]|三十一?|(?<![四五六七八九百])二?十[一二三四五六七八九]?|"
    r"廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九])\)?(?:日|号(?![决文令公机舰艇楼线院案卫星法工车]))(?![0-9](?![0-9]?[时点:]))"
    r"(?!本)(?:\((?:星期|周|礼拜)?[一二三四五六日天]\))?"
)
PIECE = (
    r"(?P<part>上旬|中旬|下旬|月初|月中|月底|月末|(?<=月)初|(?<=月)"
    r"中(?![旬国美方日韩俄菲印止断央])|(?<=月)底|(?<=月)末)"
)
YPIECE = (
    r"的?(?P<yp>(?:第(?P<q>[一二三四1-4])季度?)|上半年|下半年|年初|"
    r"年中|年底|年末|(?<=年)初|(?<=年)底|(?<=年)末|(?<=年)稍晚|(?<=年)"
    r"(?P<s>[春夏秋冬])(?:天|季)?)"
)
RANGE = (
    r"(?:至|到|—|–|-|~|～|及|和|、)(?:(?P<y2>20[0-9]{2}|1[89][0-9]{2})"
    r"年)?(?:(?P<m2>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月)"
    r"?(?P<d2>3[01]|[12][0-9]|0?[1-9]|三十一?|卅一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|"
    r"[一二三四五六七八九])(?:日|号(?![决文令公机舰艇楼线院案卫星法工车]))"
)
CALENDAR = rf"(?:(?:{YEAR})的?)?(?:{MONTH})?(?:{PIECE}|{DAY}|{YPIECE}|(?P<season>今[春夏秋冬]))?"
BEFORE = r"(?P<since>自从|自|从|打从)?(?P<about>约|大约|大概)?"
AFTER = (
    r"(?:(?P<range>"
    + RANGE
    + r")|(?:(?:至|到)(?:(?:(?P<y3>20[0-9]{2}|1[89][0-9]{2})年)(?:(?P<m3>1[0-2]|"
    r"[1-9])月)?|(?P<m4>1[0-2]|[1-9])月)))?(?P<approx>左右|前后|上下)"
    r"?(?P<to>起|以来|以后|之后|后|开始|以前|之前|前|为止|止)?"
)
FIRST = "自从约打大0123456789〇零一二三四五六七八九十廿卅两今昨去明前后来本同当该次翌隔第上下这那民"
_UNITS = "年月日号季春夏秋冬"
START = f"(?=[{FIRST}])(?=[^{_UNITS}]{{0,30}}[{_UNITS}])"
"""Where a date may begin: one has a unit or a season, and the rest of the pattern takes time."""
MAIN = re.compile(f"{START}{BEFORE}{CALENDAR}{AFTER}")
UNITS = re.compile(f"[{_UNITS}]")
INNER = frozenset(f"{MAIN.pattern}0123456789") - frozenset(_UNITS)
"""What may stand in a date before its first unit: no more than the pattern spells out."""
THIRD = re.compile(
    # what stands first is what is looked for, so that all else is passed over quickly
    r"(?P<part>月底|月初|月中|月末|上旬|中旬|下旬)"
    r"(?<![0-9一二三四五六七八九十个本上下这次翌同当该年月]..)(?![0-9])"
)
ISO = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2})(?<![0-9]....)[-/.](?P<m>1[0-2]|0?[1-9])[-/.](?P<d>3[01]|"
    r"[12][0-9]|0?[1-9])(?![0-9])"
)
WEEK = re.compile(rf"(?P<w>{alternatives(WEEKS)})(?P<wd>[一二三四五六日天末])?(?![年月期])")
TOLD = re.compile(alternatives({**DAYS, **TOLD_DAY, **TOLD_WEEK}))
AGO_FIRST = "0123456789〇零一二三四五六七八九十两数几半"
AGO_ENDS = re.compile("[天日周期拜月年]")
AGO_INNER = frozenset(f"{AGO_FIRST}○个星礼")
AGO = re.compile(
    rf"(?=[{AGO_FIRST}])(?P<n>(?<![0-9])[0-9]+|(?<!{NUM}){NUM}+|数|几|半)"
    rf"(?P<u>天|日|周|个?星期|个?礼拜|个月|"
    rf"年)(?P<dir>前|后|之前|之后|以前|以后)(?!的今天)"
)
AHEAD = re.compile(
    rf"前(?<=[演射习击访谈会举选幕机]前)(?P<n>[0-9]+|{NUM}+)(?P<u>天|日|周|个?星期|个?礼拜|个月)(?!内)"
)
"""After what the length is counted from: 演习前十天."""
RANGED_YEARS = re.compile(
    r"(?P<a>(?:19|20)[0-9]{2})年?(?:至|到|—|–|-)(?P<b>(?:19|20)[0-9]{2})年(?![0-9]{1,2}月)"
)
VAGUE = re.compile(
    r"(?=[日近最不前稍今年未])(?:(?P<recent>日前|(?<![接靠附逼贴最邻])近日|近期|最近(?![一几两三][次轮回届]|的)|不久前|前不久|稍早|近来)|(?P<rest>今年年内|"
    r"今年内|年内|年底前|今年底前|今年年底前)|(?P<coming>未来几个月|"
    r"未来数月|未来几周|今后几个月|近期将))"
)


def number(text: str) -> int:
    """An Arabic or Chinese numeral: 12, 十二, 二〇二二, 廿一, 卅."""
    if text.isascii():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_figures(tens) if tens else 1) * 10 + _figures(ones)
    return _figures(text)


def _figures(text: str) -> int:
    """Figures one after the other, Chinese, Arabic or mixed: 二〇二二, 2〇."""
    value = 0
    for char in text:
        value = value * 10 + (int(char) if char.isascii() else DIGIT[char])
    return value


def _make(match: "re.Match[str]", first: Parts, **rest: object) -> DateMention:
    return DateMention(match.start(), match.end(), match.group(), first, **rest)  # type: ignore[arg-type]


def _iso(match: "re.Match[str]") -> DateMention:
    return _make(match, Parts(int(match["y"]), int(match["m"]), int(match["d"])))


def _third(match: "re.Match[str]") -> DateMention:
    return _make(match, Parts(shift_month=0, part=PART[match["part"]]))


def _years(match: "re.Match[str]") -> DateMention:
    return _make(match, Parts(int(match["a"])), until=Parts(int(match["b"])))


def _vague(match: "re.Match[str]") -> DateMention:
    kind = "recent" if match["recent"] else "year-rest" if match["rest"] else "coming"
    return _make(match, Parts(), vague=kind)


def _ago(match: "re.Match[str]") -> DateMention | None:
    unit = match["u"]
    told = "后" in match["dir"] or match.string[match.start() - 1 : match.start()] == "的"
    anchor: Anchor = "governing" if told else "published"
    if match["n"] == "半" and unit == "个月":
        return _make(match, Parts(shift_week=2 if "后" in match["dir"] else -2, anchor=anchor))
    if match["n"] == "半":
        half = Parts(shift_month=6 if "后" in match["dir"] else -6, anchor=anchor)
        return _make(match, half) if unit == "年" else None
    if match["n"] in ("数", "几") or (size := number(match["n"])) > LONGEST:
        return None
    count = size * (-1 if "前" in match["dir"] else 1)
    if unit in ("天", "日"):
        return _make(match, Parts(shift_day=count, anchor=anchor))
    if unit.endswith(("周", "星期", "礼拜")):
        if told and size <= COUNTED_WEEKS:
            return _make(match, Parts(shift_day=7 * count, anchor=anchor))
        return _make(match, Parts(shift_week=count, anchor=anchor))
    if unit == "个月":
        return _make(match, Parts(shift_month=count, anchor=anchor))
    return _make(match, Parts(shift_year=count, anchor=anchor))


def _ahead(match: "re.Match[str]") -> DateMention | None:
    size = number(match["n"])
    if size > LONGEST:
        return None
    if match["u"] in ("天", "日"):
        return _make(match, Parts(shift_day=-size, anchor="governing"))
    if match["u"] == "个月":
        return _make(match, Parts(shift_month=-size, anchor="governing"))
    return _make(match, Parts(shift_week=-size, anchor="governing"))


def _told(match: "re.Match[str]") -> DateMention:
    word = match.group()
    if word in DAYS:
        return _make(match, Parts(shift_day=DAYS[word]))
    if word in TOLD_WEEK:
        return _make(match, Parts(shift_week=TOLD_WEEK[word], anchor="governing"))
    return _make(match, Parts(shift_day=TOLD_DAY[word], anchor="governing"))


def _week(match: "re.Match[str]") -> DateMention | None:
    word, day = match["w"], match["wd"]
    if word in ("周", "星期", "礼拜"):
        if day is None or day == "末":
            return None
        return _make(match, Parts(weekday=WEEKDAYS[day]))
    if day == "末":
        return _make(match, Parts(shift_week=WEEKS[word], part="weekend"))
    return _make(match, Parts(shift_week=WEEKS[word], weekday=WEEKDAYS[day] if day else None))


TELLING = ("y", "m", "d", "sy", "sm", "yp", "ry", "by", "by2", "gy", "dec", "dec2", "season")
"""The groups one of which a date has."""


def _main(match: "re.Match[str]") -> DateMention | None:
    g = match.groupdict()
    if not any(map(g.get, TELLING)):
        return None
    if g["yp"] and (g["m"] or g["sm"]):
        return None
    year = shift_year = None
    anchor: Anchor = "published"
    decade = False
    if g["y"]:
        year = number(g["y"])
    elif g["ry"]:
        year = number(g["ry"]) + ROC
    elif g["by"] or g["by2"]:
        year = int(g["by"] or g["by2"]) + ROC
    elif g["gy"]:
        year = int(g["gy"]) + (ROC if int(g["gy"]) < ROC else 0)
    elif g["dec"]:
        year, decade = int(g["dec"]), True
    elif g["dec2"]:
        year, decade = 1900 + number(g["dec2"]), True
    elif g["told"]:
        anchor = "governing"
        shift_year = {"次年": 1, "翌年": 1, "隔年": 1, "第二年": 1, "前一年": -1}.get(g["told"], 0)
    elif g["sy"]:
        shift_year = RELATIVE_YEAR[g["sy"]]
    month = shift_month = None
    if g["m"]:
        month = number(g["m"])
    elif g["sm"]:
        word = g["sm"]
        if word in ("同月", "该月", "次月", "翌月", "当月"):
            anchor = "governing"
        shift_month = RELATIVE_MONTH.get(word, 0)
    day = number(g["d"]) if g["d"] else None
    part = None
    if g["part"]:
        part = PART[g["part"]]
    elif g["q"]:
        part = "q" + str(number(g["q"]))
    elif g["s"]:
        part = SEASON[g["s"]]
    elif g["yp"]:
        part = YEAR_PART[g["yp"]]
    if g["season"]:
        shift_year, part = 0, SEASON[g["season"][1]]
    if g["near"] and not (g["m"] or g["sm"]):
        return _make(match, Parts(shift_day=DAYS[g["near"] + "日"]))
    first = Parts(
        year=year,
        month=month,
        day=day,
        shift_year=shift_year,
        shift_month=shift_month,
        part=part,
        decade=decade,
        anchor=anchor,
    )
    until = None
    if g["d2"]:
        until = Parts(
            year=int(g["y2"]) if g["y2"] else None,
            month=number(g["m2"]) if g["m2"] else None,
            day=number(g["d2"]),
        )
        if until.month is None and day is None:
            return None
        until = msgspec.structs.replace(until, month=until.month or month, year=until.year)
    elif g["y3"] or g["m4"]:
        until = Parts(
            year=int(g["y3"]) if g["y3"] else None,
            month=int(g["m3"]) if g["m3"] else int(g["m4"]) if g["m4"] else None,
        )
    direction = None
    if g["to"] in ("起", "以来", "开始") or (g["since"] in ("自", "自从") and not until):
        direction = "since"
    elif g["to"] in ("前", "以前", "之前", "为止", "止"):
        direction = "until" if g["to"] in ("为止", "止") else "before"
    elif g["to"] in ("后", "以后", "之后"):
        direction = "after"
    return _make(
        match, first, until=until, direction=direction, approximate=bool(g["about"] or g["approx"])
    )


READERS = (
    (ISO, _iso),
    (RANGED_YEARS, _years),
    (VAGUE, _vague),
    (THIRD, _third),
    (AHEAD, _ahead),
    (TOLD, _told),
    (WEEK, _week),
)


BEFORE_UNITS = (
    (AGO, _ago, AGO_ENDS, AGO_INNER, AGO_FIRST),
    (MAIN, _main, UNITS, INNER, FIRST),
)
"""Patterns whose matches are looked for from their units back, see ``runs``."""


def mentions(text: str) -> Iterator[DateMention]:
    """Every reading of every pattern, in no order."""
    for pattern, read in READERS:
        for match in pattern.finditer(text):
            if match.end() > match.start() and (mention := read(match)) is not None:
                yield mention
    for pattern, read, units, inner, first in BEFORE_UNITS:
        for match in matches(pattern, text, runs(text, units, inner, first)):
            if match.end() > match.start() and (mention := read(match)) is not None:
                yield mention
