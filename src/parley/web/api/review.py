"""What is doubtful, and what was decided, under ``/api/``."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.web.faults import N_, Fault
from parley.web.reader import Reader

LIMIT, MOST = 100, 1000
"""Items that an answer holds, and those that may be asked for."""


def _json(value: object) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")


def _number(request: Request, name: str, most: int) -> int | None:
    text = request.query_params.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most):
        raise Fault(
            400, "bad-limit", N_("“{value}” is no number from 1 to {most}."),
            value=text[:40], most=str(most),
        )  # fmt: skip
    return int(text)


def queue(request: Request) -> Response:
    """What to decide on, first what most hangs on."""
    reader = Reader(request)
    limit = _number(request, "limit", MOST) or LIMIT
    found = reader.board.queue.of(reader)
    return _json(
        {"total": len(found), "working": reader.board.queue.working, "doubts": found[:limit]}
    )


def decisions(request: Request) -> Response:
    """The log, the last decision first."""
    limit = _number(request, "limit", MOST) or LIMIT
    before = _number(request, "before", 10**9)
    return _json(Reader(request).record.desk.log(limit, before))


def unattached(request: Request) -> Response:
    """Decisions that fit nothing any more, and why."""
    return _json(Reader(request).record.desk.unattached())


ROUTES = [
    Route("/api/queue", queue),
    Route("/api/decisions", decisions),
    Route("/api/unattached", unattached),
]
