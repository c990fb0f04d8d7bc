"""The Word document: opened by python-docx and by Parley, its footnotes read as XML."""

import io
import zipfile
from typing import Any

import docx
import pytest
from lxml import etree
from msgspec.structs import replace
from tests.report import sample

from parley import documents
from parley.export.ooxml import ASIAN

from .conftest import EMPTY, SAMPLE, TOLD, Written, five_languages

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def part(content: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


def styled(content: bytes) -> list[tuple[str, str]]:
    opened = docx.Document(io.BytesIO(content))
    return [(p.style.name if p.style else "", p.text) for p in opened.paragraphs]


def texts(element: Any) -> str:
    return "".join(element.itertext(f"{W}t"))


def test_years_and_months_are_headings_and_events_paragraphs(written: Written) -> None:
    found = styled(written("docx"))
    assert found[0] == ("Title", "Record of security dialogue")
    assert found[1] == ("Subtitle", "As of 20 June 2031; 7 events; 4 documents")
    assert [text for style, text in found if style == "Heading 1"] == ["2030", "2031", "Undated"]
    assert [text for style, text in found if style == "Heading 2"][:2] == [
        "January 2030",
        "April 2031",
    ]
    events = [text for style, text in found if style == "Event"]
    assert events[0].startswith("January 2030: China suspended the Defense Policy")
    talks = next(text for text in events if text.startswith("13–14 May 2031"))
    assert "(Sources differ, date: Readout of the Defense Policy" in talks
    assert "13 May 2031" in talks.partition("Sources differ")[2]
    assert events[-1] == "Japan and China were in contact during the exercise."


def test_what_is_dated_to_the_year_stands_before_its_months(written: Written) -> None:
    coarse = replace(
        sample.HOTLINE,
        id="coarse",
        precision="year",
        start=sample.DAY(2031, 1, 1),
        end=sample.DAY(2031, 12, 31),
        headline="They spoke that year",
    )
    found = styled(written("docx", replace(SAMPLE, events=(*sample.EVENTS, coarse))))
    assert found[found.index(("Heading 1", "2031")) + 1] == ("Event", "2031: They spoke that year.")


def test_every_source_is_a_real_footnote(written: Written) -> None:
    content = written("docx")
    body, notes = part(content, "word/document.xml"), part(content, "word/footnotes.xml")
    called = [int(ref.get(f"{W}id")) for ref in body.iter(f"{W}footnoteReference")]
    sources = sum(len(event.sources) for event in sample.EVENTS)
    assert called == list(range(1, sources + 1))
    by_id = {int(note.get(f"{W}id")): note for note in notes}
    assert set(by_id) == {-1, 0, *called}
    assert by_id[-1].get(f"{W}type") == "separator"
    assert all(by_id[key].find(f".//{W}footnoteRef") is not None for key in called)
    readout = next(note for note in by_id.values() if "met in Honolulu" in texts(note))
    assert (
        texts(readout).strip()
        == (
            "Department of Defense, U.S. (official), “Readout of the Defense Policy Coordination"
            " Talks”, 15 May 2031, https://www.example.org/readouts/2031-05-14."
            " “met in Honolulu on May 13 and 14 for the 21st Defense Policy” "
        ).strip()
    )
    key = readout.find(f".//{W}hyperlink").get(f"{R}id")
    links = part(content, "word/_rels/footnotes.xml.rels")
    targets = {link.get("Id"): link.get("Target") for link in links}
    assert targets[key] == sample.READOUT.url
    assert not any("javascript" in target for target in targets.values())


def test_parts_are_declared_and_there(written: Written) -> None:
    content = written("docx")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = set(package.namelist())
    declared = {
        entry.get("PartName").removeprefix("/")
        for entry in part(content, "[Content_Types].xml")
        if entry.get("PartName")
    }
    assert declared == {name for name in names if not name.endswith((".rels", "Types].xml"))}
    for link in part(content, "word/_rels/document.xml.rels"):
        assert f"word/{link.get('Target')}" in names
    assert {f.get(f"{W}id") for f in part(content, "word/settings.xml").iter(f"{W}footnote")} == {
        "-1",
        "0",
    }


@pytest.mark.parametrize("ui", ["en", "zh-Hant", "zh-Hans"])
def test_words_are_set_in_the_fonts_of_their_language(ui: str, written: Written) -> None:
    content = written("docx", five_languages(), ui)
    notes = part(content, "word/footnotes.xml")
    told = dict(TOLD, en=TOLD["en"])
    runs = {texts(run): run for run in notes.iter(f"{W}r")}
    for lang, (tag, font) in ASIAN.items():
        shape = runs[told[lang]].find(f"{W}rPr")
        assert shape.find(f"{W}rFonts").get(f"{W}eastAsia") == font
        assert shape.find(f"{W}lang").get(f"{W}eastAsia") == tag
    named = {font.get(f"{W}name"): font for font in part(content, "word/fontTable.xml")}
    for _, font in ASIAN.values():
        assert "Noto Serif CJK" in named[font].find(f"{W}altName").get(f"{W}val")
    default = part(content, "word/styles.xml").find(f".//{W}rPrDefault//{W}rFonts")
    assert default.get(f"{W}eastAsia") == ASIAN.get(ui, ASIAN["zh-Hant"])[1]


def test_headings_in_chinese(written: Written) -> None:
    found = styled(written("docx", ui="zh-Hant"))
    assert ("Heading 1", "2031年") in found
    assert ("Heading 2", "2031年5月") in found
    assert found[-2][0] == "Event"


def test_an_empty_record_is_a_document(written: Written) -> None:
    found = styled(written("docx", EMPTY))
    assert [style for style, _ in found] == ["Title", "Subtitle", "Reading"]


def test_parley_reads_it_with_its_footnotes(written: Written, tmp_path: Any) -> None:
    path = tmp_path / "c.docx"
    path.write_bytes(written("docx", five_languages()))
    reading = documents.read([path])
    assert not reading.problems
    text = reading.documents[0].text
    assert all(words.rstrip("。") in text for words in TOLD.values())
