import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.items import Precision
from parley.wording import UI, date_text

D = dt.date


@pytest.mark.parametrize(
    ("start", "end", "precision", "en", "hant"),
    [
        (D(2024, 1, 8), D(2024, 1, 8), "day", "8 January 2024", "2024年1月8日"),
        (D(2024, 1, 8), D(2024, 1, 9), "day", "8–9 January 2024", "2024年1月8日至9日"),
        (
            D(2024, 1, 30),
            D(2024, 2, 2),
            "day",
            "30 January – 2 February 2024",
            "2024年1月30日至2月2日",
        ),
        (D(2021, 9, 1), D(2021, 11, 30), "season", "autumn 2021", "2021年秋季"),
        (D(2021, 12, 1), D(2022, 2, 28), "season", "winter 2021–22", "2021年冬季"),
        (D(2024, 9, 21), D(2024, 9, 30), "third-of-month", "late September 2024", "2024年9月下旬"),
        (D(2024, 5, 11), D(2024, 5, 20), "third-of-month", "mid-May 2024", "2024年5月中旬"),
        (D(2024, 5, 1), D(2024, 5, 31), "month", "May 2024", "2024年5月"),
        (D(2024, 4, 1), D(2024, 6, 30), "quarter", "second quarter of 2024", "2024年第二季"),
        (D(2024, 7, 1), D(2024, 12, 31), "half-year", "second half of 2024", "2024年下半年"),
        (D(2024, 1, 1), D(2024, 12, 31), "year", "2024", "2024年"),
        (D(1990, 1, 1), D(1999, 12, 31), "decade", "1990s", "1990年代"),
        (D(2024, 1, 1), None, "month", "since January 2024", "2024年1月起"),
        (None, D(2025, 12, 31), "day", "by 31 December 2025", "2025年12月31日前"),
        (None, None, "unknown", "undated", "日期不明"),
    ],
)
def test_dates(
    start: dt.date | None, end: dt.date | None, precision: Precision, en: str, hant: str
) -> None:
    assert date_text(start, end, precision, "en") == en
    assert date_text(start, end, precision, "zh-Hant") == hant


@given(st.dates(), st.integers(0, 4000), st.sampled_from(UI))
def test_no_two_spans_of_days_read_alike(start: dt.date, length: int, ui: str) -> None:
    end = start + dt.timedelta(days=min(length, (dt.date.max - start).days))
    text = date_text(start, end, "day", ui)
    assert str(start.year) in text
    assert str(end.year) in text
    if end > start:
        assert text != date_text(start, end - dt.timedelta(days=1), "day", ui)
