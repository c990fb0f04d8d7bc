"""Looking things up in the reference chronology: choosing, searching, counting."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import msgspec

from parley.items import Party
from parley.lexicon import load
from parley.lexicon.matcher import fold_all
from parley.record.chronology import SURENESS, Entry, Sureness


class ReferenceFigures(msgspec.Struct, frozen=True, kw_only=True):
    """How much the chronology holds: events by how sure they are, by channel, by publisher.

    ``own`` counts the events that a page of a party's own ministry tells of, ``pages`` the
    addresses, ``first`` and ``last`` are the days on which the first and the last event begin.
    ``publishers`` counts each event once for each publisher of its pages.
    """

    events: int
    own: int
    pages: int
    first: dt.date | None
    last: dt.date | None
    sure: dict[Sureness, int]
    channels: dict[str, int]
    publishers: dict[str, int]


def choose(
    entries: Iterable[Entry],
    start: dt.date | None = None,
    end: dt.date | None = None,
    parties: Iterable[Party] = (),
    channel: str | None = None,
    only: bool = False,
) -> list[Entry]:
    """The entries that touch the days from ``start`` to ``end``, in which all ``parties`` take part
    (with ``only`` nobody else), through ``channel``; in the order given."""
    wanted = set(parties)
    return [
        entry
        for entry in entries
        if (start is None or entry.end >= start)
        and (end is None or entry.start <= end)
        and (channel is None or entry.channel == channel)
        and (not wanted or (wanted == set(entry.parties) if only else wanted <= set(entry.parties)))
    ]


def search_reference(entries: Sequence[Entry], words: Iterable[str]) -> list[Entry]:
    """The entries in which all ``words`` stand, in the order given.

    Read are the sentence, id, place, people, parties and channel, the last three under all names
    that the lexicon has of them, in either Chinese script; case is ignored.
    """
    wanted = [word.casefold() for word in fold_all(list(words), "zh")]
    plain = fold_all([" ".join(_own_words(entry)) for entry in entries], "zh")
    return [
        entry
        for entry, text in zip(entries, plain, strict=True)
        if (all_of := f"{text} {names(entry)}".casefold())
        and all(word in all_of for word in wanted)
    ]


def names(entry: Entry) -> str:
    """All names that the lexicon has of the parties, people and channel of an entry."""
    forms = _forms()
    return " ".join(forms(key) for key in _keys(entry))


def _own_words(entry: Entry) -> list[str]:
    people = [f"{person.name} {person.role or ''}" for person in entry.participants]
    return [entry.id, entry.what, entry.place or "", entry.mode, entry.effect or "", *people]


def _keys(entry: Entry) -> list[str]:
    return [
        *(entry.parties),
        *([entry.channel] if entry.channel else []),
        *(person.name for person in entry.participants),
    ]


@lru_cache(maxsize=1)
def _forms() -> Callable[[str], str]:
    """What the lexicon calls a party or channel of an id, or a person of an English name."""
    lexicon = load()
    names: dict[str, list[str]] = {}
    for table in ("actors", "channels"):
        for row in lexicon.table(table):
            names[row["id"]] = [row["id"], *_flat(row.get("names", {}))]
    for row in lexicon.table("people"):
        for name in row["names"].get("en", ()):
            names.setdefault(name, []).extend(_flat(row["names"]))
    folded = dict(
        zip(names, fold_all([" ".join(own) for own in names.values()], "zh"), strict=True)
    )
    return lambda key: folded.get(key, key)


def _flat(names: dict[str, list[str]]) -> list[str]:
    return [name for own in names.values() for name in own]


def figures(entries: Sequence[Entry]) -> ReferenceFigures:
    """What ``entries`` hold, in numbers; counts in falling order."""
    sure = Counter(entry.sure for entry in entries)
    channels = Counter(entry.channel for entry in entries if entry.channel)
    publishers = Counter(name for e in entries for name in {page.publisher for page in e.pages})
    return ReferenceFigures(
        events=len(entries),
        own=sum(entry.own for entry in entries),
        pages=len({page.url for entry in entries for page in entry.pages}),
        first=min((entry.start for entry in entries), default=None),
        last=max((entry.start for entry in entries), default=None),
        sure={grade: sure[grade] for grade in SURENESS},
        channels=_falling(channels),
        publishers=_falling(publishers),
    )


def _falling(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
