"""An invented desk: two dyads, four documents in three languages, to render and to look at."""

import datetime as dt

from parley.items import (
    Because,
    ChannelState,
    Check,
    Document,
    Evidence,
    Gap,
    IntervalClaim,
    MergedEvent,
    Participant,
    Place,
    Problem,
    Reading,
    Source,
    Speaker,
    Statement,
    Subject,
    Told,
)
from parley.report import ReportData, Spell

DAY = dt.date


READOUT = Document(
    id="readout-2031-05-14",
    lang="en",
    title="Readout of the Defense Policy Coordination Talks",
    url="https://www.example.org/readouts/2031-05-14",
    publisher="Department of Defense",
    voice="USA",
    published=DAY(2031, 5, 15),
    text=(
        "Readout of the Defense Policy Coordination Talks\n\n"
        "Senior officials of the two defense departments met in Honolulu on May 13 and 14 for the "
        "21st Defense Policy Coordination Talks, the first round in 16 months. "
        "Deputy Assistant Secretary Jane Roe led the American side. "
        "The two sides agreed to resume calls between theater commanders before the end of the "
        "summer. The American side stressed that freedom of navigation in the South China Sea "
        "will be upheld, and urged restraint around unmanned aircraft. Talks had been suspended by "
        "Beijing in January 2030 after an arms sale was announced.\n"
    ),
)
COMMUNIQUE = Document(
    id="gongbao-2031-05-14",
    lang="zh-Hans",
    title="中美国防部举行第二十一次工作会晤",
    url="https://www.example.org/mod/20310514.html",
    publisher="国防部新闻局",
    voice="CHN",
    published=DAY(2031, 5, 14),
    inferred=("published",),
    text=(
        "中美国防部举行第二十一次工作会晤\n\n"
        "5月13日，中美两国国防部在檀香山举行第二十一次国防部工作会晤。"
        "中方强调，台湾问题是中国核心利益中的核心，要求美方停止对台军售。"
        "中方表示，中方尊重各国依法享有的航行自由，坚决反对借此损害沿岸国主权。"
        "双方一致认为，应保持沟通，避免误解误判。\n"
    ),
)
PRESS = Document(
    id="press-2031-06-02",
    lang="zh-Hant",
    title="中日防務熱線三年來首次啟用<b>快訊</b>",
    url="javascript:alert(1)",
    publisher="海峽時報社",
    voice="press",
    published=DAY(2031, 6, 2),
    text=(
        "中日防務熱線三年來首次啟用\n\n"
        "日本防衛大臣與中國國防部長6月1日透過防務熱線通話，這是三年來首次。"
        "日方對無人機接近尖閣諸島周邊表達嚴重關切。"
        "消息人士稱，雙方原訂7月在東京舉行副部長級會談，但中方已予拒絕。"
        "報導另稱，演習期間雙方曾有接觸，日期不詳。\n"
    ),
)
NOTE = Document(
    id="note",
    lang="en",
    title=None,
    text="Analysts recall that the hotline was agreed in 2018 & first tested in 2023.\n",
)
DOCUMENTS = (READOUT, COMMUNIQUE, PRESS, NOTE)


def evidence(document: Document, text: str) -> Evidence:
    start = document.text.index(text)
    return Evidence(start, start + len(text), text)


def source(document: Document, *texts: str, **asserted: object) -> Source:
    found = tuple(evidence(document, text) for text in texts)
    return Source(
        doc=document.id,
        assertion=f"a-{document.id}-{found[0].start}",
        voice=document.voice,
        published=document.published,
        title=document.title,
        url=document.url,
        evidence=found,
        asserted=dict(asserted),
    )


def reference(identifier: str, start: dt.date, headline: str, **fields: object) -> MergedEvent:
    given: dict[str, object] = {
        "id": identifier,
        "mode": "talks",
        "type": "CONSULT",
        "start": start,
        "end": start,
        "precision": "day",
        "headline": headline,
        "confidence": 1.0,
        "status": "reference",
        "sources": (
            Source(
                doc="reference",
                assertion=identifier,
                title="Official record",
                url=f"https://www.example.org/record/{identifier}",
            ),
        ),
    }
    return MergedEvent(**{**given, **fields})  # type: ignore[arg-type]


TALKS = MergedEvent(
    id="event-01",
    mode="talks",
    type="CONSULT",
    start=DAY(2031, 5, 13),
    end=DAY(2031, 5, 14),
    precision="day",
    parties=("CHN", "USA"),
    participants=(Participant("Jane Roe", "USA", "Deputy Assistant Secretary"),),
    channel="usa-chn-dpct",
    iteration=21,
    effect="used",
    scope="meeting",
    place=Place("Honolulu", "USA"),
    headline="The United States and China held the 21st round of the Defense Policy Coordination "
    "Talks in Honolulu",
    confidence=0.92,
    sources=(
        source(READOUT, "met in Honolulu on May 13 and 14 for the 21st Defense Policy"),
        source(
            COMMUNIQUE,
            "5月13日，中美两国国防部在檀香山举行第二十一次国防部工作会晤",
            end="2031-05-13",
        ),
    ),
    conflicts=("date",),
    aliases=("event-01b",),
    history=(
        Told(
            modality="planned",
            doc="press-2031-06-02",
            published=DAY(2031, 5, 2),
            start=DAY(2031, 5, 1),
            end=DAY(2031, 5, 31),
        ),
        Told(
            modality="occurred",
            doc=COMMUNIQUE.id,
            published=COMMUNIQUE.published,
            start=DAY(2031, 5, 13),
            end=DAY(2031, 5, 13),
        ),
    ),
)
AGREED = MergedEvent(
    id="event-02",
    mode="agree-to-resume",
    type="AGREE",
    start=DAY(2031, 5, 14),
    end=DAY(2031, 5, 14),
    precision="day",
    parties=("CHN", "USA"),
    channel="usa-chn-theater-commanders",
    effect="agreed-to-resume",
    scope="series",
    modality="agreed",
    headline="The United States and China agreed to resume calls between theatre commanders",
    confidence=0.81,
    sources=(
        source(
            READOUT,
            "The two sides agreed to resume calls between theater commanders before the end of the "
            "summer",
        ),
    ),
)
SUSPENDED = MergedEvent(
    id="event-03",
    mode="suspend-channel",
    type="SANCTION",
    start=DAY(2030, 1, 1),
    end=DAY(2030, 1, 31),
    precision="month",
    parties=("CHN", "USA"),
    initiator=("CHN",),
    recipient=("USA",),
    channel="usa-chn-dpct",
    effect="suspended",
    scope="series",
    cause=("ref-sale",),
    headline="China suspended the Defense Policy Coordination Talks",
    confidence=0.77,
    sources=(source(READOUT, "Talks had been suspended by Beijing in January 2030"),),
    status="accepted",
)
HOTLINE = MergedEvent(
    id="event-04",
    mode="call",
    type="CONSULT",
    start=DAY(2031, 6, 1),
    end=DAY(2031, 6, 1),
    precision="day",
    parties=("CHN", "JPN"),
    channel="jpn-chn-defence-hotline",
    effect="used",
    headline="The Japanese and Chinese defence ministers spoke over the defence hotline",
    confidence=0.88,
    sources=(source(PRESS, "6月1日透過防務熱線通話"),),
)
REFUSED = MergedEvent(
    id="event-05",
    mode="refuse-meeting",
    type="REJECT",
    start=DAY(2031, 7, 1),
    end=DAY(2031, 7, 31),
    precision="month",
    parties=("CHN", "JPN"),
    initiator=("CHN",),
    recipient=("JPN",),
    channel="jpn-chn-security-dialogue",
    effect="refused",
    scope="meeting",
    modality="refused",
    asserted_by="消息人士",
    place=Place("東京", "JPN"),
    headline="China refused a meeting of vice-ministers with Japan in Tokyo",
    confidence=0.56,
    sources=(source(PRESS, "雙方原訂7月在東京舉行副部長級會談，但中方已予拒絕"),),
)
UNDATED = MergedEvent(
    id="event-06",
    mode="meet",
    type="CONSULT",
    parties=("CHN", "JPN"),
    headline="Japan and China were in contact during the exercise",
    confidence=0.38,
    sources=(source(PRESS, "演習期間雙方曾有接觸，日期不詳"),),
)
EXERCISE = MergedEvent(
    id="event-07",
    mode="exercise",
    type="MOBILIZE",
    start=DAY(2031, 4, 1),
    end=DAY(2031, 4, 3),
    precision="day",
    parties=("CHN",),
    headline="China held an exercise in the East China Sea",
    confidence=0.7,
    sources=(source(PRESS, "演習期間"),),
)
EVENTS = (TALKS, AGREED, SUSPENDED, HOTLINE, REFUSED, UNDATED, EXERCISE)
REFERENCE = (
    reference(
        "ref-20th",
        DAY(2030, 1, 9),
        "20th round of the Defense Policy Coordination Talks",
        parties=("CHN", "USA"),
        channel="usa-chn-dpct",
        effect="used",
    ),
    reference(
        "ref-sale",
        DAY(2030, 1, 12),
        "The United States announced an arms sale",
        mode="arms-sale",
        type="AID",
        parties=("TWN", "USA"),
    ),
    reference(
        "ref-tc",
        DAY(2028, 9, 10),
        "Theatre commanders held a video call",
        mode="video-call",
        parties=("CHN", "USA"),
        channel="usa-chn-theater-commanders",
        effect="used",
    ),
    reference(
        "ref-cut",
        DAY(2030, 1, 20),
        "China cut contacts between the armed forces",
        mode="suspend-channel",
        type="SANCTION",
        parties=("CHN", "USA"),
        channel="usa-chn-military",
        effect="suspended",
    ),
    reference(
        "ref-hotline",
        DAY(2028, 5, 16),
        "First call over the defence hotline",
        mode="call",
        parties=("CHN", "JPN"),
        channel="jpn-chn-defence-hotline",
        effect="used",
    ),
    reference(
        "ref-vice",
        DAY(2029, 11, 4),
        "Vice-ministers met in Beijing",
        parties=("CHN", "JPN"),
        channel="jpn-chn-security-dialogue",
        effect="used",
    ),
)
STATEMENTS = (
    Statement(
        id="st-1",
        doc=READOUT.id,
        speaker=Speaker("The American side", "USA"),
        issue="freedom-of-navigation",
        act="assert",
        strength=3,
        event="event-01",
        evidence=(
            evidence(READOUT, "freedom of navigation in the South China Sea will be upheld"),
        ),
        confidence=0.85,
    ),
    Statement(
        id="st-2",
        doc=READOUT.id,
        speaker=Speaker("The American side", "USA"),
        issue="drones",
        act="urge",
        strength=4,
        addressee="CHN",
        evidence=(evidence(READOUT, "urged restraint around unmanned aircraft"),),
        confidence=0.6,
    ),
    Statement(
        id="st-3",
        doc=COMMUNIQUE.id,
        speaker=Speaker("中方", "CHN"),
        issue="freedom-of-navigation",
        act="oppose",
        strength=3,
        event="event-01b",
        evidence=(evidence(COMMUNIQUE, "坚决反对借此损害沿岸国主权"),),
        confidence=0.8,
    ),
    Statement(
        id="st-4",
        doc=COMMUNIQUE.id,
        speaker=Speaker("中方", "CHN"),
        issue="taiwan",
        act="urge",
        strength=4,
        addressee="USA",
        quote=True,
        evidence=(evidence(COMMUNIQUE, "台湾问题是中国核心利益中的核心，要求美方停止对台军售"),),
        confidence=0.9,
    ),
    Statement(
        id="st-5",
        doc=PRESS.id,
        speaker=Speaker("日方", "JPN"),
        issue="drones",
        act="assert",
        strength=3,
        addressee="CHN",
        evidence=(evidence(PRESS, "日方對無人機接近尖閣諸島周邊表達嚴重關切"),),
        confidence=0.74,
    ),
)
CHECKS = (
    Check(
        claim=IntervalClaim(
            id="claim-1",
            doc=READOUT.id,
            relation="first-since",
            value=16,
            unit="month",
            subject=Subject("usa-chn-dpct", ("CHN", "USA")),
            event="event-01",
            headline="The 21st round was the first in 16 months",
            evidence=(evidence(READOUT, "the first round in 16 months"),),
            confidence=0.9,
        ),
        verdict="holds",
        computed=16.1,
        low=16.1,
        high=16.2,
        unit="month",
        events=("ref-20th", "event-01"),
        explanation="The 20th round was on 9 January 2030, the 21st on 13–14 May 2031: 16 months "
        "and 4 to 5 days, which rounds to 16.",
        readings=(
            Reading(
                name="Counted from the suspension",
                verdict="contradicted",
                computed=15.4,
                events=("event-03", "event-01"),
            ),
        ),
    ),
    Check(
        claim=IntervalClaim(
            id="claim-2",
            doc=PRESS.id,
            relation="first-since",
            value=3,
            unit="year",
            subject=Subject("jpn-chn-defence-hotline", ("CHN", "JPN")),
            event="event-04",
            headline="The hotline call was the first in three years",
            evidence=(evidence(PRESS, "這是三年來首次"),),
        ),
        verdict="contradicted",
        computed=2,
        unit="year",
        events=("ref-hotline", "event-04"),
        explanation="The record has an earlier use that does not fit.",
    ),
    Check(
        claim=IntervalClaim(
            id="claim-3",
            doc=NOTE.id,
            relation="gap",
            hedge="nearly",
            approximate=True,
            value=1,
            unit="month",
            since="2018",
            evidence=(evidence(NOTE, "first tested in 2023"),),
        ),
        verdict="not-enough-record",
    ),
)
NAMES = {
    "usa-chn-dpct": "Defense Policy Coordination Talks",
    "usa-chn-theater-commanders": "Theater commanders' calls",
    "usa-chn-military": "US-China military-to-military relations",
    "jpn-chn-defence-hotline": "Defence hotline",
    "jpn-chn-security-dialogue": "Vice-ministerial talks",
    "usa-chn-dct": "Defense Consultative Talks",
}
AS_OF = DAY(2031, 6, 20)


def channel(identifier: str, state: str, **fields: object) -> ChannelState:
    parties = ("CHN", "USA") if identifier.startswith("usa") else ("CHN", "JPN")
    given: dict[str, object] = {
        "id": identifier,
        "names": {"en": (NAMES[identifier],)},
        "parties": parties,
        "level": "hotline" if "hotline" in identifier else "working",
        "as_of": AS_OF,
        "state": state,
    }
    return ChannelState(**{**given, **fields})  # type: ignore[arg-type]


CHANNELS = (
    channel(
        "usa-chn-dpct",
        "open",
        since=DAY(2031, 5, 13),
        last_used=DAY(2031, 5, 14),
        because=(
            Because(
                "event-01",
                TALKS.headline,
                TALKS.start,
                TALKS.sources[0].evidence,
                READOUT.id,
            ),
        ),
        gaps=(Gap(DAY(2030, 1, 12), DAY(2031, 5, 13), 486, ("event-03", "ref-sale")),),
        explanation="Open since 13 May 2031: used that day after a suspension.",
    ),
    channel(
        "usa-chn-theater-commanders",
        "resuming",
        since=DAY(2031, 5, 14),
        last_used=DAY(2028, 9, 10),
        because=(Because("event-02", AGREED.headline, AGREED.start),),
        gaps=(Gap(DAY(2030, 1, 20), None, 516, ("ref-cut",)),),
        explanation="Its resumption was agreed on 14 May 2031 and it has not been used since.",
    ),
    channel(
        "usa-chn-military",
        "suspended",
        since=DAY(2030, 1, 20),
        because=(Because("ref-cut", "China cut contacts", DAY(2030, 1, 20)),),
    ),
    channel("usa-chn-dct", "dormant", last_used=DAY(2026, 2, 1), record_until=DAY(2030, 12, 31)),
    channel(
        "jpn-chn-defence-hotline",
        "open",
        since=DAY(2028, 5, 16),
        last_used=DAY(2031, 6, 1),
        use="in-use",
        because=(Because("event-04", HOTLINE.headline, HOTLINE.start),),
    ),
    channel(
        "jpn-chn-security-dialogue",
        "suspended",
        inferred=True,
        since=DAY(2030, 9, 1),
        last_used=DAY(2029, 11, 4),
        record_until=DAY(2031, 1, 31),
    ),
)
SPELLS = {
    "usa-chn-dpct": (
        Spell(DAY(2024, 1, 9), DAY(2030, 1, 12), "open"),
        Spell(DAY(2030, 1, 12), DAY(2031, 5, 13), "suspended"),
        Spell(DAY(2031, 5, 13), None, "open"),
    ),
    "usa-chn-theater-commanders": (
        Spell(DAY(2028, 9, 10), DAY(2030, 1, 20), "open"),
        Spell(DAY(2030, 1, 20), DAY(2031, 5, 14), "suspended", True),
        Spell(DAY(2031, 5, 14), None, "resuming"),
    ),
    "usa-chn-military": (Spell(DAY(2030, 1, 20), None, "suspended"),),
    "usa-chn-dct": (Spell(DAY(2028, 2, 1), None, "dormant"),),
    "jpn-chn-defence-hotline": (
        Spell(DAY(2018, 6, 8), DAY(2028, 5, 16), "planned"),
        Spell(DAY(2028, 5, 16), None, "open"),
    ),
    "jpn-chn-security-dialogue": (
        Spell(DAY(2025, 1, 1), DAY(2030, 9, 1), "open"),
        Spell(DAY(2030, 9, 1), None, "suspended", True),
    ),
}
DATA = ReportData(
    documents=DOCUMENTS,
    events=EVENTS,
    statements=STATEMENTS,
    checks=CHECKS,
    channels=CHANNELS,
    spells=SPELLS,
    reference=REFERENCE,
    as_of=AS_OF,
    problems=(
        Problem("scan-03.pdf", "has no text layer", None, "run it through OCR and add it again"),
        Problem("list.csv", "the date 2031-13-01 does not exist", 7, "correct it"),
    ),
    version="0.1.0",
)
