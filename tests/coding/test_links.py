"""Causes, who says so, what an act touches, and channels that are only pointed back to."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from parley.coding.events import events
from parley.coding.scan import scan
from parley.coding.statements import hear
from parley.items import Document, Event
from parley.lexicon import load

ROWS = yaml.safe_load((Path(__file__).parent / "cases/links.yaml").read_text(encoding="utf-8"))


def code(row: dict[str, Any]) -> list[Event]:
    document = Document(
        id="case",
        text=row["text"],
        lang=row["lang"],
        voice=row.get("voice", "press"),
        published=row.get("published", dt.date(2024, 6, 15)),
    )
    found = scan(document, load())
    return events(found, load(), said=hear(found, load()).said)


def rows(key: str) -> list[Any]:
    return [pytest.param(row, id=f"{row['lang']}-{row['text'][:24]}") for row in ROWS if key in row]


def one(found: list[Event], mode: str) -> Event:
    told = [event for event in found if event.mode == mode]
    assert len(told) == 1, [(event.mode, event.parties) for event in found]
    return told[0]


@pytest.mark.parametrize("row", rows("cause"))
def test_an_answer_names_what_it_answers(row: dict[str, Any]) -> None:
    found = code(row)
    effect, cause = row["cause"]
    by_id = {event.id: event.mode for event in found}
    assert [by_id[c] for c in one(found, effect).cause] == ([cause] if cause else [])


@pytest.mark.parametrize("row", rows("said"))
def test_what_is_attributed_says_to_whom(row: dict[str, Any]) -> None:
    mode, who = row["said"]
    assert one(code(row), mode).asserted_by == who


@pytest.mark.parametrize("row", rows("scope"))
def test_one_meeting_is_told_from_the_talks_as_such(row: dict[str, Any]) -> None:
    mode, scope = row["scope"]
    assert one(code(row), mode).scope == scope


@pytest.mark.parametrize("row", rows("via"))
def test_the_talks_are_those_last_spoken_of(row: dict[str, Any]) -> None:
    mode, channel = row["via"]
    assert one(code(row), mode).channel == channel
