"""The calendar, read by the library that calendars' programs use."""

import datetime as dt
from typing import Any

import icalendar
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.report import sample

from parley.export.ics import _folded, _text
from parley.report.safe import printable

from .conftest import EMPTY, SAMPLE, Written, five_languages


def entries(content: bytes) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar.errors == []
    return {str(entry["UID"]): entry for entry in calendar.walk("VEVENT")}


def test_days_are_whole_days(written: Written) -> None:
    found = entries(written("ics"))
    talks = found["event-01@parley"]
    assert talks["DTSTART"].dt == dt.date(2031, 5, 13)
    assert talks["DTEND"].dt == dt.date(2031, 5, 15)
    assert str(talks["SUMMARY"]).startswith("The United States and China held the 21st round")
    assert talks["STATUS"] == "CONFIRMED"
    assert str(talks["LOCATION"]) == "Honolulu"
    assert str(talks["URL"]) == sample.READOUT.url
    assert "“met in Honolulu on May 13" in str(talks["DESCRIPTION"])


def test_a_month_lies_over_its_days_and_says_so(written: Written) -> None:
    month = entries(written("ics"))["event-03@parley"]
    assert (month["DTSTART"].dt, month["DTEND"].dt) == (dt.date(2030, 1, 1), dt.date(2030, 2, 1))
    assert str(month["SUMMARY"]).startswith("January 2030: China suspended")
    assert month["TRANSP"] == "TRANSPARENT"


def test_coarser_dates_and_what_did_not_happen_are_left_out(written: Written) -> None:
    autumn = replace(sample.HOTLINE, id="autumn", precision="season", end=dt.date(2031, 8, 31))
    denied = replace(sample.HOTLINE, id="denied", modality="denied")
    planned = replace(sample.HOTLINE, id="planned", modality="planned")
    data = replace(SAMPLE, events=(autumn, denied, planned, sample.UNDATED))
    notes: list[str] = []
    found = entries(written("ics", data, notes=notes))
    assert list(found) == ["planned@parley"]
    assert found["planned@parley"]["STATUS"] == "TENTATIVE"
    assert notes == [
        "left out, since its date is no finer than a month: 2 events (autumn, event-06)",
        "left out, since it is told as denied or supposed: 1 event (denied)",
    ]


def test_five_languages_come_through(written: Written) -> None:
    content = written("ics", five_languages())
    assert max(map(len, content.split(b"\r\n"))) <= 75
    (entry,) = entries(content).values()
    assert str(entry["SUMMARY"]) == "=U.S. and China; met, \\ in Kuala Lumpur"
    for words in ("兩國國防部長", "两国国防部长", "“guardrails”", "会談した", "회담했다"):
        assert words in str(entry["DESCRIPTION"])
    assert entries(written("ics", EMPTY)) == {}


@given(st.text())
def test_any_text_is_read_back(text: str) -> None:
    line = b"SUMMARY:" + _text(text).encode("utf-8")
    folded = b"\r\n ".join(_folded(line))
    content = b"BEGIN:VEVENT\r\n" + folded + b"\r\nEND:VEVENT\r\n"
    found = icalendar.Event.from_ical(content)
    expected = printable(text).replace("\r\n", "\n").replace("\r", "\n")
    assert str(found.get("SUMMARY", "")) == expected
    assert all(piece.decode("utf-8") for piece in _folded(line))
