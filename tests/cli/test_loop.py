"""The correction loop, once round: code, correct, teach the lexicon, code anew, measure."""

import json
from pathlib import Path
from typing import Any

from .conftest import Parley

NOTE = """Marta Okafor met Wei Lan in Geneva on 5 March 2024.
In a stage play that opened on 6 April 2024, Japan attacked China.
Defence ministers of Japan and China met in Singapore on 1 June 2024.
"""
MISSED = "Marta Okafor and Wei Lan spoke by phone on 9 March 2024.\n"
PEOPLE = """
- {id: okafor-marta, party: USA, names: {en: [Marta Okafor]}}
- {id: wei-lan, party: CHN, names: {en: [Wei Lan]}}
"""


def test_corrections_stand_nothing_is_asked_twice_and_the_next_coder_is_measured(
    parley: Parley, tmp_path: Path
) -> None:
    papers, desk, gold = tmp_path / "papers", tmp_path / "desk", tmp_path / "gold"
    papers.mkdir()
    (papers / "note.txt").write_text(NOTE, "utf-8")
    (papers / "brief.txt").write_text(MISSED, "utf-8")
    about = ("--voice", "press", "--published", "2024-07-01", "--no-reference", "--desk", desk)

    def done(*arguments: str | Path) -> str:
        ran = parley(*arguments)
        assert ran.code == 0, ran.err
        return ran.out

    def events() -> dict[str, dict[str, Any]]:
        out = done("chronology", "--format", "json", "--no-reference", "--desk", desk)
        return {event["id"]: event for event in json.loads(out)}

    def decide(*arguments: str | Path) -> None:
        done("review", *arguments, "--author", "Ana", "--desk", desk)

    def score(*more: str | Path) -> dict[str, Any]:
        out = done("evaluate", gold / "gold", "--docs", gold / "docs", "--format", "json", *more)
        figures: dict[str, Any] = json.loads(out)["all"]["kinds"]["event"]
        return figures

    # Code. Two names are unknown: one meeting gets the wrong parties, one call is missed.
    done("run", papers, *about)
    coded = events()
    assert {(e["mode"], *e["parties"]) for e in coded.values()} == {
        ("meet", "CHN", "JPN"),
        ("attack", "CHN", "JPN"),
    }
    [wrong] = [e["id"] for e in coded.values() if e["start"] == "2024-03-05"]
    [play] = [e["id"] for e in coded.values() if e["mode"] == "attack"]
    [right] = [e["id"] for e in coded.values() if e["start"] == "2024-06-01"]

    # Correct three errors, and accept what is right.
    decide("edit", wrong, "parties=CHN,USA", "participants=Marta Okafor (USA) | Wei Lan (CHN)")
    decide("reject", play, "--reason", "a play")
    words = "Marta Okafor and Wei Lan spoke by phone"
    fields = ("mode=call", "parties=CHN,USA", "date=2024-03-09")
    decide("add", *fields, "--doc", "brief", "--text", words)
    decide("accept", right)
    corrected = events()
    assert {(e["mode"], *e["parties"], e["status"]) for e in corrected.values()} == {
        ("meet", "CHN", "USA", "edited"),
        ("call", "CHN", "USA", "accepted"),
        ("meet", "CHN", "JPN", "accepted"),
    }
    done("review", "export", "--gold", gold, "--desk", desk)
    before = score()

    # Teach the lexicon, and code anew: the coder now finds by itself what was put right.
    lexicon = tmp_path / "lexicon"
    lexicon.mkdir()
    (lexicon / "people.yaml").write_text(PEOPLE, "utf-8")
    items = done("code", papers, *about[:4], "--lexicon", lexicon).splitlines()
    assert ["CHN", "USA"] in [json.loads(item).get("parties") for item in items]
    done("run", papers, *about, "--lexicon", lexicon)

    # Corrections stand, and nothing is asked twice.
    assert events() == corrected
    assert "0 decisions" in done("review", "unattached", "--desk", desk)
    queue = json.loads(done("review", "list", "--format", "json", "--no-reference", "--desk", desk))
    assert {doubt["id"] for doubt in queue}.isdisjoint(coded)

    # What was corrected measures the coder: the new one does better.
    after = score("--lexicon", lexicon)
    assert (before["found"], after["found"], before["rows"]) == (1, 3, 3)
    assert after["f1"] > before["f1"]
    assert after["extra"] == 1  # the play
    assert parley("desk", "check", "--desk", desk).code == 0
