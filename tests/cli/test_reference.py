"""``parley reference``: lists, searches, shows, cites, counts and checks the chronology."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
from tests.cli.conftest import Parley

TALKS = "2021-09-28-dpct-16"


def test_a_channel_s_rounds_are_listed_in_order(parley: Parley) -> None:
    ran = parley("reference", "list", "--channel", "usa-chn-dpct", "--format", "json")
    rounds = [row["iteration"] for row in json.loads(ran.out) if row["iteration"]]
    assert rounds == sorted(rounds)
    assert rounds[-1] >= 19


def test_parties_and_days_choose(parley: Parley) -> None:
    options = ("--parties", "jpn,CHN", "--only", "--from", "2021", "--to", "2021-12")
    rows = json.loads(parley("reference", "list", *options, "--format", "json").out)
    assert rows
    assert {tuple(row["parties"]) for row in rows} == {("CHN", "JPN")}
    assert {row["start"][:4] for row in rows} == {"2021"}


def test_what_is_listed_fits_its_schema(parley: Parley) -> None:
    rows = json.loads(parley("reference", "list", "--format", "json").out)
    schema = json.loads(parley("schema", "reference").out)
    jsonschema.Draft202012Validator(schema).validate(rows)
    lines = parley("reference", "list", "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == rows


def test_csv_opens_right_in_a_spreadsheet(parley: Parley) -> None:
    out = parley("reference", "list", "--format", "csv").out
    assert out.startswith("\ufeff")
    header, *rows = csv.reader(io.StringIO(out.removeprefix("\ufeff")))
    assert header[0] == "id"
    assert {len(row) for row in rows} == {len(header)}


def test_sources_are_counted(parley: Parley) -> None:
    counts = json.loads(parley("reference", "list", "--sources", "--format", "json").out)
    assert list(counts.values()) == sorted(counts.values(), reverse=True)
    table = parley("reference", "list", "--sources", "--channel", "usa-chn-dpct")
    assert "publishers" in table.out


def test_words_find_events(parley: Parley) -> None:
    found = json.loads(parley("reference", "search", "Paparso", "--format", "json").out or "[]")
    assert found == []
    found = json.loads(parley("reference", "search", "paparo", "video", "--format", "json").out)
    assert "2024-09-10-paparo-wu-yanan-vtc" in [row["id"] for row in found]


def test_nothing_found_is_said(parley: Parley) -> None:
    ran = parley("reference", "search", "Atlantis")
    assert (ran.code, ran.out) == (1, "")
    assert "nothing in the reference" in ran.err


def test_an_event_is_shown_with_its_page(parley: Parley) -> None:
    ran = parley("reference", "show", TALKS)
    assert f"id: {TALKS}" in ran.out
    assert "url: http" in ran.out
    (row,) = json.loads(parley("reference", "show", TALKS, "--format", "json").out)
    assert row["iteration"] == 16


@pytest.mark.parametrize("style", ["text", "csl-json", "bibtex"])
def test_an_event_is_cited(parley: Parley, style: str) -> None:
    ran = parley("reference", "cite", TALKS, "--format", style)
    assert (ran.code, ran.err) == (0, "")
    assert TALKS in ran.out
    assert "http" in ran.out


@pytest.mark.parametrize("command", ["show", "cite"])
def test_an_unknown_event_is_a_wrong_call(parley: Parley, command: str) -> None:
    ran = parley("reference", command, "1901-01-01-no-such")
    assert ran.code == 2
    assert "no event" in ran.err


def test_an_unknown_channel_is_a_wrong_call(parley: Parley) -> None:
    assert parley("reference", "list", "--channel", "no-such").code == 2


def test_coverage_says_what_is_missing(parley: Parley) -> None:
    reach = json.loads(parley("reference", "coverage", "--format", "json").out)
    told = {row["channel"]: row for row in reach}
    assert told["usa-chn-dpct"]["missing"]
    assert parley("reference", "coverage").out.startswith(f"{len(reach)} channels")


def test_the_bundled_chronology_is_sound_and_counted(parley: Parley) -> None:
    ran = parley("reference", "check")
    assert (ran.code, ran.err) == (0, "")
    assert "with a page of a party's own ministry" in ran.out


def test_a_faulty_folder_is_named(parley: Parley, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("- {id: 2030-01-01-x}\n", encoding="utf-8")
    ran = parley("reference", "check", tmp_path)
    assert ran.code == 1
    assert "mine.yaml, line 1" in ran.err
