"""The documents: their list, and one of them with all that was coded from it."""

import re
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.desk.keyed import Place
from parley.items import Document, Evidence, IntervalClaim, Statement
from parley.report.documents import Held, document_view
from parley.report.entries import confidence_level
from parley.report.safe import one_line, safe_url
from parley.web.checking import PENDING
from parley.web.faults import N_, Fault, missing
from parley.web.filters import LONGEST
from parley.web.items import told_of
from parley.web.marking import Item, blocks
from parley.web.places import BOARD
from parley.web.reader import Reader
from parley.web.rendering import page

ROWS = 100
BLOCKS = 300
"""Paragraphs that a page shows; a longer document has several."""


def listed(request: Request) -> Response:
    """The documents by date, undated ones last."""
    reader = Reader(request)
    record = reader.record
    after = place(request)
    found = record.holdings(ROWS + 1, after)
    here = found[:ROWS]
    ahead = record.holdings(ROWS + 1, here[0][0], back=True) if after and here else []
    content = {
        "here": "/documents",
        "t": reader.words.t,
        "documents": [
            (
                document_view(held.document, Held(*held[1:]), reader.words),
                BOARD.document(held.document.id),
            )
            for _, held in here
        ],
        "total": record.held()["documents"],
        "previous": _address(ahead[ROWS][0] if len(ahead) > ROWS else None) if ahead else None,
        "next": _address(here[-1][0]) if len(found) > ROWS else None,
    }
    return page("documents.html.j2", reader, content)


def _address(at: Place | None) -> str:
    return "/documents" if at is None else "/documents?" + urlencode({"after": " ".join(at)})


def place(request: Request) -> Place | None:
    """The document, by date and id, behind which a list goes on. Raises ``Fault`` for what is
    none."""
    text = request.query_params.get("after")
    if not text:
        return None
    day, space, doc = text.partition(" ")
    if not space or not re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})?", day) or "\0" in doc:
        raise Fault(
            400, "bad-value", N_("“{value}” is nothing that “{name}” can be."),
            value=text[:LONGEST], name="after",
        )  # fmt: skip
    return day, doc


def items(document: Document, reader: Reader) -> list[Item]:
    """Everything coded from a document, told in the reader's language."""
    record, words = reader.record, reader.words
    found = []

    def add(
        key: str, kind: str, told: str, note: str, href: str | None, confidence: float,
        evidence: tuple[Evidence, ...],
    ) -> None:  # fmt: skip
        level = confidence_level(confidence)
        name = words.t("confidence." + level)
        found.append(Item(key, kind, one_line(told), note, href, level, name, evidence))

    for event in record.told_in(document.id):
        for source in event.sources:
            if source.doc == document.id:
                note = words.date(event)
                add(source.assertion, "event", words.headline(event), note,
                    BOARD.event(event.id), event.confidence, source.evidence)  # fmt: skip
    coded = record.items_of([document.id])
    for statement in (item for item in coded if isinstance(item, Statement)):
        note = words.t("statements.strength", n=statement.strength)
        add(statement.id, "statement", told_of(statement, reader), note, None,
            statement.confidence, statement.evidence)  # fmt: skip
    claims = [item for item in coded if isinstance(item, IntervalClaim)]
    for claim, check in record.checks.of(claims):
        note = words.t(f"verdict.{check.verdict}") if check else reader.say(PENDING)
        add(claim.id, "claim", told_of(claim, reader), note,
            BOARD.check(claim, document), claim.confidence, claim.evidence)  # fmt: skip
    return found


def show(request: Request) -> Response:
    """One document."""
    reader = Reader(request)
    record, words = reader.record, reader.words
    key = request.query_params.get("id", "")
    document = record.documents.get(key) or missing("document", key)
    text, loose = blocks(document, items(document, reader))
    pages = max(-(-len(text) // BLOCKS), 1)
    number = _number(request, "part", pages)
    content: dict[str, Any] = {
        "here": "/documents",
        "t": words.t,
        "document": document,
        "title": one_line(document.title or document.id),
        "language": words.known("lang", document.lang),
        "voice": words.voice(document.voice),
        "published": words.day(document.published) if document.published else None,
        "retrieved": words.day(document.retrieved) if document.retrieved else None,
        "url": safe_url(document.url),
        "archived": safe_url(document.archived_url),
        "blocks": text[(number - 1) * BLOCKS : number * BLOCKS],
        "loose": loose,
        "keys": {number: item.key for block in text for number, item in block.items},
        "count": sum(len(block.items) for block in text) + len(loose),
        "part": number,
        "parts": pages,
        "here_is": BOARD.document(key),
        "missed": BOARD.missed(key),
        "decided": _decided(reader, key),
        "compared": BOARD.compare(key, how="previous"),
    }
    return page("document.html.j2", reader, content)


def _decided(reader: Reader, key: str) -> dict[str, str]:
    """What has been decided on what a document tells, by assertion."""
    return reader.record.desk.standing(key)


def _number(request: Request, name: str, most: int) -> int:
    text = request.query_params.get(name, "1")
    if not (text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= most):
        raise Fault(
            404, "no-page", N_("There is no page “{value}” here."), value=text[:40]
        )  # fmt: skip
    return int(text)


ROUTES = [Route("/documents", listed), Route("/document", show)]
