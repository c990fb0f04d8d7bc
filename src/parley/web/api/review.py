"""What is doubtful, and what was decided, under ``/api/``."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.web.api.asking import number
from parley.web.reader import Reader

LIMIT, MOST = 100, 1000
"""Items that an answer holds, and those that may be asked for."""
LAST = 10**9
"""No decision has a number past this."""


def _json(value: object) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")


def queue(request: Request) -> Response:
    """What to decide on, first what most hangs on."""
    reader = Reader(request)
    limit = number(request, "limit", MOST) or LIMIT
    found = reader.board.queue.of(reader)
    return _json(
        {"total": len(found), "working": reader.board.queue.working, "doubts": found[:limit]}
    )


def decisions(request: Request) -> Response:
    """The log, the last decision first."""
    limit = number(request, "limit", MOST) or LIMIT
    before = number(request, "before", LAST)
    return _json(Reader(request).record.desk.log(limit, before))


def unattached(request: Request) -> Response:
    """Decisions that fit nothing any more, and why."""
    return _json(Reader(request).record.desk.unattached())


ROUTES = [
    Route("/api/queue", queue),
    Route("/api/decisions", decisions),
    Route("/api/unattached", unattached),
]
