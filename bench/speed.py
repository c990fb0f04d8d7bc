"""Coding speed on one core: documents as files to items, and which package the time goes to.

    python bench/speed.py [PATH…] [--seconds N]

The documents (the bundled examples unless paths are given) are read and coded again and again
for ``--seconds`` of processor time; the lexicon is loaded before. A second run under the
profiler, whose overhead does not count in the speed, tells where the time goes.
"""

import argparse
import cProfile
import pstats
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from parley import coding
from parley.desk import read
from parley.items import Document
from parley.language import sentences
from parley.lexicon import Lexicon, load

ROOT = Path(__file__).resolve().parent.parent


def one_round(paths: Sequence[Path], lexicon: Lexicon) -> tuple[list[Document], int]:
    documents = list(read(list(paths), lexicon=lexicon).documents)
    return documents, sum(len(coding.code(document, lexicon)) for document in documents)


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "examples" / "documents"])
    parser.add_argument("--seconds", type=float, default=10.0)
    args = parser.parse_args()
    began = time.perf_counter()
    lexicon = load()
    documents, items = one_round(args.paths, lexicon)
    if not documents:
        sys.exit(f"no documents in {', '.join(map(str, args.paths))}")
    print(f"start, with the lexicon and a first round: {time.perf_counter() - began:.2f} s")
    # what is in a language without rules is read, but its sentences do not count as coded
    documents = [d for d in documents if d.lang == "en" or d.lang.startswith("zh")]
    count = sum(len(sentences(d.text, d.lang)) for d in documents)
    characters = sum(len(d.text) for d in documents)
    print(f"{len(documents)} documents, {count} sentences, {characters} characters, {items} items")
    # The processor's own seconds: what else the machine is busy with does not count.
    rounds, began = 0, time.process_time()
    while (spent := time.process_time() - began) < args.seconds:
        one_round(args.paths, lexicon)
        rounds += 1
    print(f"{rounds} rounds in {spent:.1f} s on one core:")
    print(f"  {rounds * count / spent:10,.0f} sentences a second")
    print(f"  {rounds * characters / spent:10,.0f} characters a second")
    profile = cProfile.Profile()
    profile.enable()
    one_round(args.paths, lexicon)
    profile.disable()
    shares = by_package(profile)
    total = sum(seconds for _, seconds in shares)
    print("where the time goes (own time, under the profiler):")
    for name, seconds in shares[:12]:
        print(f"  {100 * seconds / total:5.1f} %  {name}")


if __name__ == "__main__":
    main()
