"""``parley review``: the queue, decisions with their author, the log, and the way back."""

import json
import shutil
from pathlib import Path

import pytest

from parley.desk import Desk

from .conftest import EXAMPLES, Parley

TALKS = "e-5acd7f80"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "desk"
    with Desk.open(folder) as opened:
        opened.add([EXAMPLES])
    return folder


@pytest.fixture
def desk(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PARLEY_AUTHOR", "Ana")
    shutil.copytree(made, tmp_path / "desk")
    return tmp_path / "desk"


def test_the_queue_says_why_each_item_is_in_it(parley: Parley, desk: Path) -> None:
    ran = parley("review", "list", "--desk", desk, "--limit", "3")
    assert ran.code == 0
    assert "doubtful items, the first 3" in ran.out
    found = json.loads(parley("review", "list", "--desk", desk, "--format", "json").out)
    assert all(one["why"] for one in found)
    assert found[0]["why"][0]["reason"] in ("channel", "verdict")
    assert found[-1]["why"][0]["reason"] == "confidence"


def test_an_item_is_shown_with_its_words_and_what_was_decided(parley: Parley, desk: Path) -> None:
    edited = parley("review", "edit", TALKS, "date=2024-01-09", "--reason", "r", "--desk", desk)
    assert edited.code == 0
    assert edited.err.startswith("1: edit e-5acd7f80eaf05bf8")
    ran = parley("review", "show", TALKS, "--desk", desk)
    assert "⟦When Michael Chase received Major General Song Yanchao" in ran.out
    assert "coded otherwise: start 2024-01-08 → 2024-01-09" in ran.out
    assert "--seen 1" in ran.err
    found = json.loads(parley("review", "show", TALKS, "--desk", desk, "--format", "json").out)
    assert found["event"]["start"] == "2024-01-09"
    assert {one["start"] for one in found["coded"]} == {"2024-01-08"}
    (logged,) = found["decisions"]
    assert logged["decision"]["before"]["start"] == "2024-01-08"
    assert logged["decision"]["fields"]["start"] == "2024-01-09"


def test_decisions_undone_and_done_again_stand_in_the_log(parley: Parley, desk: Path) -> None:
    assert parley("review", "reject", TALKS, "--desk", desk).code == 0
    again = parley("review", "undo", "1", "--author", "Bo", "--desk", desk)
    assert again.err == "1: undone by 2\n"
    assert parley("review", "undo", "1", "--desk", desk).err == "1: undone already\n"
    assert parley("review", "accept", TALKS, "--desk", desk).code == 0
    twice = parley("review", "accept", TALKS, "--desk", desk)
    assert (twice.code, twice.err) == (0, "nothing to decide: it stands so already\n")
    lines = parley("review", "log", "--desk", desk, "--format", "jsonl").out.splitlines()
    log = [json.loads(line) for line in lines]
    assert [(one["decision"]["author"], one["decision"]["act"], one["holds"]) for one in log] == [
        ("Ana", "reject", False),
        ("Bo", "undo", True),
        ("Ana", "accept", True),
    ]
    assert "undone by 2" in parley("review", "log", TALKS, "--desk", desk).out


def test_all_that_can_be_decided(parley: Parley, desk: Path) -> None:
    words = "it was the 17th round, and the first in person for four years"
    for arguments in (
        (
            *("add", "--kind", "statement", "issue=communication", "party=USA", "act=urge"),
            *("--doc", "oped-open-lines.en", "--text", words),
        ),
        ("add", "mode=visit", "parties=CHN,USA", "--doc", "oped-open-lines.en", "--text", words),
        ("add", "mode=meet", "parties=JPN,KOR", "date=2024-06-01", "--source", "https://x.org/a"),
        ("join", "e-5acd7f80", "e-17960f5e"),
        ("split", "e-5acd7f80", "e-17960f5e"),
        ("grade", "--doc", "oped-open-lines.en", "--reliability", "C"),
        ("grade", TALKS, "--credibility", "2"),
        ("note", TALKS, "see page 4"),
        ("tag", TALKS, "chapter-2", "hotlines"),
    ):
        ran = parley("review", *arguments, "--desk", desk)
        assert (ran.code, "to undo it" in ran.err) == (0, True), (arguments, ran.err)
    shown = parley("review", "show", TALKS, "--desk", desk).out
    for told in ("credibility   2", "reliability C", "chapter-2 hotlines", "see page 4"):
        assert told in shown
    assert "0 decisions" in parley("review", "unattached", "--desk", desk).out
    assert parley("desk", "check", "--desk", desk).code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("accept", "e-nothing"), "'e-nothing' is no event, statement or claim of this desk"),
        (("edit", TALKS, "date"), "'date' names no field: write FIELD=VALUE"),
        (("edit", TALKS, "mode=dance"), "mode: 'dance' is no mode"),
        (("undo", "7"), "no decision 7; the log lists them: parley review log"),
        (("add", "mode=meet", "parties=CHN"), "an event needs its source"),
        (("join", TALKS), "name at least two events"),
        (("grade", "--doc", "nowhere", "--reliability", "A"), "'nowhere' is no document"),
    ],
)
def test_what_cannot_be_decided(
    parley: Parley, desk: Path, arguments: tuple[str, ...], told: str
) -> None:
    ran = parley("review", *arguments, "--desk", desk)
    assert (ran.code, ran.out) == (2, "")
    assert told in " ".join(ran.err.replace("│", " ").split())


def test_what_was_decided_since_is_not_overruled_unseen(parley: Parley, desk: Path) -> None:
    parley("review", "edit", TALKS, "place=Tokyo", "--author", "Bo", "--desk", desk)
    ran = parley("review", "edit", TALKS, "place=Seoul", "--seen", "0", "--desk", desk)
    assert ran.code == 2
    assert "decided since you looked: 1, edit by Bo" in ran.err
    assert parley("review", "edit", TALKS, "place=Seoul", "--seen", "1", "--desk", desk).code == 0


def test_without_a_desk_there_is_nothing_to_decide_on(parley: Parley, tmp_path: Path) -> None:
    ran = parley("review", "accept", "e-1", "--desk", tmp_path / "none")
    assert (ran.code, ran.out) == (2, "")
    assert "no desk there; make one with: parley run" in ran.err


def test_gold_of_what_was_decided(parley: Parley, desk: Path, tmp_path: Path) -> None:
    nothing = parley("review", "export", "--gold", tmp_path / "gold", "--desk", desk)
    assert nothing.code == 1
    assert "nothing was decided on any document yet" in nothing.err
    parley("review", "accept", TALKS, "--desk", desk)
    ran = parley("review", "export", "--gold", tmp_path / "gold", "--desk", desk)
    assert ran.code == 0
    assert "2 documents, 2 rows to find" in ran.err
    arguments = ran.err.split("parley evaluate ")[1].split()
    told = json.loads(parley("evaluate", *arguments, "--format", "json").out)
    assert told["all"]["kinds"]["event"]["f1"] == 1.0


def test_an_edited_sheet_is_taken_in(parley: Parley, desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    parley("export", "--format", "csv", "-o", path, "--desk", desk)
    text = path.read_bytes().decode("utf-8")
    row = "e-5acd7f80eaf05bf8,2024-01-0"
    changed = text.replace(f"{row}8,", f"{row}7,")
    path.write_bytes(changed.encode("utf-8"))
    ran = parley("review", "import", path, "--desk", desk)
    assert (ran.code, "1 decision" in ran.err) == (0, True), ran.err
    other = changed.replace(f"{row}7,", f"{row}x,")
    path.write_bytes(other.encode("utf-8"))
    ran = parley("review", "import", path, "--desk", desk)
    assert ran.code == 1
    assert "column start: '2024-01-0x' is no date that can be read" in ran.err
