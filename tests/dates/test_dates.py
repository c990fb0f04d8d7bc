"""Date expressions: cases as data, and laws that hold for any date."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from parley.dates import Context, durations, find, resolve
from parley.items import Interval
from parley.language import view

PUBLISHED = dt.date(2024, 6, 15)
TOLD = Interval(dt.date(2023, 11, 15), dt.date(2023, 11, 15), "day")
CONTEXTS = {
    "plain": Context(published=PUBLISHED),
    "told": Context(published=PUBLISHED, governing=TOLD, narrative=True),
    "ahead": Context(published=PUBLISHED, future=True),
}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
NUMERALS = "〇一二三四五六七八九"


def cases() -> list[Any]:
    out = []
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml")):
        for row in yaml.safe_load(path.read_text("utf-8")):
            for name in CONTEXTS:
                if name in row:
                    out.append(
                        pytest.param(
                            path.stem, row["text"], name, row[name], id=f"{row['text']}-{name}"
                        )
                    )
    return out


def one(text: str, lang: str, context: Context) -> Interval:
    """What the only date expression of a text means."""
    (mention,) = find(view(text, lang).text, lang)
    return resolve(mention, context)


def test_every_language_has_its_four_hundred_expressions() -> None:
    texts: dict[str, set[str]] = {}
    for case in cases():
        texts.setdefault(str(case.values[0]), set()).add(str(case.values[1]))
    assert {lang: len(found) >= 400 for lang, found in texts.items()} == dict.fromkeys(
        ("en", "ja", "ko", "zh"), True
    )


@pytest.mark.parametrize(("lang", "text", "name", "wanted"), cases())
def test_an_expression_means_what_readers_take_it_for(
    lang: str, text: str, name: str, wanted: list[Any] | None
) -> None:
    found = one(text, lang, CONTEXTS[name])
    if wanted is None:
        assert not found.known
        return
    start, end, precision, *more = wanted
    assert (found.start, found.end, found.precision) == (start, end, precision)
    direction, approximate = more or (None, False)
    assert (found.direction, found.approximate) == (direction, approximate)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "They may march to the border, and talks may resume."),
        ("en", "The 17th round drew 180 delegates and cost $2,021 million."),
        ("en", "The vote was 52 to 48, and 1,998 ships passed."),
        ("en", "He quoted Article 5 and the 38th parallel."),
        ("zh", "三八线两侧部署了一百二十架飞机。"),
        ("zh", "双方举行首次年度会晤。"),
        ("zh", "第十七次会晤通过了九一一号决议。"),
        ("zh", "双方交换了意见，一致同意三点看法。"),
        ("zh", "参加的有2024名官兵和18艘军舰。"),
        ("ja", "三十八度線の両側に百二十機が並んだ。"),
        ("ja", "第17回会合では、3か月ごとの協議で一致した。"),
        ("ja", "両国は初めて、2024名の隊員と18隻の艦艇を出した。"),
        ("ja", "会談は3日間続き、3年ぶりに声明が出た。"),
        ("ja", "一日も早い再開を求め、日本側は2日間の日程を示した。"),
        ("ko", "방북을 출발 사흘 전에 취소했다."),
        ("ko", "제17차 회담에서 3개월마다 만나기로 했다."),
        ("ko", "병력 2024명과 함정 18척이 참가했다."),
        ("ko", "회담은 사흘간 이어졌고 3년 만에 성명이 나왔다."),
        ("ko", "우려를 전달하고 이달리야 함정을 일일이 살폈다."),
        ("ko", "양측은 최고위급 대화를 열어 9·19 합의를 되살리자고 했다."),
    ],
)
def test_what_is_no_date_is_not_read_as_one(lang: str, text: str) -> None:
    assert find(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The first meeting in 99999999999999999999 months."),
        ("zh", "这是99999999999999999999个月来首次会晤。"),
        ("ja", "会談は99999999999999999999か月ぶりだ。"),
        ("ko", "99999999999999999999개월 만의 회담이다."),
    ],
)
def test_what_no_record_can_be_as_long_as_is_no_length(lang: str, text: str) -> None:
    assert durations(view(text, lang).text, lang) == []


DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2060, 12, 31))


def chinese(number: int) -> str:
    """A number below a hundred in Chinese numerals."""
    tens, ones = divmod(number, 10)
    if not tens:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")


def renderings(day: dt.date) -> list[tuple[str, str]]:
    """A day in every form, with the language of the form."""
    month, short = MONTHS[day.month - 1], MONTHS[day.month - 1][:3]
    year = "".join(NUMERALS[int(c)] for c in str(day.year))
    forms = [
        ("en", f"on {month} {day.day}, {day.year}"),
        ("en", f"on {day.day} {month} {day.year}"),
        (
            "en",
            f"on {short}. {day.day}, {day.year}"
            if short != "May"
            else f"on May {day.day}, {day.year}",
        ),
        ("en", f"on {day.isoformat()}"),
        ("zh", f"{day.year}年{day.month}月{day.day}日"),
        ("zh", f"{year}年{chinese(day.month)}月{chinese(day.day)}日"),
        ("zh", day.isoformat()),
        ("ja", f"{day.year}年{day.month}月{day.day}日"),
        ("ja", f"{year}年{chinese(day.month)}月{chinese(day.day)}日"),
        ("ja", f"{day.year}年{day.month}月{day.day}日({'月火水木金土日'[day.weekday()]})"),
        ("ja", f"{day.year}/{day.month}/{day.day}"),
        (
            "ja",
            "".join(
                chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in day.strftime("%Y年%m月%d日")
            ),
        ),
        ("ko", f"{day.year}년 {day.month}월 {day.day}일"),
        ("ko", f"{day.year}. {day.month}. {day.day}."),
        ("ko", f"{day.year}.{day.month}.{day.day}."),
        ("ko", f"{day.year}년 {day.month}월 {day.day}일({'월화수목금토일'[day.weekday()]})"),
        ("ko", day.isoformat()),
    ]
    for era, before, first, last in ERAS:
        if first <= day <= last:
            count = str(day.year - before) if day.year - before > 1 else "元"
            forms.append(("ja", f"{era}{count}年{day.month}月{day.day}日"))
    if 2000 <= day.year <= 2050:
        forms.append(("ko", f"’{day.year % 100:02}. {day.month}. {day.day}."))
    if day.year > 1911:
        forms.append(("zh", f"民国{day.year - 1911}年{day.month}月{day.day}日"))
    return forms


ERAS = (
    ("昭和", 1925, dt.date(1926, 12, 25), dt.date(1989, 1, 7)),
    ("平成", 1988, dt.date(1989, 1, 8), dt.date(2019, 4, 30)),
    ("令和", 2018, dt.date(2019, 5, 1), dt.date(2060, 12, 31)),
)
SENTENCES = {
    "en": "They met {}.",
    "zh": "双方{}会晤。",
    "ja": "双方は{}に会談した。",
    "ko": "양측은 {} 만났다.",
}


def within(lang: str, form: str) -> str:
    return SENTENCES[lang].format(form)


@given(DAYS)
def test_a_day_in_any_form_is_read_back(day: dt.date) -> None:
    for lang, form in renderings(day):
        found = one(within(lang, form), lang, Context())
        assert (found.start, found.end, found.precision) == (day, day, "day"), form


@given(DAYS, st.integers(1, 27))
def test_a_range_in_any_form_is_read_back(day: dt.date, length: int) -> None:
    first = day.replace(day=1)
    last = first.replace(day=1 + length)
    month = MONTHS[first.month - 1]
    for lang, form in (
        ("en", f"on {month} 1-{last.day}, {first.year}"),
        ("en", f"from 1 to {last.day} {month} {first.year}"),
        ("en", f"1–{last.day} {month} {first.year}"),
        ("zh", f"{first.year}年{first.month}月1日至{last.day}日"),
        ("zh", f"{first.year}年{first.month}月1日—{last.day}日"),
        ("ja", f"{first.year}年{first.month}月1日から{last.day}日"),
        ("ja", f"{first.year}年{first.month}月1〜{last.day}日"),
        ("ja", f"{first.year}年{first.month}月1日から{last.day}日間の日程"),
        ("ko", f"{first.year}년 {first.month}월 1일부터 {last.day}일까지"),
        ("ko", f"{first.year}년 {first.month}월 1~{last.day}일"),
        ("ko", f"{first.year}. {first.month}. 1.~{last.day}."),
        ("ko", f"{first.year}년 {first.month}월 1일부터 {last.day}일간"),
    ):
        found = one(within(lang, form), lang, Context())
        assert (found.start, found.end, found.precision) == (first, last, "day"), form


@given(DAYS)
def test_a_month_in_any_form_is_read_back(day: dt.date) -> None:
    for lang, form in (
        ("en", f"in {MONTHS[day.month - 1]} {day.year}"),
        ("zh", f"{day.year}年{day.month}月"),
        ("ja", f"{day.year}年{day.month}月"),
        ("ko", f"{day.year}년 {day.month}월"),
    ):
        found = one(within(lang, form), lang, Context())
        assert found.precision == "month"
        assert found.start == day.replace(day=1)
        assert found.end is not None
        assert (found.end + dt.timedelta(days=1)).day == 1


TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(
            [
                "2024",
                "年",
                "12",
                "月",
                "31",
                "日",
                "至",
                "十",
                "上",
                "周",
                "去",
                "底",
                "民国",
                " ",
                "May",
                "the",
                "last",
                "Tuesday",
                "week",
                "ago",
                "two",
                "–",
                "since",
                ",",
                "2+2",
                "以来",
                "第",
                "秋",
                "half",
                "Q3",
                "令和",
                "元",
                "昨",
                "末",
                "日間",
                "から",
                "まで",
                "第",
                "四半期",
                "同",
                "年 ",
                "월",
                "일",
                "일간",
                "년",
                "부터 ",
                "까지",
                "지난",
                "오는 ",
                "달 ",
                "초",
                "~",
                "이틀",
                "주 ",
                "요일",
                "전",
            ]
        ),
        max_size=14,
    ).map("".join),
)


@given(TEXTS, st.sampled_from(("en", "zh-Hans", "ja", "ko")), DAYS)
def test_no_text_breaks_the_reader(text: str, lang: str, published: dt.date) -> None:
    end = 0
    for mention in find(text, lang):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        for future in (False, True):
            for governing in (None, TOLD):
                found = resolve(
                    mention, Context(published, governing, future, governing is not None)
                )
                assert found.start is None or found.end is None or found.start <= found.end
    for length in durations(text, lang):
        assert 0 <= length.start < length.end <= len(text)
        assert length.value > 0


RELATIVE = [
    *(
        ("zh", form)
        for form in (
            "21日",
            "上月底",
            "同日",
            "三天前",
            "两周后",
            "去年秋天",
            "周五",
            "日前",
            "年内",
        )
    ),
    *(
        ("en", form)
        for form in (
            "on June 21",
            "last month",
            "the next day",
            "two days ago",
            "on Friday",
            "lately",
        )
    ),
    *(
        ("ja", form)
        for form in (
            "21日",
            "来月中旬",
            "同日",
            "3日前",
            "2週間後",
            "昨年末",
            "金曜日",
            "先ごろ",
            "年内",
        )
    ),
    *(
        ("ko", form)
        for form in (
            "21일",
            "오는 27일",
            "이날",
            "사흘 전",
            "2주 뒤",
            "작년 말",
            "금요일",
            "최근",
            "연내",
        )
    ),
]


@pytest.mark.parametrize(("lang", "form"), RELATIVE)
@pytest.mark.parametrize("future", [False, True])
def test_without_anything_to_count_from_a_relative_date_is_unknown(
    lang: str, form: str, future: bool
) -> None:
    assert not one(within(lang, form), lang, Context(future=future)).known


@given(
    st.sampled_from(
        [
            *(
                ("zh", form)
                for form in (
                    "{}年",
                    "{}年3月",
                    "{}年秋天",
                    "{}年底",
                    "{}年第二季度",
                    "{}年1月初",
                    "{}年上半年",
                )
            ),
            *(
                ("ja", form)
                for form in (
                    "{}年",
                    "{}年3月",
                    "{}年秋",
                    "{}年末",
                    "{}年第2四半期",
                    "{}年1月初め",
                    "{}年前半",
                )
            ),
            *(
                ("ko", form)
                for form in (
                    "{}년",
                    "{}년 3월",
                    "{}년 가을",
                    "{}년 말",
                    "{}년 2분기",
                    "{}년 1월 초",
                    "{}년 상반기",
                )
            ),
            *(
                ("en", form)
                for form in (
                    "in {}",
                    "in March {}",
                    "in autumn {}",
                    "in late {}",
                    "in early January {}",
                )
            ),
        ]
    ),
    st.integers(1950, 2060),
    DAYS,
    st.booleans(),
)
def test_what_names_no_day_is_given_none(
    form: tuple[str, str], year: int, published: dt.date, future: bool
) -> None:
    lang, pattern = form
    found = one(within(lang, pattern.format(year)), lang, Context(published, TOLD, future, True))
    assert found.known
    assert found.precision != "day"
    assert found.start is not None
    assert found.start.year == year


@pytest.mark.parametrize(
    ("lang", "text", "value", "unit", "hedge"),
    [
        ("en", "for the first time in 16 months", 16, "month", None),
        ("en", "after nearly three years", 3, "year", "nearly"),
        ("en", "in more than two years", 2, "year", "over"),
        ("en", "after a year and a half", 1.5, "year", None),
        ("en", "for about five weeks", 5, "week", "about"),
        ("en", "in a decade", 10, "year", None),
        ("zh", "睽违近三年", 3, "year", "nearly"),
        ("zh", "16个月以来首次", 16, "month", None),
        ("zh", "时隔两年半", 2.5, "year", None),
        ("zh", "十六个月以来", 16, "month", None),
        ("zh", "历时三个多月", 3, "month", "over"),
        ("zh", "约五周", 5, "week", "about"),
        ("ja", "3年ぶりに再開", 3, "year", None),
        ("ja", "4年5か月ぶり", 53, "month", None),
        ("ja", "約1年ぶり", 1, "year", "about"),
        ("ja", "約2年半ぶり", 2.5, "year", "about"),
        ("ja", "3年近く途絶えた", 3, "year", "nearly"),
        ("ja", "3年余り続いた", 3, "year", "over"),
        ("ja", "5年半に及んだ", 5.5, "year", None),
        ("ja", "半年ぶり", 6, "month", None),
        ("ja", "11カ月ぶり", 11, "month", None),
        ("ja", "10年以上", 10, "year", "over"),
        ("ja", "十六か月ぶり", 16, "month", None),
        ("ja", "3週間ぶり", 3, "week", None),
        ("ja", "ほぼ2年ぶり", 2, "year", "nearly"),
        ("ja", "5日間続いた", 5, "day", None),
        ("ko", "3년 만에", 3, "year", None),
        ("ko", "2년 4개월 만에", 28, "month", None),
        ("ko", "약 3년", 3, "year", "about"),
        ("ko", "3년여 만에", 3, "year", "over"),
        ("ko", "3년 가까이", 3, "year", "nearly"),
        ("ko", "거의 3년 만에", 3, "year", "nearly"),
        ("ko", "2년 반 만에", 2.5, "year", None),
        ("ko", "반년 만에", 6, "month", None),
        ("ko", "13개월여 만에", 13, "month", "over"),
        ("ko", "석 달 만에", 3, "month", None),
        ("ko", "이틀간", 2, "day", None),
        ("ko", "열흘 만에", 10, "day", None),
        ("ko", "일주일 만에", 1, "week", None),
        ("ko", "1년 넘게", 1, "year", "over"),
        ("ko", "20분간", 20, "minute", None),
    ],
)
def test_a_length_of_time_has_value_unit_and_hedge(
    lang: str, text: str, value: float, unit: str, hedge: str | None
) -> None:
    (found,) = durations(text, lang)
    assert (found.value, found.unit, found.hedge) == (value, unit, hedge)


@pytest.mark.parametrize(
    ("figure", "lang"), [("一", "zh-Hant"), ("三十二", "zh-Hans"), ("7", "zh-Hans"), ("三十", "ja")]
)
def test_a_number_is_read_from_its_beginning_alone(figure: str, lang: str) -> None:
    # Read again from each of its figures, a number of this length would take a minute.
    run = figure * (24_000 // len(figure))
    assert find(run, lang) == []
    assert durations(run, lang) == []
