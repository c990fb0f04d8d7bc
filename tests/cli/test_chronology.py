"""``parley chronology`` keeps what is asked for, and shows it a page at a time."""

import json
import shlex
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.cli.conftest import EXAMPLES, Parley


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from parley.desk import Desk

    place = tmp_path_factory.mktemp("desk")
    with Desk.open(place) as desk:
        assert desk.add(EXAMPLES).read == 6
    return place


def events(parley: Parley, desk: Path, *options: str) -> list[dict[str, Any]]:
    ran = parley("chronology", "--desk", desk, "--format", "json", *options)
    assert ran.code == 0, ran.err
    found: list[dict[str, Any]] = json.loads(ran.out)
    return found


def test_filters_keep_what_they_say(parley: Parley, desk: Path) -> None:
    whole = events(parley, desk)
    assert events(parley, desk, "--mode", "talks") == [e for e in whole if e["mode"] == "talks"]
    assert events(parley, desk, "--status", "coded") == [e for e in whole if e["status"] == "coded"]
    sure = events(parley, desk, "--confidence", "0.9")
    assert sure == [e for e in whole if e["confidence"] >= 0.9]
    told = events(parley, desk, "--lang", "zh-Hant")
    assert told == [e for e in whole if "zh-Hant" in {s["lang"] for s in e["sources"]}]
    source = "readout-kuala-lumpur.en"
    assert events(parley, desk, "--source", source) == [
        e for e in whole if source in {s["doc"] for s in e["sources"]}
    ]
    for kept in (sure, told):
        assert 0 < len(kept) < len(whole)
    both = events(parley, desk, "--mode", "talks", "--lang", "zh-Hant", "--parties", "CHN,JPN")
    assert both
    assert all(e["mode"] == "talks" and {"CHN", "JPN"} <= set(e["parties"]) for e in both)


def test_a_person_is_found_by_a_name_in_any_script(parley: Parley, desk: Path) -> None:
    whole = events(parley, desk)
    austin = "austin-lloyd"
    told = [e for e in whole if austin in {p["entity"] for p in e["participants"]}]
    assert told
    for name in (austin, "Lloyd Austin", "lloyd austin", "奧斯汀", "奥斯汀", "オースティン"):
        assert events(parley, desk, "--person", name) == told, name


def test_the_newest_come_first(parley: Parley, desk: Path) -> None:
    assert events(parley, desk, "--newest") == events(parley, desk)[::-1]


@pytest.mark.parametrize("order", [(), ("--newest",)])
def test_pages_hold_the_whole(parley: Parley, desk: Path, order: tuple[str, ...]) -> None:
    asked = ("--parties", "USA,CHN", *order)
    whole = events(parley, desk, *asked)
    assert all("after" not in event for event in whole)
    pages: list[dict[str, Any]] = []
    while more := events(
        parley, desk, *asked, "--limit", "40", *(["--after", pages[-1]["after"]] if pages else [])
    ):
        assert len(more) <= 40
        pages += more
    schema = json.loads(parley("schema", "chronology").out)
    jsonschema.Draft202012Validator(schema).validate(pages)
    assert len(whole) > 80
    assert [{k: v for k, v in e.items() if k != "after"} for e in pages] == whole


def test_the_table_and_csv_tell_the_command_for_the_next_page(parley: Parley, desk: Path) -> None:
    asked = ("--mode", "talks", "--lang", "zh-Hant", "--no-reference")
    whole = events(parley, desk, *asked)
    command: list[str] = ["parley", "chronology", "--desk", str(desk), *asked, "--limit", "2"]
    shown = 0
    while True:
        out = parley(*command[1:]).out
        shown += int(out.split()[0])
        *_, last = out.splitlines()
        if not last.startswith("More: "):
            break
        command = shlex.split(last.removeprefix("More: "))
    assert shown == len(whole) > 4
    ran = parley("chronology", "--desk", desk, *asked, "--limit", "2", "--format", "csv")
    assert "More: " in ran.err
    assert "More: " not in ran.out


@pytest.mark.parametrize(
    ("option", "value", "near"),
    [
        ("--mode", "tallks", "talks"),
        ("--mode", "consult", "video-call"),
        ("--person", "Loyd Austin", "austin-lloyd"),
        ("--person", "Nobody Whatever At All", "parley lexicon show"),
        ("--lang", "zh-Hand", "zh-Hant"),
        ("--source", "readout-kuala-lumpur", "readout-kuala-lumpur.en"),
        ("--status", "code", "coded"),
        ("--channel", "usa-chn-mmc", "usa-chn-mmca"),
        ("--after", "yesterday", "after"),
    ],
)
def test_an_unknown_value_is_told_the_nearest(
    parley: Parley, desk: Path, option: str, value: str, near: str
) -> None:
    ran = parley("chronology", "--desk", desk, option, value)
    assert ran.code == 2
    assert ran.out == ""
    assert near in ran.err
    assert option in ran.err


def test_days_in_two_capitals_stand_beside_each_other(parley: Parley, desk: Path) -> None:
    on = ("--from", "2021-02-10", "--to", "2021-02-11", "--parties", "USA,CHN", "--mode", "call")
    told = " ".join(parley("chronology", "--desk", desk, *on).out.split())
    assert "USA 2021-02-10, CHN 2021-02-11" in told


@pytest.mark.parametrize(
    ("ui", "notes"),
    [
        ("en", ["announced 2024-01-03", "sources differ on date"]),
        ("zh-Hans", ["2024-01-03预告", "来源对日期说法不一"]),
    ],
)
def test_an_announcement_and_a_difference_are_noted(
    parley: Parley, tmp_path: Path, ui: str, notes: list[str]
) -> None:
    talks = "the 17th U.S.-China Defense Policy Coordination Talks in Washington"
    for name, day, text in (
        ("notice", "2024-01-03", f"The two sides will hold {talks} on January 8-9, 2024."),
        ("readout", "2024-01-10", f"The two sides held {talks} on January 8-9, 2024."),
        ("report", "2024-01-11", f"The two sides held {talks} on January 9-10, 2024."),
    ):
        (tmp_path / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8")
        about = {"voice": "press", "published": day}
        (tmp_path / f"{name}.meta.json").write_text(json.dumps(about), encoding="utf-8")
    place = tmp_path / "desk"
    assert parley("run", tmp_path, "--desk", place).code == 0
    ran = parley("chronology", "--desk", place, "--no-reference", "--ui", ui)
    assert ran.out.startswith({"en": "1 event", "zh-Hans": "1起事件"}[ui])
    for note in notes:
        assert note in ran.out
