"""``parley durability``: how long talks last, in the terminal and for programs."""

import csv
import io
import json
import subprocess
import sys

import jsonschema
import pytest
from tests.cli.conftest import Parley

AS_OF = ("--as-of", "2026-05-31")


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Runs in an empty folder, where there is no desk and the reference stands alone."""
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))


def test_json_fits_its_schema_and_tells_of_what_was_asked_for(parley: Parley) -> None:
    ran = parley("durability", *AS_OF, "--parties", "USA,CHN", "--only", "--format", "json")
    found = json.loads(ran.out)
    schema = json.loads(parley("schema", "durability").out)
    jsonschema.Draft202012Validator(schema).validate(found)
    assert {tuple(spell["parties"]) for spell in found["spells"]} == {("CHN", "USA")}
    assert "2022-08-05" in {shock["day"] for shock in found["shocks"]}
    assert {curve["until"] for curve in found["survival"]} == {"broken", "over"}
    assert sum(rate["breaks"] for rate in found["hazards"]["levels"]) >= len(found["shocks"])


def test_the_table_shows_numbers_at_risk_and_shocks(parley: Parley) -> None:
    ran = parley("durability", *AS_OF, "--channel", "usa-chn-dpct")
    assert "Until talks are broken off" in ran.out
    assert "2 shocks" in ran.out
    assert "As of 2026-05-31" in ran.err


def test_csv_has_a_forecast_a_row(parley: Parley) -> None:
    channel = ("--channel", "usa-chn-dpct")
    out = parley("durability", *AS_OF, *channel, "--horizon", "12", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    assert [(row["outcome"], row["months"]) for row in rows] == [
        ("suspended", "12"),
        ("used", "12"),
    ]
    assert all(0 < float(row["low"]) <= float(row["chance"]) < 1 for row in rows)


def test_a_horizon_that_is_not_foretold_is_named(parley: Parley) -> None:
    ran = parley("durability", *AS_OF, "--horizon", "7")
    assert ran.code == 2
    assert "3, 6, 12, 24" in ran.err


def test_a_backtest_needs_a_record_to_be_held_against(parley: Parley) -> None:
    ran = parley("durability", "--as-of", "2009-05-01", "--backtest")
    assert ran.code == 2
    assert "2009-05-01" in ran.err


def test_a_short_backtest_fits_its_schema(parley: Parley) -> None:
    ran = parley("durability", "--as-of", "2012-06-30", "--backtest", "--format", "json")
    schema = json.loads(parley("schema", "backtest").out)
    found = json.loads(ran.out)
    jsonschema.Draft202012Validator(schema).validate(found)
    assert found["months"] == 27


@pytest.mark.parametrize("wrong", [("--level", "embassy"), ("--channel", "usa-chn-dpc")])
def test_what_is_not_there_is_named(parley: Parley, wrong: tuple[str, str]) -> None:
    ran = parley("durability", *wrong)
    assert ran.code == 2
    assert wrong[1] in ran.err


def test_without_the_extra_it_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['numpy'] = None\n"
        "from parley.cli import main; main(['durability', '--as-of', '2024-01-10'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 2
    assert b"parley-workbench[analysis]" in done.stderr
