"""The checks: each interval claim, what the record says of it, and how that was worked out."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.report.claims import check_views
from parley.web.days import today
from parley.web.reader import Reader
from parley.web.rendering import page

VERDICTS = ("holds", "contradicted", "not-enough-record")


def show(request: Request) -> Response:
    """All claims, or those with the ``verdict`` asked for."""
    reader = Reader(request)
    record, words = reader.record, reader.words
    verdict = request.query_params.get("verdict")
    checks = [c for c in record.checks if verdict not in VERDICTS or c.verdict == verdict]
    index = record.index(today())
    content = {
        "here": "/checks",
        "t": words.t,
        "checks": check_views(checks, index, record.documents, record.contexts, words),
        "total": len(record.checks),
        "verdict": verdict if verdict in VERDICTS else None,
        "verdicts": [
            (name, words.t(f"verdict.{name}"), sum(c.verdict == name for c in record.checks))
            for name in VERDICTS
        ],
    }
    return page("checks.html.j2", reader, content)


ROUTES = [Route("/checks", show)]
