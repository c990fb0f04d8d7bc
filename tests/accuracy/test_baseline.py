"""No change lowers the coder's scores unseen: baseline.json has what `make accuracy` measured."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from parley import coding
from parley.documents import read
from parley.evaluation import evaluate
from parley.items import to_json
from parley.lexicon import load

ROOT = Path(__file__).parent.parent.parent
SLACK = 0.0005  # of rounding


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("accuracy", ROOT / "bench/accuracy.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_score_is_lower_than_it_was(shared: Path, bench: ModuleType) -> None:
    held = json.loads((Path(__file__).parent / "baseline.json").read_text("utf-8"))
    now = bench.baseline(bench.measured(shared))
    fallen = [
        f"{name}, {what}: {now[name][what]} was {before}"
        for name, figures in held.items()
        for what, before in figures.items()
        if (now[name][what] > before if "sprung" in what else now[name][what] < before - SLACK)
    ]
    assert fallen == []


@pytest.mark.parametrize("name", ["seed", "dev zh-Hant", "dev zh-Hans", "dev en"])
def test_it_measures_as_the_judge_does(
    shared: Path, bench: ModuleType, tmp_path: Path, name: str
) -> None:
    judge = shared / "tools/score.py"
    if not judge.is_file():
        pytest.skip("no judge beside the project")
    files, docs = bench.sets(shared)[name]
    items = tmp_path / "items.jsonl"
    lexicon = load()
    documents = read([docs / f"{file.stem}.txt" for file in files]).documents
    coded = {document.id: coding.code(document, lexicon) for document in documents}
    items.write_text("".join(f"{to_json(i)}\n" for doc in coded.values() for i in doc), "utf-8")
    done = subprocess.run(
        [sys.executable, judge, "--docs", docs, "--items", items, *files, "--json"],
        capture_output=True,
        check=True,
    )
    theirs = json.loads(done.stdout)
    ours = evaluate(files, docs, lambda document: coded[document.id], coding.CODER).all
    for kind in bench.KINDS:
        for rate in ("precision", "recall", "f1"):
            assert theirs[kind][rate] == pytest.approx(getattr(ours.kinds[kind], rate), abs=5e-4)
    exact = theirs["event"]["exact_recall"]
    assert exact == pytest.approx(ours.kinds["event"].exact_recall, abs=5e-4)
    for field, share in ours.fields.items():
        assert theirs[field]["of_found"] == pytest.approx(share, abs=5e-4)
    assert theirs.get("trap", {}).get("sprung", 0) == ours.sprung
