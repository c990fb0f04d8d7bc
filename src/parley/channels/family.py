"""Umbrella channels and what stands under them."""

from collections.abc import Iterable, Mapping, Sequence
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


def heirs(event: MergedEvent, name: str, events: Sequence[MergedEvent], kin: Family) -> list[str]:
    """The channels to which a suspension of the umbrella ``name`` passes.

    None where each source of it names the channels that it means, since those have events of
    their own; else all under it.
    """
    under = kin.below.get(name, ())
    if not under:
        return []
    named: set[str] = set()
    for other in events:
        if other.channel in under and _together(event, other):
            level = kin.channels[other.channel].level
            if deed(other, level) == "suspend":
                named |= _origins(other)
    sources = [_origin(source.doc, source.url) for source in event.sources]
    if sources and all(origins & named for origins in sources):
        return []
    return list(under)


def _origins(event: MergedEvent) -> set[str]:
    return set().union(*(_origin(source.doc, source.url) for source in event.sources))


def _origin(doc: str, url: str | None) -> set[str]:
    return {doc, url} if url else {doc}


def _together(a: MergedEvent, b: MergedEvent) -> bool:
    """Whether the dates of two events overlap."""
    if a.start is None or b.start is None:
        return False
    return a.start <= (b.end or b.start) and b.start <= (a.end or a.start)
