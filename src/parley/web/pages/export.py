"""What is on the screen, as a file for another program."""

import datetime as dt
import io
import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley import __version__
from parley.export import FORMATS, ExportError, write
from parley.items import IntervalClaim, Statement
from parley.report import ReportData
from parley.web.days import today
from parley.web.faults import N_, Fault
from parley.web.filters import Filters, asked
from parley.web.reader import Reader
from parley.web.record import Record

TYPES = {
    "csv": ("csv", "text/csv; charset=utf-8"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "parquet": ("parquet", "application/vnd.apache.parquet"),
    "jsonl": ("jsonl", "application/x-ndjson"),
    "docx": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "ftm": ("ftm.json", "application/x-ndjson"),
    "polecat": ("polecat.tsv", "text/tab-separated-values; charset=utf-8"),
    "timelinejs": ("timeline.json", "application/json"),
    "ics": ("ics", "text/calendar; charset=utf-8"),
    "csl": ("csl.json", "application/json"),
}
"""Ending and media type by format."""
MOST = 20_000
"""Events of one file; ``parley export`` writes any number."""


def file(request: Request) -> Response:
    """The events that the address asks for, in the ``format`` that it names."""
    reader = Reader(request)
    format = request.query_params.get("format", "")
    if format not in FORMATS:
        raise Fault(
            400,
            "bad-format",
            N_("“{value}” is no format: use one of {known}."),
            value=format[:40],
            known=", ".join(FORMATS),
        )
    filters = asked(request.query_params)
    data = content(reader.record, filters)
    out = io.BytesIO()
    try:
        write(format, data, out, reader.ui, reader.record.lexicon)
    except ExportError as fault:
        raise Fault(
            501, "cannot-export", N_("This cannot be written as {format}: {why}"),
            format=format, why=str(fault),
        ) from fault  # fmt: skip
    ending, kind = TYPES[format]
    name = "-".join(["chronology", *map(_plain, (v for _, v in filters.pairs()))])[:80]
    return Response(
        out.getvalue(),
        media_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'},
    )


def content(record: Record, filters: Filters) -> ReportData:
    """The events that are asked for, and what goes with them; of everything, everything.

    Raises ``Fault`` where that is more than is written for one request.
    """
    day = today()
    events = tuple(record.whole(filters, MOST))
    if filters.empty:
        docs = [held.document for _, held in record.holdings(MOST + 1, None)]
    else:
        told = sorted({source.doc for event in events for source in event.sources})
        record.documents.several(told)
        docs = [record.documents[key] for key in told if key in record.documents]
        docs.sort(key=lambda d: (d.published or dt.date.max, d.id))
    items = record.items_of([document.id for document in docs])
    claims = [item for item in items if isinstance(item, IntervalClaim)]
    used = {event.channel for event in events}
    return ReportData(
        documents=tuple(docs),
        events=events,
        statements=tuple(item for item in items if isinstance(item, Statement)),
        checks=tuple(one.check for one in record.checks.of(claims) if one.check is not None),
        channels=tuple(s for s in record.states(day) if filters.empty or s.id in used),
        as_of=day,
        version=__version__,
    )


def _plain(value: str) -> str:
    """A value as part of a file's name: letters, figures and dashes alone."""
    return re.sub(r"[^A-Za-z0-9-]+", "-", value).strip("-") or "x"


ROUTES = [Route("/export", file)]
