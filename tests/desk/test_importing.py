"""What an analyst edits in a sheet comes back as decisions."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from parley.desk import Desk, DeskError, Wish

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "documents"
TALKS = "e-5acd7f80eaf05bf8"
Rows = list[dict[str, str]]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    opened = Desk.open(tmp_path / "desk", reference=False)
    opened.add(EXAMPLES)
    return opened


def edited(desk: Desk, path: Path, change: Callable[[Rows], None]) -> Path:
    """The desk's chronology as CSV, changed."""
    desk.export("csv", path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), "utf-8")
    return path


def row(rows: Rows, key: str = TALKS) -> dict[str, str]:
    return next(one for one in rows if one["id"] == key)


def test_fields_marks_notes_and_new_rows_become_decisions(desk: Desk, tmp_path: Path) -> None:
    other = "e-8666433ebc376881"

    def change(rows: Rows) -> None:
        row(rows).update(start="2024-01-09", end="2024-01-09", note="the other readout")
        row(rows, other).update(decision="reject", note="not so")
        row(rows, "e-db88cf5acba37701").update(note="look again")
        new = dict.fromkeys(rows[0], "")
        new.update(start="2024-06-01", mode="meet", parties="JPN KOR", urls="https://example.org/a")
        rows.append(new)

    kept, problems = desk.take_edits(edited(desk, tmp_path / "a.csv", change), "Ana", "by sheet")
    assert problems == []
    assert [(d.act, d.reason) for d in kept] == [
        ("edit", "the other readout"),
        ("note", None),
        ("reject", "not so"),
        ("add", "by sheet"),
    ]
    events = {event.id: event for event in desk.chronology()}
    assert str(events[TALKS].start) == "2024-01-09"
    assert other not in events
    assert [e.parties for e in events.values() if str(e.start) == "2024-06-01"] == [("JPN", "KOR")]
    # The same file again says nothing new.
    again, _ = desk.take_edits(tmp_path / "a.csv", "Ana", "by sheet")
    assert [d.act for d in again] == []


def test_a_workbook_changes_statements_and_claims_too(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    desk.export("xlsx", path)
    book = load_workbook(path)
    sheet = book["Statements"]
    names = [str(cell.value).splitlines()[-1] for cell in sheet[1]]
    sheet.cell(2, names.index("act") + 1).value = "urge"
    key = sheet.cell(2, names.index("id") + 1).value
    book.save(path)
    kept, problems = desk.take_edits(path, "Ana")
    assert ([d.act for d in kept], problems) == (["edit"], [])
    assert [s.act for s in desk.statements() if s.id == key] == ["urge"]


def test_what_the_desk_has_changed_since_is_named_and_not_overruled(
    desk: Desk, tmp_path: Path
) -> None:
    path = edited(desk, tmp_path / "a.csv", lambda rows: row(rows).update(place="Tokyo"))
    desk.decide(Wish(act="edit", author="Bo", ids=(TALKS,), fields={"place": "Seoul"}))
    kept, [problem] = desk.take_edits(path, "Ana")
    assert kept == []
    assert "the desk has place as" in str(problem)
    assert "Seoul" in str(problem)


def test_rows_that_cannot_be_used_do_not_cost_the_others(desk: Desk, tmp_path: Path) -> None:
    def change(rows: Rows) -> None:
        row(rows).update(initiator="JPN")
        row(rows, "e-8666433ebc376881").update(decision="accept")

    kept, [problem] = desk.take_edits(edited(desk, tmp_path / "a.csv", change), "Ana")
    assert [d.act for d in kept] == ["accept"]
    assert "initiator: JPN does not take part" in str(problem)


def test_another_file_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(DeskError, match="not written by parley export"):
        desk.take_edits(path, "Ana")
