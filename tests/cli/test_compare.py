"""``parley compare``: two accounts of one event, in the terminal and for programs."""

import json
from pathlib import Path

import jsonschema
import lxml.html
import pytest
from tests.cli.conftest import EXAMPLES, Parley

A = EXAMPLES / "readout-kuala-lumpur.en.txt"
B = EXAMPLES / "readout-kuala-lumpur.zh-Hans.txt"


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Runs in an empty folder, where there is no desk."""
    monkeypatch.chdir(tmp_path)


def test_json_fits_its_schema_and_names_both_sources(parley: Parley) -> None:
    ran = parley("compare", A, B, "--format", "json")
    found = json.loads(ran.out)
    schema = json.loads(parley("schema", "compare").out)
    jsonschema.Draft202012Validator(schema).validate(found)
    assert (found["a"]["voice"], found["b"]["voice"]) == ("USA", "CHN")
    assert {source["doc"] for source in found["event"]["sources"]} == {A.stem, B.stem}
    assert {fact["field"]: fact["relation"] for fact in found["facts"]}["date"] == "agree"
    assert all(point["a"] or point["b"] for point in found["points"])
    assert ran.code == 0


def test_the_table_says_who_says_what(parley: Parley) -> None:
    ran = parley("compare", A, B)
    assert "agree" in ran.out
    assert "China (" in ran.out
    assert ran.code == 0


@pytest.mark.parametrize(
    ("ui", "word"), [("en", "the second alone"), ("zh-Hant", "僅第二份"), ("zh-Hans", "仅第二份")]
)
def test_the_page_has_every_point_and_fetches_nothing(parley: Parley, ui: str, word: str) -> None:
    page = parley("compare", A, B, "--format", "html", "--ui", ui).out
    found = json.loads(parley("compare", A, B, "--format", "json").out)
    root = lxml.html.fromstring(page)
    assert len(root.cssselect("#points tbody tr")) == len(found["points"])
    assert len(root.cssselect("#facts tbody tr")) == len(found["facts"])
    assert word in page
    quoted = " ".join(quote.text_content() for quote in root.cssselect("blockquote"))
    for point in found["points"]:
        for said in (*point["a"], *point["b"]):
            assert all(" ".join(e["text"].split()) in quoted for e in said["evidence"])
    assert not root.cssselect("script, link, img, [src]")


def test_documents_of_the_desk_go_by_their_ids(parley: Parley) -> None:
    parley("run", A, B, "--desk", "desk")
    by_file = parley("compare", A, B, "--format", "json").out
    assert parley("compare", A.stem, B.stem, "--format", "json").out == by_file


def test_nothing_in_common_is_said(parley: Parley, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("1月14日，国防部长董军在北京会见越南国防部长潘文江。\n", encoding="utf-8")
    ran = parley("compare", A, other, "--format", "json")
    assert json.loads(ran.out)["event"] is None
    assert "no event in common" in ran.err
    assert "other: whose account it is" in ran.err


@pytest.mark.parametrize("wrong", ["nowhere.txt", "."])
def test_what_is_no_document_is_refused(parley: Parley, wrong: str) -> None:
    ran = parley("compare", A, wrong)
    assert ran.code == 2
    assert wrong in ran.err
    assert ran.out == ""
