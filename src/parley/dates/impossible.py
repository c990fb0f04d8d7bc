"""Dates that are written out and are none: 2月31日, 0年1月1日, 平成99年, 令和6年13月.

Where a grammar does not know a date as a whole it would find a smaller one within (三月 in 十三月,
99年 in 平成99年). So these are found as what they are, with a year that no calendar has.
"""

import datetime as dt
import re
from collections.abc import Iterator

from parley.dates.calendar import last_day
from parley.dates.mention import DateMention, Parts
from parley.dates.near import matches, runs
from parley.dates.zh import number

LATEST = 2199
"""The last year that is read as one, as of a document's own date."""
ERAS = {
    "明治": (1868, 45),
    "大正": (1912, 15),
    "昭和": (1926, 64),
    "平成": (1989, 31),
    "令和": (2019, LATEST),
    "民国": (1912, LATEST),
}
"""The first year of an era, and how many it had."""
_HAN = "〇○零一二三四五六七八九十"
_NUMBER = f"[0-9]+|[{_HAN}]+"
_ERA = "|".join(ERAS)
_HAN_DATE = re.compile(
    rf"(?=[0-9{_HAN}明大昭平令民])(?<![0-9{_HAN}第百千万数])"
    rf"(?:(?P<era>{_ERA})(?P<ey>{_NUMBER})年|(?P<y>{_NUMBER})年(?=(?:{_NUMBER})月))?"
    rf"(?:(?P<m>{_NUMBER})月(?:(?P<d>{_NUMBER})[日号])?)?"
)
_HAN_FIRST = f"0123456789{_HAN}明大昭平令民"
_HAN_UNITS = re.compile("[年月]")
_HAN_INNER = frozenset(f"0123456789{_HAN}{''.join(ERAS)}")
_HANGUL_DATE = re.compile(
    r"(?=[0-9])(?<![0-9.제])(?:(?P<y>[0-9]+)년 ?(?=[0-9]+월))?(?P<m>[0-9]+)월(?: ?(?P<d>[0-9]+)일)?"
)
NOWHERE = Parts(year=0)


def han(text: str) -> Iterator[DateMention]:
    """Those of a Chinese or Japanese view."""
    for match in matches(_HAN_DATE, text, runs(text, _HAN_UNITS, _HAN_INNER, _HAN_FIRST)):
        if match.end() == match.start():
            continue
        year = int(number(match["y"])) if match["y"] else None
        if match["era"]:
            first, count = ERAS[match["era"]]
            told = number(match["ey"])
            if not 1 <= told <= count:
                yield _none(match)
                continue
            year = first + told - 1
        if _wrong(year, match["y"], match["m"], match["d"]):
            yield _none(match)


def hangul(text: str) -> Iterator[DateMention]:
    """Those of a Korean view."""
    for match in _HANGUL_DATE.finditer(text):
        year = int(match["y"]) if match["y"] else None
        if _wrong(year, match["y"], match["m"], match["d"]):
            yield _none(match)


def _none(match: "re.Match[str]") -> DateMention:
    return DateMention(match.start(), match.end(), match.group(), NOWHERE)


def _wrong(year: int | None, written: str | None, month: str | None, day: str | None) -> bool:
    """Whether there is no such year, month or day; a year of two or three figures may be any."""
    if year is not None and not 1 <= year <= LATEST:
        return True
    if month is None or (year is None and day is None):
        return False
    of = number(month)
    if not 1 <= of <= 12:
        return True
    leap = year is None or (written is not None and len(written) < 4)
    return day is not None and not 1 <= number(day) <= last_day(2024 if leap else year or 1, of)


def impossible(mention: DateMention) -> bool:
    """Whether an expression names a day, month or year that no calendar has."""
    first = mention.first
    if first.year is None and (first.month is None or first.day is None):
        return False
    try:
        dt.date(2024 if first.year is None else first.year, first.month or 1, first.day or 1)
    except ValueError:
        return True
    return False
