"""What Japanese and Korean date grammars share: how the groups of a match become a mention.

Both write year, month and day in that order, each with its unit, and put what opens or closes a
stretch (から, 以来, 부터, 까지) after it. A grammar gives its words as tables, and one pattern
whose groups are named as in ``NAMES``; the second end of a range has them with a ``u`` before.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

import msgspec

from parley.dates.mention import Anchor, DateMention, Parts
from parley.dates.zh import number

Direction = Literal["since", "until", "before", "after"]
Shift = tuple[int, Anchor]

CENTURY = 50
"""Two figures of a year up to this one are of this century."""


class Grammar(NamedTuple):
    """Words of a language: what years, months and their parts are called relative to another.

    ``last``, ``coming``: words before a month, day or season that say which one is meant.
    ``directions``: words after a date. ``eras``: the year before an era's first. ``lists``: marks
    between two days that are one stretch only where they follow each other. ``alone``: parts of a
    year that name it without one.
    """

    years: Mapping[str, Shift]
    months: Mapping[str, Shift]
    month_parts: Mapping[str, str]
    year_parts: Mapping[str, str]
    last: frozenset[str]
    coming: frozenset[str]
    directions: Mapping[str, Direction]
    eras: Mapping[str, int]
    lists: re.Pattern[str]
    alone: frozenset[str]
    first_year: str = ""


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def mention(match: "re.Match[str]", first: Parts, **rest: object) -> DateMention:
    """A mention of the whole match."""
    return DateMention(match.start(), match.end(), match.group(), first, **rest)  # type: ignore[arg-type]


def read(match: "re.Match[str]", grammar: Grammar) -> Iterator[DateMention]:
    """The mentions of a match of a calendar pattern: mostly one, none, or two of a list."""
    groups = match.groupdict()
    first = parts(groups, grammar, "")
    if first is None:
        return
    direction = grammar.directions.get(groups["to"] or "")
    loose = bool(groups["loose"])
    if groups["long"]:
        length = number(groups["long"]) if groups["long"][0] in FIGURES else DAYS[groups["long"]]
        last = Parts(shift_day=length - 1, anchor="governing")
        yield mention(match, first, until=last, approximate=loose)
        return
    sep = groups["sep"]
    until = parts(groups, grammar, "u") if sep else None
    if until is None:
        cut = match.end()
        if sep and direction is None:
            direction = grammar.directions.get(sep.strip())
            cut = match.end("sep") if direction else match.start("sep")
        text = match.string[match.start() : cut]
        yield DateMention(match.start(), cut, text, first, None, direction, loose)
        return
    listed = grammar.lists.fullmatch(sep) is not None
    if listed and not (first.day and until.day and until.day - first.day == 1):
        yield from _listed(match, first, until, direction)
        return
    if direction == "until":
        direction = None
    yield mention(match, first, until=until, direction=direction, approximate=loose)


FIGURES = "0123456789〇零一二三四五六七八九十两二"
DAYS: dict[str, int] = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
    "보름": 15,
}
"""Korean has a word of its own for each length of so many days."""


def _listed(
    match: "re.Match[str]", first: Parts, until: Parts, direction: Direction | None
) -> Iterator[DateMention]:
    """Two days of a list, the second in the first one's month where it names none.

    ``direction``: what the word after the second says of it (13日、5月以来).
    """
    cut = match.start("sep")
    yield DateMention(match.start(), cut, match.string[match.start() : cut], first)
    start = match.end("sep")
    if until.month is None and until.shift_month is None and until.day:
        until = msgspec.structs.replace(first, day=until.day)
    elif until.year is None and until.shift_year is None and until.month:
        until = msgspec.structs.replace(
            until,
            year=first.year,
            shift_year=first.shift_year,
            anchor=first.anchor,
            last=first.last,
        )
    text = match.string[start : match.end()]
    yield DateMention(start, match.end(), text, until, None, direction)


def parts(found: Mapping[str, str | None], grammar: Grammar, end: str) -> Parts | None:
    """One end of a match, ``end`` before its groups' names; None where it names nothing."""
    g = {name: found.get(end + name) or "" for name in NAMES}
    if not any(g.values()):
        return None
    anchor: Anchor = "published"
    year = shift_year = month = shift_month = part = None
    decade = False
    if g["y"]:
        year = number(g["y"])
    elif g["era"]:
        count = 1 if g["ey"] == grammar.first_year else number(g["ey"])
        year = grammar.eras[g["era"]] + count
    elif g["yy"]:
        year = int(g["yy"]) + (2000 if int(g["yy"]) <= CENTURY else 1900)
    elif g["dec"]:
        year, decade = int(g["dec"]), True
        year += 1900 if year < 100 else 0
    elif g["sy"]:
        shift_year, anchor = grammar.years[g["sy"]]
    if g["m"]:
        month = number(g["m"])
    elif g["sm"]:
        shift_month, anchor = grammar.months[g["sm"]]
    day = number(g["d"]) if g["d"] else None
    if g["mp"]:
        part = grammar.month_parts[g["mp"]]
    elif g["q"]:
        part = f"q{number(g['q'])}"
    elif g["yp"]:
        if year is None and shift_year is None and not g["rel"] and g["yp"] not in grammar.alone:
            return None
        part = grammar.year_parts[g["yp"]]
    which = g["rel"]
    if not (month or shift_month is not None or day or part or year or shift_year is not None):
        return None
    bare = year is None and shift_year is None and shift_month is None
    return Parts(
        year=year,
        month=month,
        day=day,
        shift_year=shift_year,
        shift_month=shift_month,
        part=part,
        decade=decade,
        anchor=anchor,
        last=bare and which in grammar.last,
        coming=bare and which in grammar.coming,
    )


NAMES = ("rel", "y", "era", "ey", "yy", "dec", "sy", "m", "sm", "d", "mp", "q", "yp")


def groups(pattern: str, end: str) -> str:
    """The pattern with ``end`` before the name of each of its groups."""
    return re.sub(r"\(\?P<(\w+)>", rf"(?P<{end}\1>", pattern)
