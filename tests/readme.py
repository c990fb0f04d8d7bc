"""Reads the commands of a README with the output it shows, and runs them.

``python tests/readme.py README.md`` writes the output that the commands give now into the README;
the test holds that it is what stands there. A line "…" stands for any lines, one that ends in "…"
for any end.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```console\n\$ (?P<command>.*?)\n(?P<shown>.*?)^```$", re.M | re.S)
LONGEST = 24  # lines of output that a README shows
WIDTH = 100


class Shown(NamedTuple):
    """A command of a README and the output that it shows."""

    command: str
    output: str


def commands(readme: Path) -> list[Shown]:
    """The commands of a README, in order."""
    text = readme.read_text(encoding="utf-8")
    return [Shown(m["command"], m["shown"]) for m in BLOCK.finditer(text)]


def workplace(folder: Path) -> Path:
    """A folder with the example documents, as a fresh clone has them."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


def run(command: str, folder: Path) -> str:
    """What a command prints in ``folder``; a failure raises with what it said."""
    env = os.environ | {"COLUMNS": str(WIDTH), "PYTHONUTF8": "1"}
    env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}"
    done = subprocess.run(
        command, shell=True, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr}")
    return "\n".join(line.rstrip() for line in done.stdout.splitlines())


def fits(shown: str, printed: str) -> bool:
    """Whether what a README shows is what the command prints, "…" standing for what is left out."""
    lines = [re.escape(line.rstrip()) for line in shown.splitlines()]
    pattern = "\n".join(r"[\s\S]*" if line == "…" else line.replace("…", ".*") for line in lines)
    return re.fullmatch(pattern.rstrip("\n"), printed.rstrip("\n")) is not None


def shortened(printed: str) -> str:
    """At most ``LONGEST`` lines of at most ``WIDTH`` characters."""
    lines = printed.splitlines()
    if len(lines) > LONGEST:
        lines = [*lines[: LONGEST - 1], "…"]
    return "\n".join(line if len(line) <= WIDTH + 20 else line[: WIDTH - 1] + "…" for line in lines)


def rewrite(readme: Path) -> None:
    """Writes what the commands print now into the README."""
    text = readme.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        folder = workplace(Path(name))
        for shown in commands(readme):
            printed = run(shown.command, folder)
            if not fits(shown.output, printed):
                head = f"```console\n$ {shown.command}\n"
                text = text.replace(head + shown.output, f"{head}{shortened(printed)}\n", 1)
    readme.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        rewrite(Path(name))
