"""The sources for reference managers, set by a citation processor."""

import json
import warnings
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import plain
from citeproc.source.json import CiteProcJSON
from msgspec.structs import replace
from tests.report import sample

from parley import record

from .conftest import EMPTY, Written, five_languages


def set_in_type(items: list[dict[str, Any]]) -> list[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields that the processor does not use
        source = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        works = CitationStylesBibliography(style, source, plain)
        for item in items:
            works.register(Citation([CitationItem(item["id"].lower())]))
        return [str(entry) for entry in works.bibliography()]


def test_documents_are_set_as_works(written: Written) -> None:
    items = json.loads(written("csl"))
    assert [item["id"] for item in items] == [d.id for d in sample.DOCUMENTS]
    readout, communique, press, note = items
    assert readout["type"] == "webpage"
    assert readout["author"] == [{"literal": "Department of Defense"}]
    assert readout["issued"] == {"date-parts": [[2031, 5, 15]]}
    assert communique["language"] == "zh-Hans"
    assert press["type"] == "article-newspaper"
    assert "URL" not in press
    assert (note["type"], note["title"]) == ("document", "note")
    works = " ".join(set_in_type(items))
    assert "Department of Defense (2031)" in works
    assert "中美国防部举行第二十一次工作会晤" in works


def test_five_languages_come_through(written: Written) -> None:
    items = json.loads(written("csl", five_languages()))
    assert [item["language"] for item in items] == ["zh-Hant", "zh-Hans", "en", "ja", "ko"]
    assert len(set_in_type(items)) == 5
    assert json.loads(written("csl", EMPTY)) == []


def test_pages_of_the_reference_chronology_are_cited(written: Written) -> None:
    known = next(event for event in record.reference() if event.sources[0].url)
    (item,) = json.loads(written("csl", replace(EMPTY, events=(known,))))[:1]
    assert item["URL"] == known.sources[0].url
    assert item["author"][0]["literal"]
