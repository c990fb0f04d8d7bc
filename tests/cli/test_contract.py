"""What the commands print has the fields that users and scripts rely on, and fits its schema."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.cli.conftest import EXAMPLES, Parley

from parley.items import EFFECTS, TYPE_OF_MODE

ITEM = "kind id doc headline evidence confidence coder"
HAPPENING = (
    "type mode start end precision lasting ongoing local_dates parties initiator recipient"
    " participants channel iteration effect scope place modality asserted_by cause"
)
FIELDS = {
    "event": f"{ITEM} {HAPPENING}",
    "statement": f"{ITEM} speaker issue act addressee quote position strength event",
    "interval_claim": f"{ITEM} relation value unit approximate since subject",
}
PRECISIONS = [
    "day",
    "week",
    "third-of-month",
    "month",
    "season",
    "quarter",
    "half-year",
    "year",
    "decade",
    "unknown",
]
MODALITIES = ["occurred", "planned", "agreed", "refused", "denied", "hypothetical", "ongoing"]
STATES = ["open", "suspended", "dormant", "resuming", "terminated", "planned", "unknown"]
LEVELS = [
    "leader",
    "minister",
    "chief-of-staff",
    "theater-commander",
    "vice-minister",
    "working",
    "operator",
    "hotline",
    "track-1.5",
    "track-2",
    "forum",
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the examples' desk is made, once for all tests here."""
    return tmp_path_factory.mktemp("desk")


@pytest.fixture
def full(parley: Parley, desk: Path) -> Path:
    """A desk with the examples on it."""
    if not (desk / "report.html").exists():
        assert parley("run", EXAMPLES, "--desk", desk).code == 0
    return desk


def fits(parley: Parley, name: str, value: object) -> None:
    schema = json.loads(parley("schema", name).out)
    jsonschema.Draft202012Validator(schema).validate(value)


def has(row: dict[str, Any], fields: str) -> None:
    assert set(fields.split()) <= set(row)


def coded(parley: Parley) -> list[dict[str, Any]]:
    return [json.loads(line) for line in parley("code", EXAMPLES).out.splitlines()]


def test_items_have_their_fields(parley: Parley) -> None:
    items = coded(parley)
    fits(parley, "code", items)
    assert {item["kind"] for item in items} == set(FIELDS)
    for item in items:
        has(item, FIELDS[item["kind"]])
        assert 0 <= item["confidence"] <= 1
        assert item["headline"]
        assert all(set(e) == {"start", "end", "text"} for e in item["evidence"])


def test_events_speak_the_vocabulary(parley: Parley) -> None:
    for event in coded(parley):
        if event["kind"] != "event":
            continue
        assert event["type"] == TYPE_OF_MODE[event["mode"]]
        assert event["precision"] in PRECISIONS
        assert event["modality"] in MODALITIES
        assert event["effect"] in (None, *EFFECTS)
        assert event["parties"] == sorted(event["parties"])
        assert (event["start"] is None) <= (event["precision"] == "unknown")
        assert not event["ongoing"] or event["end"] is None
        for person in event["participants"]:
            assert set(person) >= {"name", "party", "role", "entity"}


def test_statements_and_claims_have_theirs(parley: Parley) -> None:
    for item in coded(parley):
        if item["kind"] == "statement":
            assert set(item["speaker"]) >= {"name", "party", "entity"}
            assert item["act"] in ["assert", "commit", "urge", "warn", "oppose", "deny"]
            assert item["strength"] in range(1, 6)
        if item["kind"] == "interval_claim":
            assert item["relation"] in ["first-since", "gap", "duration", "frequency"]
            assert set(item["subject"]) >= {"channel", "parties", "level"}


def test_the_chronology_has_its_fields(parley: Parley, full: Path) -> None:
    events = json.loads(parley("chronology", "--desk", full, "--format", "json").out)
    fits(parley, "chronology", events)
    assert [e["start"] for e in events if e["start"]] == sorted(
        e["start"] for e in events if e["start"]
    )
    for event in events:
        has(event, f"id headline confidence {HAPPENING} sources conflicts status merged")
        assert event["status"] in ["coded", "accepted", "edited", "reference"]
        for source in event["sources"]:
            has(source, "doc voice published evidence asserted")


def test_a_line_of_the_chronology_is_an_event_of_it(parley: Parley, full: Path) -> None:
    whole = json.loads(parley("chronology", "--desk", full, "--format", "json").out)
    lines = parley("chronology", "--desk", full, "--format", "jsonl").out.splitlines()
    rows = [json.loads(line) for line in lines]
    assert rows == whole
    assert {row["kind"] for row in rows} == {"event"}


def test_channels_have_their_fields(parley: Parley, full: Path) -> None:
    ran = parley("channels", "--desk", full, "--as-of", "2025-12-18", "--format", "json")
    assert "As of 2025-12-18" in ran.err
    states = json.loads(ran.out)
    fits(parley, "channels", states)
    assert len(states) > 30
    for state in states:
        has(state, "id names parties level state since last_used because gaps use inferred")
        has(state, "record_until")
        assert state["state"] in STATES
        assert state["level"] in LEVELS
        assert state["use"] in (None, "in-use", "unused", "unanswered")
        for gap in state["gaps"]:
            has(gap, "start end days cause")
        for because in state["because"]:
            has(because, "event evidence")


def test_the_report_s_channels_are_those_of_the_command(parley: Parley, full: Path) -> None:
    ran = parley("channels", "--desk", full, "--as-of", "2025-12-18", "--format", "json")
    assert json.loads((full / "channels.json").read_text("utf-8")) == json.loads(ran.out)


def test_checks_have_their_fields(parley: Parley, full: Path) -> None:
    checks = json.loads(parley("check", "--desk", full, "--format", "json").out)
    fits(parley, "check", checks)
    assert checks
    events = json.loads(parley("chronology", "--desk", full, "--format", "json").out)
    known = {key for event in events for key in (event["id"], *event["aliases"])}
    for check in checks:
        has(check, f"{FIELDS['interval_claim']} verdict computed events")
        assert check["verdict"] in ["holds", "contradicted", "not-enough-record"]
        assert set(check["events"]) <= known


def test_a_document_s_own_claims_are_printed_the_same_way(parley: Parley, full: Path) -> None:
    paths = sorted(EXAMPLES.glob("*.txt"))
    given = json.loads(parley("check", *paths, "--desk", full, "--format", "json").out)
    own = json.loads(parley("check", "--desk", full, "--format", "json").out)
    assert given == own


@pytest.mark.parametrize("command", ["chronology", "channels", "check"])
def test_csv_opens_right_in_a_spreadsheet(parley: Parley, full: Path, command: str) -> None:
    out = parley(command, "--desk", full, "--format", "csv").out
    assert out.startswith("\ufeff")
    header, *rows = csv.reader(io.StringIO(out.removeprefix("\ufeff")))
    assert rows
    assert {len(row) for row in rows} == {len(header)}


def test_run_writes_what_it_says(full: Path) -> None:
    for name in ("desk.sqlite", "report.html", "report.md", "chronology.csv", "channels.json"):
        assert (full / name).stat().st_size > 0


def test_parties_are_kept_together_or_alone(parley: Parley, full: Path) -> None:
    def parties(*options: str) -> list[list[str]]:
        ran = parley("chronology", "--desk", full, "--format", "json", *options)
        return [event["parties"] for event in json.loads(ran.out)]

    together, alone = parties("--parties", "usa,CHN"), parties("--parties", "USA,CHN", "--only")
    assert all({"CHN", "USA"} <= set(p) for p in together)
    assert alone == [p for p in together if p == ["CHN", "USA"]]
    assert len(alone) < len(together)


def test_an_evaluation_fits_its_schema(parley: Parley, shared: Path) -> None:
    gold = shared / "gold" / "prospect-forum.zh-Hant.jsonl"
    ran = parley("evaluate", gold, "--docs", shared / "seeds", "--format", "json")
    assert ran.code == 0
    fits(parley, "evaluation", json.loads(ran.out))


def test_the_annotated_essay_gives_its_channels_states(
    parley: Parley, shared: Path, tmp_path: Path
) -> None:
    assert parley("run", shared / "seeds", "--desk", tmp_path).code == 0
    gold = (shared / "gold" / "prospect-forum.zh-Hant.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, gold) if row["kind"] == "channel_state"]
    assert rows
    for row in rows:
        options = ("--as-of", row["as_of"], "--no-reference", "--format", "json")
        states = json.loads(parley("channels", "--desk", tmp_path, *options).out)
        told = {state["id"]: state["state"] for state in states}
        assert {told[key] for key in row["channel"] if key in told} & set(row["state"]), row


def test_the_day_after_the_talks_they_are_open(
    parley: Parley, shared: Path, tmp_path: Path
) -> None:
    parley("run", shared / "seeds", "--desk", tmp_path)
    options = ("--as-of", "2024-01-09", "--no-reference", "--format", "json")
    states = json.loads(parley("channels", "--desk", tmp_path, *options).out)
    told = {state["id"]: state for state in states}
    talks = told["usa-chn-dpct"]
    assert (talks["state"], talks["last_used"], talks["inferred"]) == ("open", "2024-01-09", False)
    assert all(because["evidence"] for because in talks["because"])
    assert told["usa-chn-chiefs-of-staff"]["state"] == "open"
    untold = {state["id"] for state in states if "USA" not in state["parties"]}
    assert "open" not in {told[key]["state"] for key in untold - {"apec"}}
