"""What to look at first: the record's doubtful items, in order of what a decision would change."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from parley.channels.family import Family, family, umbrella
from parley.channels.machine import BY_PARTIES, Track, settle, tracks
from parley.items import Channel, Check, IntervalClaim, Join, MergedEvent, Statement
from parley.record import Coverage
from parley.record.decisions import Kind
from parley.record.scoring import THRESHOLD

DOUBTFUL = 0.8
"""Confidence below which an item is asked about whatever hangs on it."""
SURE = 0.95
"""Confidence from which an event is not asked about, even where a state hangs on it."""
THIN = 0.1
"""By how little more than it takes two tellings may be joined and the join be doubtful."""
WORK = 500_000
"""Events gone through, some ten seconds' worth, after which it is not worked out any more what
hangs on a doubtful one; the least sure come first."""
_MORE = 0.25
"""What being a draft, a conflict or a thin join adds to the doubt that confidence leaves."""

Reason = Literal["channel", "verdict", "draft", "conflict", "join", "confidence"]


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """A reason for asking.

    ``channel``: the state of the channel ``about`` is ``before``, and would be ``after`` were the
    event rejected (of a draft: accepted). ``verdict``: likewise of the claim ``about``. ``draft``:
    a model's. ``conflict``: sources differ on the field ``about``. ``join``: the tellings ``about``
    are one event by a narrow margin. ``confidence``: it is low.
    """

    reason: Reason
    about: str = ""
    before: str | None = None
    after: str | None = None


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """An item to decide on, and why it comes where it does."""

    id: str
    kind: Kind
    headline: str
    start: dt.date | None = None
    confidence: float
    docs: tuple[str, ...]
    why: tuple[Why, ...]

    @property
    def weight(self) -> tuple[bool, float]:
        """Its place: what hangs on it first, then the doubt."""
        hanging = sum(why.reason in ("channel", "verdict") for why in self.why)
        extra = sum(why.reason in ("draft", "conflict", "join") for why in self.why)
        doubt = 1 - self.confidence + _MORE * extra
        return not hanging, -doubt * max(1, hanging)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """The record that doubts are about: its events with drafts, the channels, a day to tell states
    for, how far the reference reaches and its own events by id; the checks, and how one is made
    with other events."""

    events: Sequence[MergedEvent]
    channels: Mapping[str, Channel]
    day: dt.date
    coverage: Mapping[str, Coverage]
    checks: Sequence[Check]
    again: Callable[[Check, Sequence[MergedEvent]], Check]
    reference: Mapping[str, MergedEvent] = {}

    def left(self, event: MergedEvent) -> list[MergedEvent]:
        """What stands in an event's place once it is rejected: the reference's of the same."""
        return [self.reference[key] for key in event.aliases if key in self.reference]


def doubts(
    standing: Standing, statements: Iterable[Statement], decided: Collection[str]
) -> list[Doubt]:
    """Doubtful items that nobody has decided on, those first on which most hangs.

    ``decided``: the ids of those that somebody has decided on.
    """
    states = _States(standing)
    found = []
    candidates = sorted(
        (
            e
            for e in standing.events
            if e.status in ("coded", "draft") and _asked(e, standing.reference)
        ),
        key=lambda e: (e.confidence, e.id),
    )
    spent = 0
    for event in candidates:
        why = tuple(_plainly(event, standing.reference))
        resting = _resting(event, standing)
        spent += states.size(event) + len(resting) * len(standing.events)
        if spent <= WORK:
            why = (*states.moved(event), *_verdicts(event, resting, standing), *why)
        if why:
            found.append(_event(event, why))
    found += [_item(s, "statement") for s in statements if _open(s, decided)]
    claims = (check.claim for check in standing.checks)
    found += [_item(claim, "interval_claim") for claim in claims if _open(claim, decided)]
    return sorted(found, key=lambda d: (*d.weight, d.start or dt.date.max, d.id))


def plain(events: Iterable[MergedEvent], reference: Mapping[str, MergedEvent]) -> list[Doubt]:
    """Doubtful events by the doubt alone, whatever hangs on them."""
    found = [
        _event(event, why)
        for event in events
        if event.status in ("coded", "draft") and (why := tuple(_plainly(event, reference)))
    ]
    return sorted(found, key=lambda d: (*d.weight, d.start or dt.date.max, d.id))


def _asked(event: MergedEvent, reference: Mapping[str, MergedEvent]) -> bool:
    return (
        event.confidence < SURE
        or event.status == "draft"
        or bool(event.conflicts)
        or any(_is_thin(join, reference) for join in event.merged)
    )


def _is_thin(join: Join, reference: Mapping[str, MergedEvent]) -> bool:
    """Whether a join is narrow, and one that an analyst can take apart."""
    by_hand = "analyst" in join.parts or join.b in reference
    return not by_hand and join.score < THRESHOLD + THIN


def _plainly(event: MergedEvent, reference: Mapping[str, MergedEvent]) -> Iterator[Why]:
    if event.status == "draft":
        yield Why(reason="draft")
    for field in event.conflicts:
        yield Why(reason="conflict", about=field)
    for join in event.merged:
        if _is_thin(join, reference):
            yield Why(reason="join", about=f"{join.a} {join.b}", before=f"{join.score:.2f}")
    if event.confidence < DOUBTFUL:
        yield Why(reason="confidence", before=f"{event.confidence:.2f}")


def _event(event: MergedEvent, why: tuple[Why, ...]) -> Doubt:
    return Doubt(
        id=event.id,
        kind="event",
        headline=event.headline,
        start=event.start,
        confidence=event.confidence,
        docs=tuple(dict.fromkeys(source.doc for source in event.sources)),
        why=why,
    )


def _open(item: Statement | IntervalClaim, decided: Collection[str]) -> bool:
    return item.confidence < DOUBTFUL and item.id not in decided


def _item(item: Statement | IntervalClaim, kind: Kind) -> Doubt:
    return Doubt(
        id=item.id,
        kind=kind,
        headline=item.headline,
        start=item.start if isinstance(item, IntervalClaim) else None,
        confidence=item.confidence,
        docs=(item.doc,),
        why=(Why(reason="confidence", before=f"{item.confidence:.2f}"),),
    )


class _States:
    """States of channels with an event and without it, worked out among its kin alone."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._kin = family(standing.channels)
        self._day = standing.day
        self._coverage = standing.coverage
        self._group = _groups(self._kin)
        self._channels: dict[str, dict[str, Channel]] = {}
        for key, channel in standing.channels.items():
            self._channels.setdefault(self._group[key], {})[key] = channel
        self._events: dict[str, list[MergedEvent]] = {}
        for event in standing.events:
            group = self._of(event)
            if group is not None:
                self._events.setdefault(group, []).append(event)
        self._now: dict[str, dict[str, str]] = {}

    def _of(self, event: MergedEvent) -> str | None:
        name = event.channel
        if name is None and event.mode in BY_PARTIES:
            name = umbrella(event.parties, self._kin)
        return self._group.get(name) if name is not None else None

    def size(self, event: MergedEvent) -> int:
        """How many events are gone through to tell what hangs on one."""
        return len(self._events.get(self._of(event) or "", ()))

    def moved(self, event: MergedEvent) -> Iterator[Why]:
        """The channels whose state would be another without the event (with it, where a draft)."""
        group = self._of(event)
        if group is None:
            return
        counting = [e for e in self._events[group] if e.status != "draft"]
        if group not in self._now:
            self._now[group] = self._told(group, counting)
        now = self._now[group]
        if event.status == "draft":
            then = self._told(group, [*counting, event])
        else:
            others = [e for e in counting if e is not event]
            then = self._told(group, [*others, *self._standing.left(event)])
        for key in sorted(now):
            if now[key] != then[key]:
                yield Why(reason="channel", about=key, before=now[key], after=then[key])

    def _told(self, group: str, events: Sequence[MergedEvent]) -> dict[str, str]:
        channels = self._channels[group]
        found, _ = tracks(events, channels, self._day)
        out = {}
        for key, channel in channels.items():
            covered = self._coverage.get(key)
            until = covered.record_until if covered else None
            track = settle(found.get(key, Track()), channel, min(self._day, until or self._day))
            planned = not track.spells and track.plan is not None
            since = f" since {track.spells[-1].start}" if track.spells else ""
            out[key] = "planned" if planned else f"{track.state}{since}"
        return out


def _groups(kin: Family) -> dict[str, str]:
    """For each channel a name of all that may move with it: what shares an umbrella or parties."""
    group = {key: key for key in kin.channels}

    def root(key: str) -> str:
        while group[key] != key:
            key = group[key]
        return key

    for key, over in kin.above.items():
        for other in over:
            group[root(key)] = root(other)
    return {key: root(key) for key in group}


def _resting(event: MergedEvent, standing: Standing) -> list[Check]:
    """The checks that use an event, or would use a draft."""
    ids = {event.id, *event.aliases}
    if event.status != "draft":
        return [check for check in standing.checks if not ids.isdisjoint(check.events)]
    if event.channel is None:
        return []
    return [check for check in standing.checks if check.claim.subject.channel == event.channel]


def _verdicts(event: MergedEvent, checks: Sequence[Check], standing: Standing) -> Iterator[Why]:
    """The claims whose verdict would be another."""
    if not checks:
        return
    counting = [e for e in standing.events if e.status != "draft" and e is not event]
    counting += [event] if event.status == "draft" else standing.left(event)
    for check in checks:
        then = standing.again(check, counting)
        if then.verdict != check.verdict:
            yield Why(
                reason="verdict", about=check.claim.id, before=check.verdict, after=then.verdict
            )
