"""Search: what stands in the desk's documents, and in the lines of the reference chronology."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import dropwhile, islice
from typing import TYPE_CHECKING

import msgspec

from parley import record
from parley.desk.errors import DeskError, refusals
from parley.items import Span, to_json
from parley.language.pairs import Token, tokens
from parley.language.queries import Phrase, apart, phrases, places
from parley.record import Entry, entries
from parley.record.chronology_lookup import names
from parley.record.pages import Wanted, fits
from parley.record.search import Choice, Hit, Key, found

LONGEST = 1000
"""Characters of a query."""
MOST = 1000
"""Hits of one call."""
LANG = "en"
"""The language that the reference chronology's lines are in."""


class Searching:
    """The part of a desk that finds words; see ``parley.desk.Desk``."""

    _opened: record.Store | None
    _reference: bool

    if TYPE_CHECKING:
        from parley.lexicon import Lexicon

        @property
        def lexicon(self) -> Lexicon: ...  # noqa: D102
        def _there(self) -> record.Store: ...
        def _settled(self) -> bool: ...

    def reindex(self) -> None:
        """Makes what a search asks anew. Raises ``DeskError`` where the desk cannot be written."""
        with refusals():
            self._there().reindex()

    def search(
        self,
        query: str,
        *,
        parties: Collection[str] = (),
        channel: str | None = None,
        mode: str | None = None,
        person: str | None = None,
        start: dt.date | None = None,
        end: dt.date | None = None,
        lang: str | None = None,
        voice: str | None = None,
        source: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        versions: bool = False,
        limit: int = 20,
        after: str | None = None,
    ) -> list[Hit]:
        """The passages in which all of a query stands, the best first and of equals the newest.

        Chinese finds either script, and Japanese its own forms too; case, width and accents make
        no difference. A run of Chinese, Japanese or Korean, and what stands in quotation marks, is
        found as it stands; other words are found whole, with a ``*`` at their end by how they
        begin. Nothing else in a query means anything but itself.

        ``parties`` (all of them take part), ``channel``, ``mode``, ``person`` (an id of the lexicon
        or any name) and the days from ``start`` to ``end`` choose passages that tell of an event of
        which all of this is true. ``lang``, ``voice`` (a party, press, analysis) and ``source`` (a
        document's id up to a colon) choose documents, ``since`` and ``until`` their days of
        publication; superseded versions are left out unless ``versions`` is said. Events of the
        reference chronology come after the documents' passages, the newest first, unless documents
        are chosen. ``after`` is that of the last hit on the page before.

        Raises ``DeskError`` for a query without a letter or digit, one of more than a thousand
        characters, an ``after`` of no hit, or a desk that cannot be read.
        """
        asked = _asked(query)
        if not 1 <= limit <= MOST:
            raise DeskError(f"a limit of {limit}: from 1 to {MOST} hits can be had at once")
        key = _key(after)
        choice = Choice(
            lang=lang,
            voice=voice,
            source=source,
            since=since,
            until=until,
            versions=versions,
            told=_wanted(parties, channel, mode, start, end),
            people=self._people(person),
        )
        out: list[Hit] = []
        if self._opened is not None and not isinstance(key, str):
            with refusals():
                self._settled()
                out = found(self._opened, asked, choice, limit, key)
        chosen = any((voice, source, since, until)) or lang not in (None, LANG)
        if self._reference and not chosen and len(out) < limit:
            passed = key if isinstance(key, str) else None
            out += islice(self._of_reference(asked, choice, passed), limit - len(out))
        return out

    def _people(self, name: str | None) -> tuple[str, ...]:
        """The ids of whoever has a name, and the name itself."""
        if name is None:
            return ()
        return tuple(dict.fromkeys((name, *self.lexicon.who(name))))

    def _of_reference(
        self, asked: Sequence[Phrase], choice: Choice, after: str | None
    ) -> Iterator[Hit]:
        """Events of the reference in whose line, pages' titles or names all phrases stand."""
        known = {event.id: event for event in record.reference()}
        people = {*choice.people}
        for key in choice.people:
            if key in self.lexicon.people:
                people.update(*self.lexicon.people[key].names.values())
        for entry, line, told in _lines(after):
            hit = _hit(asked, entry, line, told)
            takes_part = {p.entity or p.name for p in entry.participants}
            if (
                hit is not None
                and (choice.told is None or fits(known[entry.id], choice.told))
                and (not people or people & takes_part)
            ):
                yield hit


def _wanted(
    parties: Collection[str],
    channel: str | None,
    mode: str | None,
    start: dt.date | None,
    end: dt.date | None,
) -> Wanted | None:
    wanted = Wanted(
        start=start, end=end, parties=tuple(parties), channel=channel, modes=(mode,) if mode else ()
    )
    return None if wanted == Wanted() else wanted


def _asked(query: str) -> Sequence[Phrase]:
    if len(query) > LONGEST:
        raise DeskError(
            f"a query of {len(query):,} characters, where {LONGEST:,} are the most: look for a few"
            " words of it"
        )
    asked = phrases(query)
    if not asked:
        raise DeskError("nothing to look for: the query has no letter and no digit")
    return asked


def _key(after: str | None) -> Key | str | None:
    """The place of a hit: a key in the database, or the id of an event of the reference."""
    if after is None:
        return None
    try:
        return msgspec.json.decode(after, type=Key | str)
    except msgspec.DecodeError as fault:
        raise DeskError(f"nothing comes after {after!r}: give the last hit's own") from fault


@lru_cache(maxsize=1)
def _ordered() -> list[tuple[Entry, str, list[Token]]]:
    """Events of the reference, the newest first: what of them is shown, and all their names."""
    ordered = sorted(entries(), key=lambda e: (e.start, e.id), reverse=True)
    return [(entry, _line(entry), tokens(_named(entry))) for entry in ordered]


def _lines(after: str | None) -> list[tuple[Entry, str, list[Token]]]:
    if after is None:
        return _ordered()
    return list(dropwhile(lambda one: one[0].id != after, _ordered()))[1:]


def _named(entry: Entry) -> str:
    people = (f"{person.name} {person.role or ''}" for person in entry.participants)
    return "; ".join((names(entry), entry.place or "", *people))


def _line(entry: Entry) -> str:
    return "\n".join(dict.fromkeys((entry.what, *(page.title or "" for page in entry.pages))))


def _hit(asked: Sequence[Phrase], entry: Entry, line: str, named: Sequence[Token]) -> Hit | None:
    within = tokens(line)
    spans: list[Span] = []
    for phrase in asked:
        there = places(phrase, within)
        if not there and not places(phrase, named):
            return None
        spans += there
    return Hit(
        doc=entry.id,
        title=entry.what,
        published=entry.start,
        lang=LANG,
        url=entry.pages[0].url if entry.pages else None,
        passage=Span(0, len(line)),
        text=line,
        spans=tuple(apart(spans)),
        events=(entry.id,),
        reference=True,
        after=to_json(entry.id),
    )
