"""The table in POLECAT's columns, as those read it who count events."""

import csv
import io

import msgspec
import pandas
import pytest
from tests.report import sample

from parley.export.polecat import COLUMNS, OWN, plover
from parley.items import MODES, TYPE_OF_MODE, MergedEvent, Place

from .conftest import SAMPLE, Written, five_languages


def event(mode: str, **fields: object) -> MergedEvent:
    given: dict[str, object] = {"id": "e", "mode": mode, "type": TYPE_OF_MODE[mode]}
    return MergedEvent(**{**given, **fields})  # type: ignore[arg-type]


def test_rows_have_the_published_columns(written: Written) -> None:
    frame = pandas.read_csv(io.BytesIO(written("polecat")), sep="\t", dtype=str)
    assert tuple(frame.columns) == (*COLUMNS, *OWN)
    row = frame[frame["Event ID"] == "event-03"].iloc[0]
    assert row["Event Date"] == "2030-01-01"
    assert row["Date Precision"] == "month"
    assert (row["Event Type"], row["Event Mode"]) == ("SANCTION", "discontinue")
    assert (row["Actor Country"], row["Recipient Country"]) == ("CHN", "USA")
    assert (row["Actor COW"], row["Recipient COW"]) == ("710", "2")
    assert (row["Quad Code"], row["Intensity"]) == ("MATERIAL CONFLICT", "-6")


def test_an_act_without_direction_has_actors_alone(written: Written) -> None:
    frame = pandas.read_csv(io.BytesIO(written("polecat")), sep="\t", dtype=str)
    row = frame[frame["Event ID"] == "event-01"].iloc[0]
    assert row["Actor Country"] == "CHN;USA"
    assert pandas.isna(row["Recipient Country"])
    assert row["Actor Name Raw"] == "Jane Roe"


def test_what_a_count_would_take_for_an_event_is_left_out(written: Written) -> None:
    planned = msgspec.structs.replace(sample.HOTLINE, id="planned", modality="planned")
    draft = msgspec.structs.replace(sample.HOTLINE, id="drafted", status="draft")
    data = msgspec.structs.replace(SAMPLE, events=(*sample.EVENTS, planned, draft))
    notes: list[str] = []
    text = written("polecat", data, notes=notes).decode("utf-8")
    assert "planned\t" not in text
    assert "drafted\t" not in text
    assert [note.partition(":")[2] for note in notes] == [
        " 1 event (drafted)",
        " 1 event (planned)",
        " 1 event (event-06)",
    ]


def test_texts_keep_to_their_cells(written: Written) -> None:
    (row,) = csv.DictReader(
        io.StringIO(written("polecat", five_languages()).decode("utf-8")), delimiter="\t"
    )
    assert row["Source"].split(";")[0] == "doc,zh-Hant,1"
    assert row["Language"] == "zh-Hant;zh-Hans;en;ja;ko"


@pytest.mark.parametrize("mode", TYPE_OF_MODE)
def test_every_mode_has_a_type_with_score_and_quad_or_none(mode: str) -> None:
    said = plover(event(mode))
    if said is None:
        assert mode in MODES["OTHER"]
    else:
        assert -10 <= said.score <= 10
        assert said.type != "OTHER"
        assert ("CONFLICT" in said.quad) == (said.score <= 0)


def test_a_governments_protest_is_an_accusation() -> None:
    said = plover(event("protest"))
    assert said is not None
    assert (said.type, said.modes, said.quad) == ("ACCUSE", ("disapprove",), "VERBAL CONFLICT")


def test_a_meeting_in_a_third_land_and_one_of_many() -> None:
    third = plover(event("meet", parties=("CHN", "USA"), place=Place("Singapore", "SGP")))
    many = plover(event("call", parties=("CHN", "JPN", "KOR")))
    assert third is not None
    assert many is not None
    assert third.modes == ("third-party",)
    assert many.modes == ("phone", "multilateral")
