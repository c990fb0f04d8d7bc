"""English date expressions."""

import re
from collections.abc import Callable, Iterator

import msgspec

from parley.dates.en_patterns import (
    AGO,
    DAY,
    DAY_MONTH,
    ISO,
    MONTH_DAY,
    MONTH_YEAR,
    MONTHS,
    NUMBERS,
    QUARTER,
    QUARTERS,
    REL,
    SEASON,
    SEASONS,
    SINCE,
    SPAN,
    VAGUE,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
)
from parley.dates.mention import DateMention, Parts
from parley.dates.near import Anchors, matches

Reader = Callable[["re.Match[str]"], DateMention | None]

MONTH_BEFORE = re.compile(r"\b(?:in|of|during|for|through|until|since|and|to)\s$|–$")
SPENT = re.compile(
    r"\b(?:for|in|of|lasted|spent|some|every|than|about|within|the)\s$", re.IGNORECASE
)
"""Before a length of time that does not say when something was."""
LESS_BEFORE = re.compile(r"\b(?:less than|under|not|within)\s$", re.IGNORECASE)
NUMBERED = re.compile(r" [A-Z]\w+ [A-Z]")
WORD_BEFORE = re.compile(r"[a-z] $")
YEAR_BEFORE = re.compile(r"(?:[(,]|\band|\bthe)\s?$")


def _day(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _month(text: str) -> int:
    return MONTHS[text.rstrip(".")]


def _part(text: str | None) -> str | None:
    if not text:
        return None
    for word, part in (
        ("begin", "early"),
        ("start", "early"),
        ("early", "early"),
        ("mid", "mid"),
        ("late", "late"),
        ("end", "late"),
        ("first", "early"),
        ("last", "late"),
    ):
        if word in text and not text.startswith("later"):
            return part
    return None


def _make(match: "re.Match[str]", first: Parts, until: Parts | None = None) -> DateMention:
    g = match.groupdict()
    direction = SINCE.get((g.get("dir") or "").lower())
    return DateMention(
        match.start(),
        match.end(),
        match.group(),
        first,
        until,
        direction,  # type: ignore[arg-type]
        bool(g.get("about")),
    )


def _of(match: "re.Match[str]") -> dict[str, object]:
    if match["y"]:
        return {"year": int(match["y"])}
    word = match["rely"] or ""
    if "last" in word:
        return {"shift_year": -1}
    if "this" in word:
        return {"shift_year": 0}
    if word == "next year":
        return {"shift_year": 1}
    if "following" in word or word.endswith("the next year"):
        return {"shift_year": 1, "anchor": "governing"}
    if "before" in word or "previous" in word:
        return {"shift_year": -1, "anchor": "governing"}
    if word:
        return {"shift_year": 0, "anchor": "governing"}
    return {}


def _month_day(match: "re.Match[str]") -> DateMention:
    rest = _of(match)
    until = None
    number = _month(match["m"])
    if match["d2"]:
        until = Parts(month=_month(match["m2"]) if match["m2"] else number, day=_day(match["d2"]))
    return _make(match, Parts(month=number, day=_day(match["d"]), **rest), until)  # type: ignore[arg-type]


def _day_month(match: "re.Match[str]") -> DateMention:
    rest = _of(match)
    number = _month(match["m"])
    until = None
    if match["d3"]:
        until = Parts(month=_month(match["m2"]), day=_day(match["d3"]))
    elif match["d2"]:
        until = Parts(month=number, day=_day(match["d2"]))
    return _make(match, Parts(month=number, day=_day(match["d"]), **rest), until)  # type: ignore[arg-type]


def _month_year(match: "re.Match[str]") -> DateMention | None:
    number = _month(match["m"])
    rest = _of(match)
    rel = match["rel"]
    before = match.string[max(0, match.start("m") - 12) : match.start("m")]
    # "March" and "May" are also words: a month alone needs a preposition or a part
    if not (rest or rel or match["part"] or match["dir"] or MONTH_BEFORE.search(before)):
        return None
    if rel == "last":
        rest = {"last": True}
    elif rel == "next":
        return _make(match, Parts(month=number, part=_part(match["part"])))
    elif rel == "this":
        rest = {"shift_year": 0}
    elif rel in ("that", "the same"):
        rest = {"shift_year": 0, "anchor": "governing"}
    elif rel == "the following":
        rest = {"shift_year": 1, "anchor": "governing"}
    return _make(match, Parts(month=number, part=_part(match["part"]), **rest))  # type: ignore[arg-type]


def _season(match: "re.Match[str]") -> DateMention | None:
    part = SEASONS[match["s"]]
    if match["y"]:
        return _make(match, Parts(year=int(match["y"]), part=part))
    rel = match["rel"]
    if rel is None:
        return None
    if rel == "in the":
        return _make(match, Parts(part=part))
    if rel in ("that", "the following"):
        return _make(match, Parts(shift_year=0, part=part, anchor="governing"))
    return _make(match, Parts(shift_year={"last": -1, "this": 0, "next": 1}[rel], part=part))


def _quarter(match: "re.Match[str]") -> DateMention | None:
    if match["qn"]:
        part = "q" + match["qn"]
    elif match["hn"]:
        part = "first-half" if match["hn"] == "1" else "second-half"
    elif match["qk"] == "half":
        part = {"first": "first-half", "second": "second-half"}.get(match["q"], "")
    else:
        part = QUARTERS[match["q"]]
    if not part:
        return None
    if match["y"]:
        return _make(match, Parts(year=int(match["y"]), part=part))
    if match["ry"]:
        return _make(
            match,
            Parts(shift_year={"last": -1, "this": 0, "next": 1, "the": 0}[match["rel"]], part=part),
        )
    return None


def _year(match: "re.Match[str]") -> DateMention | None:
    before = match.string[max(0, match.start() - 14) : match.start()]
    # a bare number is a year only after a comma, "and", "the" or an opening bracket
    said = match["in"] or match["dir"] or match["part"] or match["dec"] or match["y2"]
    if not said and not YEAR_BEFORE.search(before):
        return None
    year = int(match["y"])
    if match["dec"]:
        return _make(match, Parts(year=year, decade=True))
    part = _part(
        match["part"] or ((match["in"] or "") if match["in"] in ("late in", "early in") else None)
    )
    if match["part"] and "end" in match["part"]:
        part = "end"
    return _make(
        match, Parts(year=year, part=part), Parts(year=int(match["y2"])) if match["y2"] else None
    )


def _rel(match: "re.Match[str]") -> DateMention | None:
    word = match["w"]
    if word:
        shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(word, 0)
        return _make(match, Parts(shift_day=shift))
    if match["end"]:
        return _make(match, Parts(shift_week=0, part="weekend", last=True))
    the = match["the"]
    if the:
        if the == "earlier in the day":  # a report looks back on its own day
            return _make(match, Parts(shift_day=0))
        if the == "later in the day":
            return _make(match, Parts(shift_day=0, anchor="governing"))
        if the.startswith(("that ", "the same ")):
            return _make(match, Parts(shift_day=0, anchor="governing"))
        if "day" in the:
            return _make(match, Parts(shift_day=1 if "after" in the else -1, anchor="governing"))
        if "after" in the:
            unit = the.split()[1]
            return _make(match, Parts(**{f"shift_{unit}": 1}, anchor="governing"))  # type: ignore[arg-type]
        if the == "the new year":
            part = _part(match["part"])
            return _make(match, Parts(shift_year=1, part="first-half" if part == "early" else None))
        if the == "the week before":
            return _make(match, Parts(shift_week=-1, anchor="governing"))
        if the == "the month before":
            return _make(match, Parts(shift_month=-1, anchor="governing"))
        if the == "the year before":
            return _make(match, Parts(shift_year=-1, anchor="governing"))
        if "month" in the:
            part = next((p for w, p in (("end", "late"), ("middle", "mid")) if w in the), "early")
            return _make(match, Parts(shift_month=0, part=part, anchor="story"))
        return _make(match, Parts(shift_year=0, part="end"))
    rel, unit = match["rel"], match["u"]
    told = rel in (
        "the following",
        "the previous",
        "that",
        "the same",
        "that same",
        "the next",
        "in the following",
    )
    shift = {
        "last": -1,
        "this": 0,
        "next": 1,
        "the following": 1,
        "in the following": 1,
        "the next": 1,
        "the previous": -1,
    }.get(rel, 0)
    anchor = "governing" if told else "published"
    part = _part(match["part"])
    if unit == "day":
        return _make(match, Parts(shift_day=shift, anchor="governing")) if told else None
    if unit == "week":
        return _make(match, Parts(shift_week=shift, anchor=anchor))  # type: ignore[arg-type]
    if unit == "weekend":
        return _make(match, Parts(shift_week=shift, part="weekend", anchor=anchor))  # type: ignore[arg-type]
    if unit == "month":
        return _make(match, Parts(shift_month=shift, part=part, anchor=anchor))  # type: ignore[arg-type]
    if part == "late" and "end" in (match["part"] or ""):
        part = "end"
    return _make(match, Parts(shift_year=shift, part=part, anchor=anchor))  # type: ignore[arg-type]


def _weekday(match: "re.Match[str]") -> DateMention:
    day = WEEKDAYS[match["w"]]
    last = Parts(weekday=WEEKDAYS[match["w2"]]) if match["w2"] else None
    rel = match["rel"]
    week = match["wk"]
    if week:
        return _make(
            match,
            Parts(shift_week={"last": -1, "this": 0, "next": 1}[week.split()[0]], weekday=day),
        )
    if rel == "next":
        return _make(match, Parts(shift_week=1, weekday=day))
    return _make(match, Parts(weekday=day, last=rel == "last"), last)


def _ago(match: "re.Match[str]") -> DateMention | None:
    count = NUMBERS.get(match["n"].lower(), int(match["n"]) if match["n"].isdigit() else 0)
    if not count:
        return None
    back = match["dir"].startswith(("ago", "earlier", "before"))
    anchor = "published" if match["dir"] == "ago" else "governing"
    offset = match["dir"] in ("before", "after") and match.string[match.end() : match.end() + 1]
    if offset == " " and SPENT.search(match.string, 0, match.start()):
        return None  # "for two weeks before the talks"
    count = -count if back else count
    unit = match["u"].lower()
    if LESS_BEFORE.search(match.string, max(0, match.start() - 20), match.start()):
        return None  # "less than a month ago": no date, but the time since one
    if unit == "week" and match["to"]:  # "a week ago today"
        return _make(match, Parts(shift_day=7 * count, anchor=anchor))  # type: ignore[arg-type]
    if unit == "fortnight":
        return _make(match, Parts(shift_week=2 * count, anchor=anchor))  # type: ignore[arg-type]
    if unit == "decade":
        return _make(match, Parts(shift_year=10 * count, anchor=anchor))  # type: ignore[arg-type]
    return _make(match, Parts(**{f"shift_{unit}": count}, anchor=anchor))  # type: ignore[arg-type]


def _iso(match: "re.Match[str]") -> DateMention:
    return _make(match, Parts(int(match["y"]), int(match["m"]), int(match["d"])))


def _bare(match: "re.Match[str]") -> DateMention | None:
    if NUMBERED.match(match.string, match.end()) and WORD_BEFORE.search(
        match.string, max(0, match.start() - 2), match.start()
    ):
        return None  # a statement on the 11th Bilateral Consultation
    return _make(match, Parts(day=int(match["d"])))


def _vague(match: "re.Match[str]") -> DateMention:
    kind = "recent" if match["recent"] else "year-rest" if match["rest"] else "coming"
    return msgspec.structs.replace(_make(match, Parts()), vague=kind)


def _span(match: "re.Match[str]") -> DateMention:
    return _make(
        match,
        Parts(year=int(match["y1"]), part=SEASONS.get(match["s1"] or "")),
        Parts(year=int(match["y2"]), part=SEASONS.get(match["s2"] or "")),
    )


WORDS = {
    "month": list(MONTHS),
    "season": list(SEASONS),
    "weekday": list(WEEKDAYS),
    "quarter": ["quarter", "half", "Q1", "Q2", "Q3", "Q4", "H1", "H2"],
    "unit": ["day", "week", "month", "year", "Day", "Week", "Month", "Year", "minute", "hour"],
    "evening": ["morning", "afternoon", "evening", "fortnight", "decade", "night", "tomorrow"],
    "recent": ["ecently", "ately"],
    "day": ["on the "],
}
"""Every match holds a word of one of its pattern's kinds."""
OPENING = re.compile(
    r"(?:Last|This|Next|That|The|Today|Yesterday|Tomorrow|Tonight|Early|Earlier|Mid|Late|Later|In|On|Since|From|Until|By"
    r"|Before|After|Between|During|Around|About)\b"
)
"""Words of a date that a sentence may open with, or the ends of longer words."""
YEARS = re.compile("(?:1[6-9]|20)[0-9]{2}")
READERS: tuple[tuple["re.Pattern[str]", Reader, tuple[str, ...]], ...] = (
    (ISO, _iso, ("year",)),
    (SPAN, _span, ("year",)),
    (MONTH_DAY, _month_day, ("month",)),
    (DAY_MONTH, _day_month, ("month",)),
    (MONTH_YEAR, _month_year, ("month",)),
    (SEASON, _season, ("season",)),
    (QUARTER, _quarter, ("quarter",)),
    (YEAR, _year, ("year",)),
    (VAGUE, _vague, ("unit", "recent")),
    (REL, _rel, ("unit", "evening")),
    (WEEKDAY, _weekday, ("weekday",)),
    (AGO, _ago, ("unit", "evening")),
    (DAY, _bare, ("day",)),
)
ANCHORS = Anchors(WORDS, [pattern for pattern, _, _ in READERS])


def _small(match: "re.Match[str]") -> str:
    """A whole word in lower case."""
    before = match.string[match.start() - 1 : match.start()]
    return match.group() if before.isalnum() or before == "_" else match.group().lower()


def mentions(text: str) -> Iterator[DateMention]:
    """Every reading of every pattern, in no order."""
    text = OPENING.sub(_small, text)
    places = ANCHORS.places(text)
    places["year"] = [match.start() for match in YEARS.finditer(text)]
    starts = {kind: ANCHORS.starts(text, found) for kind, found in places.items()}
    for pattern, read, kinds in READERS:
        for match in matches(pattern, text, set().union(*(starts[kind] for kind in kinds))):
            if match.end() > match.start() and (mention := read(match)) is not None:
                yield mention
