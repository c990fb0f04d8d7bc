"""What a claim is about, and the events of the record that bear on it."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from parley.channels.deeds import CONTACT, REMOTE, Deed, deed
from parley.channels.family import Family, umbrella
from parley.checking.counted import ACTS, actors
from parley.checking.lengths import Bounds, beginning, ending, period
from parley.checking.shelf import Shelf
from parley.items import UNREAL, Evidence, IntervalClaim, MergedEvent, Place
from parley.record.scoring import same_place

FAMILIES = (frozenset({"meet", "talks", "summit"}), REMOTE, frozenset({"visit"}))
BY_PARTIES = frozenset({"suspend-channel"})


class About(NamedTuple):
    """The countable subject of a claim: channels, or parties with the modes of their contact.

    ``channel`` is the one that the claim names or its event goes through, else None. ``visits``:
    ids of the events that count, where visits to one side by holders of one office are meant;
    ``acts``: the same where one side's acts are, whose mode is then the only one of ``modes``.
    ``place``: only what took place there counts.
    """

    channel: str | None
    channels: frozenset[str]
    parties: frozenset[str]
    modes: frozenset[str] = CONTACT
    in_person: bool = False
    visits: frozenset[str] | None = None
    acts: frozenset[str] | None = None
    place: Place | None = None


def about(claim: IntervalClaim, event: MergedEvent | None, kin: Family) -> About | None:
    """The claim's subject: its channel, else its level, else its event's kind of contact.

    None where there is nothing to count.
    """
    subject = claim.subject
    parties = frozenset(subject.parties or (event.parties if event else ()))
    if len(parties) == 1 and event is not None and event.mode in CONTACT:
        parties |= frozenset(event.parties)  # the other side's name alone stands in the text
    channel = subject.channel
    if channel is None and subject.level is None and event is not None:
        channel = event.channel
    if channel is not None:
        return About(channel, _with_below(channel, kin), parties, in_person=claim.in_person)
    if parties and subject.level:
        level = frozenset(
            key
            for key, entry in kin.channels.items()
            if entry.level == subject.level and frozenset(entry.parties) == parties
        )
        if level:
            only = next(iter(level)) if len(level) == 1 else None
            return About(only, level, parties, in_person=claim.in_person)
    if event is not None and parties and event.mode in CONTACT:
        modes = next(modes for modes in FAMILIES if event.mode in modes)
        return About(None, frozenset(), parties, modes, claim.in_person)
    if event is not None and event.mode in ACTS:
        return About(
            None, frozenset(), parties & actors(event) or actors(event), frozenset({event.mode})
        )
    return None


def _with_below(channel: str, kin: Family) -> frozenset[str]:
    """The channel; an umbrella with all under it, since it has no meetings of its own."""
    under = kin.below.get(channel, ())
    return frozenset({channel, *under}) if len(under) > 1 else frozenset({channel})


def done(event: MergedEvent, kin: Family) -> Deed | None:
    """What an event does to its channel."""
    entry = kin.channels.get(event.channel) if event.channel else None
    return deed(event, entry.level if entry else None)


class Uses(NamedTuple):
    """Uses in order, and those whose end is known by it: its last and first day, id and event."""

    events: Sequence[MergedEvent]
    ended: Sequence[tuple[dt.date, dt.date, str, MergedEvent]]


def uses(subject: About, events: Shelf, kin: Family) -> Uses:
    """The subject's dated uses. What was refused, planned or denied is none."""
    found: Uses = events.once(subject, lambda: _uses(subject, events, kin))
    return found


def _uses(subject: About, events: Shelf, kin: Family) -> Uses:
    found = [
        event
        for event in _near(subject, events)
        if event.start is not None
        and _matches(subject, event, kin)
        and (subject.acts is not None or done(event, kin) == "use" or _met(event))
        and not (subject.in_person and event.mode in REMOTE)
    ]
    found.sort(key=lambda event: (event.start or dt.date.min, event.id))
    over = [(bounds, use) for use in found if (bounds := ending(use)) is not None]
    return Uses(found, sorted((bounds.last, bounds.first, use.id, use) for bounds, use in over))


def _near(subject: About, events: Shelf) -> Iterable[MergedEvent]:
    """The events among which those of a subject are."""
    for ids in (subject.visits, subject.acts):
        if ids is not None:
            return [events.by_id[key] for key in ids]
    return events.through(subject.channels) if subject.channels else events.between(subject.parties)


def _met(event: MergedEvent) -> bool:
    """Whether a resumption, or what else it is told as, is a meeting by another source."""
    told = event.modality == "occurred" and event.mode == "resume-channel"
    return told and any(source.asserted.get("mode") in CONTACT for source in event.sources)


def _matches(subject: About, event: MergedEvent, kin: Family) -> bool:
    if subject.visits is not None:
        return event.id in subject.visits
    if subject.acts is not None:
        return event.id in subject.acts
    if subject.place and not (event.place and same_place(subject.place, event.place)):
        return False
    if not subject.channels:
        return frozenset(event.parties) == subject.parties and event.mode in subject.modes
    if event.channel not in subject.channels:
        return False
    entry = kin.channels.get(event.channel)
    # A forum is many parties' channel: theirs are the uses that these parties share in.
    shared = entry is None or entry.level == "forum"
    return not shared or subject.parties <= frozenset(event.parties)


def occasion(
    claim: IntervalClaim, published: dt.date | None, found: Sequence[MergedEvent]
) -> MergedEvent | None:
    """The use that a claim without a known event is made of.

    The last one on the claim's date, else, where it gives none, the last by ``published``.
    """
    if claim.start is not None:
        last = claim.end or claim.start
        near = [
            e for e in found if e.start and e.start <= last and (e.end or e.start) >= claim.start
        ]
        return near[-1] if near else None
    by_then = [e for e in found if e.start and (published is None or e.start <= published)]
    return by_then[-1] if by_then else None


def told_beside(claim: IntervalClaim, events: Shelf) -> MergedEvent | None:
    """What its document tells of the claim's parties nearest to it, if near at all.

    Not what it counts from.

    For claims whose words name nothing to count: "the first such session since December" is of
    a contact or of one side's act, "silent for nearly three years" of the channel that broke off.
    """
    if not claim.evidence:
        return None
    lasts = claim.relation in ("duration", "frequency")
    near = []
    for event in events.told_in(claim.doc):
        if event.modality in UNREAL or event.start is None or not _of_parties(claim, event):
            continue
        if counts_from(claim, event):
            continue
        if not (_breaks(event) if lasts else event.mode in CONTACT | ACTS):
            continue
        for source in event.sources:
            if source.doc == claim.doc and source.evidence:
                off = min(_between(e, claim.evidence[0]) for e in source.evidence)
                if off <= (CLOSE if lasts else BESIDE):
                    near.append((off, event.id, event))
    if not near:
        return None
    _, _, nearest = min(near)
    # Of several of one kind it is made of the last: the others are what it counts from.
    kind = (nearest.mode, nearest.channel, nearest.parties)
    same = [event for _, _, event in near if (event.mode, event.channel, event.parties) == kind]
    return nearest if lasts else max(same, key=lambda event: (event.start or dt.date.min, event.id))


BESIDE = 200
"""Characters: a sentence or two."""
CLOSE = 30
"""Characters: the clause before."""


def _of_parties(claim: IntervalClaim, event: MergedEvent) -> bool:
    """Whether an event is of those whom a claim names: of one alone, where others may be left out.

    An act is of whoever acts, whomever the text speaks of besides.
    """
    parties = frozenset(claim.subject.parties)
    if not parties:
        return True
    if event.mode in ACTS:
        return bool(parties & actors(event))
    return parties == frozenset(event.parties) or (
        len(parties) == 1 and parties < frozenset(event.parties)
    )


def _breaks(event: MergedEvent) -> bool:
    """Whether an event breaks off or restores a channel."""
    return event.channel is not None and event.effect in ("suspended", "terminated", "resumed")


def _between(a: Evidence, b: Evidence) -> int:
    """Characters between two stretches of a text."""
    return max(0, a.start - b.end, b.start - a.end)


def visited(claim: IntervalClaim, event: MergedEvent, events: Shelf) -> MergedEvent:
    """The visit on which the contact took place that a claim about visits is made of."""
    if event.mode == "visit" or event.start is None:
        return event
    found = [
        other
        for other in events.told_in(claim.doc)
        if other.mode == "visit"
        and other.modality not in UNREAL
        and other.parties == event.parties
        and other.start is not None
        and other.start <= (event.end or event.start)
        and event.start <= (other.end or other.start)
    ]
    return min(found, key=lambda other: other.id, default=event)


def counts_from(claim: IntervalClaim, event: MergedEvent) -> bool:
    """Whether an event is what a claim counts from, not what it is made of: it lies there."""
    days = period(claim.since) if claim.since else None
    return (
        days is not None
        and event.start is not None
        and days.first <= event.start
        and (event.end or event.start) <= days.last
    )


def previous(
    found: Uses, at: Bounds, event: MergedEvent | None, session: bool = False
) -> MergedEvent | None:
    """The last of the uses that was over before ``at``.

    Two calls within a day are taken for one, whose date differs by capital. With ``session`` what
    one channel was used for on the day before belongs to what began then.
    """
    before = bisect_left(found.ended, at.first, key=lambda one: one[0])
    for last, _, _, use in reversed(found.ended[:before]):
        if event is not None and use.id == event.id:
            continue
        remote = event is not None and use.mode in REMOTE and event.mode in REMOTE
        one = session and event is not None and event.channel is not None
        one = one and event is not None and use.channel == event.channel
        if (remote or one) and (at.first - last).days <= 1:
            continue
        return use
    return None


def suspension(
    subject: About,
    events: Shelf,
    kin: Family,
    at: Bounds,
    last: MergedEvent | None,
) -> MergedEvent | None:
    """The break before ``at``: the first one since the channel was last used or resumed.

    Where there is none since the last use, the last one before it. Suspensions of an umbrella
    count for what is under it. Where several tell of one break, the one with the precise date is
    taken, then the one of the channel itself.
    """
    if subject.visits is not None or subject.acts is not None:
        return None
    own = frozenset({subject.channel}) if subject.channel else subject.channels
    above = {over for key in own for over in kin.above.get(key, ())}
    covering = umbrella(subject.parties, kin)
    if covering is not None and not own:
        above.add(covering)
    breaks = []
    for event in events.changes:
        started = beginning(event)
        if started is None or started.first >= at.first or done(event, kin) != "suspend":
            continue
        unnamed = (
            event.channel is None
            and event.mode in BY_PARTIES
            and frozenset(event.parties) == subject.parties
            and (not own or covering in own | above)
        )
        if unnamed or event.channel in own | above:
            breaks.append((started, event))
    if not breaks:
        return None
    breaks.sort(key=lambda one: (one[0], one[1].id))
    opened = [e for e in events.changes if e.channel in own and _reopens(e, at, kin)]
    if opened:  # what was broken and mended before is no break of now
        mended = max(e.start for e in opened if e.start)
        breaks = [one for one in breaks if one[0].last >= mended]
    if not breaks:
        return None
    over = ending(last) if last else None
    after = [one for one in breaks if over is None or one[0].last >= over.last]
    first = after[0] if after else breaks[-1]
    same = [one for one in breaks if first[0].first <= one[0].first <= first[0].last]
    return min(
        same,
        key=lambda one: (
            (one[0].last - one[0].first).days,
            one[1].channel not in own,
            one[1].id,
        ),
    )[1]


def _reopens(event: MergedEvent, at: Bounds, kin: Family) -> bool:
    """Whether an event before ``at`` opened its channel again."""
    return (
        event.start is not None
        and (event.end or event.start) < at.first
        and done(event, kin) == "resume"
    )


def agreement(
    subject: About, events: Shelf, kin: Family, since: dt.date, until: dt.date
) -> MergedEvent | None:
    """The first agreement to resume between two days, wherever the same parties made it."""
    found = [
        event
        for event in events.changes
        if event.start is not None
        and since < event.start < until
        and done(event, kin) == "agree"
        and (frozenset(event.parties) == subject.parties or event.channel in subject.channels)
    ]
    return min(found, key=lambda event: (event.start or until, event.id), default=None)


def siblings(subject: About, kin: Family) -> list[str]:
    """The other channels of the same parties, umbrellas aside."""
    entry = kin.channels.get(subject.channel) if subject.channel else None
    parties = frozenset(entry.parties) if entry else subject.parties
    return [
        other
        for other in sorted(kin.channels)
        if other not in subject.channels
        and parties
        and frozenset(kin.channels[other].parties) == parties
        and len(kin.below.get(other, ())) < 2
    ]
