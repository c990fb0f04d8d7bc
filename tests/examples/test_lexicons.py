"""Lexicons for other regions under examples/lexicons: sound, and enough to code their documents."""

import json
from pathlib import Path

import pytest

from parley import coding
from parley.evaluation import evaluate
from parley.lexicon import check, load

ROOT = Path(__file__).parent.parent.parent
FOLDERS = sorted((ROOT / "examples/lexicons").iterdir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_its_tables_have_no_fault(folder: Path) -> None:
    assert [str(problem) for problem in check(folder)] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_its_documents_give_the_annotated_events_and_no_others(folder: Path) -> None:
    gold = folder / "annotations.jsonl"
    lexicon = load(folder)
    scores = evaluate(
        [gold],
        folder / "documents",
        lambda document: coding.code(document, lexicon),
        coding.CODER,
    )
    events = scores.all.kinds["event"]
    rows = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    assert events.rows == sum(not row.get("optional") for row in rows) > 5
    assert (events.found, events.extra, events.exact_recall) == (events.rows, 0, 1.0)


def test_without_it_the_same_documents_lead_to_no_channel_of_the_region() -> None:
    folder = ROOT / "examples/lexicons/india-pakistan"
    known = set(load().channels)
    added = set(load(folder).channels) - known
    assert {"ind-pak-dgmo", "ind-pak-flag-meetings"} <= added
