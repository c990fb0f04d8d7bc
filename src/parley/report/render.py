"""The report as one HTML page and as Markdown."""

from collections.abc import Sequence
from functools import cache, partial
from importlib import resources
from itertools import groupby
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound
from markupsafe import Markup

from parley.items import MergedEvent
from parley.report.claims import check_views, told_once
from parley.report.data import ReportData
from parley.report.documents import document_views
from parley.report.entries import Entry, entry
from parley.report.events import EventIndex, touched
from parley.report.evidence import Contexts
from parley.report.lanes import picture
from parley.report.lasting import lasting, years
from parley.report.safe import anchor, markdown, markdown_part, markdown_url, printable
from parley.report.standing import channel_views
from parley.report.statements import statement_table
from parley.report.summary import figures, summary
from parley.report.words import Words
from parley.wording import problem

SECTIONS = (
    "summary",
    "lanes",
    "chronology",
    "statements",
    "checks",
    "channels",
    "lasting",
    "series",
    "documents",
    "method",
)


LONG = 500
"""Events from which a page is laid out piece by piece, as it is scrolled."""


LOOSE = ("planned", "hypothetical")
"""Modalities of which events without a date are folded."""


class _Templates(BaseLoader):
    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Any]:
        file = resources.files("parley.report") / "templates" / template
        if not file.is_file():
            raise TemplateNotFound(template)
        return file.read_text(encoding="utf-8"), None, lambda: True


def view(data: ReportData, index: EventIndex, words: Words) -> dict[str, Any]:
    """Everything that the templates print, worked out once for both of them."""
    documents = {document.id: document for document in data.documents}
    contexts = Contexts(data.documents)
    channels = channel_views(data.channels, index, documents, contexts, words)
    ids = frozenset(channel.id for channel in channels)
    shown = touched(index, data)
    expected = data.durability and lasting(data.durability, shown, data.channels, index, words)
    there = {"lasting": expected, "series": data.series}
    entries = [entry(e, index, documents, contexts, ids, words, few=True) for e in index.own]
    return {
        "ui": words.ui,
        "t": words.t,
        "as_of": words.day(data.as_of),
        "version": data.version,
        "sections": [name for name in SECTIONS if there.get(name, True)],
        "long": len(index.own) >= LONG,
        "summary": summary(figures(data, index), index, words),
        "picture": picture(data, index, words),
        "entries": entries,
        # What may come or might be, some day or other: there to be found, not in the way.
        "fixed": [e for e, event in zip(entries, index.own, strict=True) if not _loose(event)],
        "loose": [e for e, event in zip(entries, index.own, strict=True) if _loose(event)],
        "used": [entry(e, index, documents, contexts, ids, words, few=True) for e in index.used],
        "statements": statement_table(data.statements, index, documents, contexts, words),
        "checks": told_once(check_views(data.checks, index, documents, contexts, words)),
        "channels": [channel for channel in channels if channel.id in shown],
        "other_channels": [channel for channel in channels if channel.id not in shown],
        "lasting": expected,
        "series": [(words.dyad(dyad.parties), years(dyad, words)) for dyad in data.series],
        "analysed": data.durability is not None,
        "documents": document_views(data, index, words),
        "problems": [problem(one, words.ui) for one in data.problems],
        "reference": len(index.reference),
    }


def html_page(content: dict[str, Any]) -> str:
    """The page from a ``view``: all in one file, nothing fetched, no script."""
    style = (resources.files("parley.report") / "templates" / "report.css").read_text("utf-8")
    template = environment(True).get_template("report.html.j2")
    return printable(template.render(content, style=Markup(style)))


def markdown_text(content: dict[str, Any]) -> str:
    """The same content as Markdown."""
    return printable(environment(False).get_template("report.md.j2").render(content))


def _loose(event: MergedEvent) -> bool:
    return event.start is None and event.end is None and event.modality in LOOSE


def _by_year(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    return [(year, list(some)) for year, some in groupby(entries, key=lambda e: e.year)]


@cache
def environment(html: bool) -> Environment:
    """What fills the templates, as ``html`` or as plain text."""
    environment = Environment(
        loader=_Templates(),
        autoescape=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = markdown
    environment.filters["md_part"] = markdown_part
    environment.filters["md_url"] = markdown_url
    environment.filters["anchor_id"] = partial(anchor, "lane")
    environment.filters["by_year"] = _by_year
    return environment
