"""docs/reference.md shows what the commands print now, and the grades as they count."""

import re
from pathlib import Path

from tests.readme import ROOT, commands, fits, run

from parley.record.chronology import SURENESS

PAGE = ROOT / "docs/reference.md"


def test_commands_print_what_is_shown(tmp_path: Path) -> None:
    found = commands(PAGE)
    assert len(found) == 4
    for shown in found:
        printed = run(shown.command, tmp_path)
        mend = "if that is right, run: python tests/readme.py docs/reference.md"
        assert fits(shown.output, printed), f"{shown.command} now prints:\n{printed}\n{mend}"


def test_grades_have_their_confidence() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| .+ \| (0\.\d+) \|$", PAGE.read_text("utf-8"), re.M)
    assert {grade: float(value) for grade, value in rows} == SURENESS
