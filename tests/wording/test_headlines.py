"""Headlines as readers see them."""

import datetime as dt
from typing import Any

import pytest

from parley.items import (
    MODALITIES,
    TYPE_OF_MODE,
    Event,
    IntervalClaim,
    MergedEvent,
    Participant,
    Place,
    Speaker,
    Statement,
    Subject,
)
from parley.lexicon import load
from parley.wording import UI, headline

LEXICON = load()


def event(mode: str, **fields: Any) -> Event:
    return Event(id="e", doc="d", mode=mode, type=TYPE_OF_MODE[mode], **fields)


USA_CHN = ("CHN", "USA")


@pytest.mark.parametrize(
    ("item", "en", "hant", "hans"),
    [
        (
            event(
                "talks",
                parties=USA_CHN,
                channel="usa-chn-dpct",
                iteration=17,
                place=Place("D.C.", entity="honolulu"),
            ),
            "U.S. and China held the 17th Defense Policy Coordination Talks in Honolulu",
            "美中在檀香山舉行第17次國防部工作會晤",
            "中美在火奴鲁鲁举行第17次国防部工作会晤",
        ),
        (
            event(
                "refuse-meeting",
                modality="refused",
                parties=USA_CHN,
                initiator=("CHN",),
                participants=(Participant("李", entity="li-shangfu"),),
            ),
            "China refused a meeting with the U.S. (Li Shangfu)",
            "中國拒絕與美國會面（李尚福）",
            "中国拒绝与美国会面（李尚福）",
        ),
        (
            event("meet", modality="planned", parties=("CHN", "JPN", "KOR")),
            "Japan, South Korea and China to meet",
            "中日韓擬會晤",
            "中日韩拟会晤",
        ),
        (
            event("exercise", modality="denied", parties=("CHN",)),
            "Denied: China held an exercise",
            "遭否認：中國舉行軍演",
            "被否认：中国举行军演",
        ),
        (
            event("cancel", initiator=("CHN",), channel="jpn-chn-maritime-aerial-mechanism"),
            "China cancelled a meeting under the Maritime and Aerial Communication Mechanism",
            "中國取消海空聯絡機制會議",
            "中国取消防务部门海空联络机制会议",
        ),
        (
            event("meet", parties=USA_CHN, channel="shangri-la-dialogue"),
            "U.S. and China met at the Shangri-La Dialogue",
            "美中在香格里拉對話會晤",
            "中美在香格里拉对话会会晤",
        ),
        (  # Nobody is said to have refused: the refusal is told, not laid at both doors.
            event(
                "refuse-meeting",
                modality="refused",
                parties=USA_CHN,
                channel="usa-chn-defence-ministers",
                place=Place("万象", entity="LAO.capital"),
            ),
            "U.S.–China defence ministers' meeting refused in Vientiane",
            "美中防長會談在永珍遭拒",
            "中美防长会谈在万象遭拒",
        ),
        (
            event("cancel", parties=USA_CHN, channel="usa-chn-mmca"),
            "U.S.–China meeting under the Military Maritime Consultative Agreement cancelled",
            "美中海上軍事安全磋商機制會議取消",
            "中美海上军事安全磋商机制会议取消",
        ),
        (
            event("suspend-channel", parties=("KOR", "PRK"), channel="kor-prk-hotline"),
            "Inter-Korean communication lines suspended",
            "兩韓通訊聯絡線中止",
            "朝韩通信联络线中止",
        ),
        (
            event("suspend-channel", parties=("CHN", "JPN")),
            "Japan–China contacts suspended",
            "中日往來中止",
            "中日往来中止",
        ),
        (
            event(
                "visit",
                parties=("TWN", "USA"),
                initiator=("USA",),
                recipient=("TWN",),
                participants=(Participant("裴洛西", "USA", entity="pelosi-nancy"),),
            ),
            "Nancy Pelosi (U.S.) visited Taiwan",
            "裴洛西（美國）訪問臺灣",
            "佩洛西（美国）访问台湾",
        ),
        (
            event("visit", parties=USA_CHN, initiator=("USA",), recipient=("CHN",)),
            "U.S. paid a visit to China",
            "美國派員訪問中國",
            "美国派员访问中国",
        ),
        (
            event(
                "call", modality="planned", parties=USA_CHN, channel="usa-chn-theater-commanders"
            ),
            "U.S. and China to speak by phone (theater commanders' call)",
            "美中擬通話（戰區領導通話）",
            "中美拟通话（两军战区领导通话）",
        ),
        (
            event("call", parties=("CHN", "JPN"), channel="jpn-chn-defence-hotline"),
            "Japan and China spoke over the defence hotline",
            "中日經防務熱線通話",
            "中日经防务部门直通电话通话",
        ),
        (
            event("clash", parties=("CHN", "JPN"), place=Place("x", entity="senkaku-diaoyu")),
            "Japan and China clashed in the Senkaku/Diaoyu Islands",
            "中日在釣魚臺列嶼發生衝突",
            "中日在钓鱼岛发生冲突",
        ),
        (
            event(
                "suspend-channel", parties=("KOR", "PRK"), initiator=("PRK",), modality="ongoing"
            ),
            "North Korea suspended contacts with South Korea (ongoing)",
            "北韓中止與南韓的往來（持續中）",
            "朝鲜中止与韩国的往来（持续中）",
        ),
        (
            event("arms-sale", initiator=("USA",), recipient=("TWN",), modality="hypothetical"),
            "U.S. might approve an arms sale to Taiwan",
            "美國可能批准對臺灣軍售",
            "美国可能批准对台湾军售",
        ),
    ],
)
def test_events(item: Event, en: str, hant: str, hans: str) -> None:
    assert [headline(item, ui, LEXICON) for ui in UI] == [en, hant, hans]


@pytest.mark.parametrize(
    ("channel", "nth", "held"),
    [
        ("usa-chn-dpct", None, "the Defense Policy Coordination Talks"),
        ("jpn-chn-high-level-maritime", 17, "the 17th High-Level Consultation on Maritime Affairs"),
        ("usa-chn-defence-ministers", None, "a defence ministers' meeting"),
        ("usa-chn-arms-control", None, "arms control consultations"),
        ("usa-chn-chiefs-of-staff", None, "contacts of chiefs of staff"),
        ("usa-kor-ncg", None, "a meeting of the Nuclear Consultative Group"),
        ("usa-chn-mmca", 3, "the 3rd meeting under the Military Maritime Consultative Agreement"),
        ("usa-chn-defence-telephone-link", None, "a conversation over the Defense Telephone Link"),
        ("kor-prk-leaders-hotline", None, "an Inter-Korean leaders' hotline"),
    ],
)
def test_a_meeting_of_a_channel_has_the_article_of_its_name(
    channel: str, nth: int | None, held: str
) -> None:
    line = headline(event("talks", parties=USA_CHN, channel=channel, iteration=nth), "en", LEXICON)
    assert line == f"U.S. and China held {held}"


def test_people_and_places_without_an_id_are_found_by_name() -> None:
    item = event(
        "meet", parties=USA_CHN, participants=(Participant("Dong Jun"),), place=Place("Lima")
    )
    assert headline(item, "zh-Hant", LEXICON) == "美中在利馬會晤（董軍）"


def test_statements_and_claims() -> None:
    statement = Statement(
        id="s",
        doc="d",
        speaker=Speaker("Wu Qian", "CHN"),
        issue="taiwan",
        act="warn",
        addressee="USA",
    )
    assert headline(statement, "en", LEXICON) == "China gave a warning to the U.S. on Taiwan"
    assert headline(statement, "zh-Hant", LEXICON) == "中國就臺灣問題向美國提出警告"
    claim = IntervalClaim(
        id="c",
        doc="d",
        relation="first-since",
        value=17,
        unit="month",
        hedge="nearly",
        subject=Subject(parties=USA_CHN, level="minister"),
    )
    assert (
        headline(claim, "en", LEXICON)
        == "First U.S.–China contact at the level of ministers in nearly 17 months"
    )
    assert headline(claim, "zh-Hant", LEXICON) == "近17個月以來首次美中部長層級接觸"
    of_agreement = IntervalClaim(
        id="c",
        doc="d",
        relation="first-since",
        since="2021-12",
        subject=Subject(channel="usa-chn-mmca"),
    )
    assert (
        headline(of_agreement, "en", LEXICON)
        == "First meeting under the Military Maritime Consultative Agreement since December 2021"
    )


@pytest.mark.parametrize("ui", UI)
@pytest.mark.parametrize("mode", TYPE_OF_MODE)
def test_every_mode_and_modality_has_a_headline(mode: str, ui: str) -> None:
    for modality in MODALITIES:
        for channel in (None, "usa-chn-dpct", "usa-chn-defence-telephone-link", "apec"):
            item = event(
                mode, modality=modality, parties=USA_CHN, initiator=("CHN",), channel=channel
            )
            line = headline(item, ui, LEXICON)
            assert line
            assert not set(line) & set("{}[]\n")
            assert "  " not in line


def test_what_is_denied_or_planned_never_reads_as_having_occurred() -> None:
    for mode in TYPE_OF_MODE:
        real = headline(event(mode, parties=USA_CHN), "en", LEXICON)
        for modality in ("planned", "denied", "hypothetical"):
            unreal = headline(event(mode, parties=USA_CHN, modality=modality), "en", LEXICON)
            assert unreal != real


def test_an_event_without_parties_says_so() -> None:
    assert headline(event("clash"), "en", LEXICON) == "Unnamed parties clashed"


def test_a_merged_event_reads_as_its_assertion_does() -> None:
    merged = MergedEvent(
        id="m", mode="visit", type="CONSULT", start=dt.date(2022, 8, 2), parties=USA_CHN
    )
    assert headline(merged, "zh-Hans", LEXICON) == headline(
        event("visit", parties=USA_CHN), "zh-Hans", LEXICON
    )


def test_an_unknown_interface_language_is_refused() -> None:
    with pytest.raises(ValueError, match="zh-Hant"):
        headline(event("meet"), "fr", LEXICON)
