"""What a claim's own words say is counted, where that is no channel."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from parley.checking import check
from parley.items import Evidence, MergedEvent, Place, Source, Subject
from parley.lexicon import load
from parley.record import Coverage

Make = Callable[..., MergedEvent]
Say = Callable[..., Any]


@pytest.fixture
def say(claim: Say) -> Say:
    """A claim of a document "text", with the words that make it at a place in the text."""

    def told(
        words: str, at: int = 100, parties: tuple[str, ...] = ("CHN", "USA"), **fields: Any
    ) -> Any:
        made = claim(channel=None, evidence=(Evidence(at, at + len(words), words),), **fields)
        return msgspec.structs.replace(made, subject=Subject(None, parties))

    return told


def beside(event: MergedEvent, at: int) -> MergedEvent:
    """An event that the claim's document tells at a place in its text."""
    source = Source(doc="text", assertion=event.id, evidence=(Evidence(at, at + 10, "x" * 10),))
    return msgspec.structs.replace(event, sources=(source,))


def verdict(told: Any, record: list[MergedEvent], published: str) -> tuple[str, tuple[str, ...]]:
    lexicon = load()
    day = dt.date.fromisoformat(published)
    found = check(told, day, record, lexicon.channels, lexicon=lexicon)
    return found.verdict, found.events


def test_an_act_of_one_side_counts_from_the_last_of_its_kind(event: Make, say: Say) -> None:
    def launch(key: str, when: str, who: str = "PRK") -> MergedEvent:
        return event(key, "missile-test", when, None, parties=(who,), initiator=(who,))

    record = [
        launch("other", "2025-12-20", "CHN"),
        launch("last", "2025-11-07"),
        beside(launch("now", "2026-01-04"), 20),
    ]
    told = say(
        "이는 발사 이후 58일 만이다.", parties=("KOR", "PRK"), relation="gap", value=58, unit="day"
    )
    assert verdict(told, record, "2026-01-04") == ("holds", ("last", "now"))


def test_of_two_acts_told_the_claim_is_of_the_later(event: Make, say: Say) -> None:
    def transit(key: str, when: str) -> MergedEvent:
        return event(key, "transit", when, None, parties=("GBR",), initiator=("GBR",))

    record = [
        beside(transit("before", "2021-09-27"), 80),
        transit("between", "2025-06-18"),
        beside(transit("now", "2025-09-12"), 20),
    ]
    told = say("這是四年來首度。", parties=("GBR",), value=4, unit="year")
    assert verdict(told, record, "2025-09-13") == ("contradicted", ("between", "now"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the first talks since President Trump returned to office in January", "holds"),
        ("the first talks since January", "contradicted"),
    ],
)
def test_since_he_took_office_is_a_time_without_use(
    words: str, expected: str, event: Make, say: Say
) -> None:
    channel = "usa-chn-mmca"
    record = [
        event("before", "talks", "2024-11-12", channel, parties=("CHN", "USA")),
        event("now", "talks", "2025-04-02", channel, parties=("CHN", "USA")),
    ]
    told = say(words, since="2025-01", event="now")
    reach = {channel: Coverage(channel, dt.date(2020, 1, 1), dt.date(2026, 1, 1))}
    lexicon = load()
    found = check(told, dt.date(2025, 4, 5), record, lexicon.channels, reach, lexicon=lexicon)
    assert found.verdict == expected


def test_what_is_held_at_a_place_counts_there_alone(event: Make, say: Say) -> None:
    def talks(key: str, when: str, place: str) -> MergedEvent:
        where = Place(place, None)
        return event(key, "talks", when, None, parties=("KOR", "USA"), place=where)

    record = [
        talks("seoul", "2024-09-23", "서울"),
        talks("washington", "2025-05-01", "워싱턴"),
        beside(talks("now", "2025-09-23", "서울"), 20),
    ]
    there = say(
        "서울 개최는 1년 만이다.", parties=("KOR", "USA"), relation="gap", value=1, unit="year"
    )
    anywhere = say("1년 만이다.", parties=("KOR", "USA"), relation="gap", value=1, unit="year")
    assert verdict(there, record, "2025-09-25") == ("holds", ("seoul", "now"))
    assert verdict(anywhere, record, "2025-09-25")[0] == "contradicted"


def test_the_other_side_s_name_alone_is_enough(event: Make, say: Say) -> None:
    channel = "jpn-chn-security-dialogue"
    parties = ("CHN", "JPN")
    record = [
        event("before", "talks", "2019-02-01", channel, parties=parties),
        beside(event("now", "talks", "2023-02-22", channel, parties=parties), 20),
    ]
    told = say("約4年ぶりの開催である。", parties=("CHN",), relation="gap", value=4, unit="year")
    assert verdict(told, record, "2023-02-22") == ("holds", ("before", "now"))


def test_a_line_s_silence_is_that_of_the_channel_told_of_beside_it(event: Make, say: Say) -> None:
    channel, parties = "kor-prk-hotline", ("KOR", "PRK")
    cut = event(
        "cut", "suspend-channel", "2023-04-07", channel, parties=parties, effect="suspended"
    )
    told = say(
        "通信線は3年近く沈黙したままだ。",
        parties=parties,
        relation="duration",
        value=3,
        unit="year",
        hedge="nearly",
    )
    assert verdict(told, [beside(cut, 95)], "2026-02-27")[0] == "holds"
    assert verdict(told, [beside(cut, 400)], "2026-02-27")[0] == "not-enough-record"


def test_a_use_on_the_day_before_is_of_the_same_session(event: Make, say: Say) -> None:
    channel, parties = "usa-chn-dpct", ("CHN", "USA")
    record = [
        event("before", "talks", "2019-12-24", channel, parties=parties),
        event("eve", "talks", "2024-05-26", channel, parties=parties),
        event("now", "talks", "2024-05-27", channel, parties=parties),
    ]
    told = say("4年5か月ぶり", relation="gap", value=53, unit="month", event="now")
    assert verdict(told, record, "2024-05-28") == ("holds", ("before", "now"))


def test_how_long_a_line_was_open_counts_to_the_next_break(event: Make, say: Say) -> None:
    channel, parties = "kor-prk-hotline", ("KOR", "PRK")
    line = {"parties": parties}
    record = [
        event("cut", "suspend-channel", "2020-06-09", channel, effect="suspended", **line),
        event("back", "resume-channel", "2021-10-04", channel, effect="resumed", **line),
        event("silent", "suspend-channel", "2023-04-07", channel, effect="suspended", **line),
    ]
    told = say("18 months from then", relation="duration", value=18, unit="month", event="back")
    assert verdict(told, record, "2024-10-18") == ("holds", ("back", "silent"))
