"""The record as data: JSON Lines and Parquet, read back by what reads them."""

import io
import json

import msgspec
import pandas
import pytest
from pyarrow import parquet
from tests.report import sample

from parley.export import ExportError
from parley.export.parquet import schema
from parley.items import MergedEvent
from parley.report.events import by_date

from .conftest import EMPTY, SAMPLE, Written, five_languages


def test_json_lines_give_the_events_back(written: Written) -> None:
    lines = written("jsonl").decode("utf-8").splitlines()
    assert all(json.loads(line)["kind"] == "event" for line in lines)
    events = [msgspec.json.decode(line, type=MergedEvent) for line in lines]
    assert events == sorted(sample.EVENTS, key=by_date)
    assert events[-1] == sample.UNDATED


def test_parquet_has_typed_and_nested_columns(written: Written) -> None:
    table = parquet.read_table(io.BytesIO(written("parquet")))
    assert table.schema.equals(schema())
    assert table.schema.names == list(MergedEvent.__struct_fields__)
    talks = next(row for row in table.to_pylist() if row["id"] == "event-01")
    assert talks["start"] == sample.DAY(2031, 5, 13)
    assert talks["parties"] == ["CHN", "USA"]
    assert talks["place"] == {"name": "Honolulu", "party": "USA", "entity": None}
    assert [s["doc"] for s in talks["sources"]] == [sample.READOUT.id, sample.COMMUNIQUE.id]
    assert talks["sources"][0]["evidence"][0]["text"].startswith("met in Honolulu")
    assert json.loads(talks["sources"][1]["asserted"]) == {"end": "2031-05-13"}


def test_pandas_opens_parquet(written: Written) -> None:
    frame = pandas.read_parquet(io.BytesIO(written("parquet", five_languages())))
    (row,) = frame.to_dict("records")
    assert [s["evidence"][0]["text"][:2] for s in row["sources"]] == [
        "美中",
        "中美",
        "Th",
        "米中",
        "미중",
    ]
    empty = pandas.read_parquet(io.BytesIO(written("parquet", EMPTY)))
    assert list(empty.columns) == list(frame.columns)
    assert len(empty) == 0


def test_parquet_says_what_to_install(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"\[parquet\]"):
        written("parquet", SAMPLE)
