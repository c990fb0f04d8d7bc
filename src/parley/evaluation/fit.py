"""When an item is what a row asks for, and which of its fields are right."""

import datetime as dt
import re
import unicodedata

from parley.evaluation.gold import Row
from parley.items import (
    TYPE_OF_MODE,
    UNREAL,
    Event,
    IntervalClaim,
    Item,
    Participant,
    Statement,
)

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?")
_FEW_DAYS = 3
_MONTH = 27
_SAME_ACT = {
    "meet": "meeting",
    "talks": "meeting",
    "summit": "meeting",
    "call": "call",
    "video-call": "call",
}


def found(row: Row, item: Item) -> bool:
    """Whether the item is the row's act, position or claim, however its details stand."""
    match item:
        case Event():
            return _event_found(row, item)
        case Statement():
            return item.speaker.party == row.speaker and item.issue in row.issue
        case IntervalClaim():
            return _claim_found(row, item)


def _event_found(row: Row, item: Event) -> bool:
    types = {TYPE_OF_MODE.get(mode) for mode in row.modes}
    if item.mode not in row.modes and item.type not in types:
        return False
    if max(_jaccard(wanted, frozenset(item.parties)) for wanted in row.party_sets) < 0.5:
        return False
    reality = {modality in UNREAL for modality in row.modality or ()}
    return not reality or (item.modality in UNREAL) in reality


def _claim_found(row: Row, item: IntervalClaim) -> bool:
    if item.relation not in row.relation:
        return False
    if row.since:
        return (item.since or "")[:4] == row.since[:4]
    return item.value == row.value and item.unit == row.unit


def event_fields(row: Row, item: Event) -> dict[str, bool]:
    """Field → right or wrong, of an event that was found. What a row leaves open is right."""
    channels = (row.channel,) if isinstance(row.channel, str) else row.channel
    return {
        "mode": item.mode in row.modes,
        "parties": frozenset(item.parties) in row.party_sets,
        "date": dates_fit(row, item),
        "channel": not channels or item.channel in channels,
        "effect": not row.effect or item.effect in row.effect,
        "modality": not row.modality or item.modality in row.modality,
        "people": all(_named(wanted, item.participants) for wanted in row.people or ()),
        "iteration": row.iteration is None or item.iteration == row.iteration,
    }


def trap_sprung(row: Row, item: Event) -> bool:
    """Whether an event that stands in the trap's sentence states what the text does not."""
    acts = {_SAME_ACT.get(mode, mode) for mode in row.modes}
    if _SAME_ACT.get(item.mode, item.mode) not in acts:
        return False
    if row.start and item.start:
        last = item.end or item.start
        if last < first_day(row.start) or item.start > last_day(row.end or row.start):
            return False
    if row.not_modality:
        return item.modality in row.not_modality
    return item.modality == "occurred" and not item.asserted_by


def dates_fit(row: Row, item: Event) -> bool:
    """Whether the item's dates lie within the row's, with its tolerance.

    Up to four days must begin and end together; longer stretches may be coded narrower, or wider
    by a tenth. No date, a lasting one or a month and more fits a row without one.
    """
    first = item.start
    last = (item.end or item.start) if first else None
    if not row.start:
        return first is None or last is None or item.ongoing or (last - first).days >= _MONTH
    if first is None or last is None:
        return row.undated
    wanted_first, wanted_last = first_day(row.start), last_day(row.end or row.start)
    slack = row.tolerance_days or 0
    length = (wanted_last - wanted_first).days
    if item.ongoing:
        last = max(first, wanted_last)
    if length <= _FEW_DAYS:
        early = abs((first - wanted_first).days)
        late = abs((last - wanted_last).days)
        return early <= slack and late <= slack + length
    slack += length // 10
    return (wanted_first - first).days <= slack and (last - wanted_last).days <= slack


def first_day(value: str) -> dt.date:
    """The first day of an ISO date that may lack its day or month. Raises ``ValueError``."""
    year, month, day = _parts(value)
    return dt.date(year, month or 1, day or 1)


def last_day(value: str) -> dt.date:
    """The last day of an ISO date that may lack its day or month. Raises ``ValueError``."""
    year, month, day = _parts(value)
    if day:
        return dt.date(year, month or 1, day)
    month = month or 12
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def _parts(value: str) -> tuple[int, int | None, int | None]:
    match = _DAY.fullmatch(value)
    if match is None:
        raise ValueError(f"not an ISO date: {value!r}")
    year, month, day = match.groups()
    return int(year), int(month) if month else None, int(day) if day else None


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def _plain(name: str | None) -> str:
    text = unicodedata.normalize("NFKC", name or "").casefold()
    return " ".join(re.sub(r"[-‐-–.·‧・'’_]", " ", text).split())


def _named(wanted: str | tuple[str, ...], participants: tuple[Participant, ...]) -> bool:
    names = (wanted,) if isinstance(wanted, str) else wanted
    return any(_is_among(_plain(name), participants) for name in names)


def _is_among(wanted: str, participants: tuple[Participant, ...]) -> bool:
    """A name in Latin letters fits whole or by its last word; any other as a part of the name."""
    if not wanted:
        return True
    last = wanted.split()[-1]
    for have in (_plain(text) for p in participants for text in (p.name, p.entity)):
        if not wanted.isascii():
            if wanted in have:
                return True
        elif f" {wanted} " in f" {have} " or (len(last) >= 3 and f" {last} " in f" {have} "):
            return True
    return False
