"""Every refusal and failure in one shape: JSON for programs, a page for readers."""

import logging

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from parley.desk import DeskError
from parley.web import rendering
from parley.web.faults import N_, Fault
from parley.web.reader import Reader
from parley.web.reasons import reason
from parley.web.security.headers import HEADERS, STORE

log = logging.getLogger("parley.web")
_KNOWN = {
    404: ("not-found", N_("There is nothing at this address.")),
    405: ("method", N_("This board does not answer that kind of request.")),
    400: ("bad-request", N_("This request cannot be understood.")),
}
FAILED = N_("This did not work")
TITLES = {
    400: N_("Not understood"),
    401: N_("A password is needed"),
    403: N_("Refused"),
    404: N_("Not found"),
    413: N_("Too much"),
    429: N_("Too many tries"),
    503: N_("The desk cannot be read"),
}
KEPT = {
    "read-only": N_("Nothing was kept"),
    "busy": N_("Nothing was kept"),
    "full": N_("Nothing was kept"),
    "no-room": N_("Nothing was kept"),
    "not-put-aside": N_("Nothing was kept"),
}
"""Titles of what was not done, by the fault's code."""


def refusal(request: Request, fault: Fault) -> Response:
    """The answer that a fault is."""
    if request.url.path.startswith("/api/"):
        told = {"code": fault.code, "message": str(fault), "status": fault.status}
        return JSONResponse({"error": told}, fault.status, fault.headers)
    reader = Reader(request)
    content = {
        "here": "",
        "title": reader.say(KEPT.get(fault.code) or TITLES.get(fault.status, FAILED)),
        "message": reader.say(fault.message, **fault.values),
        "status": fault.status,
        "code": fault.code,
    }
    answer = rendering.page("error.html.j2", reader, content, status=fault.status)
    answer.headers.update(fault.headers)
    return answer


async def on_fault(request: Request, fault: Exception) -> Response:
    """For Starlette: a ``Fault``."""
    assert isinstance(fault, Fault)
    return refusal(request, fault)


async def on_http(request: Request, fault: Exception) -> Response:
    """For Starlette: what it refuses itself."""
    assert isinstance(fault, HTTPException)
    code, message = _KNOWN.get(fault.status_code, _KNOWN[400])
    headers = dict(fault.headers or {})
    return refusal(request, Fault(fault.status_code, code, message, headers))


async def on_desk(request: Request, fault: Exception) -> Response:
    """For Starlette: a desk that cannot be read, or written.

    What it says may hold paths, so it is logged.
    """
    log.error("%s: %s", request.url.path, fault)
    return refusal(request, reason(fault))


async def on_failure(request: Request, fault: Exception) -> Response:
    """For Starlette, which logs it: a mistake of the board's, which tells readers nothing.

    It is answered outside of the guard, and so brings the guard's headers itself.
    """
    message = N_("The board made a mistake; its terminal says which.")
    answer = refusal(request, Fault(500, "failure", message))
    answer.raw_headers.extend((*HEADERS, STORE))
    return answer


HANDLERS = {Fault: on_fault, HTTPException: on_http, DeskError: on_desk, Exception: on_failure}
