"""Titles without a name get the person who held the office on the event's day."""

import datetime as dt

import pytest

from parley.coding.events import events
from parley.coding.scan import scan
from parley.items import Document
from parley.lexicon import load

LEXICON = load()


def people(text: str, lang: str, published: str) -> dict[str | None, str | None]:
    document = Document(
        id="case", text=text, lang=lang, voice="press", published=dt.date.fromisoformat(published)
    )
    (event,) = events(scan(document, LEXICON), LEXICON)
    return {p.party: p.entity for p in event.participants}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "The Chinese defence minister met the Singaporean defence minister in Singapore on "
            "June 1, 2023.",
        ),
        ("zh-Hant", "2023年6月1日，中國國防部長與新加坡國防部長在新加坡會談。"),
        ("zh-Hans", "2023年6月1日，中国防长与新加坡防长在新加坡会谈。"),
        ("ja", "中国の国防相は2023年6月1日、シンガポールの国防相とシンガポールで会談した。"),
        ("ko", "중국 국방부장은 2023년 6월 1일 싱가포르에서 싱가포르 국방장관과 회담했다."),
    ],
)
def test_a_bare_title_with_its_party_is_its_holder_of_the_day(lang: str, text: str) -> None:
    assert people(text, lang, "2023-06-02") == {"CHN": "li-shangfu", "SGP": "ng-eng-hen"}


def test_a_year_with_two_holders_names_neither() -> None:
    found = people("中国国防部长与美国国防部长2023年举行会谈。", "zh-Hans", "2024-01-02")
    assert found == {"CHN": None, "USA": "austin-lloyd"}


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "ja",
            "李首相と岸田首相は2024年5月26日、ソウルで会談した。",
            {"li-qiang", "kishida-fumio"},
        ),
        (
            "ko",
            "윤 대통령과 리 총리는 2024년 5월 26일 서울에서 회담했다.",
            {"yoon-suk-yeol", "li-qiang"},
        ),
        ("ko", "안 장관은 2025년 11월 1일 둥 부장과 회담했다.", {"ahn-gyu-back", "dong-jun"}),
        ("zh-Hant", "2022年6月12日，魏防長與岸防衛大臣會談。", {"wei-fenghe", "kishi-nobuo"}),
    ],
)
def test_a_family_name_with_a_title_is_the_person_of_that_office(
    lang: str, text: str, expected: set[str]
) -> None:
    document = Document(
        id="case", text=text, lang=lang, voice="press", published=dt.date(2025, 11, 2)
    )
    (event,) = events(scan(document, LEXICON), LEXICON)
    assert {p.entity for p in event.participants} == expected


def test_who_signs_is_named_though_a_clause_stands_between() -> None:
    text = (
        "Defense Secretary Lloyd Austin, who had come for the forum, signed a memorandum of"
        " understanding with Dong Jun on May 31, 2024."
    )
    assert people(text, "en", "2024-06-02") == {"USA": "austin-lloyd", "CHN": "dong-jun"}
