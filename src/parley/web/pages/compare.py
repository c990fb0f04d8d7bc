"""Two documents held against each other, their texts side by side."""

import io
import re
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.comparison import Account
from parley.desk import SeriesError
from parley.export import write_comparison
from parley.items import Document, MergedEvent
from parley.report.compared import comparison_view
from parley.report.safe import one_line
from parley.web.aligned import SIGNS, lines, marked
from parley.web.comparisons import Pair
from parley.web.faults import N_, Fault, missing
from parley.web.pages.export import TYPES
from parley.web.places import BOARD
from parley.web.reader import Reader
from parley.web.rendering import page

OFFERED = 300
"""Documents that the fields offer, the newest; any other can be named by its id."""
LATEST = ("9999-12-31", "\U0010ffff")
"""A place behind that of every document with a date."""
BLOCKS = 300
"""Paragraphs of a text that are shown side by side."""
ACCOUNTS, PREVIOUS = "accounts", "previous"
LACKING = {
    "voice": N_("Whose account it is is not known, so it is of no series: choose the one before."),
    "date": N_("It has no date, so nothing is known to come before it: choose the one before."),
    "event": N_("It tells of nothing that has happened, so it is of no series: choose another."),
    "first": N_("It is the first of its series on this desk: choose what to hold it against."),
}
"""Why no document comes before one, by ``SeriesError.why``."""


class Wish:
    """What an address asks for: the ids of two documents, and how to hold them."""

    def __init__(self, request: Request) -> None:
        given = request.query_params
        self.a = given.get("a", "").strip()
        self.b = given.get("b", "").strip()
        how = given.get("how") or (ACCOUNTS if self.b else PREVIOUS)
        if how not in (ACCOUNTS, PREVIOUS):
            raise Fault(
                400, "bad-value", N_("“{value}” is nothing that “{name}” can be."),
                value=how[:40], name="how",
            )  # fmt: skip
        self.previous = how == PREVIOUS

    @property
    def whole(self) -> bool:
        """Whether there is enough to compare."""
        return bool(self.a and (self.b or self.previous))

    @property
    def how(self) -> str:
        """As it stands in an address."""
        return PREVIOUS if self.previous else ACCOUNTS

    def address(self, path: str, a: str, b: str, how: str) -> str:
        """A page's address with these documents."""
        return path + BOARD.compare(a, b, how).removeprefix("/compare")


def pair(reader: Reader, wish: Wish) -> Pair:
    """The two held against each other. Raises ``Fault`` and ``SeriesError``."""
    if not wish.a:
        missing("document", "")
    if not wish.whole:
        missing("document", wish.b)
    return reader.board.comparisons.of(reader.record, wish.a, wish.b, wish.previous)


def show(request: Request) -> Response:
    """The fields to choose by and, where two are chosen, the comparison."""
    reader = Reader(request)
    wish = Wish(request)
    content: dict[str, Any] = {
        "here": "/compare",
        "t": reader.words.t,
        "wish": wish,
        "offered": _offered(reader),
        "lacking": None,
        "found": None,
    }
    if wish.whole:
        try:
            content["found"] = _told(pair(reader, wish), wish, reader)
        except SeriesError as fault:
            content["lacking"] = reader.say(LACKING[fault.why])
    elif wish.a:
        content["lacking"] = reader.say(N_("Choose a second document."))
    return page("comparison.html.j2", reader, content)


def _offered(reader: Reader) -> list[tuple[str, str]]:
    """The newest documents, undated ones last: their ids, and what they are."""
    found = reader.record.holdings(OFFERED, LATEST, back=True)
    found += reader.record.holdings(OFFERED - len(found), ("", "")) if len(found) < OFFERED else []
    return [(one.document.id, _named(one.document, reader)) for _, one in found]


def _named(document: Document, reader: Reader) -> str:
    words = reader.words
    told = (
        words.day(document.published) if document.published else "",
        words.voice(document.voice),
        one_line((document.title or document.id)[:120]),
    )
    return words.t("list.comma").join(filter(None, told))


def _told(pair: Pair, wish: Wish, reader: Reader) -> dict[str, Any]:
    found = pair.found
    a, b = found.a.doc, found.b.doc
    several = list(enumerate(lines(found), 1))
    view = comparison_view(found, reader.words)
    relations = [fact.relation for fact in found.facts], [point.relation for point in found.points]
    for rows, kinds in zip((view["facts"], view["points"]), relations, strict=True):
        for row, kind in zip(rows, kinds, strict=True):
            row |= {"kind": kind, "sign": SIGNS[kind]}
    return view | {
        "signs": SIGNS,
        "event": (view["heading"], BOARD.event(found.event.id)) if found.event else None,
        "names": [_named(document, reader) for document in (pair.a, pair.b)],
        "links": [BOARD.document(key) for key in (a, b)],
        "texts": [
            marked(pair.a, ((n, line.kind, line.a) for n, line in several), BLOCKS),
            marked(pair.b, ((n, line.kind, line.b) for n, line in several), BLOCKS),
        ],
        "swapped": wish.address("/compare", b, a, wish.how),
        "other": wish.address("/compare", a, b, ACCOUNTS if wish.previous else PREVIOUS),
        "word": wish.address("/compare/docx", a, b, wish.how),
        "json": wish.address("/api/compare", a, b, wish.how),
    }


def word(request: Request) -> Response:
    """The comparison as a Word document."""
    reader = Reader(request)
    wish = Wish(request)
    try:
        found = pair(reader, wish).found
    except SeriesError as fault:
        raise unfound(fault) from None
    out = io.BytesIO()
    write_comparison(found, out, reader.ui, reader.words.lexicon)
    name = "-".join(map(_plain, ("comparison", found.a.doc, found.b.doc)))[:80]
    return Response(
        out.getvalue(),
        media_type=TYPES["docx"][1],
        headers={"Content-Disposition": f'attachment; filename="{name}.docx"'},
    )


def unfound(fault: SeriesError) -> Fault:
    """The refusal where no document comes before one."""
    return Fault(404, "no-previous", LACKING[fault.why])


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]+", "-", text).strip("-") or "x"


def of_event(event: MergedEvent, documents: Mapping[str, Document]) -> str | None:
    """Where the first two accounts of an event that are on the desk are held against each other.

    Of two in one voice nothing differs but the wording: the second is the first in another voice.
    """
    told = [Account(doc=s.doc, voice=s.voice) for s in event.sources if s.doc in documents]
    for other in told[1:]:
        if other.voice != told[0].voice:
            return BOARD.compare(told[0].doc, other.doc, ACCOUNTS)
    return BOARD.compare(told[0].doc, told[1].doc, ACCOUNTS) if len(told) > 1 else None


ROUTES = [Route("/compare", show), Route("/compare/docx", word)]
