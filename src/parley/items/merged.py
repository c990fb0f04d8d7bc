"""Events of the record: what several sources tell of one happening."""

import datetime as dt
from typing import Any, Literal

import msgspec

from parley.items.base import Evidence, Participant, Party, Place, Precision


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One document's telling of an event. ``asserted`` holds the fields it gives differently,
    as JSON does.

    ``assertion`` is the id of the item as coded, ``lang`` the document's language. ``url`` and
    ``title`` name the source to a reader. ``reliability`` (A to F) is the source's, ``credibility``
    (1 to 6) of what it tells, each as an analyst has graded it; None where nobody has.
    """

    doc: str
    assertion: str
    lang: str = "und"
    voice: str | None = None
    published: dt.date | None = None
    title: str | None = None
    url: str | None = None
    reliability: str | None = None
    credibility: int | None = None
    evidence: tuple[Evidence, ...] = ()
    asserted: dict[str, Any] = {}


class Join(msgspec.Struct, frozen=True):
    """Why two assertions are one event: the parts of the score, each with its name and weight."""

    a: str
    b: str
    score: float
    parts: dict[str, float]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A stage in the telling of an event: who first gave it so, when and with which dates."""

    modality: str
    doc: str
    published: dt.date | None = None
    start: dt.date | None = None
    end: dt.date | None = None


class MergedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event of the record. Fields as in ``Event``; ``id`` is its smallest assertion's.

    ``aliases`` are the other assertions' ids, ``conflicts`` the fields on which sources differ.
    ``history``: its stages (announced, held) in order of publication, where it was told in several.
    """

    id: str
    mode: str
    type: str
    start: dt.date | None = None
    end: dt.date | None = None
    precision: Precision = "unknown"
    lasting: bool = False
    ongoing: bool = False
    local_dates: dict[str, dt.date] | None = None
    parties: tuple[Party, ...] = ()
    initiator: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    participants: tuple[Participant, ...] = ()
    channel: str | None = None
    iteration: int | None = None
    effect: str | None = None
    scope: Literal["meeting", "series"] | None = None
    informal: bool = False
    place: Place | None = None
    modality: str = "occurred"
    asserted_by: str | None = None
    cause: tuple[str, ...] = ()
    headline: str = ""
    confidence: float = 0.5
    sources: tuple[Source, ...] = ()
    conflicts: tuple[str, ...] = ()
    status: Literal["coded", "draft", "accepted", "edited", "reference", "imported"] = "coded"
    merged: tuple[Join, ...] = ()
    aliases: tuple[str, ...] = ()
    history: tuple[Told, ...] = ()
