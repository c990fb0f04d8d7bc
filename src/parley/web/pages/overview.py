"""The overview: every channel as a lane over time, and what the desk holds."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.items import ChannelState
from parley.report.safe import one_line
from parley.report.summary import summary
from parley.web.days import STRETCHES, Stretch, about, moved, today
from parley.web.figures import figures
from parley.web.filters import Filters, asked
from parley.web.lanes import drawn
from parley.web.places import BOARD
from parley.web.reader import Reader
from parley.web.record import Record
from parley.web.rendering import page, piece
from parley.web.visits import Visit, remembered

NEWS = 12
"""Events, documents and states that are named as new."""
SECTIONS = {
    "documents": "/documents",
    "chronology": "/chronology",
    "statements": "/documents",
    "checks": "/checks",
    "channels": "/channels",
}
"""Where the sections of a report stand on the board."""


def whole(record: Record, day: dt.date) -> Stretch:
    """All years that the record tells of, up to ``day`` or what is planned within a year of it."""
    near = day + dt.timedelta(days=366)
    first, last = record.span(near)
    start = min(first or near, day)
    if first is None or first > day:
        start = day - dt.timedelta(days=366)
    return Stretch(start.replace(day=1), max(day, last or day))


def lanes(reader: Reader, filters: Filters, day: dt.date) -> dict[str, Any]:
    """The picture of channels in the stretch that is asked for, and the ways to other ones."""
    record = reader.record
    all_days = whole(record, day)
    shown = Stretch(filters.start or all_days.first, filters.end or all_days.last)
    if shown.last <= shown.first:
        first = min(shown.first, dt.date.max - dt.timedelta(days=1))
        shown = Stretch(first, first + dt.timedelta(days=1))
    wanted = frozenset(filters.parties)
    used = record.kinds["channel"].keys()
    states = record.states(day)
    spells = record.spells(day, [state.id for state in states])
    known: list[ChannelState] = [
        state
        for state in states
        if wanted <= frozenset(state.parties) and (spells.get(state.id) or state.id in used)
    ]
    told = drawn(record, known, spells, shown, day)
    return {
        "picture": piece("picture.html.j2", reader, picture=told, as_of=record.words.day(day))
        if told.groups
        else None,
        "heaped": any(lane.heaps for group in told.groups for lane in group.lanes),
        "shown": (record.words.day(shown.first), record.words.day(shown.last)),
        "stretches": [
            (name, days is not None and days >= all_days.days, _chosen(days, shown, all_days),
             _address(filters, about(all_days, shown, days) if days else None))
            for name, days in STRETCHES
        ],
        "earlier": _address(filters, earlier) if (earlier := moved(all_days, shown, -1)) else None,
        "later": _address(filters, later) if (later := moved(all_days, shown, 1)) else None,
        "channels_shown": len(known),
    }  # fmt: skip


def news(reader: Reader, visit: Visit, states: Sequence[ChannelState]) -> dict[str, Any]:
    """What has come since a visit: events, documents, and states that rest on them or are newer."""
    record, words = reader.record, reader.words
    found = record.news(visit.mark, NEWS)
    ids = {event.id for event in found.events}
    turned = [
        state
        for state in states
        if ids & {one.event for one in state.because}
        or (visit.day and state.since and visit.day < state.since <= today())
    ]
    lines = [
        (
            event.id in found.changed,
            words.date(event),
            one_line(words.headline(event)),
            BOARD.event(event.id),
        )
        for event in found.events
    ]
    return {
        "new": [line[1:] for line in lines if not line[0]],
        "changed": [line[1:] for line in lines if line[0]],
        "documents": [
            (one_line(document.title or document.id), BOARD.document(document.id))
            for document in record.desk.documents_of(found.documents).values()
        ],
        "states": [
            (words.channel(state.id), BOARD.channel(state.id), words.state(state.state))
            for state in turned[:NEWS]
        ],
        "decided": found.decided,
        "whole": found.whole and len(turned) <= NEWS,
    }


def _chosen(days: int | None, shown: Stretch, all_days: Stretch) -> bool:
    return shown == all_days if days is None else shown != all_days and shown.days == days


def _address(filters: Filters, stretch: Stretch | None) -> str:
    first, last = (d.isoformat() for d in stretch) if stretch else ("", "")
    return filters.within(first, last).address("/") + "#lanes"


def show(request: Request) -> Response:
    """The overview."""
    reader = Reader(request)
    record, day = reader.record, today()
    filters = asked(request.query_params)
    failed = sum(len(run.failures) for run in reader.board.runs.every())
    told = figures(record, day, failed)
    counts = {
        "documents": told.documents,
        "events": told.events,
        "statements": told.statements,
        "claims": told.claims,
        "reference": record.reference,
    }
    visit = Visit.of(request, counts)
    reach = [state.record_until for state in told.channels if state.record_until]
    parties = sorted({state.parties for state in told.channels if state.parties})
    content = {
        "here": "/",
        "ready": record.ready(day),
        "t": reader.words.t,
        "as_of": reader.words.day(day),
        "summary": summary(told, record.index, reader.words),
        "sections": SECTIONS,
        "figures": counts,
        "visit": visit,
        "news": news(reader, visit, told.channels) if visit.day else None,
        "seen": reader.words.day(visit.day) if visit.day else None,
        "last": reader.words.day(record.last) if record.last else None,
        "until": reader.words.day(min(reach)) if reach else None,
        "until_most": reader.words.day(max(reach)) if reach else None,
        "filters": filters,
        "groups": [
            (",".join(some), reader.words.dyad(some), filters.parties == tuple(sorted(some)))
            for some in parties
        ],
    }
    if content["ready"]:
        content |= record.piece(("lanes", filters), day, lambda: lanes(reader, filters, day))
    answer = page("overview.html.j2", reader, content)
    remembered(answer, request, visit, counts, record.mark())
    return answer


ROUTES = [Route("/", show)]
