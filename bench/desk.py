"""What a document, a check, a backup and a restore take on small and large desks.

    python bench/desk.py [--most N] [--server ADDRESS] [--write]

A desk in a folder is filled with made documents of ten items each; with ``--server`` an empty
database at ``postgresql://…`` is, too, and is left filled. ``--write`` puts the table into
docs/performance.md.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import insert

from parley.coding.ids import item_id
from parley.items import Document, Event, Evidence, Item, to_json
from parley.record import Store, backup, check, restore
from parley.record.store import content_of
from parley.record.tables import assertions, documents

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
MARKS = "<!-- desk -->\n", "<!-- /desk -->\n"
CODER = "bench"
ITEMS = 10
ADDED = 300
HEAD = (
    "| database | documents on it | ms to add one | check, s | backup, s | restore, s |\n"
    "| --- | --- | --- | --- | --- | --- |\n"
)


def made(number: int) -> tuple[Document, list[Item]]:
    """A document of some two thousand characters, and what might be coded in it."""
    text = " ".join(f"The ministers met for the {n}th time, in {number}." for n in range(50))
    document = Document(id=f"d{number:07}", text=text, lang="en")
    items: list[Item] = []
    for n in range(ITEMS):
        start = 40 * n
        items.append(
            Event(
                id=item_id("event", document, start, start + 20, "meet", 0),
                doc=document.id,
                mode="meet",
                type="CONSULT",
                evidence=(Evidence(start, start + 20, text[start : start + 20]),),
                coder=CODER,
            )
        )
    return document, items


def fill(store: Store, first: int, last: int) -> None:
    """Puts documents on the desk many at a time, as ``Store.add`` would one by one."""
    numbers = iter(range(first, last))
    while piece := list(islice(numbers, 1000)):
        kept, said = [], []
        for document, items in map(made, piece):
            content = content_of(document)
            row = {"id": document.id, "content": content, "current": 1, "coder": CODER}
            kept.append({**row, "payload": to_json(document)})
            for item in items:
                told = {"id": item.id, "doc": document.id, "content": content, "kind": "event"}
                said.append({**told, "payload": to_json(item)})
        with store.writing() as connection:
            connection.execute(insert(documents), kept)
            connection.execute(insert(assertions), said)


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def rows(address: str, sizes: tuple[int, ...], folder: Path) -> Iterator[str]:
    """A row of the table for each size."""
    done = 0
    with Store.open(address) as store:
        with store.reading() as connection:
            name, _ = store.place.about(connection)
        for size in sizes:
            fill(store, done, size)
            new = [made(number) for number in range(size, size + ADDED)]

            def add(new: list[tuple[Document, list[Item]]] = new) -> None:
                for document, items in new:
                    store.add(document, items, CODER)

            one = 1000 * seconds(add) / ADDED
            done = size + ADDED
            found: list[object] = []
            checked = seconds(lambda found=found: found.extend(check(store)))
            if found:
                raise SystemExit(f"not sound: {found[0]}")
            file = folder / f"{name[:6]}-{size}"
            backed = seconds(lambda file=file: backup(store, file))
            back = seconds(lambda file=file: restore(file, f"{file}-again"))
            yield f"| {name} | {size:,} | {one:.1f} | {checked:.1f} | {backed:.1f} | {back:.1f} |\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=30_000, metavar="N")
    parser.add_argument("--server", metavar="ADDRESS")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    body = HEAD
    print(body, end="", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for address in filter(None, (str(folder / "desk"), args.server)):
            for row in rows(address, (0, args.most // 10, args.most), folder):
                print(row, end="", flush=True)
                body += row
    if args.write:
        page = PAGE.read_text(encoding="utf-8")
        before, _, rest = page.partition(MARKS[0])
        after = rest.partition(MARKS[1])[2]
        PAGE.write_text(f"{before}{MARKS[0]}{body}{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
