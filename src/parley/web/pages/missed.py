"""What was missed, added from words of a document: an event, a statement or a claim."""

from collections.abc import Mapping
from typing import Any, get_args

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from parley.desk import Wish
from parley.desk.errors import WishError
from parley.items import Document, Evidence, Span
from parley.language import sentences
from parley.record.decisions import Kind
from parley.report.safe import one_line
from parley.web import deciding
from parley.web.faults import N_, Fault, missing
from parley.web.items import fields
from parley.web.marking import Item, blocks
from parley.web.places import BOARD
from parley.web.reader import Reader
from parley.web.rendering import page

ROWS = 200
"""Sentences that a page lists."""
LONGEST = 2000
"""Characters of the words of an item."""
KINDS: tuple[Kind, ...] = get_args(Kind)
NAMES: Mapping[Kind, str] = {
    "event": N_("A new event"),
    "statement": N_("A new statement"),
    "interval_claim": N_("A new claim"),
}
FIRST: Mapping[Kind, tuple[str, ...]] = {
    "event": ("mode", "parties", "channel", "modality", "place", "participants"),
    "statement": ("speaker.party", "issue", "act", "addressee"),
    "interval_claim": ("relation", "value", "unit", "hedge", "since", "subject.channel"),
}
"""Fields that are asked for at once; the others are there for whoever opens them."""
HELD_BACK = frozenset({"start", "end", "precision"})
"""Fields that the date, as people write it, stands for."""


def show(request: Request) -> Response:
    """The sentences to choose from or, once words are chosen, what they tell."""
    reader = Reader(request)
    document = _document(reader, request.query_params.get("id", ""))
    query = request.query_params
    kind = _kind(query.get("kind", "event"))
    if "start" not in query:
        return _listed(reader, document, kind)
    chosen = _chosen(document, query.get("start", ""), query.get("end", ""))
    return _form(reader, document, chosen, kind)


def _kind(value: str) -> Kind:
    """What is added. Raises ``Fault`` for what cannot be."""
    found = next((kind for kind in KINDS if kind == value), None)
    if found is None:
        raise Fault(
            400, "bad-value", N_("“{value}” is nothing that “{name}” can be."),
            value=value[:40], name="kind",
        )  # fmt: skip
    return found


def _document(reader: Reader, key: str) -> Document:
    return reader.record.desk.held([key]).get(key) or missing("document", key)


def _listed(reader: Reader, document: Document, kind: Kind) -> Response:
    found = sentences(document.text, document.lang)
    pages = max(-(-len(found) // ROWS), 1)
    text = reader.request.query_params.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= pages):
        raise Fault(404, "no-page", N_("There is no page “{value}” here."), value=text[:40])
    number = int(text)
    content = {
        "here": "/documents",
        "t": reader.words.t,
        **_about(reader, document, kind),
        "sentences": [
            (one_line(document.text[s.start : s.end]), BOARD.missed(document.id, s, kind))
            for s in found[(number - 1) * ROWS : number * ROWS]
        ],
        "page": number,
        "pages": pages,
        "listed": BOARD.missed(document.id, None, kind),
    }
    return page("sentences.html.j2", reader, content)


def _about(
    reader: Reader, document: Document, kind: Kind, words: Span | None = None
) -> dict[str, Any]:
    return {
        "kind": kind,
        "mark": kind.removeprefix("interval_"),
        "name": reader.say(NAMES[kind]),
        "kinds": [
            (reader.say(NAMES[one]), BOARD.missed(document.id, words, one), one == kind)
            for one in KINDS
        ],
        "title": one_line(document.title or document.id),
        "document": BOARD.document(document.id),
        "lang": document.lang if document.lang != "und" else "",
    }


def _chosen(document: Document, start: str, end: str) -> Evidence:
    """The words chosen, without white space around them. Raises ``Fault`` where there are none."""
    for value in (start, end):
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            raise Fault(
                400, "bad-value", N_("“{value}” is nothing that “{name}” can be."),
                value=value[:40], name="start, end",
            )  # fmt: skip
    first, last = int(start), min(int(end), len(document.text))
    words = document.text[first:last]
    first += len(words) - len(words.lstrip())
    words = words.strip()
    if not words or len(words) > LONGEST:
        raise Fault(
            400, "bad-words", N_("Choose some words of the document, {most} characters at most."),
            most=str(LONGEST),
        )  # fmt: skip
    return Evidence(first, first + len(words), words)


def _form(
    reader: Reader,
    document: Document,
    chosen: Evidence,
    kind: Kind,
    why: str = "",
    given: Mapping[str, str] = {},
    date: str = "",
) -> Response:
    marked = Item("chosen", "event", "", "", None, "", "", (chosen,))
    text, _ = blocks(document, [marked])
    asked = fields(kind, {}, reader)
    content = {
        "here": "/documents",
        "t": reader.words.t,
        **_about(reader, document, kind, Span(chosen.start, chosen.end)),
        "key": document.id,
        "author": deciding.author(reader.request),
        "chosen": chosen,
        "paragraphs": [b.pieces for b in text if any(piece.items for piece in b.pieces)],
        "first": [f for name in FIRST[kind] for f in asked if f.name == name],
        "others": [f for f in asked if f.name not in (*FIRST[kind], *HELD_BACK)],
        "given": given,
        "date": date,
        "why": why,
        "listed": BOARD.missed(document.id, None, kind),
    }
    return page("missed.html.j2", reader, content, status=400 if why else 200)


async def take(request: Request) -> Response:
    """Keeps what was missed."""
    async with request.form() as form:
        return await run_in_threadpool(_taken, Reader(request), form)


def _taken(reader: Reader, form: FormData) -> Response:
    who = deciding.author(reader.request) or one_line(deciding.text(form, "author", deciding.NAME))
    if not who:
        raise Fault(400, "no-author", N_("Say who decides: a name, at the top of the page."))
    document = _document(reader, deciding.text(form, "doc"))
    chosen = _chosen(document, deciding.text(form, "first"), deciding.text(form, "last"))
    told = deciding.fields(form)
    kind = _kind(deciding.text(form, "kind") or "event")
    wish = Wish(
        act="add",
        kind=kind,
        author=who,
        reason=deciding.text(form, "reason") or None,
        doc=document.id,
        text=chosen.text,
        start=chosen.start,
        fields=told,
    )
    try:
        kept = deciding.kept(reader, wish)
    except WishError as fault:
        return _form(reader, document, chosen, kind, str(fault), told, told.get("date", ""))
    if kept:
        key, numbers = kept[0].targets[0].id, [decision.number for decision in kept]
        answer = RedirectResponse(BOARD.review(key, numbers), 303)
    else:  # the same was added before
        answer = RedirectResponse(BOARD.document(document.id), 303)
    deciding.remember(answer, reader.request, who)
    return answer


ROUTES = [
    Route("/document/new", show),
    Route("/document/new", take, methods=["POST"]),
]
