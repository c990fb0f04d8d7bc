"""Names, titles, channels and bodies of a text that the lexicon does not know."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from parley.items import Document
from parley.language import View, detect, sentences, view
from parley.lexicon.load import Lexicon
from parley.lexicon.matcher import Hit, fold_all, group
from parley.lexicon.tables import Row

MASKS = {
    "person": "\ue000",
    "surname": "\ue000",
    "office": "\ue001",
    "actor": "\ue002",
    "compound": "\ue002",
    "deictic": "\ue003",
    "both": "\ue003",
    "channel": "\ue004",
    "generic": "\ue005",
    "place": "\ue006",
    "body": "\ue007",
}
"""What stands in a masked text for a hit of each kind, so that a pattern can ask for it."""

CLASSES = {
    "person": "\ue000",
    "office": "\ue001",
    "party": "\ue002",
    "word": "\ue003",
    "channel": "\ue004",
    "generic": "\ue005",
    "place": "\ue006",
    "body": "\ue007",
    "any": "\ue000-\ue007",
}
"""What patterns in the table call the masks; ``any`` stands in a class of characters."""

NOBODY = "ZZZ"
"""Party of an entry to paste where the text gives none; ``parley lexicon check`` asks for it."""


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """Something that the lexicon does not know, and an entry for it to complete and paste.

    ``table``: where the entry goes. ``count``: how often the documents name it. ``sentence``: the
    first one that does. ``parties``: whose it is, where the text says so. ``entry``: the row.
    """

    table: str
    name: str
    lang: str
    count: int
    documents: tuple[str, ...]
    sentence: str
    parties: tuple[str, ...]
    entry: Row


class Pattern(NamedTuple):
    """One way in which an unknown name shows; the group ``name`` is it."""

    table: str
    office: bool  # the title beside it goes with it
    least: int  # parties that must be named in it
    find: re.Pattern[str]
    drop: frozenset[str]
    strip: tuple[str, ...]  # what does not belong to it at its beginning
    ends: re.Pattern[str] | None  # where a name that runs on is cut


class Found(NamedTuple):
    """A name found once."""

    table: str
    name: str
    lang: str
    doc: str
    sentence: str
    parties: tuple[str, ...]
    office: Hit | None
    title: str


class Masked(NamedTuple):
    """A sentence with its hits masked: the text, and where each of its characters stands."""

    text: str
    at: Sequence[int]
    hits: Mapping[int, Hit]


def suggest(documents: Iterable[Document], lexicon: Lexicon, least: int = 1) -> list[Suggestion]:
    """What the documents name at least ``least`` times and the lexicon does not know.

    The most frequent first; a name in two tables stands where it is found more often.
    """
    found: dict[tuple[str, str, str], list[Found]] = {}
    for document in documents:
        for one in _in_document(document, lexicon):
            found.setdefault((one.table, one.lang, one.name), []).append(one)
    best: dict[tuple[str, str], int] = {}
    for (_, lang, name), ones in found.items():
        best[lang, name] = max(best.get((lang, name), 0), len(ones))
    out = []
    for (table, lang, name), ones in found.items():
        if len(ones) >= least and len(ones) == best[lang, name]:
            best[lang, name] += 1  # of two tables with as many, the first
            out.append(_suggestion(table, lang, name, ones))
    return sorted(out, key=lambda s: (-s.count, s.table, s.name))


def _suggestion(table: str, lang: str, name: str, ones: Sequence[Found]) -> Suggestion:
    first = next((one for one in ones if one.parties), ones[0])
    titled = next((one for one in ones if one.office is not None), None)
    return Suggestion(
        table=table,
        name=name,
        lang=lang,
        count=len(ones),
        documents=tuple(dict.fromkeys(one.doc for one in ones)),
        sentence=ones[0].sentence,
        parties=first.parties,
        entry=_entry(table, lang, name, first.parties, titled),
    )


def _entry(table: str, lang: str, name: str, parties: tuple[str, ...], titled: Found | None) -> Row:
    entry: Row = {"id": re.sub(r"[^\w]+", "-", name.casefold()).strip("-") or "new"}
    if table == "channels":
        entry |= {"parties": sorted(parties), "level": "working", "names": {lang: [name]}}
    elif table == "people":
        entry |= {"party": parties[0] if parties else NOBODY, "names": {lang: [name]}}
        if titled is not None and titled.office is not None:
            entry["offices"] = [{"office": titled.office.id, "title": titled.title}]
    else:
        if table == "bodies":
            entry["kind"] = "body"
        if len(parties) == 1:
            entry["party"] = parties[0]
        entry |= {} if table == "bodies" else {"level": "working"}
        entry["names"] = {lang: [name]}
    return entry


def _in_document(document: Document, lexicon: Lexicon) -> Iterator[Found]:
    lang = document.lang if document.lang != "und" else detect(document.text)
    patterns = _patterns(lexicon, group(lang))
    seen = view(document.text, lang)
    hits = lexicon.entities(seen.text, lang)
    starts = [hit.start for hit in hits]
    for span in sentences(document.text, lang):
        start, end = seen.to_view(span.start), seen.to_view(span.end)
        own = hits[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]
        masked = mask(seen.text, start, end, own)
        text = " ".join(document.text[span.start : span.end].split())
        taken: list[tuple[int, int]] = []
        for pattern in patterns:
            for match in pattern.find.finditer(masked.text):
                one = _named(pattern, match, masked, seen, document, lang, text, taken)
                if one is not None and not _known(one, pattern, match, masked, lexicon):
                    yield one


def _named(
    pattern: Pattern,
    match: re.Match[str],
    masked: Masked,
    seen: View,
    document: Document,
    lang: str,
    sentence: str,
    taken: list[tuple[int, int]],
) -> Found | None:
    """What a pattern has found, its name not yet taken by another; None where it is no name."""
    first, last = match.span("name")
    if pattern.ends is not None:
        cut = pattern.ends.search(masked.text, first, last)
        last = cut.start() if cut else last
    stored = seen.back(masked.at[first], masked.at[last - 1] + _width(masked, last - 1))
    name = " ".join(document.text[stored.start : stored.end].split())
    words = masked.text[first:last].strip()
    for word in pattern.strip:
        name, words = name.removeprefix(word), words.removeprefix(word)
    if len(name) < 2 or not words or words in pattern.drop or words.split()[0] in pattern.drop:
        return None
    if any(a < last and first < b for a, b in taken):
        return None
    taken.append((first, last))
    inside = [masked.hits[i] for i in range(*match.span()) if i in masked.hits]
    beside = [
        masked.hits[i]
        for i in range(max(0, match.start() - 2), match.start())
        if i in masked.hits and masked.hits[i].kind in ("actor", "compound")
    ]
    office = next((h for h in inside if h.kind == "office"), None) if pattern.office else None
    title = ""
    if office is not None:
        title = document.text[slice(*seen.back(office.start, office.end))]
    return Found(
        pattern.table,
        name,
        lang,
        document.id,
        sentence,
        _parties([*inside, *beside]),
        office,
        title,
    )


def _parties(hits: Sequence[Hit]) -> tuple[str, ...]:
    """All parties of the names and compounds among the hits, else those of another."""
    named = [p for h in hits if h.kind in ("actor", "compound") for p in h.parties]
    other = next((h.parties for h in hits if h.parties), ())
    return tuple(dict.fromkeys(named)) or other


def _known(
    one: Found, pattern: Pattern, match: re.Match[str], masked: Masked, lexicon: Lexicon
) -> bool:
    """Whether the lexicon has it after all, or it is too little for an entry.

    A person by the whole name; a channel by its parties' general word, which without two parties
    is no channel of its own.
    """
    if one.table == "people":
        return bool(lexicon.who(fold_all([one.name], group(one.lang))[0]))
    words = [masked.hits[i] for i in range(*match.span("name")) if i in masked.hits]
    general = [word for word in words if word.kind == "generic"]
    if len(one.parties) < max(pattern.least, 2 if general else 0):
        return True
    return any(lexicon.channel_for(one.parties, word.id) for word in general)


def _width(masked: Masked, index: int) -> int:
    hit = masked.hits.get(index)
    return hit.end - hit.start if hit else 1


def mask(text: str, start: int, end: int, hits: Sequence[Hit]) -> Masked:
    """``text[start:end]`` with one character of ``MASKS`` for each hit."""
    pieces: list[str] = []
    at: list[int] = []
    where: dict[int, Hit] = {}
    reach = start
    for hit in hits:
        if hit.start < reach:
            continue
        pieces.append(text[reach : hit.start])
        at.extend(range(reach, hit.start))
        where[len(at)] = hit
        pieces.append(MASKS["body" if hit.kind == "office" and hit.tag == "body" else hit.kind])
        at.append(hit.start)
        reach = hit.end
    pieces.append(text[reach:end])
    at.extend(range(reach, end))
    return Masked("".join(pieces), at, where)


@lru_cache(maxsize=16)
def _patterns(lexicon: Lexicon, lang: str) -> tuple[Pattern, ...]:
    """The patterns of a language from the table ``suggest``, in its order."""
    out = []
    for row in lexicon.table("suggest"):
        if row["lang"] != lang:
            continue
        ends = row.get("ends")
        out.append(
            Pattern(
                row["table"],
                row.get("office", False),
                row.get("least", 0),
                re.compile(_filled(row["pattern"], row.get("parts", {}))),
                frozenset(row.get("drop", ())),
                tuple(row.get("strip", ())),
                re.compile("|".join(ends)) if ends else None,
            )
        )
    return tuple(out)


def _filled(pattern: str, parts: Mapping[str, Sequence[str]]) -> str:
    """A pattern with ``<office>``, ``<party>`` … as masks and ``<part>`` as its alternatives."""
    for name, char in CLASSES.items():
        pattern = pattern.replace(f"<{name}>", char)
    for name, words in parts.items():
        longest = sorted(words, key=lambda word: (-len(word), word))
        pattern = pattern.replace(f"<{name}>", f"(?:{'|'.join(map(re.escape, longest))})")
    return pattern
