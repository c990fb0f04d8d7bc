"""Which events a report lists, in what order, and where a link to one leads."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from parley.items import Check, MergedEvent
from parley.report.data import ReportData
from parley.report.places import ONE_PAGE, Places


class Link(NamedTuple):
    """An event's headline, and the place where it stands, if it does."""

    text: str
    href: str | None
    date: dt.date | None


def by_date(event: MergedEvent) -> tuple[bool, dt.date, dt.date, str]:
    """The order of a chronology: dated events first, earlier first, ties by id."""
    start = event.start or event.end or dt.date.max
    return start == dt.date.max, start, event.end or dt.date.max, event.id


class EventIndex:
    """The documents' own events, the reference's that are used, and every id they go by."""

    def __init__(self, data: ReportData, places: Places = ONE_PAGE) -> None:
        self.places = places
        documents = {document.id for document in data.documents}
        own = [e for e in data.events if _is_own(e, documents)]
        seen = {e.id for e in own}
        other = [e for e in (*data.events, *data.reference) if e.id not in seen]
        self.own = tuple(sorted(own, key=by_date))
        self.reference = tuple(sorted({e.id: e for e in other}.values(), key=by_date))
        self._by_id: dict[str, MergedEvent] = {}
        for event in (*self.own, *self.reference):
            for identifier in (event.id, *event.aliases):
                self._by_id.setdefault(identifier, event)
        self._own_ids = frozenset(seen)
        self.used = self._used(data)
        self._used_ids = frozenset(e.id for e in self.used)

    def get(self, identifier: str) -> MergedEvent | None:
        """The event that goes by this id, or by it as an alias."""
        return self._by_id.get(identifier)

    def is_own(self, event: MergedEvent) -> bool:
        """Whether the documents tell of it."""
        return event.id in self._own_ids

    def href(self, event: MergedEvent) -> str | None:
        """Where the event stands, None for one of the reference that the page does not list."""
        listed = event.id in self._own_ids or event.id in self._used_ids
        return self.places.event(event.id) if listed or self.places.whole else None

    def link(self, identifier: str) -> Link:
        """The event's headline and place; an unknown id stands for itself."""
        event = self.get(identifier)
        if event is None:
            return Link(identifier, None, None)
        return Link(event.headline or identifier, self.href(event), event.start)

    def _used(self, data: ReportData) -> tuple[MergedEvent, ...]:
        wanted: list[str] = []
        for check in data.checks:
            wanted += check_events(check)
        for state in data.channels:
            wanted += (because.event for because in state.because)
            wanted += (cause for gap in state.gaps for cause in gap.cause)
        wanted += (cause for event in self.own for cause in event.cause)
        found = {event.id: event for event in map(self.get, wanted) if event is not None}
        return tuple(sorted((e for e in found.values() if not self.is_own(e)), key=by_date))


def check_events(check: Check) -> list[str]:
    """All ids that a check and its other readings use."""
    return [*check.events, *(e for reading in check.readings for e in reading.events)]


def touched(index: EventIndex, data: ReportData) -> frozenset[str]:
    """Ids of the channels that the documents' events or claims speak of."""
    channels: Iterable[str | None] = (
        *(event.channel for event in index.own),
        *(check.claim.subject.channel for check in data.checks),
        *(
            event.channel
            for check in data.checks
            for event in map(index.get, check_events(check))
            if event is not None
        ),
    )
    return frozenset(channel for channel in channels if channel is not None)


def _is_own(event: MergedEvent, documents: set[str]) -> bool:
    if event.status == "reference":
        return any(source.doc in documents for source in event.sources)
    return True
