"""Phrases: which formulas each side uses, since when, and where one was left out."""

import datetime as dt
from typing import Any, NamedTuple

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.comparison import PhraseUse, Use
from parley.report.safe import one_line
from parley.web.faults import N_, Fault
from parley.web.filters import asked
from parley.web.places import BOARD
from parley.web.reader import Reader
from parley.web.rendering import page

ROWS = 300
"""Formulas on the page."""
DRAWN = 30
"""Formulas in the picture, those that most documents have."""
LEFT_OUT = 10
"""Documents without a formula that are named, the latest."""


class Row(NamedTuple):
    """A formula in one voice."""

    text: str
    issue: str
    known: bool
    typical: bool
    voice: str
    documents: int
    reworded: int
    first: dict[str, Any] | None
    last: dict[str, Any] | None
    counts: str
    absent: tuple[tuple[str, str], ...]
    more: int
    origin: str


def show(request: Request) -> Response:
    """The formulas of the desk's documents, those of one voice or on one issue where asked for."""
    reader = Reader(request)
    query = request.query_params
    voice = next(iter(asked(query).sources), "")
    issue = query.get("issue", "").strip()
    issues = {str(entry["id"]) for entry in reader.record.lexicon.table("issues")}
    if issue and issue not in issues:
        raise Fault(
            400, "bad-value", N_("“{value}” is nothing that “{name}” can be."),
            value=issue[:80], name="issue",
        )  # fmt: skip
    uses = reader.record.phrases()
    content: dict[str, Any] = {"here": "/phrases", "t": reader.words.t}
    if uses is None:
        return page("formulas.html.j2", reader, {**content, "ready": False})
    fitting = [
        use
        for use in uses
        if (not voice or use.voice == voice) and (not issue or use.issue == issue)
    ]
    content |= {
        "ready": True,
        "voices": [
            (key, reader.words.voice(key), key == voice)
            for key in sorted({use.voice for use in uses if use.voice} | ({voice} - {""}))
        ],
        "issues": [
            (key, reader.words.issue(key), key == issue)
            for key in sorted({use.issue for use in uses if use.issue} | ({issue} - {""}))
        ],
        "known": [row(use, reader) for use in fitting if use.known][:ROWS],
        "unknown": [row(use, reader) for use in fitting if not use.known][:ROWS],
        "left": sum(
            max(0, sum(use.known is known for use in fitting) - ROWS) for known in (True, False)
        ),
        "chart": chart(fitting, reader),
    }
    return page("formulas.html.j2", reader, content)


def row(use: PhraseUse, reader: Reader) -> Row:
    """A formula as a line of the table."""
    absent = sorted(use.absent, key=lambda a: (a.published or dt.date.min, a.doc), reverse=True)
    origin = ""
    if use.origin is not None:
        origin = reader.words.t("list.comma").join(
            (use.origin.date, reader.words.voice(use.origin.voice), use.origin.source)
        )
    return Row(
        one_line(use.text),
        reader.words.issue(use.issue) if use.issue else "",
        use.known,
        use.typical,
        reader.words.voice(use.voice),
        use.documents,
        use.reworded,
        end(use.first, reader),
        end(use.last, reader),
        reader.words.t("list.comma").join(
            f"{_period(period, reader)}{reader.words.t('colon')}{n}"
            for period, n in use.counts.items()
        ),
        tuple(
            (_day(one.published, reader), BOARD.compare(one.doc, one.previous, "previous"))
            for one in absent[:LEFT_OUT]
        ),
        max(0, len(absent) - LEFT_OUT),
        origin,
    )


def end(use: Use | None, reader: Reader) -> dict[str, Any] | None:
    """A first or last use: its day, its document, and the sentence with the words marked."""
    if use is None:
        return None
    return {
        "day": _day(use.published, reader),
        "doc": use.doc,
        "href": BOARD.document(use.doc),
        "sentence": marked(use.sentence, use.evidence.text),
    }


def marked(sentence: str, words: str) -> Markup:
    """A sentence with the words in it marked, all of it escaped."""
    before, found, after = sentence.partition(words)
    if not found:
        return escape(one_line(sentence))
    return escape(before) + Markup("<mark>") + escape(found) + Markup("</mark>") + escape(after)


def _day(day: dt.date | None, reader: Reader) -> str:
    return reader.words.day(day) if day else reader.words.t("undated")


def _period(period: str, reader: Reader) -> str:
    return period if period[:1].isdigit() else reader.words.t("undated")


def chart(uses: list[PhraseUse], reader: Reader) -> dict[str, Any] | None:
    """The most used formulas against years, a spot as large as the documents are many."""
    most = sorted(
        (use for use in uses if use.documents), key=lambda use: (-use.documents, use.text)
    )[:DRAWN]
    years = sorted({period for use in most for period in use.counts if period[:1].isdigit()})
    if len(years) < 2:
        return None
    years = [str(year) for year in range(int(years[0]), int(years[-1]) + 1)]
    return {
        "kind": "phrases",
        "names": [f"{one_line(use.text)} · {reader.words.voice(use.voice)}" for use in most],
        "years": years,
        "counts": [
            [years.index(period), n, count]
            for n, use in enumerate(most)
            for period, count in use.counts.items()
            if period in years
        ],
        "labels": {"documents": reader.say("Documents")},
    }


ROUTES = [Route("/phrases", show)]
