"""Whatever is wrong with files, a desk or a call is named, and the rest is done."""

import json
import resource
import sqlite3
import time
from pathlib import Path

import pytest
from tests.cli.conftest import Parley, Ran

from parley import coding
from parley.items import Document

GOOD = "Lloyd Austin met Dong Jun in Singapore on May 31, 2024.\n"
DESCRIBED = ("--voice", "press", "--published", "2024-06-01")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good document."""
    path = tmp_path / "in"
    path.mkdir()
    (path / "good.txt").write_text(GOOD, encoding="utf-8")
    return path


def code(parley: Parley, folder: Path) -> Ran:
    """The folder coded. Whatever else lies there, the good document's event is among the items."""
    ran = parley("code", folder, *DESCRIBED)
    assert "Traceback" not in ran.err
    items = [json.loads(line) for line in ran.out.splitlines()]
    assert ("good", "2024-05-31") in [(i["doc"], i.get("start")) for i in items]
    return ran


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.txt", b"", "the file is empty (leave it out)"),
        ("blank.txt", b" \r\n\t", "the file is empty (leave it out)"),
        ("mark.txt", b"\xef\xbb\xbf", "there is no text in it (leave it out)"),
        ("binary.txt", bytes(range(256)) * 20, "binary data, not text"),
        ("zeros.txt", b"\x00" * 5000, "binary data, not text"),
        ("picture.md", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 50, "binary data, not text"),
        ("archive.zip", b"PK\x03\x04", "no reader for .zip files (convert it to"),
        ("noending", b"text", "a file without an ending (convert it to"),
        ("unknown.txt", bytes(range(129, 160)) * 9, "encoding of this text cannot be told (save"),
        (
            "cut.txt",
            ("雙方在新加坡會談。" * 30).encode()[:-1],
            "broken characters were read as U+FFFD",
        ),
        ("half.txt", b"Talks \xed\xa0\x80 were held.", "broken characters were read as U+FFFD"),
        ("endless.txt", b"word " * 1_000_000, "5,000,000 characters are more than"),
        ("page.html", b"<html><body></body></html>", "no text in this page"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj <<", "damaged, or no PDF (open it"),
        ("text.pdf", b"Only words.", "damaged, or no .pdf file whatever its name says (open it"),
        ("cut.docx", b"PK\x03\x04\x14\x00", "a damaged archive (open"),
        ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "an old Office file (save"),
        ("rich.docx", b"{\\rtf1 words}", "a rich text file (save"),
        ("data.xml", b"<data><row/></data>", "neither a feed nor a page (save"),
        ("empty.rss", b"<rss><channel/></rss>", "a feed without entries (save"),
        ("bare.eml", b"From: a@example.org\nSubject: b\nTo: c\n\n", "no text in it (leave"),
        ("table.csv", b"a,b\n1,2\n", "no columns that tell of dates and events among: a, b (name"),
        ("head.csv", b"date,event\n", "a table without rows (leave"),
        ("book.xlsx", b"PK\x05\x06" + b"\0" * 18, "an archive (unpack"),
    ],
)
def test_a_bad_file_is_named_with_what_to_do(
    parley: Parley, folder: Path, name: str, content: bytes, told: str
) -> None:
    (folder / name).write_bytes(content)
    ran = code(parley, folder)
    assert ran.code == 1
    (line,) = ran.err.strip().splitlines()
    assert line.startswith(f"{folder / name}: ")
    assert told in line
    assert line.endswith(")")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            "5/6/2024,USA,Call",
            "'5/6/2024' may be two days: write it as YYYY-MM-DD; the row was left",
        ),
        ("soon,USA,Call", "'soon' is no date that can be read; the row was left out (correct"),
        ("2024-05-31,Atlantis,Call", "no party 'Atlantis' is known; the row was left out (correct"),
    ],
)
@pytest.mark.parametrize("command", ["code", "run"])
def test_a_row_that_cannot_be_read_is_named_by_its_number(
    parley: Parley, tmp_path: Path, row: str, told: str, command: str
) -> None:
    path = tmp_path / "own.csv"
    path.write_text(f"Date,Parties,Event\n2024-05-30,USA,Call\n{row}\n", encoding="utf-8")
    where = ("--desk", tmp_path / "desk") if command == "run" else ()
    ran = parley(command, path, *where)
    assert ran.code == 1
    assert f"{path}, line 3: {told}" in ran.err
    assert "1 added" in ran.out if where else len(ran.out.splitlines()) == 1


@pytest.mark.parametrize("value", ["date", "day=A", "date=", "=A"])
def test_columns_that_say_nothing_are_a_wrong_call(
    parley: Parley, tmp_path: Path, value: str
) -> None:
    path = tmp_path / "own.csv"
    path.write_text("2024-05-30,USA,Call\n", encoding="utf-8")
    ran = parley("code", path, "--columns", value)
    assert ran.code == 2
    assert "write ROLE=COLUMN" in " ".join(ran.err.split())


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ('{"text": ', "not valid JSON"),
        ("[]", "not a JSON object"),
        ('{"id": "a"}', 'no key "text"'),
        ('{"text": 5}', 'no key "text"'),
        ('{"text": " "}', "the text is empty"),
        ('{"text": "a \\ud800 b"}', "not valid JSON"),
        ('{"text": ' + "[" * 99_999, "JSON nested too deeply"),
    ],
)
def test_a_broken_line_is_named_by_its_number(
    parley: Parley, folder: Path, broken: str, told: str
) -> None:
    rows = [
        json.dumps({"id": "one", "text": GOOD}),
        broken,
        json.dumps({"id": "two", "text": GOOD}),
    ]
    (folder / "corpus.jsonl").write_text("\n".join(rows), encoding="utf-8")
    ran = code(parley, folder)
    assert ran.code == 1
    assert f"{folder / 'corpus.jsonl'}, line 2: {told}" in ran.err
    assert {"one", "two"} <= {json.loads(line)["doc"] for line in ran.out.splitlines()}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("good.meta.json", b'{\n"voice": press}', "good.meta.json, line 2: not valid JSON"),
        ("good.meta.json", b"[]", "good.meta.json, line 1: not a JSON object"),
        ("good.meta.json", b"", "good.meta.json, line 1: not valid JSON"),
        ("good.meta.json", b'{"published": "soon"}', "published 'soon' is not a day"),
        ("good.meta.json", b'{"published": "9999-12-31"}', "1800 to 2199"),
        ("documents.csv", b"a,b\n1,2\n", "documents.csv, line 1: no column"),
        ("documents.csv", b'file,title\n"good.txt,x\n', "documents.csv, line 2: not valid CSV"),
        ("documents.csv", b"file,title\ngood.txt,a,b\n", "line 2: more cells than columns"),
        ("documents.csv", b"file,voice\nbad.txt,press\n", "line 2: no document 'bad.txt' here"),
    ],
)
def test_a_broken_description_is_named_and_its_document_read(
    parley: Parley, folder: Path, name: str, content: bytes, told: str
) -> None:
    (folder / name).write_bytes(content)
    ran = code(parley, folder)
    assert ran.code == 1
    assert told in ran.err


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        "\ufeff" + GOOD,
        "\u202e" + GOOD,
        GOOD.replace("met", "m\u200bet").replace("Dong", "\u2066Dong\u2069"),
        GOOD.replace(" in ", "\u00a0in\u3000"),
        GOOD.replace("Singapore", "Singapore\x00"),
        GOOD * 60_000,
    ],
    ids=["CRLF", "CR", "BOM", "override", "zero-width", "spaces", "NUL", "long"],
)
def test_odd_but_sound_text_is_read_and_offsets_hold(
    parley: Parley, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(text[:900_000].encode())
    ran = parley("code", path, *DESCRIBED)
    assert (ran.code, ran.err) == (0, "")
    first = json.loads(ran.out.splitlines()[0])
    assert (first["start"], first["parties"]) == ("2024-05-31", ["CHN", "USA"])
    for e in first["evidence"]:
        assert text.replace("\x00", "\ufffd")[e["start"] : e["end"]] == e["text"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252"])
def test_other_encodings_are_read(parley: Parley, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "other.txt"
    path.write_bytes((GOOD + "It was Córdoba’s café that they met in.").encode(encoding))
    assert json.loads(parley("code", path, *DESCRIBED).out.splitlines()[0])["start"] == "2024-05-31"


def test_links_in_circles_end(parley: Parley, folder: Path) -> None:
    (folder / "up").symlink_to(folder, target_is_directory=True)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "lost.txt").symlink_to(folder / "nowhere.txt")
    ran = code(parley, folder)
    assert ran.code == 1
    assert sorted(line.split(":")[0] for line in ran.err.splitlines()) == [
        str(folder / "lost.txt"),
        str(folder / "self.txt"),
    ]


def test_fifty_megabytes_end_at_once_with_a_clear_word(
    shell: Parley, tmp_path: Path, folder: Path
) -> None:
    path = folder / "corpus.txt"
    path.write_text("The two sides exchanged views on regional affairs. " * 1_000_000)
    assert path.stat().st_size > 50_000_000
    began = time.perf_counter()
    ran = shell("run", folder, "--desk", tmp_path / "desk", *DESCRIBED)
    assert time.perf_counter() - began < 60
    assert ran.code == 1
    assert f"{path}: 51,000,000 characters are more than" in ran.err
    assert "split it into documents" in ran.err
    assert "1 added" in ran.out
    # A child's account begins with what its parent, a long run of tests, holds.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= max(1_500_000, own)  # kB


def test_a_document_that_the_coder_fails_on_costs_no_other(
    parley: Parley, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = coding.code

    def failing(document: Document, *rest: object) -> object:
        if document.id == "trap":
            raise ZeroDivisionError("by zero")
        return sound(document, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(coding, "code", failing)
    (folder / "trap.txt").write_text("A trap.", encoding="utf-8")
    told = f"{folder / 'trap.txt'}: could not be coded: ZeroDivisionError in "
    ran = code(parley, folder)
    assert (ran.code, told in ran.err) == (1, True)
    ran = parley("run", folder, "--desk", tmp_path / "desk", *DESCRIBED)
    assert (ran.code, told in ran.err, "1 added" in ran.out) == (1, True, True)
    assert "could not be coded" in (tmp_path / "desk" / "report.html").read_text("utf-8")
    monkeypatch.setattr(coding, "code", sound)
    assert "1 added" in parley("run", folder, "--desk", tmp_path / "desk", *DESCRIBED).out


@pytest.mark.usefixtures("permissions")
class TestPermissions:
    def test_an_unreadable_file_is_named(self, shell: Parley, folder: Path) -> None:
        (folder / "secret.txt").write_text(GOOD)
        (folder / "good.meta.json").write_text("{}")
        (folder / "closed").mkdir()
        for name in ("secret.txt", "good.meta.json", "closed"):
            (folder / name).chmod(0)
        ran = shell("code", folder, *DESCRIBED)
        (folder / "closed").chmod(0o755)
        assert ran.code == 1
        assert ran.out
        told = {line.partition(": ")[0]: line for line in ran.err.splitlines()}
        assert set(told) == {str(folder / n) for n in ("closed", "good.meta.json", "secret.txt")}
        assert all("permission denied" in line.lower() for line in told.values())

    def test_a_named_file_that_may_not_be_read_keeps_no_other_from_being(
        self, shell: Parley, folder: Path
    ) -> None:
        secret = folder / "secret.txt"
        secret.write_text(GOOD)
        secret.chmod(0)
        for command in ("code", "check"):
            ran = shell(command, secret, folder / "good.txt", *DESCRIBED)
            assert ran.code == 1
            assert ran.out
            assert f"{secret}: cannot be read: Permission denied" in ran.err

    def test_a_folder_that_may_not_be_written_takes_no_desk(
        self, shell: Parley, tmp_path: Path, folder: Path
    ) -> None:
        place = tmp_path / "closed"
        place.mkdir()
        place.chmod(0o555)
        for desk in (place, place / "desk"):
            ran = shell("run", folder, "--desk", desk, *DESCRIBED)
            assert ran.code == 2
            assert ran.err.startswith(f"parley: {desk}")
            assert "Traceback" not in ran.err

    def test_a_desk_that_may_not_be_written_can_be_read(
        self, parley: Parley, shell: Parley, tmp_path: Path, folder: Path
    ) -> None:
        place = tmp_path / "desk"
        parley("run", folder, "--desk", place, *DESCRIBED)
        before = parley("chronology", "--desk", place, "--format", "json").out
        for path in place.iterdir():
            path.chmod(0o444)
        place.chmod(0o555)
        read = shell("chronology", "--desk", place, "--format", "json")
        assert (read.code, read.out) == (0, before)
        assert shell("channels", "--desk", place).code == 0
        assert shell("check", "--desk", place).code == 0
        ran = shell("run", folder, "--desk", place, *DESCRIBED)
        place.chmod(0o755)
        assert ran.code == 2
        assert "desk.sqlite: may be read, not written; make it and its folder writable" in ran.err

    def test_a_report_that_cannot_be_written_is_named(
        self, parley: Parley, shell: Parley, tmp_path: Path, folder: Path
    ) -> None:
        place = tmp_path / "desk"
        parley("run", folder, "--desk", place, *DESCRIBED)
        (place / "report.html").chmod(0o444)
        ran = shell("run", folder, "--desk", place, *DESCRIBED)
        assert (ran.code, ran.err) == (2, f"parley: {place / 'report.html'}: Permission denied\n")


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("letter", "is no desk of Parley"),
        ("overwritten", "damaged (database disk image is malformed); restore it from a backup"),
        ("cut", "damaged (database disk image is malformed); restore it from a backup"),
        ("payload", "damaged (JSON is malformed"),
        ("item", "damaged (Object missing required field"),
        ("foreign", "is no desk of Parley"),
        ("version", "is no desk of Parley"),
        ("newer", "made by a newer version of Parley"),
        ("folder", "desk.sqlite"),
    ],
)
def test_a_spoilt_desk_is_named_with_what_to_do(
    parley: Parley, tmp_path: Path, folder: Path, how: str, told: str
) -> None:
    place = tmp_path / "desk"
    parley("run", folder, "--desk", place, *DESCRIBED)
    spoil(place / "desk.sqlite", how)
    run: tuple[str | Path, ...] = ("run", folder, *DESCRIBED)
    reading = [("chronology",), ("channels",), ("check",)] if how != "folder" else []
    if how in ("payload", "item"):  # events are read as they were kept, and those are sound
        reading = [("check",), ("review", "list")]
    for command in (run, *reading):
        ran = parley(*command, "--desk", place)
        assert ran.code == 2
        assert ran.err.startswith(f"parley: {place / 'desk.sqlite'}: ")
        assert told in ran.err
        assert ";" in ran.err
        assert "Traceback" not in ran.err


def spoil(file: Path, how: str) -> None:
    """Spoils a desk's database in one of the ways that happen."""
    whole = file.read_bytes()
    match how:
        case "letter":
            file.write_bytes(b"This is a letter.\n" * 400)
        case "overwritten":
            file.write_bytes(whole[:4096] + b"\xaa" * (len(whole) - 4096))
        case "cut":
            file.write_bytes(whole[:5000])
        case "folder":
            file.unlink()
            file.mkdir()
        case "foreign":
            file.unlink()
            edited(file, "create table other (x)")
        case "payload":
            edited(file, "update documents set payload = '{broken'")
        case "item":
            edited(file, 'update assertions set payload = \'{"kind": "event"}\'')
        case "version":
            edited(file, "update meta set value = 'x'")
        case "newer":
            edited(file, "update meta set value = '99'")


def edited(file: Path, statement: str) -> None:
    with sqlite3.connect(file) as database:
        database.execute(statement)


def test_an_empty_database_file_is_a_new_desk(parley: Parley, tmp_path: Path, folder: Path) -> None:
    place = tmp_path / "desk"
    place.mkdir()
    (place / "desk.sqlite").touch()
    ran = parley("run", folder, "--desk", place, *DESCRIBED)
    assert (ran.code, "1 added" in ran.out) == (0, True)


@pytest.mark.parametrize("command", ["run", "code"])
def test_a_path_that_is_not_there_costs_no_other(
    parley: Parley, tmp_path: Path, folder: Path, command: str
) -> None:
    where = ("--desk", tmp_path / "desk") if command == "run" else ()
    ran = parley(command, tmp_path / "none.txt", folder, *DESCRIBED, *where)
    assert ran.code == 1
    assert ran.err == f"{tmp_path / 'none.txt'}: no such file or folder (check the path)\n"
    assert ran.out


@pytest.mark.parametrize("command", ["chronology", "channels", "check"])
def test_a_desk_that_is_not_there_is_told_with_how_to_make_it(
    parley: Parley, tmp_path: Path, command: str
) -> None:
    ran = parley(command, "--desk", tmp_path / "none")
    assert (ran.code, ran.out) == (2, "")
    assert f"{tmp_path / 'none'}: no desk there; make one with: parley run" in ran.err


@pytest.mark.parametrize(
    "call",
    [
        ("chronology", "--from", "2025", "--to", "2024"),
        ("chronology", "--to", "2024", "--from", "2025"),
        ("export", "--format", "csv", "--from", "2025", "--to", "2024"),
        ("series", "--parties", "USA,CHN", "--from", "2025", "--to", "2024"),
        ("search", "hotline", "--since", "2025", "--until", "2024"),
        ("phrases", "--from", "2025", "--to", "2024"),
    ],
)
def test_a_span_that_ends_before_it_begins_is_refused(
    parley: Parley, call: tuple[str, ...]
) -> None:
    ran = parley(*call)
    assert ran.code == 2
    assert "nothing is from 2025-01-01 and up to 2024-12-31: turn them round" in ran.err


def test_a_file_in_no_folder_is_named_as_it_was_given(
    parley: Parley, tmp_path: Path, folder: Path
) -> None:
    desk, there = tmp_path / "desk", tmp_path / "nowhere"
    parley("run", folder, "--desk", desk, *DESCRIBED)
    ran = parley("export", "--desk", desk, "--format", "csv", "-o", there / "a.csv")
    assert ran.code == 2
    assert ran.err.startswith(f"parley: {there / 'a.csv'}: cannot be written: No such file")
    ran = parley("desk", "backup", there / "a.sqlite", "--desk", desk)
    assert ran.code == 2
    assert ran.err.startswith(f"parley: {there / 'a.sqlite'}: its folder is not there")


def test_a_length_is_told_in_the_number_and_the_language_that_fit(
    parley: Parley, folder: Path
) -> None:
    (folder / "claim.txt").write_text(
        "On October 31, 2025, Pete Hegseth met Dong Jun in Kuala Lumpur. It was the first"
        " face-to-face meeting of the two defense ministers in 17 months.\n"
    )
    call = ("check", folder / "claim.txt", "--published", "2025-11-01", "--format", "csv")
    assert ",17 months," in parley(*call).out
    assert ",17個月," in parley(*call, "--ui", "zh-Hant").out
