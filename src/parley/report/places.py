"""Where a link to an event, a channel or a document leads."""

from typing import Protocol

from parley.report.safe import anchor


class Places(Protocol):
    """Addresses of things; ``whole``: every event has one, not only those that a page lists."""

    whole: bool

    def event(self, identifier: str) -> str:
        """Where an event stands."""

    def channel(self, identifier: str) -> str:
        """Where a channel stands."""

    def document(self, identifier: str) -> str:
        """Where a document stands."""


class OnePage:
    """Everything stands in one page."""

    whole = False

    def event(self, identifier: str) -> str:
        """The event's entry."""
        return "#" + anchor("event", identifier)

    def channel(self, identifier: str) -> str:
        """The channel's row."""
        return "#" + anchor("channel", identifier)

    def document(self, identifier: str) -> str:
        """The document's row."""
        return "#" + anchor("document", identifier)


ONE_PAGE = OnePage()
