"""Chinese expressions of more than one day, and those that two others make together.

1月8至9日, 26、27日, 上周三至周五, 今天至20日, 6月3日起一连两天, 9日和18日 (two days).
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from parley.dates.mention import DateMention, Parts
from parley.dates.zh import NUM, RELATIVE_YEAR, ROC, number

_ONES = "[一二三四五六七八九]"
_D = rf"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|卅一?|廿{_ONES}?|二?十{_ONES}?|{_ONES})"
_TO = "至|到|—|–|-|~|～"
DAYS = re.compile(
    rf"(?=[0-9一二三四五六七八九十廿卅])(?<![0-9一二三四五六七八九十百千第期时])(?P<d>{_D})"
    rf"(?P<by>{_TO}|[、及和与])(?P<d2>{_D})(?:两[日天]|(?:日|号)(?!机))(?![0-9内决文令舰艇楼线院案卫游])(?:两[日天])?"
)
"""Two days under one 日: 8至9日."""
SPAN = re.compile(
    r"起?(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚间|深夜|夜里|晚|早)?"
    rf"(?:[0-9一二三四五六七八九十]{{1,3}}[时点](?:[0-9]{{1,2}}分|许|半)?)?(?:{_TO})"
)
"""Between the first and the last of several days: 昨晚8时至今晨."""
LENGTH = re.compile(
    rf"(?:起|开始)?，?(?:(?:一连|连续|连着|接连)|[^，。；]{{0,20}}?为期)(?P<n>[0-9]+|{NUM}+)[天日]"
)
"""After a day, how many days it went on: 6月3日起一连两天."""
LISTED = re.compile(r"(?P<one>.+?[日号])[及和、与].+")
"""Two days of which each is one of its own: 9日和18日."""
EARLIER = ("稍早", "早些时候")
SLASH = re.compile(
    r"(?<![0-9/.])(?:(?P<ry>1[0-4][0-9])/)?(?P<m>1[0-2]|0?[1-9])/(?P<d>3[01]|[12][0-9])(?![0-9/.%])"
)
"""5/20, 113/05/20; a fraction has a smaller number below its line."""
SAME_TIME = re.compile("(?P<sy>去年|前年|上年)的?(?:同期|此时|同月|同日|这个时候|今天|今日)")
WITHIN = re.compile(
    rf"(?:不到|不足|未满|才过)(?<![^，。；：\n但而才可]..)(?P<n>[0-9]+|{NUM}+|半)"
    r"(?P<u>天|日|周|个?星期|个?礼拜|个月)(?=[，后就便即又])"
)
"""Less than so long after what was told: 不到两周，又告中断."""
LENGTHS = {"天": 1, "日": 1, "月": 30}


def mentions(text: str) -> Iterator[DateMention]:
    """Readings that stand for themselves."""
    if "/" in text:
        for match in SLASH.finditer(text):
            year = int(match["ry"]) + ROC if match["ry"] else None
            yield _made(match, Parts(year, int(match["m"]), int(match["d"])))
    for match in SAME_TIME.finditer(text):
        yield _made(match, Parts(shift_month=12 * RELATIVE_YEAR[match["sy"]]))
    for match in WITHIN.finditer(text):
        each = next((n for unit, n in LENGTHS.items() if match["u"].endswith(unit)), 7)
        size = each // 2 if match["n"] == "半" else number(match["n"]) * each
        if 0 < size <= 200:
            told = Parts(shift_day=size, anchor="governing")
            yield DateMention(
                match.start(), match.end(), match.group(), told, approximate=True, vague="within"
            )


def _made(match: "re.Match[str]", first: Parts) -> DateMention:
    return DateMention(match.start(), match.end(), match.group(), first)


def joined(found: Sequence[DateMention], text: str) -> list[DateMention]:
    """What was found (in order), with those brought together that make one stretch of days."""
    out: list[DateMention] = []
    for mention in _with_pairs(found, text):
        last = out[-1] if out else None
        if (
            last is not None
            and last.end == mention.start
            and mention.text.startswith(EARLIER)
            and not _to_the_day(last.first)
        ):
            out[-1] = msgspec.structs.replace(last, end=mention.end)
            continue
        if (
            last is not None
            and last.until is None
            and _to_the_day(last.first)
            and _to_the_day(mention.first)
            and mention.first.anchor == "published"
            and mention.until is None
            and mention.start - last.end <= 12
            and SPAN.fullmatch(text, last.end - last.text.endswith("起"), mention.start)
        ):
            out[-1] = msgspec.structs.replace(
                last,
                end=mention.end,
                text=text[last.start : mention.end],
                until=mention.first,
                direction=None,
            )
            continue
        out += _parted(mention, text)
    return [_lasting(mention, text) for mention in out]


def _to_the_day(parts: Parts) -> bool:
    return parts.day is not None or parts.shift_day is not None or parts.weekday is not None


def _with_pairs(found: Sequence[DateMention], text: str) -> list[DateMention]:
    """With 8至9日 read as two days, of the month that stands before it."""
    out = list(found)
    for match in DAYS.finditer(text):
        one, two = number(match["d"]), number(match["d2"])
        if one >= two and not (one > 25 and two < 8):
            continue
        lead = next((m for m in out if m.end == match.start()), None)
        if lead is not None and (_to_the_day(lead.first) or lead.first.part):
            continue
        month = lead is not None and (lead.first.month or lead.first.shift_month is not None)
        if lead is not None and not month:
            continue
        start = lead.start if lead is not None else match.start()
        first = lead.first if lead is not None else Parts()
        apart = match["by"] in "、及和与" and two - one != 1
        stop = match.end("d") if apart else match.end()
        mention = DateMention(
            start,
            stop,
            text[start:stop],
            msgspec.structs.replace(first, day=one),
            until=None if apart else Parts(day=two),
        )
        second = msgspec.structs.replace(first, day=two)
        at = match.start("d2")
        more = [DateMention(at, match.end(), text[at : match.end()], second)] if apart else []
        out = [m for m in out if m.end <= start or m.start >= match.end()]
        out = sorted([*out, mention, *more], key=lambda m: m.start)
    return out


def _parted(mention: DateMention, text: str) -> list[DateMention]:
    """9日和18日 are two days, 9日和10日 are two that adjoin."""
    first, until = mention.first, mention.until
    listed = LISTED.fullmatch(mention.text) if until is not None and until.day else None
    if listed is None or until is None or until.day is None or first.day is None:
        return [mention]
    other = until.month not in (None, first.month)
    if until.day == 1 if other else until.day == first.day + 1:
        return [mention]
    stop = mention.start + listed.end("one")
    second = msgspec.structs.replace(
        first, day=until.day, month=until.month or first.month, year=until.year or first.year
    )
    at = stop + 1
    return [
        msgspec.structs.replace(mention, end=stop, text=text[mention.start : stop], until=None),
        DateMention(at, mention.end, text[at : mention.end], second),
    ]


def _lasting(mention: DateMention, text: str) -> DateMention:
    """With the days that something is said to have gone on for."""
    if mention.until is not None or not _to_the_day(mention.first) or mention.vague:
        return mention
    length = LENGTH.match(text, mention.end)
    size = number(length["n"]) if length else 0
    if not 1 < size <= 60:
        return mention
    last = Parts(shift_day=size - 1, anchor="governing")
    return msgspec.structs.replace(mention, until=last, direction=None)
