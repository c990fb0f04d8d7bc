"""Times the analysis of the bundled reference chronology, and shows what a ripple comes to.

    python bench/analysis.py [--write]

Prints the figures; ``--write`` puts the times into docs/performance.md and the ripple into
docs/methods.md.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from parley.analysis.durability.table import durability
from parley.analysis.ripple import Ripple
from parley.analysis.ripple.table import Asked, ripple
from parley.analysis.series.table import series
from parley.lexicon import load
from parley.record import coverage, reference

ROOT = Path(__file__).resolve().parent.parent
PARTIES = ("USA", "CHN", "TWN", "JPN", "KOR", "PRK")
ASKED = Asked("resumed", ("USA", "CHN"))
ON = (("JPN", "CHN"), ("KOR", "CHN"), ("KOR", "PRK"), ("CHN", "TWN"))


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def told(found: Ripple) -> str:
    """The findings as Markdown."""
    rows = []
    for one in found.findings:
        figures = [one.before, one.after, one.p, one.q, one.holm, one.power]
        rows.append(
            [
                ", ".join(one.on),
                f"{one.outcome}, {one.months}",
                str(one.triggers),
                *("" if figure is None else f"{figure:.2f}" for figure in figures),
                "" if one.needed is None else str(one.needed),
                one.answer + (f" ({one.lack})" if one.lack else ""),
            ]
        )
    head = ["on", "outcome, months", "days", "before", "after", "p", "q", "Holm", "power"]
    return table([*head, "needed", "answer"], rows)


def put(page: Path, name: str, body: str) -> None:
    text = page.read_text("utf-8")
    head, _, rest = text.partition(f"<!-- {name} -->\n")
    tail = rest.partition(f"<!-- /{name} -->\n")[2]
    page.write_text(f"{head}<!-- {name} -->\n{body}<!-- /{name} -->\n{tail}", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    events, channels, reach = reference(), load().channels, coverage()
    until = max(one.record_until for one in reach.values())
    work: dict[str, Callable[[], object]] = {
        "durability of all channels": lambda: durability(events, channels, until, reach),
        "series of all pairs of six parties, by month": lambda: series(
            events, PARTIES, "month", reach
        ),
        "the same by week": lambda: series(events, PARTIES, "week", reach),
        "ripple on four pairs, three windows": lambda: ripple(events, ASKED, ON, reach),
    }
    rows, total = [], 0.0
    for name, job in work.items():
        begun = time.process_time()
        job()
        taken = time.process_time() - begun
        total += taken
        rows.append([name, f"{taken:.1f}"])
    times = table(
        ["of the reference chronology", "s of one core"], [*rows, ["all", f"{total:.1f}"]]
    )
    body = told(ripple(events, ASKED, ON, reach))
    print(times)
    print(body)
    if args.write:
        put(ROOT / "docs/performance.md", "analysis", times)
        put(ROOT / "docs/methods.md", "ripple", body)


if __name__ == "__main__":
    main()
