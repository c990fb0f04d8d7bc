"""``parley evaluate``: figures by language and kind."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Parley


@pytest.fixture
def gold(note: Path) -> Path:
    rows = [
        {
            "doc": "note",
            "kind": "event",
            "id": "seoul",
            "modes": ["meet", "talks"],
            "start": "2025-09-08",
            "end": "2025-09-08",
            "parties": ["JPN", "KOR"],
            "anchors": ["met in Seoul"],
        },
        {
            "doc": "note",
            "kind": "event",
            "id": "absent",
            "modes": ["sanction"],
            "parties": ["JPN"],
            "anchors": ["every year"],
        },
    ]
    path = note.with_name("gold.jsonl")
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_gives_rates_with_their_counts(parley: Parley, gold: Path) -> None:
    ran = parley("evaluate", gold, "--docs", gold.parent, "--format", "json")
    assert ran.code == 0
    event = json.loads(ran.out)["all"]["kinds"]["event"]
    assert (event["rows"], event["found"], event["recall"]) == (2, 1, 0.5)


def test_lists_what_was_missed_with_its_sentence(parley: Parley, gold: Path) -> None:
    ran = parley("evaluate", gold, "--docs", gold.parent, "--show")
    assert "missed (1)" in ran.out
    assert "absent" in ran.out
    assert "agreed to hold talks" in ran.out


def test_gold_without_its_document_is_a_wrong_call(parley: Parley, gold: Path) -> None:
    (gold.parent / "note.txt").unlink()
    ran = parley("evaluate", gold, "--docs", gold.parent)
    assert ran.code == 2
    assert "note.txt: no such file" in ran.err


def test_scores_the_items_of_another_coder(parley: Parley, gold: Path) -> None:
    coded = parley("code", gold.parent / "note.txt")
    items = gold.with_name("items.txt")
    items.write_text(coded.out, encoding="utf-8")
    anew = parley("evaluate", gold, "--docs", gold.parent, "--format", "json")
    kept = parley("evaluate", gold, "--docs", gold.parent, "--items", items, "--format", "json")
    assert json.loads(kept.out)["all"] == json.loads(anew.out)["all"]
    assert json.loads(kept.out)["coder"] == "items.txt"


def test_tells_how_far_two_agree(parley: Parley, gold: Path) -> None:
    items = gold.with_name("items.txt")
    items.write_text(parley("code", gold.parent / "note.txt").out, encoding="utf-8")
    ran = parley("evaluate", gold, "--docs", gold.parent, "--against", items, "--format", "json")
    event = json.loads(ran.out)["kinds"]["event"]
    assert (event["both"], event["only_a"]) == (1, 1)
    assert event["fields"]["parties"]["same"] == 1.0
    shown = parley("evaluate", gold, "--docs", gold.parent, "--against", items, "--show")
    assert "sanction: only a" in shown.out


def test_items_that_are_none_name_file_and_line(parley: Parley, gold: Path) -> None:
    broken = gold.with_name("broken.txt")
    broken.write_text('{"kind": "event"}\n', encoding="utf-8")
    ran = parley("evaluate", gold, "--docs", gold.parent, "--items", broken)
    assert ran.code == 2
    assert "broken.txt, line 1: not an item" in ran.err
