"""Full-text search: the passages in which all that is looked for stands, the best first."""

import datetime as dt
from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Row,
    Select,
    and_,
    column,
    exists,
    literal,
    literal_column,
    or_,
    select,
    text,
)

from parley.items import Document, Span, from_json, to_json
from parley.language.queries import Phrase, highlights
from parley.record.facets import ALL, SPANS
from parley.record.faults import StoreError
from parley.record.index import ROOM, ready
from parley.record.pages import LAST, Wanted, named
from parley.record.passages import text_of
from parley.record.store import Store
from parley.record.tables import Number, documents, facets, members, passages, quoted, texts


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that holds what was looked for.

    ``passage`` is its place in the document's text and ``text`` what stands there; ``spans`` are
    the places of what was looked for, in the document's text too. Of a title that does not stand
    in the text ``passage`` is (0, 0), and ``spans`` are places in the title. ``events`` are the ids
    of the events told in it. ``reference``: it is no document's, but an event of the reference
    chronology: ``doc`` is its id, ``text`` its line and its pages' titles. ``score`` grows with how
    well it fits, among the passages of one database. ``after`` leads to what follows it.
    """

    doc: str
    title: str | None = None
    published: dt.date | None = None
    lang: str = "und"
    voice: str | None = None
    url: str | None = None
    passage: Span
    text: str
    spans: tuple[Span, ...]
    score: float = 0.0
    events: tuple[str, ...] = ()
    current: bool = True
    reference: bool = False
    after: str = ""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Which passages count: of these documents, and which tell of these events.

    ``since`` and ``until`` bound the day of publication. ``versions``: superseded ones count too.
    ``told`` is what an event told in the passage has to be, ``people`` who of them takes part in
    it, ids of the lexicon or names.
    """

    lang: str | None = None
    voice: str | None = None
    source: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    versions: bool = False
    told: Wanted | None = None
    people: tuple[str, ...] = ()

    @property
    def of_events(self) -> bool:
        """Whether passages have to tell of an event."""
        return self.told is not None or bool(self.people)


class Key(msgspec.Struct, frozen=True, array_like=True):
    """The place of a passage among those found: a better one, a later one, a lower number first."""

    score: float
    published: str
    number: int


def found(
    store: Store, asked: Sequence[Phrase], choice: Choice, limit: int, after: Key | None = None
) -> list[Hit]:
    """At most ``limit`` passages that hold all phrases, those after ``after`` in order.

    Raises ``StoreError`` where the desk cannot be read or its index is not made.
    """
    out: list[Hit] = []
    with store.reading() as connection:
        if not ready(connection):
            raise StoreError(
                f"{store.place.name}: not yet indexed for search; open it once where it may be"
                " written, with: parley desk info"
            )
        while len(out) < limit:
            rows = connection.execute(statement(connection, asked, choice, limit, after)).all()
            for row in rows:
                after = Key(row.score, row.published, row.number)
                hit = _hit(connection, asked, row, after)
                # The database knows tokens; what is shown is what the text itself holds.
                if hit is not None and len(out) < limit:
                    out.append(hit)
            if len(rows) < limit:
                break
    return out


_FOUND = {
    "sqlite": "SELECT rowid AS number, round(-bm25(words), 2) AS score"
    " FROM words WHERE words MATCH :query",
    "postgresql": "SELECT number, round(ts_rank(tokens, CAST(:query AS tsquery))::numeric, 3)"
    "::float8 AS score FROM words WHERE tokens @@ CAST(:query AS tsquery)",
}


def statement(
    connection: Connection,
    asked: Sequence[Phrase],
    choice: Choice,
    limit: int,
    after: Key | None = None,
) -> Select[tuple[object, ...]]:
    """What the database is asked for: an index finds the words, and each text by its number."""
    dialect = connection.dialect.name
    query = _fts5(asked) if dialect == "sqlite" else _tsquery(asked)
    matched = (
        text(_FOUND[dialect])
        .bindparams(query=query)
        .columns(column("number", Number), column("score", Float))
        .cte("matched")
    )
    number, score = matched.c.number, matched.c.score
    published = texts.c.published
    bits: ColumnElement[int] = literal_column(str(ROOM))
    chosen = (
        select(
            number, score, published, texts.c.doc, texts.c.content, texts.c.current, texts.c.voice
        )
        .select_from(matched.join(texts, texts.c.number == number.op(">>")(bits)))
        .where(*_conditions(choice), *_telling(choice, number))
        .order_by(score.desc(), published.desc(), number)
        .limit(limit)
    )
    if after is None:
        return chosen
    same = score == after.score
    return chosen.where(
        or_(
            score < after.score,
            and_(same, published < after.published),
            and_(same, published == after.published, number > after.number),
        )
    )


def _conditions(choice: Choice) -> Iterator[ColumnElement[bool]]:
    if not choice.versions:
        yield texts.c.current == 1
    for name in ("lang", "voice", "source"):
        wanted = getattr(choice, name)
        if wanted is not None:
            yield texts.c[name] == wanted
    if choice.since is not None:
        yield texts.c.published >= choice.since.isoformat()
    if choice.until is not None:
        yield texts.c.published > ""
        yield texts.c.published <= choice.until.isoformat()


def _telling(choice: Choice, number: ColumnElement[int]) -> Iterator[ColumnElement[bool]]:
    """That one event, told in the passage, is all that is wanted; each step is by an index."""
    if not choice.of_events:
        return
    wanted = choice.told or Wanted()
    yield (
        select(literal(1))
        .select_from(_MEMBERS)
        .where(quoted.c.passage == number, _SAME, *_facets(wanted, choice.people))
        .exists()
    )


_MEMBERS = quoted.join(members, members.c.id == quoted.c.assertion)
_SAME = (members.c.doc == texts.c.doc) & (members.c.content == texts.c.content)


def _facets(wanted: Wanted, people: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    asked = named(wanted)
    if people:
        asked.append(tuple(f"person {person}" for person in people))
    for several in asked or [(ALL,)]:
        found = facets.alias()
        has = [
            found.c.facet.in_(several),
            found.c.span.in_(range(len(SPANS) + 1)),
            found.c.event == members.c.event,
        ]
        if wanted.start is not None:
            has.append(found.c.until >= wanted.start.isoformat())
        if wanted.end is not None:
            has.append(found.c.event < f"{wanted.end.isoformat()} {LAST}")
        yield exists().where(*has)


def _fts5(asked: Sequence[Phrase]) -> str:
    """The phrases as FTS5 reads them: their tokens are letters and digits, and mean themselves."""
    return " AND ".join(
        f'"{" ".join(phrase.texts)}"{" *" if phrase.prefix else ""}' for phrase in asked
    )


def _tsquery(asked: Sequence[Phrase]) -> str:
    """The phrases as PostgreSQL reads them."""
    return " & ".join(
        " <-> ".join(f"'{one}'" for one in phrase.texts) + (":*" if phrase.prefix else "")
        for phrase in asked
    )


def _hit(
    connection: Connection, asked: Sequence[Phrase], row: Row[tuple[object, ...]], after: Key
) -> Hit | None:
    """The passage of a row, where the phrases do stand in it."""
    payload = connection.scalar(
        select(documents.c.payload).where(
            documents.c.id == row.doc, documents.c.content == row.content
        )
    )
    place = connection.execute(
        select(passages.c.start, passages.c.end).where(passages.c.number == row.number)
    ).first()
    if payload is None or place is None:
        return None
    document, passage = from_json(payload, Document), Span(*place)
    held = text_of(document, passage)
    spans = highlights(asked, held)
    if not spans:
        return None
    told = (
        select(members.c.event)
        .select_from(_MEMBERS)
        .where(
            quoted.c.passage == row.number,
            members.c.doc == row.doc,
            members.c.content == row.content,
            members.c.event.is_not(None),
        )
    )
    events = sorted(set(connection.scalars(told)))
    return Hit(
        doc=document.id,
        title=document.title,
        published=document.published,
        lang=document.lang,
        voice=document.voice,
        url=document.url,
        passage=passage,
        text=held,
        spans=tuple(Span(s.start + passage.start, s.end + passage.start) for s in spans),
        score=after.score,
        events=tuple(place.split(" ")[2] for place in events),
        current=row.current == 1,
        after=to_json(after),
    )
