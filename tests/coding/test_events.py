"""Single sentences and the events that must come out of them: cases/events.LANG.yaml."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from parley.coding.events import events
from parley.coding.scan import scan
from parley.items import TYPE_OF_MODE, Document, Event
from parley.lexicon import load

CASES = Path(__file__).parent / "cases"
PUBLISHED = dt.date(2024, 6, 15)


def cases() -> list[Any]:
    out = []
    for path in sorted(CASES.glob("events.*.yaml")):
        lang = path.name.split(".")[1]
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            out.append(pytest.param(lang, row, id=f"{lang}-{row['id']}"))
    return out


def code(lang: str, row: dict[str, Any]) -> list[Event]:
    document = Document(
        id="case",
        text=row["text"],
        lang=lang,
        voice=row.get("voice", "press"),
        published=row.get("published", PUBLISHED),
    )
    return events(scan(document, load()), load())


def fits(event: Event, wanted: list[Any], row: dict[str, Any]) -> bool:
    modes, modalities, parties, start, end = wanted
    return (
        event.mode in modes.split("/")
        and event.modality in modalities.split("/")
        and set(event.parties) - set(row.get("also", ())) == set(parties)
        and (start is None or (event.start or "unknown") == start)
        and (end is None or (event.end or "unknown") == end)
    )


@pytest.mark.parametrize(("lang", "row"), cases())
def test_a_sentence_gives_its_events_and_no_others(lang: str, row: dict[str, Any]) -> None:
    found = code(lang, row)
    left = list(found)
    for wanted in row["events"]:
        match = next((e for e in left if fits(e, wanted, row)), None)
        assert match is not None, f"{wanted} not among {[brief(e) for e in found]}"
        left.remove(match)
    assert not left, f"also coded: {[brief(e) for e in left]}"


@pytest.mark.parametrize(("lang", "row"), [c for c in cases() if "known" in c.values[1]])
def test_whom_the_names_mean(lang: str, row: dict[str, Any]) -> None:
    assert {p.entity for event in code(lang, row) for p in event.participants} == set(row["known"])


@pytest.mark.parametrize(("lang", "row"), [c for c in cases() if "people" in c.values[1]])
def test_those_are_named_who_took_part(lang: str, row: dict[str, Any]) -> None:
    assert {p.name for event in code(lang, row) for p in event.participants} == set(row["people"])


@pytest.mark.parametrize(
    ("lang", "text", "rounds"),
    [
        ("zh-Hant", "3月5日日中安全對話在東京恢復，這是第18次，上一次是在2022年。", [18, None]),
        (
            "en",
            "The talks between China and Japan resumed on March 5, and it was the 18th round.",
            [18],
        ),
    ],
)
def test_a_remark_tells_which_round_it_was(lang: str, text: str, rounds: list[int | None]) -> None:
    assert [event.iteration for event in code(lang, {"text": text})] == rounds


@pytest.mark.parametrize(("lang", "row"), cases())
def test_evidence_is_the_document_s_own_text(lang: str, row: dict[str, Any]) -> None:
    for event in code(lang, row):
        assert event.type == TYPE_OF_MODE[event.mode]
        for evidence in event.evidence:
            assert evidence.text == row["text"][evidence.start : evidence.end] != ""


def brief(event: Event) -> tuple[object, ...]:
    return (event.mode, event.modality, event.parties, str(event.start), str(event.end))


@pytest.mark.parametrize(
    ("lang", "text", "informal"),
    [
        ("zh-Hant", "美中兩國防長6月2日在新加坡的晚宴上握手。", True),
        ("zh-Hans", "美中两国防长6月2日在新加坡会晤。", False),
        ("en", "Austin and Li Shangfu shook hands at the dinner in Singapore on June 2.", True),
        ("en", "Austin met Dong Jun in Singapore on May 31.", False),
        ("ja", "日中の防衛相は6月2日、シンガポールの夕食会で握手した。", True),
        ("ko", "한중 국방장관이 6월 2일 싱가포르 만찬에서 악수했다.", True),
    ],
)
def test_a_handshake_is_an_encounter_in_passing(lang: str, text: str, informal: bool) -> None:
    (event,) = code(lang, {"text": text})
    assert event.informal == informal


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("zh-Hans", "美国国防部长劳埃德·奥斯汀与中国国防部长董军在新加坡会谈。", "劳埃德·奥斯汀"),
        ("zh-Hant", "法國國防部長塞巴斯蒂安·勒科尼和中國國防部長董軍會談。", "塞巴斯蒂安·勒科尼"),
        ("en", "Lloyd J. Aus-\ntin III met with Dong Jun.", "Lloyd J. Austin III"),
    ],
)
def test_a_name_is_all_of_it_and_no_more(lang: str, text: str, name: str) -> None:
    (event,) = code(lang, {"text": text})
    assert name in [participant.name for participant in event.participants]
