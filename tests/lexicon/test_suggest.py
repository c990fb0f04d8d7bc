"""Names that the lexicon does not know, as examples: a sentence in, what is suggested out."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from parley.items import Document
from parley.lexicon import check, load, suggest

LEXICON = load()


def found(text: str, lang: str) -> list[tuple[str, str, tuple[str, ...]]]:
    document = Document(id="case", text=text, lang=lang)
    return sorted((s.table, s.name, s.parties) for s in suggest([document], LEXICON))


CASES = [
    ("en", "Lieutenant General Arun Varma spoke.", [("people", "Arun Varma", ())]),
    (
        "en",
        "Malaysian Defense Minister Zaid Karim was there.",
        [("people", "Zaid Karim", ("MYS",))],
    ),
    (
        "en",
        "Zaid Karim, the Malaysian Defense Minister, agreed.",
        [("people", "Zaid Karim", ("MYS",))],
    ),
    (
        "en",
        "Inspector General Jane Roe came.",
        [("offices", "Inspector General", ()), ("people", "Jane Roe", ())],
    ),
    (
        "en",
        "The Philippines-Vietnam Joint Committee met.",
        [("channels", "Philippines-Vietnam Joint Committee", ("PHL", "VNM"))],
    ),
    (
        "en",
        "They held the Pacific Coast Dialogue.",
        [("channels", "Pacific Coast Dialogue", ())],
    ),
    (
        "en",
        "The Ministry of Public Security said so.",
        [("bodies", "Ministry of Public Security", ())],
    ),
    ("en", "Defense Secretary Lloyd Austin met China's Dong Jun.", []),
    ("en", "The two sides met next Tuesday on the hotline.", []),
    ("zh-Hans", "越南国防部长范文强表示欢迎。", [("people", "范文强", ("VNM",))]),
    (
        "zh-Hant",
        "馬來西亞國防部長穆罕默德·哈桑·阿里在吉隆坡說。",
        [("people", "穆罕默德·哈桑·阿里", ("MYS",))],
    ),
    (
        "zh-Hans",
        "双方举行“中越海警联合巡逻机制”会议。",
        [("channels", "中越海警联合巡逻机制", ("CHN", "VNM"))],
    ),
    (
        "zh-Hans",
        "中印边境事务磋商和协调工作机制会议在北京举行。",
        [("channels", "中印边境事务磋商和协调工作机制", ("CHN", "IND"))],
    ),
    ("zh-Hans", "美方重视两军沟通渠道，在菲律宾签署协议。", []),
    ("zh-Hant", "國防部長董軍與赫格塞斯通話。", []),
    ("ja", "中国の劉建国外務次官が訪日した。", [("people", "劉建国", ("CHN",))]),
    ("ja", "日本の山本健二防衛審議官が述べた。", [("people", "山本健二", ("JPN",))]),
    (
        "ja",
        "両国は「日中海上安全対話」を開いた。",
        [("channels", "日中海上安全対話", ("JPN", "CHN"))],
    ),
    ("ja", "木原防衛相は董軍国防相と会談した。", []),
    ("ko", "한국의 김철수 국방부 차관이 말했다.", [("people", "김철수", ())]),
    (
        "ko",
        "응우옌 반타이 베트남 국방장관이 왔다.",
        [("people", "응우옌 반타이", ("VNM",))],
    ),
    (
        "ko",
        "양국은 '한중 해양안전대화'를 열었다.",
        [("channels", "한중 해양안전대화", ("KOR", "CHN"))],
    ),
    ("ko", "신원식 장관은 둥쥔 국방부장을 만나지 않았다.", []),
]


@pytest.mark.parametrize(("lang", "text", "expected"), CASES)
def test_what_is_unknown_is_suggested_and_nothing_else(
    lang: str, text: str, expected: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    assert found(text, lang) == expected


def test_the_title_beside_an_unknown_name_goes_into_its_entry() -> None:
    text = "Malaysian Defense Minister Zaid Karim spoke. Defense Minister Zaid Karim left."
    documents = [Document(id=name, text=text, lang="en") for name in ("a", "b")]
    (one,) = suggest(documents, LEXICON)
    assert (one.count, one.documents) == (4, ("a", "b"))
    assert one.sentence == "Malaysian Defense Minister Zaid Karim spoke."
    assert one.entry == {
        "id": "zaid-karim",
        "party": "MYS",
        "names": {"en": ["Zaid Karim"]},
        "offices": [{"office": "defence-minister", "title": "Defense Minister"}],
    }
    assert suggest(documents, LEXICON, 5) == []


def test_what_has_been_pasted_is_no_longer_suggested(tmp_path: Path) -> None:
    text = "Malaysian Defense Minister Zaid Karim spoke at the Pacific Coast Dialogue."
    document = Document(id="a", text=text, lang="en")
    for one in suggest([document], LEXICON):
        path = tmp_path / f"{one.table}.yaml"
        path.write_text(yaml.safe_dump([one.entry], allow_unicode=True), encoding="utf-8")
    assert check(tmp_path) == []
    assert suggest([document], load(tmp_path)) == []


@given(st.text(max_size=80), st.sampled_from(["en", "zh-Hant", "zh-Hans", "ja", "ko"]))
def test_a_suggestion_is_the_document_s_own_words(text: str, lang: str) -> None:
    for one in suggest([Document(id="a", text=text, lang=lang)], LEXICON):
        assert one.name.split()[0] in text
        assert one.count >= 1
