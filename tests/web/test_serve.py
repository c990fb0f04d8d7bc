"""``parley serve`` as it is called."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from parley.cli.app import app
from parley.cli.serve import _local, _names


@contextmanager
def served(*options: str, cwd: Path, **env: str) -> Iterator[list[str]]:
    """The lines that the command prints until it is ready."""
    command = [sys.executable, "-m", "parley", "serve", "--no-browser", "--port", "0", *options]
    process = subprocess.Popen(
        command, cwd=cwd, stderr=subprocess.PIPE, text=True, env=os.environ | env
    )
    assert process.stderr is not None
    lines: list[str] = []
    try:
        while not any("Ctrl-C" in line for line in lines):
            line = process.stderr.readline()
            assert line, lines
            lines.append(line)
        if "--host" in options:
            wanted = 3 if env.get("PARLEY_PASSWORD") else 4
            lines += [process.stderr.readline() for _ in range(wanted - len(lines) + 1)]
        yield lines
        for _ in range(60):  # where SIGINT is ignored, one sent before the server listens is lost
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=1)
                break
        assert process.poll() in (0, 130, -signal.SIGINT)
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def address(lines: list[str]) -> str:
    (found,) = re.findall(r"http://\S+/", " ".join(lines))
    return str(found)


def test_the_board_is_served_on_this_machine_alone(tmp_path: Path) -> None:
    with served(cwd=tmp_path) as lines:
        assert any("reference chronology alone" in line for line in lines)
        place = address(lines)
        assert place.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(place, timeout=60) as answer:
            assert b"<h1>Overview</h1>" in answer.read()
    assert list(tmp_path.iterdir()) == []  # looking makes no desk


def test_another_address_has_a_password(tmp_path: Path) -> None:
    with served("--host", "0.0.0.0", cwd=tmp_path) as lines:
        told = "".join(lines)
        assert "asked for the password" in told
        assert "not encrypted" in told
        assert re.search(r"The password, for as long as this runs: \S{20,}", told)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.1.2.3"])
def test_what_only_this_machine_reaches(host: str) -> None:
    assert _local(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_what_others_may_reach(host: str) -> None:
    assert not _local(host)


def test_the_board_goes_by_the_names_it_was_given() -> None:
    assert _names("2001:DB8::1", ["Board.Example"]) >= {"[2001:db8::1]", "board.example"}
    assert "0.0.0.0" not in _names("0.0.0.0", ())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--desk", "nowhere"], ""),
        (["--host", "192.0.2.1"], "cannot listen"),
        (["--certificate", "x.pem"], ""),
        (["--port", "70000"], ""),
    ],
)
def test_what_cannot_be_served_says_why(tmp_path: Path, options: list[str], said: str) -> None:
    done = CliRunner().invoke(app, ["serve", "--no-browser", *options])
    assert done.exit_code != 0
    assert said in done.output
