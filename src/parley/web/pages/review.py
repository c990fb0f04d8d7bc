"""Review: one doubtful item a screen, its words in their text, and what can be decided on it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from parley.desk import Desk, Doubt, Logged, Looked
from parley.desk.errors import DecidedSince, WishError
from parley.report.safe import one_line
from parley.web import deciding
from parley.web.faults import N_, Fault, missing
from parley.web.items import Entry, headlines, logged, looked, state, unattached
from parley.web.places import BOARD
from parley.web.reader import Reader
from parley.web.rendering import page

LOGGED = 50
"""Decisions on a page of the log."""
GONE = 50
"""Items of the queue that may be there no more, one after the other."""
AHEAD = 8
"""Items of the queue that are named ahead."""


class Refused(NamedTuple):
    """Why a decision was not kept: one made ``since``, one ``undone`` before, or what cannot be;
    ``act`` and ``fields`` are what was wanted."""

    since: Entry | None = None
    undone: int | None = None
    why: str = ""
    act: str = ""
    fields: Mapping[str, str] = {}


def show(request: Request) -> Response:
    """The item asked for, or the first of the queue."""
    return _shown(Reader(request))


def _shown(
    reader: Reader, status: int = 200, key: str | None = None, told: Refused | None = None
) -> Response:
    """``key``: the item, in place of the address's; ``told``: why a decision was not kept."""
    query = reader.request.query_params
    key = key if key is not None else query.get("item", "")
    desk = reader.record.desk
    queue = reader.board.queue.of(reader)
    ids = [doubt.id for doubt in queue]
    found = _look(desk, key) if key and key not in ids else _first(desk, ids, key)
    at = ids.index(found.id) if found is not None and found.id in ids else None
    done = [
        logged(one, reader)
        for text in query.getlist("did")[:20]
        if text.isascii() and text.isdigit() and len(text) < 10
        for one in desk.logged(int(text))
    ]
    content: dict[str, Any] = {
        "here": "/review",
        "t": reader.words.t,
        "author": deciding.author(reader.request),
        "item": looked(found, desk, reader) if found is not None else None,
        "why": queue[at].why if found is not None and at is not None else (),
        "total": len(queue),
        "number": None if at is None else at + 1,
        "next": _address(ids[at + 1]) if at is not None and at + 1 < len(ids) else None,
        "previous": _address(ids[at - 1]) if at else None,
        "follows": ids[at + 1] if at is not None and at + 1 < len(ids) else "",
        "first": _address(ids[0]) if at is None and ids else None,
        "ahead": _ahead(queue, at, reader),
        "done": done,
        "told": told,
        "channel_name": reader.words.channel,
        "field_name": lambda field: reader.words.known("field", field),
        "state_text": lambda told: state(told, reader),
        "working": reader.board.queue.working,
    }
    return page("review.html.j2", reader, content, status=status)


def _first(desk: Desk, ids: Sequence[str], key: str) -> Looked | None:
    """The first item of the queue, or from one on, that is there still."""
    start = ids.index(key) if key else 0
    for one in ids[start : start + GONE]:
        try:
            return desk.look(one)
        except WishError:  # what was asked about is coded otherwise since
            continue
    return None


def _ahead(queue: Sequence[Doubt], at: int | None, reader: Reader) -> list[tuple[str, str]]:
    start = 0 if at is None else at + 1
    some = queue[start : start + AHEAD]
    return [(_address(key), told) for key, told in headlines(some, reader).items()]


def _look(desk: Desk, key: str) -> Looked:
    try:
        return desk.look(key)
    except WishError:
        missing("item", key)


_address = BOARD.review


async def name(request: Request) -> Response:
    """Remembers who decides."""
    async with request.form() as form:
        who = one_line(deciding.text(form, "author", deciding.NAME))
        to = deciding.text(form, "to")
    if not who:
        raise Fault(400, "no-author", N_("Say who decides: a name, at the top of the page."))
    answer = RedirectResponse(_address(to) if to else "/review", 303)
    deciding.remember(answer, request, who)
    return answer


async def decide(request: Request) -> Response:
    """Keeps what was decided, and goes on to the next."""
    async with request.form() as form:
        return await run_in_threadpool(_decided, Reader(request), form)


def _decided(reader: Reader, form: FormData) -> Response:
    who = deciding.author(reader.request)
    if not who:
        raise Fault(400, "no-author", N_("Say who decides: a name, at the top of the page."))
    wish = deciding.wish(form, who)
    key = deciding.text(form, "item")
    try:
        kept = deciding.kept(reader, wish)
    except DecidedSince as fault:
        if not _there(reader.record.desk, key):
            raise _gone(fault.decision.author) from fault
        since = logged(Logged(decision=fault.decision, holds=True), reader)
        told = Refused(since, act=wish.act, fields=wish.fields)
        return _shown(reader, 409, key, told)
    except WishError as fault:
        if (by := _rejected_by(reader.record.desk, key)) is not None:
            raise _gone(by) from fault
        return _shown(reader, 400, key, Refused(why=str(fault), act=wish.act, fields=wish.fields))
    to = deciding.text(form, "next") if wish.act in ("accept", "reject") else key
    numbers = [decision.number for decision in kept]
    return RedirectResponse(_address(to, did=numbers), 303)


def _gone(author: str) -> Fault:
    message = N_(
        "{author} has rejected this in the meantime, so nothing was kept. Under “All decisions”"
        " it can be undone."
    )
    return Fault(409, "decided-since", message, author=author)


def _rejected_by(desk: Desk, key: str) -> str | None:
    """Who has lately rejected what went by an id and is gone, None where it is there."""
    if _there(desk, key):
        return None
    for one in desk.log(LOGGED):
        decision = one.decision
        if one.holds and decision.act == "reject" and key in {t.id for t in decision.targets}:
            return decision.author
    return None


async def undo(request: Request) -> Response:
    """Undoes a decision, by one of its own."""
    async with request.form() as form:
        which, to = deciding.number(form, "number"), deciding.text(form, "item")
        reason = deciding.text(form, "reason") or None
    return await run_in_threadpool(_undone, Reader(request), which, to, reason)


def _undone(reader: Reader, which: int | None, to: str, reason: str | None) -> Response:
    who = deciding.author(reader.request)
    if not who:
        raise Fault(400, "no-author", N_("Say who decides: a name, at the top of the page."))
    desk = reader.record.desk
    try:
        kept = desk.undo(which or 0, who, reason)
    except WishError:
        missing("decision", str(which or ""))
    if kept is None:
        return _shown(reader, 409, to, Refused(undone=which))
    deciding.settled(desk)
    to = next((t.id for t in kept.targets if _there(desk, t.id)), to)  # what is there again
    return RedirectResponse(_address(to, did=[kept.number]), 303)


def _there(desk: Desk, key: str) -> bool:
    try:
        return bool(desk.look(key))
    except WishError:
        return False


def log(request: Request) -> Response:
    """All decisions, the last one first."""
    reader = Reader(request)
    before = request.query_params.get("before", "")
    if before and not (before.isascii() and before.isdigit() and len(before) < 10):
        raise Fault(404, "no-page", N_("There is no page “{value}” here."), value=before[:40])
    desk = reader.record.desk
    some = desk.log(LOGGED, int(before) if before else None)
    content = {
        "here": "/review",
        "t": reader.words.t,
        "author": deciding.author(request),
        "decisions": [logged(one, reader) for one in some],
        "next": f"/review/log?before={some[-1].decision.number}"
        if len(some) == LOGGED and some[-1].decision.number > 1
        else None,
        "loose": [unattached(one, reader) for one in desk.unattached()],
    }
    return page("decisions.html.j2", reader, content)


ROUTES = [
    Route("/review", show),
    Route("/review/name", name, methods=["POST"]),
    Route("/review/decide", decide, methods=["POST"]),
    Route("/review/undo", undo, methods=["POST"]),
    Route("/review/log", log),
]
