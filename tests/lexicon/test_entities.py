"""What the matcher finds, as examples: text in, kinds and ids out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.language import view
from parley.lexicon import Hit, load

LEXICON = load()


def found(text: str, lang: str) -> list[Hit]:
    return LEXICON.entities(view(text, lang).text, lang)


def short(text: str, lang: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.id) for hit in found(text, lang)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("美國國防部長", [("actor", "USA"), ("office", "defence-minister")]),
        ("美防長", [("actor", "USA"), ("office", "defence-minister")]),
        ("美國務卿", [("actor", "USA"), ("office", "secretary-of-state")]),
        ("其中美國表示", [("actor", "USA")]),
        ("會中美方指出", [("actor", "USA")]),
        ("2010年中國暫停", [("actor", "CHN")]),
        ("2010年中美兩軍", [("compound", "CHN-USA"), ("both", "both")]),
        ("8日中美通話", [("compound", "CHN-USA")]),
        ("8日防衛相", [("office", "defence-minister")]),
        ("中美洲", []),
        ("集中方式", []),
        ("日美韓三國", [("compound", "JPN-USA-KOR"), ("both", "three")]),
        ("對台軍售", [("actor", "TWN")]),
        ("台獨勢力", []),
        ("維護台海和平", [("place", "taiwan-strait")]),
        ("北韓外務省", [("actor", "PRK")]),
        ("南海域", [("place", "south-china-sea")]),
        ("東南海域", []),
        ("美國大使館", [("actor", "USA")]),
        ("第17次國防部工作會晤", [("channel", "usa-chn-dpct")]),
        ("国防部工作会晤", [("channel", "usa-chn-dpct")]),
        ("兩岸關係", [("compound", "across-the-strait")]),
        ("中国—菲律宾关系", [("compound", "CHN-PHL")]),
        ("佩洛西窜访台湾", [("person", "pelosi-nancy"), ("actor", "TWN")]),
        ("裴洛西訪台", [("person", "pelosi-nancy"), ("actor", "TWN")]),
    ],
)
def test_chinese(text: str, expected: list[tuple[str, str]]) -> None:
    assert short(text, "zh-Hant") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S.–China talks", [("compound", "USA-CHN")]),
        ("Sino-American ties", [("compound", "CHN-USA")]),
        ("Tell us so.", []),
        ("the US said", [("actor", "USA")]),
        ("a secretary of defense", [("office", "defence-minister")]),
        ("the Chinese Defence Minister", [("actor", "CHN"), ("office", "defence-minister")]),
        ("the Vietnamese foreign ministry", [("actor", "VNM")]),
        ("He met Austin.", [("surname", "Austin")]),
        ("austin", []),
        ("Chinatown and Indiana", []),
        ("the Washington Post", []),
        ("then speaker of the House", [("office", "speaker-of-parliament")]),
    ],
)
def test_english(text: str, expected: list[tuple[str, str]]) -> None:
    assert short(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("日中防衛相会談", "ja", [("channel", "jpn-chn-defence-ministers")]),
        ("米国防長官", "ja", [("actor", "USA"), ("office", "defence-minister")]),
        ("在日米軍", "ja", [("actor", "USA")]),
        ("1日中国で", "ja", [("actor", "CHN")]),
        ("한중 외교안보대화", "ko", [("channel", "kor-chn-foreign-security-2plus2")]),
        ("중국 국방부는", "ko", [("actor", "CHN")]),
        ("주한미군", "ko", [("actor", "USA")]),
        ("구조물에 대한 우려", "ko", []),
        ("일러두기", "ko", []),
        ("북한이", "ko", [("actor", "PRK")]),
    ],
)
def test_japanese_and_korean(text: str, lang: str, expected: list[tuple[str, str]]) -> None:
    assert short(text, lang) == expected


def test_an_office_carries_the_party_before_or_the_person_after() -> None:
    office = next(hit for hit in found("日本防衛大臣", "ja") if hit.kind == "office")
    assert office.parties == ("JPN",)
    office = next(hit for hit in found("国防部长董军", "zh-Hans") if hit.kind == "office")
    assert office.parties == ("CHN",)
    both = next(hit for hit in found("中美兩國防長", "zh-Hant") if hit.kind == "office")
    assert both.parties == ("CHN", "USA")


def test_a_plural_office_of_two_parties_has_both() -> None:
    office = found("U.S. and Chinese defense chiefs", "en")[-1]
    assert office.parties == ("USA", "CHN")
    office = found("The U.S. and the Chinese defense minister", "en")[-1]
    assert office.parties == ("CHN",)


def test_four_parties_in_one_compound() -> None:
    (hit,) = found("美日印澳", "zh-Hans")
    assert hit.parties == ("USA", "JPN", "IND", "AUS")


def test_a_channel_keeps_the_parties_inside_its_name() -> None:
    (hit,) = found("中美国防部工作会晤", "zh-Hans")
    assert [inner.parties for inner in hit.inner] == [("CHN", "USA")]


def test_a_city_is_told_from_its_government_by_its_tag() -> None:
    (hit,) = found("在北京", "zh-Hans")
    assert (hit.id, hit.tag) == ("CHN", "capital")


def test_a_ministry_is_its_party_with_the_ministrys_span() -> None:
    (hit,) = found("中国国防部", "zh-Hans")
    assert (hit.start, hit.end, hit.parties) == (0, 5, ("CHN",))


def test_pairs_work_for_every_order_and_script() -> None:
    assert short("美中國防部工作會晤", "zh-Hant") == [("channel", "usa-chn-dpct")]
    assert short("韩美", "zh-Hans") == [("compound", "KOR-USA")]


def test_territories_of_the_whole_world_are_known() -> None:
    assert short("Peru and Kenya", "en") == [("actor", "PER"), ("actor", "KEN")]
    assert short("秘魯", "zh-Hant") == [("actor", "PER")]
    # By the code in use, not by one that is given up (TMP) or no state's (QUU).
    assert short("东帝汶", "zh-Hans") == short("東ティモール", "ja") == [("actor", "TLS")]
    assert short("유럽 연합", "ko") == [("actor", "EU")]


def test_a_capital_where_others_meet_is_a_place() -> None:
    assert short("中美马德里会谈", "zh-Hans") == [
        ("compound", "CHN-USA"),
        ("place", "ESP.capital"),
    ]
    assert short("米中ストックホルム会談", "ja")[1:] == [("place", "SWE.capital")]
    assert short("스톡홀름 실무협상", "ko") == [("place", "SWE.capital")]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("如果阿富汗", "zh-Hans", [("actor", "AFG")]),
        ("抵达卡塔尔", "zh-Hans", [("actor", "QAT")]),
        ("開羅宣言", "zh-Hant", []),
        ("賈伯斯", "zh-Hant", []),
        ("达沃斯论坛", "zh-Hans", [("place", "davos")]),
        ("某鎮海域", "zh-Hant", []),
        ("边海防部队", "zh-Hans", []),
        ("ローマ教皇", "ja", []),
    ],
)
def test_names_of_cities_in_other_words_are_none(
    text: str, lang: str, expected: list[tuple[str, str]]
) -> None:
    assert short(text, lang) == expected


PIECES = [
    "中",
    "美",
    "日",
    "國",
    "防",
    "部",
    "長",
    "方",
    "台",
    "海",
    "兩",
    "軍",
    "8",
    "在",
    "其",
    "董",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_hits_are_in_order_and_do_not_overlap(text: str) -> None:
    reach = 0
    for hit in found(text, "zh-Hant"):
        assert reach <= hit.start < hit.end <= len(text)
        reach = hit.end


@given(st.text(max_size=60), st.sampled_from(["zh-Hant", "en", "ja", "ko", "und"]))
def test_any_text_is_matched_the_same_twice(text: str, lang: str) -> None:
    seen = view(text, lang).text
    assert LEXICON.entities(seen, lang) == LEXICON.entities(seen, lang)
