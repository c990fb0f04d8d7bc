"""The record as the board shows it. Nothing else here asks the desk."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from parley import channels
from parley.analysis.durability import Durability
from parley.analysis.ripple import Ripple
from parley.analysis.series import DyadSeries
from parley.analysis.series.results import Freq
from parley.comparison import Comparison
from parley.desk import Desk, DeskError, Phrases
from parley.desk.keyed import Holding, Place
from parley.items import ChannelState, Document, Item, MergedEvent
from parley.lexicon import Lexicon, load
from parley.record import Coverage, Placed, Wanted, coverage, folder
from parley.record.counts import MONTH, YEAR, Counted
from parley.record.news import Mark, News
from parley.record.pages import NO_DATE
from parley.record.search import Hit
from parley.record.tallies import WHOLE
from parley.report import Spell, spells
from parley.report.evidence import Contexts
from parley.report.words import Words
from parley.web.checking import Checks
from parley.web.faults import N_, Fault
from parley.web.filters import Filters, people, wanted
from parley.web.index import Index
from parley.web.keeping import Keeper, Made
from parley.web.settings import Settings

NAMED = "analyst:"
"""What the ids of sources begin with that analysts have named."""
LATEST = 20
"""Events among which the one that went on the longest is looked for."""
KINDS = ("party", "mode", "channel", "voice", "lang")
"""What events are offered by."""


class Page(NamedTuple):
    """Some of the events wanted. ``after`` names the page behind this one, ``before`` the one
    ahead ("" for the first), None where there is none."""

    events: Sequence[MergedEvent]
    after: str | None
    before: str | None


class Same:
    """Equal to what is made of the same thing, and not of one that is equal to it."""

    def __init__(self, thing: object) -> None:
        self._thing = thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self._thing is other._thing

    def __hash__(self) -> int:
        return id(self._thing)


class Documents(Mapping[str, Document]):
    """The desk's documents by id, each read when it is asked for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._read: dict[str, Document | None] = {}

    def __getitem__(self, key: str) -> Document:
        self.several([key])
        found = self._read[key]
        if found is None:
            raise KeyError(key)
        return found

    def several(self, keys: Collection[str]) -> None:
        """Reads several at once."""
        lacking = [key for key in dict.fromkeys(keys) if key not in self._read]
        if lacking:
            own = [key for key in lacking if not key.startswith(NAMED)]
            found = self._desk.documents_of(own)
            if len(own) < len(lacking):  # sources that analysts have named
                found |= self._desk.held([key for key in lacking if key.startswith(NAMED)])
            self._read.update({key: found.get(key) for key in lacking})

    def __iter__(self) -> Iterator[str]:
        return (key for key, document in self._read.items() if document is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Record:
    """The record for one request, in one language."""

    def __init__(self, desk: Desk, words: Words, settings: Settings, keeper: Keeper) -> None:
        self._desk = desk
        self._keeper = keeper
        self._settings = settings
        self.ui = words.ui
        self.words = words
        self.documents = Documents(desk)
        self.contexts = Contexts(self.documents)
        self.index = Index(desk)
        self._standings: dict[dt.date, channels.Standing] = {}

    @property
    def desk(self) -> Desk:
        """The desk itself, for those who decide on what it holds."""
        return self._desk

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon that has the names."""
        return self._desk.lexicon

    @cached_property
    def reach(self) -> Mapping[str, Coverage]:
        """How far the reference chronology reaches, by channel."""
        return coverage() if self._settings.reference else {}

    @cached_property
    def stamp(self) -> object:
        """What differs where the record does."""
        return self._desk.stamp()

    @cached_property
    def kinds(self) -> Mapping[str, Counter[str]]:
        """How many events there are of each party, mode, channel, voice and language."""
        found: Mapping[str, Counter[str]] = self._keeper.once(
            "kinds", self.stamp, lambda: self._desk.offered(KINDS)
        )
        return found

    @cached_property
    def last(self) -> dt.date | None:
        """The last day on which anything happened that the record knows of."""
        found: dt.date | None = self._keeper.once("last", (self.stamp, dt.date.today()), self._last)
        return found

    def _last(self) -> dt.date | None:
        after: str | None = f"{dt.date.today().isoformat()} {NO_DATE}"
        while True:
            some = self._desk.page(Wanted(), 50, after, newest=True)
            for one in some:
                if one.event.modality in ("occurred", "ongoing"):
                    return one.event.start
            if not some:
                return None
            after = some[-1].place

    def counted(self, filters: Filters, width: int = YEAR) -> Counted:
        """How many events fit, by time."""
        wanted = self.wanted(filters)
        return self._keeper.piece(
            ("counted", wanted, width), self.stamp, lambda: self._desk.counted(wanted, width)
        )

    def held(self, prefix: str | None = None) -> Counter[str]:
        """How much the desk holds: see ``Desk.holds``."""
        return self._desk.holds(prefix)

    def wanted(self, filters: Filters) -> Wanted:
        """What the filters ask of the record."""
        if not filters.person:
            return wanted(filters)
        named = self._keeper.once(
            "people", self.stamp, lambda: self._desk.offered(("person",))["person"]
        )
        return wanted(filters, people(filters.person, self.lexicon, named))

    def event(self, key: str) -> MergedEvent | None:
        """The event that goes, or went, by this id."""
        return self.index.get(key)

    def events(self, keys: Collection[str]) -> Mapping[str, MergedEvent]:
        """Several of them, by these ids."""
        return self.index.several(keys)

    def told_in(self, document: str) -> list[MergedEvent]:
        """The events that a document tells of, by date."""
        return [one.event for one in self._desk.page(Wanted(document=document), None)]

    def items_of(self, docs: Collection[str]) -> list[Item]:
        """All that holds of what was coded from some documents."""
        return self._desk.items_of(docs)

    def holdings(
        self, limit: int, after: Place | None, back: bool = False
    ) -> list[tuple[Place, Holding]]:
        """Documents by date, undated ones last: see ``Desk.holdings``."""
        return self._desk.holdings(limit, after, back)

    def own(self, asked: Wanted, limit: int, after: str | None = None) -> list[MergedEvent]:
        """The first of the desk's own events that are wanted."""
        return self._desk.own(asked, limit, after)

    def latest(self) -> MergedEvent | None:
        """The desk's own event that went on the longest, of those that began last."""
        found = self._desk.own(Wanted(), LATEST, NO_DATE, newest=True)
        return max(found, key=lambda e: e.end or e.start or dt.date.min, default=None)

    def tally(self, facet: str, year: str = WHOLE) -> int:
        """How many of the desk's own events have a facet."""
        return self._desk.tally(facet, year)

    def mark(self) -> Mark:
        """How far the desk has come, for ``news``."""
        return self._desk.mark()

    def news(self, seen: Mark, limit: int) -> News:
        """What has come since: see ``Desk.news``."""
        return self._desk.news(seen, limit)

    def published(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day on which a document was published."""
        return self._desk.published()

    @property
    def reference(self) -> int:
        """How many events of the reference chronology the documents do not tell of."""
        found: int = self._keeper.once(
            "reference", self.stamp, lambda: self._desk.counted(Wanted(status="reference")).total
        )
        return found

    def span(self, until: dt.date) -> tuple[dt.date | None, dt.date | None]:
        """The days on which the first event began, and the last one up to a day."""
        first = self._desk.page(Wanted(), 1)
        last = self._desk.page(Wanted(), 1, f"{until.isoformat()} {NO_DATE}", newest=True)
        return (
            first[0].event.start if first else None,
            last[0].event.start if last else None,
        )

    def whole(self, filters: Filters, most: int) -> list[MergedEvent]:
        """All events that fit, in order of date. Raises ``Fault`` where there are more than
        ``most``."""
        found = self._desk.page(self.wanted(filters), most + 1)
        if len(found) > most:
            raise Fault(
                413, "too-many",
                N_("More than {most} events: ask for fewer, or use: parley export."),
                most=f"{most:,}",
            )  # fmt: skip
        return [one.event for one in found]

    def page(self, filters: Filters, after: str | None, limit: int, newest: bool = False) -> Page:
        """``limit`` of the events that fit, behind the one that goes, or went, by the id ``after``.

        In order of date, or the other way round where ``newest`` is wanted first; undated events
        come last either way.
        """
        asked = self.wanted(filters)
        behind = self.event(after) if after else None
        place = self._desk.place(behind.id) if behind else None
        found = self._from(asked, place, limit + 1, newest)
        here = found[:limit]
        before: str | None = None
        if place is not None and here:
            ahead = self._ahead(asked, here[0].place, limit + 1, newest)
            before = ahead[limit].event.id if len(ahead) > limit else "" if ahead else None
        return Page(
            [one.event for one in here],
            here[-1].event.id if len(found) > limit else None,
            before,
        )

    def _from(self, asked: Wanted, place: str | None, limit: int, newest: bool) -> list[Placed]:
        if not newest:
            return self._desk.page(asked, limit, place)
        found: list[Placed] = []
        if place is None or place < NO_DATE:
            found = self._desk.page(asked, limit, place or NO_DATE, newest=True)
            place = None
        if len(found) < limit:
            found += self._desk.page(asked, limit - len(found), place or NO_DATE)
        return found

    def _ahead(self, asked: Wanted, place: str, limit: int, newest: bool) -> list[Placed]:
        """What comes before a place, the nearest first."""
        if not newest:
            return self._desk.page(asked, limit, place, newest=True)
        if place < NO_DATE:
            found = self._desk.page(asked, limit, place)
            return [one for one in found if one.place < NO_DATE]
        found = self._desk.page(asked, limit, place, newest=True)
        found = [one for one in found if one.place > NO_DATE]
        if len(found) < limit:
            dated = self._desk.page(asked, limit - len(found))
            found += [one for one in dated if one.place < NO_DATE]
        return found

    def _standing(self, day: dt.date) -> channels.Standing:
        if day not in self._standings:
            self._standings[day] = self._keeper.standing(self._desk, day)
        return self._standings[day]

    def ready(self, day: dt.date) -> bool:
        """Whether ``states`` can be had without a wait; if not, they are being worked out."""
        return day in self._standings or self._keeper.standing_soon(self._desk, day)

    def piece(self, name: Hashable, day: dt.date, work: Callable[[], Made]) -> Made:
        """A piece of a page in the reader's language, made anew where the record or what is
        known of its channels has changed."""
        stamp = (self.stamp, Same(self._standing(day)))
        return self._keeper.piece((name, self.ui, day), stamp, work)

    def states(self, day: dt.date) -> list[ChannelState]:
        """Every channel's state on a day, and why, in the reader's language."""
        standing = self._standing(day)
        found: list[ChannelState] = self._keeper.once(
            ("states", self.ui, day), Same(standing), lambda: self._desk.told(standing)
        )
        return found

    def spells(self, day: dt.date, ids: Collection[str]) -> dict[str, tuple[Spell, ...]]:
        """Channels' spells up to a day."""
        standing = self._standing(day)
        found: dict[str, tuple[Spell, ...]] = self._keeper.once(
            ("spells", day),
            Same(standing),
            lambda: {key: spells(standing.spells(key)) for key in self.lexicon.channels},
        )
        return {key: found[key] for key in ids}

    def drawn(self, ids: Collection[str], first: dt.date, last: dt.date) -> list[MergedEvent]:
        """The events of channels in a stretch of days."""
        return self._desk.drawn(ids, first, last)

    def uses(self, channel: str, day: dt.date) -> Counter[int]:
        """How often a channel was used in each year up to a day."""
        found: Counter[int] = self._keeper.once(
            f"uses {channel}",
            (self._desk.standings_stamp(), day),
            lambda: self._desk.uses(channel, day),
        )
        return found

    def a_year(self) -> Mapping[str, Counter[str]]:
        """How many events channels have by year: see ``Desk.a_year``."""
        found: Mapping[str, Counter[str]] = self._keeper.once(
            "a year", self._desk.standings_stamp(), self._desk.a_year
        )
        return found

    def at_times(
        self, ids: Collection[str], first: dt.date, last: dt.date, width: int
    ) -> Mapping[str, Counter[str]]:
        """How many events channels have by month or day: see ``Desk.at_times``."""
        if width != MONTH:
            return self._desk.at_times(ids, first, last, width)
        found: Mapping[str, Counter[str]] = self._keeper.once(
            "a month", self._desk.standings_stamp(), self._a_month
        )
        months = _months(first, last)
        return {
            key: Counter({month: n for month in months if (n := found[key].get(month))})
            for key in ids
            if key in found
        }

    def _a_month(self) -> Mapping[str, Counter[str]]:
        return self._desk.at_times(self.lexicon.channels, dt.date.min, dt.date.max, MONTH)

    @cached_property
    def checks(self) -> Checks:
        """The interval claims held against the record, as far as that has been done."""
        return Checks(self._desk, self.ui, self._keeper, self.stamp, self._settings)

    def compared(self, a: str, b: str, previous: bool) -> Comparison:
        """Two documents held against each other, with ``previous`` as a readout and the one before
        it, which is looked for where there is no ``b``. See ``Desk.compare``."""
        if previous:
            return self._desk.compare_previous(a, b or None)
        return self._desk.compare(a, b)

    def phrases(self) -> Phrases | None:
        """Formulas of all documents, see ``Desk.phrases``; None while they are gone through for
        the first time."""
        found: Phrases | None = self._keeper.once_soon(
            "phrases", self.stamp, lambda: self._desk.phrases()
        )
        return found

    def durability(self, day: dt.date) -> Durability:
        """How long talks last, of all channels: see ``Desk.durability``."""
        stamp = (self.stamp, day)
        found: Durability = self._keeper.once(
            f"durability {self.ui}", stamp, lambda: self._desk.durability(day)
        )
        return found

    def series(self, pair: tuple[str, str], freq: Freq, asked: Filters) -> DyadSeries:
        """What two parties did by period: see ``Desk.series``."""
        return self._desk.series(pair, freq, asked.start, asked.end, asked.only).dyads[0]

    def ripple(self, of: str, parties: tuple[str, ...], on: Sequence[tuple[str, ...]]) -> Ripple:
        """What followed on pairs after events of some parties: see ``Desk.ripple``."""
        return self._desk.ripple(of, on, parties)

    def search(self, query: str, filters: Filters, limit: int, after: str | None) -> list[Hit]:
        """Passages that hold the words, of documents and events that fit. See ``Desk.search``."""
        f = filters
        return self._desk.search(
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


class Records:
    """The desk, kept open in every language."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._open: dict[str, tuple[object, Desk]] = {}
        self._words: dict[str, Words] = {}
        self._keeper = Keeper()
        self._lock = Lock()

    def record(self, ui: str) -> Record:
        """The record as it stands, with headlines and explanations in ``ui``."""
        desk = self._desk(ui)
        self._keeper.gathered(desk)
        return Record(desk, self.words(ui), self._settings, self._keeper)

    @property
    def behind(self) -> str | None:
        """Why the record lacks documents that came last, None where it has all."""
        return self._keeper.behind

    def close(self) -> None:
        """Ends what is worked out beside the requests."""
        self._keeper.close()

    def words(self, ui: str) -> Words:
        """The words of a language."""
        with self._lock:
            if ui not in self._words:
                self._words[ui] = Words(ui, load(*self._settings.lexicon))
            return self._words[ui]

    def _desk(self, ui: str) -> Desk:
        s = self._settings
        with self._lock:
            place = self._place()
            held = self._open.get(ui)
            if held is None or held[0] != place:
                if held is not None:
                    held[1].close()
                try:
                    desk = Desk.open(s.address, s.lexicon, s.reference, ui, gathers=False)
                except OSError as fault:  # a folder that may not even be looked into
                    raise DeskError(str(fault)) from fault
                held = self._open[ui] = (self._place(), desk)
            return held[1]

    def _place(self) -> object:
        """What differs where another desk lies at the address than before."""
        where = folder(self._settings.address)
        if where is None:
            return True
        file = Path(where) / "desk.sqlite"
        try:
            stat = file.stat()
        except OSError:
            return None
        return stat.st_dev, stat.st_ino


def _months(first: dt.date, last: dt.date) -> list[str]:
    """The months of some days, as the record names them."""
    begin, end = (day.year * 12 + day.month - 1 for day in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(begin, end + 1)]
