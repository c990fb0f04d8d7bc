"""The merged events as a calendar (iCalendar, RFC 5545).

All entries are days, without a clock or a zone: the record has neither.
"""

import datetime as dt
from collections.abc import Iterator
from typing import BinaryIO

from parley.export.telling import Told, headline, left_out, told
from parley.report.data import ReportData
from parley.report.safe import printable
from parley.report.words import Words

COARSEST = ("day", "week", "third-of-month", "month")
"""An entry of a season or a year would lie over every day of it and tell nothing of any."""
UNTOLD = ("denied", "hypothetical")
WIDTH = 75
"""Octets of a line, the break not counted."""


def write(data: ReportData, words: Words, out: BinaryIO) -> list[str]:
    """One calendar; entries are free time, and what is planned is tentative.

    What is known to the week, the third of a month or the month lies over all of it, its date
    in words before the headline. Coarser and undated events are left out, and so is what is told
    as denied or supposed.
    """
    coarse: list[str] = []
    untold: list[str] = []
    name = words.t("title")
    _put(
        out,
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Parley//Parley {_text(data.version)}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
    )
    for item in told(data, words):
        event = item.event
        if event.start is None or event.precision not in COARSEST:
            coarse.append(event.id)
        elif event.modality in UNTOLD:
            untold.append(event.id)
        else:
            _put(out, *_entry(item, event.start, data.as_of, words))
    _put(out, "END:VCALENDAR")
    return [
        *left_out(coarse, "since its date is no finer than a month"),
        *left_out(untold, "since it is told as denied or supposed"),
    ]


def _entry(item: Told, start: dt.date, as_of: dt.date, words: Words) -> Iterator[str]:
    event, shown = item.event, item.shown
    last = start if event.ongoing or event.end is None else max(event.end, start)
    summary = headline(shown, words)
    if event.ongoing or event.precision != "day":
        summary = f"{shown.date}{words.t('colon')}{summary}"
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.id)}@parley"
    yield f"DTSTAMP:{as_of:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{start:%Y%m%d}"
    if last < dt.date.max:
        yield f"DTEND;VALUE=DATE:{last + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text(_description(item, words))}"
    yield f"STATUS:{'TENTATIVE' if event.modality == 'planned' else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    categories = [shown.mode, *([shown.channel[0]] if shown.channel else [])]
    yield f"CATEGORIES:{','.join(map(_text, categories))}"
    if event.place:
        yield f"LOCATION:{_text(words.place(event.place))}"
    url = next((source.url for source in item.sources if source.url), None)
    if url:
        yield f"URL:{printable(url)}"
    yield "END:VEVENT"


def _description(item: Told, words: Words) -> str:
    lines = []
    for source in item.sources:
        lines.append(source.cited(words))
        lines += [f"“{text}”" for text in source.quotes]
        if source.url:
            lines.append(source.url)
    return "\n".join(lines)


def _text(value: str) -> str:
    """A value of type TEXT."""
    escaped = printable(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\r", "\\n").replace("\n", "\\n")


def _put(out: BinaryIO, *lines: str) -> None:
    for line in lines:
        out.write(b"\r\n ".join(_folded(line.encode("utf-8"))) + b"\r\n")


def _folded(line: bytes) -> Iterator[bytes]:
    """The line in pieces of its width, no character cut in two."""
    at, room = 0, WIDTH
    while len(line) - at > room:
        end = at + room
        while line[end] & 0xC0 == 0x80:
            end -= 1
        yield line[at:end]
        at, room = end, WIDTH - 1  # the space that continues a line counts
    yield line[at:]
