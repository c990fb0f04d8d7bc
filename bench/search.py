"""How long a search takes in many passages, and what its index takes.

    python bench/search.py [--passages N] [--server ADDRESS] [--write]

A desk in a folder is filled with made passages in five languages, which hold the words looked for
in one of two to one of twenty thousand; with ``--server`` an empty database at ``postgresql://…``
is, too, and is left filled. ``--write`` puts the tables into docs/performance.md.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import insert, text

from parley.items import Document, to_json
from parley.language.queries import phrases
from parley.record import Store
from parley.record.index import put
from parley.record.search import Choice, found
from parley.record.store import content_of
from parley.record.tables import documents

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
MARKS = "<!-- search -->\n", "<!-- /search -->\n"
PIECES = 4
"""Passages of a document."""
ROUNDS = 20
LANGS = {
    "zh-Hant": "的國防部長在會談上表示雙方同意恢復對話並保持溝通以避免誤判與衝突南海演習巡航",
    "zh-Hans": "的国防部长在会谈上表示双方同意恢复对话并保持沟通以避免误判与冲突南海演习巡航",
    "ja": "の防衛大臣は会談で双方が対話を再開し意思疎通を維持することで一致した南シナ海演習哨戒",
    "ko": "의 국방장관은 회담에서 양측이 대화를 재개하고 소통을 유지하기로 합의했다 남중국해 훈련 ",
    "en": "the defence ministers said that both sides agreed to resume dialogue and keep lines ",
}
SHARES = {"熱線": 2_000, "danger*": 20, "軍事熱線": 20_000, "美": 2, '"open line"': 200, "훈": 5}
"""What is looked for, and one passage in how many holds it at least."""
FILTERED = Choice(lang="ja", voice="press")


def made(number: int, chance: random.Random) -> Document:
    """A document of some two thousand characters in one of the languages."""
    lang = chance.choice(list(LANGS))
    words = LANGS[lang].split() if lang == "en" else list(LANGS[lang])
    between = " " if lang == "en" else ""
    paragraphs = []
    for _ in range(PIECES):
        picked = [chance.choice(words) for _ in range(80 if lang == "en" else 450)]
        for query, share in SHARES.items():
            if chance.randrange(share) == 0:
                word = query.strip('"*') + ("s" if query.endswith("*") else "")
                picked.insert(chance.randrange(len(picked)), f" {word} ")
        paragraphs.append(f"{number} {between.join(picked)}.")
    return Document(id=f"d{number:07}", text="\n\n".join(paragraphs), lang=lang, voice="press")


def fill(store: Store, many: int) -> float:
    """Puts documents on the desk; milliseconds that indexing one takes."""
    chance = random.Random(1)
    spent = 0.0
    for start in range(0, many, 1000):
        piece = [made(number, chance) for number in range(start, min(start + 1000, many))]
        with store.writing() as connection:
            connection.execute(
                insert(documents),
                [
                    {
                        "id": one.id,
                        "content": content_of(one),
                        "current": 1,
                        "coder": "bench",
                        "payload": to_json(one),
                    }
                    for one in piece
                ],
            )
            begun = time.perf_counter()
            for one in piece:
                put(connection, one, content_of(one), ())
            spent += time.perf_counter() - begun
    return 1000 * spent / many


def timed(store: Store, query: str, choice: Choice) -> tuple[int, float, float]:
    """Hits of a first page, and the median and the 95th percentile of milliseconds."""
    asked = phrases(query)
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        hits = found(store, asked, choice, 20)
        times.append(1000 * (time.perf_counter() - begun))
    return len(hits), median(times), quantiles(times, n=20)[-1]


def size(store: Store) -> int:
    """Bytes that the words take."""
    with store.reading() as connection:
        if connection.dialect.name == "sqlite":
            asked = "SELECT sum(length(block)) FROM words_data"
        else:
            asked = "SELECT pg_total_relation_size('words')"
        return int(connection.scalar(text(asked)) or 0)


def rows(address: str, many: int) -> Iterator[str]:
    """The rows of the table for one database."""
    with Store.open(address) as store:
        with store.reading() as connection:
            name, _ = store.place.about(connection)
        one = fill(store, many // PIECES)
        if store.engine.dialect.name == "postgresql":
            with store.engine.connect() as connection:  # as the server does by itself, in time
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(
                    text("VACUUM ANALYZE words, texts, passages")
                )
        told = f"{one:.1f} ms to index a document, {size(store) / 1e6:,.0f} MB of words"
        yield f"| {name} | {told} | | | |\n"
        for query, choice, what in (
            *((query, Choice(), "") for query in SHARES),
            ("美 熱線", Choice(), ""),
            ("美", FILTERED, " in Japanese press"),
        ):
            hits, middle, late = timed(store, query, choice)
            yield f"| {name} | `{query}`{what} | {hits} | {middle:.1f} | {late:.1f} |\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=int, default=100_000, metavar="N")
    parser.add_argument("--server", metavar="ADDRESS")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    body = "| database | query | hits on a page | median, ms | 95 % within, ms |\n"
    body += "| --- | --- | --- | --- | --- |\n"
    print(body, end="", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for address in filter(None, (str(Path(folder) / "desk"), args.server)):
            for row in rows(address, args.passages):
                print(row, end="", flush=True)
                body += row
    if args.write:
        page = PAGE.read_text(encoding="utf-8")
        before, _, rest = page.partition(MARKS[0])
        after = rest.partition(MARKS[1])[2]
        PAGE.write_text(f"{before}{MARKS[0]}{body}{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
