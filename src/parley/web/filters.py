"""What is asked of the record, kept in the address, so that an address can be shared."""

import datetime as dt
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

import msgspec
from starlette.datastructures import QueryParams

from parley.dates import period
from parley.desk.chronology import selected
from parley.documents.metadata import LANGS
from parley.items import MODES, TYPE_OF_MODE, Document, MergedEvent
from parley.lexicon import Lexicon
from parley.web.faults import N_, Fault

REFERENCE = "reference"
"""The source that the reference chronology is."""
LONGEST = 200
"""Characters of any one value."""
MOST = 20
"""Values of any one name."""


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Which events are wanted. Empty fields ask for nothing.

    ``since`` and ``until`` as they were written (a day, a month or a year), with the days that they
    mean in ``start`` and ``end``. An event takes in all of ``parties`` (with ``only``: no others)
    and fits one of each other list. ``sources`` are voices, or ``reference``.
    """

    since: str = ""
    until: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    parties: tuple[str, ...] = ()
    only: bool = False
    channel: str = ""
    modes: tuple[str, ...] = ()
    person: str = ""
    sources: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    confidence: float | None = None
    conflicts: bool = False
    document: str = ""

    @property
    def empty(self) -> bool:
        """Whether everything is wanted."""
        return self == Filters()

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values as they stand in an address."""
        told = [("from", self.since), ("to", self.until)]
        told += (("party", party) for party in self.parties)
        told += [("only", "1" if self.only else ""), ("channel", self.channel)]
        told += (("mode", mode) for mode in self.modes)
        told.append(("person", self.person))
        told += (("source", source) for source in self.sources)
        told += (("lang", lang) for lang in self.langs)
        told.append(("confidence", "" if self.confidence is None else f"{self.confidence:g}"))
        told += [("conflicts", "1" if self.conflicts else ""), ("document", self.document)]
        return [(name, value) for name, value in told if value]

    def address(self, path: str, **more: str | None) -> str:
        """``path`` with these filters, and ``more`` where it is not empty."""
        pairs = [*self.pairs(), *((name, value) for name, value in more.items() if value)]
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def within(self, since: str, until: str) -> "Filters":
        """The same for another period."""
        start, end = _period("from", since), _period("to", until)
        return msgspec.structs.replace(
            self,
            since=since,
            until=until,
            start=start[0] if start else None,
            end=end[1] if end else None,
        )


def asked(query: QueryParams) -> Filters:
    """The filters of an address. Raises ``Fault`` for a value that cannot be meant."""
    start, end = _period("from", _one(query, "from")), _period("to", _one(query, "to"))
    parties = [part.strip().upper() for value in _many(query, "party") for part in value.split(",")]
    modes, langs = _many(query, "mode"), _many(query, "lang")
    for mode in modes:
        if mode not in TYPE_OF_MODE and mode not in MODES:
            _refuse("mode", mode)
    for lang in langs:
        if lang not in LANGS:
            _refuse("lang", lang)
    return Filters(
        since=_one(query, "from"),
        until=_one(query, "to"),
        start=start[0] if start else None,
        end=end[1] if end else None,
        parties=tuple(sorted({party for party in parties if party})),
        only=_one(query, "only") not in ("", "0"),
        channel=_one(query, "channel"),
        modes=modes,
        person=_one(query, "person"),
        sources=_many(query, "source"),
        langs=langs,
        confidence=_share(_one(query, "confidence")),
        conflicts=_one(query, "conflicts") not in ("", "0"),
        document=_one(query, "document"),
    )


def kept(
    events: Iterable[MergedEvent],
    filters: Filters,
    documents: Mapping[str, Document],
    lexicon: Lexicon,
) -> list[MergedEvent]:
    """The events that are wanted, in the order given."""
    people = _people(filters.person, lexicon)
    named = filters.person.casefold()

    def fits(event: MergedEvent) -> bool:
        f = filters
        return (
            (not f.modes or event.mode in f.modes or event.type in f.modes)
            and (f.confidence is None or event.confidence >= f.confidence)
            and (not f.conflicts or bool(event.conflicts))
            and (not f.document or any(source.doc == f.document for source in event.sources))
            and (not f.sources or not voices(event, documents).isdisjoint(f.sources))
            and (not f.langs or not _langs(event, documents).isdisjoint(f.langs))
            and (
                not named
                or any(p.entity in people or named in p.name.casefold() for p in event.participants)
            )
        )

    f = filters
    some = selected(events, f.start, f.end, f.parties, f.channel or None, f.only)
    return [event for event in some if fits(event)]


def voices(event: MergedEvent, documents: Mapping[str, Document]) -> set[str]:
    """Whose accounts tell of an event: voices, and ``REFERENCE``."""
    found = {documents[s.doc].voice if s.doc in documents else REFERENCE for s in event.sources}
    return {voice for voice in found if voice}


def _langs(event: MergedEvent, documents: Mapping[str, Document]) -> set[str]:
    return {documents[s.doc].lang for s in event.sources if s.doc in documents}


def _people(wanted: str, lexicon: Lexicon) -> frozenset[str]:
    """Ids of the people whom a text names: by id, or by a part of any of their names."""
    if not wanted:
        return frozenset()
    folded = wanted.casefold()
    return frozenset(
        key
        for key, entry in lexicon.people.items()
        if key == wanted
        or any(folded in form.casefold() for forms in entry.names.values() for form in forms)
    )


def _one(query: QueryParams, name: str) -> str:
    return next(iter(_many(query, name)), "")


def _many(query: QueryParams, name: str) -> tuple[str, ...]:
    values = [value.strip() for value in query.getlist(name)]
    found = tuple(dict.fromkeys(value for value in values if value))
    for value in found:
        if len(value) > LONGEST or not value.isprintable():
            _refuse(name, value)
    if len(found) > MOST:
        _refuse(name, found[MOST])
    return found


def _period(name: str, text: str) -> tuple[dt.date, dt.date] | None:
    if not text:
        return None
    try:
        return period(text)
    except ValueError:
        raise Fault(
            400,
            "bad-date",
            N_("“{value}” is no date: write YYYY-MM-DD, YYYY-MM or YYYY."),
            value=text[:LONGEST],
        ) from None


def _share(text: str) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        _refuse("confidence", text)
    return value


def _refuse(name: str, value: str) -> None:
    raise Fault(
        400,
        "bad-value",
        N_("“{value}” is nothing that “{name}” can be."),
        value=value[:LONGEST],
        name=name,
    )
