"""Reads and codes mutated files of one format, in a process of its own: what it takes is measured.

``python -m tests.documents.fuzz FORMAT SEED COUNT`` prints a JSON line: how many ended in items,
in problems, in both or in nothing, the slowest (seconds of processor time) and the memory at its
height.
"""

import io
import json
import random
import resource
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.documents.samples import SAMPLES, TEXTS

from parley.coding import code, faults
from parley.desk import headers
from parley.documents import read
from parley.documents.formats import ENDINGS
from parley.items import Document
from parley.language import detect
from parley.lexicon import load

SECONDS = 10
MEMORY = 1 << 30
ADDRESSES = 3 << 30  # so that a mutation that outgrows its bound ends this process alone
HUGE = 30_000_000
CORPUS = 10_000
"""Documents that may take the time of one to read."""
CODED = 20
"""Documents of one file that are coded."""

NESTS = {
    "txt": b"(",
    "md": b"> ",
    "html": b"<div>",
    "eml": b"Content-Type: multipart/mixed; boundary=a\n\n--a\n",
    "rss": b"<item>",
    "jsonl": b"[",
    "csv": b'"',
    "pdf": b"<<",
    "docx": b"<w:p>",
    "xlsx": b"<row>",
}
TRAPS = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"]]>",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"&b;",
    b"\xed\xa0\x80",
    "\u202e".encode(),
    b"=" * 200,
    b"9" * 400,
    b"%PDF-1.7",
    b"PK\x03\x04",
)

Mutation = Callable[[bytes, random.Random, str], bytes]


def cut(data: bytes, chance: random.Random, _: str) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def flip(data: bytes, chance: random.Random, _: str) -> bytes:
    out = bytearray(data)
    for _n in range(chance.choice((1, 3, 20, 200))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def overwrite(data: bytes, chance: random.Random, _: str) -> bytes:
    at, length = chance.randrange(len(data)), chance.randrange(1, 200)
    return data[:at] + chance.randbytes(length) + data[at + length :]


def repeat(data: bytes, chance: random.Random, _: str) -> bytes:
    start = chance.randrange(len(data))
    piece = data[start : start + chance.randrange(1, 2_000)]
    return data[:start] + piece * chance.choice((2, 50, 2_000)) + data[start:]


def trap(data: bytes, chance: random.Random, _: str) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(TRAPS) + data[at:]


def nest(data: bytes, chance: random.Random, name: str) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + NESTS[name] * chance.choice((10, 1_000, 100_000)) + data[at:]


def shuffle(data: bytes, chance: random.Random, _: str) -> bytes:
    one, two = sorted(chance.randrange(len(data) + 1) for _n in range(2))
    return data[one:two] + data[:one] + data[two:]


def huge(data: bytes, chance: random.Random, _: str) -> bytes:
    at = chance.randrange(len(data))
    piece = data[at : at + chance.choice((1, 100, 5_000))] or b"x"
    return data[:at] + piece * (HUGE // len(piece)) + data[at:]


MUTATIONS: tuple[Mutation, ...] = (cut, flip, overwrite, repeat, trap, nest, shuffle)


def mutated(name: str, chance: random.Random) -> bytes:
    """One mutated file. Of an archive as a rule a part is mutated, so that it opens at all."""
    data = chance.choice(SAMPLES[name])
    change = huge if chance.random() < 0.02 else chance.choice(MUTATIONS)
    if data.startswith(b"PK") and chance.random() < 0.7:
        return _within(data, change, chance, name)
    for _ in range(chance.choice((1, 1, 2))):
        data = change(data or b"x", chance, name)
        change = chance.choice(MUTATIONS)
    return data


def _within(data: bytes, change: Mutation, chance: random.Random, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {n: packed.read(n) for n in packed.namelist()}
    key = chance.choice([n for n in parts if n.endswith(".xml") and parts[n]])
    parts[key] = change(parts[key], chance, name)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for part, content in parts.items():
            packed.writestr(part, content)
    return stream.getvalue()


def spent() -> float:
    """Seconds of processor time, of this process and of those that it waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def held() -> int:
    """Kibibytes that this process held at the most. What ``getrusage`` says of it begins with
    what the process held that started it, such as a long run of tests."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    lines = (line.split() for line in status.read_text().splitlines())
    return next(int(line[1]) for line in lines if line[0] == "VmHWM:")


def main(name: str, seed: int, count: int) -> None:
    """Runs the mutations; a file that takes too long ends the process by a signal."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    assert f".{name}" in ENDINGS
    lexicon = load()
    for text in TEXTS.values():  # what is built on first use is no file's cost
        code(Document(id="warm", text=text, lang=detect(text)), lexicon)
    outcomes: Counter[str] = Counter()
    slowest = (0.0, -1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"mutated.{name}"
        for number in range(count):
            path.write_bytes(mutated(name, random.Random(f"{name} {seed} {number}")))
            print(f"{name} {seed} {number}: {path.stat().st_size}", file=sys.stderr, flush=True)
            signal.setitimer(signal.ITIMER_PROF, 6 * SECONDS)
            began = spent()
            reading = read([path], headers=headers(lexicon))
            # A repeated piece may have made a corpus: that takes time by its documents.
            took = (spent() - began) / max(1, len(reading.documents) / CORPUS)
            slowest = max(slowest, (took, number))
            problems = list(reading.problems)
            items = 0
            for document in reading.documents[:CODED]:
                signal.setitimer(signal.ITIMER_PROF, SECONDS)
                began = spent()
                problems += faults(document, lexicon)
                for item in code(document, lexicon):
                    items += 1
                    for e in item.evidence:
                        assert document.text[e.start : e.end] == e.text
                slowest = max(slowest, (spent() - began, number))
            assert all(str(problem) and problem.message for problem in problems)
            told = "items" * bool(items), "problems" * bool(problems)
            outcomes[
                " and ".join(filter(None, told)) or ("text" if reading.documents else "none")
            ] += 1
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    told_all = {
        "outcomes": dict(outcomes),
        "seconds": round(slowest[0], 2),
        "slowest": slowest[1],
        "memory": max(held(), children) * 1024,
    }
    print(json.dumps(told_all))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
