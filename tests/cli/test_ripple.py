"""``parley ripple``: what follows elsewhere, in the terminal and for programs."""

import json

import jsonschema
import pytest
from tests.cli.conftest import Parley

ASKED = ("ripple", "--of", "resumed", "--parties", "USA,CHN")


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Runs in an empty folder, where there is no desk and the reference stands alone."""
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))


def test_json_fits_its_schema(parley: Parley) -> None:
    ran = parley(*ASKED, "--on", "JPN,CHN", "--on", "CHN,VNM", "--window", "6", "--format", "json")
    found = json.loads(ran.out)
    schema = json.loads(parley("schema", "ripple").out)
    jsonschema.Draft202012Validator(schema).validate(found)
    assert [one["months"] for one in found["findings"]] == [6] * 6
    assert "2024-01-08" in {one["day"] for one in found["triggers"]}


def test_a_null_result_is_said_plainly(parley: Parley) -> None:
    ran = parley(*ASKED, "--on", "JPN,CHN", "--on", "CHN,VNM")
    assert "CHN, JPN: no rise or fall found in 9 tests" in ran.out
    assert "CHN, VNM: cannot tell, the record has holes throughout" in ran.out
    assert "15 days of resumed of CHN, USA" in ran.out


def test_few_events_say_how_many_are_needed(parley: Parley) -> None:
    out = parley("ripple", "--of", "suspended", "--parties", "USA,CHN", "--on", "JPN,CHN").out
    assert "cannot tell, nothing could be tested" in out


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--of", "resume", "--on", "JPN,CHN"), "did you mean resumed"),
        (("--of", "resumed", "--on", "JPN"), "'JPN': name two parties"),
        (("--of", "resumed", "--on", "JPN,XQX"), "--on"),
        (("--of", "resumed", "--on", "JPN,CHN", "--window", "0"), "--window"),
        (
            (
                "--of",
                "resumed",
            ),
            "--on",
        ),
    ],
)
def test_a_wrong_call_is_named(parley: Parley, words: tuple[str, ...], named: str) -> None:
    ran = parley("ripple", *words)
    assert ran.code == 2
    assert named in ran.err
