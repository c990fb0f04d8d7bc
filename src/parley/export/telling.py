"""The record's events in order, each with what the report says of it."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from parley import record
from parley.items import MergedEvent, Source
from parley.report.data import ReportData
from parley.report.entries import Entry, SourceView, entry
from parley.report.events import EventIndex, by_date
from parley.report.evidence import Contexts
from parley.report.safe import one_line
from parley.report.words import Words

_OPEN = ",;:，；、："
"""What a quoted clause does not end with, though its sentence goes on there."""


class Telling(NamedTuple):
    """One source of an event, to cite: who publishes it, under which title, when and where, and
    its words, in their language ("" where nobody knows it). ``grade``: see ``SourceView``."""

    who: str
    title: str | None
    published: str | None
    url: str | None
    quotes: tuple[str, ...]
    lang: str
    grade: str = ""

    def cited(self, words: Words) -> str:
        """Who, title, date and grade, in one line."""
        parts = (self.who, self.title, self.published, self.grade)
        return words.t("cite.comma").join(dict.fromkeys(part for part in parts if part))


class Told(NamedTuple):
    """An event, what the report says of it, and its sources."""

    event: MergedEvent
    shown: Entry
    sources: tuple[Telling, ...]


def in_order(data: ReportData) -> list[MergedEvent]:
    """The events by date, those without one last."""
    return sorted(data.events, key=by_date)


def told(data: ReportData, words: Words) -> Iterator[Told]:
    """Each event in order, and its names, sources and differences in the reader's language."""
    index = EventIndex(data)
    documents = {document.id: document for document in data.documents}
    alone = Contexts(())  # the words that tell it, without what stands around them
    for event in in_order(data):
        shown = entry(event, index, documents, alone, frozenset(), words)
        sources = zip(event.sources, shown.sources, strict=True)
        yield Told(event, shown, tuple(_telling(s, view, words) for s, view in sources))


def _telling(source: Source, view: SourceView, words: Words) -> Telling:
    page = _pages().get((source.assertion, source.url))
    if page is not None:
        # What stands as evidence is the chronology's own sentence and not the page's.
        published = words.day(page.published) if page.published else None
        return Telling(one_line(page.publisher), page.title, published, view.url, (), "")
    title = None if view.title == words.t("status.reference") else view.title
    quotes = tuple(one_line(passage.marked).rstrip(_OPEN) for passage in view.passages)
    return Telling(
        who=view.voice if title else view.title,
        title=title,
        published=view.published,
        url=view.url,
        quotes=tuple(filter(None, quotes)) if title else (),
        lang=view.lang,
        grade=view.grade,
    )


@lru_cache(maxsize=1)
def _pages() -> Mapping[tuple[str, str | None], record.Page]:
    """The pages of the reference chronology by its event and their address."""
    return {(e.id, page.url): page for e in record.entries() for page in e.pages}


def headline(shown: Entry, words: Words) -> str:
    """The headline, with the modality behind it where the headline does not say it."""
    if shown.modality is None:
        return shown.headline
    return words.t("aside", name=shown.headline, aside=shown.modality)


def left_out(ids: list[str], why: str) -> list[str]:
    """A note of events that an export leaves out; none where there are none."""
    if not ids:
        return []
    more = f" and {len(ids) - 5} more" if len(ids) > 5 else ""
    things = "1 event" if len(ids) == 1 else f"{len(ids)} events"
    return [f"left out, {why}: {things} ({', '.join(ids[:5])}{more})"]
