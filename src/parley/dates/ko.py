"""Korean date expressions in a view: spaces kept, half-width digits."""

import re
from collections.abc import Callable, Iterable, Iterator

import msgspec

from parley.dates.eastern import DAYS, Grammar, Shift, any_of, groups, mention, read
from parley.dates.mention import Anchor, DateMention, Parts
from parley.dates.near import matches

YEARS: dict[str, Shift] = {
    "올해": (0, "published"),
    "금년": (0, "published"),
    "올": (0, "published"),
    "지난해": (-1, "published"),
    "지난 해": (-1, "published"),
    "작년": (-1, "published"),
    "재작년": (-2, "published"),
    "지지난해": (-2, "published"),
    "내년": (1, "published"),
    "명년": (1, "published"),
    "내후년": (2, "published"),
    "같은 해": (0, "governing"),
    "같은해": (0, "governing"),
    "그해": (0, "governing"),
    "그 해": (0, "governing"),
    "동년": (0, "governing"),
    "당해": (0, "governing"),
    "이듬해": (1, "governing"),
    "다음 해": (1, "governing"),
    "다음해": (1, "governing"),
    "익년": (1, "governing"),
    "전년": (-1, "governing"),
    "그 전해": (-1, "governing"),
}
MONTHS: dict[str, Shift] = {
    "이달": (0, "published"),
    "이번 달": (0, "published"),
    "이번달": (0, "published"),
    "금월": (0, "published"),
    "지난달": (-1, "published"),
    "지난 달": (-1, "published"),
    "저번 달": (-1, "published"),
    "지지난달": (-2, "published"),
    "다음 달": (1, "story"),
    "다음달": (1, "story"),
    "내달": (1, "published"),
    "다음다음 달": (2, "published"),
    "같은 달": (0, "governing"),
    "같은달": (0, "governing"),
    "그달": (0, "governing"),
    "그 달": (0, "governing"),
    "동월": (0, "governing"),
    "당월": (0, "governing"),
    "이듬달": (1, "governing"),
    "익월": (1, "governing"),
    "전월": (-1, "governing"),
    "그 전달": (-1, "governing"),
}
MONTH_PARTS = {
    "상순": "early",
    "초순": "early",
    "초": "early",
    "초반": "early",
    "중순": "mid",
    "중반": "mid",
    "하순": "late",
    "말": "late",
    "말일": "last-day",
    "마지막 날": "last-day",
    "첫날": "first-day",
}
YEAR_PARTS = {
    "상반기": "first-half",
    "전반기": "first-half",
    "하반기": "second-half",
    "후반기": "second-half",
    "연초": "early",
    "초": "early",
    "초반": "early",
    "중반": "mid",
    "후반": "late",
    "연말": "end",
    "말": "end",
    "봄": "spring",
    "여름": "summer",
    "가을": "autumn",
    "겨울": "winter",
    "봄철": "spring",
    "여름철": "summer",
    "가을철": "autumn",
    "겨울철": "winter",
    "초봄": "spring",
    "초여름": "summer",
    "초가을": "autumn",
    "늦가을": "autumn",
    "초겨울": "winter",
    "마지막 날": "last-day",
    "첫날": "first-day",
}
ALONE = ("연초", "연말", "상반기", "하반기")
"""Parts of a year that name it without a year."""
SEASONS = ("봄", "여름", "가을", "겨울")
GRAMMAR = Grammar(
    YEARS,
    MONTHS,
    MONTH_PARTS,
    YEAR_PARTS,
    frozenset(["지난"]),
    frozenset(["오는", "다가오는"]),
    {
        "부터": "since",
        "이후": "since",
        "이래": "since",
        "까지": "until",
        "전까지": "before",
        "이전": "before",
        "이전까지": "before",
    },
    {},
    re.compile(r", ?|·|ㆍ|[과와] "),
    frozenset(ALONE),
)
WEEKDAYS = {char: day for day, char in enumerate("월화수목금토일")}
TODAY = {
    "오늘": 0,
    "금일": 0,
    "본일": 0,
    "어제": -1,
    "어젯밤": -1,
    "작일": -1,
    "그제": -2,
    "그저께": -2,
    "내일": 1,
    "명일": 1,
    "모레": 2,
    "글피": 3,
}
TOLD = {
    "이날": 0,
    "같은 날": 0,
    "같은날": 0,
    "당일": 0,
    "그날": 0,
    "그 날": 0,
    "다음 날": 1,
    "다음날": 1,
    "그다음 날": 1,
    "이튿날": 1,
    "그 이튿날": 1,
    "익일": 1,
    "전날": -1,
    "그 전날": -1,
    "전전날": -2,
}
WEEKS: dict[str, Shift] = {
    "지난주": (-1, "published"),
    "지난 주": (-1, "published"),
    "저번 주": (-1, "published"),
    "지지난주": (-2, "published"),
    "이번 주": (0, "published"),
    "이번주": (0, "published"),
    "금주": (0, "published"),
    "다음 주": (1, "published"),
    "다음주": (1, "published"),
    "내주": (1, "published"),
    "차주": (1, "published"),
    "다다음 주": (2, "published"),
    "지난": (-1, "published"),
    "이번": (0, "published"),
    "다음": (1, "published"),
}
NATIVE = {
    "한": 1,
    "두": 2,
    "석": 3,
    "세": 3,
    "넉": 4,
    "네": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열": 10,
}
SINO = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9, "십": 10}
COUNTS = {**NATIVE, **SINO}
"""Numbers before 달 and 해, and before 년 and 개월."""

_ALONE = "(?<![가-힣])"
_AFTER = "(?=$|[ ,.:：)…\"'”’~∼부까에의인이경께쯤이로]|$)"
_DAYS_OF = "3[01]|[12][0-9]|0?[1-9]"
_MONTHS_OF = "1[0-2]|0?[1-9]"
_DASH = " ?[~∼〜～–—-] ?"
_YEAR = (
    rf"(?:(?<![0-9])(?:주체 ?[0-9]{{2,3}}년? ?\()?(?P<y>(?:1[6-9]|20)[0-9]{{2}})\)?"
    rf"(?:년(?!대|간|형|생|산|짜리|째)도?|(?={_DASH}[0-9]{{4}}년))"
    rf"|['’‘](?P<yy>[0-9]{{2}})년|(?<![0-9])(?P<dec>(?:1[89]|20)[0-9]0|[3-9]0)년대"
    rf"|{_ALONE}(?P<sy>(?:{any_of(k for k in YEARS if k != '올')})(?![역군상안협병경저양])"
    rf"|올(?= ?(?:[0-9]|상반기|하반기|연?[초말] |{'|'.join(SEASONS)})))(?:의(?= ))?)"
)
_MONTH = (
    rf"(?:(?<![0-9.제])(?P<m>{_MONTHS_OF})"
    rf"(?:월(?!드|등)|(?={_DASH}(?:{_MONTHS_OF})월)|(?=, ?(?:{_MONTHS_OF})월))"
    rf"|{_ALONE}(?P<sm>{any_of(MONTHS)})(?!리|려))"
)
_WEEKDAY = r"(?: ?\([월화수목금토일](?:요일)?\)| [월화수목금토일]요일)?"
_NO_DAY = (
    r"(?! ?(?:간(?!담|부|접)|째|만(?=[에의인이입임])|동안|연속|이내|안에|내에|평균"
    r"|(?:뒤|후|전)(?=[ ,.에의인까부이]|$))|차(?=[ ,.])|치|짜리|여 ?(?:간|만))"
)
_DAY = (
    rf"(?<![0-9.제])(?<![0-9]박 )(?<![0-9]박)(?P<d>{_DAYS_OF})"
    rf"(?:일{_NO_DAY}{_WEEKDAY}|(?={_DASH}(?:{_DAYS_OF})일{_NO_DAY})"
    rf"|(?=(?:, ?|·|ㆍ)(?:{_DAYS_OF})일{_NO_DAY}))"
)
_DAY_TO = rf"(?P<d>{_DAYS_OF})일{_NO_DAY}{_WEEKDAY}"
_MONTH_PART = rf"(?:(?<=[월달]) ?|(?<=[월달] ))(?P<mp>{any_of(MONTH_PARTS)}){_AFTER}"
_YEAR_PART = (
    r"(?:(?<=[년해올]) ?|(?<=[년해올] )|(?<=[년해올]의 )|(?<=지난 )|(?<=오는 )|(?<=지난)"
    rf"|(?<!\w)(?=(?:{'|'.join(ALONE)})))"
    rf"(?P<yp>{any_of(YEAR_PARTS)}){_AFTER}"
    rf"|(?:(?<=[년해올]) ?)?(?<![제0-9])(?P<q>[1-4])(?:/4)?분기"
)
_CALENDAR = (
    rf"(?:{_ALONE}(?P<rel>지난|오는|다가오는) ?(?=[0-9봄여가겨]))?"
    + f"(?:{_YEAR} ?)?(?:{_MONTH} ?)?(?:{_MONTH_PART}|{{day}}|{_YEAR_PART})?"
)
_UNTIL = groups(_CALENDAR.replace("{day}", _DAY_TO), "u")
_OPENS = "0123456789'’‘주지오다올금작재내명같그동당이익전저연상하새"
_START = f"(?=[{_OPENS}])"
_LENGTH = "|".join(DAYS)
MAIN = re.compile(
    _START
    + _CALENDAR.replace("{day}", _DAY)
    + r"(?:부터 (?:(?:이날|오늘|어제|전날)까지 )?"
    + rf"(?P<long>[0-9]+(?=일간)|{_LENGTH})(?:일?간|에 걸쳐| 동안)"
    + rf"|(?:(?P<sep>부터 |에서 |{_DASH}|[과와] |, ?|·|ㆍ){_UNTIL})?"
    + r"(?P<loose> ?(?:무렵|경(?=[ ,.에까부]|$)|께|쯤|전후|즈음|안팎))?"
    + rf"(?: ?(?P<to>{any_of(GRAMMAR.directions)}))?)"
)
NUMERIC = re.compile(
    r"(?=[0-9'’‘])(?<![0-9./-])(?:(?P<y>(?:19|20)[0-9]{2})|['’‘](?P<yy>[0-9]{2}))"
    r"(?P<mark>-|/|\. ?)(?P<m>1[0-2]|0?[1-9])"
    r"(?:(?P=mark)(?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9])|(?=\.))\.?(?: ?\([월화수목금토일]\))?"
    r"(?: ?[~∼〜～-] ?(?:(?P<um>1[0-2]|0?[1-9])\. ?)?(?P<ud>3[01]|[12][0-9]|0?[1-9])\."
    r"(?:\([월화수목금토일]\))?)?"
)
DOTTED = re.compile(
    r"(?=[0-9])(?<![0-9./-])(?P<m>1[0-2]|0?[1-9])(?:\. ?|/)(?P<d>3[01]|[12][0-9]|0?[1-9])\.?"
    r" ?\([월화수목금토일]\)"
)
ENTRY = re.compile(
    r"(?:(?<=^)|(?<=[-–•·○□▲△■◆*ㅇ] ))(?P<m>1[0-2]|0?[1-9])\.(?P<d>3[01]|[12][0-9]|0?[1-9])"
    r"(?:[~∼〜～-](?:(?P<um>1[0-2]|0?[1-9])\.)?(?P<ud>3[01]|[12][0-9]|0?[1-9]))?\.?(?= [가-힣A-Z])"
    r"(?! (?:(?:남북 ?)?군사 ?(?:분야 ?)?합의(?!서 )|평양 ?공동선언|합의[가는를의에] ))"
)
"""The date that an entry of a list opens with: - 5.24 회담 취소."""
SPACED = re.compile(
    r"(?<![^ (])(?<![0-9]\. )(?P<m>1[0-2]|0?[1-9])\. ?(?P<d>3[01]|[12][0-9]|(?<= )0?[1-9])"
    r"(?:\.? ?[~∼〜～-] ?(?:(?P<um>1[0-2]|0?[1-9])\. ?)?(?P<ud>3[01]|[12][0-9]|0?[1-9]))?\."
    r"(?=:? [가-힣A-Z\"“]|[ )]?$)"
)
"""A day as official texts and chronologies write it: 6. 16. 정상회담."""
WEEK = re.compile(
    rf"{_ALONE}(?:(?P<w>{any_of(WEEKS)})(?: ?(?P<wd>[월화수목금토일])요일|(?P<end> ?주말|말))?"
    r"|(?:(?P<one>[월화수목금토일])요일))(?!간)"
)
NEAR = re.compile(
    _ALONE
    + rf"(?:{any_of({**TODAY, **TOLD})})"
    + r"(?=$|[ ,.은도에의까부이밤오새아저]|과 |$)(?!이날|오늘)"
)
_COUNT = (
    rf"[0-9]+|{_ALONE}(?:{'|'.join(NATIVE)})(?= ?[달해주])|{_ALONE}(?:{'|'.join(SINO)})(?= [년개])"
)
_FIRST = "".join(sorted({word[0] for word in (*NATIVE, *SINO, *DAYS)}))
AGO = re.compile(
    rf"(?=[0-9그약대일반{_FIRST}])"
    rf"(?<![0-9.제])(?P<that>그 |그로부터 |그보다 )?(?P<about>약 |대략 )?"
    rf"(?:(?P<n>{_COUNT}) ?(?P<u>일|주일|주|개월|달|년|해)"
    rf"|{_ALONE}(?P<days>{_LENGTH})|{_ALONE}(?P<week>일주일)|{_ALONE}(?P<half>반년))"
    r" ?(?P<dir>전|뒤|후)(?=[ ,.에의인까부이]|$)"
)
VAGUE = re.compile(
    r"(?=[최얼근요일며수연올금조머가이빠향앞])"
    + _ALONE
    + r"(?:(?P<recent>최근(?! ?(?:[0-9]+|몇|수) ?(?:여 ?)?(?:년|개월|주|일|달))"
    r"|얼마 전|근래|요즘|일전에|며칠 전|수일 전)"
    r"|(?P<rest>연내|(?:올해|금년|올) ?(?:안에|안으로|내에|내로|중에))"
    r"|(?P<coming>조만간|머지않아|가까운 시일|이른 시일|빠른 시일|수개월 내"
    r"|(?:향후|앞으로) (?:몇|수) ?(?:달|개월)))"
)


def _calendar(match: "re.Match[str]") -> Iterator[DateMention]:
    for found in read(match, GRAMMAR):
        text = found.text.rstrip()
        yield msgspec.structs.replace(found, end=found.start + len(text), text=text)


def _numeric(match: "re.Match[str]") -> Iterator[DateMention]:
    year = int(match["y"] or 2000 + int(match["yy"]))
    until = None
    if match["ud"] and match["d"]:
        until = Parts(month=int(match["um"] or match["m"]), day=int(match["ud"]))
    elif match["ud"] or (match["d"] is None and not match["mark"].startswith(".")):
        return
    first = Parts(year, int(match["m"]), int(match["d"]) if match["d"] else None)
    yield mention(match, first, until=until)


def _dotted(match: "re.Match[str]") -> Iterator[DateMention]:
    yield mention(match, Parts(month=int(match["m"]), day=int(match["d"])))


def _entry(match: "re.Match[str]") -> Iterator[DateMention]:
    month = int(match["m"])
    until = None
    if match["ud"]:
        until = Parts(month=int(match["um"] or month), day=int(match["ud"]))
    yield mention(match, Parts(month=month, day=int(match["d"])), until=until)


def _week(match: "re.Match[str]") -> Iterator[DateMention]:
    if match["one"]:
        yield mention(match, Parts(weekday=WEEKDAYS[match["one"]]))
        return
    word = match["w"]
    shift, anchor = WEEKS[word]
    day = WEEKDAYS[match["wd"]] if match["wd"] else None
    if word in ("지난", "이번", "다음"):
        if match["end"]:
            yield mention(match, Parts(shift_week=shift, part="weekend", anchor=anchor))
        elif day is not None and word == "지난":
            yield mention(match, Parts(weekday=day, last=True))
        elif day is not None:
            yield mention(match, Parts(shift_week=shift, weekday=day))
        return
    part = "weekend" if match["end"] else None
    yield mention(match, Parts(shift_week=shift, weekday=day, part=part, anchor=anchor))


def _near(match: "re.Match[str]") -> Iterator[DateMention]:
    word = match.group()
    if word in TODAY:
        yield mention(match, Parts(shift_day=TODAY[word]))
    else:
        yield mention(match, Parts(shift_day=TOLD[word], anchor="governing"))


OF_NOUN = re.compile(
    r"[가-힣]+(?<![은는이가을를에도서로와과의고며만면여해]) $"
    r"(?<!지금 )(?<!바로 )(?<!불과 )(?<!이미 )"
)
"""Before a length of time that counts from what the noun names: 출발 사흘 전."""


def _ago(match: "re.Match[str]") -> Iterator[DateMention]:
    later = match["dir"] != "전"
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    that = bool(match["that"])
    if not later and not that and OF_NOUN.search(match.string, max(0, start - 12), start):
        return
    anchor: Anchor = "governing" if later or that else "published"
    sign = 1 if later else -1
    loose = bool(match["about"])
    if match["half"]:
        shift = Parts(shift_month=6 * sign, anchor=anchor)
    elif match["week"] and anchor == "governing" and not loose:
        shift = Parts(shift_day=7 * sign, anchor=anchor)  # a week later is a day
    elif match["week"]:
        shift = Parts(shift_week=sign, anchor=anchor)
    elif match["days"]:
        shift = Parts(shift_day=DAYS[match["days"]] * sign, anchor=anchor)
    else:
        count = (int(match["n"]) if match["n"].isdigit() else COUNTS[match["n"]]) * sign
        unit = match["u"]
        if unit == "일":
            shift = Parts(shift_day=count, anchor=anchor)
        elif unit.startswith("주"):
            shift = Parts(shift_week=count, anchor=anchor)
        elif unit in ("개월", "달"):
            shift = Parts(shift_month=count, anchor=anchor)
        else:
            shift = Parts(shift_year=count, anchor=anchor)
    if loose and shift.shift_day is not None:
        return  # "about ten days ago" is no day
    yield mention(match, shift, approximate=loose)


def _vague(match: "re.Match[str]") -> Iterator[DateMention]:
    kind = "recent" if match["recent"] else "year-rest" if match["rest"] else "coming"
    yield mention(match, Parts(), vague=kind)


Reader = Callable[["re.Match[str]"], Iterator[DateMention]]
_FIGURES = "0123456789"


def _initials(*tables: Iterable[str]) -> str:
    """The first characters of words."""
    return "".join(sorted({word[0] for words in tables for word in words}))


_FIRST = _initials(
    *(YEARS, MONTHS, TODAY, TOLD, WEEKS, COUNTS, DAYS, WEEKDAYS, ALONE),
    "지오다주약대반최얼근요며수조머가빠향앞",
)
READERS: tuple[tuple["re.Pattern[str]", Reader, str], ...] = (
    (VAGUE, _vague, "최얼근요일며수연올금조머가빠이향앞"),
    (AGO, _ago, _FIGURES + "그약대일반" + _initials(NATIVE, SINO, DAYS)),
    (NEAR, _near, _initials(TODAY, TOLD)),
    (WEEK, _week, _initials(WEEKS, WEEKDAYS)),
    (MAIN, _calendar, _OPENS),
)
"""Patterns, how their matches are read, and the characters that these begin with."""
MARKED: tuple[tuple["re.Pattern[str]", Reader], ...] = (
    (NUMERIC, _numeric),
    (DOTTED, _dotted),
    (ENTRY, _entry),
    (SPACED, _entry),
)
"""Patterns of figures alone, a mark after the first of them."""
FIGURES = re.compile("[0-9](?<![0-9][0-9])[0-9]{0,3}[-./]|['’‘](?=[0-9]{2}[-./])")
"""Where any of these may match."""
STARTS = re.compile(
    f"[0-9'’‘{_FIRST}]"  # what it may be stands first, so that all else is passed over quickly
    f"(?:(?<=[0-9])(?<![0-9][0-9])|(?<=['’‘])|(?<=[{_FIRST}])(?<![가-힣].))"
)
"""Where any of the patterns may match: at a figure, or at the first syllable of a word."""


def mentions(text: str) -> Iterator[DateMention]:
    """Every reading of every pattern, in no order."""
    starts = [(match.start(), match.group()) for match in STARTS.finditer(text)]
    marked = [match.start() for match in FIGURES.finditer(text)]
    for pattern, reader in MARKED if marked else ():
        for match in matches(pattern, text, marked):
            if match.end() > match.start():
                yield from reader(match)
    for pattern, reader, first in READERS:
        for match in matches(pattern, text, [at for at, character in starts if character in first]):
            if match.end() > match.start():
                yield from reader(match)
