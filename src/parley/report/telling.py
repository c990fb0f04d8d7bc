"""How an event was told: in stages (announced, held), and differently by its sources."""

import datetime as dt
from typing import Any, NamedTuple

import msgspec

from parley import wording
from parley.items import UNREAL, MergedEvent, Source, Told
from parley.report.words import Words

_DATED = ("start", "end", "precision")
_TOLD = UNREAL | {"occurred"}
DATE = "date"
"""The conflict that ``start``, ``end`` and ``precision`` together are in."""


class Stage(NamedTuple):
    """What an event was told as, for which days, and who told it so first: a document's id, when
    that was published."""

    what: str
    dates: str | None
    doc: str
    published: str | None


def as_told(event: MergedEvent, source: Source) -> MergedEvent:
    """The event with the dates that a source gives it."""
    given: dict[str, Any] = {n: source.asserted[n] for n in _DATED if n in source.asserted}
    for name in given.keys() - {"precision"}:
        given[name] = dt.date.fromisoformat(given[name]) if given[name] else None
    return msgspec.structs.replace(event, **given)


def value(event: MergedEvent, source: Source, field: str) -> Any:
    """What a source gives for a field, as the event has it or as JSON does; for ``date`` the
    event with that source's dates."""
    if field == DATE:
        return as_told(event, source)
    return source.asserted.get(field, getattr(event, field, None))


def stages(event: MergedEvent, words: Words) -> tuple[Stage, ...]:
    """The stages of an event's telling in order of publication; none where there was but one."""
    return tuple(
        Stage(
            what=_what(told, words),
            dates=_dates(event, told, words),
            doc=told.doc,
            published=words.day(told.published) if told.published else None,
        )
        for told in event.history
    )


def notes(event: MergedEvent, words: Words) -> tuple[str, ...]:
    """Short notes: that it was announced and when, and on what its sources differ."""
    found = [
        words.t("told.note", what=_what(told, words), date=told.published)
        if told.published
        else _what(told, words)
        for told in event.history
        if told.modality in UNREAL
    ]
    if event.conflicts:
        fields = words.all_of(words.known("field", name).lower() for name in event.conflicts)
        found.append(words.t("told.differ", fields=fields))
    return tuple(found)


def history_text(event: MergedEvent) -> str:
    """The stages in codes, for a table: ``2024-01-03 planned 2024-01-08/2024-01-09 note``."""
    told = (
        (one.published, one.modality, _interval(one.start, one.end), one.doc)
        for one in event.history
    )
    return " | ".join(" ".join(str(part) for part in parts if part) for parts in told)


def accounts_text(event: MergedEvent) -> str:
    """What each source gives for the fields on which they differ, in codes, for a table:
    ``date: a 2024-01-08; b 2024-01-09``."""
    return " | ".join(
        f"{field}: " + "; ".join(f"{s.doc} {_code(value(event, s, field))}" for s in event.sources)
        for field in event.conflicts
    )


def _what(told: Told, words: Words) -> str:
    return (
        words.t(f"told.{told.modality}")
        if told.modality in _TOLD
        else words.modality(told.modality)
    )


def _dates(event: MergedEvent, told: Told, words: Words) -> str | None:
    if told.start is None and told.end is None:
        return None
    for source in event.sources:
        given = as_told(event, source)
        if (source.doc, given.start, given.end) == (told.doc, told.start, told.end):
            return words.date(given)
    return wording.date_text(told.start, told.end, "day", words.ui)


def _interval(start: dt.date | None, end: dt.date | None) -> str:
    days = [day.isoformat() for day in (start, end) if day is not None]
    return "/".join(dict.fromkeys(days))


def _code(given: Any) -> str:
    if isinstance(given, MergedEvent):
        days = _interval(given.start, given.end)
        return days if given.precision == "day" else f"{days} ({given.precision})".strip()
    if isinstance(given, list | tuple):
        return " ".join(map(str, given))
    if isinstance(given, dict):
        return str(given.get("name", given))
    return "" if given is None else str(getattr(given, "name", given))
