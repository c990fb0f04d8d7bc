"""What telling of formulas takes over ever more documents, for docs/performance.md.

    python bench/phrases.py [--most N] [--write]

Desks are filled with readouts of some 1,500 characters, made of sentences of the bundled documents
with words exchanged, so that some are repeated and most are not. ``parley phrases`` then goes
through each in a process of its own, with proposals and without, and ``parley compare --previous``
holds a readout against another one. ``--write`` puts the table into docs/performance.md.
"""

import argparse
import datetime as dt
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import insert

from parley.desk import read
from parley.items import Document, to_json
from parley.language import sentences
from parley.record import Store, index
from parley.record.store import content_of
from parley.record.tables import documents

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"
MARKS = "<!-- phrases -->\n", "<!-- /phrases -->\n"
BUNDLED = [ROOT / "examples/documents", ROOT / "tests/accuracy/documents"]
VOICES = {"en": "USA", "zh-Hans": "CHN", "zh-Hant": "TWN", "ja": "JPN", "ko": "KOR"}
LONG = 1500
COUNTS = (1_000, 4_000, 16_000)
CHILD = """
import resource, sys, time
from parley.desk import Desk
began = time.process_time()
with Desk.open(sys.argv[1], reference=False) as desk:
    found = desk.phrases(proposed=int(sys.argv[2]))
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
print(time.process_time() - began, most, len(found))
"""
HELD = """
import resource, sys, time
from parley.desk import Desk
with Desk.open(sys.argv[1], reference=False) as desk:
    desk.lexicon
    began = time.process_time()
    found = desk.compare_previous("d000900", "d000800")
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
print(time.process_time() - began, most, len(found.phrases))
"""


def readouts(many: int) -> Iterator[Document]:
    """Made readouts in five languages, over thirty years."""
    pool: dict[str, list[str]] = {}
    for document in read(BUNDLED).documents:
        if document.lang in VOICES:
            spans = sentences(document.text, document.lang)
            pool.setdefault(document.lang, []).extend(document.text[s:e] for s, e in spans)
    chance = random.Random(1)
    for number in range(many):
        lang = chance.choice(sorted(pool))
        parts: list[str] = []
        while sum(map(len, parts)) < LONG:
            words = chance.choice(pool[lang])
            at = chance.randrange(max(1, len(words) - 12))
            if chance.random() < 0.8:
                words = words[:at] + "".join(chance.sample(words[at:], k=len(words) - at))
            parts.append(words)
        day = dt.date(1996, 1, 1) + dt.timedelta(days=number * 11_000 // many)
        text = "\n\n".join(parts)
        yield Document(id=f"d{number:06}", text=text, lang=lang, voice=VOICES[lang], published=day)


def filled(folder: Path, many: int) -> None:
    """Puts readouts on a desk and into its index, without coding them."""
    with Store.open(folder) as store, store.writing() as connection:
        for one in readouts(many):
            connection.execute(
                insert(documents).values(
                    id=one.id, content=content_of(one), current=1, coder="bench",
                    payload=to_json(one),
                )
            )  # fmt: skip
            index.put(connection, one, content_of(one), ())


def taken(folder: Path, proposed: int, child: str = CHILD) -> tuple[float, float]:
    """Seconds of the processor, and megabytes at the most."""
    command = [sys.executable, "-c", child, str(folder), str(proposed)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, most, _ = map(float, done.stdout.split())
    return seconds, most


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=COUNTS[-1], metavar="N")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    body = "| documents | known formulas, s | MB | and unknown ones, s | MB |"
    body += " one against another, s |\n| --- | --- | --- | --- | --- | --- |\n"
    for many in (count for count in COUNTS if count <= args.most):
        with tempfile.TemporaryDirectory() as name:
            filled(Path(name) / "desk", many)
            known, whole = (taken(Path(name) / "desk", proposed) for proposed in (0, 20))
            held, _ = taken(Path(name) / "desk", 0, HELD)
        row = f"| {many:,} | {known[0]:.1f} | {known[1]:.0f} | {whole[0]:.1f} | {whole[1]:.0f} |"
        row += f" {held:.2f} |\n"
        print(row, end="", flush=True)
        body += row
    if args.write:
        page = PAGE.read_text(encoding="utf-8")
        before, _, rest = page.partition(MARKS[0])
        after = rest.partition(MARKS[1])[2]
        PAGE.write_text(f"{before}{MARKS[0]}{body}{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
