"""What a thousand documents take to be read, coded, kept and gathered on ever larger desks.

    python bench/adding.py [--most N] [--write]

The documents are those of the examples and of the accuracy tests in turn, each moved by some weeks
within twenty years; the desks are those of ``merge.py``, with seven assertions a document.
``--write`` puts the table into docs/performance.md, and a plot beside it.
"""

import argparse
import datetime as dt
import random
import tempfile
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from merge import ADDED, EACH, PAGE, TOLD, busy, fill, happenings, plot, tellings
from parley.desk import Desk, read
from parley.items import to_json
from parley.lexicon import load
from parley.record import Store, renew

ROOT = PAGE.parent.parent
PLOT = ROOT / "docs/img/adding.svg"
MARKS = "<!-- adding -->\n", "<!-- /adding -->\n"
TEXTS = [ROOT / "examples/documents", ROOT / "tests/accuracy/documents"]
WEEKS = 1000
SIZES = (1_000, 10_000, 100_000)
HEAD = """\
| documents on the desk | assertions | s of the processor for 1,000 documents more | times what an empty desk takes |
| --- | --- | --- | --- |
"""  # noqa: E501


class Added(NamedTuple):
    """Seconds of the processor for the thousand documents, here and on an empty desk."""

    documents: int
    more: float
    empty: float


def written(path: Path) -> None:
    """Writes the thousand documents as JSON Lines."""
    chance = random.Random(ADDED)
    dated = [one for one in read(TEXTS).documents if one.published]
    with path.open("w", encoding="utf-8") as out:
        for number, one in enumerate(islice(cycle(dated), ADDED)):
            assert one.published is not None
            day = one.published - dt.timedelta(weeks=chance.randrange(WEEKS))
            moved = msgspec.structs.replace(one, id=f"w{number:04}", published=day)
            out.write(to_json(moved) + "\n")


def adding(folder: Path, path: Path) -> float:
    """Seconds of the processor that it takes to add the documents of a file to a desk."""
    with Desk.open(folder) as desk:
        return busy(lambda: desk.add([path]))


def measured(most: int) -> list[Added]:
    lexicon = load()
    out = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "thousand.jsonl"
        written(path)
        adding(folder / "first", path)  # loads the coder's tables
        empty = adding(folder / "empty", path)
        out.append(Added(0, empty, empty))
        for many in (size for size in SIZES if size <= most):
            known = happenings(lexicon, many * EACH // TOLD, random.Random(many))
            with Store.open(folder / str(many)) as store:
                fill(store, tellings(known, 0, many))
                renew(store)
            out.append(Added(many, adding(folder / str(many), path), empty))
            print(row(out[-1]), flush=True)
    return out


def row(one: Added) -> str:
    assertions = one.documents * EACH
    return f"| {one.documents:,} | {assertions:,} | {one.more:.1f} | {one.more / one.empty:.2f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=SIZES[-1], metavar="N")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    several = measured(args.most)
    body = HEAD + "\n".join(map(row, several)) + "\n"
    print(body)
    if args.write:
        begin, end = MARKS
        head, _, rest = PAGE.read_text("utf-8").partition(begin)
        PAGE.write_text(head + begin + body + end + rest.partition(end)[2], "utf-8")
        PLOT.write_text(plot(several), "utf-8")


if __name__ == "__main__":
    main()
