"""What the READMEs show is what the commands print."""

import os
import re
from pathlib import Path

import pytest
from tests.readme import ROOT, commands, fits, run, workplace

READMES = ("README.md", "README.zh-TW.md")


@pytest.mark.parametrize("name", READMES)
def test_commands_print_what_is_shown(name: str, tmp_path: Path) -> None:
    folder = workplace(tmp_path)
    found = commands(ROOT / name)
    assert len(found) >= 6
    for shown in found:
        printed = run(shown.command, folder)
        assert fits(shown.output, printed), f"{shown.command} now prints:\n{printed}"


@pytest.mark.parametrize("name", READMES)
def test_the_python_runs(name: str, tmp_path: Path) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```$", (ROOT / name).read_text("utf-8"), re.M | re.S)
    folder = workplace(tmp_path)
    before = Path.cwd()
    os.chdir(folder)
    try:
        names: dict[str, object] = {}
        exec(code, names)
    finally:
        os.chdir(before)
    assert names["items"]
    assert names["checks"]
    assert isinstance(names["suspended"], list)


@pytest.mark.parametrize("name", READMES)
def test_links_and_targets_are_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert link.startswith("http") or (ROOT / link).exists(), link
    targets = set(re.findall(r"^(\w[\w-]*):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"`?make ([a-z]+)", text)) <= targets


def test_left_out_lines_and_ends_fit() -> None:
    assert fits("a\n…\nd", "a\nb\nc\nd")
    assert fits("begi…", "beginning")
    assert not fits("a\nb", "a\nc")
