"""``parley phrases`` and ``parley compare --previous``, over series of readouts."""

import csv
import io
import json
from pathlib import Path

import docx
import jsonschema
import lxml.html
import pytest
import yaml
from tests.cli.conftest import Parley

SERIES = Path(__file__).parents[1] / "comparison" / "series"


@pytest.fixture(autouse=True)
def docs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder with the readouts, where the commands run."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "docs"
    folder.mkdir()
    for file in SERIES.glob("*.yaml"):
        for row in yaml.safe_load(file.read_text("utf-8")):
            (folder / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8")
            told = {name: str(row[name]) for name in ("voice", "published", "lang")}
            (folder / f"{row['id']}.meta.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


def test_each_formula_in_each_voice(parley: Parley, docs: Path) -> None:
    ran = parley("phrases", docs, "--format", "json")
    found = json.loads(ran.out)
    jsonschema.Draft202012Validator(json.loads(parley("schema", "phrases").out)).validate(found)
    by = {(use["phrase"], use["voice"]): use for use in found}
    one = by["neither-subordinate", "TWN"]
    assert (one["documents"], one["typical"]) == (2, True)
    assert [absent["doc"] for absent in one["absent"]] == ["twn-2026-10"]
    assert one["first"]["doc"] == "twn-2026-04"
    assert one["first"]["sentence"].endswith("與對岸健康有序交流。")
    assert one["origin"]["date"] == "2021-10-10"
    assert by["responsibly-manage-competition", "USA"]["reworded"] == 1
    assert {use["voice"] for use in found if not use["known"]} == {
        "CHN",
        "JPN",
        "KOR",
        "TWN",
        "USA",
    }
    assert ran.code == 0


def test_the_desk_tells_the_same_as_its_documents(parley: Parley, docs: Path) -> None:
    parley("run", docs, "--desk", "desk")
    given = parley("phrases", docs, "--format", "json").out
    assert parley("phrases", "--desk", "desk", "--format", "json").out == given


def test_a_voice_an_issue_and_days_are_chosen(parley: Parley, docs: Path) -> None:
    chosen = ("--voice", "USA", "--from", "2027-06", "--to", "2027-12", "--freq", "quarter")
    found = json.loads(parley("phrases", docs, *chosen, "--format", "json").out)
    assert {use["voice"] for use in found} == {"USA"}
    assert {period for use in found for period in use["counts"]} == {"2027-Q3"}
    gone = next(use for use in found if use["phrase"] == "concern")
    assert (gone["documents"], gone["absent"][0]["previous"]) == (0, "usa-2027-01")
    found = json.loads(parley("phrases", docs, "--issue", "taiwan", "--format", "json").out)
    assert {use["issue"] for use in found} == {"taiwan"}


def test_as_a_table_and_for_a_spreadsheet(parley: Parley, docs: Path) -> None:
    table = parley("phrases", docs, "--voice", "JPN").out
    assert "戦略的互恵関係" in table
    assert "unknown, score" in table
    text = parley("phrases", docs, "--voice", "JPN", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    row = next(row for row in rows if row["phrase"] == "mutually-beneficial-strategic")
    assert (row["documents"], row["2026"], row["2027"]) == ("2", "1", "1")
    assert row["absent"] == "jpn-2027-11"


def test_a_folder_of_formulas_is_looked_for(parley: Parley, docs: Path, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "phrases.yaml").write_text(
        "- id: militaries\n  names: {en: [the two militaries]}\n", encoding="utf-8"
    )
    ran = parley("phrases", docs, "--lexicon", "own", "--format", "json")
    assert "militaries" in {use["phrase"] for use in json.loads(ran.out)}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("docs", "--issue", "taiwn"), "did you mean taiwan"),
        (("--least", "1"), "--least"),
        ((), "no desk there"),
    ],
)
def test_what_cannot_be_is_refused(parley: Parley, arguments: tuple[str, ...], says: str) -> None:
    ran = parley("phrases", *arguments)
    assert ran.code == 2
    assert says in ran.err
    assert ran.out == ""


def test_nothing_to_read_is_told(parley: Parley, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = parley("phrases", "empty", "--format", "json")
    assert (json.loads(ran.out), ran.code) == ([], 1)


@pytest.fixture
def desk(parley: Parley, docs: Path) -> str:
    parley("run", docs, "--desk", "desk")
    return "desk"


def test_a_readout_against_the_one_before_it(parley: Parley, desk: str) -> None:
    ran = parley("compare", "chn-2028-05", "--previous", "--format", "json")
    found = json.loads(ran.out)
    schema = json.loads(parley("schema", "compare").out)
    jsonschema.Draft202012Validator(schema).validate(found)
    assert (found["a"]["doc"], found["b"]["doc"]) == ("chn-2028-05", "chn-2027-09")
    assert found["previous"]["by"] == "channel"
    assert "chn-2027-09 of 2027-09-03" in ran.err
    by = {one["phrase"]: one for one in found["phrases"] if one["phrase"]}
    one = by["mutual-respect-peaceful-coexistence"]
    assert (one["change"], one["text"]) == ("reworded", "相互尊重、和平共处")
    assert one["differing"] == [{"a": "", "b": "合作共赢"}]
    lines = by["open-lines-of-communication"]
    assert (lines["change"], lines["first"]["doc"]) == ("added", "usa-2027-01")
    kept = [
        one for one in found["phrases"] if one["kind"] == "sentence" and one["change"] == "kept"
    ]
    assert [one["first"]["doc"] for one in kept] == ["chn-2027-09"]


def test_the_one_before_may_be_named(parley: Parley, desk: str, docs: Path) -> None:
    one = parley("compare", "chn-2028-05", "--previous", "--against", "chn-2027-01",
                 "--format", "json")  # fmt: skip
    assert json.loads(one.out)["previous"]["by"] == "given"
    two = parley("compare", docs / "chn-2028-05.txt", "chn-2027-01", "--previous",
                 "--format", "json")  # fmt: skip
    assert json.loads(two.out)["phrases"] == json.loads(one.out)["phrases"]


def test_as_a_table_of_changes(parley: Parley, desk: str) -> None:
    ran = parley("compare", "chn-2027-09", "--previous")
    assert "reworded, one step stronger" in ran.out
    assert "强烈 → 严重" in ran.out


@pytest.mark.parametrize("ui", ["en", "zh-Hant", "zh-Hans"])
def test_as_a_page(parley: Parley, desk: str, ui: str) -> None:
    page = parley("compare", "chn-2028-05", "--previous", "--format", "html", "--ui", ui).out
    found = json.loads(parley("compare", "chn-2028-05", "--previous", "--format", "json").out)
    root = lxml.html.fromstring(page)
    rows = root.cssselect("#phrases tbody tr")
    assert len(rows) == len(found["phrases"])
    assert [del_.text for del_ in rows[0].cssselect("del")] == ["合作共赢"]
    assert all(row.cssselect("th .sign")[0].text.strip() for row in rows)
    assert not root.cssselect("script, link, img, [src]")


@pytest.mark.parametrize("ui", ["en", "zh-Hant"])
def test_for_word(parley: Parley, desk: str, tmp_path: Path, ui: str) -> None:
    for name in ("one.docx", "two.docx"):
        ran = parley("compare", "chn-2028-05", "--previous", "--format", "docx", "-o", name,
                     "--ui", ui)  # fmt: skip
        assert ran.code == 0
    assert Path("one.docx").read_bytes() == Path("two.docx").read_bytes()
    opened = docx.Document("one.docx")
    phrases, points = opened.tables
    found = json.loads(parley("compare", "chn-2028-05", "--previous", "--format", "json").out)
    assert len(phrases.rows) == len(found["phrases"]) + 1
    assert len(points.rows) == len(found["points"]) + 1
    cell = phrases.rows[1].cells[2]
    struck = [run.text for p in cell.paragraphs for run in p.runs if run.style.name == "Dropped"]
    assert struck == ["合作共赢"]


def test_two_accounts_for_word(parley: Parley, desk: str) -> None:
    parley("compare", "chn-2027-01", "usa-2027-01", "--format", "docx", "-o", "pair.docx")
    facts, points = docx.Document("pair.docx").tables
    assert facts.rows[1].cells[0].text == "Date"
    assert len(points.rows) > 3


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("chn-2028-05",), "--previous"),
        (("chn-2028-05", "--against", "chn-2027-01"), "goes with --previous"),
        (("chn-2028-05", "x", "--previous", "--against", "y"), "name one"),
        (("chn-2027-01", "--previous"), "--against DOC"),
        (("chn-2028-05", "--previous", "-o", "x"), "name a --format"),
        (("nowhere", "--previous"), "no such file"),
    ],
)
def test_a_call_that_cannot_be(
    parley: Parley, desk: str, arguments: tuple[str, ...], says: str
) -> None:
    ran = parley("compare", *arguments)
    assert ran.code == 2
    assert says in " ".join(ran.err.split())


def test_a_document_without_a_voice_is_of_no_series(
    parley: Parley, desk: str, tmp_path: Path
) -> None:
    (tmp_path / "x.txt").write_text("The two sides met on January 12, 2028.\n", encoding="utf-8")
    ran = parley("compare", "x.txt", "--previous")
    assert ran.code == 2
    assert "whose account it is" in ran.err
