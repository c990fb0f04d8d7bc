"""The sample desk in every format, and a small one in five languages."""

import io
from collections.abc import Callable

import pytest
from tests.report import sample

from parley.export import write
from parley.items import Document, Evidence, MergedEvent, Source
from parley.report import ReportData

Written = Callable[..., bytes]

TOLD = {
    "zh-Hant": "美中兩國國防部長在吉隆坡會晤",
    "zh-Hans": "中美两国国防部长在吉隆坡会晤",
    "en": "The two defense chiefs met in Kuala Lumpur; both spoke of “guardrails”.",
    "ja": "米中両国の国防相がクアラルンプールで会談した",
    "ko": "미중 양국 국방장관이 쿠알라룸푸르에서 회담했다",
}
DAY = sample.DAY


def five_languages() -> ReportData:
    """One event that five documents tell of, each in its language, and each with its trap."""
    documents = tuple(
        Document(
            id=f"doc,{lang};1",
            lang=lang,
            text=text,
            title=f"{text[:6]} <{lang}> & “more”",
            url=f"https://www.example.org/{lang}?a=1&b=2",
            publisher="Example, Inc.",
            voice=voice,
            published=DAY(2025, 11, 1),
        )
        for (lang, text), voice in zip(
            TOLD.items(), ("press", "CHN", "USA", "press", "analysis"), strict=True
        )
    )
    event = MergedEvent(
        id="e-five",
        mode="meet",
        type="CONSULT",
        start=DAY(2025, 10, 31),
        end=DAY(2025, 10, 31),
        precision="day",
        parties=("CHN", "USA"),
        channel="usa-chn-defence-ministers",
        headline="=U.S. and China; met, \\ in Kuala Lumpur",
        confidence=0.9,
        sources=tuple(
            Source(
                doc=d.id,
                assertion=f"a-{d.lang}",
                voice=d.voice,
                published=d.published,
                title=d.title,
                url=d.url,
                evidence=(Evidence(0, len(d.text), d.text),),
            )
            for d in documents
        ),
    )
    return ReportData(documents=documents, events=(event,), as_of=DAY(2025, 12, 1), version="0.0")


EMPTY = ReportData(as_of=DAY(2031, 1, 1), version="0.0")
SAMPLE = sample.DATA


@pytest.fixture(scope="session")
def written() -> Written:
    """Writes data in a format and gives the bytes; ``notes`` takes what was left out."""

    def run(
        format: str, data: ReportData = SAMPLE, ui: str = "en", notes: list[str] | None = None
    ) -> bytes:
        out = io.BytesIO()
        found = write(format, data, out, ui)
        if notes is not None:
            notes += found
        return out.getvalue()

    return run
