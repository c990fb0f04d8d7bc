"""The index that full-text search asks: passages of documents, by pairs of characters and words.

The tokens are Parley's own (``parley.language.pairs``), so that every database finds the same.
``words``, which is no table of SQLAlchemy's, holds them: a virtual table of FTS5 without contents,
or a column of type tsvector with a GIN index. Rows are added, and change only where what tells of
an event does; ``texts.current`` says of which version of a document they are.
"""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, delete, func, insert, select, text, update

from parley.items import Document, Event, Item, Problem, Span, from_json
from parley.language.pairs import pairs
from parley.record.passages import passages, text_of
from parley.record.rows import rows
from parley.record.tables import SEARCH, assertions, documents, meta, quoted, texts
from parley.record.tables import passages as kept

VERSION = "1"
"""Of what is kept here: an index of another one is made anew when a desk is opened."""
ROOM = 10
"""Bits of a passage's number that tell it from others of the same text."""


def source_of(doc: str) -> str:
    """The source that a document came from: what its id says before any colon."""
    return doc.partition(":")[0]


def ready(connection: Connection) -> bool:
    """Whether the index holds what it should, as this version of Parley makes it."""
    return connection.scalar(select(meta.c.value).where(meta.c.key == SEARCH)) == VERSION


def kept_up(connection: Connection) -> None:
    """Makes the index of a desk that has none, or another version's, in a writing transaction."""
    if not ready(connection):
        made(connection)


def made(connection: Connection) -> None:
    """Makes the index anew, in a writing transaction."""
    for table in (quoted, kept, texts):
        connection.execute(delete(table))
    lite = connection.dialect.name == "sqlite"
    emptied = "INSERT INTO words (words) VALUES ('delete-all')" if lite else "DELETE FROM words"
    connection.execute(text(emptied))
    for row in rows(connection, documents):
        document = from_json(str(row.payload), Document)
        asked = select(assertions.c.payload).where(
            assertions.c.doc == row.id,
            assertions.c.content == row.content,
            assertions.c.kind == "event",
        )
        told = [from_json(payload, Event) for payload in connection.scalars(asked)]
        put(connection, document, str(row.content), told, current=row.current == 1)
    connection.execute(delete(meta).where(meta.c.key == SEARCH))
    connection.execute(insert(meta).values(key=SEARCH, value=VERSION))


def put(
    connection: Connection,
    document: Document,
    content: str,
    items: Iterable[Item],
    current: bool = True,
) -> None:
    """Keeps a version of a document so that it is found, also where it was kept before."""
    number = connection.scalar(
        select(texts.c.number).where(texts.c.doc == document.id, texts.c.content == content)
    )
    spans = passages(document)
    if number is None:
        number = (connection.scalar(select(func.max(texts.c.number))) or 0) + 1
        connection.execute(insert(texts).values(_text(number, document, content, current)))
        if spans:
            _keep(connection, document, number, spans)
    else:
        connection.execute(
            update(texts)
            .where(texts.c.number == number)
            .values(_text(number, document, content, current))
        )
        first = number << ROOM
        connection.execute(
            delete(quoted).where(quoted.c.passage >= first, quoted.c.passage < first + (1 << ROOM))
        )
    if told := _told(number, spans, items):
        connection.execute(insert(quoted), told)


def retire(connection: Connection, doc: str) -> None:
    """Lets a document be found no more, unless older versions are asked for."""
    connection.execute(
        update(texts).where(texts.c.doc == doc, texts.c.current == 1).values(current=0)
    )


def _text(number: int, document: Document, content: str, current: bool) -> dict[str, object]:
    return {
        "number": number,
        "doc": document.id,
        "content": content,
        "current": int(current),
        "lang": document.lang,
        "published": document.published.isoformat() if document.published else "",
        "voice": document.voice or "",
        "source": source_of(document.id),
    }


def _numbered(number: int, spans: Sequence[Span]) -> Iterator[tuple[int, Span]]:
    return ((number << ROOM | at, span) for at, span in enumerate(spans))


def _keep(connection: Connection, document: Document, number: int, spans: Sequence[Span]) -> None:
    found = [(one, span, pairs(text_of(document, span))) for one, span in _numbered(number, spans)]
    connection.execute(
        insert(kept),
        [{"number": one, "start": span.start, "end": span.end} for one, span, _ in found],
    )
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "INSERT INTO words (rowid, tokens) VALUES (?, ?)",
            [(one, " ".join(tokens)) for one, _, tokens in found],
        )
    else:
        connection.execute(
            text("INSERT INTO words (number, tokens) VALUES (:number, CAST(:tokens AS tsvector))"),
            [{"number": one, "tokens": vector(tokens)} for one, _, tokens in found],
        )


def vector(tokens: Sequence[str]) -> str:
    """Tokens as PostgreSQL writes a tsvector. They hold no quotation mark and no backslash."""
    return " ".join(f"'{token}':{place}" for place, token in enumerate(tokens, 1))


def _told(number: int, spans: Sequence[Span], items: Iterable[Item]) -> list[dict[str, object]]:
    """Which passages quote the evidence of which events."""
    events = [item for item in items if isinstance(item, Event)]
    return [
        {"passage": one, "assertion": key}
        for one, span in _numbered(number, spans)
        for key in sorted(
            {
                event.id
                for event in events
                if any(e.start < span.end and span.start < e.end for e in event.evidence)
            }
        )
    ]


def laws(connection: Connection) -> Iterator[Problem]:
    """What Parley holds to of its index as a whole."""
    there = (texts.c.doc == documents.c.id) & (texts.c.content == documents.c.content)
    asked = select(documents.c.id).outerjoin(texts, there)
    amiss = texts.c.number.is_(None) | (texts.c.current != documents.c.current)
    for (doc,) in connection.execute(asked.where(amiss)):
        yield _lost(doc)
    asked = select(texts.c.doc).outerjoin(documents, there)
    for (doc,) in connection.execute(asked.where(documents.c.id.is_(None))):
        yield Problem(f"document {doc}", "can be searched, and is not on the desk", hint=MEND)


MEND = "make the index anew with: parley desk reindex"


def law(connection: Connection, document: Document, content: str) -> Iterator[Problem]:
    """What Parley holds to of a document in its index."""
    number = connection.scalar(
        select(texts.c.number).where(texts.c.doc == document.id, texts.c.content == content)
    )
    if number is None:
        return  # ``laws`` tells of it
    expected = dict(_numbered(number, passages(document)))
    found = {
        row.number: Span(row.start, row.end)
        for row in connection.execute(
            select(kept).where(kept.c.number >= number << ROOM, kept.c.number < number + 1 << ROOM)
        )
    }
    if found != expected or not _all_found(connection, document, expected):
        yield _lost(document.id)


def _lost(doc: str) -> Problem:
    return Problem(f"document {doc}", "a search does not find all of it", hint=MEND)


def _all_found(connection: Connection, document: Document, expected: dict[int, Span]) -> bool:
    """Whether each passage is found by its own words."""
    for number, span in expected.items():
        tokens = pairs(text_of(document, span))
        if connection.dialect.name == "sqlite":
            if not tokens:
                continue
            asked = "SELECT 1 FROM words WHERE words MATCH ? AND rowid = ?"
            ends = {f'"{" ".join(tokens[:6])}"', f'"{" ".join(tokens[-6:])}"'}
            there = connection.exec_driver_sql(asked, (" ".join(sorted(ends)), number)).first()
        else:
            there = connection.execute(
                text("SELECT 1 FROM words WHERE number = :n AND tokens = CAST(:t AS tsvector)"),
                {"n": number, "t": vector(tokens)},
            ).first()
        if there is None:
            return False
    return True
