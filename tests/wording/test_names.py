import pytest

from parley.items import ACTS, EFFECTS, MODALITIES, TYPE_OF_MODE, Place
from parley.lexicon import load
from parley.wording import (
    UI,
    act_name,
    bare_channel_name,
    channel_name,
    dyad_name,
    effect_name,
    issue_name,
    level_name,
    modality_name,
    mode_name,
    party_name,
    person_name,
    place_name,
    state_name,
)
from parley.wording.names import place_with_article

LEXICON = load()


def names(*parties: str) -> list[str]:
    return [dyad_name(parties, ui, LEXICON) for ui in UI]


def test_the_interface_language_decides_how_dyads_are_called() -> None:
    assert names("CHN", "USA") == ["U.S.–China", "美中", "中美"]
    assert names("TWN", "CHN") == ["Cross-Strait", "兩岸", "两岸"]
    assert names("USA", "KOR", "JPN") == ["U.S.–Japan–South Korea", "美日韓", "美日韩"]
    assert names("CHN", "FRA") == ["China–France", "中國、法國", "中国、法国"]


def test_parties() -> None:
    assert [party_name("PRK", ui, LEXICON) for ui in UI] == ["North Korea", "北韓", "朝鲜"]
    assert [party_name("PER", ui, LEXICON) for ui in UI] == ["Peru", "秘魯", "秘鲁"]
    assert party_name("XXX", "en", LEXICON) == "XXX"


def test_places() -> None:
    assert [place_name("senkaku-diaoyu", ui, LEXICON) for ui in UI] == [
        "Senkaku/Diaoyu Islands",
        "釣魚臺列嶼",
        "钓鱼岛",
    ]
    assert [place_name("ESP.capital", ui, LEXICON) for ui in UI] == ["Madrid", "馬德里", "马德里"]
    assert place_name("nowhere", "en", LEXICON) is None


def test_places_without_an_id_go_by_their_name() -> None:
    written = ["Davao", "Luxembourg", "China", "off Subic Bay"]
    assert [place_with_article(Place(name), "zh-Hant", LEXICON) for name in written] == [
        "納卯",
        "盧森堡",
        "中國",
        None,
    ]


@pytest.mark.parametrize("ui", UI)
def test_every_place_has_a_name_to_print_in_every_interface_language(ui: str) -> None:
    capitals = [f"{party}.capital" for party, actor in LEXICON.actors.items() if actor.capitals]
    assert [key for key in (*LEXICON.places, *capitals) if not place_name(key, ui, LEXICON)] == []


@pytest.mark.parametrize("ui", [ui for ui in UI if ui != "en"])
def test_the_chinese_board_names_no_state_or_place_in_english(ui: str) -> None:
    states = [key for key, actor in LEXICON.actors.items() if actor.kind == "state"]
    capitals = [f"{key}.capital" for key in states if LEXICON.actors[key].capitals]
    names = [
        *(party_name(key, ui, LEXICON) for key in states),
        *(place_name(key, ui, LEXICON) or key for key in (*LEXICON.places, *capitals)),
    ]
    assert [name for name in names if name.isascii()] == []


def test_people_go_by_the_name_of_the_press_of_each_script() -> None:
    assert [person_name("trudeau-justin", ui, LEXICON) for ui in UI] == [
        "Justin Trudeau",
        "杜魯道",
        "特鲁多",
    ]


def test_a_channel_in_a_sentence_sheds_the_parties_it_begins_with() -> None:
    assert channel_name("jpn-chn-defence-ministers", "zh-Hant", LEXICON) == "中日防長會談"
    assert bare_channel_name("jpn-chn-defence-ministers", "zh-Hant", LEXICON) == "防長會談"
    assert bare_channel_name("jpn-chn-security-dialogue", "en", LEXICON) == "Security Dialogue"
    assert bare_channel_name("chn-twn-mac-tao", "en", LEXICON) == "MAC-TAO meetings"


@pytest.mark.parametrize("ui", UI)
def test_every_channel_has_a_name_to_print_in_every_interface_language(ui: str) -> None:
    assert [key for key, entry in LEXICON.channels.items() if not entry.names.get(ui)] == []


@pytest.mark.parametrize("ui", ["zh-Hant", "zh-Hans"])
def test_every_coded_value_has_a_name(ui: str) -> None:
    def named(values: list[str], name: object) -> list[str]:
        return [value for value in values if name(value, ui, LEXICON) == value]  # type: ignore[operator]

    states = ["unknown", "open", "suspended", "resuming", "dormant", "planned", "terminated"]
    levels = sorted({entry.level for entry in LEXICON.channels.values()})
    issues = ["taiwan", "communication", "dprk", "responsibility", "russia-ukraine"]
    assert named(list(TYPE_OF_MODE), mode_name) == []
    assert named(list(MODALITIES), modality_name) == []
    assert named(list(EFFECTS), effect_name) == []
    assert named(list(ACTS), act_name) == []
    assert named(states, state_name) == []
    assert named(levels, level_name) == []
    assert named(issues, issue_name) == []
