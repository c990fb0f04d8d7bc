"""Plain text: the file decoded, unchanged."""

from collections.abc import Collection

from parley.documents.draft import Draft, Read, damage, digest
from parley.documents.encodings import decode


def read_plain(data: bytes, source: str, parties: Collection[str] = ()) -> Read:
    """One document: all of the file. Line ends stay as they are."""
    found = decode(data)
    return Read((Draft(text=found.text, sha256=digest(data)),), damage(source, found.broken))
