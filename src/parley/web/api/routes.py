"""What each address under ``/api/`` answers."""

import datetime as dt
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley import __version__
from parley.items import Document
from parley.web.days import today
from parley.web.faults import N_, Fault, missing
from parley.web.filters import asked
from parley.web.pages import export
from parley.web.reader import Reader
from parley.web.record import Record

LIMIT, MOST = 100, 1000
"""Events that an answer holds, and those that may be asked for."""
NO_TEXT = frozenset({"text", "path"})


def _json(value: object) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")


def _record(request: Request) -> Record:
    return Reader(request).record


def _day(request: Request) -> dt.date:
    text = request.query_params.get("as_of")
    if not text:
        return today()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Fault(
            400, "bad-date", N_("“{value}” is no day: write YYYY-MM-DD."), value=text[:40]
        ) from None


def _limit(request: Request) -> int:
    text = request.query_params.get("limit") or str(LIMIT)
    if not (text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= MOST):
        raise Fault(
            400, "bad-limit", N_("“{value}” is no number from 1 to {most}."),
            value=text[:40], most=str(MOST),
        )  # fmt: skip
    return int(text)


def info(request: Request) -> Response:
    """What the desk holds, and how far its record reaches."""
    record = _record(request)
    data = record.data(today())
    return _json(
        {
            "version": __version__,
            "as_of": data.as_of,
            "last_event": record.last,
            "counts": {
                "documents": len(data.documents),
                "events": len(data.events),
                "reference": len(data.reference),
                "statements": len(data.statements),
                "claims": len(data.checks),
                "channels": len(data.channels),
            },
        }
    )


def chronology(request: Request) -> Response:
    """Events in order of date, some at a time."""
    record, filters = _record(request), asked(request.query_params)
    newest = request.query_params.get("order") == "newest"
    after = request.query_params.get("after") or None
    page, _ = record.page(filters, after, _limit(request), newest)
    return _json({"events": page.events, "total": page.total, "after": page.after})


def event(request: Request) -> Response:
    """One event."""
    key = request.path_params["id"]
    found = _record(request).event(key)
    return _json(found if found is not None else missing("event", key))


def channels(request: Request) -> Response:
    """Every channel's state on a day."""
    return _json(_record(request).data(_day(request)).channels)


def channel(request: Request) -> Response:
    """One channel: its state on a day, and its spells up to then."""
    key = request.path_params["id"]
    record = _record(request)
    entry = record.lexicon.channels.get(key) or missing("channel", key)
    data = record.data(_day(request))
    state = next((state for state in data.channels if state.id == key), None)
    spells = [spell._asdict() for spell in data.spells.get(key, ())]
    return _json({"channel": entry, "state": state, "spells": spells})


def _about(document: Document) -> dict[str, Any]:
    told = msgspec.structs.asdict(document)
    return {name: value for name, value in told.items() if name not in NO_TEXT}


def documents(request: Request) -> Response:
    """What the desk's documents are, without their texts."""
    return _json([_about(document) for document in _record(request).documents.values()])


def document(request: Request) -> Response:
    """One document with its text and the ids of what was coded from it."""
    key = request.query_params.get("id", "")
    record = _record(request)
    found = record.documents.get(key) or missing("document", key)
    told = _about(found) | {
        "text": found.text,
        "events": [event.id for event in record.told_in(key)],
        "statements": [statement for statement in record.statements if statement.doc == key],
        "claims": [check.claim for check in record.checks if check.claim.doc == key],
    }
    return _json(told)


def checks(request: Request) -> Response:
    """Interval claims held against the record."""
    return _json(_record(request).checks)


ROUTES = [
    Route("/api/info", info),
    Route("/api/chronology", chronology),
    Route("/api/events/{id:path}", event),
    Route("/api/channels", channels),
    Route("/api/channels/{id:path}", channel),
    Route("/api/documents", documents),
    Route("/api/document", document),
    Route("/api/checks", checks),
    Route("/api/export", export.file),
]
