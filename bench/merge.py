"""What keeping the merged events of a desk takes, large and small, and reading a page of them.

    python bench/merge.py [--most N] [--server ADDRESS] [--write]

Happenings are made of the lexicon's own channels, people and places, a third of them the region's
most frequent pair's; each is told by a few documents, some of them coarsely, some of them of one
side. N assertions at the most (a million unless given), seven a document. ``--write`` puts the
tables into docs/performance.md.
"""

import argparse
import datetime as dt
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

import msgspec
from sqlalchemy import insert

from parley.items import TYPE_OF_MODE, Document, Event, Evidence, Participant, Place, to_json
from parley.lexicon import Lexicon, load
from parley.record import Store, Wanted, page, renew
from parley.record.bulk import pieces
from parley.record.store import content_of
from parley.record.tables import assertions, dirty, documents

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
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
    for piece in pieces(given, 2000):
        kept, said = [], []
        for document, events in piece:
            content = content_of(document)
            row = {"id": document.id, "content": content, "current": 1, "coder": "bench"}
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
    """The most that this process has taken, in MB."""
    return getrusage(RUSAGE_SELF).ru_maxrss / 1024


def sizes(most: int) -> list[int]:
    return [size for size in (0, 7_000, 70_000, 700_000, 1_000_000) if size <= most]


def rows(address: str | None, most: int) -> tuple[list[str], list[str]]:
    """The rows of both tables."""
    lexicon = load()
    merges, reads = [], []
    for size in sizes(most):
        known = happenings(lexicon, max(300, size // TOLD), random.Random(size))
        with tempfile.TemporaryDirectory() as folder, Store.open(address or folder) as store:
            many = size // EACH
            fill(store, tellings(known, 0, many))
            took = seconds(lambda: renew(store)) if many else 0.0
            whole = memory()
            fill(store, tellings(known, many, many + ADDED))
            added = seconds(lambda: renew(store))
            fill(store, tellings(known, many + ADDED, many + ADDED + 1))
            one = seconds(lambda: renew(store))
            merges.append(
                f"| {size:,} | {took:.1f} | {whole:,.0f} | {added:.1f} | {1000 * one:.0f} |"
            )
            print(merges[-1], flush=True)
            if size == sizes(most)[-1]:
                reads += pages(store, f"{size:,}")
                print("\n".join(reads), flush=True)
    return merges, reads


MERGES = """\
| assertions on the desk | s to merge all | MB at most | s for 1,000 documents more | ms for one |
| --- | --- | --- | --- | --- |
"""
READS = """\
| assertions | a page of fifty events: of | median, ms | 95 % within, ms |
| --- | --- | --- | --- |
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=1_000_000)
    parser.add_argument("--server", help="an empty database, which is left filled")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    merges, reads = rows(args.server, args.most)
    body = MERGES + "\n".join(merges) + "\n\n" + READS + "\n".join(reads) + "\n"
    if args.write:
        begin, end = MARKS
        head, _, rest = PAGE.read_text("utf-8").partition(begin)
        PAGE.write_text(head + begin + body + end + rest.partition(end)[2], "utf-8")


if __name__ == "__main__":
    main()
