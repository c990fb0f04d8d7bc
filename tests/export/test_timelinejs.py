"""TimelineJS: the fields that its documentation names, and nothing that a page would run."""

import datetime as dt
import json
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace

from parley.items import MergedEvent

from .conftest import EMPTY, SAMPLE, Written, five_languages

DATE = {
    "type": "object",
    "properties": {name: {"type": "integer"} for name in ("year", "month", "day")},
    "required": ["year"],
    "dependentRequired": {"day": ["month"]},
    "additionalProperties": False,
}
TEXT = {
    "type": "object",
    "properties": {"headline": {"type": "string"}, "text": {"type": "string"}},
    "additionalProperties": False,
}
SLIDE = {
    "type": "object",
    "properties": {
        "start_date": DATE,
        "end_date": DATE,
        "display_date": {"type": "string"},
        "text": TEXT,
        "group": {"type": "string"},
        "unique_id": {"type": "string"},
        "autolink": {"type": "boolean"},
    },
    "required": ["start_date", "text"],
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "properties": {
        "title": {"type": "object", "properties": {"text": TEXT}, "required": ["text"]},
        "events": {"type": "array", "items": SLIDE},
        "scale": {"enum": ["human", "cosmological"]},
    },
    "required": ["events"],
    "additionalProperties": False,
}
"""What https://timeline.knightlab.com/docs/json-format.html says, as far as it is used."""


def slides(content: bytes) -> dict[str, Any]:
    found = json.loads(content)
    jsonschema.validate(found, SCHEMA)
    return {slide["unique_id"]: slide for slide in found["events"]}


def test_an_event_is_a_slide(written: Written) -> None:
    notes: list[str] = []
    found = slides(written("timelinejs", notes=notes))
    talks = found["event-01"]
    assert talks["start_date"] == {"year": 2031, "month": 5, "day": 13}
    assert talks["end_date"] == {"year": 2031, "month": 5, "day": 14}
    assert talks["display_date"] == "13–14 May 2031"
    assert talks["group"] == "U.S.–China"
    assert '<a href="https://www.example.org/readouts/2031-05-14">' in talks["text"]["text"]
    assert found["event-03"]["start_date"] == {"year": 2030, "month": 1}
    assert "end_date" not in found["event-03"]
    assert "event-06" not in found
    assert notes == ["left out, since nothing tells when it was: 1 event (event-06)"]


@pytest.mark.parametrize(
    ("precision", "start", "end"),
    [
        ("year", {"year": 2021}, None),
        ("season", {"year": 2021, "month": 9}, {"year": 2021, "month": 11}),
        ("third-of-month", {"year": 2021, "month": 9, "day": 1}, None),
    ],
)
def test_a_coarse_date_is_no_day(
    precision: Any, start: dict[str, int], end: dict[str, int] | None, written: Written
) -> None:
    days = {"year": ((2021, 1, 1), (2021, 12, 31)), "season": ((2021, 9, 1), (2021, 11, 30))}
    first, last = days.get(precision, ((2021, 9, 1), (2021, 9, 1)))

    event = MergedEvent(
        id="e",
        mode="talks",
        type="CONSULT",
        start=dt.date(*first),
        end=dt.date(*last),
        precision=precision,
    )
    slide = slides(written("timelinejs", replace(EMPTY, events=(event,))))["e"]
    assert slide["start_date"] == start
    assert slide.get("end_date") == end


def test_what_documents_say_is_no_markup(written: Written) -> None:
    content = written("timelinejs", SAMPLE).decode("utf-8")
    assert "<b>" not in content
    assert "javascript:" not in content
    five = slides(written("timelinejs", five_languages()))["e-five"]["text"]["text"]
    assert "&lt;ja&gt; &amp; “more”" in five
    assert "<q>미중 양국" in five
    assert slides(written("timelinejs", EMPTY)) == {}


def test_only_the_most_frequent_parties_take_a_row(written: Written) -> None:
    pairs = [("CHN", code) for code in ("USA", "JPN", "KOR", "PHL", "RUS", "SGP", "VNM")]
    events = tuple(
        MergedEvent(
            id=f"{pair[1]}-{number}",
            mode="meet",
            type="CONSULT",
            start=dt.date(2021, 1, 1),
            parties=pair,
        )
        for place, pair in enumerate(pairs)
        for number in range(9 - place)
    )
    found = slides(written("timelinejs", replace(EMPTY, events=events)))
    assert len({slide["group"] for slide in found.values() if "group" in slide}) == 5
    assert "group" not in found["VNM-0"]
