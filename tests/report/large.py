"""A record far larger than a person reads, to see that the report stays quick and usable."""

import datetime as dt
from itertools import pairwise

from parley.items import (
    ChannelState,
    Document,
    Evidence,
    MergedEvent,
    Participant,
    Source,
    Speaker,
    Statement,
)
from parley.report import ReportData, Spell

FIRST = dt.date(1996, 1, 1)
AS_OF = dt.date(2026, 1, 1)
CHANNELS = {
    "usa-chn-dpct": ("CHN", "USA"),
    "usa-chn-defence-ministers": ("CHN", "USA"),
    "usa-chn-mmca": ("CHN", "USA"),
    "usa-chn-chiefs-of-staff": ("CHN", "USA"),
    "chn-jpn-defence-ministers": ("CHN", "JPN"),
    "chn-jpn-security-dialogue": ("CHN", "JPN"),
}
MODES = (
    ("talks", "CONSULT", "used", "occurred"),
    ("call", "CONSULT", "used", "occurred"),
    ("cancel", "REJECT", "cancelled", "occurred"),
    ("meet", "CONSULT", "used", "planned"),
    ("intercept", "COERCE", None, "occurred"),
    ("arms-sale", "AID", None, "occurred"),
    ("exercise", "MOBILIZE", None, "hypothetical"),
)
PER_DOCUMENT = 50


def data(events: int = 20_000, statements: int = 4_000) -> ReportData:
    """So many events and statements, told by documents of fifty sentences each."""
    days = (AS_OF - FIRST).days
    documents, told = [], []
    for number in range(-(-events // PER_DOCUMENT)):
        lines = []
        for place in range(number * PER_DOCUMENT, min((number + 1) * PER_DOCUMENT, events)):
            start = sum(map(len, lines))
            lines.append(
                f"Round {place} of the exchanges was held by the two sides as agreed, and both of "
                "them spoke of safety at sea. "
            )
            told.append((place, number, Evidence(start, start + 54, lines[-1][:54])))
        documents.append(
            Document(
                id=f"document-{number:04}",
                lang="en",
                title=f"Chronicle of the exchanges, part {number}",
                url=f"https://www.example.org/chronicle/{number}",
                publisher="Example Institute",
                voice="analysis",
                published=FIRST + dt.timedelta(days=number * PER_DOCUMENT * days // events),
                text="".join(lines),
            )
        )
    names = tuple(CHANNELS)
    return ReportData(
        documents=tuple(documents),
        events=tuple(
            _event(place, documents[number], evidence, FIRST + dt.timedelta(place * days // events))
            for place, number, evidence in told
        ),
        statements=tuple(
            Statement(
                id=f"st-{place:05}",
                doc=documents[number].id,
                evidence=(evidence,),
                speaker=Speaker("A spokesman", ("CHN", "USA", "JPN")[place % 3]),
                issue=("taiwan", "communication", "south-china-sea", "arms-sales")[place % 4],
                act="assert",
                strength=1 + place % 5,
                confidence=0.8,
            )
            for place, number, evidence in told[:statements]
        ),
        channels=tuple(
            ChannelState(
                id=name,
                names={},
                parties=CHANNELS[name],
                level="working",
                state="open",
                since=FIRST,
                as_of=AS_OF,
            )
            for name in names
        ),
        spells={
            name: tuple(
                Spell(dt.date(a, 1, 1), dt.date(b, 1, 1), ("open", "suspended")[a % 2])
                for a, b in pairwise(range(1996, 2026, 3))
            )
            for name in names
        },
        as_of=AS_OF,
        version="0",
    )


def _event(place: int, document: Document, evidence: Evidence, day: dt.date) -> MergedEvent:
    mode, kind, effect, modality = MODES[place % len(MODES)]
    channel = tuple(CHANNELS)[place % len(CHANNELS)] if effect else None
    return MergedEvent(
        id=f"ev-{place:05}",
        mode=mode,
        type=kind,
        modality=modality,
        start=day,
        end=day,
        precision="day",
        parties=CHANNELS[channel] if channel else ("CHN", "USA"),
        participants=(Participant(f"General {place % 97}", "USA"),),
        channel=channel,
        effect=effect,
        confidence=0.4 + place % 6 / 10,
        sources=(
            Source(doc=document.id, assertion=f"a-{place}", evidence=(evidence,), voice="analysis"),
        ),
    )
