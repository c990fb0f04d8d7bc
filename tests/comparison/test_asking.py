"""Who asked for a meeting, and how long it took, as five languages say it."""

import datetime as dt

import pytest

from parley.comparison.asking import initiative, length
from parley.items import Document, Event, Evidence
from parley.lexicon import load


def told(text: str, lang: str, voice: str = "USA") -> tuple[Document, Event]:
    document = Document(id="one", text=text, lang=lang, voice=voice)
    event = Event(
        id="e-1",
        doc="one",
        mode="call",
        type="CONSULT",
        start=dt.date(2025, 1, 2),
        parties=("CHN", "USA"),
        evidence=(Evidence(0, len(text), text),),
    )
    return document, event


@pytest.mark.parametrize(
    ("text", "lang", "party"),
    [
        ("The two spoke at the request of the Chinese side.", "en", "CHN"),
        ("The two spoke today at China's request.", "en", "CHN"),
        ("The call was requested by the United States.", "en", "USA"),
        ("部长应美方请求同美国国防部长通电话。", "zh-Hans", "USA"),
        ("部長應約同美國國防部長通電話。", "zh-Hant", "USA"),
        ("部长应邀同美国国防部长会谈。", "zh-Hans", "USA"),
        ("中国側の求めに応じ、電話会談を行った。", "ja", "CHN"),
        ("중국의 요청으로 통화하였다.", "ko", "CHN"),
    ],
)
def test_who_asked(text: str, lang: str, party: str) -> None:
    document, event = told(text, lang, "CHN" if lang.startswith("zh") else "USA")
    asked = initiative(document, event, event.parties, load())
    assert asked is not None
    assert asked.party == asked.given.value == party
    (evidence,) = asked.given.evidence
    assert document.text[evidence.start : evidence.end] == evidence.text


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The two spoke by telephone.", "en"),
        ("The two spoke at the request of the organisers.", "en"),
        ("两国防长通电话。", "zh-Hans"),
        ("両大臣は電話会談を行った。", "ja"),
        ("양측은 통화하였다.", "ko"),
    ],
)
def test_nobody_is_said_to_have_asked(text: str, lang: str) -> None:
    document, event = told(text, lang)
    assert initiative(document, event, event.parties, load()) is None


@pytest.mark.parametrize(
    ("text", "lang", "minutes"),
    [
        ("The call lasted about 40 minutes.", "en", 40),
        ("The two met for two hours.", "en", 120),
        ("会谈持续了约75分钟。", "zh-Hans", 75),
        ("約20分間、電話会談を行った。", "ja", 20),
        ("약 30분간 통화하였다.", "ko", 30),
        ("The two have not met for 16 months.", "en", None),
    ],
)
def test_how_long_it_took(text: str, lang: str, minutes: int | None) -> None:
    found = length(*told(text, lang))
    assert (found and found.minutes) == minutes


def test_only_where_the_event_is_told() -> None:
    text = "Readout\nThe two spoke.\nAnother call lasted 40 minutes."
    document, event = told(text, "en")
    at = text.index("The two")
    short = Evidence(at, at + 14, text[at : at + 14])
    event = Event(id=event.id, doc="one", mode="call", type="CONSULT", evidence=(short,))
    assert length(document, event) is None
