"""Ids of items: the same in any run, whatever the document is called or wherever it lies."""

from parley.items import Document, content_id


def item_id(kind: str, document: Document, start: int, end: int, mode: str, ordinal: int) -> str:
    """From the document's content, the kind, the evidence's span, the mode and an ordinal."""
    return content_id(kind[0], document.text, kind, start, end, mode, ordinal)
