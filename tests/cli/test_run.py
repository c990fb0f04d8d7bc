"""``parley run``: from documents to a report, however the documents or the run may break."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from tests.cli.conftest import EXAMPLES, Parley

FILES = ("report.html", "report.md", "chronology.csv", "channels.json")


def test_writes_a_report_and_says_where(parley: Parley, tmp_path: Path) -> None:
    ran = parley("run", EXAMPLES, "--desk", tmp_path)
    assert (ran.code, ran.err) == (0, "")
    for name in FILES:
        assert (tmp_path / name).stat().st_size > 100
    assert str(tmp_path / "report.html") in ran.out
    assert "as of 2025-12-18" in ran.out
    assert "6 added" in ran.out


def test_the_table_opens_in_a_spreadsheet(parley: Parley, tmp_path: Path) -> None:
    parley("run", EXAMPLES, "--desk", tmp_path)
    assert (tmp_path / "chronology.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_second_run_changes_no_byte(parley: Parley, tmp_path: Path) -> None:
    parley("run", EXAMPLES, "--desk", tmp_path)
    first = {name: (tmp_path / name).read_bytes() for name in FILES}
    again = parley("run", EXAMPLES, "--desk", tmp_path)
    assert "6 unchanged" in again.out
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == first


def test_order_and_place_do_not_matter(parley: Parley, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "elsewhere" / "two"
    copies = tmp_path / "copies"
    copies.mkdir()
    for path in EXAMPLES.iterdir():
        (copies / path.name).write_bytes(path.read_bytes())
    parley("run", EXAMPLES, "--desk", one)
    for path in sorted(copies.glob("*.txt"), reverse=True):
        parley("run", path, "--desk", two)
    for name in FILES:
        assert (one / name).read_bytes() == (two / name).read_bytes()


def test_how_python_hashes_does_not_matter(shell: Parley, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        ran = shell("run", EXAMPLES, "--desk", tmp_path / seed, env={"PYTHONHASHSEED": seed})
        assert (ran.code, ran.err) == (0, "")
    for name in FILES:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_runs_at_once_on_one_desk_make_what_one_makes(parley: Parley, tmp_path: Path) -> None:
    shared, alone = tmp_path / "shared", tmp_path / "alone"
    command = [sys.executable, "-m", "parley.cli", "run", str(EXAMPLES), "--desk", str(shared)]
    runs = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    assert [(run.communicate()[1], run.returncode) for run in runs] == [(b"", 0)] * 3
    parley("run", EXAMPLES, "--desk", alone)
    assert documents_on(shared) == documents_on(alone) == 6
    assert ids_on(shared) == ids_on(alone)
    for name in FILES:
        assert (shared / name).read_bytes() == (alone / name).read_bytes()


def test_a_run_that_was_killed_loses_and_doubles_nothing(parley: Parley, tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    many = tmp_path / "many"
    many.mkdir()
    for n in range(12):
        for path in EXAMPLES.glob("*.en.*"):
            (many / path.name.replace(".en.", f"-{n:02}.en.")).write_text(
                path.read_text(encoding="utf-8").replace("Kuala Lumpur", f"Kuala Lumpur {n}"),
                encoding="utf-8",
            )
    command = [sys.executable, "-m", "parley.cli", "run", str(many), "--desk", str(broken)]
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while documents_on(broken) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(run.pid, signal.SIGKILL)
    assert run.wait() == -signal.SIGKILL
    assert 2 <= documents_on(broken) < 24
    assert not (broken / "report.html").exists()
    assert parley("run", many, "--desk", broken).code == 0
    assert parley("run", many, "--desk", whole).code == 0
    assert ids_on(broken) == ids_on(whole)
    for name in FILES:
        assert (whole / name).read_bytes() == (broken / name).read_bytes()


def documents_on(desk: Path) -> int:
    file = desk / "desk.sqlite"
    if not file.exists():
        return 0
    try:
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
            return int(database.execute("select count(*) from documents").fetchone()[0])
    except sqlite3.OperationalError:
        return 0  # its tables are not there yet


def ids_on(desk: Path) -> list[tuple[str, str]]:
    """Document and id of every item kept, copies and all."""
    with sqlite3.connect(desk / "desk.sqlite") as database:
        return sorted(database.execute("select doc, id from assertions"))


def bad_folder(folder: Path) -> None:
    """One good document among everything that goes wrong with files."""
    good = "Lloyd Austin met Dong Jun in Singapore on May 31, 2024.\n"
    (folder / "good.txt").write_text(good, encoding="utf-8")
    (folder / "good.meta.json").write_text('{"voice": "USA", "published": "2024-05-31"}')
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "archive.zip").write_bytes(b"PK\x03\x04 not read")
    (folder / "broken.jsonl").write_text(
        json.dumps({"id": "line-1", "text": good, "voice": "USA", "published": "2024-06-01"})
        + '\n{"id": "line-2", "text": \n'
    )
    (folder / "described.txt").write_text("Talks were held on June 3, 2024.", encoding="utf-8")
    (folder / "described.meta.json").write_text('{"voice": "press",\n "published": }')
    (folder / "big5.txt").write_bytes(
        "雙方於2024年5月31日在新加坡會談，就區域情勢交換意見。".encode("big5")
    )


def test_what_cannot_be_read_is_named_and_the_rest_is_kept(parley: Parley, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    bad_folder(folder)
    ran = parley("run", folder, "--desk", tmp_path / "desk")
    assert ran.code == 1
    assert "Traceback" not in ran.err
    for name in ("empty.txt", "binary.txt", "archive.zip"):
        assert name in ran.err
    assert "broken.jsonl, line 2" in ran.err
    assert "described.meta.json, line 2" in ran.err
    assert "4 added" in ran.out
    for name in FILES:
        assert (tmp_path / "desk" / name).is_file()
    assert "empty.txt" in (tmp_path / "desk" / "report.html").read_text(encoding="utf-8")


def test_a_folder_without_documents_makes_no_desk(parley: Parley, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    ran = parley("run", empty, "--desk", tmp_path / "desk")
    assert ran.code == 1
    assert f"no documents in {empty}" in ran.err
    assert not (tmp_path / "desk").exists()


def test_a_missing_path_is_named(parley: Parley, tmp_path: Path) -> None:
    ran = parley("run", tmp_path / "none.txt", "--desk", tmp_path / "desk")
    assert ran.code == 1
    assert "none.txt: no such file or folder" in ran.err


def test_a_desk_of_a_newer_version_is_refused(parley: Parley, tmp_path: Path, note: Path) -> None:
    assert parley("run", note, "--desk", tmp_path / "desk").code == 0
    with sqlite3.connect(tmp_path / "desk" / "desk.sqlite") as database:
        database.execute("update meta set value = '99' where key = 'schema'")
    ran = parley("run", note, "--desk", tmp_path / "desk")
    assert ran.code == 2
    assert "desk.sqlite: made by a newer version of Parley" in ran.err


def test_a_desk_that_is_a_file_is_refused(parley: Parley, tmp_path: Path, note: Path) -> None:
    (tmp_path / "desk").write_text("a file")
    ran = parley("run", note, "--desk", tmp_path / "desk")
    assert ran.code == 2
    assert str(tmp_path / "desk") in ran.err
    assert "Traceback" not in ran.err


def test_an_interrupt_ends_quietly(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "parley.cli", "code", "-"]
    run = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Whoever runs the tests in the background ignores interrupts, and so would the command.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    waiting = Path(f"/proc/{run.pid}/syscall")
    deadline = time.monotonic() + (60 if waiting.exists() else 5)
    while time.monotonic() < deadline:  # until it waits for its input, long after its imports
        if waiting.exists() and waiting.read_text().startswith("0 0x0 "):
            break
        time.sleep(0.1)
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=30)
    assert run.returncode == 130, err
    assert b"Traceback" not in err


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    command = f"{sys.executable} -m parley.cli chronology --format jsonl --no-reference"
    line = f"{command.replace(' --no-reference', '')} | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, cwd=tmp_path, check=False)
    assert done.returncode == 141
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
