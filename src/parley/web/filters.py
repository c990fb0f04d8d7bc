"""What is asked of the record, kept in the address, so that an address can be shared."""

import datetime as dt
from collections.abc import Mapping
from typing import NoReturn
from urllib.parse import urlencode

import msgspec
from starlette.datastructures import QueryParams

from parley.dates import period
from parley.documents.metadata import LANGS
from parley.items import MODES, TYPE_OF_MODE, MergedEvent
from parley.lexicon import Lexicon
from parley.record import Wanted
from parley.record.facets import voice_of
from parley.web.faults import N_, Fault

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
            refuse("mode", mode)
    for lang in langs:
        if lang not in LANGS:
            refuse("lang", lang)
    return Filters(
        since=_one(query, "from"),
        until=_one(query, "to"),
        start=start[0] if start else None,
        end=end[1] if end else None,
        parties=tuple(sorted({party for party in parties if party})),
        only=_ticked(query, "only"),
        channel=_one(query, "channel"),
        modes=modes,
        person=_one(query, "person"),
        sources=_many(query, "source"),
        langs=langs,
        confidence=_share(_one(query, "confidence")),
        conflicts=_ticked(query, "conflicts"),
        document=_one(query, "document"),
    )


def wanted(filters: Filters, people: tuple[str, ...] = ()) -> Wanted:
    """What the filters ask of a record. ``people``: who is meant by ``filters.person``."""
    f = filters
    return Wanted(
        start=f.start,
        end=f.end,
        parties=f.parties,
        only=f.only,
        channel=f.channel or None,
        modes=f.modes,
        people=people or ((f.person,) if f.person else ()),
        langs=f.langs,
        voices=f.sources,
        document=f.document or None,
        confidence=f.confidence or 0.0,
        conflicts=f.conflicts,
    )


def voices(event: MergedEvent) -> set[str]:
    """Whose accounts tell of an event: voices, and ``REFERENCE``."""
    return {voice for voice in map(voice_of, event.sources) if voice}


def people(wanted: str, lexicon: Lexicon, named: Mapping[str, int]) -> tuple[str, ...]:
    """Whom a text means, the most frequent first: by id, or by a part of any of their names.

    ``named``: how many events there are of whom, by ids and by names that the lexicon has not.
    """
    if not wanted:
        return ()
    folded = wanted.casefold()
    found = {
        key
        for key, entry in lexicon.people.items()
        if key == wanted
        or any(folded in form.casefold() for forms in entry.names.values() for form in forms)
    }
    found |= {name for name in named if folded in name.casefold()}
    return tuple(sorted(found & named.keys(), key=lambda name: (-named[name], name))[:MOST])


def _one(query: QueryParams, name: str) -> str:
    return next(iter(_many(query, name)), "")


def _ticked(query: QueryParams, name: str) -> bool:
    value = _one(query, name)
    if value not in ("", "0", "1"):
        refuse(name, value)
    return value == "1"


def _many(query: QueryParams, name: str) -> tuple[str, ...]:
    values = [value.strip() for value in query.getlist(name)]
    found = tuple(dict.fromkeys(value for value in values if value))
    for value in found:
        if len(value) > LONGEST or not value.isprintable():
            refuse(name, value)
    if len(found) > MOST:
        refuse(name, found[MOST])
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
        refuse("confidence", text)
    return value


def refuse(name: str, value: str) -> NoReturn:
    """Raises the ``Fault`` that tells that a value cannot be meant."""
    raise Fault(
        400,
        "bad-value",
        N_("“{value}” is nothing that “{name}” can be."),
        value=value[:LONGEST],
        name=name,
    )
