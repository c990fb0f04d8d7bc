"""The record as CSV, JSON and a workbook, read back."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from parley.items import MergedEvent
from parley.report import chronology_csv, chronology_json, write_report
from parley.report.safe import csv_cell, plain_cell, safe_url

from . import sample


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_has_one_row_an_event_in_order_of_date() -> None:
    found = rows(chronology_csv(sample.EVENTS))
    assert [row["id"] for row in found][:3] == ["event-03", "event-07", "event-01"]
    assert found[-1]["start"] == ""
    talks = found[2]
    assert (talks["start"], talks["end"], talks["parties"]) == (
        "2031-05-13",
        "2031-05-14",
        "CHN USA",
    )
    assert talks["evidence"].count(" | ") == 1
    assert talks["urls"].startswith("https://www.example.org/readouts/")
    assert rows(chronology_csv([sample.HOTLINE]))[0]["urls"] == ""


def test_the_csv_file_opens_in_excel(written: Callable[[str], Path]) -> None:
    assert (written("en") / "chronology.csv").read_bytes().startswith(b"\xef\xbb\xbfid,start")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_csv_cells_cannot_start_a_formula(start: str) -> None:
    event = msgspec.structs.replace(sample.HOTLINE, asserted_by=start)
    assert rows(chronology_csv([event]))[0]["asserted_by"] == "'" + start


@given(st.text())
@example("'=1")
@example("''+")
@example("'plain")
def test_a_guarded_cell_never_starts_a_formula_and_gives_its_text_back(text: str) -> None:
    cell = csv_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert plain_cell(cell) == text


def test_json_is_a_list_of_events_by_date() -> None:
    found = json.loads(chronology_json(sample.EVENTS))
    assert next(event["id"] for event in found) == "event-03"
    assert found[2]["kind"] == "event"
    assert found[2]["sources"][1]["asserted"] == {"end": "2031-05-13"}
    again = msgspec.convert(
        [{k: v for k, v in e.items() if k != "kind"} for e in found], list[MergedEvent]
    )
    assert again[2] == sample.TALKS


def test_channels_json_is_what_the_contract_says(written: Callable[[str], Path]) -> None:
    found = json.loads((written("en") / "channels.json").read_text(encoding="utf-8"))
    assert [channel["id"] for channel in found] == [c.id for c in sample.CHANNELS]
    assert found[0]["gaps"][0]["cause"] == ["event-03", "ref-sale"]
    assert found[0]["because"][0]["evidence"][0]["text"]


def test_the_workbook_reads_back(written: Callable[[str], Path]) -> None:
    book = load_workbook(written("en") / "chronology.xlsx")
    assert book.sheetnames == [
        "Chronology",
        "Sources",
        "Statements",
        "Checks",
        "Channels",
        "Documents",
    ]
    sheet = book["Chronology"]
    head = [cell.value for cell in sheet[1]]
    row = dict(zip(head, sheet[4], strict=True))
    assert row["id"].value == "event-01"
    assert row["start"].value == dt.datetime(2031, 5, 13)
    assert row["link"].hyperlink.target == sample.READOUT.url
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref
    assert [s.max_row for s in book] == [8, 9, 6, 4, 7, 5]


def test_the_workbook_keeps_a_formula_as_text(tmp_path: Path) -> None:
    event = msgspec.structs.replace(sample.HOTLINE, headline='=HYPERLINK("x")\x07')
    write_report(msgspec.structs.replace(sample.DATA, events=(event,)), tmp_path)
    book = load_workbook(tmp_path / "chronology.xlsx")
    cell = next(c for c in book["Chronology"][2] if str(c.value).startswith("="))
    assert cell.data_type == "s"


def test_the_workbook_is_the_same_for_the_same_data(
    written: Callable[[str], Path], tmp_path: Path
) -> None:
    write_report(sample.DATA, tmp_path)
    name = "chronology.xlsx"
    assert (tmp_path / name).read_bytes() == (written("en") / name).read_bytes()


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/a?b=c", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https:///x", False),
        ("http://[", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, safe: bool) -> None:
    assert (safe_url(url) is not None) is safe
