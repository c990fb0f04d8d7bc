"""Rules and a model side by side on one desk."""

import json
from pathlib import Path

import pytest
from tests.chatserver import items, message, serving
from typer.testing import CliRunner

from parley.cli.app import app
from parley.desk import Coders, Desk, DeskError, chosen

TEXT = (
    "China and the United States held a meeting of defence ministers in Singapore on 31 May 2024."
)
MEETING = {
    "kind": "event",
    "quote": TEXT.rstrip("."),
    "mode": "meet",
    "modality": "occurred",
    "date": "31 May 2024",
    "parties": ["CHN", "USA"],
}
BREAK = MEETING | {
    "mode": "suspend-channel",
    "effect": "suspended",
    "channel": "usa-chn-defence-ministers",
}


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    description = {"voice": "press", "published": "2024-06-01", "lang": "en"}
    path.with_suffix(".meta.json").write_text(json.dumps(description), encoding="utf-8")
    return path


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PARLEY_LLM_MODEL", "small")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def added(note: Path, choice: str, url: str, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("PARLEY_LLM_URL", url)
    desk = Desk.open(note.parent / choice, reference=False)
    coders: Coders = chosen(choice)  # type: ignore[arg-type]
    outcome = desk.add(note, coders=coders)
    assert outcome.problems == ()
    return desk


@pytest.mark.usefixtures("model")
def test_what_a_model_alone_tells_is_a_draft(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        serving(items(MEETING, BREAK)) as server,
        added(note, "llm", server.url, monkeypatch) as desk,
    ):
        assert {event.status for event in desk.chronology()} == {"draft"}
        assert desk.channels() == []  # no draft touches a channel


@pytest.mark.usefixtures("model")
def test_what_both_tell_is_one_event_and_no_draft(
    note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = MEETING | {"parties": ["USA"]}
    with serving(items(other)) as server, added(note, "both", server.url, monkeypatch) as desk:
        (event,) = desk.chronology()
        assert event.status == "coded"
        assert len(event.sources) == 2
        assert event.conflicts == ("parties",)


@pytest.mark.usefixtures("model")
def test_a_model_that_fails_costs_nothing_of_the_desk(
    note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(message("I cannot")) as server:
        monkeypatch.setenv("PARLEY_LLM_URL", server.url)
        with Desk.open(note.parent / "desk", reference=False) as desk:
            desk.add(note)
            outcome = desk.add(note, coders=chosen("llm"))
            assert "did not answer with items" in str(outcome.problems[0])
            assert len(desk.chronology()) == 1


def test_a_model_that_is_not_there_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_LLM_URL", raising=False)
    with pytest.raises(DeskError, match="PARLEY_LLM_URL"):
        chosen("both")


@pytest.mark.usefixtures("model")
def test_the_command_says_what_was_spent_and_dropped(
    note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(items(MEETING, MEETING | {"date": "1 June"}, tokens=1234)) as server:
        monkeypatch.setenv("PARLEY_LLM_URL", server.url)
        ran = CliRunner().invoke(app, ["code", str(note), "--coder", "llm"])
    assert ran.exit_code == 0
    assert [json.loads(line)["coder"] for line in ran.stdout.splitlines()] == ["llm small"]
    assert "The model took 1,234 tokens" in ran.stderr
    assert "1 item (date 1)" in ran.stderr
