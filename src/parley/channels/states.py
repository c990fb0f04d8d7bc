"""The state of each channel on a day, with the events behind it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from parley.channels.deeds import CONTACT
from parley.channels.family import Family, umbrella
from parley.channels.machine import BY_PARTIES, SILENCE, Spell, Track, gaps, settle, tracks
from parley.channels.months import add_months
from parley.channels.phrases import name, say
from parley.items import Because, Channel, ChannelState, MergedEvent
from parley.items.channel import State
from parley.record import Coverage
from parley.wording import date_text

PACKAGE = "parley.channels"
Use = Literal["in-use", "unused", "unanswered"]


class Standing(NamedTuple):
    """What becomes of channels up to ``as_of``, before it is told in any language.

    ``listed``: those that the events touch at any time. ``events`` by id: all those behind a
    state or a gap; ``reach``: the last day on which anything went on in a channel.
    """

    as_of: dt.date
    tracks: Mapping[str, Track]
    kin: Family
    listed: frozenset[str]
    events: Mapping[str, MergedEvent]
    reach: Mapping[str, dt.date]

    def spells(self, key: str) -> list[Spell]:
        """A channel's spells in order. Raises ``KeyError`` for one that the lexicon has not."""
        track = self.tracks.get(key, Track())
        return list(settle(track, self.kin.channels[key], self.as_of).spells)


def states(
    events: Sequence[MergedEvent],
    channels: Mapping[str, Channel],
    as_of: dt.date,
    coverage: Mapping[str, Coverage] = {},
    ui: str = "en",
) -> list[ChannelState]:
    """Every channel's state on ``as_of``, by id: those that the events touch at any time.

    With events of the reference chronology among them, all known channels. Events after ``as_of``
    change nothing. Silence past the end of a channel's record is no sign of dormancy. Raises
    ``ValueError`` for an interface language without sentences.
    """
    return told(standing(events, channels, as_of), coverage, ui)


def standing(
    events: Sequence[MergedEvent], channels: Mapping[str, Channel], as_of: dt.date
) -> Standing:
    """What becomes of the channels, told from one passage through the events."""
    found, kin = tracks(events, channels, as_of)
    behind: set[str] = set()
    for track in found.values():
        behind.update(key for spell in track.spells for key in spell.because)
        behind.update(key for key in (track.use, track.plan) if key is not None)
    return Standing(
        as_of,
        found,
        kin,
        frozenset(_touched(events, kin)),
        {
            alias: event
            for event in events
            for alias in (event.id, *event.aliases)
            if alias in behind
        },
        _reach(events, as_of),
    )


def told(
    standing: Standing, coverage: Mapping[str, Coverage] = {}, ui: str = "en"
) -> list[ChannelState]:
    """The states of the channels listed, by id."""
    return [_state(key, standing, coverage, ui) for key in sorted(standing.listed)]


def _touched(events: Iterable[MergedEvent], kin: Family) -> set[str]:
    found: set[str] = set()
    for event in events:
        if event.status == "reference":
            return set(kin.channels)
        if event.channel is not None:
            found |= {event.channel} & kin.channels.keys()
        elif event.mode in BY_PARTIES:
            over = umbrella(event.parties, kin)
            if over is not None:
                found.add(over)
    return found


def _state(
    key: str,
    standing: Standing,
    coverage: Mapping[str, Coverage],
    ui: str,
) -> ChannelState:
    kin, as_of, by_id = standing.kin, standing.as_of, standing.events
    channel = kin.channels[key]
    covered = coverage.get(channel.id)
    until = covered.record_until if covered else None
    if until is not None:
        until = max(until, standing.reach.get(channel.id, until))
    track = standing.tracks.get(key, Track())
    track = settle(track, channel, min(as_of, until) if until else as_of)
    spell = track.spells[-1] if track.spells else None
    planned = spell is None and track.plan is not None
    state: State = "planned" if planned else track.state
    ids = _ids(track, spell)
    use = _use(track, state, as_of) if channel.level == "hotline" else None
    explanation = _explain(channel, track, spell, by_id, kin, ui)
    if use is not None and state != "unknown":
        explanation = _join(ui, explanation, say(PACKAGE, f"use.{use}", ui))
    if until is not None and until < as_of:
        last = date_text(until, until, "day", ui)
        explanation = _join(ui, explanation, say(PACKAGE, "lapsed", ui, until=last))
    return ChannelState(
        id=channel.id,
        names=channel.names,
        parties=channel.parties,
        level=channel.level,
        as_of=as_of,
        state=state,
        since=spell.start if spell else None,
        last_used=track.used,
        because=tuple(_because(by_id[key]) for key in ids),
        gaps=tuple(gaps(track.spells, as_of, by_id)),
        use=use,
        inferred=spell.inferred if spell else False,
        record_until=until,
        explanation=explanation,
    )


def _reach(events: Iterable[MergedEvent], as_of: dt.date) -> dict[str, dt.date]:
    """The last day of anything in each channel: documents may reach past the reference."""
    real = ("occurred", "ongoing", "refused", "agreed")
    found: dict[str, dt.date] = {}
    for event in events:
        start = event.start
        if event.channel and start is not None and start <= as_of and event.modality in real:
            found[event.channel] = max(start, found.get(event.channel, start))
    return found


def _ids(track: Track, spell: Spell | None) -> list[str]:
    """The events behind a state: what began the spell, what was shut before, the last use."""
    if spell is None:
        return [track.plan] if track.plan else []
    ids = list(spell.because)
    if spell.state == "resuming":
        shut = [s for s in track.spells if s.state in ("suspended", "terminated")]
        ids = [*(shut[-1].because if shut else ()), *ids]
    if spell.state == "open" and track.use:
        ids.append(track.use)
    return list(dict.fromkeys(ids))


def _because(event: MergedEvent) -> Because:
    for source in event.sources:
        if source.evidence:
            return Because(event.id, event.headline, event.start, source.evidence[:1], source.doc)
    doc = event.sources[0].doc if event.sources else None
    return Because(event.id, event.headline, event.start, (), doc)


def _use(track: Track, state: State, as_of: dt.date) -> Use:
    if track.answer == "unanswered":
        return "unanswered"
    fresh = track.used is not None and as_of <= add_months(track.used, SILENCE)
    return "in-use" if state == "open" and track.answer == "in-use" and fresh else "unused"


def _explain(
    channel: Channel,
    track: Track,
    spell: Spell | None,
    by_id: Mapping[str, MergedEvent],
    kin: Family,
    ui: str,
) -> str:
    if spell is None and track.plan is not None:
        plan = by_id[track.plan]
        when = date_text(plan.start, plan.end, plan.precision, ui, ongoing=plan.ongoing)
        return say(PACKAGE, "planned.meeting", ui, when=when)
    if spell is None:
        return say(PACKAGE, "unknown", ui)
    key = spell.state
    event = by_id[spell.because[0]]
    over = event.channel if event.channel in kin.channels else None
    if spell.state == "open" and track.used is None:
        key_used = "open.unused"
    elif spell.inferred and spell.state == "open":
        key_used = "open.inferred"
    elif spell.inferred and spell.state in ("suspended", "resuming"):
        if spell.state == "resuming" and event.mode in CONTACT | {"resume-channel"}:
            key_used = "resuming.taken-up"
        elif over is None:
            key_used = f"{key}.unnamed"
        else:
            key_used = f"{key}.inferred" if over in kin.above[channel.id] else f"{key}.elsewhere"
    else:
        key_used = key
    last = track.used or spell.start
    return say(
        PACKAGE,
        key_used,
        ui,
        since=_since(spell, event, ui),
        last=date_text(last, last, "day", ui),
        umbrella=name(kin.channels[over], ui) if over else "",
        n=round(2 * channel.cadence_months) if channel.cadence_months else SILENCE,
    )


def _since(spell: Spell, event: MergedEvent, ui: str) -> str:
    """The date of what began the spell, no more precise than the event gives it."""
    if spell.start in (event.start, event.end) and event.precision != "day" and event.end:
        return date_text(event.start, event.end, event.precision, ui)
    return date_text(spell.start, spell.start, "day", ui)


def _join(ui: str, first: str, second: str) -> str:
    return f"{first} {second}" if ui == "en" else first + second
