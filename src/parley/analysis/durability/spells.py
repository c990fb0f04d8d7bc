"""Spells of open talks: when a channel opened, how long it stayed so, and what ended it."""

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

from parley.analysis.durability.results import Ended, Opening, OpenSpell
from parley.channels import Spell
from parley.channels.coverage import covers
from parley.channels.deeds import deed, imprecise
from parley.channels.family import Family
from parley.channels.machine import CLOSED, Track, settle, tracks
from parley.items import Channel, MergedEvent
from parley.record import Coverage

MONTH = 365.25 / 12
"""Days in a mean month, the unit of all lengths here."""


class History(msgspec.Struct, frozen=True, kw_only=True):
    """A channel as known on a day: its states in order, the days of its uses, its open spells.

    ``until`` is the last day that the record covers for it; ``whole``: from when to when no use is
    known to be missing, None where uses are missing throughout.
    """

    channel: Channel
    states: tuple[Spell, ...]
    uses: tuple[dt.date, ...]
    spells: tuple[OpenSpell, ...]
    until: dt.date
    whole: tuple[dt.date, dt.date] | None

    @property
    def state(self) -> str:
        """The state on the last day."""
        return self.states[-1].state if self.states else "unknown"


def histories(
    events: Sequence[MergedEvent],
    channels: Mapping[str, Channel],
    as_of: dt.date,
    coverage: Mapping[str, Coverage] = {},
) -> dict[str, History]:
    """Every channel's history up to ``as_of``, by id: those that the events touch.

    Umbrellas are left out: their states are those of the channels under them. The record of a
    channel ends with its coverage, or with the last of its events where that is later; for a
    channel without coverage it ends on ``as_of`` and is taken for whole.
    """
    found, kin = tracks(events, channels, as_of)
    by_id = {alias: event for event in events for alias in (event.id, *event.aliases)}
    own: dict[str, list[MergedEvent]] = {}
    for event in events:
        if event.channel is not None and event.start is not None and event.start <= as_of:
            own.setdefault(event.channel, []).append(event)
    return {
        name: _history(kin, name, found[name], own.get(name, []), by_id, as_of, coverage.get(name))
        for name in sorted(found)
        if len(kin.below.get(name, ())) < 2 and found[name].spells
    }


def _history(
    kin: Family,
    name: str,
    track: Track,
    own: Sequence[MergedEvent],
    by_id: Mapping[str, MergedEvent],
    as_of: dt.date,
    covered: Coverage | None,
) -> History:
    channel = kin.channels[name]
    real = [e for e in own if e.modality not in ("denied", "hypothetical", "planned")]
    until, whole = as_of, None
    if covered is not None:
        last = max((min(e.end or e.start, as_of) for e in real if e.start), default=as_of)
        until = min(as_of, max(covered.record_until, last))
        first = covered.record_from if covered.complete else covered.complete_from
        if first is not None and first <= min(until, covered.record_until):
            whole = (first, min(until, covered.record_until))
    elif real:
        whole = (min(e.start for e in real if e.start), as_of)
    states = [s for s in settle(track, channel, until).spells if s.start <= until]
    uses = sorted(
        min(e.end or e.start, until)
        for e in real
        if e.start is not None and e.start <= until and deed(e, channel.level) == "use"
    )
    reach = _Reach(channel, tuple(uses), until, covered, by_id)
    return History(
        channel=channel,
        states=tuple(states),
        uses=tuple(uses),
        spells=tuple(_spell(reach, states, at) for at, s in enumerate(states) if s.state == "open"),
        until=until,
        whole=whole,
    )


class _Reach(msgspec.Struct, frozen=True):
    channel: Channel
    uses: tuple[dt.date, ...]
    until: dt.date
    covered: Coverage | None
    by_id: Mapping[str, MergedEvent]


def _spell(reach: _Reach, states: Sequence[Spell], at: int) -> OpenSpell:
    spell, after = states[at], states[at + 1] if at + 1 < len(states) else None
    start, start_latest = _bounds(spell, reach.by_id)
    last = max((day for day in reach.uses if after is None or day <= after.start), default=None)
    ended: Ended | None = None
    end = end_latest = None
    if after is not None:
        end, end_latest = _bounds(after, reach.by_id)
        match after.state:
            case "suspended" | "terminated":
                ended = after.state
            case _:
                since = max(last or spell.start, spell.start)
                whole = reach.covered is None or covers(reach.covered, since, after.start)
                ended = "lapsed" if whole else "lost"
                # It ended on some day after its last use; silence alone does not say which.
                end, end_latest = since, after.start
        end, end_latest = max(end, start), max(end_latest, start)
    middle = _months(start, start_latest) / 2
    if end is None or end_latest is None:
        months, low, high = _months(start, reach.until) - middle, 0.0, None
        low = max(0.0, _months(start_latest, reach.until))
    else:
        low = max(0.0, _months(start_latest, end))
        high = _months(start, end_latest)
        months = (low + high) / 2
    return OpenSpell(
        channel=reach.channel.id,
        parties=reach.channel.parties,
        level=reach.channel.level,
        opening=_opening(states[:at]),
        start=start,
        start_latest=start_latest,
        end=end,
        end_latest=end_latest,
        until=min(end_latest or reach.until, reach.until),
        last_used=last,
        ended=ended,
        months=months,
        low=low,
        high=high,
        opened_by=spell.because,
        ended_by=_causes(after, reach.by_id) if after is not None and ended in CLOSED else (),
        inferred=after is not None and after.inferred,
    )


def _bounds(spell: Spell, by_id: Mapping[str, MergedEvent]) -> tuple[dt.date, dt.date]:
    """The first and the last day on which a state may have begun."""
    event = by_id[spell.because[0]]
    if event.start is None or event.end is None or not imprecise(event):
        return spell.start, spell.start
    if spell.start not in (event.start, event.end):
        return spell.start, spell.start
    return event.start, event.end


def _opening(before: Sequence[Spell]) -> Opening:
    for spell in reversed(before):
        if spell.state in CLOSED:
            return "resumed"
        if spell.state in ("open", "dormant"):
            return "revived"
    return "first"


def _causes(spell: Spell, by_id: Mapping[str, MergedEvent]) -> tuple[str, ...]:
    ids = list(spell.because)
    for name in spell.because:
        ids += [cause for cause in by_id[name].cause if cause not in ids]
    return tuple(ids)


def _months(start: dt.date, end: dt.date) -> float:
    return (end - start).days / MONTH
