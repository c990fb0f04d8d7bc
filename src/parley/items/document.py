"""A document as read: its text and what is known about it."""

import datetime as dt

import msgspec

COLUMNS: tuple[str, ...] = (
    "date",
    "start",
    "end",
    "parties",
    "initiator",
    "recipient",
    "event",
    "mode",
    "modality",
    "channel",
    "place",
    "source",
    "url",
    "note",
)
"""What a column of an analyst's chronology may hold."""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One document. ``text`` is what all offsets point into, in Unicode code points.

    ``voice`` is whose account it is: a party's code for an official source, else ``press`` or
    ``analysis``; None where unknown. ``published`` is what relative dates are resolved against;
    ``inferred`` names the fields that were not given but worked out ("published", "voice", "lang").
    ``lang`` is one of zh-Hant zh-Hans en ja ko, or ``und``. ``sha256`` is of the bytes read.
    ``columns``: of an analyst's chronology, a row of which is a line of the text, what each cell
    holds (one of ``COLUMNS``, or nothing); empty for any other document.
    """

    id: str
    text: str
    lang: str = "und"
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    voice: str | None = None
    published: dt.date | None = None
    retrieved: dt.date | None = None
    archived_url: str | None = None
    reliability: str | None = None
    inferred: tuple[str, ...] = ()
    path: str | None = None
    sha256: str = ""
    columns: tuple[str, ...] = ()
