"""Words and patterns of English date expressions."""

import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("January", "Jan"),
            ("February", "Feb"),
            ("March", "Mar"),
            ("April", "Apr"),
            ("May",),
            ("June", "Jun"),
            ("July", "Jul"),
            ("August", "Aug"),
            ("September", "Sept", "Sep"),
            ("October", "Oct"),
            ("November", "Nov"),
            ("December", "Dec"),
        ),
        start=1,
    )
    for name in (*names, *(name.upper() for name in names))  # MAY 31: a headline in capitals
}
WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    )
}
NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        start=1,
    )
} | {"a": 1, "an": 1, "several": 0, "few": 0, "a few": 0, "a couple of": 2}
SEASONS = {
    "spring": "spring",
    "summer": "summer",
    "autumn": "autumn",
    "fall": "autumn",
    "winter": "winter",
}
QUARTERS = {"first": "q1", "second": "q2", "third": "q3", "fourth": "q4"}
PARTS = {
    "early": "early",
    "the beginning of": "early",
    "the start of": "early",
    "mid-": "mid",
    "mid": "mid",
    "middle of": "mid",
    "the middle of": "mid",
    "late": "late",
    "the end of": "late",
    "end of": "late",
    "later in": None,
    "the first week of": "early",
    "the first days of": "early",
    "the last week of": "late",
    "the last days of": "late",
}
SINCE = {
    "since": "since",
    "from": None,
    "starting in": "since",
    "beginning in": "since",
    "until": "until",
    "till": "until",
    "by": "until",
    "before": "before",
    "after": "after",
    "through": "until",
    "as of": None,
    "prior to": "before",
    "starting": "since",
}
M = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")(?:\b\.?)"
W = "|".join(WEEKDAYS)
Y = r"(?:1[6-9]|20)[0-9]{2}(?![0-9,]?[0-9])"
D = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9%]|:[0-9]|,[0-9]{3}|\.[0-9])"
N = "|".join(sorted(NUMBERS, key=len, reverse=True))
LEAD = (
    r"(?:\b(?P<dir>(?i:since|from|until|till|by|before|after|through|as of|"
    r"prior to|starting in|starting|beginning in))\s+)?(?:(?P<about>around|"
    r"about|roughly|circa)\s+)?"
)
PART = (
    r"(?:(?P<part>(?:the )?(?:beginning|start|middle|end|(?:first|last) (?:week|days)) of|"
    r"early(?: in)?|mid-?|late(?: in)?|later in)[\s-]*)?"
)
DASH = r"\s?(?:–|-|—|to|and|through|until|or|,)\s?"
OF = (
    r"(?:,?\s+(?:of\s+)?(?P<y>"
    + Y
    + r")|\s+(?:of\s+)?(?P<rely>last year|this year|next year|of that year|that year|"
    r"of the same year|the same year|(?:of )?the (?:following|next) year|(?:of )?the year before"
    r"|the previous year)"
    r")?"
)

MONTH_DAY = re.compile(
    LEAD
    + r"\b(?P<m>"
    + M
    + r")\s(?P<d>"
    + D
    + r")(?:"
    + DASH
    + r"(?:(?P<m2>"
    + M
    + r")\s)?(?P<d2>"
    + D
    + r"))?"
    + OF
)
DAY_MONTH = re.compile(
    LEAD
    + r"\b(?P<d>"
    + D
    + r")(?:"
    + DASH
    + r"(?P<d2>"
    + D
    + r"))?\s(?:of\s)?(?P<m>"
    + M
    + r")(?:"
    + DASH
    + r"(?P<d3>"
    + D
    + r")\s(?P<m2>"
    + M
    + r"))?"
    + OF
)
MONTH_YEAR = re.compile(
    LEAD
    + PART
    + r"\b(?:(?P<rel>last|this|next|that|the following|the previous|the same)\s)?(?P<m>"
    + M
    + r")(?![\s-]?[0-9]{1,2}\b)"
    + OF
)
SEASON = re.compile(
    LEAD + r"(?:\b(?P<rel>last|this|next|that|the following|in the)\s|\bthe\s)?(?:\b(?P<sp>early|"
    r"mid|late)[\s-])?\b(?P<s>spring|summer|autumn|fall|winter)(?:\s(?:of\s)"
    r"?(?P<y>" + Y + r"))?\b"
)
QUARTER = re.compile(
    LEAD + r"(?:\bthe\s)?(?:\b(?P<q>first|second|third|fourth)\s(?P<qk>quarter|"
    r"half)|\bQ(?P<qn>[1-4])|\bH(?P<hn>[12]))(?:\s(?:of\s)?(?:(?P<y>"
    + Y
    + r")|(?P<rel>last|this|next|the)\s(?P<ry>year)))?\b"
)
YEAR = re.compile(
    LEAD
    + r"(?:\b(?P<in>in|during|of|for|late in|early in|later in)\s+)?"
    + PART
    + r"\b(?P<y>"
    + Y
    + r")(?:(?P<dec>s)|"
    + r"(?:–|-|—|\sto\s|\sand\s)(?P<y2>"
    + Y
    + r"))?(?![0-9A-Za-z-])"
)
REL = re.compile(
    LEAD + PART + r"\b(?:(?P<rel>last|this|next|the following|the previous|that|the same|that same|"
    r"the next|in the following)\s(?P<u>week(?:end)?|month|year|day)"
    r"|(?P<end>(?:over|at|during) the weekend)"
    r"|(?P<w>today|yesterday|tomorrow|tonight|last night|this morning|this afternoon|this evening)"
    r"|(?P<the>earlier in the day|later in the day|the end of the year|"
    r"the year's end|year-end|the end of the month|the day (?:before|after)(?: that)?|"
    r"the month before|the year before|the (?:week|month|year) after(?: that|(?=[,.;:]))|"
    r"the start of the month|the beginning of the month|the middle of the month|"
    r"the new year|the week before|"
    r"(?:that(?: same)?|the same) (?:night|evening|afternoon|morning)))\b"
)
WEEKDAY = re.compile(
    LEAD
    + r"(?:\b(?P<rel>last|this|next|the following|the previous|that)\s|\bon\s)?\b(?P<w>"
    + W
    + r")\b(?:(?:\sand\s|\sto\s|–|-|\sthrough\s)(?P<w2>"
    + W
    + r")\b)?(?:\s(?:of\s)?(?P<wk>last week|this week|next week))?"
    # "Thursday, December 21" is one day, and the date says which.
    + rf"(?!,? (?:the )?(?:{D} (?:of )?{M}|{M} {D}))"
)
AGO = re.compile(
    r"\b(?P<n>" + N + r"|[0-9]+)\s(?P<u>day|week|month|year|fortnight|decade)s?\s(?P<dir>ago|"
    r"later|earlier|before that|after that|before(?=,)|after(?=,)"
    # "the first talks in four years on Wednesday" tells of no time four years on
    r"|on(?=\s*(?:[,.;:)–—]|$)|\s+(?:from|since|after)\b)"
    r"|before(?=\s)|after(?=\s))(?P<to>\s(?:today|tonight)\b)?",
    re.IGNORECASE,
)
ISO = re.compile(
    r"(?<![0-9-])(?P<y>(?:19|20)[0-9]{2})-(?P<m>1[0-2]|0[1-9])-(?P<d>3[01]|"
    r"[12][0-9]|0[1-9])(?![0-9])"
)
DAY = re.compile(
    r"\bon the (?P<d>3[01]|[12][0-9]|[1-9])(?:st|nd|rd|th)\b(?! (?:anniversary|"
    r"round|floor|meeting))"
)
VAGUE = re.compile(
    r"\b(?:(?P<recent>recently|in recent (?:weeks|days)|lately)|(?P<rest>by the end of (?:the|"
    r"this) year|before the end of (?:the|this) year|by year-end|by the year's end|"
    r"later this year|within the year|before the year (?:is out|is over|ends))|"
    r"(?P<coming>in the (?:coming|next few) (?:months|weeks)|in coming (?:months|weeks)))\b",
    re.IGNORECASE,
)
SPAN = re.compile(
    r"\bbetween (?:(?P<s1>spring|summer|autumn|fall|winter) )?(?P<y1>"
    + Y
    + r") and (?:(?P<s2>spring|summer|autumn|fall|winter) )?(?P<y2>"
    + Y
    + r")"
)
