"""What a desk holds, in figures."""

from collections import Counter
from collections.abc import Mapping

import msgspec

from parley.record.rows import rows
from parley.record.schema import newest
from parley.record.store import Store
from parley.record.tables import aliases, assertions, documents

Counts = dict[str, dict[str, int]]
"""By kind, then by language; ``all`` is every language together."""


class DeskInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What a desk holds.

    ``documents`` are counted as ``current`` or ``superseded`` (older versions), ``assertions`` by
    the kind of item, ``events`` (merged) by their type: there one told in several languages counts
    in each. ``aliases`` are other ids of the same content. ``coders`` tells by name and version how
    many assertions are whose; ``stale`` how many documents the next run codes anew, since the rules
    or the lexicon have changed. ``size`` is in bytes.
    """

    where: str
    database: str
    schema: int
    size: int
    documents: Counts
    assertions: Counts
    events: Counts = {}
    aliases: int = 0
    coders: dict[str, int] = {}
    stale: int = 0


class _Language(msgspec.Struct):
    lang: str = "und"


class _Coder(msgspec.Struct):
    coder: str = ""


def info(store: Store, coder: str) -> DeskInfo:
    """What is stored, without what is derived from it (``events``).

    ``coder`` is the one at work now, as ``Store.add`` is told it. Raises ``StoreError`` where the
    desk cannot be read.
    """
    kept: Counter[tuple[str, str]] = Counter()
    said: Counter[tuple[str, str]] = Counter()
    coders: Counter[str] = Counter()
    langs: dict[tuple[object, ...], str] = {}
    stale = 0
    with store.reading() as connection:
        database, size = store.place.about(connection)
        for row in rows(connection, documents):
            lang = msgspec.json.decode(row.payload, type=_Language).lang
            kept["current" if row.current else "superseded", lang] += 1
            if row.current:
                langs[row.id, row.content] = lang
                stale += row.coder != coder
        for row in rows(connection, assertions):
            if (row.doc, row.content) in langs:
                said[row.kind, langs[row.doc, row.content]] += 1
                coders[msgspec.json.decode(row.payload, type=_Coder).coder] += 1
        others = sum(1 for _ in rows(connection, aliases))
    return DeskInfo(
        where=store.place.name,
        database=database,
        schema=newest(),
        size=size,
        documents=by_kind(kept),
        assertions=by_kind(said),
        aliases=others,
        coders=dict(sorted(coders.items())),
        stale=stale,
    )


def by_kind(found: Counter[tuple[str, str]], number: Mapping[str, int] | None = None) -> Counts:
    """Numbers by kind and language, with those of all languages: their sum unless given."""
    out: Counts = {}
    for (kind, lang), counted in sorted(found.items()):
        out.setdefault(kind, {"all": 0})[lang] = counted
        out[kind]["all"] += counted
    return out if number is None else {k: {**langs, "all": number[k]} for k, langs in out.items()}
