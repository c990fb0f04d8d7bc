"""The chronology: a table and a timeline of what is asked for, and each line's evidence."""

from collections.abc import Iterable
from functools import partial
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.export import FORMATS
from parley.items import MergedEvent
from parley.record.facets import REFERENCE
from parley.report.entries import FAIR, HIGH, confidence_level
from parley.report.safe import one_line
from parley.web import timeline
from parley.web.filters import Filters, asked, voices
from parley.web.pages import events
from parley.web.places import BOARD
from parley.web.reader import Reader
from parley.web.record import Record
from parley.web.rendering import page
from parley.wording import in_order

ROWS = 50
MOST = 500
"""Rows that a page has, and those that it may be asked for."""


class Row(NamedTuple):
    """A line of the table. ``drawer`` leads to the same page with the line's evidence opened."""

    id: str
    date: str
    iso: str | None
    headline: str
    parties: str
    channel: tuple[str, str] | None
    modality: str | None
    status: str | None
    sources: str
    conflicts: tuple[str, ...]
    level: str
    confidence: str
    drawer: str
    href: str
    open: bool


def rows(
    some: Iterable[MergedEvent], reader: Reader, filters: Filters, here: dict[str, str | None]
) -> list[Row]:
    """Events as lines. ``here``: what else the address holds; ``event`` is the one opened."""
    words = reader.words
    found = []
    for event in some:
        told = sorted(voices(event))
        names = [_voice(voice, reader) for voice in told]
        found.append(
            Row(
                event.id,
                words.date(event),
                event.start.isoformat() if event.start else None,
                one_line(words.headline(event)),
                words.listed(event.parties),
                (words.channel(event.channel), BOARD.channel(event.channel))
                if event.channel
                else None,
                None
                if event.modality == "occurred" or words.says_itself(event)
                else words.modality(event.modality),
                words.known("status", event.status)
                if event.status not in ("coded", "reference")
                else None,
                words.t("list.comma").join(names),
                tuple(words.known("field", name) for name in event.conflicts),
                confidence_level(event.confidence),
                words.t("confidence." + confidence_level(event.confidence)),
                filters.address("/chronology", **{**here, "event": event.id}) + "#drawer",
                BOARD.event(event.id),
                event.id == here.get("event"),
            )
        )
    return found


def _voice(voice: str, reader: Reader) -> str:
    if voice == REFERENCE:
        return reader.words.t("status.reference")
    return reader.words.voice(voice)


def choices(record: Record, reader: Reader, filters: Filters) -> dict[str, Any]:
    """What the form offers: what the record holds, most usual first, and what is chosen."""
    words, kinds = reader.words, record.kinds
    parties, modes, told = kinds["party"], kinds["mode"], kinds["voice"]
    channels = kinds["channel"].keys()
    langs = sorted(kinds["lang"].keys() - {"und"} | {*filters.langs})
    ordered = in_order([*parties, *filters.parties], reader.ui, record.lexicon)
    return {
        "parties": [(party, words.party(party)) for party in ordered],
        "channels": _sorted(
            {(key, words.channel(key)) for key in {*channels, filters.channel} if key}, reader
        ),
        "modes": _sorted({(key, words.mode(key)) for key in {*modes, *filters.modes}}, reader),
        "sources": [
            (key, _voice(key, reader))
            for key in sorted({*told, *filters.sources}, key=lambda key: (-told[key], key))
        ],
        "langs": [(lang, words.known("lang", lang)) for lang in langs],
        "levels": [
            (f"{FAIR:g}", words.t("confidence.fair")),
            (f"{HIGH:g}", words.t("confidence.high")),
        ],
    }


def _sorted(pairs: set[tuple[str, str]], reader: Reader) -> list[tuple[str, str]]:
    return sorted(pairs, key=lambda pair: (pair[1].casefold(), pair[0]))


def show(request: Request) -> Response:
    """The chronology of what the address asks for."""
    reader = Reader(request)
    record = reader.record
    filters = asked(request.query_params)
    query = request.query_params
    newest = query.get("order") != "oldest"
    order = None if newest else "oldest"
    after = query.get("after") or None
    some = record.page(filters, after, ROWS, newest)
    bars, counted = timeline.drawn(partial(record.counted, filters), filters, order, reader.words)
    opened = query.get("event") or None
    here = {"order": order, "after": after, "event": opened}
    content: dict[str, Any] = {
        "here": "/chronology",
        "t": reader.words.t,
        "filters": filters,
        "choices": choices(record, reader, filters),
        "rows": rows(some.events, reader, filters, here),
        "total": counted.total,
        "complete": counted.whole,
        "whole": record.counted(Filters()).total,
        "newest": newest,
        "turned": filters.address("/chronology", order="oldest" if newest else None),
        "next": filters.address("/chronology", order=order, after=some.after)
        if some.after
        else None,
        "previous": filters.address("/chronology", order=order, after=some.before or None)
        if some.before is not None
        else None,
        "timeline": bars,
        "closed": filters.address("/chronology", order=order, after=after),
        "exports": [(name, filters.address("/export", format=name)) for name in FORMATS],
        "drawer": events.detail(events.found(opened, reader), reader) if opened else None,
        "lang": reader.ui,
    }
    return page("chronology.html.j2", reader, content)


ROUTES = [Route("/chronology", show)]
