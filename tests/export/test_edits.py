"""An edited sheet comes back: what was changed, and nothing that was not."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook
from tests.report import sample

from parley.export import Edited, SheetError, read_edits, stale, write
from parley.items import MergedEvent, Participant, Place
from parley.lexicon import load
from parley.report import ReportData
from parley.report.safe import csv_cell, one_line

from .conftest import EMPTY, SAMPLE, five_languages

LEXICON = load()
Change = Callable[[Any], None]


def through_excel(
    tmp_path: Path, change: Change, data: ReportData = SAMPLE, ui: str = "en"
) -> Edited:
    """Writes a workbook, changes it as a person would, saves it and reads the edits."""
    path = tmp_path / "edited.xlsx"
    with path.open("wb") as out:
        write("xlsx", data, out, ui)
    book = load_workbook(path)
    change(book)
    book.save(path)
    return read_edits(path, LEXICON)


def through_csv(
    tmp_path: Path,
    change: Callable[[list[dict[str, str]]], None],
    data: ReportData = SAMPLE,
    encoding: str = "utf-8-sig",
    delimiter: str = ",",
) -> Edited:
    out = io.BytesIO()
    write("csv", data, out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))
    names = list(rows[0])
    change(rows)
    path = tmp_path / "edited.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, names, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return read_edits(path, LEXICON)


def cell(sheet: Any, identifier: str, column: str) -> Any:
    names = [str(c.value).splitlines()[-1] for c in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[0].value == identifier:
            return row[names.index(column)]
    raise LookupError(identifier)


def nothing(_: Any) -> None:
    """Opened and saved."""


@pytest.mark.parametrize("ui", ["en", "zh-Hant", "zh-Hans"])
@pytest.mark.parametrize("data", [SAMPLE, five_languages(), EMPTY], ids=["sample", "five", "empty"])
def test_a_workbook_that_was_only_saved_has_no_edits(
    data: ReportData, ui: str, tmp_path: Path
) -> None:
    assert through_excel(tmp_path, nothing, data, ui) == Edited()


def test_a_csv_file_that_was_only_saved_has_no_edits(tmp_path: Path) -> None:
    assert through_csv(tmp_path, nothing) == Edited()


def test_a_changed_cell_is_an_edit(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        events, statements, checks = book["Chronology"], book["Statements"], book["Checks"]
        cell(events, "event-01", "end").value = dt.datetime(2031, 5, 15)
        cell(events, "event-01", "parties").value = "USA, 中国, Japan"
        cell(events, "event-01", "place").value = "Pearl Harbor"
        cell(events, "event-01", "note").value = "see the press conference"
        cell(events, "event-03", "mode").value = "cancel"
        cell(events, "event-03", "effect").value = None
        cell(statements, "st-1", "party").value = "JPN"
        cell(statements, "st-4", "quote").value = "no"
        cell(checks, "claim-1", "value").value = 17
        cell(checks, "claim-1", "channel").value = "usa-chn-mmca"

    found = through_excel(tmp_path, change)
    assert found.problems == ()
    assert [(e.kind, e.target, e.field, e.old, e.new) for e in found.edits] == [
        ("event", "event-03", "mode", "suspend-channel", "cancel"),
        ("event", "event-03", "effect", "suspended", None),
        ("event", "event-01", "end", "2031-05-14", "2031-05-15"),
        ("event", "event-01", "parties", ["CHN", "USA"], ["CHN", "JPN", "USA"]),
        (
            "event",
            "event-01",
            "place",
            {"name": "Honolulu", "party": "USA", "entity": "honolulu"},
            {"name": "Pearl Harbor", "party": "USA", "entity": "pearl-harbor"},
        ),
        ("statement", "st-1", "speaker.party", "USA", "JPN"),
        ("statement", "st-4", "quote", True, False),
        ("interval_claim", "claim-1", "value", 16, 17),
        ("interval_claim", "claim-1", "subject.channel", "usa-chn-dpct", "usa-chn-mmca"),
    ]
    noted = next(e for e in found.edits if e.target == "event-01")
    assert noted.note == "see the press conference"
    assert noted.place == "sheet Chronology, row 4, column end"
    assert found.marks == ()


def test_edits_fit_the_fields_of_the_items(tmp_path: Path) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        row = next(row for row in rows if row["id"] == "event-01")
        row.update(
            start="2031-05-12",
            participants="Jane Roe (Assistant Secretary, USA) | Li Ping (general (navy), CHN)",
            initiator="CHN",
            iteration="22",
            precision="day",
            place="",
        )

    found = through_csv(tmp_path, change)
    plain = msgspec.to_builtins(sample.TALKS)
    plain |= {edit.field: edit.new for edit in found.edits}
    event = msgspec.convert(plain, MergedEvent)
    assert event.start == dt.date(2031, 5, 12)
    assert event.participants == (
        Participant("Jane Roe", "USA", "Assistant Secretary"),
        Participant("Li Ping", "CHN", "general (navy)"),
    )
    assert (event.initiator, event.iteration, event.place) == (("CHN",), 22, None)


def test_sorting_and_taking_columns_out_are_no_edits(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["Chronology"]
        rows = [[c.value for c in row] for row in sheet.iter_rows()]
        names = rows[0]
        kept = [names.index(name) for name in names if name not in ("mode", "parties", "urls")]
        sheet.delete_rows(1, sheet.max_row)
        sheet.append(["My own title"])
        for row in [rows[0], *reversed(rows[1:])]:
            sheet.append([row[at] for at in kept])
        sheet.title = "我的年表"

    assert through_excel(tmp_path, change) == Edited()


def test_a_missing_row_decides_nothing(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["Chronology"]
        sheet.delete_rows(cell(sheet, "event-04", "id").row)

    found = through_excel(tmp_path, change)
    assert found == Edited(missing=("event-04",))
    assert through_csv(tmp_path, lambda rows: rows.pop()) == Edited()


def test_rejecting_is_said(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        cell(book["Chronology"], "event-04", "decision").value = "Reject"
        cell(book["Chronology"], "event-05", "decision").value = "accept"
        cell(book["Chronology"], "event-07", "note").value = "ask Lin"
        cell(book["Chronology"], "event-06", "decision").value = "perhaps"

    found = through_excel(tmp_path, change)
    assert [(m.target, m.decision, m.note) for m in found.marks] == [
        ("event-07", None, "ask Lin"),
        ("event-04", "reject", None),
        ("event-05", "accept", None),
    ]
    assert [str(p).partition(": ")[2] for p in found.problems] == [
        "sheet Chronology, row 8, column decision: 'perhaps' is not allowed; use one of: accept,"
        " reject"
    ]


def test_a_row_added_by_hand_is_an_event_with_a_source(tmp_path: Path) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        blank = dict.fromkeys(rows[0], "")
        rows.append(
            blank
            | {
                "start": "2031-06-03",
                "mode": "call",
                "parties": "KOR, JPN",
                "headline": "'=The two spoke",
                "urls": "https://www.example.org/call",
            }
        )
        rows.append(blank | {"start": "2031-06-03", "mode": "call", "parties": "KOR JPN"})
        rows.append(blank | {"start": "2031-06-04", "parties": "KOR", "evidence": "they did"})
        rows.append(blank)

    found = through_csv(tmp_path, change)
    (added,) = found.added
    assert added.fields == {
        "start": "2031-06-03",
        "end": "2031-06-03",
        "precision": "day",
        "mode": "call",
        "type": "CONSULT",
        "parties": ["JPN", "KOR"],
    }
    assert (added.headline, added.url) == ("=The two spoke", "https://www.example.org/call")
    told = [str(p).partition("edited.csv: ")[2] for p in found.problems]
    assert told[0].startswith("row 10, column urls: a new event needs a source")
    assert told[1].startswith("row 11, column mode: may not be empty; use one of: meet, call")


def test_bad_cells_are_named_with_what_is_allowed(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["Chronology"]
        cell(sheet, "event-01", "mode").value = "telks"
        cell(sheet, "event-01", "parties").value = "Atlantis"
        cell(sheet, "event-02", "channel").value = "usa-chn-mmac"
        cell(sheet, "event-03", "start").value = "May 2030"
        cell(sheet, "event-04", "end").value = "2031-05-30"
        cell(sheet, "event-05", "iteration").value = "third"
        cell(sheet, "event-07", "modality").value = None
        cell(sheet, "event-06", "id").value = "event-99"

    found = through_excel(tmp_path, change)
    assert found.edits == ()
    told = "\n".join(str(problem) for problem in found.problems)
    assert "edited.xlsx: sheet Chronology, row 4, column mode: 'telks' is no mode" in told
    assert "did you mean talks" in told
    assert "column parties: no party 'Atlantis' is known; write codes (CHN USA) or names" in told
    assert "column channel: 'usa-chn-mmac' is no channel; did you mean usa-chn-mmca" in told
    assert "column start: 'May 2030' is no single day; write YYYY-MM-DD" in told
    assert "column end: 2031-05-30 is before start 2031-06-01" in told
    assert "column iteration: 'third' is no whole number" in told
    assert "column modality: may not be empty; use one of: occurred, planned" in told
    assert "column id: 'event-99' was not exported with this file" in told
    assert found.missing == ("event-06",)


def test_a_copied_row_is_asked_about(tmp_path: Path) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        rows.append(dict(rows[0]))
        rows.append(rows[1] | {"mode": "meet"})

    found = through_csv(tmp_path, change)
    assert found.edits == ()
    (problem,) = found.problems
    assert "stands in row 3 too; leave the id of a row that is new empty" in str(problem)


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("big5", ","), ("utf-16", "\t"), ("utf-8", ";")]
)
def test_what_spreadsheets_make_of_csv(encoding: str, delimiter: str, tmp_path: Path) -> None:
    events = tuple(e for e in sample.EVENTS if e.id in ("event-04", "event-05"))
    data = replace(SAMPLE, events=events)
    changed = lambda rows: rows[0].update(mode="video-call")  # noqa: E731
    found = through_csv(tmp_path, changed, data, encoding, delimiter)
    assert [(e.target, e.new) for e in found.edits] == [("event-04", "video-call")]


@pytest.mark.parametrize("day_first", [True, False])
def test_days_that_a_spreadsheet_wrote_its_own_way(day_first: bool, tmp_path: Path) -> None:
    def own(text: str) -> str:
        year, month, day = text.split("-")
        return f"{int(day)}/{int(month)}/{year}" if day_first else f"{int(month)}/{int(day)}/{year}"

    def change(rows: list[dict[str, str]]) -> None:
        for row in rows:
            for name in ("start", "end"):
                row[name] = own(row[name]) if row[name] else ""
        rows[1]["end"] = own("2031-04-05")

    found = through_csv(tmp_path, change)
    assert found.problems == ()
    assert [(e.field, e.old, e.new) for e in found.edits] == [("end", "2031-04-03", "2031-04-05")]


def test_a_day_that_may_be_two_is_no_guess(tmp_path: Path) -> None:
    found = through_csv(tmp_path, lambda rows: rows[1].update(end="5/4/2031"))
    assert found.edits == ()
    assert "'5/4/2031' may be two days: write it as YYYY-MM-DD" in str(found.problems[0])


def test_an_edit_is_told_from_a_change_of_the_desk(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        cell(book["Chronology"], "event-01", "end").value = dt.datetime(2031, 5, 15)
        cell(book["Chronology"], "event-02", "modality").value = "planned"
        cell(book["Chronology"], "event-04", "mode").value = "video-call"
        cell(book["Chronology"], "event-05", "place").value = "Osaka"

    edits = through_excel(tmp_path, change).edits
    assert stale(edits, sample.EVENTS, LEXICON) == []
    since = (
        replace(sample.TALKS, end=sample.DAY(2031, 5, 16)),
        replace(sample.AGREED, id="event-00", aliases=("event-02",), confidence=0.1),
        replace(sample.HOTLINE, mode="video-call"),
    )
    found = stale(edits, since, LEXICON)
    assert [(s.edit.target, s.now, s.gone) for s in found] == [
        ("event-01", "2031-05-16", False),
        ("event-05", None, True),
    ]


def test_files_that_parley_did_not_write(tmp_path: Path) -> None:
    other = tmp_path / "own.csv"
    other.write_text("Date,Event\n2031-05-01,They met\n", "utf-8")
    with pytest.raises(SheetError, match=r"own\.csv.*no column exported.*parley run"):
        read_edits(other, LEXICON)
    book = Workbook()
    book.save(tmp_path / "own.xlsx")
    with pytest.raises(SheetError, match=r"own\.xlsx.*no sheet _parley"):
        read_edits(tmp_path / "own.xlsx", LEXICON)
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(SheetError, match=r"damaged\.xlsx: cannot be read"):
        read_edits(damaged, LEXICON)


TEXT = st.text() | st.text(alphabet="='+-@\t\r\n＝_x0050F41 |(),", max_size=12)


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(text=TEXT)
def test_any_text_is_read_back_as_it_was_shown(text: str, format: str, tmp_path: Path) -> None:
    place = Place(text) if one_line(text) else None
    event = replace(sample.HOTLINE, place=place, headline=text, asserted_by=text)
    path = tmp_path / f"any.{format}"
    with path.open("wb") as out:
        write(format, replace(EMPTY, events=(event,)), out)
    assert read_edits(path, LEXICON) == Edited()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(text=TEXT.filter(one_line))
def test_any_text_that_an_analyst_writes_is_the_new_value(text: str, tmp_path: Path) -> None:
    shown = one_line(text)

    def change(rows: list[dict[str, str]]) -> None:
        rows[0]["place"] = csv_cell(shown)

    event = replace(sample.HOTLINE, place=Place("somewhere"))
    found = through_csv(tmp_path, change, replace(EMPTY, events=(event,)))
    assert found.problems == ()
    names = [edit.new["name"] for edit in found.edits]
    assert names == ([] if shown == "somewhere" else [shown])


@pytest.mark.parametrize(
    ("held", "written", "new"),
    [(True, "TRUE", None), (True, "", False), (False, "yes", True), (False, "no", None)],
)
def test_an_encounter_in_passing_is_yes_or_nothing(
    held: bool, written: str, new: bool | None, tmp_path: Path
) -> None:
    data = replace(EMPTY, events=(replace(sample.HOTLINE, informal=held),))
    found = through_csv(tmp_path, lambda rows: rows[0].update(informal=written), data)
    assert [edit.new for edit in found.edits] == ([] if new is None else [new])
    assert through_excel(tmp_path, nothing, data) == Edited()
