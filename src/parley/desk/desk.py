"""The public face: a desk of documents and everything that follows from them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, TypeVar

import msgspec

from parley import __version__, channels, checking, record
from parley.desk.analysing import Analysing
from parley.desk.care import Caring
from parley.desk.chronology import Chronology, selected
from parley.desk.claims import CheckedClaim, checked
from parley.desk.coders import RULES, Coders
from parley.desk.coding import Paths, coded, fingerprint, read
from parley.desk.comparing import Comparing
from parley.desk.errors import DeskError, refusals
from parley.desk.exporting import narrowed, written
from parley.desk.keyed import Keyed
from parley.desk.nearby import held
from parley.desk.outcome import Outcome, Progress, Told, Work
from parley.desk.phrasing import Phrasing
from parley.desk.review import Reviewing
from parley.desk.search import Searching
from parley.documents import Reading, missing
from parley.export import WHOLE
from parley.items import (
    IMPORTED,
    ChannelState,
    Check,
    Document,
    Event,
    IntervalClaim,
    Item,
    MergedEvent,
    Problem,
    Statement,
)
from parley.lexicon import Lexicon, load
from parley.report import ReportData, spells, write_report
from parley.wording import UI, headline

T = TypeVar("T", Event, Statement, IntervalClaim)


class Desk(Reviewing, Searching, Keyed, Analysing, Comparing, Phrasing, Caring):
    """One database: documents, what is coded in them, and what follows from both.

    >>> with Desk.open("desk") as desk:
    ...     outcome = desk.add("readouts/", workers=2)
    ...     for state in desk.channels():
    ...         print(state.id, state.state, state.since)
    """

    def __init__(
        self,
        address: record.Address,
        folders: tuple[Path, ...],
        reference: bool,
        ui: str,
        gathers: bool = True,
    ) -> None:
        self._address = address
        self._folders = folders
        self._reference = reference
        self._ui = ui
        self._gathers = gathers
        self._opened = record.Store.open(address) if record.Store.exists(address) else None

    @classmethod
    def open(
        cls,
        address: record.Address,
        lexicon_dirs: Sequence[str | Path] = (),
        reference: bool = True,
        ui: str = "en",
        gathers: bool = True,
    ) -> Self:
        """The desk in a folder, or at ``postgresql://user@host/database``.

        It is made with the first document added. A desk on a server needs the extra ``team``.

        ``lexicon_dirs`` are laid over the built-in lexicon; without ``reference`` only the desk's
        own documents count; ``ui`` (en, zh-Hant, zh-Hans) is the language of headlines and
        explanations. Events of documents that have changed are gathered before they are read; not
        so where it ``gathers`` nothing: then those are read that were gathered last, and somebody
        else calls ``gather``. Raises ``DeskError`` where the place cannot be used, or where a newer
        version of Parley made the desk.
        """
        folders = tuple(map(Path, lexicon_dirs))
        for folder in folders:
            if not folder.is_dir():
                raise DeskError(f"{folder}: no such folder to take a lexicon from")
        if ui not in UI:
            raise DeskError(f"no headlines in {ui!r}: use one of {', '.join(UI)}")
        with refusals():
            return cls(address, folders, reference, ui, gathers)

    @staticmethod
    def exists(address: record.Address) -> bool:
        """Whether there is a desk. Raises ``DeskError`` where a server cannot be asked."""
        with refusals():
            return record.Store.exists(address)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the database."""
        if self._opened is not None:
            self._opened.close()

    @cached_property
    def lexicon(self) -> Lexicon:
        """The lexicon that this desk codes and names things with."""
        return load(*self._folders)

    def read(
        self,
        paths: Paths,
        *,
        stdin: BinaryIO | None = None,
        voice: str | None = None,
        published: dt.date | None = None,
        lang: str | None = None,
        columns: Mapping[str, str] = {},
    ) -> Reading:
        """Reads documents with the desk's lexicon, and keeps nothing. See ``parley.read``."""
        return read(
            paths,
            stdin=stdin,
            voice=voice,
            published=published,
            lang=lang,
            columns=columns,
            lexicon=self.lexicon,
        )

    def add(
        self,
        given: Paths | Reading,
        *,
        stdin: BinaryIO | None = None,
        voice: str | None = None,
        published: dt.date | None = None,
        lang: str | None = None,
        columns: Mapping[str, str] = {},
        workers: int = 1,
        progress: Progress | None = None,
        each: Told | None = None,
        coders: Coders = RULES,
    ) -> Outcome:
        """Reads, codes and keeps documents: files and folders, or what ``read`` gave.

        A document is kept with its items at once or not at all, so that a call that was cut off
        can be made again. Documents that the desk holds are coded anew where the coder or the
        lexicon has changed. ``progress`` is called with the number of documents coded and of all,
        ``each`` with every document coded and what became of it; what either raises ends the call,
        with what was kept until then.
        A document that the coder fails on is a problem, and its earlier version stays. ``coders``
        may ask a language model too; what it alone tells is a draft, which counts in no state and
        no check. Raises ``DeskError`` where the database cannot be written.
        """
        reading = given
        if not isinstance(reading, Reading):
            reading = self.read(
                reading,
                stdin=stdin,
                voice=voice,
                published=published,
                lang=lang,
                columns=columns,
            )
        fates: dict[str, list[str]] = {"added": [], "updated": [], "unchanged": []}
        failed: list[Problem] = []
        spent: Counter[str] = Counter()
        with refusals():
            if reading.documents and self._opened is None:
                self._opened = record.Store.open(self._address)
            if self._opened is not None:
                self._opened.writable()
                work = Work(coders, spent, workers, progress, each)
                failed = self._keep(self._opened, reading.documents, work, fates)
        return Outcome(
            problems=(*reading.problems, *failed),
            added=tuple(fates["added"]),
            updated=tuple(fates["updated"]),
            unchanged=tuple(fates["unchanged"]),
            lacking=tuple(missing(reading)),
            spent=dict(spent),
        )

    def recode(self, doc: str, each: Told | None = None) -> Outcome:
        """Codes a document of the desk anew, where the coder or the lexicon has changed since.

        Decisions on it hold. Raises ``DeskError`` where the desk has no such document, or cannot
        be written.
        """
        store = self._there()
        fates: dict[str, list[str]] = {"added": [], "updated": [], "unchanged": []}
        with refusals():
            with store.reading() as connection:
                there = held(connection, [doc])
            if not there:
                raise DeskError(f"{doc!r} is no document of this desk")
            work = Work(RULES, Counter(), each=each, alone=True)
            failed = self._keep(store, list(there.values()), work, fates)
        return Outcome(
            problems=tuple(failed),
            updated=tuple(fates["updated"]),
            unchanged=tuple(fates["unchanged"]),
        )

    def _keep(
        self,
        store: record.Store,
        given: Sequence[Document],
        work: Work,
        fates: dict[str, list[str]],
    ) -> list[Problem]:
        coder = fingerprint(self._folders, work.coders)
        ids = {document.id for document in given}
        others = [] if work.alone else store.stale(coder)
        stale = [document for document in others if document.id not in ids]
        held = store.holds(given, coder)
        fresh = [document for document, kept in zip(given, held, strict=True) if not kept]
        todo = [*fresh, *stale]
        failed: list[Problem] = []
        results = coded(todo, self._folders, self._ui, work.workers, work.coders, work.spent)
        for done, (document, found) in enumerate(results, 1):
            fate: record.Fate | Problem
            if isinstance(found, Problem):
                failed.append(found)
                fate = found
            else:
                fate = store.add(document, found, coder)
                if document.id in ids:
                    fates[fate].append(document.id)
            if work.each is not None:
                work.each(document, fate)
            if work.progress is not None:
                work.progress(done, len(todo))
        changed = {document.id for document in fresh}
        fates["unchanged"] += [d.id for d in given if d.id not in changed]
        record.renew(store)
        self._forget()
        return failed

    @cached_property
    def _events(self) -> list[MergedEvent]:
        with refusals():
            if self._settled():
                with self._there().reading() as connection:
                    found = record.chronology(connection, self._reference)
                return [self._named(event) for event in found]
        return self._merged(_of(Event, self._items), self._documents)

    def _settled(self) -> bool:
        """Whether the desk keeps the events that follow from its documents.

        One that may not be written does not, where a run on it was cut off.
        """
        if self._opened is None:
            return False
        if not self._gathers:
            return True
        if self._opened.may_write:
            record.renew(self._opened)
            return True
        with self._opened.reading() as connection:
            return not record.waiting(connection)

    @property
    def _counting(self) -> list[MergedEvent]:
        """The events that states and checks count: no drafts."""
        return [event for event in self._events if event.status != "draft"]

    def _merged(
        self, events: Sequence[Event], documents: Mapping[str, Document]
    ) -> list[MergedEvent]:
        held = self._effective
        merged = record.merge(events, documents, held.links, held.statuses, held.grades)
        if self._reference:
            merged = record.merge_with_reference(merged, record.reference(), held.links)
        return [self._named(event) for event in merged]

    def _named(self, event: MergedEvent) -> MergedEvent:
        """The event with its headline in the desk's language; reference ones have it in English,
        imported ones that no mode tells in the analyst's words."""
        if event.status == "reference" and self._ui == "en":
            return event
        if event.status == IMPORTED and event.mode == "other":
            return event
        named = headline(event, self._ui, self.lexicon)
        return msgspec.structs.replace(event, headline=named)

    @property
    def _coverage(self) -> Mapping[str, record.Coverage]:
        return record.coverage() if self._reference else {}

    def documents(self) -> list[Document]:
        """The desk's documents by date and id, undated ones last."""
        return list(self._documents.values())

    def statements(self) -> list[Statement]:
        """The positions that the desk's documents report, by document and place."""
        return [
            msgspec.structs.replace(s, headline=headline(s, self._ui, self.lexicon))
            for s in _of(Statement, self._items)
        ]

    def chronology(
        self,
        start: dt.date | None = None,
        end: dt.date | None = None,
        parties: Iterable[str] = (),
        channel: str | None = None,
        only: bool = False,
    ) -> Chronology:
        """The merged record in order of date, with the reference chronology's events.

        Kept are events that overlap ``start`` to ``end`` (both inclusive), take in all
        ``parties`` (with ``only``: no others) and went through ``channel``.
        """
        return selected(self._events, start, end, parties, channel, only)

    def page(
        self,
        wanted: record.Wanted,
        limit: int | None = 50,
        after: str | None = None,
        newest: bool = False,
    ) -> list[record.Placed]:
        """A page of the chronology, found without going through all of it.

        At most ``limit`` of the events ``wanted`` (None: all), by date, after a place, which is
        that of the last one of the page before; with ``newest`` backwards.
        """
        with refusals():
            if self._settled():
                with self._there().reading() as connection:
                    found = record.page(connection, wanted, limit, after, newest, self._reference)
                named = [(one.place, self._named(one.event)) for one in found]
                return [record.Placed(place, event) for place, event in named]
        return record.page_of(self._events, wanted, limit, after, newest)

    def channels(self, as_of: dt.date | None = None) -> list[ChannelState]:
        """Every channel's state on ``as_of`` (today unless given), and why, by id."""
        day = as_of or dt.date.today()
        known = self.lexicon.channels
        return channels.states(self._counting, known, day, self._coverage, self._ui)

    def check(self, given: Paths | Reading | None = None, workers: int = 1) -> list[CheckedClaim]:
        """Interval claims held against the record: the desk's own, or those of other documents.

        Documents given are coded and their events counted in; nothing of them is kept. Raises
        ``DeskError`` for a document that the coder fails on.
        """
        return [checked(check) for check in self._checks(given, workers)]

    def _checks(self, given: Paths | Reading | None = None, workers: int = 1) -> list[Check]:
        events, documents = self._events, self._documents
        claims = _of(IntervalClaim, self._items)
        if given is not None:
            reading = given if isinstance(given, Reading) else self.read(given)
            others = {document.id: document for document in reading.documents}
            items = self._coded(list(others.values()), workers)
            claims = _of(IntervalClaim, items)
            documents = documents | others
            kept = (event for event in _of(Event, self._items) if event.doc not in others)
            events = self._merged([*kept, *_of(Event, items)], documents)
        counting = [event for event in events if event.status != "draft"]
        return [self._check(claim, documents, counting) for claim in claims]

    def _check(
        self,
        claim: IntervalClaim,
        documents: Mapping[str, Document],
        counting: Sequence[MergedEvent],
    ) -> Check:
        return checking.check(
            msgspec.structs.replace(claim, headline=headline(claim, self._ui, self.lexicon)),
            documents[claim.doc].published,
            counting,
            self.lexicon.channels,
            self._coverage,
            self._ui,
            self.lexicon,
        )

    def _coded(self, given: Sequence[Document], workers: int) -> list[Item]:
        items: list[Item] = []
        ordered = sorted(given, key=lambda document: document.id)
        for _, found in coded(ordered, self._folders, self._ui, workers):
            if isinstance(found, Problem):
                raise DeskError(str(found))
            items.extend(found)
        return items

    def newest(self) -> dt.date:
        """The newest date of publication on the desk, so that the same desk gives the same report.

        Without any: the last day that its documents tell of, else today.
        """
        published = [d.published for d in self._documents.values() if d.published]
        starts = [e.start for e in self._events if e.start and e.status != "reference"]
        return max(published or starts, default=dt.date.today())

    def report(
        self, directory: str | Path, as_of: dt.date | None = None, problems: Sequence[Problem] = ()
    ) -> list[Path]:
        """Writes the report into ``directory`` and returns its files, ``report.html`` first.

        ``as_of`` is ``newest()`` unless given; ``problems`` are shown as what could not be read.
        Raises ``OSError`` where the directory cannot be written.
        """
        day = as_of or self.newest()
        known, counting = self.lexicon.channels, self._counting
        data = self._record((e for e in self._events if e.status != "reference"), day)
        histories = ((s.id, channels.history(s.id, counting, known, day)) for s in data.channels)
        data = msgspec.structs.replace(
            data,
            spells={key: spells(history) for key, history in histories},
            reference=tuple(e for e in self._events if e.status == "reference"),
            problems=tuple(problems),
        )
        return write_report(self._expecting(data), Path(directory), self._ui, self.lexicon)

    def export(
        self,
        format: str,
        path: str | Path | BinaryIO,
        start: dt.date | None = None,
        end: dt.date | None = None,
        parties: Iterable[str] = (),
        channel: str | None = None,
        only: bool = False,
    ) -> list[str]:
        """Writes the record for another program, and returns notes on what was left out and why.

        ``format`` is one of ``parley.export.FORMATS``; ``path`` a file, which appears whole or not
        at all, or a binary stream. The rest chooses events as for ``chronology``; with any of it
        documents, statements, claims and channels are those that go with the events. Raises
        ``DeskError`` for another format or where a package is missing, ``OSError`` where the file
        cannot be written.
        """
        parties = tuple(parties)
        day = self.newest()
        events = self.chronology(start, end, parties, channel, only)
        data = self._record(events, day, format in WHOLE)
        if start or end or parties or channel:
            data = narrowed(data)
        return written(format, data, path, self._ui, self.lexicon)

    def _record(
        self, events: Iterable[MergedEvent], day: dt.date, whole: bool = True
    ) -> ReportData:
        """What reports and exports are made of; not ``whole``: documents and events alone."""
        return ReportData(
            documents=tuple(self.documents()),
            events=tuple(events),
            statements=tuple(self.statements()) if whole else (),
            checks=tuple(self._checks()) if whole else (),
            channels=tuple(self.channels(day)) if whole else (),
            as_of=day,
            version=__version__,
        )


def _of(kind: type[T], items: Sequence[Item]) -> list[T]:
    return [item for item in items if isinstance(item, kind)]
