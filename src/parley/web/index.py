"""Events by id, read when they are asked for: what links on the board lead to."""

from collections.abc import Collection, Mapping, Sequence

from parley.desk import Desk
from parley.items import MergedEvent
from parley.report.events import EventIndex
from parley.web.places import BOARD


class Index(EventIndex):
    """The events of a desk as the report's views ask for them."""

    def __init__(self, desk: Desk) -> None:
        self.places = BOARD
        self.own: tuple[MergedEvent, ...] = ()
        self.reference: tuple[MergedEvent, ...] = ()
        self.used: tuple[MergedEvent, ...] = ()
        self._desk = desk
        self._read: dict[str, MergedEvent | None] = {}

    def of(self, events: Sequence[MergedEvent]) -> "Index":
        """The same with these events for those that a picture draws."""
        found = Index(self._desk)
        found._read = self._read | {event.id: event for event in events}
        found.own = tuple(event for event in events if self.is_own(event))
        found.reference = tuple(event for event in events if not self.is_own(event))
        return found

    def several(self, keys: Collection[str]) -> Mapping[str, MergedEvent]:
        """Events by the ids that they go, or went, by, read at once."""
        lacking = [key for key in dict.fromkeys(keys) if key not in self._read]
        if lacking:
            found = self._desk.events(lacking)
            self._read.update({key: found.get(key) for key in lacking})
        return {key: event for key in keys if (event := self._read[key]) is not None}

    def get(self, identifier: str) -> MergedEvent | None:
        """The event that goes by this id, or by it as an alias."""
        return self.several([identifier]).get(identifier)

    def is_own(self, event: MergedEvent) -> bool:
        """Whether the documents tell of it."""
        return event.status != "reference"

    def href(self, event: MergedEvent) -> str:
        """Every event has a page."""
        return self.places.event(event.id)
