from pathlib import Path

import pytest

from parley.lexicon import check


def faults(folder: Path, table: str, text: str) -> list[tuple[int | None, str]]:
    (folder / f"{table}.yaml").write_text(text, encoding="utf-8")
    problems = check(folder)
    assert all(problem.source.startswith(str(folder)) for problem in problems)
    return [(problem.line, problem.message) for problem in problems]


def test_the_built_in_tables_have_no_fault() -> None:
    assert [str(problem) for problem in check()] == []


@pytest.mark.parametrize(
    ("table", "text", "line", "says"),
    [
        ("places", "- id: a\n  names: {en: [A]}\n- id: a\n  names: {en: [B]}\n", 3, "line 1"),
        ("places", "- id: a\n  names: {en: [Aville]}\n  colour: red\n", 3, "colour"),
        ("places", "- id: a\n  names:\n    en: [Aville]\n    xx: [b]\n", 4, "xx"),
        ("places", "- id: a\n  party: ZZZ\n  names: {en: [Aville]}\n", 2, "ZZZ"),
        ("places", "- id: a\n  names: {en: [Guam]}\n", 2, "guam's already"),
        ("places", "- names: {en: [Aville]}\n", 1, "without an id"),
        ("places", "a: b\n", 1, "list of entries"),
        ("plces", "- {id: a}\n", 1, "no table"),
        ("triggers", "- id: a\n  pos: verb\n  mode: greet\n  en: [greet]\n", 3, "greet"),
        ("triggers", "- id: a\n  pos: verb\n  en: [greet]\n", 1, "'mode' is a required"),
        ("modality", "- id: a\n  pos: cue-perhaps\n  en: [maybe]\n", 2, "cue-perhaps"),
        ("statements", "- id: a\n  pos: speech\n  act: shout\n  en: [shout]\n", 3, "shout"),
        ("claims", "- id: a\n  pos: gap\n  unit: moon\n  en: [moon]\n", 3, "moon"),
        ("issues", "- id: a\n  names: {en: A}\n", 1, "'rank' is a required"),
        ("phrases", "- id: a\n  names: {en: [Win–win COOPERATION]}\n", 2, "win-win's already"),
        ("phrases", "- id: a\n  names:\n    en: [open doors]\n    zh: [……]\n", 4, "no letter"),
        ("phrases", "- id: a\n  issue: hats\n  names: {en: [open doors]}\n", 2, "no issue 'hats'"),
        ("phrases", "- id: a\n  voices: [ZZZ]\n  names: {en: [open doors]}\n", 2, "ZZZ"),
        ("phrases", "- id: a\n  names: {en: [open doors]}\n  ladder: l\n", 1, "'step' is a depend"),
        (
            "channels",
            "- id: x\n  parties: [CHN, USA]\n  level: working\n  names: {en: [X talks]}\n"
            "  parents:\n  - nowhere\n",
            6,
            "no channel 'nowhere'",
        ),
        (
            "channels",
            "- id: x\n  parties: [CHN, USA]\n  level: lofty\n  names: {en: [X talks]}\n",
            3,
            "lofty",
        ),
        (
            "channels",
            "- {id: x, parties: [], level: forum, names: {en: [X]}, parents: [y]}\n"
            "- {id: y, parties: [], level: forum, names: {en: [Y]}, parents: [x]}\n",
            1,
            "its own parent",
        ),
        ("places", "- {id: x, within: nowhere, names: {en: [X]}}\n", 1, "no place 'nowhere'"),
        (
            "places",
            "- {id: x, within: y, names: {en: [X]}}\n- {id: y, within: x, names: {en: [Y]}}\n",
            1,
            "lies in itself",
        ),
        (
            "people",
            "- id: p\n  party: CHN\n  names: {en: [P Q]}\n  offices:\n"
            "  - {office: defence-ministr, title: T, from: '2001', to: '2002'}\n",
            5,
            "defence-ministr",
        ),
        (
            "people",
            "- id: p\n  party: CHN\n  names: {en: [P Q]}\n  offices:\n"
            "  - {office: defence-minister, title: T, from: '2003', to: '2002-05'}\n",
            5,
            "before it begins",
        ),
    ],
)
def test_a_fault_is_named_with_its_line(
    tmp_path: Path, table: str, text: str, line: int, says: str
) -> None:
    found = faults(tmp_path, table, text)
    assert any(at == line and says in message for at, message in found), found


def test_broken_yaml_names_the_line(tmp_path: Path) -> None:
    ((line, _),) = faults(tmp_path, "people", "- id: a\n  names: {en: [A]\n- id: b\n")
    assert line == 3


def test_a_hint_says_what_may_be_meant(tmp_path: Path) -> None:
    (tmp_path / "chanels.yaml").write_text("[]", encoding="utf-8")
    (problem,) = check(tmp_path)
    assert problem.hint == "is channels.yaml meant?"


def test_a_missing_folder_is_a_fault(tmp_path: Path) -> None:
    (problem,) = check(tmp_path / "none")
    assert problem.message == "no such folder"


def test_an_override_of_an_entry_is_no_duplicate(tmp_path: Path) -> None:
    assert faults(tmp_path, "places", "- {id: guam, party: USA, names: {en: [Guam]}}\n") == []
