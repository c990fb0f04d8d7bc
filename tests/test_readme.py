"""What the READMEs show is what the commands print."""

import contextlib
import re
from pathlib import Path
from typing import Any

import pytest
from tests.readme import ROOT, commands, fits, run, workplace
from typer.main import get_command

from parley.cli.app import app

READMES = ("README.md", "README.zh-TW.md")
COMMANDS = set(get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", READMES)
def test_commands_print_what_is_shown(name: str, tmp_path: Path) -> None:
    folder = workplace(tmp_path, ROOT / name)
    found = commands(ROOT / name)
    assert len(found) >= 6
    for shown in found:
        printed = run(shown.command, folder)
        mend = f"if that is right, run: python tests/readme.py {name}"
        assert fits(shown.output, printed), f"{shown.command} now prints:\n{printed}\n{mend}"


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [command for command in COMMANDS if f"parley {command}" not in text] == []


@pytest.mark.parametrize("name", READMES)
def test_the_python_runs(name: str, tmp_path: Path) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```$", (ROOT / name).read_text("utf-8"), re.M | re.S)
    folder = workplace(tmp_path, ROOT / name)
    names: dict[str, Any] = {}
    with contextlib.chdir(folder):
        exec(code, names)
    assert len(names["reading"].documents) == 6
    assert names["items"]
    assert len(names["talks"].to_frame()) == len(names["talks"]) > 0
    assert "usa-chn-arms-control" in names["suspended"]
    assert names["checks"]
    assert (folder / names["files"][0]).name == "report.html"


@pytest.mark.parametrize("name", READMES)
def test_targets_are_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = set(re.findall(r"^(\w[\w-]*):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"`?make ([a-z]+)", text)) <= targets


def test_left_out_lines_and_ends_fit() -> None:
    assert fits("a\n…\nd", "a\nb\nc\nd")
    assert fits("begi…", "beginning")
    assert not fits("a\nb", "a\nc")
