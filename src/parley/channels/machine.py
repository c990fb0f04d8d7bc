"""The state machine: events in order of date, and what each makes of a channel's state."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from parley.channels.deeds import CONTACT, Deed, deed, imprecise, known, moment
from parley.channels.family import Breaks, Family, family, heirs, umbrella
from parley.channels.months import add_months
from parley.items import Channel, Gap, MergedEvent
from parley.items.channel import State

SILENCE = 24
"""Months without use after which a channel without a cadence counts as dormant."""

# On one day a break comes before the agreement to end it, and that before the next use.
RANK: dict[Deed, int] = {
    "refuse": 0,
    "found": 1,
    "suspend": 2,
    "terminate": 2,
    "agree": 3,
    "establish": 4,
    "resume": 4,
    "use": 5,
    "plan": 6,
}
BY_PARTIES = frozenset({"suspend-channel", "agree-to-resume", "resume-channel"})
CLOSED = frozenset({"suspended", "terminated"})


class Spell(NamedTuple):
    """A stretch in one state from ``start`` until the next spell. ``because``: event ids."""

    start: dt.date
    state: State
    because: tuple[str, ...]
    inferred: bool = False


class Track(NamedTuple):
    """A channel's spells so far, the last day of its last use, and that use's id.

    ``answer``: what the last call on it met with; ``plan``: the id of a plan for it.
    """

    spells: tuple[Spell, ...] = ()
    used: dt.date | None = None
    use: str | None = None
    answer: Literal["in-use", "unanswered"] | None = None
    plan: str | None = None

    @property
    def state(self) -> State:
        """The state that the last event left it in."""
        return self.spells[-1].state if self.spells else "unknown"


class Step(NamedTuple):
    """An event at its place in order, the channel it goes to, and what it does there."""

    day: dt.date
    event: MergedEvent
    channel: str
    deed: Deed
    inferred: bool


Tracks = dict[str, Track]


def tracks(
    events: Sequence[MergedEvent], channels: Mapping[str, Channel], until: dt.date
) -> tuple[Tracks, Family]:
    """Every channel's track up to ``until``, and the channels' lines of descent.

    The order of ``events`` does not matter. Events without a date, and those that begin after
    ``until``, are left out.
    """
    kin = family(channels)
    found: Tracks = {}
    steps = sorted(
        _steps(events, kin, until), key=lambda s: (s.day, RANK[s.deed], s.event.id, s.channel)
    )
    breaks = Breaks(events, kin)
    for step in steps:
        _take(step, breaks, found, kin, until)
    return found, kin


def _steps(events: Iterable[MergedEvent], kin: Family, until: dt.date) -> Iterable[Step]:
    for event in events:
        name = event.channel
        inferred = name is None
        if name is None and event.mode in BY_PARTIES:
            name = umbrella(event.parties, kin)
        if name is None or name not in kin.channels:
            continue
        done = deed(event, kin.channels[name].level)
        if done is None:
            continue
        ahead = done == "plan" or (done == "agree" and event.mode in CONTACT)
        first = known(event) if ahead else event.start
        day = first if ahead else moment(event)
        if first is not None and day is not None and first <= until:
            yield Step(min(day, until), event, name, done, inferred)


def _take(step: Step, breaks: Breaks, found: Tracks, kin: Family, until: dt.date) -> None:
    """Apply one step to its channel and, through an umbrella, to others."""
    name, event = step.channel, step.event
    before = settle(found.get(name, Track()), kin.channels[name], step.day)
    found[name] = before
    match step.deed:
        case "use":
            if len(kin.below.get(name, ())) < 2:
                found[name] = _used(_open(before, step, until), step, until)
            else:  # an umbrella has no meetings of its own: this is some contact under it
                _lift(step, name, before.state != "open", found, kin, until)
            for over in kin.above[name]:
                _lift(step, over, before.state != "open", found, kin, until)
        case "establish":
            found[name] = _open(before, step, until)
        case "resume":
            found[name] = _open(before, step, until)
            _resume_below(step, name, found, kin)
        case "found":
            if before.state in ("unknown", "terminated"):
                found[name] = _enter(before, step, "planned")
        case "suspend":
            found[name] = _close(before, step, step.inferred)
            _suspend_below(step, heirs(event, name, breaks, kin), found, kin)
        case "agree":
            _agree(step, before, found, kin, until)
        case "terminate":
            found[name] = _enter(before, step, "terminated")
        case "refuse":
            found[name] = before._replace(answer="unanswered")
        case "plan":
            if event.end is None or event.end >= until:
                found[name] = before._replace(plan=event.id)


def _enter(track: Track, step: Step, state: State, inferred: bool | None = None) -> Track:
    """The track with a new spell, or with one more event behind the present one."""
    inferred = step.inferred if inferred is None else inferred
    start = step.event.start or step.day
    if track.spells:
        last = track.spells[-1]
        start = max(start, last.start)
        if last.state == state:
            because = (*last.because, step.event.id)
            same = last._replace(because=because, inferred=last.inferred and inferred)
            return track._replace(spells=(*track.spells[:-1], same))
    if step.deed in ("plan", "agree") and step.event.mode in CONTACT:
        start = step.day
    return track._replace(spells=(*track.spells, Spell(start, state, (step.event.id,), inferred)))


def _close(track: Track, step: Step, inferred: bool) -> Track:
    unanswered = step.event.mode != "suspend-channel" and step.event.effect != "suspended"
    track = track._replace(answer="unanswered" if unanswered else None)
    return _enter(track, step, "suspended", inferred)


def _open(track: Track, step: Step, until: dt.date, inferred: bool = False) -> Track:
    """Open from the event on; from the last day of an imprecise date, when it surely was."""
    if track.state == "open":
        return track
    start = _surely(step.event, until) or step.day
    if track.spells:
        start = max(start, track.spells[-1].start)
    opened = Spell(start, "open", (step.event.id,), inferred)
    return track._replace(spells=(*track.spells, opened), answer=None)


def _surely(event: MergedEvent, until: dt.date) -> dt.date | None:
    if imprecise(event) and event.end is not None and event.end <= until:
        return event.end
    return event.start


def _used(track: Track, step: Step, until: dt.date) -> Track:
    last = step.event.end or step.event.start or step.day
    day = min(last, until)
    if track.used is not None and track.used > day:
        return track
    return track._replace(used=day, use=step.event.id, answer="in-use")


def _lift(step: Step, over: str, again: bool, found: Tracks, kin: Family, until: dt.date) -> None:
    """The umbrella ``over`` after a use under it: open, unless it is shut and nothing ends that.

    ``again``: the channel used was not open before. What was suspended with the umbrella, and
    is not the channel used, is then to resume.
    """
    track = settle(found.get(over, Track()), kin.channels[over], step.day)
    ended = step.event.effect == "resumed" and again
    if track.state not in CLOSED or (track.state == "suspended" and ended):
        if track.state in ("suspended", "resuming"):
            _resume_below(step, over, found, kin, inferred_only=True)
        track = _open(track, step, until, inferred=True)
    found[over] = _used(track, step, until)


def _suspend_below(step: Step, names: Iterable[str], found: Tracks, kin: Family) -> None:
    for name in names:
        channel = kin.channels[name]
        # A line is an installation: breaking off talks does not cut it.
        if channel.level == "hotline":
            continue
        if channel.established and channel.established[:10] > step.day.isoformat():
            continue
        track = settle(found.get(name, Track()), channel, step.day)
        if track.state in ("unknown", "open", "resuming"):
            found[name] = _close(track, step, inferred=True)


def _resume_below(
    step: Step, over: str, found: Tracks, kin: Family, inferred_only: bool = False
) -> bool:
    """Whether any channel under the umbrella was suspended, or resuming, and now is to resume.

    ``inferred_only``: those alone that were suspended with the umbrella.
    """
    shut = [
        name
        for name in kin.below.get(over, ())
        if found.get(name, Track()).state in ("suspended", "resuming")
        and (found[name].spells[-1].inferred or not inferred_only)
    ]
    for name in shut:
        found[name] = _enter(found[name], step, "resuming", inferred=True)
    return bool(shut)


def _agree(step: Step, before: Track, found: Tracks, kin: Family, until: dt.date) -> None:
    name = step.channel
    below = _resume_below(step, name, found, kin)
    if before.state in ("suspended", "dormant", "terminated", "resuming"):
        found[name] = _enter(before, step, "resuming")
        return
    # What is not shut cannot resume: the agreement was made here, for what is shut elsewhere.
    over = umbrella(step.event.parties or kin.channels[name].parties, kin)
    if over is not None and over != name and name not in kin.below[over]:
        track = found.get(over, Track())
        resumed = _resume_below(step, over, found, kin)
        if track.state == "suspended":
            found[over] = _enter(track, step, "resuming", inferred=True)
        if resumed or track.state == "suspended":
            found[name] = _used(_open(before, step, until), step, until)
            return
    if before.state in ("unknown", "planned"):
        found[name] = _enter(before, step, "resuming" if below else "planned")


def settle(track: Track, channel: Channel, day: dt.date) -> Track:
    """The track as of ``day``: open and unused for more than twice the cadence is dormant.

    A line stays open however long it is silent.
    """
    if track.state != "open" or channel.level == "hotline":
        return track
    last = max(track.used or dt.date.min, track.spells[-1].start)
    months = round(2 * channel.cadence_months) if channel.cadence_months else SILENCE
    end = add_months(last, months)
    if day <= end:
        return track
    because = (track.use,) if track.use else track.spells[-1].because
    start = end + dt.timedelta(days=1)
    return track._replace(spells=(*track.spells, Spell(start, "dormant", because)))


def gaps(spells: Sequence[Spell], as_of: dt.date, causes: Mapping[str, MergedEvent]) -> list[Gap]:
    """The stretches in which a channel was closed, each until it opened again.

    ``cause`` holds the events that closed it, then those that a source gives as their cause.
    """
    found: list[Gap] = []
    closed: Spell | None = None
    for spell in spells:
        if spell.state in CLOSED and closed is None:
            closed = spell
        elif spell.state == "open" and closed is not None:
            found.append(_gap(closed, spell.start, as_of, causes))
            closed = None
    if closed is not None:
        found.append(_gap(closed, None, as_of, causes))
    return found


def _gap(
    closed: Spell, end: dt.date | None, as_of: dt.date, causes: Mapping[str, MergedEvent]
) -> Gap:
    ids = list(closed.because)
    for name in closed.because:
        ids += [cause for cause in causes[name].cause if cause not in ids]
    return Gap(closed.start, end, ((end or as_of) - closed.start).days, tuple(ids))


def history(
    channel_id: str,
    events: Sequence[MergedEvent],
    channels: Mapping[str, Channel],
    until: dt.date,
) -> list[Spell]:
    """One channel's spells in order up to ``until``, each with the events that began it.

    Raises ``KeyError`` for a channel that the lexicon has not.
    """
    return histories([channel_id], events, channels, until)[channel_id]


def histories(
    ids: Iterable[str],
    events: Sequence[MergedEvent],
    channels: Mapping[str, Channel],
    until: dt.date,
) -> dict[str, list[Spell]]:
    """Several channels' histories, told from one passage through the events. See ``history``."""
    found, _ = tracks(events, channels, until)
    return {key: list(settle(found.get(key, Track()), channels[key], until).spells) for key in ids}
