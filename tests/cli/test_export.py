"""``parley export``: to a file or a pipe, chosen as a chronology is, and told what was left out."""

import csv
import io
import json
from pathlib import Path

import pytest

from parley.desk import Desk

from .conftest import EXAMPLES, Parley


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    with Desk.open(folder) as opened:
        opened.add([EXAMPLES])
    return folder


def test_data_go_to_standard_output_and_notes_beside(parley: Parley, desk: Path) -> None:
    ran = parley("export", "--format", "timelinejs", "--desk", desk, "--no-reference")
    assert ran.code == 0
    slides = json.loads(ran.out)["events"]
    assert all(slide["start_date"]["year"] >= 1990 for slide in slides)
    assert "left out, since nothing tells when it was: 2 events" in ran.err


def test_a_file_takes_what_is_asked_for(parley: Parley, desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "some.csv"
    chosen = ("--parties", "usa,CHN", "--only", "--from", "2024", "--to", "2024-12")
    ran = parley("export", "--format", "csv", "-o", path, "--desk", desk, *chosen)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows
    assert {row["parties"] for row in rows} == {"CHN USA"}
    assert all(row["start"].startswith("2024") for row in rows)


def test_documents_are_those_that_tell_of_the_events(parley: Parley, desk: Path) -> None:
    chosen = ("--channel", "usa-chn-mmca", "--no-reference", "--desk", desk)
    some = json.loads(parley("export", "--format", "csl", *chosen).out)
    everything = json.loads(
        parley("export", "--format", "csl", "--no-reference", "--desk", desk).out
    )
    assert {"readout-kuala-lumpur.en", "oped-open-lines.en"} <= {item["id"] for item in some}
    assert len(some) < len(everything) == 6


def test_headings_in_chinese(parley: Parley, desk: Path) -> None:
    ran = parley("export", "--format", "ics", "--ui", "zh-Hant", "--desk", desk)
    assert "NAME:安全對話紀錄" in ran.out
    assert "國防部長" in ran.out


def test_what_cannot_be_asked_for(parley: Parley, desk: Path, tmp_path: Path) -> None:
    assert "'odt'" in parley("export", "--format", "odt", "--desk", desk).err
    unknown = parley("export", "--format", "csv", "--channel", "usa-chn-mmc", "--desk", desk)
    assert (unknown.code, "usa-chn-mmca" in unknown.err) == (2, True)
    nowhere = parley("export", "--format", "csv", "-o", tmp_path / "no/where.csv", "--desk", desk)
    assert (nowhere.code, "where.csv" in nowhere.err) == (2, True)


def test_edits_are_not_written_over(parley: Parley, desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    call = ("export", "--format", "csv", "-o", path, "--desk", desk, "--no-reference")
    assert parley(*call).code == 0
    assert parley(*call).code == 0
    content = path.read_bytes()
    path.write_bytes(content.replace(b",agree-to-establish,", b",agree,", 1))
    refused = parley(*call)
    assert refused.code == 2
    assert "holds 1 change" in " ".join(refused.err.replace("│", " ").split())
    assert path.read_bytes() != content
    assert parley(*call, "--force").code == 0
    assert path.read_bytes() == content
