"""The record as rows for a spreadsheet, and as JSON.

A text cell that would start a formula (``= + - @``, their full-width forms, a tab or a carriage
return) gets a leading apostrophe in CSV, since a spreadsheet runs it otherwise; ``plain_cell`` has
the text back. The workbook needs no such guard: its cells are typed as text.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from parley.items import MergedEvent, Participant
from parley.report import telling
from parley.report.events import by_date
from parley.report.safe import csv_cell, one_line, printable, safe_url

Value = str | int | float | dt.date | None

EVENT_COLUMNS = (
    "id",
    "start",
    "end",
    "precision",
    "mode",
    "type",
    "modality",
    "parties",
    "initiator",
    "recipient",
    "participants",
    "channel",
    "iteration",
    "effect",
    "scope",
    "informal",
    "place",
    "headline",
    "asserted_by",
    "cause",
    "confidence",
    "status",
    "conflicts",
    "sources",
    "evidence",
    "urls",
    "local_dates",
    "history",
    "differing",
    "grades",
)

JOIN = " | "


def event_row(event: MergedEvent) -> dict[str, Value]:
    """One event by column; lists are joined with spaces (codes, ids) or `` | `` (texts)."""
    local = event.local_dates or {}
    return {
        "id": event.id,
        "start": event.start,
        "end": event.end,
        "precision": event.precision,
        "mode": event.mode,
        "type": event.type,
        "modality": event.modality,
        "parties": " ".join(event.parties),
        "initiator": " ".join(event.initiator),
        "recipient": " ".join(event.recipient),
        "participants": JOIN.join(_person(person) for person in event.participants),
        "channel": event.channel,
        "iteration": event.iteration,
        "effect": event.effect,
        "scope": event.scope,
        "informal": event.informal or None,
        "place": one_line(event.place.name) if event.place else None,
        "headline": one_line(event.headline),
        "asserted_by": event.asserted_by,
        "cause": " ".join(event.cause),
        "confidence": round(event.confidence, 3),
        "status": event.status,
        "conflicts": " ".join(event.conflicts),
        "sources": " ".join(source.doc for source in event.sources),
        "evidence": JOIN.join(one_line(e.text) for s in event.sources for e in s.evidence),
        "urls": " ".join(_unique(safe_url(source.url) for source in event.sources)),
        "local_dates": " ".join(f"{party} {day}" for party, day in sorted(local.items())),
        "history": one_line(telling.history_text(event)),
        "differing": one_line(telling.accounts_text(event)),
        "grades": JOIN.join(_graded(event)),
    }


def chronology_csv(events: Sequence[MergedEvent]) -> str:
    """Events as CSV in order of date, with a header, without a byte order mark."""
    return csv_text(EVENT_COLUMNS, (event_row(event) for event in sorted(events, key=by_date)))


def chronology_json(events: Sequence[MergedEvent]) -> str:
    """Events as a JSON list in order of date, each with ``kind`` "event"."""
    plain = [
        {"kind": "event", **msgspec.to_builtins(event)} for event in sorted(events, key=by_date)
    ]
    return msgspec.json.format(msgspec.json.encode(plain), indent=2).decode("utf-8")


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Value]]) -> str:
    """Rows as CSV with a header line."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return out.getvalue()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    return csv_cell(printable(value)) if isinstance(value, str) else str(value)


def _person(person: Participant) -> str:
    more = ", ".join(part for part in (person.role, person.party) if part)
    return one_line(f"{person.name} ({more})" if more else person.name)


def _graded(event: MergedEvent) -> Iterator[str]:
    """Each source that is graded, with its reliability and the credibility of what it tells."""
    for source in event.sources:
        if source.reliability is not None or source.credibility is not None:
            yield one_line(f"{source.doc} {source.reliability or ''}{source.credibility or ''}")


def _unique(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
