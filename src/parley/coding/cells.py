"""What the cells of an analyst's chronology say: days, parties, channels, places, modes."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import get_args

from parley.dates import Context, find, resolve
from parley.items import MODES, Interval, Party, Place, Precision
from parley.language import view
from parley.lexicon import Hit, Lexicon

LANGS = ("en", "zh-Hant", "ja", "ko")
_ORDER: tuple[Precision, ...] = get_args(Precision)
_YMD = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?(?:[T ]\d{1,2}:\d\d[\d:.Z+]*)?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_DMY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_TO = re.compile(r"\s*[–—~～至]\s*|\s+-\s+|/(?=\d{4})")
_APART = re.compile(r"\s*[,;/|、，；／＋+&\n]\s*")
_CODE = re.compile(r"(?<![A-Za-z])[A-Z][A-Z0-9]{1,11}(?![A-Za-z])")
_REST = 14  # letters that may stand beside a date: a weekday, "about noon"
_FULL_YEARS = range(1800, 2200)


class CellError(ValueError):
    """A cell that cannot be read; the message says what stands in it."""


def days(text: str, langs: Sequence[str] = LANGS) -> Interval | None:
    """The days that a cell names; None where it is empty.

    What is not written is not supplied: no year, no day, no order of day and month. Raises
    ``CellError`` where it names none, several, or one that can be read in two ways.
    """
    text = text.strip()
    if not text:
        return None
    found = _figures(text)
    if found is None:
        ends = _TO.split(text)
        if len(ends) == 2:
            both = [_figures(end.strip()) for end in ends]
            if both[0] and both[1]:
                found = spanned(both[0], both[1])
    found = found or _worded(text, langs)
    if found is None or not found.known or found.direction in ("until", "before", "after"):
        raise CellError(f"{text[:60]!r} is no date that can be read")
    if found.start and found.end and found.start > found.end:
        raise CellError(f"{text[:60]!r} ends before it begins")
    return found


def spanned(first: Interval, last: Interval) -> Interval:
    """From one date to another; as coarse as the coarser."""
    coarse = max(first.precision, last.precision, key=_ORDER.index)
    return Interval(first.start, last.end, coarse)


def _figures(text: str) -> Interval | None:
    """A date in figures alone."""
    match = _COMPACT.fullmatch(text)
    if match:
        return _interval(text, *map(int, match.groups()))
    match = _YMD.fullmatch(text)
    if match:
        year, _, month, day = match.groups()
        return _interval(text, int(year), int(month) if month else None, int(day) if day else None)
    match = _DMY.fullmatch(text)
    if match is None:
        return None
    one, mark, two, year = int(match[1]), match[2], int(match[3]), int(match[4])
    if mark == "." or one > 12 or one == two:
        return _interval(text, year, two, one)
    if two > 12:
        return _interval(text, year, one, two)
    raise CellError(f"{text!r} may be two days: write it as YYYY-MM-DD")


def _interval(text: str, year: int, month: int | None, day: int | None) -> Interval:
    try:
        if year not in _FULL_YEARS:
            raise ValueError
        if month is None:
            return Interval(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")
        first = dt.date(year, month, day or 1)
        if day is not None:
            return Interval(first, first, "day")
        after = dt.date(year + month // 12, month % 12 + 1, 1)
    except ValueError:
        raise CellError(f"{text!r} is no day of the calendar") from None
    return Interval(first, after - dt.timedelta(days=1), "month")


def _worded(text: str, langs: Sequence[str]) -> Interval | None:
    """A date in words, in the first language in which all of the cell is one."""
    for lang in langs:
        seen = view(text, lang).text
        mentions = find(seen, lang)
        if len(mentions) != 1:
            continue
        mention = mentions[0]
        rest = seen[: mention.start] + seen[mention.end :]
        if any(char.isdigit() for char in rest) or sum(map(str.isalpha, rest)) > _REST:
            continue
        found = resolve(mention, Context())
        if found.known:
            return found
    return None


def parties(text: str, lexicon: Lexicon, langs: Sequence[str] = LANGS) -> tuple[Party, ...]:
    """The codes of the parties that a cell names by code or by name, sorted.

    Raises ``CellError`` for a name that the lexicon does not know.
    """
    found: set[Party] = set()
    for name in filter(None, _APART.split(text.strip())):
        codes = [c for c in _CODE.findall(name) if c in _codes(lexicon)]
        named = [p for h in hits(name, lexicon, langs, ("actor", "compound")) for p in h.parties]
        if not codes and not named:
            raise CellError(f"no party {name[:60]!r} is known")
        found.update(codes, named)
    return tuple(sorted(found))


@lru_cache(maxsize=4)
def _codes(lexicon: Lexicon) -> frozenset[Party]:
    """All codes of parties: of ISO 3166-1 and of the lexicon's own bodies."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    return frozenset(lexicon.actors) | {c for c in aliases if re.fullmatch("[A-Z]{3}", c)}


def hits(text: str, lexicon: Lexicon, langs: Sequence[str], kinds: Iterable[str]) -> list[Hit]:
    """Entries of these kinds in the first language in which there are any."""
    wanted = frozenset(kinds)
    for lang in langs:
        found = [h for h in lexicon.entities(view(text, lang).text, lang) if h.kind in wanted]
        if found:
            return found
    return []


def channel(text: str, lexicon: Lexicon, langs: Sequence[str] = LANGS) -> str | None:
    """The channel's id; None where the cell is empty. Raises ``CellError`` for an unknown one."""
    name = text.strip()
    if not name or name in lexicon.channels:
        return name or None
    found = {hit.id for hit in hits(name, lexicon, langs, ("channel",))}
    if len(found) != 1:
        raise CellError(f"no channel {name[:60]!r} is known")
    return found.pop()


def place(text: str, lexicon: Lexicon, langs: Sequence[str] = LANGS) -> Place | None:
    """The place as written, with what the lexicon knows of it; None where the cell is empty."""
    name = text.strip()
    if not name:
        return None
    for hit in hits(name, lexicon, langs, ("place",)):
        return Place(name, hit.parties[0] if len(hit.parties) == 1 else None, hit.id)
    found = {p for h in hits(name, lexicon, langs, ("actor",)) for p in h.parties}
    return Place(name, found.pop() if len(found) == 1 else None)


def mode(text: str, lexicon: Lexicon) -> str | None:
    """The mode that a cell names, by its id or by a word for it; None where it is empty.

    Raises ``CellError`` for a word that is not known.
    """
    word = " ".join(text.split()).casefold()
    if not word:
        return None
    found = _modes(lexicon).get(word)
    if found is None:
        raise CellError(f"no mode {text.strip()[:60]!r} is known")
    return found


@lru_cache(maxsize=4)
def _modes(lexicon: Lexicon) -> dict[str, str]:
    """Words for modes: the ids themselves, and the chronologies' table."""
    words = {
        name.casefold(): row["mode"]
        for row in lexicon.table("chronologies")
        if "mode" in row
        for names in row["names"].values()
        for name in names
    }
    return words | {mode: mode for modes in MODES.values() for mode in modes}
