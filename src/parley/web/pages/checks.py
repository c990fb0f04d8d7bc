"""The checks: each interval claim, what the record says of it, and how that was worked out."""

from collections import Counter
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.desk.keyed import Place
from parley.items import IntervalClaim
from parley.report.claims import check_views
from parley.report.events import check_events
from parley.web.faults import missing
from parley.web.items import told_of
from parley.web.pages.documents import place
from parley.web.places import BOARD
from parley.web.reader import Reader
from parley.web.rendering import page

VERDICTS = ("holds", "contradicted", "not-enough-record")
ROWS = 20
"""Claims on a page, and what more there are of the last document."""


def show(request: Request) -> Response:
    """Claims by document: all, those of one ``document``, or those with a ``verdict``."""
    reader = Reader(request)
    record, words = reader.record, reader.words
    verdict = request.query_params.get("verdict")
    verdict = verdict if verdict in VERDICTS else None
    about = request.query_params.get("document")
    document = record.documents.get(about) if about else None
    after: Place | None = None
    if about:
        if document is None:
            missing("document", about)
        claims = [i for i in record.items_of([about]) if isinstance(i, IntervalClaim)]
        known = record.checks.of(claims)
    else:
        known, after = record.checks.page(ROWS, place(request), verdict)
    checks = [one.check for one in known if one.check is not None]
    record.index.several([key for check in checks for key in check_events(check)])
    ids = dict.fromkeys(check.claim.doc for check in checks)
    record.documents.several(ids)
    documents = {key: record.documents[key] for key in ids if key in record.documents}
    counts: Counter[str] = Counter(check.verdict for check in record.checks.every())
    total = record.checks.total
    content = {
        "here": "/checks",
        "t": words.t,
        "checks": check_views(checks, record.index, documents, record.contexts, words),
        "pending": [
            (told_of(one.claim, reader), BOARD.document(one.claim.doc))
            for one in known
            if one.check is None
        ],
        "total": total,
        "done": counts.total(),
        "document": document,
        "verdict": verdict,
        "verdicts": [(name, words.t(f"verdict.{name}"), counts[name]) for name in VERDICTS],
        "next": "/checks?" + urlencode([*_verdict(verdict), ("after", " ".join(after))])
        if after
        else None,
    }
    return page("checks.html.j2", reader, content)


def _verdict(verdict: str | None) -> list[tuple[str, str]]:
    return [("verdict", verdict)] if verdict else []


ROUTES = [Route("/checks", show)]
