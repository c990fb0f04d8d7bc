"""What holds of every format."""

import io
import resource
import time
import typing
from pathlib import Path

import pytest
from tests.report import large

from parley.cli.export import Format
from parley.export import FORMATS, write, write_file
from parley.report.strings import LANGUAGES

from .conftest import EMPTY, SAMPLE, Written, five_languages

DATA = {"sample": SAMPLE, "empty": EMPTY, "five": five_languages()}


def test_the_command_offers_every_format() -> None:
    assert set(typing.get_args(Format)) == set(FORMATS)


@pytest.mark.parametrize("ui", LANGUAGES)
@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize("format", FORMATS)
def test_the_same_data_give_the_same_bytes(
    format: str, name: str, ui: str, written: Written
) -> None:
    once = written(format, DATA[name], ui)
    assert once or (name == "empty" and format in ("jsonl", "ftm"))
    assert once == written(format, DATA[name], ui)


@pytest.mark.parametrize("format", FORMATS)
def test_ten_thousand_events_are_written_within_bounds(format: str) -> None:
    data = large.data(10_000, 2_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    out = io.BytesIO()
    write(format, data, out)
    assert time.process_time() - began < 60
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 600_000  # KiB
    assert len(out.getvalue()) > 50_000


def test_a_file_appears_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("before")

    def fails(*_: object) -> list[str]:
        raise ValueError("in the middle")

    monkeypatch.setattr("parley.export.formats.FORMATS", {"jsonl": fails})
    with pytest.raises(ValueError, match="in the middle"):
        write_file("jsonl", SAMPLE, path)
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"]
    assert path.read_text() == "before"


def test_another_format_is_named() -> None:
    with pytest.raises(ValueError, match=r"'odt'.*csv"):
        write("odt", SAMPLE, io.BytesIO())
