"""Time and memory that one long document takes, from a short report to a book and beyond.

    python bench/size.py [PATH…] [--write]

The texts of the documents (the bundled examples unless paths are given) are joined, language by
language, until they have the length asked for, and coded by a process of its own; the same
without end marks, too. ``--write`` puts the table into docs/performance.md.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from itertools import cycle
from pathlib import Path

from parley.desk import read

ROOT = Path(__file__).resolve().parent.parent
LENGTHS = (10_000, 100_000, 300_000, 990_000)
HUGE = 50_000_000
PAGE = ROOT / "docs" / "performance.md"
MARKS = "<!-- size -->\n", "<!-- /size -->\n"
FULL_STOPS = str.maketrans(dict.fromkeys("。！？!?.…\n", "，"))


def fill(path: Path, texts: list[str], length: int, between: str) -> None:
    """Writes the texts over and over; nothing is kept, as a child starts with its parent's size."""
    left = length
    with path.open("w", encoding="utf-8") as file:
        for text in cycle(texts):
            left -= file.write((text + between)[:left])
            if left <= 0:
                return


def spent(path: Path, lang: str) -> tuple[float, float, int]:
    """The processor's seconds, megabytes at the most, and exit status of ``parley code``."""
    command = [sys.executable, "-m", "parley.cli", "code", str(path), "--lang", lang]
    command += ["--voice", "press", "--published", "2025-01-01"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = usage.ru_utime + usage.ru_stime
    return seconds, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "examples" / "documents"])
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    documents = read(args.paths).documents
    body = "| language | text | characters | seconds | memory, MB | outcome |\n"
    body += "| --- | --- | --- | --- | --- | --- |\n"
    print(body, end="", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.txt"
        for lang in ("en", "zh-Hant"):
            texts = [d.text for d in documents if d.lang == lang]
            endless = [text.translate(FULL_STOPS) for text in texts]
            kinds = [("sentences", texts, length) for length in (*LENGTHS, HUGE)]
            kinds += [("no end marks", endless, length) for length in LENGTHS]
            for kind, filling, length in kinds:
                fill(path, filling, length, "\n\n" if kind == "sentences" else "，")
                seconds, memory, status = spent(path, lang)
                outcome = "coded" if status == 0 else "refused"
                row = f"{lang} | {kind} | {length:,} | {seconds:.1f} | {memory:,.0f} | {outcome}"
                print(f"| {row} |", flush=True)
                body += f"| {row} |\n"
    if args.write:
        head, _, rest = PAGE.read_text("utf-8").partition(MARKS[0])
        tail = rest.partition(MARKS[1])[2]
        PAGE.write_text(f"{head}{MARKS[0]}{body}{MARKS[1]}{tail}", "utf-8")


if __name__ == "__main__":
    main()
