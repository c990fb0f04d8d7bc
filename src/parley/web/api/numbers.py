"""What the record says in numbers, under ``/api/``."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.web.faults import N_, Fault
from parley.web.filters import asked
from parley.web.pages import lasting
from parley.web.pages import ripple as ripples
from parley.web.pages import series as pairs
from parley.web.reader import Reader


def _json(value: object) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")


def series(request: Request) -> Response:
    """What two parties did with and to each other, by period."""
    named = asked(request.query_params).parties
    if named and len(named) != 2:  # a program would take another pair's for what it asked for
        raise Fault(400, "bad-value", N_("A series is of two parties: choose two different ones."))
    found = pairs.found_of(Reader(request))
    return _json({"freq": found.freq, **msgspec.structs.asdict(found.series)})


def ripple(request: Request) -> Response:
    """What followed between pairs after events between others."""
    return _json(ripples.found_of(Reader(request))[0])


def durability(request: Request) -> Response:
    """How long talks last, and what to expect of channels."""
    return _json(lasting.found_of(Reader(request), asked(request.query_params)).asked)


ROUTES = [
    Route("/api/series", series),
    Route("/api/ripple", ripple),
    Route("/api/durability", durability),
]
