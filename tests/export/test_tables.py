"""The workbook and the CSV file as an analyst opens them."""

import csv
import io
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from openpyxl import load_workbook
from tests.report import sample

from parley.export import ExportError
from parley.report.editing import EDITABLE, EXPORTED, HIDDEN, LISTS
from parley.report.safe import plain_cell

from .conftest import EMPTY, SAMPLE, TOLD, Written, five_languages


def book(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def headers(sheet: Any) -> list[str]:
    return [str(cell.value) for cell in sheet[1]]


def test_a_sheet_for_each_kind_with_ids_in_every_row(written: Written) -> None:
    opened = book(written("xlsx"))
    shown = [sheet for sheet in opened if sheet.sheet_state == "visible"]
    assert [sheet.title for sheet in shown] == [
        "Chronology",
        "Sources",
        "Statements",
        "Checks",
        "Channels",
        "Documents",
    ]
    for sheet in shown:
        assert sheet["A1"].value in ("id", "event")
        assert all(row[0].value for row in sheet.iter_rows(min_row=2))
        assert sheet.freeze_panes in ("A2", "B2")
        assert sheet.auto_filter.ref == sheet.dimensions
    assert {s.title for s in opened if s.sheet_state == "veryHidden"} == {HIDDEN, LISTS}


def test_what_may_be_changed_can_be_seen_and_chosen(written: Written) -> None:
    opened = book(written("xlsx"))
    sheet = opened["Chronology"]
    names = headers(sheet)
    green = {
        n for n, cell in zip(names, sheet[1], strict=True) if "2E7D5B" in cell.fill.fgColor.rgb
    }
    assert green == {*EDITABLE["chronology"], "decision", "note"}
    offered = {}
    for choice in sheet.data_validations.dataValidation:
        column = headers(sheet)[sheet[str(choice.sqref).partition(":")[0]].column - 1]
        _, _, span = choice.formula1.partition("!")
        offered[column] = [cell.value for (cell,) in opened[LISTS][span.replace("$", "")]]
    assert offered["decision"] == ["accept", "reject"]
    assert {"meet", "call", "suspend-channel"} <= set(offered["mode"])
    assert "usa-chn-dpct" in offered["channel"]
    assert set(offered) == {
        *("precision", "mode", "modality", "channel", "effect", "scope", "decision"),
    }


def test_evidence_is_wrapped_and_sources_are_links(written: Written) -> None:
    opened = book(written("xlsx", five_languages()))
    sources = opened["Sources"]
    row = dict(zip(headers(sources), sources[2], strict=True))
    assert row["link"].hyperlink.target == "https://www.example.org/zh-Hant?a=1&b=2"
    events = opened["Chronology"]
    row = dict(zip(headers(events), events[2], strict=True))
    assert row["evidence"].alignment.wrap_text
    assert all(words in row["evidence"].value for words in TOLD.values())
    assert events.column_dimensions["A"].width == 22


def test_chinese_headers_keep_the_columns_names(written: Written) -> None:
    opened = book(written("xlsx", ui="zh-Hant"))
    assert opened.sheetnames[:3] == ["大事記", "來源", "表態"]
    assert headers(opened["大事記"])[:3] == ["編號\nid", "開始\nstart", "結束\nend"]
    english = [headers(sheet) for sheet in book(written("xlsx"))][:6]
    for sheet, names in zip(opened, english, strict=False):
        assert [header.split("\n")[1] for header in headers(sheet)] == names
    assert all(
        "\n" in h for s in book(written("xlsx", ui="zh-Hans")).worksheets[:6] for h in headers(s)
    )


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])
def test_no_cell_runs_as_a_formula(start: str, written: Written) -> None:
    event = replace(sample.HOTLINE, asserted_by=start, headline=start)
    data = replace(EMPTY, events=(event,))
    sheet = book(written("xlsx", data))["Chronology"]
    row = dict(zip(headers(sheet), sheet[2], strict=True))
    for name in ("asserted_by", "headline"):
        assert (row[name].value, row[name].data_type) == (start, "s")
        assert row[name].quotePrefix
    (line,) = csv.DictReader(io.StringIO(written("csv", data).decode("utf-8-sig")))
    assert line["asserted_by"] == "'" + start
    assert plain_cell(line["asserted_by"]) == start


def test_csv_opens_in_excel_and_keeps_how_a_row_stood(written: Written) -> None:
    content = written("csv")
    assert content.startswith(b"\xef\xbb\xbfid,start")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == len(SAMPLE.events)
    for row in rows:
        kept = msgspec.json.decode(row[EXPORTED], type=dict[str, str])
        assert kept == {name: row[name] for name in EDITABLE["chronology"] if row[name]}
    assert written("csv", EMPTY).count(b"\r\n") == 1


def test_a_sheet_holds_so_many_rows(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parley.export.tables.MOST_ROWS", 8)
    with pytest.raises(ExportError, match=r"8 rows in one sheet.*csv or parquet"):
        written("xlsx", SAMPLE)
