"""Ids of items: the same in any run, whatever the document is called or wherever it lies."""

from functools import lru_cache

from parley.items import Document, content_id


@lru_cache(maxsize=4)
def _content(text: str) -> str:
    return content_id("d", text)


def item_id(kind: str, document: Document, start: int, end: int, mode: str, ordinal: int) -> str:
    """From the document's content, the kind, the evidence's span, the mode and an ordinal."""
    return content_id(kind[0], _content(document.text), kind, start, end, mode, ordinal)
