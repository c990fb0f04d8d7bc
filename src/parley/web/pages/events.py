"""One event: what each source says of it, side by side."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.items import MergedEvent, Told
from parley.report.entries import entry
from parley.report.entries import plain as told
from parley.report.safe import one_line
from parley.report.words import Words
from parley.web.faults import missing
from parley.web.pages.compare import of_event
from parley.web.places import BOARD
from parley.web.reader import Reader
from parley.web.record import Record
from parley.web.rendering import page


def detail(event: MergedEvent, reader: Reader) -> dict[str, Any]:
    """What the template of an event prints."""
    record, words = reader.record, reader.words
    index = record.index
    index.several(event.cause)
    shown = entry(
        event,
        index,
        record.documents,
        record.contexts,
        frozenset(record.lexicon.channels),
        words,
    )
    return {
        "compared": of_event(event, record.documents),
        "event": event,
        "entry": shown,
        "differs": [
            [
                (words.known("field", name), told(name, value, words))
                for name, value in source.asserted.items()
            ]
            for source in event.sources
        ],
        "links": [
            BOARD.document(s.doc) + f"#{s.assertion}" if s.doc in record.documents else None
            for s in event.sources
        ],
        "history": [_stage(stage, record, words) for stage in event.history],
    }


def _stage(stage: Told, record: Record, words: Words) -> tuple[str, str | None, str]:
    document = record.documents.get(stage.doc)
    published = words.day(stage.published) if stage.published else None
    title = one_line((document and document.title) or stage.doc)
    return words.modality(stage.modality), published, title


def found(key: str, reader: Reader) -> MergedEvent:
    """The event of an address. Raises ``Fault`` where there is none."""
    event = reader.record.event(key)
    return event if event is not None else missing("event", key)


def show(request: Request) -> Response:
    """An event by its id, or one that it went by before."""
    reader = Reader(request)
    event = found(request.path_params["id"], reader)
    content = {"here": "/chronology", "t": reader.words.t, "lang": reader.ui}
    return page("event.html.j2", reader, content | detail(event, reader))


ROUTES = [Route("/events/{id:path}", show)]
