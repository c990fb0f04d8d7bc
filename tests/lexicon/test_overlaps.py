"""Short forms and names inside other words: what stands there, and what does not."""

import pytest

from parley.language import view
from parley.lexicon import load

LEXICON = load()


def ids(text: str, lang: str) -> list[str]:
    return [hit.id for hit in LEXICON.entities(view(text, lang).text, lang)]


NOTHING = {
    "zh-Hans": [
        "集中方式解决",
        "其中日程安排",
        "中央和地方",
        "今日中午",
        "对台词不熟",
        "中美洲国家",
        "空中加油",
        "东海岸",
        "日内瓦湖",
        "中旬",
        "台风登陆",
        "朝着目标",
        "超越",
        "非法行为",
        "中国新闻社报道",
        "美联社报道",
        "军事演习",
        "大使馆发言",
        "第三方",
        "曾任国防部长",
        "印象深刻",
    ],
    "ja": [
        "今日中に回答する",
        "欧米中心の秩序",
        "一日中続いた",
        "午前中に",
        "シンポジウムを開く",
        "ペースを上げる",
        "中央に立つ",
        "中止を決めた",
        "集中する",
        "独自の判断",
        "比較する",
        "露骨な態度",
        "豪雨に見舞われた",
        "平日の午後",
        "毎日新聞",
        "日中戦争の記憶",
        "朝鮮戦争の休戦",
        "スタイルを変える",
        "舞台に立つ",
        "前首相",
        "米ドル建て",
        "議長国として",
        "朝日新聞の取材",
    ],
    "ko": [
        "엄중한 조치",
        "통신 수단을 확보",
        "1주일 뒤",
        "대만큼은",
        "조선소를 방문",
        "조선업 협력",
        "중남미 순방",
        "대중교통 이용",
        "북미 시장에서",
        "일조하겠다",
        "회의 도중",
        "집중한다",
        "귀중한 기회",
        "신중한 태도",
        "인도적 지원",
        "구조물에 대한 우려",
        "일러두기",
        "방대한 자료",
        "세부 사항을 조율",
        "밀리미터",
        "남미 국가들",
        "공중 급유",
        "한일 없이",
    ],
    "en": [
        "the South China Morning Post",
        "a third party",
        "Tell us more",
        "US$ 3 million",
        "the Korean War",
        "American University",
        "one-China policy",
        "Radio Free Asia",
    ],
}


@pytest.mark.parametrize(
    ("lang", "text"), [(lang, text) for lang, texts in NOTHING.items() for text in texts]
)
def test_nobody_is_named_inside_another_word(lang: str, text: str) -> None:
    kinds = [
        (hit.kind, hit.id)
        for hit in LEXICON.entities(view(text, lang).text, lang)
        if hit.parties and hit.kind in ("actor", "compound", "person", "surname")
    ]
    assert kinds == []


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("zh-Hans", "日中韩三国", ["JPN-CHN-KOR", "three"]),
        ("zh-Hant", "駐日美軍", ["USA"]),
        ("zh-Hans", "访华、赴日、对台", ["CHN", "JPN", "TWN"]),
        (
            "ja",
            "日中、米中、日韓、日朝、米朝",
            ["JPN-CHN", "USA-CHN", "JPN-KOR", "JPN-PRK", "USA-PRK"],
        ),
        ("ja", "中台、露朝、日米韓、日中韓", ["CHN-TWN", "RUS-PRK", "JPN-USA-KOR", "JPN-CHN-KOR"]),
        ("ja", "日比、日豪、日米豪印", ["JPN-PHL", "JPN-AUS", "QUAD"]),
        ("ja", "訪中と訪日、対北朝鮮", ["CHN", "JPN", "PRK"]),
        ("ja", "在韓米軍と在日米軍", ["USA", "USA"]),
        ("ja", "防衛省は統合幕僚監部を通じ", ["JPN", "JPN"]),
        ("ja", "韓国の合同参謀本部", ["KOR", "KOR"]),
        ("ja", "わが国の立場", ["we"]),
        ("ko", "미중, 한중, 한일, 한미일", ["USA-CHN", "KOR-CHN", "KOR-JPN", "KOR-USA-JPN"]),
        ("ko", "한중일, 북미, 북중, 중러", ["KOR-CHN-JPN", "PRK-USA", "PRK-CHN", "CHN-RUS"]),
        ("ko", "북러, 미일, 중일, 양안", ["PRK-RUS", "USA-JPN", "CHN-JPN", "across-the-strait"]),
        ("ko", "남북 간 합의", ["two-koreas"]),
        ("ko", "우리 군과 우리 정부", ["own", "own"]),
        ("ko", "방중과 방북, 대북", ["CHN", "PRK", "PRK"]),
        ("ko", "北 김여정, 美 국방부", ["PRK", "kim-yo-jong", "USA"]),
        ("ko", "미 국방부와 중국 외교부", ["USA", "CHN"]),
        ("ko", "합참은 북한군이", ["KOR", "PRK"]),
        ("ko", "주한미군사령부", ["USA"]),
        ("ko", "노동신문과 조선중앙통신", ["PRK", "PRK"]),
        ("ko", "중국 측과 일본 측", ["CHN", "JPN"]),
    ],
)
def test_short_forms_and_bodies(lang: str, text: str, expected: list[str]) -> None:
    assert ids(text, lang) == expected


@pytest.mark.parametrize(
    ("person", "names"),
    [
        (
            "trump-donald",
            {"zh-Hant": "川普", "zh-Hans": "特朗普", "ja": "トランプ", "ko": "트럼프"},
        ),
        (
            "austin-lloyd",
            {"zh-Hant": "奧斯汀", "zh-Hans": "奥斯汀", "ja": "オースティン", "ko": "오스틴"},
        ),
        ("dong-jun", {"zh-Hant": "董軍", "zh-Hans": "董军", "ja": "董軍", "ko": "둥쥔"}),
        (
            "yoon-suk-yeol",
            {"zh-Hant": "尹錫悅", "zh-Hans": "尹锡悦", "ja": "尹錫悦", "ko": "윤석열"},
        ),
        (
            "nakatani-gen",
            {"zh-Hant": "中谷元", "ja": "中谷元", "ko": "나카타니 겐", "en": "Gen Nakatani"},
        ),
    ],
)
def test_a_person_in_every_press(person: str, names: dict[str, str]) -> None:
    assert {lang: ids(name, lang) for lang, name in names.items()} == {
        lang: [person] for lang in names
    }
