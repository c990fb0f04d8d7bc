"""The picture of channels over time: one lane a channel, its states as a band, events as marks."""

import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from parley.items import MergedEvent
from parley.report.axis import Axis, Tick, axis, ticks
from parley.report.data import ReportData, Spell
from parley.report.events import EventIndex, Link, check_events, touched
from parley.report.safe import one_line
from parley.report.words import Words

KINDS = ("used", "refused", "suspended", "agreed", "resumed", "planned", "other")
STATES = ("open", "suspended", "resuming", "dormant", "planned", "terminated", "unknown")
NARROWEST = 6.0
"""Pixels to one per cent where the picture is narrowest: what a label must fit into."""
BUCKET = 1.3
"""Per cent within which marks share a place."""
STEP = 11
"""Pixels from one mark to the next in the same place."""
BESIDE = 3
"""Marks drawn beside one another in one place; the others are counted."""
LISTED = 12
"""Headlines that a mark's title holds."""
WIDE, HIGH = 1000, 20
"""Units of the picture of a lane's events."""
ROWS = 60
"""Events that the table lists for a channel, the latest; the chronology has them all."""

_KIND_OF_EFFECT = {
    "used": "used",
    "established": "agreed",
    "agreed-to-resume": "agreed",
    "resumed": "resumed",
    "suspended": "suspended",
    "terminated": "suspended",
    "cancelled": "refused",
    "refused": "refused",
}


class Bar(NamedTuple):
    """A spell in per cent of the width; ``label`` is empty where it would not fit."""

    x: float
    width: float
    state: str
    inferred: bool
    label: str
    title: str


class Heaps(NamedTuple):
    """How many events channels have in each stretch of time.

    ``stretches``: the first and last day of each, by a name that sorts as they follow one another;
    ``numbers``: by channel and such a name.
    """

    stretches: Mapping[str, tuple[dt.date, dt.date]]
    numbers: Mapping[str, Mapping[str, int]]


class Mark(NamedTuple):
    """One or more events of one kind in one place; ``shift`` in pixels."""

    x: float
    shift: int
    kind: str
    reference: bool
    href: str | None
    title: str
    ids: str
    more: str


class Period(NamedTuple):
    """A spell as a row of the table; ``days`` are its ISO dates, the last empty while it lasts."""

    state: str
    start: str
    end: str
    inferred: bool
    days: tuple[str, str]


class Lane(NamedTuple):
    """One channel. ``heaps``: in place of marks a path, ``WIDE`` by ``HIGH``, of how many events
    there were over time."""

    id: str
    name: str
    href: str | None
    desc: str
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    periods: tuple[Period, ...]
    events: tuple[tuple[str, Link], ...]
    more: int
    heaps: str = ""


class Group(NamedTuple):
    """Channels of the same parties; without a name, what belongs to no channel."""

    name: str
    lanes: tuple[Lane, ...]


class TickView(NamedTuple):
    """A grid line with its label, which may be empty."""

    x: float
    major: bool
    label: str


class Picture(NamedTuple):
    """All that the template draws."""

    groups: tuple[Group, ...]
    ticks: tuple[TickView, ...]
    earlier: str | None
    left: float
    as_of: float | None
    kinds: tuple[str, ...]
    states: tuple[str, ...]
    state_names: dict[str, str]
    undated: int
    reference: bool


def kind_of(event: MergedEvent) -> str:
    """Which mark an event gets: by what is not yet or not so first, then by its effect."""
    if event.modality in ("planned", "hypothetical"):
        return "planned"
    if event.modality in ("refused", "denied"):
        return "refused"
    if event.modality == "agreed":
        return "agreed"
    return _KIND_OF_EFFECT.get(event.effect or "", "other")


def picture(
    data: ReportData,
    index: EventIndex,
    words: Words,
    shown: Collection[str] = (),
    focus: tuple[dt.date, dt.date] | None = None,
    heaps: Heaps | None = None,
) -> Picture:
    """The lanes of the channels ``shown``: unless given, of those that the documents touch, or of
    all where they touch none, and a lane for what belongs to no channel.

    ``focus``: the first and the last day to draw, and nothing outside of them. ``heaps``: how many
    events each channel has, where there are too many to mark each.
    """
    chosen = bool(shown)
    shown = shown or touched(index, data) or frozenset(data.spells)
    known = {state.id: state for state in data.channels}
    own = [day for event in index.own if (day := _day(event)) is not None]
    wanted = _wanted(data, index)
    spells = {channel: tuple(data.spells.get(channel, ())) for channel in shown}
    scale = Axis(*focus, False) if focus else axis(own or wanted, wanted, data.as_of)
    if (
        not focus
        and not scale.earlier
        and any(s.start < scale.start for some in spells.values() for s in some)
    ):
        scale = scale._replace(earlier=True)

    by_channel: dict[str | None, list[MergedEvent]] = {}
    for event in (*index.own, *index.reference):
        if focus and not _between(event, *focus):
            continue
        channel = event.channel if event.channel in shown else None
        outside = event.channel is None and index.is_own(event) and not chosen
        if channel is not None or outside:
            by_channel.setdefault(channel, []).append(event)

    columns = _Columns(heaps, scale) if heaps is not None else None
    groups: dict[tuple[tuple[str, ...], str], list[Lane]] = {}
    told: Counter[tuple[str, ...]] = Counter()
    order = {state.id: place for place, state in enumerate(data.channels)}
    for channel in sorted(shown, key=lambda c: (order.get(c, len(order)), c)):
        state = known.get(channel)
        events = by_channel.get(channel, [])
        parties = state.parties if state else events[0].parties if events else ()
        lane = _lane(channel, events, spells[channel], scale, index, data, words, columns)
        title = words.dyad(parties) or (words.level(state.level) if state else "")
        groups.setdefault((parties, title or words.t("lanes.no_parties")), []).append(lane)
        told[parties] += sum(map(index.is_own, events))
    found = [
        Group(title[:1].upper() + title[1:], tuple(lanes))
        for (parties, title), lanes in sorted(
            groups.items(), key=lambda group: (-told[group[0][0]], group[0])
        )
    ]
    if None in by_channel:
        rest = _lane(None, by_channel[None], (), scale, index, data, words)
        found.append(Group("", (rest,)))
    lanes = [lane for group in found for lane in group.lanes]
    kinds = {mark.kind for lane in lanes for mark in lane.marks}
    states = {bar.state for lane in lanes for bar in lane.bars}
    return Picture(
        groups=tuple(found),
        ticks=tuple(_tick(tick, scale, words) for tick in ticks(scale)),
        earlier=words.t("lanes.earlier") if scale.earlier else None,
        left=scale.left,
        as_of=scale.x(data.as_of) if data.as_of <= scale.end else None,
        kinds=tuple(kind for kind in KINDS if kind in kinds),
        states=tuple(state for state in STATES if state in states),
        state_names={state: words.state(state) for state in STATES},
        reference=any(mark.reference for lane in lanes for mark in lane.marks),
        undated=sum(event.start is None and event.end is None for event in index.own),
    )


def _wanted(data: ReportData, index: EventIndex) -> list[dt.date]:
    events = (index.get(e) for check in data.checks for e in check_events(check))
    return [event.start for event in events if event is not None and event.start is not None]


def _lane(
    channel: str | None,
    events: Sequence[MergedEvent],
    spells: Sequence[Spell],
    scale: Axis,
    index: EventIndex,
    data: ReportData,
    words: Words,
    columns: "_Columns | None" = None,
) -> Lane:
    name = words.channel(channel) if channel else words.t("lanes.none")
    spells = sorted((s for s in spells if s.start <= data.as_of), key=lambda s: s.start)
    periods = tuple(
        Period(
            words.state(spell.state),
            words.day(spell.start),
            words.day(spell.end) if spell.end else "",
            spell.inferred,
            (spell.start.isoformat(), spell.end.isoformat() if spell.end else ""),
        )
        for spell in spells
    )
    titles = [_spell_text(spell, words) for spell in spells]
    told = words.t("list.semicolon").join(titles)
    bars = (
        _bar(spell, title, scale, data.as_of, words)
        for spell, title in zip(spells, titles, strict=True)
    )
    count = len(events) if columns is None else columns.number(channel)
    listed = [e for e in events if index.href(e) is not None]
    known = channel is not None and any(s.id == channel for s in data.channels)
    target = index.places.channel(channel) if known and channel else None
    return Lane(
        id=channel or "none",
        name=name,
        href=target,
        desc=words.t(
            "lanes.desc",
            channel=name,
            spells=told or words.t("none"),
            events=words.t("events.count", n=count),
        ),
        bars=tuple(bar for bar in bars if bar is not None),
        marks=tuple(_marks(events, scale, index, words)),
        periods=periods,
        events=tuple((words.date(e), index.link(e.id)) for e in listed[-ROWS:]),
        more=max(len(listed) - ROWS, 0),
        heaps=columns.path(channel) if columns is not None else "",
    )


class _Columns:
    """Events as columns; the tallest of all lanes has all the height."""

    def __init__(self, heaps: Heaps, scale: Axis) -> None:
        self._numbers = heaps.numbers
        most = max((n for some in heaps.numbers.values() for n in some.values()), default=1)
        different = {n for some in heaps.numbers.values() for n in some.values()}
        self._heights = {n: max(round(HIGH * sqrt(n / most)), 1) for n in different}
        self._places = {
            name: self._place(*heaps.stretches[name], scale) for name in heaps.stretches
        }

    def _place(self, first: dt.date, last: dt.date, scale: Axis) -> tuple[str, int]:
        """Where a stretch begins in a path, and how wide it is: the same in all lanes."""
        left = scale.x(max(first, scale.start))
        right = scale.x(min(last + dt.timedelta(days=1), scale.end))
        width = max(round((right - left) * WIDE / 100 * 0.85), 2)
        return f"M{round(left * WIDE / 100)} {HIGH}v-", width

    def number(self, channel: str | None) -> int:
        """How many events a channel has."""
        return sum(self._numbers.get(channel or "", {}).values())

    def path(self, channel: str | None) -> str:
        """The columns of a channel."""
        parts = []
        for name, n in sorted(self._numbers.get(channel or "", {}).items()):
            (place, width), height = self._places[name], self._heights[n]
            parts.append(f"{place}{height}h{width}v{height}z")
        return "".join(parts)


def _bar(spell: Spell, title: str, scale: Axis, as_of: dt.date, words: Words) -> Bar | None:
    end = min(spell.end or as_of, as_of)
    if end < scale.start or spell.start > scale.end:
        return None
    start = 0.0 if spell.start < scale.start else scale.x(spell.start)
    width = round(max(scale.x(end) - start, 0.3), 2)
    label = words.state(spell.state)
    fits = _width(label) + 10 <= width * NARROWEST
    return Bar(start, width, spell.state, spell.inferred, label if fits else "", title)


def _spell_text(spell: Spell, words: Words) -> str:
    state = words.state(spell.state)
    if spell.inferred:
        state = words.t("aside", name=state, aside=words.t("lanes.inferred"))
    start = words.day(spell.start)
    if spell.end is None:
        return words.t("lanes.state_since", state=state, start=start)
    return words.t("lanes.state_of", state=state, start=start, end=words.day(spell.end))


def _marks(
    events: Sequence[MergedEvent], scale: Axis, index: EventIndex, words: Words
) -> list[Mark]:
    """Marks by place and kind, so that thousands of events stay a picture and not a blot."""
    places: dict[int, tuple[float, dict[tuple[str, bool], list[MergedEvent]]]] = {}
    for event in events:
        day = _day(event)
        if day is None:
            continue
        place = -1 if day < scale.start else int(scale.x(day) / BUCKET)
        key = (kind_of(event), not index.is_own(event))
        _, kinds = places.setdefault(place, (scale.x(day), {}))
        kinds.setdefault(key, []).append(event)
    marks = []
    for _, (x, kinds) in sorted(places.items()):
        ordered = sorted(kinds.items(), key=lambda item: (item[0][1], KINDS.index(item[0][0])))
        for number, ((kind, reference), some) in enumerate(ordered):
            place = min(number, BESIDE)
            shift = round((place - (min(len(ordered), BESIDE + 1) - 1) / 2) * STEP)
            marks.append(
                Mark(
                    x=x,
                    shift=shift,
                    kind=kind,
                    reference=reference,
                    href=next((href for e in some if (href := index.href(e))), None),
                    title=_title(some, words),
                    ids=" ".join(e.id for e in some if index.is_own(e)),
                    more=str(len(some)) if len(some) > 1 else "",
                )
            )
    return marks


def _day(event: MergedEvent) -> dt.date | None:
    """Where an event is drawn: what is known only to a month or a year, in the middle of it."""
    start, end = event.start or event.end, event.end or event.start
    if start is None or end is None or event.precision == "day" or event.lasting:
        return start
    return start + (end - start) / 2


def _between(event: MergedEvent, first: dt.date, last: dt.date) -> bool:
    day = _day(event)
    return day is not None and first <= day <= last


def _title(events: Sequence[MergedEvent], words: Words) -> str:
    lines = [
        words.date(e) + words.t("colon") + one_line(words.headline(e)) for e in events[:LISTED]
    ]
    if len(events) > LISTED:
        lines.append(words.t("more", n=len(events) - LISTED))
    return "\n".join(lines)


def _tick(tick: Tick, scale: Axis, words: Words) -> TickView:
    label = ""
    if tick.labelled:
        month = words.t(f"month.{tick.day.month}")
        if scale.by_days:
            label = words.t("tick.day", day=tick.day.day, month=month)
        else:
            label = str(tick.day.year) if tick.major else month
    return TickView(tick.x, tick.major, label)


@lru_cache(maxsize=256)
def _width(text: str) -> float:
    """About how many pixels a label takes at 11 pixels: a wide character is twice a narrow one."""
    return sum(11 if unicodedata.east_asian_width(c) in "WF" else 6 for c in text)
