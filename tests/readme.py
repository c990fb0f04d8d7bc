"""Reads the commands of a README with the output it shows, and runs them.

``python tests/readme.py README.md`` writes the output that the commands give now into the README;
the test holds that it is what stands there. A line "…" stands for any lines, one that ends in "…"
for any end.
"""

import contextlib
import re
import shlex
import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from typer.testing import CliRunner

from parley.cli.app import app
from parley.lexicon import load
from parley.lexicon.tables import tables

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```console\n\$ (?P<command>.*?)\n(?P<shown>.*?)^```$", re.M | re.S)
FILE = re.compile(
    r"`(?P<name>[\w./-]+\.(?:yaml|txt|csv))`[^`]*\n\n```(?:yaml|text)\n(?P<text>.*?)^```$",
    re.M | re.S,
)
LONGEST = 24  # lines of output that a README shows
WIDTH = 100
ANCHOR = 10  # as much of a line's beginning as tells where it stands


class Shown(NamedTuple):
    """A command of a README and the output that it shows."""

    command: str
    output: str


def commands(readme: Path) -> list[Shown]:
    """The commands of a README, in order."""
    text = readme.read_text(encoding="utf-8")
    return [Shown(m["command"], m["shown"]) for m in BLOCK.finditer(text)]


def workplace(folder: Path, readme: Path) -> Path:
    """A folder with a fresh clone's examples and the files that the README gives."""
    load.cache_clear()  # another README's lexicon, under the same name
    tables.cache_clear()
    shutil.copytree(ROOT / "examples", folder / "examples")
    for given in FILE.finditer(readme.read_text(encoding="utf-8")):
        path = folder / given["name"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(given["text"], encoding="utf-8")
    return folder


def run(command: str, folder: Path) -> str:
    """What a ``parley`` command prints in ``folder``; a failure raises with what it said."""
    program, *words = shlex.split(command)
    assert program == "parley", f"a README shows parley's commands alone: {command}"
    with contextlib.chdir(folder):
        done = CliRunner().invoke(app, words, env={"COLUMNS": str(WIDTH)})
    if done.exit_code:
        raise RuntimeError(f"{command}: {done.stderr}") from done.exception
    return "\n".join(line.rstrip() for line in done.stdout.splitlines())


def fits(shown: str, printed: str) -> bool:
    """Whether what a README shows is what the command prints, "…" standing for what is left out."""
    lines = [re.escape(line.rstrip()) for line in shown.splitlines()]
    pattern = "\n".join(r"[\s\S]*" if line == "…" else line.replace("…", ".*") for line in lines)
    return re.fullmatch(pattern.rstrip("\n"), printed.rstrip("\n")) is not None


def refreshed(shown: str, printed: str) -> str:
    """What is printed now, the same lines left out as in ``shown`` where they can be found again.

    A piece between two "…" is found by how its first line begins. Without such pieces: at most
    ``LONGEST`` lines of at most ``WIDTH`` characters.
    """
    lines = printed.splitlines()
    out: list[str] = []
    at = 0
    for piece in re.split(r"^…$\n?", shown, flags=re.M):
        wanted = piece.splitlines()
        if wanted:
            start = wanted[0][:ANCHOR]
            at = next((n for n in range(at, len(lines)) if lines[n].startswith(start)), len(lines))
            out += lines[at : at + len(wanted)]
            at += len(wanted)
        out.append("…")
    out.pop()
    if "…" not in out:
        out = lines if len(lines) <= LONGEST else [*lines[: LONGEST - 1], "…"]
    return "\n".join(line if len(line) <= WIDTH + 20 else line[: WIDTH - 1] + "…" for line in out)


def rewrite(readme: Path) -> None:
    """Writes what the commands print now into the README."""
    text = readme.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        folder = workplace(Path(name), readme)
        for shown in commands(readme):
            printed = run(shown.command, folder)
            if not fits(shown.output, printed):
                head = f"```console\n$ {shown.command}\n"
                text = text.replace(
                    head + shown.output, f"{head}{refreshed(shown.output, printed)}\n", 1
                )
    readme.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        rewrite(Path(name))
