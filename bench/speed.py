"""Coding speed on one core, by language: files to items, and which package the time goes to.

    python bench/speed.py [PATH…] [--shared DIR] [--seconds N] [--write]

The documents (unless paths are given: those of the examples and of tests/accuracy, and the
annotated ones in DIR where it is there) are read and coded again and again, each language's for
``--seconds`` of processor time; the lexicon is loaded before. One more round under the profiler,
whose overhead does not count in the speed, tells where the time goes. On a shared machine rounds
differ by a third; the mean of all and the best of them are both told. ``--write`` puts the tables
into docs/performance.md.
"""

import argparse
import cProfile
import gc
import pstats
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from parley import coding
from parley.coding import grammar
from parley.desk import read
from parley.desk.work import ALLOCATED
from parley.items import Document
from parley.language import sentences
from parley.lexicon import Lexicon, load

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"
OWN = (ROOT / "examples" / "documents", ROOT / "tests" / "accuracy" / "documents")
MARKS = "<!-- speed -->\n", "<!-- /speed -->\n"
HEAD = (
    "| language | documents | sentences | characters | items | sentences a second"
    " | in the best round | characters a second |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
)


class Speed(NamedTuple):
    """What the documents of one language hold, and what one round of them takes.

    ``seconds`` is the mean of all rounds, ``best`` the shortest.
    """

    documents: int
    sentences: int
    characters: int
    items: int
    seconds: float
    best: float

    def row(self, name: str) -> str:
        """A row of the table."""
        sizes = f"{self.documents} | {self.sentences:,} | {self.characters:,} | {self.items}"
        pace = f"{self.sentences / self.seconds:,.0f} | {self.sentences / self.best:,.0f}"
        return f"| {name} | {sizes} | {pace} | {self.characters / self.seconds:,.0f} |\n"


def by_language(paths: Sequence[Path], lexicon: Lexicon) -> dict[str, list[Path]]:
    """The files of each language that there are rules for."""
    found: dict[str, list[Path]] = {}
    for document in read(paths, lexicon=lexicon).documents:
        if grammar.known(document.lang) and document.path:
            found.setdefault(document.lang, []).append(Path(document.path))
    return dict(sorted(found.items()))


def one_round(paths: Sequence[Path], lexicon: Lexicon) -> tuple[Sequence[Document], int]:
    """Files to items: the documents, and how many items they hold."""
    documents = read(paths, lexicon=lexicon).documents
    return documents, sum(len(coding.code(document, lexicon)) for document in documents)


def measure(paths: Sequence[Path], lexicon: Lexicon, seconds: float) -> Speed:
    """One language's speed, in the processor's own seconds: what else runs does not count."""
    documents, items = one_round(paths, lexicon)
    rounds: list[float] = []
    while sum(rounds) < seconds:
        began = time.process_time()
        one_round(paths, lexicon)
        rounds.append(time.process_time() - began)
    return Speed(
        len(documents),
        sum(len(sentences(d.text, d.lang)) for d in documents),
        sum(len(d.text) for d in documents),
        items,
        sum(rounds) / len(rounds),
        min(rounds),
    )


def pooled(found: Iterable[Speed]) -> Speed:
    """All languages together: the sums of what they hold and take."""
    return Speed(*(sum(column) for column in zip(*found, strict=True)))  # type: ignore[arg-type]


def by_package(profile: cProfile.Profile) -> list[tuple[str, float]]:
    """Seconds by package of Parley or library, of the functions' own time."""
    own: Counter[str] = Counter()
    table = pstats.Stats(profile)
    for (file, _, _), (_, _, seconds, _, _) in table.stats.items():  # type: ignore[attr-defined]
        parts = Path(file).parts
        if "parley" in parts and "src" in parts:
            own["parley." + parts[parts.index("parley") + 1].removesuffix(".py")] += seconds
        elif "site-packages" in parts:
            own[parts[parts.index("site-packages") + 1]] += seconds
        else:
            own["Python (re, str, dict …)"] += seconds
    return own.most_common()


def report(speeds: Mapping[str, Speed], profile: cProfile.Profile, start: float) -> str:
    """The tables as docs/performance.md has them."""
    rows = [speed.row(name) for name, speed in speeds.items()]
    out = HEAD + "".join([*rows, pooled(speeds.values()).row("all")])
    out += f"\nStart (Python's libraries, lexicon, a first round): {start:.1f} s.\n"
    shares = by_package(profile)
    total = sum(seconds for _, seconds in shares)
    out += "\n| where the time goes | own time under the profiler |\n| --- | --- |\n"
    for name, seconds in shares[:10]:
        out += f"| {name} | {100 * seconds / total:.0f} % |\n"
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    gc.set_threshold(ALLOCATED)  # as the command and its processes do
    annotated = args.shared / "gold" / "dev" / "docs"
    paths = args.paths or [*OWN, *([annotated] if annotated.is_dir() else [])]
    began = time.perf_counter()
    lexicon = load()
    files = by_language(paths, lexicon)
    if not files:
        sys.exit(f"no documents to code in {', '.join(map(str, paths))}")
    every = [path for group in files.values() for path in group]
    one_round(every, lexicon)
    start = time.perf_counter() - began
    speeds = {lang: measure(group, lexicon, args.seconds) for lang, group in files.items()}
    profile = cProfile.Profile()
    profile.runcall(one_round, every, lexicon)
    body = report(speeds, profile, start)
    print(body, end="")
    if args.write:
        head, _, rest = PAGE.read_text("utf-8").partition(MARKS[0])
        tail = rest.partition(MARKS[1])[2]
        PAGE.write_text(f"{head}{MARKS[0]}{body}{MARKS[1]}{tail}", "utf-8")


if __name__ == "__main__":
    main()
