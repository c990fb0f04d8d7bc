"""The bundled chronology: sound and sourced, and a validator that finds each kind of fault."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from parley.lexicon import load
from parley.record import (
    Coverage,
    Page,
    check_reference,
    choose,
    cite,
    coverage,
    entries,
    figures,
    reference,
    search_reference,
)
from parley.record.chronology import SURENESS
from parley.record.chronology_check import check_coverage

TALKS = "2021-09-28-dpct-16"
ROW: dict[str, Any] = {
    "id": "2030-01-08-test",
    "start": "2030-01-08",
    "end": "2030-01-08",
    "precision": "day",
    "mode": "talks",
    "parties": ["CHN", "USA"],
    "channel": "usa-chn-dpct",
    "iteration": 99,
    "what": "An invented round of talks.",
    "source": "https://example.org/a",
    "sure": "searched",
}
Faults = Callable[..., list[str]]


@pytest.fixture
def faults(tmp_path: Path) -> Faults:
    """The faults of rows like ``ROW``, each with other fields than it; None leaves one out."""

    def found(*rows: dict[str, Any]) -> list[str]:
        full = [{**ROW, **row} for row in rows]
        told = [{key: value for key, value in row.items() if value is not None} for row in full]
        (tmp_path / "mine.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")
        return [str(problem) for problem in check_reference(tmp_path)]

    return found


def test_the_bundled_chronology_has_no_fault() -> None:
    assert check_reference() == []


def test_every_event_has_a_page_or_says_that_it_has_none() -> None:
    channels = load().channels
    for entry in entries():
        assert bool(entry.pages) != (entry.sure == "memory"), entry.id
        assert entry.channel is None or entry.channel in channels


def test_what_is_surer_counts_for_more() -> None:
    told = {event.id: event for event in reference()}
    for entry in entries():
        event = told[entry.id]
        assert event.confidence == SURENESS[entry.sure]
        assert [source.url for source in event.sources] == ([p.url for p in entry.pages] or [None])
        assert event.sources[0].evidence[0].text == entry.what
    assert list(SURENESS.values()) == sorted(SURENESS.values(), reverse=True)


def test_an_event_of_two_pages_has_two_sources() -> None:
    (entry,) = [e for e in entries() if e.id == "2021-12-27-kishi-wei-video"]
    (event,) = [e for e in reference() if e.id == entry.id]
    assert len(event.sources) == 2
    assert len({source.doc for source in event.sources}) == 2


def test_a_ministry_s_own_page_is_known_by_its_address() -> None:
    told = {entry.id: entry for entry in entries()}
    own = told["2021-12-27-kishi-wei-video"].pages[0]
    assert (own.party, own.publisher) == ("JPN", "Ministry of Defense (Japan)")
    assert told["2021-12-27-kishi-wei-video"].own


def test_a_user_s_file_adds_to_the_bundled_one(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(yaml.safe_dump([ROW]), encoding="utf-8")
    assert check_reference(tmp_path) == []
    assert reference(tmp_path)[-1].id == ROW["id"]


def test_a_faulty_file_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("- id: 2020-01-01-x\n  start: '2020-01-02'\n", encoding="utf-8")
    problems = check_reference(tmp_path)
    assert problems
    assert all(p.source == str(file) and p.line == 1 for p in problems)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "blue"}, "colour"),
        ({"start": "2030-13-08"}, "is not a 'date'"),
        ({"source": "ftp://example.org/a"}, "source"),
        ({"source": None}, "'source' is a required property"),
        ({"sure": "memory"}, "should not be valid"),
        ({"mode": "chat"}, "mode 'chat' is not known"),
        ({"effect": "paused"}, "effect 'paused' is not known"),
        ({"end": "2030-01-07"}, "before it starts"),
        ({"precision": "month"}, "give the interval's bounds"),
        ({"precision": "week", "end": "2030-01-28"}, "more than a week"),
        ({"id": "2030-01-09-test"}, "the id's date is not the start"),
        ({"parties": ["USA", "CHN"]}, "not in order"),
        ({"channel": "usa-chn-chat"}, "not in the lexicon"),
        ({"parties": ["JPN", "KOR"]}, "none of the channel's parties"),
        ({"parties": ["JPN", "USA"]}, "without CHN"),
        ({"local_dates": {"USA": "2030-01-08", "JPN": "2030-01-08"}}, "takes no part"),
        ({"local_dates": {"USA": "2030-01-05", "CHN": "2030-01-08"}}, "more than a day"),
        ({"cause": ["1901-01-01-no-such"]}, "is no event here"),
        ({"iteration": 3}, "round 3 comes after round 19"),
    ],
)
def test_each_kind_of_fault_is_found(faults: Faults, change: dict[str, Any], message: str) -> None:
    assert any(message in fault for fault in faults(change))


def test_an_id_stands_once(faults: Faults) -> None:
    assert any("the id stands in" in fault for fault in faults({}, {"mode": "visit"}))


def test_an_event_is_told_once(faults: Faults) -> None:
    twin = {"id": "2030-01-08-twin", "mode": "meet", "iteration": None}
    assert any("tells what 2030-01-08-test tells" in fault for fault in faults({}, twin))
    assert faults({}, {**twin, "mode": "call"}) == []


def test_a_cause_does_not_follow(faults: Faults) -> None:
    later = {"id": "2030-02-08-later", "start": "2030-02-08", "end": "2030-02-08", "iteration": 100}
    found = faults({"cause": ["2030-02-08-later"]}, later)
    assert any("begins after it ends" in fault for fault in found)


def _reach(**fields: Any) -> Coverage:
    days = {"record_from": dt.date(2000, 1, 1), "record_until": dt.date(2030, 12, 31)}
    return Coverage("usa-chn-dpct", **{**days, **fields})


@pytest.mark.parametrize(
    ("reach", "message"),
    [
        (_reach(record_until=dt.date(2029, 1, 1)), "before its last event"),
        (_reach(complete=False), "say what is missing"),
        (_reach(complete=False, missing="x"), "end its record with its last event"),
        (_reach(missing="round 2"), "nothing can be missing"),
        (_reach(), "rounds are missing: 2"),
        (
            _reach(complete=False, missing="x", complete_from=dt.date(1999, 1, 1)),
            "outside the record",
        ),
        (Coverage("no-such", dt.date(2000, 1, 1), dt.date(2030, 1, 1)), "not in the lexicon"),
    ],
)
def test_faults_of_the_coverage(reach: Coverage, message: str) -> None:
    rows = [
        {**ROW, "start": f"{year}-01-08", "end": f"{year}-01-08", "iteration": number}
        for year, number in ((2028, 1), (2030, 3))
    ]
    assert any(message in str(problem) for problem in check_coverage([reach], rows))


def test_a_hole_before_the_complete_part_is_none() -> None:
    row = {**ROW, "iteration": 3}
    reach = _reach(complete=False, missing="rounds 1 and 2", complete_from=dt.date(2029, 1, 1))
    assert list(check_coverage([reach], [row])) == []


def test_coverage_tells_how_far_and_whether_whole() -> None:
    reach = coverage()
    assert reach["usa-chn-dpct"].complete is False
    assert reach["usa-chn-dpct"].missing is not None
    assert reach["usa-chn-dct"].complete is True


def test_search_reads_every_language_and_either_script() -> None:
    found = {word: search_reference(entries(), [word]) for word in ("董軍", "董军", "Dong Jun")}
    assert found["董軍"] == found["董军"] == found["Dong Jun"] != []
    by_channel = search_reference(entries(), ["海上軍事安全磋商機制", "Honolulu"])
    assert {entry.channel for entry in by_channel} == {"usa-chn-mmca"}


@given(st.sampled_from(entries()), st.sampled_from(["id", "what"]))
def test_an_event_is_found_by_its_own_words(entry: Any, field: str) -> None:
    words = getattr(entry, field).split()
    assert entry in search_reference(entries(), words)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)), st.sets(st.sampled_from(["CHN", "USA"])))
def test_what_is_chosen_and_what_is_left_out_make_the_whole(day: dt.date, who: set[str]) -> None:
    chosen = choose(entries(), start=day, parties=who)
    assert all(entry.end >= day and who <= set(entry.parties) for entry in chosen)
    left = [entry for entry in entries() if entry not in chosen]
    assert all(entry.end < day or not who <= set(entry.parties) for entry in left)


def test_figures_add_up() -> None:
    held = figures(entries())
    assert held.events == len(entries()) == sum(held.sure.values())
    assert held.own == sum(any(page.party for page in entry.pages) for entry in entries())
    assert sum(held.channels.values()) == sum(entry.channel is not None for entry in entries())
    assert list(held.publishers.values()) == sorted(held.publishers.values(), reverse=True)


def _cited(key: str, style: Any) -> str:
    return cite([entry for entry in entries() if entry.id == key], "1.0", style)


def test_a_citation_names_publisher_day_and_entry() -> None:
    text = _cited("2021-12-27-kishi-wei-video", "text").splitlines()[0]
    assert text.startswith(
        "Ministry of Defense (Japan) (2021-12-27). 日中防衛相テレビ会談について."
    )
    assert "Parley reference chronology 1.0, 2021-12-27-kishi-wei-video" in text


def test_csl_is_what_reference_managers_read() -> None:
    items = json.loads(_cited("2021-12-27-kishi-wei-video", "csl-json"))
    assert [item["type"] for item in items] == ["webpage", "webpage"]
    assert len({item["id"] for item in items}) == 2
    assert items[0]["issued"] == {"date-parts": [[2021, 12, 27]]}


def test_bibtex_escapes_what_tex_reads_otherwise() -> None:
    (entry,) = [e for e in entries() if e.id == TALKS]
    page = Page(url="https://example.org/a_b", publisher="A & B")
    entry = msgspec.structs.replace(entry, what="Sure: 50 % of A_B.", pages=(page,))
    text = cite([entry], "1.0", "bibtex")
    assert r"author = {{A \& B}}" in text
    assert r"title = {{[Sure: 50 \% of A\_B]}}" in text
    assert text.count("{") == text.count("}")


def test_an_event_without_a_page_is_cited_itself_and_says_so() -> None:
    known = next(entry for entry in entries() if entry.sure == "memory")
    assert "not confirmed by a page" in _cited(known.id, "text")
    (item,) = json.loads(_cited(known.id, "csl-json"))
    assert item["type"] == "entry"
    assert "URL" not in item
