"""What is said of documents that could not be read has words in every language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import parley
from parley.desk import Desk
from parley.items import Problem
from parley.language import detect
from parley.wording import problem, problems

ROOT = Path(parley.__file__).parent
ROWS = yaml.safe_load((ROOT / "wording" / "problems.yaml").read_text("utf-8"))


def test_every_row_fills_the_same_slots() -> None:
    for row in ROWS:
        assert {ui: row[ui].count("{}") for ui in row} == dict.fromkeys(row, row["en"].count("{}"))
        assert set(row) == {"en", "zh-Hant", "zh-Hans"}
    assert len({row["en"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["en"][:40])
def test_every_row_is_told(row: dict[str, str]) -> None:
    parts = row["en"].split("{}")
    filled = "".join(f"{part}{'7' if at < len(parts) - 1 else ''}" for at, part in enumerate(parts))
    for ui in ("zh-Hant", "zh-Hans"):
        found = problems.told(filled, ui)
        assert found == row[ui].replace("{}", "7")
        if len(re.findall("[\u4e00-\u9fff]", found)) > 6:
            assert detect(found) in (ui, "und")


def hints() -> Iterator[str]:
    """What readers write as the last argument of a problem."""
    for path in sorted((ROOT / "documents").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
                yield from (
                    argument.value
                    for argument in node.args[1:]
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                )


def test_what_readers_say_in_so_many_words_has_a_row() -> None:
    known = {row["en"] for row in ROWS}
    assert [text for text in hints() if text not in known] == []


def test_what_is_not_known_stays() -> None:
    given = Problem("a.txt", "something else", 3, "wait")
    assert problem(given, "zh-Hant") == given
    assert problem(given, "en") is given
    with pytest.raises(ValueError, match="no interface language"):
        problem(given, "fr")


def test_a_report_in_chinese_names_them_in_chinese(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "empty.txt").write_bytes(b"")
    (docs / "archive.zip").write_bytes(b"PK")
    with Desk.open(tmp_path / "desk", ui="zh-Hant") as desk:
        outcome = desk.add([docs])
        desk.report(tmp_path, problems=outcome.problems)
    for name in ("report.html", "report.md"):
        page = (tmp_path / name).read_text("utf-8")
        assert "檔案是空的" in page
        assert "the file is empty" not in page
