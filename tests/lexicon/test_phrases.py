from pathlib import Path

import pytest

from parley.language.plain import plain
from parley.lexicon import Formulas, Phrase, load

LEXICON = load()


def found(text: str, formulas: Formulas = LEXICON.formulas) -> list[tuple[str, bool]]:
    return [(one.form.phrase, one.form.reworded) for one in formulas.find(plain(text).text)]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("雙方應相互尊重、和平共處、合作共贏。", "mutual-respect-peaceful-coexistence"),
        ("双方应相互尊重、和平共处和合作共赢。", "mutual-respect-peaceful-coexistence"),
        (
            "China stands for mutual respect, peaceful\ncoexistence, and win–win cooperation.",
            "mutual-respect-peaceful-coexistence",
        ),
        ("双方は戦略的互恵関係を包括的に推進する。", "mutually-beneficial-strategic"),
        ("양국은 한반도의 완전한 비핵화를 재확인했다.", "complete-denuclearisation"),
        ("The two sides agreed to build guardrails.", "guardrails"),
        ("他重申中華民國與中華人民共和國互不隸屬。", "neither-subordinate"),
        ("철통같은 방위공약을 재확인했다.", "ironclad-commitment"),
    ],
)
def test_a_formula_is_found_in_any_script_and_spacing(text: str, phrase: str) -> None:
    assert found(text) == [(phrase, False)]


def test_the_longest_formula_counts() -> None:
    assert found("the complete denuclearization of the Korean Peninsula") == [
        ("complete-denuclearisation", False)
    ]
    assert found("the denuclearization of the Korean Peninsula") == [
        ("denuclearisation-peninsula", False)
    ]


def test_another_wording_in_its_place_is_told_apart() -> None:
    assert found("stands for mutual respect and peaceful coexistence.") == [
        ("mutual-respect-peaceful-coexistence", True)
    ]


def test_no_formula_runs_over_the_end_of_a_sentence_or_begins_within_a_word() -> None:
    assert found("they showed mutual respect. Peaceful coexistence and win-win. Cooperation") == []
    assert found("the safeguardrails") == []


def test_every_built_in_wording_is_found() -> None:
    for phrase in LEXICON.phrases.values():
        for several in (*phrase.names.values(), *phrase.rewordings.values()):
            for text in several:
                assert phrase.id in {key for key, _ in found(text)}, text


def test_there_are_enough_in_every_language() -> None:
    for lang in ("en", "zh", "ja", "ko"):
        assert sum(lang in phrase.names for phrase in LEXICON.phrases.values()) >= 60


def test_a_folder_adds_formulas_and_takes_some_out(tmp_path: Path) -> None:
    (tmp_path / "phrases.yaml").write_text(
        "- id: sea-of-hats\n  names: {en: [a sea of hats], zh: [帽子之海]}\n"
        "- {id: guardrails, remove: true}\n",
        encoding="utf-8",
    )
    formulas = load(tmp_path).formulas
    assert found("guardrails for a sea of hats", formulas) == [("sea-of-hats", False)]
    assert found("走向帽子之海", formulas) == [("sea-of-hats", False)]


def test_without_formulas_nothing_is_found() -> None:
    assert Formulas(()).find("win win cooperation") == []


def test_a_reader_sees_the_wording_of_their_language() -> None:
    phrase = Phrase(id="x", names={"zh": ("甲",), "en": ("a", "b")})
    assert [phrase.wording(lang) for lang in ("zh-Hant", "en", "ja")] == ["甲", "a", "a"]


def test_what_was_seen_on_a_page_is_a_wording_of_its_language() -> None:
    phrases = load().phrases.values()
    assert sum(len(phrase.seen) for phrase in phrases) >= 20
    for phrase in phrases:
        for lang, page in phrase.seen.items():
            group = lang.partition("-")[0]
            forms = {
                plain(form).text
                for key, several in phrase.names.items()
                if key.partition("-")[0] == group
                for form in several
            }
            assert plain(page.text).text in forms, (phrase.id, lang)
