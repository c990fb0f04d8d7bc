"""The events of a record laid out by what checks look for, so that no check goes through all."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, overload

from parley.channels.deeds import deed
from parley.items import MergedEvent, Party


class Shelf(Sequence[MergedEvent]):
    """Events in the order given, and found by channel, parties, document or id."""

    def __init__(self, events: Iterable[MergedEvent]) -> None:
        self._events = tuple(events)
        self._kept: dict[Hashable, Any] = {}

    @overload
    def __getitem__(self, at: int) -> MergedEvent: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[MergedEvent]: ...
    def __getitem__(self, at: int | slice) -> MergedEvent | Sequence[MergedEvent]:
        return self._events[at]

    def __iter__(self) -> Iterator[MergedEvent]:
        return iter(self._events)

    def __len__(self) -> int:
        return len(self._events)

    @cached_property
    def by_alias(self) -> Mapping[str, MergedEvent]:
        """Events by id and by the ids of the assertions merged into them."""
        return {key: event for event in self for key in (event.id, *event.aliases)}

    @cached_property
    def by_id(self) -> Mapping[str, MergedEvent]:
        """Events by the ids that they go by."""
        return {event.id: event for event in self}

    @cached_property
    def changes(self) -> Sequence[MergedEvent]:
        """Those that do something else to a channel than use it."""
        return [event for event in self if deed(event, None) not in (None, "use")]

    def through(self, channels: Collection[str | None]) -> Iterator[MergedEvent]:
        """Those that went through some channels."""
        return (event for key in channels for event in self._by_channel.get(key, ()))

    def between(self, parties: frozenset[Party]) -> Sequence[MergedEvent]:
        """Those that just these parties took part in."""
        return self._by_parties.get(parties, ())

    def told_in(self, document: str) -> Sequence[MergedEvent]:
        """Those that a document tells of."""
        return self._by_document.get(document, ())

    def once(self, name: Hashable, work: Callable[[], Any]) -> Any:
        """What was worked out of these events by this name, the first time that it is asked for."""
        if name not in self._kept:
            self._kept[name] = work()
        return self._kept[name]

    @cached_property
    def _by_channel(self) -> Mapping[str | None, Sequence[MergedEvent]]:
        out: dict[str | None, list[MergedEvent]] = {}
        for event in self:
            out.setdefault(event.channel, []).append(event)
        return out

    @cached_property
    def _by_parties(self) -> Mapping[frozenset[Party], Sequence[MergedEvent]]:
        out: dict[frozenset[Party], list[MergedEvent]] = {}
        for event in self:
            out.setdefault(frozenset(event.parties), []).append(event)
        return out

    @cached_property
    def _by_document(self) -> Mapping[str, Sequence[MergedEvent]]:
        out: dict[str, list[MergedEvent]] = {}
        for event in self:
            for doc in dict.fromkeys(source.doc for source in event.sources):
                out.setdefault(doc, []).append(event)
        return out
