"""What is known about a document besides its text: reading the keys, checking them, laying one
source of them over another."""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from parley.items import Problem

VOICES = ("press", "analysis")
YEARS = (1800, 2199)
"""The years that a document can be of; any other is a slip, or a program's idea of "none"."""
LANGS = ("zh-Hant", "zh-Hans", "en", "ja", "ko", "und")
_LANG_ALIASES = {
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "zh-mo": "zh-Hant",
    "zh-hant": "zh-Hant",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-hans": "zh-Hans",
    "en": "en",
    "ja": "ja",
    "ko": "ko",
    "und": "und",
}
_BODY = re.compile(r"[A-Z][A-Z0-9-]{1,11}")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?")


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """The keys of a document's description; None where a source does not give one."""

    id: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    voice: str | None = None
    published: dt.date | None = None
    lang: str | None = None
    retrieved: dt.date | None = None
    archived_url: str | None = None
    reliability: str | None = None

    def over(self, other: "Metadata") -> "Metadata":
        """These values, and the other's where this has none."""
        ours = {
            key: value for key, value in msgspec.structs.asdict(self).items() if value is not None
        }
        return msgspec.structs.replace(other, **ours)


KEYS = Metadata.__struct_fields__


class Faults:
    """Collects what is wrong with one description; ``source`` and ``line`` say where it stands."""

    def __init__(self, source: str, line: int | None = None) -> None:
        self.source = source
        self.line = line
        self.problems: list[Problem] = []

    def add(self, message: str, hint: str) -> None:
        """Note one fault and what to do about it."""
        self.problems.append(Problem(self.source, message, self.line, hint))


def metadata(raw: Mapping[str, Any], faults: Faults, parties: Collection[str] = ()) -> Metadata:
    """The known keys of ``raw``, checked; a bad value is noted in ``faults`` and left out.

    ``parties`` are codes that count as known beside those of ISO 3166-1; where none are given any
    code of capitals that is not of three letters passes as a body's.
    """
    values = {key: _text(key, raw.get(key), faults) for key in KEYS}
    return Metadata(
        id=values["id"],
        title=values["title"],
        url=values["url"],
        publisher=values["publisher"],
        archived_url=values["archived_url"],
        voice=_voice(values["voice"], faults, parties),
        lang=_lang(values["lang"], faults),
        published=_day("published", values["published"], faults),
        retrieved=_day("retrieved", values["retrieved"], faults),
        reliability=_grade(values["reliability"], faults),
    )


def _text(key: str, value: Any, faults: Faults) -> str | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return value.strip().replace("\x00", "\ufffd")  # as in a text: not every database keeps it
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    faults.add(f"{key} is {_show(value)}, not a text", "write it in quotes, or leave the key out")
    return None


def _voice(value: str | None, faults: Faults, parties: Collection[str]) -> str | None:
    if value is None or value.lower() in VOICES:
        return value and value.lower()
    code = value.upper()
    if code in parties or code in _alpha3():
        return code
    if not parties and len(code) != 3 and code == value and _BODY.fullmatch(code):
        return code
    faults.add(
        f"voice {_show(value)} is none",
        "write press, analysis, or the party's three-letter code or the body's id",
    )
    return None


@lru_cache(maxsize=1)
def _alpha3() -> frozenset[str]:
    """The three-letter codes of ISO 3166-1, from CLDR."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    return frozenset(code for code in aliases if re.fullmatch("[A-Z]{3}", code))


def _lang(value: str | None, faults: Faults) -> str | None:
    if value is None:
        return None
    tag = value.replace("_", "-").lower()
    for length in (2, 1):
        prefix = "-".join(tag.split("-")[:length])
        if prefix in _LANG_ALIASES:
            return _LANG_ALIASES[prefix]
    # Plain "zh" leaves the script to the text, which is no fault.
    if tag != "zh":
        faults.add(f"lang {_show(value)} is not known", f"write one of {' '.join(LANGS)}")
    return None


def _day(key: str, value: str | None, faults: Faults) -> dt.date | None:
    if value is None:
        return None
    match = _DAY.fullmatch(value)
    if match:
        try:
            day = dt.date.fromisoformat(match.group(1))
            if YEARS[0] <= day.year <= YEARS[1]:
                return day
        except ValueError:
            pass  # no such day of the calendar: the same fault as any other that is no date
    hint = f"write it as YYYY-MM-DD, {YEARS[0]} to {YEARS[1]}, or leave it out"
    faults.add(f"{key} {_show(value)} is not a day", hint)
    return None


def _grade(value: str | None, faults: Faults) -> str | None:
    if value is None:
        return None
    if re.fullmatch("[A-Fa-f]", value):
        return value.upper()
    faults.add(f"reliability {_show(value)} is no grade", "write a letter from A to F")
    return None


def _show(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
