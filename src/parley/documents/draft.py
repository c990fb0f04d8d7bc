"""What a reader makes of a file, before the description beside it is laid over it."""

import datetime as dt
import hashlib

import msgspec

from parley.documents.metadata import Metadata
from parley.items import Problem


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A document's text and what its own file says about it.

    ``given`` is a description that somebody wrote (front matter, keys of a line), ``page`` what a
    web page says of itself, which counts less. Where a file holds several, ``line`` tells which,
    or ``part`` does, which then ends the document's id. ``made`` is the day on which a program
    made the file: the least of what can be known of its date. ``columns``: as of a document.
    """

    text: str
    sha256: str
    given: Metadata = Metadata()
    page: Metadata = Metadata()
    line: int | None = None
    part: str | None = None
    made: dt.date | None = None
    columns: tuple[str, ...] = ()


class Read(msgspec.Struct, frozen=True):
    """The drafts of one file, and what of it could not be read."""

    drafts: tuple[Draft, ...] = ()
    problems: tuple[Problem, ...] = ()


def digest(data: bytes) -> str:
    """SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def damage(source: str, broken: int) -> tuple[Problem, ...]:
    """The problem to report where broken bytes were replaced."""
    if not broken:
        return ()
    message = f"{broken} broken characters were read as U+FFFD"
    return (Problem(source, message, None, "save the file as UTF-8 again from its source"),)
