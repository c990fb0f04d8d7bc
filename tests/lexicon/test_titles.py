"""Names that count only beside a title, and whom they mean."""

import datetime as dt

import pytest

from parley.language import view
from parley.lexicon import Hit, load

LEXICON = load()
JUNE_2023 = dt.date(2023, 6, 2)


def found(text: str, lang: str) -> list[Hit]:
    return LEXICON.entities(view(text, lang).text, lang)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("李首相と岸田首相が会談", "ja", [("CHN", "李"), ("JPN", "岸田")]),
        ("習氏は", "ja", [("CHN", "習")]),
        ("申長官とともに署名", "ja", [("KOR", "申")]),
        ("윤 대통령과 시 주석", "ko", [("KOR", "윤"), ("CHN", "시")]),
        ("안 장관은 둥 부장과", "ko", [("KOR", "안"), ("CHN", "둥")]),
        ("賴總統表示", "zh-Hant", [("TWN", "赖")]),
        ("董防长说", "zh-Hans", [("CHN", "董")]),
        # A letter of the same script before it: the character belongs to another word.
        ("曾任国防部长", "zh-Hans", []),
        ("新任防长", "zh-Hans", []),
        ("前首相", "ja", []),
        ("전 국방장관", "ko", []),
        ("미안 장관", "ko", []),
        # Nobody of that name ever held such an office.
        ("윤 사무총장", "ko", []),
    ],
)
def test_a_family_name_counts_before_a_title_that_one_of_the_name_has_held(
    text: str, lang: str, expected: list[tuple[str, str]]
) -> None:
    names = [hit for hit in found(text, lang) if hit.kind == "surname"]
    assert [(hit.parties[0], hit.id) for hit in names] == expected


def test_words_of_everyday_life_are_names_beside_a_title_alone() -> None:
    assert not found("対話のペースを上げる", "ja")
    assert found("밀리미터", "ko") == []
    assert found("밀리 의장", "ko")[0].kind == "surname"
    assert found("마크 밀리 의장", "ko")[0].id == "milley-mark"
    assert [hit.kind for hit in found("美韩正在磋商", "zh-Hans")] == ["compound"]
    assert not found("다이빙 경기에 한정된 규정", "ko")
    assert found("다이빙 대사", "ko")[0].parties == ("CHN",)
    assert not found("小康达标", "zh-Hans")
    assert found("助理國務卿康達", "zh-Hant")[-1].id == "康达" or found("康達", "zh-Hant")


def test_the_title_and_the_day_tell_people_of_one_name_apart() -> None:
    assert LEXICON.who("李", JUNE_2023, "defence-minister")[0] == "li-shangfu"
    assert LEXICON.who("李", JUNE_2023, "head-of-government")[0] == "li-qiang"
    assert LEXICON.who("李", dt.date(2014, 5, 1), "head-of-government")[0] == "li-keqiang"
    assert LEXICON.who("김", dt.date(2019, 2, 1), "supreme-leader")[0] == "kim-jong-un"


def test_whom_a_name_after_a_title_means() -> None:
    assert LEXICON.bearer("拉米", "foreign-minister", ("GBR",)) == "lammy-david"
    assert LEXICON.bearer("拉米", "foreign-minister", ("FRA",)) is None
    assert LEXICON.bearer("拉米", "spokesperson", ("GBR",)) is None


def test_katakana_names_stand_as_words() -> None:
    assert not found("シンポジウムとスタイル", "ja")
    assert found("トランプ大統領", "ja")[0].id == "trump-donald"
    assert [hit.id for hit in found("ドナルド・トランプ", "ja")] == ["trump-donald"]
