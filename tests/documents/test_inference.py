"""What is worked out where nobody gave it."""

import datetime as dt

import pytest

from parley.documents.inference import published_of, voice_of


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "A headline\n\nMay 31, 2021\n\nThe ministers met.", "2021-05-31"),
        ("en", "PORT CITY, April 5, 2021 (Wire) — The ministers met.", "2021-04-05"),
        ("en", "PORT CITY, April 5 — The ministers met on March 2, 2021.", None),
        ("zh-Hans", "会谈纪要\n来源：日报 时间：2021-11-28 16:20\n两国部长会面。", "2021-11-28"),
        ("zh-Hant", "紀要\n時間:民國110年10月17日上午10時\n問:有嗎?", "2021-10-17"),
        ("zh-Hans", "【港口2021年3月4日电】两国部长会面。", "2021-03-04"),
        ("zh-Hant", "2021年3月4日，兩國部長在港口會面，同意讓熱線恢復。", None),
        ("ja", "電話会談の概要\n令和3年5月16日\n防衛省", "2021-05-16"),
        ("ko", "정례브리핑 (2021. 5. 16.)\n\n모두발언", "2021-05-16"),
        ("zh-Hant", "2021年3月底\n兩國部長會面。", None),
        ("en", "February 30, 2021\n\nThe ministers met.", None),
    ],
)
def test_date_in_the_first_lines(lang: str, text: str, expected: str | None) -> None:
    assert published_of(text, lang, None) == (expected and dt.date.fromisoformat(expected))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/2021/03/02/talks", "2021-03-02"),
        ("http://www.mod.example/20210302/a.html", "2021-03-02"),
        ("http://www.mod.example/zy/t20210302_123456.htm", "2021-03-02"),
        ("http://www.mod.example/202103/t20210302_1.html", "2021-03-02"),
        ("https://news.example/article-2021-03-02.html", "2021-03-02"),
        ("https://news.example/id/20219999", None),
        ("https://news.example/id/1234520210302", None),
        ("http://[bad", None),
    ],
)
def test_date_in_the_address(url: str, expected: str | None) -> None:
    assert published_of("", "en", url) == (expected and dt.date.fromisoformat(expected))


@pytest.mark.parametrize(
    ("url", "party"),
    [
        ("https://www.mod.example/a", "AAA"),
        ("eng.mod.example/a", "AAA"),
        ("https://MOD.example:8080/a", "AAA"),
        ("https://notmod.example/", None),
        ("https://mod.example.evil.test/", None),
        ("http://[bad", None),
        (None, None),
    ],
)
def test_voice_from_the_host(url: str | None, party: str | None) -> None:
    assert voice_of(url, {"mod.example": "AAA"}) == party
