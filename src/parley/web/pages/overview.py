"""The overview: every channel as a lane over time, and what the desk holds."""

import datetime as dt
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.report.lanes import picture
from parley.report.summary import summary
from parley.web.days import STRETCHES, Stretch, about, moved, today
from parley.web.filters import Filters, asked
from parley.web.reader import Reader
from parley.web.record import Record
from parley.web.rendering import page
from parley.web.visits import Visit, remembered

SECTIONS = {
    "documents": "/documents",
    "chronology": "/chronology",
    "statements": "/documents",
    "checks": "/checks",
    "channels": "/channels",
}
"""Where the sections of a report stand on the board."""


def whole(record: Record, day: dt.date) -> Stretch:
    """All days that the record tells of, up to ``day`` or what is planned within a year of it."""
    days = [d for e in record.events for d in (e.start, e.end) if d is not None]
    near = [d for d in days if d <= day + dt.timedelta(days=366)]
    first = min([d for d in near if d <= day], default=day - dt.timedelta(days=366))
    return Stretch(first.replace(day=1), max([day, *near]))


def lanes(record: Record, filters: Filters, day: dt.date) -> dict[str, Any]:
    """The picture of channels in the stretch that is asked for, and the ways to other ones."""
    data, index = record.data(day), record.index(day)
    all_days = whole(record, day)
    shown = Stretch(filters.start or all_days.first, filters.end or all_days.last)
    if shown.last <= shown.first:
        shown = Stretch(shown.first, shown.first + dt.timedelta(days=1))
    wanted = frozenset(filters.parties)
    used = {event.channel for event in record.events}
    known = [
        state
        for state in data.channels
        if wanted <= frozenset(state.parties) and (data.spells.get(state.id) or state.id in used)
    ]
    told = picture(
        data, index, record.words, frozenset(s.id for s in known) or {""}, (shown.first, shown.last)
    )
    return {
        "picture": told,
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


def _chosen(days: int | None, shown: Stretch, all_days: Stretch) -> bool:
    return shown == all_days if days is None else shown != all_days and shown.days == days


def _address(filters: Filters, stretch: Stretch | None) -> str:
    first, last = (d.isoformat() for d in stretch) if stretch else ("", "")
    return filters.within(first, last).address("/") + "#lanes"


def figures(record: Record, day: dt.date) -> dict[str, int]:
    """How much the record holds."""
    data = record.data(day)
    return {
        "documents": len(data.documents),
        "events": len(data.events),
        "statements": len(data.statements),
        "claims": len(data.checks),
        "reference": len(data.reference),
    }


def show(request: Request) -> Response:
    """The overview."""
    reader = Reader(request)
    record, day = reader.record, today()
    filters = asked(request.query_params)
    data, index = record.data(day), record.index(day)
    counts = figures(record, day)
    visit = Visit.of(request, counts)
    reach = [state.record_until for state in data.channels if state.record_until]
    parties = sorted({state.parties for state in data.channels if state.parties})
    content = {
        "here": "/",
        "t": reader.words.t,
        "as_of": reader.words.day(day),
        "summary": summary(data, index, reader.words),
        "sections": SECTIONS,
        "figures": counts,
        "visit": visit,
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
    answer = page("overview.html.j2", reader, content | lanes(record, filters, day))
    remembered(answer, request, visit, counts)
    return answer


ROUTES = [Route("/", show)]
