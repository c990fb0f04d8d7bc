"""``parley lexicon``: checks and looks up."""

import json
from pathlib import Path

from tests.cli.conftest import Parley


def test_the_built_in_lexicon_is_sound(parley: Parley) -> None:
    ran = parley("lexicon", "check")
    assert (ran.code, ran.err) == (0, "")
    assert "channels" in ran.out


def test_a_broken_file_is_named_with_its_line(parley: Parley, tmp_path: Path) -> None:
    (tmp_path / "places.yaml").write_text("- id: here\n  colour: blue\n", encoding="utf-8")
    ran = parley("lexicon", "check", tmp_path)
    assert ran.code == 1
    assert "places.yaml, line " in ran.err


def test_a_name_is_found_in_either_script(parley: Parley) -> None:
    traditional = json.loads(parley("lexicon", "show", "董軍", "--format", "json").out)
    simplified = json.loads(parley("lexicon", "show", "董军", "--format", "json").out)
    assert traditional == simplified
    assert "people" in [entry["table"] for entry in traditional]


def test_nothing_found_is_said(parley: Parley) -> None:
    ran = parley("lexicon", "show", "Atlantis Sea Patrol")
    assert (ran.code, ran.out) == (1, "")
    assert "nothing in the lexicon" in ran.err
