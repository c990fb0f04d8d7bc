"""How long the board's pages for deciding take on a large desk.

    python bench/review.py [--most N] [--write]

The desk is that of bench/merge.py, N assertions large (70,000 unless given). A queue is gone
through: an item is shown, accepted, and the next one shown; meanwhile the queue is worked out in a
process of its own. ``--write`` puts the table into docs/performance.md.
"""

import argparse
import random
import re
import statistics
import tempfile
import time
import warnings
from collections import defaultdict

from merge import EACH, PAGE, TOLD, fill, happenings, tellings
from parley.lexicon import load
from parley.record import Store, renew
from parley.web import Settings, application

MARKS = "<!-- review -->\n", "<!-- /review -->\n"
OURS = {"Sec-Fetch-Site": "same-origin"}
TIMES = 60
PENDING = "being worked out anew"


def walked(folder: str) -> dict[str, list[float]]:
    """Milliseconds that each thing took, each time."""
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

    board = TestClient(application(Settings(address=folder)), "http://localhost:8765")
    board.post("/review/name", data={"author": "Bench"}, headers=OURS)
    took: dict[str, list[float]] = defaultdict(list)

    def timed(name: str, method: str, at: str, form: dict[str, str] | None = None) -> str:
        begun = time.perf_counter()
        answer = board.request(method, at, data=form, headers=OURS, follow_redirects=False)
        took[name].append(1000 * (time.perf_counter() - begun))
        assert answer.status_code in (200, 303), answer.text[:300]
        return answer.headers.get("location") or answer.text

    board.get("/review")  # opens the desk, and loads the lexicon
    while PENDING in (page := timed("an item, while the queue is worked out", "GET", "/review")):
        time.sleep(0.2)
    for _ in range(TIMES):
        form = {
            name: match[1]
            for name in ("item", "seen", "next")
            if (match := re.search(rf'name="{name}" value="([^"]*)"', page))
        }
        to = timed("accepting it", "POST", "/review/decide", {**form, "do": "accept"})
        page = timed("the next item", "GET", to)
    timed("the log of decisions", "GET", "/review/log")
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=70_000)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    known = happenings(load(), args.most // TOLD, random.Random(args.most))
    with tempfile.TemporaryDirectory() as folder:
        with Store.open(folder) as store:
            fill(store, tellings(known, 0, args.most // EACH))
            renew(store)
        took = walked(folder)
    lines = [f"| {args.most:,} assertions | median, ms | 95 % within, ms |", "| --- | --- | --- |"]
    for name, times in took.items():
        slow = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        lines.append(f"| {name} | {statistics.median(times):.0f} | {slow:.0f} |")
    body = "\n".join(lines) + "\n"
    print(body)
    if args.write:
        begin, end = MARKS
        head, _, rest = PAGE.read_text("utf-8").partition(begin)
        PAGE.write_text(head + begin + body + end + rest.partition(end)[2], "utf-8")


if __name__ == "__main__":
    main()
