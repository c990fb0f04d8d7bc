"""``parley search`` finds words and says where they stand."""

import json
from pathlib import Path

import jsonschema
import pytest
from tests.cli.conftest import Parley


@pytest.fixture
def desk(parley: Parley, tmp_path: Path) -> Path:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.txt").write_text(
        f"{'前文' * 60}。美國國防部長奧斯汀與中國國防部長董軍通話，討論軍事熱線。", encoding="utf-8"
    )
    (papers / "b.txt").write_text("They spoke of a [bold]hotline[/bold].", encoding="utf-8")
    about = ("--voice", "press", "--published", "2024-06-02")
    assert parley("run", papers, "--desk", tmp_path / "desk", *about).code == 0
    return tmp_path / "desk"


def test_a_table_shows_what_was_found_where(parley: Parley, desk: Path) -> None:
    ran = parley("search", "热线", "--desk", desk, "--no-reference")
    assert ran.code == 0
    assert "1 passage" in ran.out
    assert "軍事«熱線»" in ran.out
    assert "2024-06-02" in ran.out
    ran = parley("search", "hotline", "--desk", desk)
    assert "[bold]«hotline»[/bold]" in ran.out
    assert "reference" in ran.out


def test_json_fits_its_schema(parley: Parley, desk: Path) -> None:
    hits = json.loads(parley("search", "熱線", "--desk", desk, "--format", "json").out)
    schema = json.loads(parley("schema", "search").out)
    jsonschema.Draft202012Validator(schema).validate(hits)
    first = hits[0]
    text = (desk.parent / "papers" / "a.txt").read_text("utf-8")
    assert [text[start:end] for start, end in first["spans"]] == ["熱線"]
    more = parley("search", "熱線", "--desk", desk, "--after", first["after"], "--format", "jsonl")
    assert [json.loads(line)["doc"] for line in more.out.splitlines()][:5] == [
        hit["doc"] for hit in hits[1:6]
    ]


def test_options_choose_documents(parley: Parley, desk: Path) -> None:
    def found(*options: str) -> str:
        return parley("search", "熱線", "--desk", desk, "--no-reference", *options).out

    assert "1 passage" in found("--lang", "zh-Hant", "--since", "2024", "--until", "2024-06")
    assert "0 passages" in found("--until", "2023")
    assert "0 passages" in found("--source", "b")
    assert "0 passages" in found("--voice", "CHN")
    assert "0 passages" in found("--mode", "clash", "--from", "2023", "--to", "2024")
    assert "1 passage" in found("--party", "USA,CHN", "--mode", "call")
    assert parley("search", "a", "--desk", desk, "--mode", "sing").code == 2
    assert parley("search", "a", "--desk", desk, "--channel", "none").code == 2


@pytest.mark.parametrize("query", ["", "*", '"', "軍" * 20_000])
def test_a_query_of_nothing_is_a_wrong_call(parley: Parley, desk: Path, query: str) -> None:
    ran = parley("search", query, "--desk", desk)
    assert ran.code == 2
    assert ran.err.startswith("parley: ")
    assert "Traceback" not in ran.err


def test_a_lost_index_is_told_and_made_anew(parley: Parley, desk: Path) -> None:
    import sqlite3

    with sqlite3.connect(desk / "desk.sqlite") as connection:
        connection.execute("DELETE FROM passages")
    ran = parley("desk", "check", "--desk", desk)
    assert ran.code == 1
    assert "parley desk reindex" in ran.err
    assert parley("desk", "reindex", "--desk", desk).code == 0
    assert parley("desk", "check", "--desk", desk).code == 0
