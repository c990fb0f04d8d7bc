"""The record as the board shows it. Nothing else here asks the desk."""

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from threading import Lock
from typing import NamedTuple

import msgspec

from parley import __version__, channels
from parley.desk import CheckedClaim, Desk
from parley.items import Check, Document, IntervalClaim, MergedEvent, Statement
from parley.lexicon import Lexicon
from parley.record import Coverage, coverage, folder
from parley.record.search import Hit
from parley.report import ReportData, spells
from parley.report.events import EventIndex, by_date
from parley.report.evidence import Contexts
from parley.report.words import Words
from parley.web.filters import Filters, kept
from parley.web.places import BOARD
from parley.web.settings import Settings

DAYS_KEPT = 8
"""Days for which the channels' states are remembered."""
SECONDS = 5
"""How long what was read from a desk on a server is shown before it is read again."""


class Page(NamedTuple):
    """Some of the events wanted. ``total``: how many there are; ``after`` names the page behind
    this one, ``before`` the one ahead, None where there is none."""

    events: Sequence[MergedEvent]
    total: int
    after: str | None
    before: str | None


class Record:
    """The record at one moment, in one language."""

    def __init__(self, desk: Desk, ui: str, reference: bool) -> None:
        self._desk = desk
        self._reference = reference
        self.words = Words(ui, desk.lexicon)
        self.documents: Mapping[str, Document] = {d.id: d for d in desk.documents()}
        self.events: Sequence[MergedEvent] = sorted(desk.chronology(), key=by_date)
        self.data = lru_cache(maxsize=DAYS_KEPT)(self._data)
        self.index = lru_cache(maxsize=DAYS_KEPT)(self._index)

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon that has the names."""
        return self._desk.lexicon

    @cached_property
    def contexts(self) -> Contexts:
        """What cuts evidence out of documents."""
        return Contexts(self.documents.values())

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The positions that documents report."""
        return tuple(self._desk.statements())

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Interval claims held against the record."""
        return tuple(map(_unchecked, self._desk.check()))

    @cached_property
    def reach(self) -> Mapping[str, Coverage]:
        """How far the reference chronology reaches, by channel."""
        return coverage() if self._reference else {}

    @cached_property
    def last(self) -> dt.date | None:
        """The last day on which anything happened that the record knows of."""
        told = [e.start for e in self.events if e.modality in ("occurred", "ongoing")]
        return max((day for day in told if day and day <= dt.date.today()), default=None)

    def _data(self, day: dt.date) -> ReportData:
        states = tuple(self._desk.channels(day))
        counting = [event for event in self.events if event.status != "draft"]
        told = channels.histories([s.id for s in states], counting, self.lexicon.channels, day)
        return ReportData(
            documents=tuple(self.documents.values()),
            events=tuple(event for event in self.events if event.status != "reference"),
            statements=self.statements,
            checks=self.checks,
            channels=states,
            spells={key: spells(history) for key, history in told.items()},
            reference=tuple(event for event in self.events if event.status == "reference"),
            as_of=day,
            version=__version__,
        )

    def _index(self, day: dt.date) -> EventIndex:
        return EventIndex(self.data(day), BOARD)

    @cached_property
    def _by_id(self) -> Mapping[str, MergedEvent]:
        found: dict[str, MergedEvent] = {}
        for event in self.events:
            for key in (event.id, *event.aliases):
                found.setdefault(key, event)
        return found

    def event(self, key: str) -> MergedEvent | None:
        """The event that goes, or went, by this id."""
        return self._by_id.get(key)

    @cached_property
    def _by_document(self) -> Mapping[str, Sequence[MergedEvent]]:
        found: dict[str, list[MergedEvent]] = defaultdict(list)
        for event in self.events:
            for key in dict.fromkeys(source.doc for source in event.sources):
                found[key].append(event)
        return found

    def told_in(self, document: str) -> Sequence[MergedEvent]:
        """The events that a document tells of."""
        return self._by_document.get(document, ())

    def wanted(self, filters: Filters) -> list[MergedEvent]:
        """All events that fit, in order of date."""
        return kept(self.events, filters, self.documents, self.lexicon)

    def page(
        self, filters: Filters, after: str | None, limit: int, newest: bool = False
    ) -> tuple[Page, list[MergedEvent]]:
        """``limit`` of the events that fit, behind the one called ``after``, and all that fit.

        In order of date, or the other way round where ``newest`` is wanted first; undated events
        come last either way.
        """
        some = self.wanted(filters)
        if newest:
            dated = [event for event in some if event.start or event.end]
            some = [*reversed(dated), *some[len(dated) :]]
        behind = self._by_id.get(after) if after else None
        start = some.index(behind) + 1 if behind in some else 0
        end = min(start + limit, len(some))
        return (
            Page(
                some[start:end],
                len(some),
                some[end - 1].id if end < len(some) else None,
                (some[start - limit - 1].id if start > limit else "") if start else None,
            ),
            some,
        )


def _unchecked(claim: CheckedClaim) -> Check:
    """A claim and its check apart again."""
    fields = msgspec.structs.asdict(claim)
    own = {name: fields.pop(name) for name in IntervalClaim.__struct_fields__}
    return Check(claim=IntervalClaim(**own), unit=fields.pop("computed_unit"), **fields)


class Records:
    """The record in every language, read anew when the desk has changed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._held: dict[str, tuple[object, Record]] = {}
        self._lock = Lock()

    def record(self, ui: str) -> Record:
        """The record as it stands, with headlines and explanations in ``ui``."""
        with self._lock:
            stamp = self._stamp()
            held = self._held.get(ui)
            if held is None or held[0] != stamp:
                held = self._held[ui] = (stamp, self._read(ui))
            return held[1]

    def _read(self, ui: str) -> Record:
        s = self._settings
        with Desk.open(s.address, s.lexicon, reference=s.reference, ui=ui) as desk:
            record = Record(desk, ui, s.reference)
            record.statements, record.checks  # noqa: B018 - read while the desk is open
            return record

    def search(
        self, ui: str, query: str, filters: Filters, limit: int, after: str | None
    ) -> list[Hit]:
        """Passages that hold the words, of documents and events that fit. See ``Desk.search``."""
        s, f = self._settings, filters
        with Desk.open(s.address, s.lexicon, reference=s.reference, ui=ui) as desk:
            return desk.search(
                query,
                parties=f.parties,
                channel=f.channel or None,
                mode=next(iter(f.modes), None),
                person=f.person or None,
                start=f.start,
                end=f.end,
                lang=next(iter(f.langs), None),
                voice=next(iter(f.sources), None),
                limit=limit,
                after=after,
            )

    def _stamp(self) -> object:
        """What changes when the desk does."""
        where = folder(self._settings.address)
        if where is None:  # on a server: looked at again after a while
            return time.monotonic() // SECONDS
        # The log is made and taken away by readers too: what counts is whether it holds anything.
        files = (where / name for name in ("desk.sqlite", "desk.sqlite-wal"))
        found = [file.stat() for file in files if file.exists()]
        return tuple((stat.st_mtime_ns, stat.st_size) for stat in found if stat.st_size)
