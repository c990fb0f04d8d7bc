"""What is on the screen, as a file for another program."""

import io
import re

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.desk.exporting import narrowed
from parley.export import FORMATS, ExportError, write
from parley.web.days import today
from parley.web.faults import N_, Fault
from parley.web.filters import asked
from parley.web.reader import Reader

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
    record, filters = reader.record, asked(request.query_params)
    data = replace(record.data(today()), events=tuple(record.wanted(filters)), reference=())
    if not filters.empty:
        data = narrowed(data)
    out = io.BytesIO()
    try:
        write(format, data, out, reader.ui, record.lexicon)
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


def _plain(value: str) -> str:
    """A value as part of a file's name: letters, figures and dashes alone."""
    return re.sub(r"[^A-Za-z0-9-]+", "-", value).strip("-") or "x"


ROUTES = [Route("/export", file)]
