"""A file of items that can be gone on with where a call was cut off."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import Parley

TEXT = "Japan and South Korea held defence talks in Tokyo on {} April 2024."


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    known = {"voice": "press", "lang": "en", "published": "2024-06-01"}
    rows = ({"id": f"d{n:04}", "text": TEXT.format(1 + n % 28), **known} for n in range(400))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_file_holds_what_would_be_printed(parley: Parley, corpus: Path) -> None:
    out = corpus.with_name("items.jsonl")
    ran = parley("code", corpus, "--output", out)
    assert (ran.code, ran.out) == (0, "")
    assert out.read_text("utf-8") == parley("code", corpus).out
    assert not out.with_name("items.jsonl.progress").exists()


def test_what_was_killed_is_gone_on_with(parley: Parley, corpus: Path) -> None:
    out = corpus.with_name("items.jsonl")
    ledger = out.with_name("items.jsonl.progress")
    command = [sys.executable, "-m", "parley.cli", "code", str(corpus), "--output", str(out)]
    process = subprocess.Popen(command, env=os.environ)
    while process.poll() is None and not (ledger.exists() and len(ledger.read_bytes()) > 400):
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = ledger.read_bytes().count(b"\n") - 1
    assert 0 < done < 400
    with out.open("ab") as torn:
        torn.write(b'{"kind": "ev')
    with ledger.open("ab") as torn:
        torn.write(b'{"done": 12')
    ran = parley("code", corpus, "--output", out, "--resume")
    assert ran.code == 0
    assert out.read_text("utf-8") == parley("code", corpus).out


def test_there_must_be_something_to_go_on_with(parley: Parley, corpus: Path) -> None:
    out = corpus.with_name("items.jsonl")
    ran = parley("code", corpus, "--output", out, "--resume")
    assert ran.code == 2
    assert "there is no such file; leave out --resume" in ran.err
    parley("code", corpus, "--output", out)
    assert "it is complete" in parley("code", corpus, "--output", out, "--resume").err


def test_another_coder_does_not_go_on_with_it(parley: Parley, corpus: Path) -> None:
    out = corpus.with_name("items.jsonl")
    out.write_text("", encoding="utf-8")
    out.with_name("items.jsonl.progress").write_text('{"coder": "older"}\n', encoding="utf-8")
    ran = parley("code", corpus, "--output", out, "--resume")
    assert ran.code == 2
    assert "another version of the coder" in ran.err


@pytest.mark.parametrize(
    "options",
    [("--resume",), ("--output", "x", "--explain"), ("--output", "x", "--format", "json")],
)
def test_options_that_do_not_go_together(
    parley: Parley, corpus: Path, options: tuple[str, ...]
) -> None:
    assert parley("code", corpus, *options).code == 2
