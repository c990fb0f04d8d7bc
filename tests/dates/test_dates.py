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
    (mention,) = find(text, lang)
    return resolve(mention, context)


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
        ("zh", "第十七次会晤通过了九一一号决议。"),
        ("zh", "双方交换了意见，一致同意三点看法。"),
        ("zh", "参加的有2024名官兵和18艘军舰。"),
    ],
)
def test_what_is_no_date_is_not_read_as_one(lang: str, text: str) -> None:
    assert find(text, lang) == []


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
    ]
    if day.year > 1911:
        forms.append(("zh", f"民国{day.year - 1911}年{day.month}月{day.day}日"))
    return forms


def within(lang: str, form: str) -> str:
    return f"They met {form}." if lang == "en" else f"双方{form}会晤。"


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
    ):
        found = one(within(lang, form), lang, Context())
        assert (found.start, found.end, found.precision) == (first, last, "day"), form


@given(DAYS)
def test_a_month_in_any_form_is_read_back(day: dt.date) -> None:
    for lang, form in (
        ("en", f"in {MONTHS[day.month - 1]} {day.year}"),
        ("zh", f"{day.year}年{day.month}月"),
    ):
        found = one(within(lang, form), lang, Context())
        assert found.precision == "month"
        assert found.start == day.replace(day=1)
        assert found.end is not None
        assert (found.end + dt.timedelta(days=1)).day == 1


WORDS = ["May", "the", "last", "Tuesday", "week", "ago", "two", "since", "2+2", "以来", "half"]
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
            ]
        ),
        max_size=14,
    ).map("".join),
)


@given(TEXTS, st.sampled_from(("en", "zh-Hans", "ko")), DAYS)
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
    ],
)
def test_a_length_of_time_has_value_unit_and_hedge(
    lang: str, text: str, value: float, unit: str, hedge: str | None
) -> None:
    (found,) = durations(text, lang)
    assert (found.value, found.unit, found.hedge) == (value, unit, hedge)
