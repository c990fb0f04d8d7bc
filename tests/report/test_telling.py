"""How an event was told: its stages, and what its sources give differently."""

import datetime as dt

import msgspec
import pytest
from tests.report.sample import TALKS

from parley.items import Document, Event, Evidence, MergedEvent, Place
from parley.record import merge
from parley.report.data import ReportData
from parley.report.entries import entry
from parley.report.events import EventIndex
from parley.report.evidence import Contexts
from parley.report.tables import event_row
from parley.report.telling import notes, stages
from parley.report.words import Words

DAY = dt.date


def told(doc: str, first: DAY, last: DAY, **more: object) -> Event:
    given = {
        "id": f"e-{doc}",
        "doc": doc,
        "evidence": (Evidence(0, 4, "Told"),),
        "coder": "rules 1",
        "mode": "talks",
        "type": "CONSULT",
        "start": first,
        "end": last,
        "precision": "day",
        "parties": ("CHN", "USA"),
        "channel": "usa-chn-dpct",
        "confidence": 0.8,
    }
    return Event(**{**given, **more})  # type: ignore[arg-type]


@pytest.fixture
def held() -> tuple[MergedEvent, dict[str, Document]]:
    """Talks announced on 3 January, then told of by two sides that differ by a day."""
    documents = {
        key: Document(id=key, text="Told", title=key.title(), published=DAY(2024, 1, day))
        for key, day in (("notice", 3), ("readout", 10), ("report", 11))
    }
    tellings = [
        told("notice", DAY(2024, 1, 8), DAY(2024, 1, 9), modality="planned"),
        told("readout", DAY(2024, 1, 8), DAY(2024, 1, 9)),
        told("report", DAY(2024, 1, 9), DAY(2024, 1, 10), place=Place("Washington", "USA")),
    ]
    [event] = merge(tellings, documents)
    return event, documents


@pytest.mark.parametrize(
    ("ui", "short", "held_on"),
    [
        ("en", ("announced 2024-01-03", "sources differ on date"), "9–10 January 2024"),
        ("zh-Hant", ("2024-01-03預告", "來源對日期說法不一"), "2024年1月9日至10日"),
        ("zh-Hans", ("2024-01-03预告", "来源对日期说法不一"), "2024年1月9日至10日"),
    ],
)
def test_an_announcement_and_a_conflict_are_noted(
    held: tuple[MergedEvent, dict[str, Document]], ui: str, short: tuple[str, str], held_on: str
) -> None:
    event, documents = held
    assert event.conflicts == ("date",)
    words = Words(ui)
    assert notes(event, words) == short
    assert [stage.doc for stage in stages(event, words)] == ["notice", "readout"]
    data = ReportData(
        documents=tuple(documents.values()), events=(event,), as_of=DAY(2024, 2, 1), version="1"
    )
    shown = entry(event, EventIndex(data), documents, Contexts(()), frozenset(), words)
    [conflict] = shown.conflicts
    assert dict(conflict.values)["Report"] == held_on
    assert len(set(dict(conflict.values).values())) == 2


def test_a_row_of_the_table_tells_both(held: tuple[MergedEvent, dict[str, Document]]) -> None:
    row = event_row(held[0])
    assert row["history"] == (
        "2024-01-03 planned 2024-01-08/2024-01-09 notice"
        " | 2024-01-10 occurred 2024-01-08/2024-01-09 readout"
    )
    assert row["differing"] == (
        "date: notice 2024-01-08/2024-01-09; readout 2024-01-08/2024-01-09;"
        " report 2024-01-09/2024-01-10"
    )
    assert row["local_dates"] == ""


def test_days_in_two_capitals_stand_in_the_table() -> None:
    days = {"USA": DAY(2024, 1, 8), "CHN": DAY(2024, 1, 9)}
    event = msgspec.structs.replace(TALKS, local_dates=days)
    assert event_row(event)["local_dates"] == "CHN 2024-01-09 USA 2024-01-08"


def test_one_telling_has_no_history() -> None:
    event = msgspec.structs.replace(TALKS, history=(), conflicts=())
    assert notes(event, Words("en")) == stages(event, Words("en")) == ()
    assert (event_row(event)["history"], event_row(event)["differing"]) == ("", "")
