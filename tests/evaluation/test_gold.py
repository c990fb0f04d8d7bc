"""Reading gold files."""

from pathlib import Path

import pytest

from parley.evaluation import GoldError, Row, load


def test_reads_rows_of_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"doc": "a", "kind": "trap", "anchors": ["x"]}\n\n')
    (tmp_path / "b.jsonl").write_text('{"doc": "b", "kind": "event", "parties": ["JPN"]}\n')
    assert [r.doc for r in load([tmp_path])] == ["a", "b"]
    assert [r.kind for r in load([tmp_path / "b.jsonl"])] == ["event"]


def test_names_the_file_and_line_of_a_broken_row(tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text('{"doc": "a", "kind": "trap"}\n{"doc": "a", "kind": "rumour"}\n')
    with pytest.raises(GoldError, match=r"broken\.jsonl, line 2: .*rumour"):
        load([path])


def test_refuses_a_missing_file_and_a_file_without_rows(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="cannot be read"):
        load([tmp_path / "none.jsonl"])
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(GoldError, match="no gold rows"):
        load([tmp_path / "empty.jsonl"])


def test_parties_are_one_list_or_several() -> None:
    one = Row(doc="a", kind="event", parties=("CHN", "USA"))
    several = Row(doc="a", kind="event", parties=(("CHN",), ("CHN", "TWN")))
    assert one.party_sets == (frozenset({"CHN", "USA"}),)
    assert several.party_sets == (frozenset({"CHN"}), frozenset({"CHN", "TWN"}))
    assert Row(doc="a", kind="event").party_sets == (frozenset(),)
