"""An event that many documents tell of: the best sources of each side are quoted."""

from collections import Counter
from typing import Any

import msgspec
import pytest

from parley.items import Evidence, MergedEvent, Source
from parley.report import ReportData
from parley.report.events import EventIndex
from parley.report.render import html_page, markdown_text, view
from parley.report.sources import MANY, PER_SIDE, quoted
from parley.report.words import Words

from . import sample


def source(number: int, voice: str, **fields: Any) -> Source:
    words = f"Telling {number} of the talks."
    return Source(
        doc=f"doc-{number:03}",
        assertion=f"e-{number:03}",
        voice=voice,
        evidence=(Evidence(0, len(words), words),),
        **fields,
    )


def told(*sources: Source, conflicts: tuple[str, ...] = ()) -> MergedEvent:
    return msgspec.structs.replace(sample.EVENTS[0], sources=sources, conflicts=conflicts)


@pytest.fixture
def often() -> MergedEvent:
    """An event told by 800 documents, one of them well graded, one of another place."""
    several = [source(n, "press" if n % 4 else "USA") for n in range(798)]
    graded = source(798, "press", reliability="A")
    other = source(799, "press", asserted={"place": {"name": "Geneva"}})
    return told(*several, graded, other, conflicts=("place",))


def test_few_are_all_quoted() -> None:
    event = told(*(source(n, "press") for n in range(MANY)))
    assert quoted(event, {}) == event.sources


def test_of_many_the_best_of_each_side_are(often: MergedEvent) -> None:
    found = quoted(often, {})
    sides = Counter(one.voice for one in found)
    assert sides == {"USA": PER_SIDE, "press": PER_SIDE + 1}
    assert "doc-798" in [one.doc for one in found], "graded A"
    assert "doc-799" in [one.doc for one in found], "it differs"


def test_the_report_says_how_many_more_there_are_and_where(often: MergedEvent) -> None:
    data: ReportData = msgspec.structs.replace(sample.DATA, events=(often,))
    content = view(data, EventIndex(data), Words("en"))
    left = f"{800 - 2 * PER_SIDE - 1} more sources"
    page, text = html_page(content), markdown_text(content)
    assert left in page
    assert 'href="chronology.csv"' in page
    assert left in text
    assert text.count("Telling ") == 2 * PER_SIDE + 1
