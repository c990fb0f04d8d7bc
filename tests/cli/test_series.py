"""``parley series``: a pair's dealings by period, in the terminal and for programs."""

import csv
import io
import json

import jsonschema
import pytest
from tests.cli.conftest import Parley

from parley.analysis.series.results import COLUMNS

ASKED = ("series", "--parties", "USA,CHN", "--freq", "year", "--from", "2010", "--to", "2030")


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Runs in an empty folder, where there is no desk and the reference stands alone."""
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))


def test_json_fits_its_schema(parley: Parley) -> None:
    found = json.loads(parley(*ASKED, "--format", "json").out)
    schema = json.loads(parley("schema", "series").out)
    jsonschema.Draft202012Validator(schema).validate(found)
    (dyad,) = found["dyads"]
    assert dyad["parties"] == ["CHN", "USA"]
    assert len(dyad["periods"]) == 21
    assert dyad["periods"][-1]["events"] is None


def test_csv_leaves_gaps_empty(parley: Parley) -> None:
    out = parley(*ASKED, "--format", "csv").out
    assert out.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == COLUMNS
    assert (rows[-1]["reach"], rows[-1]["events"], rows[-1]["CONSULT"]) == ("none", "", "")
    assert float(rows[0]["events_low"]) < float(rows[0]["events"]) < float(rows[0]["events_high"])


def test_the_table_puts_gaps_together_and_names_the_scale(parley: Parley) -> None:
    out = parley(*ASKED).out
    assert "2027 to 2030" in out
    assert "signs of the weights alone" in out


def test_periods_go_by_their_usual_names(parley: Parley) -> None:
    for freq, name in (("quarter", "2024 Q1"), ("month", "2024-01"), ("week", "2024-01-08")):
        out = parley("series", "--parties", "USA,CHN", "--freq", freq, "--from", "2024").out
        assert f"│ {name} " in out


def test_a_pair_without_events_is_said_to_have_none(parley: Parley) -> None:
    ran = parley("series", "--parties", "PHL,PRK")
    assert ran.code == 0
    assert "No event of PHL, PRK on record" in ran.err


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--parties", "USA"), "two parties"),
        (("--parties", "USA,XQX"), "XQX"),
        (("--parties", "USA,CHN", "--from", "2024", "--to", "2023"), "2024-01-01"),
        (("--parties", "USA,CHN", "--freq", "day"), "day"),
    ],
)
def test_a_wrong_call_is_named(parley: Parley, words: tuple[str, ...], named: str) -> None:
    ran = parley("series", *words)
    assert ran.code == 2
    assert named in ran.err
