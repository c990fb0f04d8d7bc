"""What can be worked out of a document where nobody gave it: whose account, when published."""

import datetime as dt
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from parley.language import view

_HEAD_LINES = 8
_HEAD_CHARS = 300
_LINE_REST = 24  # letters and digits that a date line may hold besides its date

_PATH_DATES = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-]([01]?\d)[/_-]([0-3]?\d)(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)/?([01]\d)/?([0-3]\d)(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)-?([01]\d)/t?\1\2([0-3]\d)"),
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAME = r"(?P<name>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)"
_ERAS = {"minguo": 1911, "reiwa": 2018, "heisei": 1988}
_FULL_DATES = (
    re.compile(
        r"(?:(?:(?P<minguo>民国|民國)|(?P<reiwa>令和)|(?P<heisei>平成))\s?(?P<count>\d{1,3})"
        r"|(?P<year>(?<!\d)\d{4}))\s?[年년]\s?"
        r"(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日號号일]"
    ),
    re.compile(r"(?<!\d)(?P<year>\d{4})\s?[-/.]\s?(?P<month>\d\d?)\s?[-/.]\s?(?P<day>\d\d?)(?!\d)"),
    re.compile(rf"\b{_NAME}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_NAME}\.?,? (?P<year>\d{{4}})\b"),
)
_DATELINE = re.compile(
    r"\A[^\S\n]*(?:【[^】\n]{1,80}】|[(（][^)）\n]{1,60}[)）]|[^\n—–]{1,80}[—–])"
)
_SENTENCE = re.compile(r"[。！？!?]|[a-z]\.\s*$|다\.")


def voice_of(url: str | None, hosts: Mapping[str, str]) -> str | None:
    """The party whose host the address is on; ``hosts``: host (and all under it) → party."""
    if not url or not hosts:
        return None
    try:
        host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").rstrip(".")
    except ValueError:
        return None
    labels = host.split(".")
    for at in range(len(labels)):
        party = hosts.get(".".join(labels[at:]))
        if party is not None:
            return party
    return None


def published_of(text: str, lang: str, url: str | None) -> dt.date | None:
    """The day of publication that the address or the first lines give in full, else None.

    In the text: a line that holds a date and little else, or a dateline before the first sentence.
    """
    return _from_address(url) or _from_text(text, lang)


def _from_address(url: str | None) -> dt.date | None:
    if not url:
        return None
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    for pattern in _PATH_DATES:
        for match in pattern.finditer(path):
            year, month, day = map(int, match.groups())
            try:
                return dt.date(year, month, day)
            except ValueError:
                continue  # digits that are no day: a file's number
    return None


def _from_text(text: str, lang: str) -> dt.date | None:
    lines = [line for line in text[:20_000].split("\n") if line.strip("\ufeff \t\r")][:_HEAD_LINES]
    for line in lines:
        seen = view(line[:_HEAD_CHARS], lang).text.strip()
        days = _days(seen)
        if not days:
            continue
        rest = seen
        for _, start, end in reversed(days):
            rest = rest[:start] + rest[end:]
        short = sum(char.isalnum() for char in rest) <= _LINE_REST
        if len(days) == 1 and short and not _SENTENCE.search(rest):
            return days[0][0]
        dateline = _DATELINE.match(seen)
        if dateline and days[0][2] <= dateline.end():
            return days[0][0]
    return None


def _days(seen: str) -> list[tuple[dt.date, int, int]]:
    """The dates in a text that name year, month and day, with where they stand."""
    found = []
    for pattern in _FULL_DATES:
        for match in pattern.finditer(seen):
            day = _day(match)
            if day is not None:
                found.append((day, match.start(), match.end()))
    return sorted(found, key=lambda entry: entry[1])


def _day(match: re.Match[str]) -> dt.date | None:
    parts = match.groupdict()
    era = next((_ERAS[key] for key in _ERAS if parts.get(key)), 0)
    name = parts.get("name")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(parts["month"])
    try:
        return dt.date(int(parts.get("count") or parts["year"]) + era, month, int(parts["day"]))
    except ValueError:
        return None
