"""Adding on the board: files and texts are coded, watched, ended and tried again, and stay put."""

import errno
import json
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx import Response
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from starlette.testclient import TestClient

from parley.desk import Desk
from parley.web import Settings, runs, uploads
from parley.web.pages import add
from parley.web.runs import Known, Run, Runs
from parley.web.uploads import safe

from .conftest import EXAMPLES, client_of

TEXT = "Lloyd Austin met Dong Jun in Singapore on May 31, 2024."
WRITE = {"Sec-Fetch-Site": "same-origin"}
READOUTS = ("readout-kuala-lumpur.en", "readout-kuala-lumpur.zh-Hans")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "desk"


@pytest.fixture
def board(place: Path) -> Iterator[TestClient]:
    with client_of(Settings(address=place)) as client:
        yield client


def send(board: TestClient, *files: tuple[str, bytes], **form: str) -> Response:
    several = [("files", (name, content)) for name, content in files]
    return board.post("/add", data=form, files=several or None, headers=WRITE)


def ended(board: TestClient, at: str) -> html.HtmlElement:
    """The page of a run once it is over."""
    for _ in range(600):
        found = html.fromstring(board.get(at).content)
        if not found.xpath("//*[@data-events]"):
            return found
        time.sleep(0.05)
    raise AssertionError("the run did not end")


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def bundled() -> list[tuple[str, bytes]]:
    return [
        (f"{name}{ending}", (EXAMPLES / f"{name}{ending}").read_bytes())
        for name in READOUTS
        for ending in (".txt", ".meta.json")
    ]


def test_files_are_read_and_coded_with_their_descriptions(board: TestClient, place: Path) -> None:
    answer = send(board, *bundled())
    assert answer.status_code == 303
    page = ended(board, answer.headers["location"])
    assert "Done · 2 of 2 coded, 0 failed" in text(page)
    with Desk.open(place) as desk:
        assert {d.id: d.voice for d in desk.documents()} == {READOUTS[0]: "USA", READOUTS[1]: "CHN"}
        assert any(len(e.sources) >= 2 for e in desk.chronology())
    again = send(board, *bundled())
    assert "on the desk already" in text(ended(board, again.headers["location"]))
    assert "2 of 2" in text(html.fromstring(board.get("/add").content))


def test_every_run_lists_its_failures(board: TestClient) -> None:
    answer = send(board, *((f"bad-{n}.pdf", b"not a PDF") for n in range(7)))
    ended(board, answer.headers["location"])
    page = html.fromstring(board.get("/add").content)
    (failures,) = page.xpath("//ul[@class='failures']")
    lines = [text(line) for line in failures.xpath("li")]
    assert [line.partition(":")[0] for line in lines[:5]] == [f"bad-{n}.pdf" for n in range(5)]
    assert len(lines) == 6
    assert failures.xpath("li[6]/a/@href") == [answer.headers["location"]]


def test_a_text_is_pasted_with_what_is_known_of_it(board: TestClient, place: Path) -> None:
    answer = send(board, text=TEXT, title="On the <margins>", url="https://example.org/a",
                  voice="press", published="2024-06-01")  # fmt: skip
    ended(board, answer.headers["location"])
    other = send(board, text=f"{TEXT} So it was said.", title="On the <margins>")
    page = ended(board, other.headers["location"])
    assert "Without a date or a voice" in text(page)
    with Desk.open(place) as desk:
        first, second = sorted(desk.documents(), key=lambda d: d.voice is None)
    assert (first.title, first.url, first.voice) == (
        "On the <margins>",
        "https://example.org/a",
        "press",
    )
    assert str(first.published) == "2024-06-01"
    assert first.id != second.id  # the same title is no new version of the same document


def test_what_fails_says_why_and_is_tried_again_alone(
    board: TestClient, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = send(board, ("a.txt", TEXT.encode()), ("b.pdf", b"%PDF-1.4 broken"), ("c.exe", b"MZ"))
    at = answer.headers["location"]
    page = ended(board, at)
    failed = {text(one.cssselect("b")[0]): text(one) for one in page.cssselect("#failed li")}
    assert set(failed) == {"b.pdf", "c.exe"}
    assert "no reader for .exe files" in failed["c.exe"]
    assert str(place.parent) not in text(page)
    assert "/tmp" not in text(page)
    assert "parley-add" not in text(page)
    assert "2 files could not be read" in board.get("/").text  # the overview tells of it too
    seen: list[str] = []
    real = runs.stream

    def watched(paths: list[Path], **more: object) -> object:
        seen.extend(path.name for path in paths)
        return real(paths, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(runs, "stream", watched)
    assert board.post(f"{at}/again", headers=WRITE).status_code == 303
    page = ended(board, at)
    assert sorted(seen) == ["b.pdf", "c.exe"]
    assert "0 of 0 coded, 2 failed" in text(page)
    with Desk.open(place) as desk:
        assert [d.id for d in desk.documents()] == ["a"]


def test_a_run_tells_of_itself_as_it_goes(board: TestClient) -> None:
    at = send(board, text=TEXT).headers["location"]
    with board.stream("GET", f"{at}/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in answer.iter_lines() if line]
    told = [json.loads(line.removeprefix("data: ")) for line in lines]
    assert told[-1]["state"] == "done"
    assert (told[-1]["done"], told[-1]["total"], told[-1]["failures"]) == (1, 1, [])


def test_a_run_that_is_ended_keeps_what_was_coded(place: Path) -> None:
    board = Runs(Settings(address=place))
    files = [uploads.Given(f"{n}.txt", _file(f"{TEXT} {n}")) for n in range(4)]
    run = Run(Known(voice="press"))
    assert run.folder is not None
    run.files = uploads.put(run.folder, files)
    real = runs._coded

    def stopping(one: Run, done: int, total: int) -> None:
        if done == 2:
            one.end.set()
        real(one, done, total)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "_coded", stopping)
        board._start(run)
        until(lambda: run.over)
    assert run.state == "cancelled"
    assert not run.folder.exists()
    with Desk.open(place) as desk:
        assert len(desk.documents()) == 2
        assert desk.verify() == []


def test_a_run_that_breaks_says_so_and_the_next_goes_on(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = Runs(Settings(address=place))
    with monkeypatch.context() as patch:
        patch.setattr(runs.Desk, "open", lambda *_, **__: 1 / 0)
        run = board.add([], TEXT, {}, Known())
        until(lambda: run.over)
    assert run.state == "failed"
    run = board.add([], TEXT, {}, Known())
    until(lambda: run.over)
    assert run.state == "done"


def test_readers_and_a_run_at_once(board: TestClient) -> None:
    page = send(board, *bundled(), ("more.txt", TEXT.encode())).headers["location"]
    statuses: list[int] = []

    def read() -> None:
        for path in ("/", "/chronology", "/review", "/documents", page):
            statuses.append(board.get(path).status_code)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    ended(board, page)
    assert set(statuses) == {200}


def test_a_document_is_coded_anew(board: TestClient, place: Path) -> None:
    ended(board, send(board, ("a.txt", TEXT.encode()), voice="press").headers["location"])
    answer = board.post("/recode", data={"id": "a"}, headers=WRITE)
    page = ended(board, answer.headers["location"])
    assert "on the desk already" in text(page)
    assert board.post("/recode", data={"id": "../a"}, headers=WRITE).status_code == 404


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({}, "nothing"),
        ({"text": TEXT, "voice": "nobody"}, "bad-value"),
        ({"text": TEXT, "lang": "tlh"}, "bad-value"),
        ({"text": TEXT, "published": "yesterday"}, "bad-date"),
        ({"text": TEXT, "url": "javascript:alert(1)"}, "bad-value"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    board: TestClient, form: dict[str, str], code: str
) -> None:
    answer = send(board, **form)
    assert answer.status_code == 400
    assert code in answer.text


def test_uploads_have_their_limits(
    board: TestClient, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [(f"{n}.txt", b"x") for n in range(uploads.FILES + 1)]
    answer = send(board, *many)
    assert (answer.status_code, "bad-upload" in answer.text) == (400, True)
    large = WRITE | {"Content-Length": str(uploads.BYTES + 1)}
    assert board.post("/add", content=b"", headers=large).status_code == 413
    too_long = "x" * (add.TEXT + 1)
    assert send(board, text=too_long).status_code == 400
    monkeypatch.setattr(runs, "WAITING", 0)
    assert send(board, text=TEXT).status_code == 429
    assert not Desk.exists(place)


def test_no_name_leads_out_of_the_folder(board: TestClient, place: Path, tmp_path: Path) -> None:
    names = ["../../out.txt", "/etc/passwd.txt", "..\\..\\win.txt", ".hidden.txt", "CON.txt",
             "a\x00b.txt", "-rf.txt", "漢 字.txt", "con", "…", "a" * 300 + ".txt",
             "\U00020000" * 90 + ".txt"]  # fmt: skip
    before = {path for path in tmp_path.rglob("*") if "desk" not in str(path)}
    files = [(name, f"{TEXT} {n}".encode()) for n, name in enumerate(names)]
    page = ended(board, send(board, *files).headers["location"])
    assert {path for path in tmp_path.rglob("*") if "desk" not in str(path)} == before
    with Desk.open(place) as desk:
        ids = {d.id for d in desk.documents()}
    assert {"out", "passwd", "win", "hidden-txt" if "hidden-txt" in ids else "hidden"} <= ids
    assert "漢-字" in ids
    assert "/etc" not in text(page)


@given(st.text())
def test_any_name_becomes_a_safe_one(name: str) -> None:
    found = safe(name)
    assert found == Path(found).name
    assert found not in ("", ".", "..")
    assert not found.startswith((".", "-"))
    assert "/" not in found
    assert "\\" not in found
    assert len(found.encode()) < 200
    assert safe(found) == found


def test_nothing_is_added_for_another_site(board: TestClient, place: Path) -> None:
    for headers in ({}, {"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = board.post("/add", data={"text": TEXT}, headers=headers)
        assert answer.status_code == 403
    assert not Desk.exists(place)


def _file(content: str) -> object:
    import io

    return io.BytesIO(content.encode())


def until(true: object) -> None:
    for _ in range(600):
        if true():  # type: ignore[operator]
            return
        time.sleep(0.05)
    raise AssertionError("it did not come to that")


@pytest.mark.parametrize("where", ["received", "put aside", "folder"])
def test_a_full_disk_for_temporary_files_is_told(
    board: TestClient, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/var/tmp/secret")

    if where == "received":  # larger than what is kept in memory
        monkeypatch.setattr("tempfile.SpooledTemporaryFile.rollover", full)
    elif where == "put aside":
        monkeypatch.setattr(uploads.shutil, "copyfileobj", full)
    else:
        monkeypatch.setattr(runs.tempfile, "mkdtemp", full)
    answer = send(board, ("a.txt", b"a" * 2_000_000))
    assert answer.status_code == 507
    assert "The disk for temporary files is full: nothing was kept." in text(
        html.fromstring(answer.content)
    )
    assert "secret" not in answer.text
    monkeypatch.undo()
    assert send(board, ("a.txt", TEXT.encode())).status_code == 303


def test_a_folder_for_temporary_files_that_is_shut_is_told(
    board: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shut(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/var/tmp/secret")

    monkeypatch.setattr(runs.tempfile, "mkdtemp", shut)
    answer = send(board, ("a.txt", TEXT.encode()))
    assert answer.status_code == 503
    assert "could not be put aside" in answer.text
    assert "secret" not in answer.text
