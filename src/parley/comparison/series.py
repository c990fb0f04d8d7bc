"""Series of accounts: which document comes before which, in whose voice, of what kind of talks.

A document's predecessor is the nearest earlier one in the same voice that tells of talks over the
same channel; where there is none, of talks of the same parties at the same level; else of the same
parties.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from parley.comparison.results import Chain
from parley.items import UNREAL, Document, Event, Party
from parley.lexicon import Lexicon

CONSULT = "CONSULT"
LINE = "hotline"
"""The level of a channel that is a line: who speaks over it says at what level."""
SHARED = ("press", "analysis")
"""Voices that many publishers share: of these a series is one publisher's."""


class Account(NamedTuple):
    """A document and what it mainly tells of: its talks, else its first act."""

    doc: str
    lang: str
    date: dt.date | None
    voice: tuple[str, str] | None
    channel: str | None = None
    parties: tuple[Party, ...] = ()
    level: str | None = None
    talks: bool = False

    def chains(self) -> Iterator[tuple[Chain, tuple[object, ...]]]:
        """The series that it may be of, the closest first."""
        if self.voice is None or not self.parties:
            return
        if self.channel is not None:
            yield "channel", (self.voice, self.channel, self.talks)
        if self.level is not None:
            yield "level", (self.voice, self.parties, self.talks, self.level)
        yield "parties", (self.voice, self.parties, self.talks)


class Before(NamedTuple):
    """The document before another one, and the series that both are of."""

    account: Account
    by: Chain


def account(document: Document, events: Iterable[Event], lexicon: Lexicon) -> Account:
    """What a document is an account of, from the events coded in it."""
    voice = None
    if document.voice is not None:
        shared = document.voice in SHARED
        voice = (document.voice, document.publisher or "" if shared else "")
    real = [event for event in events if event.modality not in UNREAL]
    event = min(real, key=lambda one: _rank(one, document), default=None)
    if event is None:
        return Account(document.id, document.lang, document.published, voice)
    return Account(
        document.id,
        document.lang,
        document.published or event.start,
        voice,
        event.channel,
        tuple(event.parties),
        level(event, lexicon),
        event.type == CONSULT,
    )


def _rank(event: Event, document: Document) -> tuple[object, ...]:
    """Talks in which the voice takes part, nearest to publication; then others, as they stand."""
    talks = event.type == CONSULT
    own = document.voice in event.parties or document.voice in SHARED
    away = 0
    if talks and event.start is not None and document.published is not None:
        away = abs((document.published - event.start).days)
    place = event.evidence[0].start if event.evidence else 0
    return not (talks and own), not own, not talks, away, place, event.id


def level(event: Event, lexicon: Lexicon) -> str | None:
    """That of the channel; over a line, and without one, that of the offices that take part."""
    channel = lexicon.channels.get(event.channel or "")
    if channel is not None and channel.level != LINE:
        return channel.level
    offices = (lexicon.offices.get(p.role or "") for p in event.participants)
    levels = dict.fromkeys(o.level for o in offices if o is not None and o.level)
    return next(iter(levels), channel.level if channel else None)


class Series:
    """Accounts in order of date, each series with its last two days."""

    def __init__(self) -> None:
        self._held: dict[tuple[object, ...], list[list[Account]]] = {}

    def before(self, one: Account) -> Before | None:
        """The account before this one, of those added; None where no series has any."""
        for by, key in one.chains():
            for day in reversed(self._held.get((by, *key), ())):
                earlier = [a for a in day if a.date and one.date and a.date < one.date]
                earlier = [a for a in earlier if a.doc != one.doc]
                if earlier:
                    first = min(earlier, key=lambda a: (a.lang != one.lang, a.doc))
                    return Before(first, by)
        return None

    def add(self, one: Account) -> None:
        """Goes on with this account, which is not earlier than those added before."""
        if one.date is None:
            return
        for by, key in one.chains():
            days = self._held.setdefault((by, *key), [])
            if days and days[-1][0].date == one.date:
                days[-1].append(one)
            else:
                days.append([one])
                del days[:-2]

    def docs(self) -> set[str]:
        """The documents that another one may come after."""
        return {one.doc for days in self._held.values() for day in days for one in day}


def predecessor(one: Account, others: Iterable[Account]) -> Before | None:
    """The account before this one among others, which come in any order."""
    series = Series()
    dated = [a for a in others if a.date is not None and one.date is not None and a.date < one.date]
    for other in sorted(dated, key=lambda a: (a.date or dt.date.max, a.doc)):
        series.add(other)
    return series.before(one)


class Earlier:
    """Accounts before one of them, gone back through in time until the nearest is found."""

    def __init__(self, one: Account) -> None:
        self._one = one
        self._closest = next(one.chains(), None)
        self._found: list[Account] = []
        self._day: dt.date | None = None

    def enough(self, day: dt.date) -> bool:
        """Whether no account of ``day`` or before it can be the nearest."""
        return self._day is not None and day < self._day

    def add(self, other: Account) -> None:
        """Goes on with an account that is not later than those added before."""
        self._found.append(other)
        if self._day is None and any(chain == self._closest for chain in other.chains()):
            self._day = other.date

    def before(self) -> Before | None:
        """The account before, of those added."""
        return predecessor(self._one, self._found)
