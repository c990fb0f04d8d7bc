"""Where things stand on the board: the addresses that pages and links share."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from parley.items import Document, IntervalClaim, Span
from parley.report.safe import anchor


def path(kind: str, identifier: str) -> str:
    """The address of a page whose last part is an id."""
    return f"/{kind}/{quote(identifier, safe='')}"


class Board:
    """Every event, channel and document has a page of its own."""

    whole = True

    def event(self, identifier: str) -> str:
        """An event's page."""
        return path("events", identifier)

    def channel(self, identifier: str) -> str:
        """A channel's page."""
        return path("channels", identifier)

    def document(self, identifier: str) -> str:
        """A document's page. Its id may hold anything, so it is no part of the path."""
        return "/document?" + urlencode({"id": identifier})

    def compare(self, a: str, b: str = "", how: str = "") -> str:
        """Where two documents are held against each other, or one and what comes before it."""
        pairs = [("a", a), ("b", b), ("how", how)]
        return "/compare?" + urlencode([(name, value) for name, value in pairs if value])

    def missed(self, identifier: str, words: Span | None = None, kind: str = "event") -> str:
        """Where an item is added from a document: its sentences, or the form for some words."""
        pairs = [("id", identifier)]
        if kind != "event":
            pairs.append(("kind", kind))
        if words is not None:
            pairs += [("start", str(words.start)), ("end", str(words.end))]
        return "/document/new?" + urlencode(pairs)

    def review(self, identifier: str, did: Iterable[int] = ()) -> str:
        """Where an item is decided on, "" for the first of the queue; ``did``: what was decided."""
        pairs = [("item", identifier)] if identifier else []
        pairs += [("did", str(number)) for number in did]
        return "/review" + ("?" + urlencode(pairs) if pairs else "")

    def check(self, claim: IntervalClaim, document: Document) -> str:
        """Where a claim's check stands: the checks of its document begin the page."""
        return "/checks?" + urlencode({"document": document.id}) + "#" + anchor("check", claim.id)


BOARD = Board()
