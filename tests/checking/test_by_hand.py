"""Claims of the seed and of the development documents, held against what was found by hand."""

import importlib.util
from pathlib import Path

HERE = Path(__file__).parent
BENCH = HERE.parent.parent / "bench/claims.py"


def test_as_many_have_the_verdict_found_by_hand_as_before(shared: Path) -> None:
    spec = importlib.util.spec_from_file_location("claims", BENCH)
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    texts = [shared / "seeds", shared / "gold/dev/docs"]
    found = bench.rows(texts, HERE / "by_hand.jsonl")
    assert len(found) >= 30
    assert sum(row.fits for row in found) >= 29
