"""Time and memory that one long document takes, from a short report to a book and beyond.

    python bench/size.py [PATH…]

The texts of the documents (the bundled examples unless paths are given) are joined, language by
language, until they have the length asked for, and coded by a process of its own.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

from parley.desk import read

ROOT = Path(__file__).resolve().parent.parent
LENGTHS = (10_000, 100_000, 300_000, 990_000)
HUGE = 50_000_000


def fill(path: Path, texts: list[str], length: int) -> None:
    """Writes the texts over and over; nothing is kept, as a child starts with its parent's size."""
    left = length
    with path.open("w", encoding="utf-8") as file:
        for text in cycle(texts):
            left -= file.write(text[:left] + "\n\n")
            if left <= 0:
                return


def spent(path: Path, lang: str) -> tuple[float, float, int]:
    """Seconds, megabytes at the most, and exit status of ``parley code``."""
    command = [sys.executable, "-m", "parley.cli", "code", str(path), "--lang", lang]
    command += ["--voice", "press", "--published", "2025-01-01"]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    return seconds, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "examples" / "documents"])
    args = parser.parse_args()
    documents = read(args.paths).documents
    print("| language | characters | seconds | memory, MB | exit status |")
    print("| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.txt"
        for lang in ("en", "zh-Hant"):
            texts = [d.text for d in documents if d.lang == lang]
            for length in (*LENGTHS, HUGE):
                fill(path, texts, length)
                seconds, memory, status = spent(path, lang)
                row = f"{lang} | {length:,} | {seconds:.1f} | {memory:,.0f} | {status}"
                print(f"| {row} |", flush=True)


if __name__ == "__main__":
    main()
