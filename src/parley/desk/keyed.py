"""What a desk holds, found by rows: for whoever shows a little of much."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, func, select, tuple_

from parley import channels, checking, record
from parley.channels import Standing
from parley.channels.deeds import deed
from parley.channels.machine import BY_PARTIES
from parley.desk.errors import refusals
from parley.desk.nearby import Near, graded, held
from parley.items import ChannelState, Check, Document, IntervalClaim, Item, MergedEvent, from_json
from parley.record import counts, deciding, kept, news, tallies, through
from parley.record.bulk import pieces
from parley.record.counts import YEAR, Counted
from parley.record.facets import facets as facets_of
from parley.record.holdings import CLAIMS, DOCUMENTS, STATEMENTS
from parley.record.tables import CLAIMING, CURRENT, documents, holdings, members

Stamp = tuple[object, ...]
Place = tuple[str, str]
"""The day of publication and the id of a document."""


SMALL = 5000
"""Events of a record that is read whole to check claims."""
CLAIMS_AT_ONCE = 20_000
"""Claims that are put in order before they are checked."""
AT_ONCE = 50
"""Documents whose items are read at once."""
EVENTS = 500
"""Events that are read at once: what is asked of the board meanwhile waits no longer."""


class Holding(NamedTuple):
    """A document, and how much was found in it."""

    document: Document
    events: int
    statements: int
    claims: int


class Keyed:
    """The part of a desk that reads no more than is asked for; see ``parley.desk.Desk``."""

    _opened: record.Store | None
    _reference: bool
    _ui: str

    if TYPE_CHECKING:
        from parley.lexicon import Lexicon

        @property
        def lexicon(self) -> Lexicon: ...  # noqa: D102
        def _there(self) -> record.Store: ...
        def _settled(self) -> bool: ...
        def _near(self, names: Iterable[str] = (), docs: Iterable[str] = ()) -> Near: ...
        def _named(self, event: MergedEvent) -> MergedEvent: ...
        @property
        def _coverage(self) -> Mapping[str, record.Coverage]: ...
        def page(  # noqa: D102
            self,
            wanted: record.Wanted,
            limit: int | None = 50,
            after: str | None = None,
            newest: bool = False,
        ) -> list[record.Placed]: ...
        def _check(
            self,
            claim: IntervalClaim,
            documents: Mapping[str, Document],
            counting: Sequence[MergedEvent],
        ) -> Check: ...

    def _reference_events(self) -> Sequence[MergedEvent]:
        return record.reference() if self._reference else ()

    def waiting(self) -> bool:
        """Whether documents have changed whose events have not been gathered since."""
        if self._opened is None:
            return False
        with refusals(), self._opened.reading() as connection:
            return record.waiting(connection)

    @property
    def may_write(self) -> bool:
        """Whether something can be added, or decided on."""
        return self._opened is None or self._opened.may_write

    def gather(self) -> None:
        """Gathers the events of documents that have changed, where the desk may be written."""
        if self._opened is not None and self._opened.may_write:
            with refusals():
                record.renew(self._opened)

    def counted(self, wanted: record.Wanted, width: int = YEAR) -> Counted:
        """How many events are wanted, by the time in which they begin: see ``counts.count``."""
        if self._opened is None:
            found = [e for e in self._reference_events() if record.fits(e, wanted)]
            first = wanted.start or dt.date.min
            days = [max(e.start, first).isoformat()[:width] for e in found if e.start]
            return Counted(Counter(days), len(found) - len(days))
        self._settled()
        with refusals(), self._opened.reading() as connection:
            return counts.count(connection, wanted, width, self._reference)

    def offered(self, prefixes: Iterable[str]) -> dict[str, Counter[str]]:
        """How many events there are of each party, mode, channel …: see ``record.facets``."""
        out: dict[str, Counter[str]] = {}
        if self._opened is None:
            for prefix in prefixes:
                found = [f.partition(" ") for e in self._reference_events() for f in facets_of(e)]
                out[prefix] = Counter(name for begin, _, name in found if begin == prefix)
            return out
        self._settled()
        with refusals(), self._opened.reading() as connection:
            for prefix in prefixes:
                out[prefix] = counts.offered(connection, prefix, self._reference)
        return out

    def holds(self, prefix: str | None = None) -> Counter[str]:
        """How many documents, statements, claims and own events there are; with a ``prefix``
        those of its kinds, by what comes after it."""
        if self._opened is None:
            return Counter()
        with refusals(), self._opened.reading() as connection:
            if prefix is not None:
                return Counter(tallies.numbers(connection, prefix))
            names = {DOCUMENTS: DOCUMENTS, STATEMENTS: STATEMENTS, CLAIMS: CLAIMS, "events": ""}
            return Counter({n: tallies.number(connection, f) for n, f in names.items()})

    def tally(self, facet: str, year: str = tallies.WHOLE) -> int:
        """How many of the desk's own events have a facet, of all or of a year."""
        if self._opened is None:
            return 0
        with refusals(), self._opened.reading() as connection:
            return tallies.number(connection, facet, year)

    def own(
        self,
        wanted: record.Wanted,
        limit: int,
        after: str | None = None,
        newest: bool = False,
    ) -> list[MergedEvent]:
        """A page of the desk's own events: see ``Desk.page``."""
        if self._opened is None:
            return []
        with refusals(), self._opened.reading() as connection:
            found = record.page(connection, wanted, limit, after, newest, with_known=False)
        return [self._named(one.event) for one in found]

    def published(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day on which a document was published."""
        if self._opened is None:
            return None
        day = holdings.c.published
        found: list[str] = []
        with refusals(), self._opened.reading() as connection:
            for order in (day, day.desc()):
                asked = select(day).where(day > "").order_by(order).limit(1)
                found += connection.scalars(asked)
        return (dt.date.fromisoformat(found[0]), dt.date.fromisoformat(found[1])) if found else None

    def stamp(self) -> Stamp:
        """What differs where events, or what documents hold, do."""
        if self._opened is None:
            return ()
        with refusals(), self._opened.reading() as connection:
            return (
                tallies.mark(connection, ""),
                tallies.number(connection, ""),
                tallies.number(connection, DOCUMENTS),
                deciding.newest(connection),
            )

    def mark(self) -> news.Mark:
        """How far the desk has come, for ``news``."""
        if self._opened is None:
            return news.Mark()
        with refusals(), self._opened.reading() as connection:
            return news.mark(connection)

    def news(self, seen: news.Mark, limit: int) -> news.News:
        """What has come since the desk had come so far, at most so many documents and events."""
        if self._opened is None:
            return news.News()
        with refusals(), self._opened.reading() as connection:
            found = news.since(connection, seen, limit)
        return found._replace(events=tuple(self._named(event) for event in found.events))

    def events(self, keys: Collection[str]) -> dict[str, MergedEvent]:
        """Events by the ids that they go, or went, by: those that there are."""
        if self._opened is None:
            known = {event.id: event for event in self._reference_events()}
            found = {key: known[key] for key in keys if key in known}
        else:
            with refusals(), self._opened.reading() as connection:
                found = kept.by_id(connection, keys, self._reference)
        return {key: self._named(event) for key, event in found.items()}

    def place(self, key: str) -> str | None:
        """The place of an event in the chronology, None where there is none of this id."""
        if self._opened is None:
            known = next((event for event in self._reference_events() if event.id == key), None)
            return record.place(known, "") if known else None
        with refusals(), self._opened.reading() as connection:
            return kept.place_of(connection, key, self._reference)

    def documents_of(self, keys: Collection[str]) -> dict[str, Document]:
        """The current versions of documents, graded, by id: those that there are."""
        if self._opened is None or not keys:
            return {}
        with refusals(), self._opened.reading() as connection:
            return graded(held(connection, keys), deciding.read(connection, keys))

    def holdings(
        self, limit: int, after: Place | None = None, back: bool = False
    ) -> list[tuple[Place, Holding]]:
        """Documents with their places, by date and id, undated ones last; ``back``: those before
        ``after``, the nearest first."""
        if self._opened is None:
            return []
        date, doc = holdings.c.published, holdings.c.doc
        place = tuple_(date, doc)
        parts = [(date > "", False), (date == "", True)]
        at = after is not None and after[0] == ""
        out: list[Place] = []
        with refusals(), self._opened.reading() as connection:
            for part, undated in reversed(parts) if back else parts:
                asked = select(date, doc).where(part).limit(limit)
                asked = (
                    asked.order_by(date.desc(), doc.desc()) if back else asked.order_by(date, doc)
                )
                if after is not None and at == undated:
                    asked = asked.where(place < after if back else place > after)
                elif after is not None and at != back:
                    continue
                out += ((row.published, row.doc) for row in connection.execute(asked))
            found = _holdings(connection, [key for _, key in out[:limit]])
        return [(one, found[one[1]]) for one in out[:limit]]

    def items_of(self, docs: Collection[str]) -> list[Item]:
        """The items that hold of some documents, by document and place."""
        if self._opened is None or not docs:
            return []
        found = self._near(docs=docs)
        wanted = frozenset(docs)
        return [item for item in found.effective.items if item.doc in wanted]

    def claims(self, after: Place | None = None) -> Iterator[tuple[Place, IntervalClaim]]:
        """Interval claims by date and id of their documents, undated ones last, and by place in
        these; those of documents ``after`` a place."""
        if self._opened is None:
            return
        date, doc = holdings.c.published, holdings.c.doc
        for part, undated in ((date > "", False), (date == "", True)):
            if after is not None and (after[0] == "") and not undated:
                continue
            at = after if after is not None and (after[0] == "") == undated else None
            while True:
                asked = select(date, doc).where(CLAIMING, part).order_by(date, doc).limit(AT_ONCE)
                if at is not None:
                    asked = asked.where(tuple_(date, doc) > at)
                with refusals(), self._opened.reading() as connection:
                    places = [(row.published, row.doc) for row in connection.execute(asked)]
                if not places:
                    break
                items = self.items_of([key for _, key in places])
                for place in places:
                    for item in items:
                        if isinstance(item, IntervalClaim) and item.doc == place[1]:
                            yield place, item
                at = places[-1]

    def checked_claims(self) -> Iterator[tuple[Place, Check]]:
        """Every interval claim held against the record, with the place of its document.

        Of a large record only the events are read that a claim can rest on, once for all claims
        about the same: these come one after the other.
        """
        small = self.counted(record.Wanted()).total <= SMALL
        claims = self.claims()
        while some := list(islice(claims, CLAIMS_AT_ONCE)):
            grouped: dict[tuple[record.Wanted, ...], list[tuple[Place, IntervalClaim]]] = {}
            for place, claim in some:
                about = (record.Wanted(),) if small else self._about(claim)
                grouped.setdefault(about, []).append((place, claim))
            for about, several in grouped.items():
                events = checking.Shelf(self._bearing(about))
                for piece in pieces(several):
                    documents = self.documents_of({claim.doc for _, claim in piece})
                    for place, claim in piece:
                        if claim.doc in documents:  # else it has gone since
                            yield place, self._check(claim, documents, events)

    def _about(self, claim: IntervalClaim) -> tuple[record.Wanted, ...]:
        """The events that a claim can rest on: what two of its parties did, and acts of one."""
        channel = self.lexicon.channels.get(claim.subject.channel or "")
        event = self.events([claim.event]).get(claim.event) if claim.event else None
        told = {*claim.subject.parties, *(event.parties if event else ())}
        told.update(channel.parties if channel and not claim.subject.parties else ())
        if not told and channel is not None:
            return (record.Wanted(channel=channel.id),)  # a forum, whoever met there
        if not told:  # then what its document tells beside it says whom it is of
            beside = self.page(record.Wanted(document=claim.doc), None)
            told.update(party for one in beside for party in one.event.parties)
        parties = tuple(sorted(told))
        acts = tuple(sorted(checking.ACTS))
        pairs = _pairs(parties) if parties else []
        return (*pairs, *(record.Wanted(parties=(p,), modes=acts) for p in parties))

    def _between(self, parties: tuple[str, ...]) -> list[MergedEvent]:
        """The events, but for drafts, that two of some parties take part in, by date."""
        if self._opened is None:
            return list(self._reference_events())
        found = [one for some in self._in_pieces(_pairs(parties)) for one in some]
        return [one.event for one in sorted(found, key=_by_place)]

    def _bearing(self, about: Iterable[record.Wanted]) -> list[MergedEvent]:
        """The events wanted that bear on claims, by date."""
        if self._opened is None:
            return list(self._reference_events())
        found = [one for some in self._in_pieces(about) for one in some if _bears(one.event)]
        return [one.event for one in sorted(found, key=_by_place)]

    def _in_pieces(self, asked: Iterable[record.Wanted]) -> Iterator[list[record.Placed]]:
        """What is wanted, but for drafts, each once, some at a time."""
        assert self._opened is not None
        seen: set[str] = set()
        for wanted in asked:
            after: str | None = None
            while True:
                with refusals(), self._opened.reading() as connection:
                    some = record.page(
                        connection, wanted, EVENTS, after, with_known=self._reference
                    )
                new = [one for one in some if one.place not in seen]
                seen.update(one.place for one in new)
                yield [one for one in new if one.event.status != "draft"]
                if len(some) < EVENTS:
                    break
                after = some[-1].place

    def standings_stamp(self) -> Stamp:
        """What differs where ``standings`` would."""
        if self._opened is None:
            return ()
        with refusals(), self._opened.reading() as connection:
            return through.stamp(connection, BY_PARTIES)

    def standings(self, day: dt.date) -> Standing:
        """What becomes of the channels up to a day, of the events that count: no drafts."""
        if self._opened is None:
            found = list(self._reference_events())
        else:
            with refusals(), self._opened.reading() as connection:
                found = through.through(connection, sorted(BY_PARTIES), self._reference)
        counting = [event for event in found if event.status != "draft"]
        told = channels.standing(counting, self.lexicon.channels, day)
        if self._reference:
            told = told._replace(listed=frozenset(self.lexicon.channels))
        return told

    def told(self, standing: Standing) -> list[ChannelState]:
        """The states of channels in the desk's language."""
        events = {key: self._named(event) for key, event in standing.events.items()}
        return channels.told(standing._replace(events=events), self._coverage, self._ui)

    def drawn(self, ids: Collection[str], first: dt.date, last: dt.date) -> list[MergedEvent]:
        """The events of channels that overlap some days, by date."""
        if self._opened is None:
            wanted = record.Wanted(start=first, end=last)
            return [
                e for e in self._reference_events() if e.channel in ids and record.fits(e, wanted)
            ]
        with refusals(), self._opened.reading() as connection:
            return through.drawn(connection, ids, first, last, self._reference)

    def uses(self, channel: str, day: dt.date) -> Counter[int]:
        """How often a channel was used in each year up to a day."""
        level = self.lexicon.channels[channel].level
        wanted = record.Wanted(channel=channel)
        events = (one.event for one in self.page(wanted, None))
        return Counter(
            event.start.year
            for event in events
            if event.start is not None and event.start <= day and deed(event, level) == "use"
        )

    def a_year(self) -> Mapping[str, Counter[str]]:
        """How many of the desk's own events each channel has by year."""
        if self._opened is None:
            return {}
        with refusals(), self._opened.reading() as connection:
            return through.tallied(connection)

    def at_times(
        self, ids: Collection[str], first: dt.date, last: dt.date, width: int
    ) -> Mapping[str, Counter[str]]:
        """How many of the desk's own events of channels began in each month or on each day."""
        if self._opened is None:
            return {}
        with refusals(), self._opened.reading() as connection:
            return through.counted(connection, ids, first, last, width)


def _pairs(parties: tuple[str, ...]) -> list[record.Wanted]:
    if len(parties) < 2:
        return [record.Wanted(parties=parties)]
    return [record.Wanted(parties=pair) for pair in combinations(parties, 2)]


def _by_place(one: record.Placed) -> str:
    return one.place


def _bears(event: MergedEvent) -> bool:
    """Whether it went through a channel, does something to one, or is counted among acts."""
    acts = event.mode in checking.ACTS
    return event.channel is not None or acts or deed(event, None) is not None


def _holdings(connection: Connection, keys: Sequence[str]) -> dict[str, Holding]:
    found: dict[str, Holding] = {}
    for piece in pieces(keys):
        told = func.count(members.c.event.distinct()).label("n")
        counting = select(members.c.doc, told).where(members.c.doc.in_(piece))
        rows = connection.execute(counting.group_by(members.c.doc))
        events = {row.doc: row.n for row in rows}
        asked = (
            select(holdings.c.doc, holdings.c.statements, holdings.c.claims, documents.c.payload)
            .select_from(holdings)
            .join(documents, (documents.c.id == holdings.c.doc) & CURRENT)
            .where(holdings.c.doc.in_(piece))
        )
        for row in connection.execute(asked):
            document = from_json(row.payload, Document)
            found[row.doc] = Holding(document, events.get(row.doc, 0), row.statements, row.claims)
    return found
