"""A command line in a shell of its own making, and documents to run it on."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from parley.cli import main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "documents"


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Parley = Callable[..., Ran]


def as_user() -> list[str]:
    """What a command begins with so that permissions count for it, also where root runs it."""
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        return []
    powers = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={powers}", f"--inh-caps={powers}"]


@pytest.fixture
def permissions() -> None:
    """Skips where whoever runs the tests may read and write everything."""
    if os.geteuid() == 0 and not as_user():
        pytest.skip("root may read and write everything, and setpriv is missing")


@pytest.fixture
def parley(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Parley:
    """Runs a command line in this process, with no width given to its lines."""
    monkeypatch.delenv("COLUMNS", raising=False)  # several at once have pytest set it

    def run(*arguments: str | Path) -> Ran:
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return Ran(code, out.decode("utf-8"), err.decode("utf-8"))

    return run


@pytest.fixture
def shell() -> Parley:
    """Runs a command line as a process of its own."""

    def run(*arguments: str | Path, stdin: bytes = b"", env: Mapping[str, str] = {}) -> Ran:
        command = [*as_user(), sys.executable, "-m", "parley.cli", *map(str, arguments)]
        done = subprocess.run(
            command, input=stdin, capture_output=True, check=False, env={**os.environ, **env}
        )
        return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """A short document with its description beside it."""
    path = tmp_path / "note.txt"
    path.write_text(
        "Defense ministers of Japan and South Korea met in Seoul on 8 September 2025. "
        "Gen Nakatani and Ahn Gyu-back agreed to hold talks every year.\n",
        encoding="utf-8",
    )
    path.with_name("note.meta.json").write_text(
        '{"voice": "press", "published": "2025-09-09"}', encoding="utf-8"
    )
    return path
