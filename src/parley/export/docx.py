"""The chronology as a Word document to go on writing in: a paragraph an event, sources below."""

from collections.abc import Iterator
from itertools import groupby
from typing import BinaryIO

from parley.export import ooxml
from parley.export.ooxml import Paragraph, Run
from parley.export.telling import Telling, Told, headline, told
from parley.report.data import ReportData
from parley.report.safe import one_line
from parley.report.words import Words
from parley.wording import date_text

WITHIN_MONTH = frozenset({"day", "week", "third-of-month", "month"})
_ENDS = (".", "!", "?", "。", "！", "？", "…")


def write(data: ReportData, words: Words, out: BinaryIO) -> list[str]:
    """Years and months as headings, events in order, each source a footnote with its words.

    What is dated no finer than a season stands before the first month of its year; undated events
    stand last.
    """
    notes: list[tuple[Run, ...]] = []
    ooxml.write(
        out,
        _body(data, words, notes),
        notes,
        words.ui,
        words.t("title"),
        f"Parley {data.version}",
        data.as_of,
    )
    return []


def _body(data: ReportData, words: Words, notes: list[tuple[Run, ...]]) -> Iterator[Paragraph]:
    counts = (
        words.t("as_of", date=words.day(data.as_of)),
        words.t("events.count", n=len(data.events)),
        words.t("documents.count", n=len(data.documents)),
    )
    yield Paragraph("Title", (Run(words.t("title")),))
    yield Paragraph("Subtitle", (Run(words.t("list.semicolon").join(counts)),))
    for year, found in groupby(told(data, words), lambda item: _year(item, words)):
        yield Paragraph("Heading1", (Run(year),))
        items = sorted(found, key=_is_fine)
        for month, inside in groupby(items, lambda item: _month(item, words)):
            if month:
                yield Paragraph("Heading2", (Run(month),))
            for item in inside:
                yield Paragraph("Event", tuple(_event(item, words, notes)))
    yield Paragraph("Reading", (Run(words.t("method.names")),))


def _year(item: Told, words: Words) -> str:
    start = item.event.start
    if start is None:
        undated = words.t("undated")
        return undated[:1].upper() + undated[1:]
    return date_text(start.replace(month=1, day=1), start, "year", words.ui)


def _is_fine(item: Told) -> bool:
    return item.event.precision in WITHIN_MONTH


def _month(item: Told, words: Words) -> str:
    start = item.event.start
    if start is None or not _is_fine(item):
        return ""
    return date_text(start, start, "month", words.ui)


def _event(item: Told, words: Words, notes: list[tuple[Run, ...]]) -> Iterator[Run]:
    shown = item.shown
    if item.event.start is not None:
        yield Run(shown.date, "EventDate")
        yield Run(words.t("colon"))
    yield Run(_sentence(headline(shown, words), words))
    for number, source in enumerate(item.sources):
        if number:
            yield Run(",", "FootnoteReference")
        notes.append(tuple(_source(source, words)))
        yield Run(style="FootnoteReference", note=len(notes))
    if item.event.status == "draft" and shown.status:
        yield Run(words.t("paren", text=shown.status), "Doubt")
    for conflict in shown.conflicts:
        values = words.t("list.semicolon").join(
            f"{one_line(name)}{words.t('colon')}{value}" for name, value in conflict.values
        )
        text = f"{words.t('entry.conflicts')}{words.t('cite.comma')}{conflict.field.lower()}"
        yield Run(words.t("paren", text=f"{text}{words.t('colon')}{values}"), "Doubt")


def _source(source: Telling, words: Words) -> Iterator[Run]:
    """Who, the title, the date and the address; then the words, in their language."""
    comma = words.t("cite.comma")
    yield Run(source.who)
    if source.title:
        before, after = words.t("cite.title", title="\n").split("\n")
        yield Run(comma + before)
        yield Run(one_line(source.title), lang=source.lang)
        yield Run(after)
    if source.published:
        yield Run(comma + source.published)
    if source.grade:
        yield Run(comma + source.grade)
    if source.url:
        yield Run(comma)
        yield Run(source.url, url=source.url)
    yield Run(words.t("cite.end"))
    for text in source.quotes:
        before, after = words.t("cite.words", text="\n").split("\n")
        yield Run(before)
        yield Run(text, lang=source.lang)
        yield Run(after)


def _sentence(text: str, words: Words) -> str:
    return text if text.endswith(_ENDS) else text + words.t("cite.end").strip()
