"""Memory and time of ever more documents, on one process and on two, for docs/performance.md.

    python bench/scale.py [PATH…] [--write] [--most N]

A corpus in JSON Lines is made of the sentences of the documents (the bundled ones unless paths are
given), three a document, and coded by ``parley code`` in a process of its own: 1,000, 10,000 and
100,000 documents for memory, and on one and two processes for speed. ``--write`` puts the figures
and a plot into docs.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from parley.desk import read
from parley.language import sentences

ROOT = Path(__file__).resolve().parent.parent
BUNDLED = [ROOT / "examples/documents", ROOT / "tests/accuracy/documents"]
COUNTS = (1_000, 3_000, 10_000, 30_000, 100_000)
A_DOCUMENT = 3  # sentences
TIMED = 10_000


class Ran(NamedTuple):
    """What coding a corpus took: seconds by the clock, and megabytes of its processes together."""

    documents: int
    workers: int
    seconds: float
    parent: float
    worker: float


def lines(paths: Sequence[Path]) -> Iterator[str]:
    """Documents without end, each a few sentences of one that was read."""
    pieces = []
    for document in read(paths).documents:
        spans = sentences(document.text, document.lang)
        for at in range(0, len(spans) - A_DOCUMENT + 1, A_DOCUMENT):
            text = document.text[spans[at].start : spans[at + A_DOCUMENT - 1].end]
            pieces.append({"text": text, "lang": document.lang, "voice": "press"})
    for number, piece in enumerate(cycle(pieces)):
        known = {"id": f"d{number:06}", "published": "2025-01-01"}
        yield json.dumps(known | piece, ensure_ascii=False) + "\n"


def coded(path: Path, documents: int, workers: int) -> Ran:
    """Codes a corpus and watches what memory it takes."""
    command = [sys.executable, "-m", "parley.cli", "code", str(path), "--workers", str(workers)]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    parent = worker = 0.0
    while process.poll() is None:
        parent = max(parent, _resident(process.pid))
        worker = max([worker, *map(_resident, _children(process.pid))])
        time.sleep(0.05)
    seconds = time.perf_counter() - began
    if process.returncode:
        sys.exit(f"parley code ended with {process.returncode} on {documents:,} documents")
    return Ran(documents, workers, seconds, parent, worker)


def _resident(pid: int) -> float:
    """Megabytes of memory that a process holds, 0 where it has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _children(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def plot(rows: Sequence[Ran]) -> str:
    """Memory over documents as SVG; documents on a logarithmic scale."""
    width, height, left, bottom = 640, 260, 60, 40
    top = max(50.0, *(r.parent for r in rows)) * 1.25
    steps = len(rows) - 1 or 1
    points = [
        (left + (width - left - 20) * n / steps, height - bottom - (height - 60) * r.parent / top)
        for n, r in enumerate(rows)
    ]
    marks = "".join(
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3"/>'
        f'<text x="{x:.0f}" y="{y - 8:.0f}" text-anchor="middle">{r.parent:.0f} MB</text>'
        f'<text x="{x:.0f}" y="{height - 20}" text-anchor="middle">{r.documents:,}</text>'
        for (x, y), r in zip(points, rows, strict=True)
    )
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" font-size="12" role="img" aria-label="Memory by documents">'
        f'<rect width="{width}" height="{height}" fill="white"/>'
        f'<line x1="{left}" y1="{height - bottom}" x2="{width - 10}" y2="{height - bottom}" '
        f'stroke="#888"/><polyline points="{line}" fill="none" stroke="#1f5a8a" stroke-width="2"/>'
        f'<g fill="#1f2933">{marks}<text x="{width / 2:.0f}" y="{height - 4}" '
        f'text-anchor="middle">documents in one JSON Lines file</text></g></svg>\n'
    )


def timed(corpus: Callable[[int], Path], workers: int) -> tuple[Ran, Ran]:
    """A corpus coded, and one three times as large."""
    few, many = (coded(corpus(count), count, workers) for count in (TIMED, 3 * TIMED))
    return few, many


def paces(fast: Sequence[tuple[Ran, Ran]]) -> list[str]:
    """How much faster two processes are once each has its tables of all languages.

    Whatever it takes to start counts in both corpora, and in their difference not at all.
    """
    out = [
        f"| processes | {TIMED:,} documents, s | {3 * TIMED:,} documents, s "
        "| documents a second between them | memory of each worker, MB |",
        "| --- | --- | --- | --- | --- |",
    ]
    rates = [(many.documents - few.documents) / (many.seconds - few.seconds) for few, many in fast]
    for (few, many), rate in zip(fast, rates, strict=True):
        worker = f"{many.worker:.0f}" if many.workers > 1 else ""
        seconds = f"{few.seconds:.1f} | {many.seconds:.1f}"
        out.append(f"| {many.workers} | {seconds} | {rate:,.0f} | {worker} |")
    return [*out, "", f"Once started, two processes are {rates[1] / rates[0]:.2f} times as fast."]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, default=BUNDLED)
    parser.add_argument("--most", type=int, default=COUNTS[-1])
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    counts = [count for count in COUNTS if count <= args.most]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.jsonl"

        def corpus(count: int) -> Path:
            with path.open("w", encoding="utf-8") as file:
                file.writelines(islice(lines(args.paths), count))
            return path

        flat = [coded(corpus(count), count, 1) for count in counts]
        fast = [timed(corpus, workers) for workers in (1, 2)]
    out = ["| documents | seconds | memory, MB |", "| --- | --- | --- |"]
    out += [f"| {r.documents:,} | {r.seconds:.1f} | {r.parent:.0f} |" for r in flat]
    out += ["", *paces(fast)]
    body = "\n".join(out) + "\n"
    print(body)
    if args.write:
        page = ROOT / "docs/performance.md"
        head, _, rest = page.read_text("utf-8").partition("<!-- scale -->\n")
        tail = rest.partition("<!-- /scale -->\n")[2]
        page.write_text(f"{head}<!-- scale -->\n{body}<!-- /scale -->\n{tail}", "utf-8")
        (ROOT / "docs/img/memory.svg").write_text(plot(flat), "utf-8")


if __name__ == "__main__":
    main()
