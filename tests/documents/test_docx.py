"""Word documents: what is in them is read, what is made to harm is refused."""

import datetime as dt
import io
import struct
import zipfile
from pathlib import Path

import pytest
from tests.documents.files import archive, with_parts, word

from parley.documents import Reading, read
from parley.documents import archive as bounds

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
GOOD = "The two ministers met in the harbour town on 3 May 2019."


def reading(tmp_path: Path, data: bytes, name: str = "note.docx") -> Reading:
    (tmp_path / name).write_bytes(data)
    return read([tmp_path / name])


def text_of(tmp_path: Path, data: bytes, name: str = "note.docx") -> str:
    found = reading(tmp_path, data, name)
    assert found.problems == ()
    (document,) = found.documents
    return document.text


def refused(tmp_path: Path, data: bytes, name: str = "note.docx") -> str:
    found = reading(tmp_path, data, name)
    assert found.documents == ()
    (problem,) = found.problems
    assert problem.source == str(tmp_path / name)
    assert problem.hint
    return problem.message


def body(inner: str) -> bytes:
    """A Word document whose body is this markup."""
    document = f"<w:document {W}><w:body>{inner}</w:body></w:document>"
    return with_parts(word(""), {"word/document.xml": document})


def test_paragraphs_and_rows_stand_apart_and_running_lines_are_left_out(tmp_path: Path) -> None:
    data = word(
        "A heading", GOOD, [["Date", "Event"], ["3 May 2019", "Talks"]], "兩國國防部長會面。"
    )
    assert text_of(tmp_path, data).split("\n\n") == [
        "A heading",
        GOOD,
        "Date\tEvent",
        "3 May 2019\tTalks",
        "兩國國防部長會面。",
    ]


def test_title_and_day_come_from_the_properties(tmp_path: Path) -> None:
    made = dt.datetime(2019, 5, 4, 9, 30)
    data = word("Talks were held.", title="On the talks", modified=made)
    (document,) = reading(tmp_path, data).documents
    assert (document.title, document.published) == ("On the talks", dt.date(2019, 5, 4))
    assert "published" in document.inferred


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ("<w:p><w:r><w:t>The two </w:t></w:r><w:r><w:t>met.</w:t></w:r></w:p>", "The two met."),
        ("<w:p><w:ins><w:r><w:t>They met.</w:t></w:r></w:ins></w:p>", "They met."),
        (
            "<w:p><w:r><w:t>They </w:t></w:r>"
            "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
            "<w:r><w:t>met.</w:t></w:r></w:p>",
            "They met.",
        ),
        (
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>Met.</w:t></w:r></w:p></w:sdtContent></w:sdt>",
            "Met.",
        ),
        ("<w:p><w:hyperlink><w:r><w:t>Met.</w:t></w:r></w:hyperlink></w:p>", "Met."),
        (
            "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>Met.</w:t></w:r></w:p>",
            "Met.",
        ),
        ("<w:p><w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t></w:r></w:p>", "A\tB\nC"),
        (
            "<w:p><w:r><w:t>Text.</w:t><w:pict><w:txbxContent>"
            "<w:p><w:r><w:t>A box.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>",
            "Text.\n\nA box.",
        ),
    ],
    ids=["runs", "inserted", "deleted", "field", "link", "instruction", "breaks", "box"],
)
def test_text_is_what_a_reader_sees(tmp_path: Path, inner: str, told: str) -> None:
    assert text_of(tmp_path, body(inner)) == told


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_follow_the_text(tmp_path: Path, kind: str) -> None:
    notes = (
        f'<w:{kind}s {W}><w:{kind} w:type="separator"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:{kind}>'
        f"<w:{kind}><w:p><w:r><w:t>So a witness said.</w:t></w:r></w:p></w:{kind}></w:{kind}s>"
    )
    data = with_parts(word(GOOD), {f"word/{kind}s.xml": notes})
    assert text_of(tmp_path, data) == f"{GOOD}\n\nSo a witness said."


def test_a_word_document_under_another_name_is_read(tmp_path: Path) -> None:
    assert text_of(tmp_path, word(GOOD), "note.txt") == GOOD
    assert text_of(tmp_path, word(GOOD), "note.pdf") == GOOD


def test_a_page_saved_as_a_word_document_is_read(tmp_path: Path) -> None:
    page = f"<html><body><p>{GOOD}</p></body></html>".encode()
    assert text_of(tmp_path, page) == GOOD


LAUGHS = "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' if n else '<!ENTITY a0 "ha">' for n in range(12)
)


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        (f"<!DOCTYPE d [{LAUGHS}]><w:document {W}>&a11;</w:document>", "declares a type"),
        (
            f'<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/hosts">]><w:document {W}>&f;'
            "</w:document>",
            "declares a type",
        ),
        (
            f'<!DOCTYPE d SYSTEM "http://localhost:9/d.dtd"><w:document {W}/>',
            "declares a type",
        ),
        (f"<w:document {W}>" + "<w:p>" * 5_000, "nested more than"),
        (
            f"<w:document {W}>" + "".join(f"<w:p n='{n}'/>" for n in range(600_001)),
            "more than 600,000 elements",
        ),
        (f"<w:document {W}><w:p>", "is broken"),
        ('<?xml version="1.0" encoding="x-none"?><a/>', "encoding"),
        ("", "is broken"),
    ],
    ids=["laughs", "file", "address", "deep", "many", "cut", "encoding", "empty"],
)
@pytest.mark.parametrize("part", ["word/document.xml", "word/footnotes.xml", "docProps/core.xml"])
def test_markup_made_to_harm_is_refused(tmp_path: Path, part: str, markup: str, told: str) -> None:
    assert told in refused(tmp_path, with_parts(word(GOOD), {part: markup}))


def test_entities_in_another_encoding_are_refused_too(tmp_path: Path) -> None:
    markup = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [{LAUGHS}]><d>&a11;</d>'
    data = with_parts(word(GOOD), {"word/document.xml": markup.encode("utf-16")})
    assert "declares a type" in refused(tmp_path, data)


class TestArchives:
    def test_a_part_that_unpacks_to_gigabytes_is_refused(self, tmp_path: Path) -> None:
        data = with_parts(word(GOOD), {"word/document.xml": b" " * 200_000_000})
        assert len(data) < 1_000_000
        assert "unpacks to 200,000,000 bytes" in refused(tmp_path, data)

    def test_one_that_lies_about_its_size_is_refused(self, tmp_path: Path) -> None:
        data = bytearray(with_parts(word(GOOD), {"word/document.xml": b" " * 100_000_000}))
        at = data.rindex(b"word/document.xml") - 46
        data[at + 24 : at + 28] = struct.pack("<I", 1000)
        assert "damaged" in refused(tmp_path, bytes(data))

    def test_one_of_too_many_parts_is_refused(self, tmp_path: Path) -> None:
        parts: dict[str, bytes | str] = {f"word/{n}": b"" for n in range(bounds.MAX_ENTRIES + 1)}
        assert "more than 10,000 parts" in refused(tmp_path, archive(parts))

    def test_an_archive_within_an_archive_is_not_opened(self, tmp_path: Path) -> None:
        inner = archive({"a": b" " * 50_000_000})
        data = with_parts(word(GOOD), {"word/embeddings/inner.zip": inner})
        assert text_of(tmp_path, data) == GOOD

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            (word(GOOD)[:-200], "a damaged archive"),
            (b"PK\x03\x04" + b"\0" * 500, "a damaged archive"),
            (archive({"a.txt": "text"}), "an archive"),
            (archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "an OpenDocument"),
            (archive({"ppt/presentation.xml": "<p/>"}), "a presentation"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900, "an old Office file"),
            (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
                "it is encrypted",
            ),
            (b"{\\rtf1 text}", "a rich text file"),
            (b"Only a text.", "damaged, or no .docx file"),
            (archive({"word/other.xml": "<a/>"}), "no text in it"),
        ],
    )
    def test_what_is_no_word_document_is_named(
        self, tmp_path: Path, data: bytes, told: str
    ) -> None:
        assert told in refused(tmp_path, data)

    def test_an_encrypted_part_is_named(self, tmp_path: Path) -> None:
        stream = io.BytesIO(word(GOOD))
        data = bytearray(stream.getvalue())
        with zipfile.ZipFile(stream) as packed:
            assert "word/document.xml" in packed.namelist()
        at = data.rindex(b"word/document.xml") - 46
        data[at + 8] |= 1
        assert "encrypted" in refused(tmp_path, bytes(data))
