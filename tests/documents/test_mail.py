"""Mails: their text, what their heads tell, and the documents attached."""

import datetime as dt
from pathlib import Path

import pytest
from tests.documents.files import mail, message, pdf, word

from parley.documents import Reading, read
from parley.documents import mail as bounds

GOOD = "The two ministers met in the harbour town on 3 May 2019."


def reading(tmp_path: Path, data: bytes, name: str = "note.eml") -> Reading:
    (tmp_path / name).write_bytes(data)
    return read([tmp_path / name])


def test_heads_are_title_day_and_publisher(tmp_path: Path) -> None:
    data = mail(
        "兩國國防部長會面。",
        **{"Subject": "會談紀要", "From": "國防部 <press@example.org>"},
    )
    (document,) = reading(tmp_path, data).documents
    assert document.text == "兩國國防部長會面。"
    assert (document.id, document.title, document.publisher) == ("note", "會談紀要", "國防部")
    assert document.published == dt.date(2024, 6, 1)
    assert "published" not in document.inferred


def test_a_sender_without_a_name_is_known_by_its_host(tmp_path: Path) -> None:
    (document,) = reading(tmp_path, mail(GOOD, From="press@example.org")).documents
    assert document.publisher == "example.org"


def test_plain_text_is_taken_before_the_page(tmp_path: Path) -> None:
    data = mail(GOOD, page="<p>Another text.</p>")
    (document,) = reading(tmp_path, data).documents
    assert document.text == GOOD


def test_the_page_is_taken_where_there_is_no_text(tmp_path: Path) -> None:
    (document,) = reading(tmp_path, mail("", page=f"<p>{GOOD}</p>")).documents
    assert document.text == GOOD


def test_lines_that_flow_are_one(tmp_path: Path) -> None:
    heads = b"From: a@example.org\nSubject: x\nContent-Type: text/plain; format=flowed\n\n"
    data = heads + b"The two ministers met \nin the harbour town.\n\nThey spoke.\n"
    (document,) = reading(tmp_path, data).documents
    assert document.text == "The two ministers met in the harbour town.\n\nThey spoke."


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("big5", "兩國國防部長昨天在港口會面，同意讓兩軍的熱線電話恢復運作。"),
        ("gb2312", "两国国防部长昨天在港口会面，同意让两军的热线电话恢复运作。"),
        ("iso-2022-jp", "両国の防衛相は港町で会談した。"),
        ("euc-kr", "양국 국방장관은 항구에서 만나 통신선을 유지하기로 합의했다."),
    ],
)
def test_older_encodings_are_read(tmp_path: Path, charset: str, text: str) -> None:
    made = message("")
    made.set_content(text, charset=charset)
    (document,) = reading(tmp_path, made.as_bytes()).documents
    assert document.text == text


class TestAttachments:
    def test_each_is_a_document_under_its_mail(self, tmp_path: Path) -> None:
        data = mail(
            "See what is attached.",
            attached={
                "talks.docx": word(GOOD),
                "talks.pdf": pdf([GOOD]),
                "log.jsonl": b'{"text": "They met."}\n{"id": "own", "text": "They spoke."}',
                "seal.png": b"\x89PNG\r\n",
            },
        )
        found = reading(tmp_path, data)
        assert found.problems == ()
        assert {d.id: d.text for d in found.documents} == {
            "note": "See what is attached.",
            "note/talks": GOOD,
            "note/talks-2": GOOD,
            "note/log-1": "They met.",
            "own": "They spoke.",
        }
        # The mail's sender and day hold where the attachment has none of its own.
        assert {d.publisher for d in found.documents} == {"Press office"}
        assert {d.id: d.published for d in found.documents}["note/log-1"] == dt.date(2024, 6, 1)

    def test_a_mail_within_a_mail_is_read(self, tmp_path: Path) -> None:
        inner = message(GOOD, attached={"more.docx": word("They spoke.")}, Subject="Inner")
        found = reading(tmp_path, mail("Forwarded.", attached={"inner": inner}))
        assert found.problems == ()
        assert [(d.id, d.text) for d in found.documents] == [
            ("note", "Forwarded."),
            ("note/mail", GOOD),
            ("note/mail/more", "They spoke."),
        ]

    def test_what_cannot_be_read_is_named_and_the_rest_is_read(self, tmp_path: Path) -> None:
        attached: dict[str, bytes] = {
            "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "broken.docx": b"PK\x03\x04",
            "data.bin": b"\x00\x01",
        }
        found = reading(tmp_path, mail(GOOD, attached=attached))
        assert [d.text for d in found.documents] == [GOOD]
        assert sorted(p.source.rpartition(" ")[2] for p in found.problems) == [
            "broken.docx",
            "data.bin",
            "old.doc",
        ]
        assert all(p.hint for p in found.problems)

    def test_a_path_in_a_name_leads_nowhere(self, tmp_path: Path) -> None:
        data = mail(GOOD, attached={"..\\..\\etc/hosts.txt": b"They met."})
        assert [d.id for d in reading(tmp_path, data).documents] == ["note", "note/hosts"]


class TestBounds:
    def test_mails_within_mails_end(self, tmp_path: Path) -> None:
        made = message(GOOD)
        for _ in range(bounds.MAX_DEPTH + 3):
            made = message("Forwarded.", attached={"inner": made})
        found = reading(tmp_path, made.as_bytes())
        assert len(found.documents) == bounds.MAX_DEPTH + 1
        assert [p.message for p in found.problems] == ["mails within mails, too deep"]

    def test_parts_within_parts_without_end_are_refused(self, tmp_path: Path) -> None:
        part = b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)
        )
        (problem,) = reading(tmp_path, b"From: a@example.org\nSubject: x\n" + part).problems
        assert "parts" in problem.message

    def test_more_attachments_than_any_mail_has_are_cut(self, tmp_path: Path) -> None:
        attached = {f"{n}.txt": b"They met." for n in range(bounds.MAX_ATTACHMENTS + 1)}
        found = reading(tmp_path, mail(GOOD, attached=attached))
        assert len(found.documents) == bounds.MAX_ATTACHMENTS + 1
        assert "others were left out" in found.problems[0].message

    @pytest.mark.parametrize(
        "heads",
        [
            b"Subject: =?none?q?x?=\nDate: soon\nFrom: <<@>>",
            b"Subject: =?utf-8?b?!!!?=\nDate: Fri, 99 Foo 99999 99:99:99 +9999\nFrom: \xff\xfe",
            b"Subject: " + b"=?utf-8?q?a?= " * 20_000 + b"\nFrom: a\nTo: b",
            b"Content-Type: text/plain; charset=none\nSubject: x\nFrom: y",
            b"Content-Type: text/plain; name*0*=x''%zz; name*1=b\nSubject: x\nFrom: y",
            b"Content-Transfer-Encoding: base64\nSubject: x\nFrom: y",
        ],
    )
    def test_broken_heads_cost_no_text(self, tmp_path: Path, heads: bytes) -> None:
        found = reading(tmp_path, heads + b"\n\n" + GOOD.encode() + b"\n")
        assert len(found.documents) + len(found.problems) == 1

    def test_a_mail_of_nothing_is_named(self, tmp_path: Path) -> None:
        (problem,) = reading(tmp_path, mail("")).problems
        assert problem.message == "there is no text in it"


def test_a_page_saved_as_an_archive_is_read(tmp_path: Path) -> None:
    made = message("")
    made.set_content(f"<html><body><p>{GOOD}</p></body></html>", subtype="html")
    (document,) = reading(tmp_path, made.as_bytes(), "page.mhtml").documents
    assert document.text == GOOD
