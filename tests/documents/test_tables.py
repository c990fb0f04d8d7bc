"""An analyst's chronology in CSV or a workbook: its columns found, its rows as lines."""

import datetime as dt
import io
from pathlib import Path

import pytest
from tests.documents.files import archive, book, with_parts

from parley.desk import headers
from parley.documents import Reading, read, tables
from parley.items import Document
from parley.lexicon import load

HEAD = ("Date", "Parties", "Event")
ROW = ("2024-05-31", "USA, CHN", "The ministers met")


def reading(tmp_path: Path, data: bytes | str, name: str = "own.csv", **columns: str) -> Reading:
    (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return read([tmp_path / name], headers=headers(load(), columns))


def one(found: Reading) -> Document:
    assert found.problems == ()
    (document,) = found.documents
    return document


def told(found: Reading) -> str:
    assert found.documents == ()
    (problem,) = found.problems
    assert problem.hint
    return problem.message


def csv_of(*rows: tuple[str, ...], mark: str = ",") -> str:
    return "\r\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows) + "\r\n"


def test_a_row_is_a_line_of_its_number(tmp_path: Path) -> None:
    data = (
        "My chronology\n\nDate,Parties,Event\n"
        '2024-05-31,"USA, CHN","They\nmet"\n\n2024-06-01,USA,Call\n'
    )
    document = one(reading(tmp_path, data))
    assert document.columns == ("date", "parties", "event")
    lines = document.text.split("\n")
    assert lines[3] == "2024-05-31\tUSA, CHN\tThey met"
    assert lines[6] == "2024-06-01\tUSA\tCall"
    assert lines[:3] + lines[4:6] == [""] * 5


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        (("Date", "Countries", "What happened"), ("date", "parties", "event")),
        (("日期", "當事方", "事件", "來源"), ("date", "parties", "event", "source")),
        (("开始日期", "结束日期", "国家", "内容"), ("start", "end", "parties", "event")),
        (("年月日", "関係国", "出来事", "備考"), ("date", "parties", "event", "note")),
        (("날짜", "당사국", "내용", "장소"), ("date", "parties", "event", "place")),
        ((" DATE: ", "No.", "description"), ("date", "", "event")),
        (("Date", "Event", "Event"), ("date", "event", "")),
    ],
)
def test_columns_are_known_by_their_headers(
    tmp_path: Path, head: tuple[str, ...], columns: tuple[str, ...]
) -> None:
    row = tuple(f"2024-05-{n + 1:02}" for n in range(len(head)))
    assert one(reading(tmp_path, csv_of(head, row))).columns == columns


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_any_separator_and_encoding(tmp_path: Path, mark: str, encoding: str) -> None:
    rows = (("日期", "国家", "事件"), ("2024-05-31", "美国、中国", "两国国防部长在新加坡举行会谈"))
    document = one(reading(tmp_path, csv_of(*rows, mark=mark).encode(encoding)))
    assert document.text.strip() == "\t".join(rows[1])


class TestGiven:
    def test_letters_numbers_and_headers(self, tmp_path: Path) -> None:
        data = csv_of(("When it was", "x", "B"), ("2024-05-31", "The ministers met", "USA, CHN"))
        document = one(
            reading(tmp_path, data, date="When it was", event="2", parties="C"),
        )
        assert document.columns == ("date", "event", "parties")
        assert document.text == "\n2024-05-31\tThe ministers met\tUSA, CHN"

    def test_a_table_without_a_header(self, tmp_path: Path) -> None:
        document = one(reading(tmp_path, csv_of(ROW, ROW), date="A", parties="B", event="C"))
        assert len(document.text.splitlines()) == 2

    def test_they_go_before_what_the_header_says(self, tmp_path: Path) -> None:
        data = csv_of(("Date", "Date of entry", "Event"), ("2020-01-01", "2024-05-31", "x"))
        assert one(reading(tmp_path, data, date="B")).columns == ("", "date", "event")

    def test_a_column_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        assert told(reading(tmp_path, csv_of(HEAD, ROW), date="ZZ")) == "no column 'ZZ' in it"


class TestWorkbooks:
    def test_days_are_no_finer_than_shown(self, tmp_path: Path) -> None:
        day = dt.datetime(2024, 5, 31)
        rows = [
            HEAD,
            ((day, "yyyy-mm-dd"), "USA", "a"),
            ((day, "mmm yy"), "USA", "b"),
            ((day, "yyyy"), "USA", "c"),
            (2024, "USA", "d"),
            ("May 2024", "USA", "e"),
        ]
        document = one(reading(tmp_path, book({"Talks": rows}), "own.xlsx"))
        assert [line.split("\t")[0] for line in document.text.splitlines()[1:]] == [
            "2024-05-31",
            "2024-05",
            "2024",
            "2024",
            "May 2024",
        ]

    def test_sheets_are_documents(self, tmp_path: Path) -> None:
        data = book({"Talks": [HEAD, ROW], "Calls": [HEAD, ROW, ROW], "Notes": [("Only words",)]})
        found = reading(tmp_path, data, "own.xlsx")
        assert found.problems == ()
        assert [d.id for d in found.documents] == ["own/Talks", "own/Calls"]

    def test_one_sheet_alone_bears_the_file_s_name(self, tmp_path: Path) -> None:
        data = book({"Talks": [HEAD, ROW], "Notes": [("Only words",)]})
        assert one(reading(tmp_path, data, "own.xlsx")).id == "own"

    def test_a_sheet_that_lies_about_its_size_is_read_as_it_is(self, tmp_path: Path) -> None:
        sound = book({"Talks": [HEAD, ROW]})
        cells = "".join(
            f'<c r="{column}1" t="inlineStr"><is><t>{text}</t></is></c>'
            for column, text in zip("ABC", HEAD, strict=True)
        )
        rows = f'<row r="1">{cells}</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        sheet = (
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f'<dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>'
        )
        data = with_parts(sound, {"xl/worksheets/sheet1.xml": sheet})
        assert reading(tmp_path, data, "own.xlsx").problems

    @pytest.mark.parametrize(
        ("part", "markup", "message"),
        [
            ("xl/sharedStrings.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>', "declares a type"),
            ("xl/worksheets/sheet1.xml", "<a>" * 999, "nested more than"),
            ("xl/worksheets/sheet1.xml", f"<a xmlns='{'o' * 20_000}'/>", "name of 20,0"),
            ("xl/workbook.xml", b" " * 90_000_000, "unpacks to 90,000,000 bytes"),
            ("xl/styles.xml", "<a", "is broken"),
            ("xl/workbook.xml", "<a/>", "no sheet with rows"),
        ],
    )
    def test_what_is_made_to_harm_is_refused(
        self, tmp_path: Path, part: str, markup: str | bytes, message: str
    ) -> None:
        data = with_parts(book({"Talks": [HEAD, ROW]}), {part: markup})
        assert message in told(reading(tmp_path, data, "own.xlsx"))

    def test_a_workbook_without_its_parts_is_named(self, tmp_path: Path) -> None:
        data = archive({"xl/workbook.xml": "<a/>"})
        assert "a damaged workbook" in told(reading(tmp_path, data, "own.xlsx"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("a,b\n1,2\n", "no columns that tell of dates and events among: a, b"),
        ("Date,Event\n", "a table without rows"),
        ("Date,Event\n" + "x" * 5 + ",y" * 300, "a table of more than 200 columns"),
        ("Only a text without any table.", "no columns that tell"),
    ],
)
def test_what_is_no_chronology_is_named(tmp_path: Path, data: str, message: str) -> None:
    assert message in told(reading(tmp_path, data))


def test_a_broken_line_is_named_and_those_before_it_are_read(tmp_path: Path) -> None:
    found = reading(tmp_path, 'Date,Event\n2024-05-31,Met\n2024-06-01,"a"b\n')
    assert [d.text.strip() for d in found.documents] == ["2024-05-31\tMet"]
    assert found.problems[0].line == 3
    assert "not valid CSV" in found.problems[0].message


def test_more_rows_than_a_chronology_has_are_cut(tmp_path: Path) -> None:
    data = "Date,Event\n" + "2024-05-31,Met\n" * (tables.MAX_ROWS + 5)
    found = reading(tmp_path, data)
    assert len(found.documents) == 1
    assert "others were left out" in found.problems[0].message


@pytest.mark.parametrize(
    ("data", "columns", "count"),
    [
        (csv_of(HEAD, ROW), {}, 3),
        (csv_of(ROW, ROW), {"date": "A", "parties": "B", "event": "C"}, 3),
        ("Only a text.\nThe date, the parties: an event of its own.\n", {}, 0),
    ],
)
def test_standard_input_is_told_by_its_header(
    data: str, columns: dict[str, str], count: int
) -> None:
    stdin = io.BytesIO(data.encode())
    (document,) = read(["-"], stdin=stdin, headers=headers(load(), columns)).documents
    assert len(document.columns) == count


def test_the_table_of_descriptions_stays_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("The ministers met.")
    (tmp_path / "documents.csv").write_text("file,title\nnote.txt,On the talks\n")
    (document,) = read([tmp_path], headers=headers(load())).documents
    assert (document.id, document.title) == ("note", "On the talks")


def test_a_desk_s_own_tables_are_not_read_again(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "desk.sqlite").touch()
    (desk / "chronology.csv").write_text("date,event\n2024-05-31,Met\n")
    assert read([tmp_path], headers=headers(load())) == Reading()
