"""How long the board takes to answer, on a desk of any size, and whoever reads and writes.

    python bench/board.py [--events N] [--lanes] [--ahead] [--write]

A desk is filled with made events (see bench/large.py) and served with 300 channels over 30 years.
Each page is asked for again and again with other filters, and the server's time is told; then fifty
readers ask at once while a run adds documents; with a Chromium the lanes are drawn. With
``--ahead`` (Linux, as root) the threads that pages are made in come before all else on a machine
that others keep busy. ``--write`` puts the tables into docs/performance.md.
"""

import argparse
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
from large import EACH, fill, lexicon_of
from starlette.testclient import TestClient

from parley.desk import Desk
from parley.desk.coding import fingerprint
from parley.lexicon import load
from parley.record import Store
from parley.web import Settings, application

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
MARKS = "<!-- board -->\n", "<!-- /board -->\n"
TIMES = 40
READERS = 50
SECONDS = 20
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
Ask = Callable[[random.Random], str]


def year(chance: random.Random) -> int:
    return chance.randrange(1996, 2026)


def asked(many: int, channels: list[str]) -> dict[str, Ask]:
    """Addresses of each kind of page."""

    def event(chance: random.Random) -> str:
        return f"e-{chance.randrange(many):08}"

    def document(chance: random.Random) -> str:
        return f"bench:{chance.randrange(many // EACH):07}"

    def query(path: str, *pairs: tuple[str, object]) -> str:
        return f"{path}?{urlencode([(name, str(value)) for name, value in pairs])}"

    def filtered(chance: random.Random) -> tuple[tuple[str, object], ...]:
        first = year(chance)
        options: list[tuple[tuple[str, object], ...]] = [
            (("party", "USA"), ("party", "CHN")),
            (("party", "JPN"), ("mode", "protest"), ("lang", "ko")),
            (("channel", chance.choice(channels)),),
            (("mode", "CONSULT"), ("from", first), ("to", first + 2)),
            (("person", "austin"), ("source", "press")),
            (("conflicts", 1), ("party", "CHN"), ("from", first)),
            (("confidence", 0.75), ("source", "USA"), ("source", "CHN")),
            (("from", f"{first}-03-02"), ("to", f"{first}-03-08")),
        ]
        return chance.choice(options)

    return {
        "overview": lambda c: "/",
        "overview, five years": lambda c: query("/", ("from", year(c) - 4), ("to", year(c))),
        "overview, a week": lambda c: query(
            "/", ("from", f"{(y := year(c))}-05-02"), ("to", f"{y}-05-08")
        ),
        "chronology": lambda c: c.choice(("/chronology", "/chronology?order=oldest")),
        "chronology, further on": lambda c: query("/chronology", ("after", event(c))),
        "chronology, filtered": lambda c: query("/chronology", *filtered(c)),
        "chronology, a line opened": lambda c: query("/chronology", ("event", event(c))),
        "event": lambda c: f"/events/{event(c)}",
        "channels": lambda c: "/channels",
        "channel": lambda c: f"/channels/{quote(c.choice(channels))}",
        "documents": lambda c: "/documents",
        "documents, further on": lambda c: query(
            "/documents", ("after", f"{year(c)}-01-01 {document(c)}")
        ),
        "document": lambda c: query("/document", ("id", document(c))),
        "checks": lambda c: c.choice(("/checks", "/checks?verdict=contradicted")),
        "search": lambda c: query("/search", ("q", f"{c.randrange(1000):04}")),
        "search, filtered": lambda c: query("/search", ("q", "sixty"), ("party", "USA")),
        "export": lambda c: query(
            "/export", ("format", "csv"), ("channel", c.choice(channels)), ("from", 2024)
        ),
        "API: info": lambda c: "/api/info",
        "API: chronology": lambda c: query("/api/chronology", *filtered(c)),
        "API: event": lambda c: f"/api/events/{event(c)}",
        "API: channels": lambda c: "/api/channels",
        "API: documents": lambda c: "/api/documents?limit=100",
        "API: search": lambda c: query("/api/search", ("q", f"{c.randrange(1000):04}")),
    }


def ahead(over: threading.Event) -> None:
    """Lets this process's threads, and not what they start, run before other processes."""
    before = os.SCHED_RR | os.SCHED_RESET_ON_FORK, os.sched_param(1)
    while not over.wait(0.05):
        _scheduled(*before)
    _scheduled(os.SCHED_OTHER | os.SCHED_RESET_ON_FORK, os.sched_param(0))


def _scheduled(policy: int, how: os.sched_param) -> None:
    for one in Path("/proc/self/task").iterdir():
        try:
            if os.sched_getscheduler(int(one.name)) != policy:
                os.sched_setscheduler(int(one.name), policy, how)
        except ProcessLookupError:
            pass  # it has ended


def pages(board: TestClient, many: int, channels: list[str]) -> Iterator[str]:
    """A row for each kind of page."""
    for name, ask in asked(many, channels).items():
        chance = random.Random(name)
        took = []
        for _ in range(TIMES):
            address = ask(chance)
            begun = time.perf_counter()
            answer = board.get(address, headers={"Accept-Language": "en"})
            took.append(1000 * (time.perf_counter() - begun))
            if answer.status_code != 200:
                sys.exit(f"{address}: {answer.status_code} {answer.text[:300]}")
        slow = statistics.quantiles(took, n=20)[-1]
        size = len(answer.content) / 1000
        yield f"| {many:,} | {name} | {statistics.median(took):.0f} | {slow:.0f} | {size:,.0f} |"


def crowd(desk: Path, lexicon: Path, many: int, channels: list[str]) -> str:
    """A row on fifty readers while a run adds documents."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "parley.cli", "serve", "--desk", str(desk), "--lexicon"]
    command += [str(lexicon), "--port", str(port), "--no-browser"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                httpx.get(address, timeout=120)
                break
            except httpx.TransportError:
                time.sleep(0.2)
        return _crowd(desk, lexicon, many, channels, address)
    finally:
        server.terminate()
        server.wait(20)


def _crowd(desk: Path, lexicon: Path, many: int, channels: list[str], address: str) -> str:
    took: list[float] = []
    wrong: list[str] = []
    ends = time.monotonic() + SECONDS
    kinds = list(asked(many, channels).values())

    def read(number: int) -> None:
        chance = random.Random(number)
        with httpx.Client(base_url=address, timeout=120) as client:
            while time.monotonic() < ends:
                at = chance.choice(kinds)(chance)
                begun = time.perf_counter()
                try:
                    status = client.get(at).status_code
                except httpx.HTTPError as fault:
                    wrong.append(f"{at}: {fault!r}")
                    continue
                took.append(time.perf_counter() - begun)
                if status != 200:
                    wrong.append(f"{at}: {status}")
                time.sleep(chance.uniform(0, 4))  # a reader reads

    readers = [threading.Thread(target=read, args=(n,)) for n in range(READERS)]
    for reader in readers:
        reader.start()
    added = 0
    with tempfile.TemporaryDirectory() as folder, Desk.open(desk, [lexicon]) as writer:
        while time.monotonic() < ends:
            for _ in range(5):
                added += 1
                text = f"Lloyd Austin met Dong Jun in Singapore on May {1 + added % 28}, 2024."
                (Path(folder) / f"run-{added}.txt").write_text(text, encoding="utf-8")
            writer.add(folder, voice="press")
    for reader in readers:
        reader.join()
    for fault in wrong[:5]:
        print(fault, file=sys.stderr)
    slow = statistics.quantiles(took, n=20)[-1]
    return (
        f"| {many:,} | {READERS} | {len(took):,} | {added} | {len(wrong)} |"
        f" {1000 * statistics.median(took):.0f} | {1000 * slow:.0f} |"
    )


DRAWN = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const told = performance.getEntriesByType("navigation")[0];
  return [performance.now() - told.responseStart, told.responseEnd - told.responseStart];
}"""


def lanes(app: Settings, many: int) -> str:
    """A row on drawing the lanes in a browser."""
    import uvicorn
    from playwright.sync_api import sync_playwright

    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("no Chromium to draw the lanes in: tests/system-needs.sh installs one")
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        server = uvicorn.Server(uvicorn.Config(application(app), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{bound.getsockname()[1]}/"
        took = []
        with sync_playwright() as client:
            started = client.chromium.launch(executable_path=browser, args=["--no-sandbox"])
            for _ in range(10):
                page = started.new_page(viewport={"width": 1280, "height": 900}, locale="en-GB")
                page.goto(address)
                took.append(page.evaluate(DRAWN)[0])
                count = page.locator(".lane").count()
                page.close()
            started.close()
        server.should_exit = True
        thread.join(20)
    slow = statistics.quantiles(took, n=20)[-1]
    return f"| {many:,} | {count} | {statistics.median(took):.0f} | {slow:.0f} |"


PAGES = """\
| events | page | median, ms | 95 % within, ms | last answer, kB |
| --- | --- | --- | --- | --- |
"""
CROWDS = """\
| events | readers | answers | documents added meanwhile | errors | median, ms | 95 % within, ms |
| --- | --- | --- | --- | --- | --- | --- |
"""
LANES = """\
| events | lanes drawn | median, ms | 95 % within, ms |
| --- | --- | --- | --- |
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--desk", type=Path, help="where the desk is, or is made, and stays")
    parser.add_argument("--lanes", action="store_true", help="also draw them in a Chromium")
    parser.add_argument("--ahead", action="store_true", help="before all else on the machine")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = args.desk or Path(folder)
        desk, lexicon = place / "desk", lexicon_of(place / "lexicon")
        known = load(lexicon)
        channels = [key for key in known.channels if key.startswith("bench-")]
        if not Store.exists(desk):
            begun = time.perf_counter()
            with Store.open(desk) as store:
                fill(store, args.events, known, fingerprint([lexicon]))
            print(f"filled in {time.perf_counter() - begun:.0f} s", flush=True)
        settings = Settings(address=desk, lexicon=(lexicon,))
        with TestClient(application(settings), "http://localhost:8765") as board:
            begun = time.perf_counter()
            board.get("/")
            print(f"the first page after {time.perf_counter() - begun:.1f} s", flush=True)
            while 'id="lanes"' not in board.get("/").text:
                time.sleep(0.5)
            print(f"the states of channels after {time.perf_counter() - begun:.1f} s", flush=True)
            over = threading.Event()
            first = threading.Thread(target=ahead, args=(over,), daemon=True)
            if args.ahead:
                first.start()
            body = PAGES
            for row in pages(board, args.events, channels):
                print(row, flush=True)
                body += row + "\n"
            over.set()
            if args.ahead:
                first.join()
        row = crowd(desk, lexicon, args.events, channels)
        print(row, flush=True)
        body += f"\n{CROWDS}{row}\n"
        if args.lanes:
            row = lanes(settings, args.events)
            print(row, flush=True)
            body += f"\n{LANES}{row}\n"
    if args.write:
        begin, end = MARKS
        head, _, rest = PAGE.read_text("utf-8").partition(begin)
        PAGE.write_text(head + begin + body + end + rest.partition(end)[2], "utf-8")


if __name__ == "__main__":
    main()
