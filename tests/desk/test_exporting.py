"""A desk's record for other programs, and what goes along with a part of it."""

import io
import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.report import sample

from parley.desk import Desk, DeskError
from parley.desk.exporting import narrowed


def test_what_goes_with_some_events() -> None:
    found = narrowed(replace(sample.DATA, events=(sample.HOTLINE, sample.SUSPENDED)))
    assert [document.id for document in found.documents] == [sample.READOUT.id, sample.PRESS.id]
    assert {statement.id for statement in found.statements} == {"st-1", "st-2", "st-5"}
    assert {check.claim.id for check in found.checks} == {"claim-1", "claim-2"}
    assert {c.id for c in found.channels} == {"usa-chn-dpct", "jpn-chn-defence-hotline"}


def test_a_desk_without_documents_exports_the_reference_chronology(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "none") as desk:
        path = tmp_path / "some.jsonl"
        assert desk.export("jsonl", path, channel="usa-chn-mmca") == []
        lines = path.read_text("utf-8").splitlines()
        assert {json.loads(line)["channel"] for line in lines} == {"usa-chn-mmca"}
        assert len(lines) == len(desk.chronology(channel="usa-chn-mmca"))


def test_a_stream_takes_an_export(tmp_path: Path) -> None:
    out = io.BytesIO()
    with Desk.open(tmp_path / "none", reference=False) as desk:
        assert desk.export("csl", out) == []
    assert json.loads(out.getvalue()) == []


def test_an_unknown_format_is_named(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "none") as desk, pytest.raises(DeskError, match=r"'odt'.*docx"):
        desk.export("odt", tmp_path / "out.odt")
