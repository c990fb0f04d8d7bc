"""Umbrella channels and what stands under them."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

from parley.channels.deeds import deed
from parley.items import Channel, MergedEvent


class Family(NamedTuple):
    """Channels by id; for each umbrella what stands under it, for each channel its umbrellas."""

    channels: Mapping[str, Channel]
    below: Mapping[str, tuple[str, ...]]
    above: Mapping[str, tuple[str, ...]]


def family(channels: Mapping[str, Channel]) -> Family:
    """The channels with their lines of descent; a parent that is no known channel is left out."""
    above = {name: _ancestors(name, channels) for name in sorted(channels)}
    below: dict[str, list[str]] = {}
    for name, parents in above.items():
        for parent in parents:
            below.setdefault(parent, []).append(name)
    return Family(channels, {name: tuple(found) for name, found in below.items()}, above)


def _ancestors(name: str, channels: Mapping[str, Channel]) -> tuple[str, ...]:
    found: list[str] = []
    left = list(channels[name].parents)
    while left:
        parent = left.pop(0)
        if parent in channels and parent not in found and parent != name:
            found.append(parent)
            left.extend(channels[parent].parents)
    return tuple(found)


def umbrella(parties: Iterable[str], kin: Family) -> str | None:
    """The one umbrella over these parties' channels, else None.

    A channel with a single one under it is that one's frame, and none over all contacts.
    """
    both = frozenset(parties)
    found = [
        name
        for name, under in kin.below.items()
        if len(under) > 1 and frozenset(kin.channels[name].parties) == both
    ]
    return found[0] if len(found) == 1 else None


class Breaks:
    """The suspensions of channels, by when they were: what a suspension of an umbrella may name."""

    def __init__(self, events: Iterable[MergedEvent], kin: Family) -> None:
        found = [
            event
            for event in events
            if event.start is not None
            and event.channel is not None
            and event.channel in kin.channels
            and deed(event, kin.channels[event.channel].level) == "suspend"
        ]
        found.sort(key=lambda event: (event.start or dt.date.min, event.id))
        self._events = found
        self._starts = [event.start or dt.date.min for event in found]
        # The last day of any that begins no later: where none reaches, no earlier one does.
        self._ends = list(accumulate((e.end or e.start or dt.date.min for e in found), max))

    def beside(self, event: MergedEvent) -> Iterator[MergedEvent]:
        """Those whose dates overlap an event's."""
        if event.start is None:
            return
        at = bisect_right(self._starts, event.end or event.start) - 1
        while at >= 0 and self._ends[at] >= event.start:
            other = self._events[at]
            if (other.end or other.start or dt.date.min) >= event.start:
                yield other
            at -= 1


def heirs(event: MergedEvent, name: str, breaks: Breaks, kin: Family) -> list[str]:
    """The channels to which a suspension of the umbrella ``name`` passes.

    None where each source of it names the channels that it means, since those have events of
    their own; else all under it.
    """
    under = kin.below.get(name, ())
    if not under:
        return []
    named: set[str] = set()
    for other in breaks.beside(event):
        if other.channel in under:
            named |= _origins(other)
    sources = [_origin(source.doc, source.url) for source in event.sources]
    if sources and all(origins & named for origins in sources):
        return []
    return list(under)


def _origins(event: MergedEvent) -> set[str]:
    return set().union(*(_origin(source.doc, source.url) for source in event.sources))


def _origin(doc: str, url: str | None) -> set[str]:
    return {doc, url} if url else {doc}
