"""Search: passages of documents, and lines of the reference chronology, that hold some words."""

from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.desk import DeskError
from parley.language.pairs import tokens
from parley.record.search import Hit
from parley.report.evidence import Piece
from parley.report.safe import one_line
from parley.web.faults import N_, Fault
from parley.web.filters import LONGEST, Filters, asked
from parley.web.pages.chronology import choices
from parley.web.places import BOARD
from parley.web.reader import Reader
from parley.web.rendering import page

HITS = 20


class Found(NamedTuple):
    """A passage as printed, with the events told in it. ``titled``: the title's language."""

    title: str
    titled: str
    href: str
    lang: str
    note: str
    pieces: tuple[Piece, ...]
    events: tuple[tuple[str, str], ...]


def wanted(request: Request) -> str:
    """The words of an address, "" for none. Raises ``Fault`` for what cannot be looked for."""
    query = request.query_params.get("q", "").strip()
    if query and (len(query) > LONGEST or not any(True for _ in tokens(query))):
        raise Fault(
            400, "bad-query", N_("Give some letters or figures to look for, {most} at the most."),
            most=str(LONGEST),
        )  # fmt: skip
    return query


def pieces(hit: Hit) -> tuple[Piece, ...]:
    """A hit's text with what was looked for marked."""
    out, at = [], 0
    for span in hit.spans if hit.passage.end or hit.reference else ():
        start, end = span.start - hit.passage.start, span.end - hit.passage.start
        out += [Piece(hit.text[at:start], False), Piece(hit.text[start:end], True)]
        at = end
    return tuple(piece for piece in (*out, Piece(hit.text[at:], False)) if piece.text)


def told(hit: Hit, reader: Reader) -> Found:
    """A hit in the reader's language."""
    record, words = reader.record, reader.words
    events = [event for key in hit.events if (event := record.event(key)) is not None]
    lines = tuple((words.headline(event), BOARD.event(event.id)) for event in events)
    title, lang = hit.title or hit.doc, "" if hit.lang == "und" else hit.lang
    if hit.reference and lines:  # whose passage is the title that it has
        title, lang, lines = lines[0][0], reader.ui, lines[1:]
    about = [words.t("status.reference") if hit.reference else words.voice(hit.voice)]
    if hit.published:
        about.append(words.day(hit.published))
    return Found(
        one_line(title),
        lang,
        BOARD.event(hit.doc) if hit.reference else BOARD.document(hit.doc),
        "" if hit.lang == "und" else hit.lang,
        words.t("list.comma").join(about),
        pieces(hit),
        lines,
    )


def found(reader: Reader, query: str, filters: Filters, limit: int) -> list[Hit]:
    """What holds the words, behind the hit that the address names. Raises ``Fault`` where it names
    none."""
    after = reader.request.query_params.get("after") or None
    try:
        return reader.record.search(query, filters, limit, after)
    except DeskError:
        if after is None:
            raise
        raise Fault(  # it is the place that is wrong, or the desk, which says so without it
            400, "bad-value", N_("“{value}” is nothing that “{name}” can be."),
            value=after[:LONGEST], name="after",
        ) from None  # fmt: skip


def show(request: Request) -> Response:
    """What holds the words of the address."""
    reader = Reader(request)
    query, filters = wanted(request), asked(request.query_params)
    hits = found(reader, query, filters, HITS) if query else []
    reader.record.index.several([key for hit in hits for key in hit.events])
    content = {
        "here": "/search",
        "t": reader.words.t,
        "query": query,
        "filters": filters,
        "choices": choices(reader.record, reader, filters),
        "hits": [told(hit, reader) for hit in hits],
        "next": filters.address("/search", q=query, after=hits[-1].after)
        if len(hits) == HITS
        else None,
    }
    return page("search.html.j2", reader, content)


ROUTES = [Route("/search", show)]
