"""What keeping the merged events of a desk takes, large and small, and reading a page of them.

    python bench/merge.py [--least N] [--most N] [--server ADDRESS] [--write]

Happenings are made of the lexicon's own channels, people and places, a third of them the region's
most frequent pair's; each is told by a few documents, some of them coarsely, some of them of one
side. From 1,000 to 150,000 documents unless given, seven assertions each. ``--write`` puts the
tables into docs/performance.md, and a plot beside them.
"""

import argparse
import datetime as dt
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import NamedTuple, Protocol

import msgspec
from sqlalchemy import insert

from parley.desk.coding import fingerprint
from parley.items import TYPE_OF_MODE, Document, Event, Evidence, Participant, Place, to_json
from parley.lexicon import Lexicon, load
from parley.record import Store, Wanted, page, renew
from parley.record.bulk import pieces
from parley.record.store import content_of
from parley.record.tables import assertions, dirty, documents

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
PLOT = PAGE.parent / "img" / "merge.svg"
MARKS = "<!-- merge -->\n", "<!-- /merge -->\n"
EACH = 7
TOLD = 3
"""Documents that tell of a happening, on average."""
FIRST = dt.date(1995, 1, 1).toordinal()
DAYS = 365 * 31
MODES = (
    "meet",
    "talks",
    "call",
    "talks",
    "meet",
    "agree",
    "protest",
    "exercise",
    "suspend-channel",
)
LANGS = ("en", "zh-Hant", "zh-Hans", "ja", "ko")
ADDED = 1000


def happenings(lexicon: Lexicon, many: int, chance: random.Random) -> list[Event]:
    """Things that happened, each as a well informed document would tell it."""
    channels = [c for c in lexicon.channels.values() if len(c.parties) == 2]
    often = [c for c in channels if set(c.parties) == {"CHN", "USA"}]
    people = {
        party: [p for p in lexicon.people.values() if p.party == party] for party in lexicon.actors
    }
    places = list(lexicon.places.values())
    out = []
    for number in range(many):
        channel = chance.choice(often if number % 3 == 0 else channels)
        day = dt.date.fromordinal(FIRST + chance.randrange(DAYS))
        mode = chance.choice(MODES)
        who = [
            Participant(person.id, party=party, entity=person.id)
            for party in channel.parties
            if people.get(party)
            for person in [chance.choice(people[party])]
        ]
        where = chance.choice(places)
        out.append(
            Event(
                id="",
                doc="",
                mode=mode,
                type=TYPE_OF_MODE[mode],
                start=day,
                end=day + dt.timedelta(days=chance.choice((0, 0, 0, 1))),
                precision="day",
                parties=tuple(sorted(channel.parties)),
                participants=tuple(who),
                channel=channel.id,
                iteration=chance.choice((None, None, None, 1 + number % 30)),
                place=Place(where.id, entity=where.id, party=where.party),
                confidence=0.7,
                coder="rules",
            )
        )
    return out


def told(one: Event, doc: str, number: int, chance: random.Random) -> Event:
    """A happening as one document tells it, seldom with all that is known."""
    assert one.start is not None
    fields: dict[str, object] = {"id": f"e-{doc}-{number}", "doc": doc}
    fields["evidence"] = (
        Evidence(
            number * 60,
            number * 60 + 60,
            f"{doc} says of it, as item {number}, what some sixty characters say.",
        ),
    )
    match chance.randrange(10):
        case 0:
            first = one.start.replace(day=1)
            last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
            fields |= {"start": first, "end": last, "precision": "month"}
        case 1:
            year = one.start.year
            fields |= {"start": dt.date(year, 1, 1), "end": dt.date(year, 12, 31)}
            fields["precision"] = "year"
        case 2:
            fields |= {"channel": None, "iteration": None}
        case 3 | 4:
            fields["participants"] = one.participants[:1]
        case 5:
            fields["place"] = None
    return msgspec.structs.replace(one, **fields)


def tellings(known: list[Event], first: int, last: int) -> Iterator[tuple[Document, list[Event]]]:
    """Documents with what they tell; the same number always gives the same."""
    for number in range(first, last):
        chance = random.Random(number)
        doc = f"bench:{number:07}"
        # What documents of one time tell of lies near together.
        begin = chance.randrange(len(known))
        several = [known[(begin + chance.randrange(200)) % len(known)] for _ in range(EACH)]
        document = Document(
            id=doc,
            text=f"Document {number}.",
            lang=chance.choice(LANGS),
            published=max(one.start for one in several if one.start),
            voice=chance.choice(several[0].parties),
        )
        yield document, [told(one, doc, n, chance) for n, one in enumerate(several)]


def fill(store: Store, given: Iterator[tuple[Document, list[Event]]]) -> None:
    """Puts documents on the desk many at a time, as ``Store.add`` would one by one."""
    coder = fingerprint()  # what another has coded a desk codes anew
    for piece in pieces(given, 2000):
        kept, said = [], []
        for document, events in piece:
            content = content_of(document)
            row = {"id": document.id, "content": content, "current": 1, "coder": coder}
            kept.append({**row, "payload": to_json(document)})
            for event in events:
                key = {"id": event.id, "doc": document.id, "content": content, "kind": "event"}
                said.append({**key, "payload": to_json(event)})
        with store.writing() as connection:
            connection.execute(insert(documents), kept)
            connection.execute(insert(assertions), said)
            connection.execute(insert(dirty), [{"doc": document.id} for document, _ in piece])


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def busy(work: Callable[[], object]) -> float:
    """The processor's own seconds."""
    begun = processor()
    work()
    return processor() - begun


def processor() -> float:
    """Seconds of the processor, those of processes that have ended with it."""
    both = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
    return sum(one.ru_utime + one.ru_stime for one in both)


WANTED = {
    "all": Wanted(),
    "USA and CHN": Wanted(parties=("CHN", "USA")),
    "USA and CHN, calls, 2010 to 2019": Wanted(
        parties=("CHN", "USA"),
        modes=("call",),
        start=dt.date(2010, 1, 1),
        end=dt.date(2019, 12, 31),
    ),
    "one channel": Wanted(channel="usa-chn-dpct"),
    "JPN, in Korean, protests": Wanted(parties=("JPN",), langs=("ko",), modes=("protest",)),
    "a week": Wanted(start=dt.date(2016, 5, 2), end=dt.date(2016, 5, 8)),
}
TIMES = 60


def pages(store: Store, label: str) -> Iterator[str]:
    """A row for each kind of page: of fifty events, begun at places over all the years."""
    for name, wanted in WANTED.items():
        took = []
        for number in range(TIMES):
            day = dt.date.fromordinal(FIRST + DAYS * number // TIMES)
            after = None if wanted.start else day.isoformat()
            with store.reading() as connection:
                asked = partial(page, connection, wanted, 50, after, number % 2 == 1)
                took.append(1000 * seconds(asked))
        slow = statistics.quantiles(took, n=20)[-1]
        yield f"| {label} | {name} | {statistics.median(took):.1f} | {slow:.1f} |"


def memory() -> float:
    """The most that this process, or one that it began, has taken, in MB."""
    both = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
    return max(one.ru_maxrss for one in both) / 1024


class Took(NamedTuple):
    """What renewing takes: of all documents and of a thousand more, on this desk and an empty one.

    ``all`` and ``one`` by the clock; ``cpu``, ``more`` and ``empty`` in the processor's own seconds
    (without a server's), which other work on the machine hardly changes.
    """

    documents: int
    all: float
    cpu: float
    memory: float
    more: float
    empty: float
    one: float


def sizes(least: int, most: int) -> list[int]:
    known = (1_000, 3_000, 10_000, 30_000, 100_000, 150_000)
    return [size for size in known if least <= size <= most]


def measured(address: str | None, several: Sequence[int]) -> tuple[list[Took], list[str]]:
    """What each size takes, and the rows of the table of pages."""
    lexicon = load()
    merges: list[Took] = []
    reads: list[str] = []
    for many in several:
        known = happenings(lexicon, many * EACH // TOLD, random.Random(many))
        with tempfile.TemporaryDirectory() as folder, Store.open(folder) as store:
            fill(store, tellings(known, many, many + ADDED))
            empty = busy(lambda store=store: renew(store))
        with tempfile.TemporaryDirectory() as folder, Store.open(address or folder) as store:
            fill(store, tellings(known, 0, many))
            begun = processor()
            took = seconds(lambda store=store: renew(store))
            cpu, whole = processor() - begun, memory()
            fill(store, tellings(known, many, many + ADDED))
            more = busy(lambda store=store: renew(store, share=0))
            fill(store, tellings(known, many + ADDED, many + ADDED + 1))
            one = seconds(lambda store=store: renew(store))
            merges.append(Took(many, took, cpu, whole, more, empty, one))
            print(row(merges[-1]), flush=True)
            if many == several[-1]:
                reads += pages(store, f"{many * EACH:,}")
                print("\n".join(reads), flush=True)
    return merges, reads


def row(one: Took) -> str:
    return (
        f"| {one.documents:,} | {one.documents * EACH:,} | {one.all:.1f} | {one.cpu:.1f} "
        f"| {one.memory:,.0f} | {one.more:.1f} | {one.empty:.1f} | {1000 * one.one:.0f} |"
    )


class Cost(Protocol):
    """What a thousand documents more take on a desk of so many, and on an empty one."""

    @property
    def documents(self) -> int: ...
    @property
    def more(self) -> float: ...
    @property
    def empty(self) -> float: ...


def plot(several: Sequence[Cost]) -> str:
    """Seconds for a thousand documents more, over the documents there are, as SVG."""
    width, height, left, bottom = 640, 260, 60, 40
    top = max(1.0, *(max(one.more, one.empty) for one in several)) * 1.25
    steps = len(several) - 1 or 1
    out = []
    for name, colour, text in (
        ("more", "#1f5a8a", "to the desk"),
        ("empty", "#a14f1f", "the same to an empty one"),
    ):
        points = [
            (
                left + (width - left - 60) * n / steps,
                height - bottom - (height - 70) * getattr(one, name) / top,
            )
            for n, one in enumerate(several)
        ]
        line = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
        out.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for (x, y), one in zip(points, several, strict=True):
            value = getattr(one, name)
            out.append(
                f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{colour}"/><text x="{x:.0f}" '
                f'y="{y - 8:.0f}" text-anchor="middle" fill="{colour}">{value:.1f} s</text>'
            )
            if name == "more":
                out.append(
                    f'<text x="{x:.0f}" y="{height - 20}" text-anchor="middle">'
                    f"{one.documents:,}</text>"
                )
        down = 20 if name == "more" else 38
        out.append(f'<text x="{left}" y="{down}" fill="{colour}">{text}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="12" fill="#1f2933" role="img" '
        'aria-label="Seconds for a thousand documents more, by documents on the desk">'
        f'<rect width="{width}" height="{height}" fill="white"/>'
        f'<line x1="{left}" y1="{height - bottom}" x2="{width - 10}" y2="{height - bottom}" '
        f'stroke="#888"/>{"".join(out)}<text x="{width / 2:.0f}" y="{height - 4}" '
        'text-anchor="middle">documents on the desk</text></svg>\n'
    )


MERGES = """\
| documents on the desk | assertions | s to merge all | of the processor | MB at most | of the processor for 1,000 documents more | for these on an empty desk | ms for one |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""  # noqa: E501
READS = """\
| assertions | a page of fifty events: of | median, ms | 95 % within, ms |
| --- | --- | --- | --- |
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--least", type=int, default=1_000, metavar="N")
    parser.add_argument("--most", type=int, default=150_000, metavar="N")
    parser.add_argument("--server", help="an empty database, which is left filled")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    merges, reads = measured(args.server, sizes(args.least, max(args.most, 1_000)))
    body = MERGES + "\n".join(map(row, merges)) + "\n\n" + READS + "\n".join(reads) + "\n"
    if args.write:
        begin, end = MARKS
        head, _, rest = PAGE.read_text("utf-8").partition(begin)
        PAGE.write_text(head + begin + body + end + rest.partition(end)[2], "utf-8")
        PLOT.write_text(plot(merges), "utf-8")


if __name__ == "__main__":
    main()
