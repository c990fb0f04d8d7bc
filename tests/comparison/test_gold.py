"""Two annotated pairs of readouts, scored as their annotator scores them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from parley.desk import Desk
from parley.items import to_json

SHARED = Path(__file__).resolve().parents[3] / "shared"
JUDGE = SHARED / "tools" / "score_compare.py"
PAIRS = sorted((SHARED / "gold" / "dev").glob("*.compare.json"))

pytestmark = pytest.mark.skipif(
    not (JUDGE.is_file() and PAIRS),
    reason="the annotated pairs are not beside this checkout (../shared)",
)


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_points_are_those_annotated(path: Path, tmp_path: Path) -> None:
    pair = json.loads(path.read_text("utf-8"))
    a, b = (path.parent / "docs" / f"{pair[side]}.txt" for side in "ab")
    with Desk.open(tmp_path / "desk") as desk:
        found = desk.compare(a, b)
        assert to_json(found) == to_json(desk.compare(a, b))
    printed = tmp_path / "found.json"
    printed.write_text(to_json(found), encoding="utf-8")
    judged = subprocess.run(
        [sys.executable, JUDGE, path, printed], check=True, capture_output=True, text=True
    )
    assert json.loads(judged.stdout)["f1"] >= 0.9
    assert found.event is not None
    assert str(found.event.start) == pair["event"]["start"]
    assert list(found.event.parties) == pair["event"]["parties"]
