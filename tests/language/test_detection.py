"""Language and script, decided on the whole text."""

import unicodedata

import pytest

from parley.language import detect

TEXTS = {
    "zh-Hant": "兩國國防部長昨天在港口城市會面,同意讓兩軍的熱線電話恢復運作。",
    "zh-Hans": "两国国防部长昨天在港口城市会面,同意让两军的热线电话恢复运作。",
    "en": "The two defence ministers met in the port city yesterday and agreed to reopen the line.",
    "ja": "両国の防衛相は昨日、港町で会談し、ホットラインを再開することで合意した。",
    "ko": "양국 국방장관은 어제 항구 도시에서 만나 직통전화를 다시 열기로 합의했다.",
}


@pytest.mark.parametrize("lang", TEXTS)
def test_running_text_in_each_language(lang: str) -> None:
    assert detect(TEXTS[lang]) == lang


@pytest.mark.parametrize("text", ["", "  \n", "2024-01-08", "— 3 —", "12:30 + 5"])
def test_text_without_letters_is_undetermined(text: str) -> None:
    assert detect(text) == "und"


@pytest.mark.parametrize(
    "text",
    [
        "Les deux ministres se sont rencontrés hier dans le port et ont rouvert la ligne.",
        "Die beiden Minister trafen sich gestern in der Hafenstadt und öffneten die Leitung.",
        "Оба министра встретились вчера в портовом городе.",
    ],
)
def test_other_languages_are_undetermined(text: str) -> None:
    assert detect(text) == "und"


def test_names_in_another_script_do_not_decide() -> None:
    assert detect(TEXTS["zh-Hant"] * 3 + "(Lloyd Austin, Admiral John Aquilino)") == "zh-Hant"
    assert detect(TEXTS["en"] * 3 + " The term 中方 means the Chinese side.") == "en"
    assert detect(TEXTS["zh-Hans"] * 4 + "日方称之为「ホットライン」。") == "zh-Hans"
    assert detect(TEXTS["ko"] + " 美中 양국은 中國 측 주장을 부인했다.") == "ko"


def test_characters_that_both_scripts_share_do_not_decide() -> None:
    # 台, 里, 后 and 干 stand in both; 國, 話 only in one.
    assert detect("台北里后干部" + "國防部電話") == "zh-Hant"
    assert detect("台北里后干部" + "国防部电话") == "zh-Hans"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("日中防衛相会談、対話継続確認", "ja"),
        ("日米韓共同訓練実施", "ja"),
        ("令和六年防衛白書公表", "ja"),
        ("首相訪中、主席会談", "ja"),
        ("兩國防長通話,恢復熱線", "zh-Hant"),
        ("两国防长通话,恢复热线", "zh-Hans"),
    ],
)
def test_headlines_without_kana(text: str, lang: str) -> None:
    assert detect(text) == lang


def test_a_text_stored_in_pieces_is_in_the_same_language() -> None:
    for lang in ("ja", "ko"):
        assert detect(unicodedata.normalize("NFD", TEXTS[lang])) == lang


def test_english_headlines_without_function_words() -> None:
    assert detect("DEFENSE MINISTERS MEET AGAIN") == "en"
    assert detect("Ministers hold talks") == "en"


def test_long_texts_are_judged_on_all_their_parts() -> None:
    english_preface = TEXTS["en"] * 300
    assert detect(english_preface + TEXTS["ko"] * 60_000) == "ko"
