"""The merged events as TimelineJS reads them.

Format: https://timeline.knightlab.com/docs/json-format.html
"""

import datetime as dt
import html
from collections import Counter
from collections.abc import Collection
from typing import Any, BinaryIO

import msgspec

from parley.export.telling import Told, headline, left_out, told
from parley.items import MergedEvent
from parley.report.data import ReportData
from parley.report.words import Words

MOST_GROUPS = 5


def write(data: ReportData, words: Words, out: BinaryIO) -> list[str]:
    """One JSON object; an event is a slide, grouped by its parties where they are among the most
    frequent ones: each group takes a row of the screen.

    A coarse date keeps its precision: a month is year and month alone, and ``display_date`` says
    "autumn 2021" as the report does. What has no date has no place on a timeline and is left out.
    """
    slides, undated = [], []
    counts = Counter(event.parties for event in data.events if event.start and event.parties)
    groups = frozenset(parties for parties, _ in counts.most_common(MOST_GROUPS))
    for item in told(data, words):
        if item.event.start is None:
            undated.append(item.event.id)
        else:
            slides.append(_slide(item, item.event.start, groups, words))
    as_of = words.t("as_of", date=words.day(data.as_of))
    title = {"text": {"headline": html.escape(words.t("title")), "text": html.escape(as_of)}}
    out.write(msgspec.json.encode({"title": title, "events": slides, "scale": "human"}) + b"\n")
    return left_out(undated, "since nothing tells when it was")


def _slide(
    item: Told, start: dt.date, groups: Collection[tuple[str, ...]], words: Words
) -> dict[str, Any]:
    event, shown = item.event, item.shown
    slide: dict[str, Any] = {
        "unique_id": event.id,
        "start_date": _date(start, event),
        "display_date": shown.date,
        "text": {"headline": html.escape(headline(shown, words)), "text": _text(item, words)},
        "autolink": False,  # what documents say is text, and nothing in it becomes a link
    }
    if event.parties in groups:
        slide["group"] = html.escape(words.dyad(event.parties))
    last = _date(event.end, event) if event.end else None
    if last is not None and last != slide["start_date"]:
        slide["end_date"] = last
    return slide


def _date(day: dt.date, event: MergedEvent) -> dict[str, int]:
    date = {"year": day.year}
    if event.precision not in ("year", "decade"):
        date["month"] = day.month
        if event.precision not in ("month", "season", "quarter", "half-year"):
            date["day"] = day.day
    return date


def _text(item: Told, words: Words) -> str:
    """The sources as a list: who tells it, linked where there is an address, and the words."""
    items = []
    for source in item.sources:
        name = html.escape(source.cited(words))
        if source.url:
            name = f'<a href="{html.escape(source.url)}">{name}</a>'
        said = "".join(f"<q>{html.escape(text)}</q>" for text in source.quotes)
        items.append(f"<li>{name} {said}</li>")
    return f"<ul>{''.join(items)}</ul>" if items else ""
