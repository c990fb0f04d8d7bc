"""What each address under ``/api/`` answers."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley import __version__
from parley.desk import SeriesError
from parley.items import Document, IntervalClaim, Statement
from parley.web.api.asking import choice, number
from parley.web.days import today
from parley.web.faults import N_, Fault, missing
from parley.web.filters import asked, refuse
from parley.web.pages import export
from parley.web.pages.compare import Wish, pair, unfound
from parley.web.pages.documents import place
from parley.web.pages.search import HITS, found, wanted
from parley.web.reader import Reader
from parley.web.record import Record

LIMIT, MOST = 100, 1000
"""Events that an answer holds, and those that may be asked for."""
NO_TEXT = frozenset({"text", "path"})


def _json(value: object, headers: dict[str, str] | None = None) -> Response:
    content = msgspec.json.encode(value)
    return Response(content, media_type="application/json", headers=headers)


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


def info(request: Request) -> Response:
    """What the desk holds, and how far its record reaches."""
    record = _record(request)
    held = record.held()
    return _json(
        {
            "version": __version__,
            "as_of": today(),
            "last_event": record.last,
            "counts": {
                "documents": held["documents"],
                "events": held["events"],
                "reference": record.reference,
                "statements": held["statements"],
                "claims": held["claims"],
                "channels": len(record.states(today())),
            },
        }
    )


def chronology(request: Request) -> Response:
    """Events in order of date, some at a time."""
    record, filters = _record(request), asked(request.query_params)
    newest = choice(request, "order", ("oldest", "newest")) == "newest"
    after = request.query_params.get("after") or None
    if after and record.event(after) is None:
        refuse("after", after)  # else a program would begin again, and never end
    page = record.page(filters, after, number(request, "limit", MOST) or LIMIT, newest)
    counted = record.counted(filters)
    return _json(
        {
            "events": page.events,
            "total": counted.total,
            "more": not counted.whole,
            "after": page.after,
        }
    )


def event(request: Request) -> Response:
    """One event."""
    key = request.path_params["id"]
    found = _record(request).event(key)
    return _json(found if found is not None else missing("event", key))


def channels(request: Request) -> Response:
    """Every channel's state on a day."""
    return _json(_record(request).states(_day(request)))


def channel(request: Request) -> Response:
    """One channel: its state on a day, and its spells up to then."""
    key = request.path_params["id"]
    record = _record(request)
    entry = record.lexicon.channels.get(key) or missing("channel", key)
    day = _day(request)
    state = next((state for state in record.states(day) if state.id == key), None)
    spells = [spell._asdict() for spell in record.spells(day, [key])[key]]
    return _json({"channel": entry, "state": state, "spells": spells})


def _about(document: Document) -> dict[str, Any]:
    told = msgspec.structs.asdict(document)
    return {name: value for name, value in told.items() if name not in NO_TEXT}


def documents(request: Request) -> Response:
    """What the desk's documents are, without their texts: some at a time."""
    limit = number(request, "limit", MOST) or MOST
    found = _record(request).holdings(limit + 1, place(request))
    headers = {}
    if len(found) > limit:
        following = urlencode({"limit": limit, "after": " ".join(found[limit - 1][0])})
        headers["Link"] = f'</api/documents?{following}>; rel="next"'
    return _json([_about(held.document) for _, held in found[:limit]], headers)


def document(request: Request) -> Response:
    """One document with its text and the ids of what was coded from it."""
    key = request.query_params.get("id", "")
    record = _record(request)
    held = record.documents.get(key) or missing("document", key)
    items = record.items_of([key])
    told = _about(held) | {
        "text": held.text,
        "events": [event.id for event in record.told_in(key)],
        "statements": [item for item in items if isinstance(item, Statement)],
        "claims": [item for item in items if isinstance(item, IntervalClaim)],
    }
    return _json(told)


def checks(request: Request) -> Response:
    """Interval claims held against the record, by document: some at a time."""
    limit = number(request, "limit", MOST) or MOST
    known, after = _record(request).checks.page(limit, place(request))
    headers = {}
    if after is not None:
        following = urlencode({"limit": limit, "after": " ".join(after)})
        headers["Link"] = f'</api/checks?{following}>; rel="next"'
    return _json([one.check for one in known if one.check is not None], headers)


def search(request: Request) -> Response:
    """Passages that hold some words, of documents and events that fit."""
    query, filters = wanted(request), asked(request.query_params)
    limit = number(request, "limit", MOST) or HITS
    hits = found(Reader(request), query, filters, limit) if query else []
    return _json({"hits": hits, "after": hits[-1].after if len(hits) == limit else None})


def compare(request: Request) -> Response:
    """Two documents held against each other, or one and what comes before it."""
    try:
        return _json(pair(Reader(request), Wish(request)).found)
    except SeriesError as fault:
        raise unfound(fault) from None


ROUTES = [
    Route("/api/info", info),
    Route("/api/chronology", chronology),
    Route("/api/events/{id:path}", event),
    Route("/api/channels", channels),
    Route("/api/channels/{id:path}", channel),
    Route("/api/documents", documents),
    Route("/api/document", document),
    Route("/api/checks", checks),
    Route("/api/compare", compare),
    Route("/api/search", search),
    Route("/api/export", export.file),
]
