"""What a coder makes of a document: events, statements and interval claims."""

import datetime as dt
from typing import Literal

import msgspec

from parley.items.base import Evidence, Participant, Party, Place, Precision

MODES: dict[str, tuple[str, ...]] = {
    "CONSULT": ("meet", "call", "video-call", "visit", "talks", "summit", "statement-joint"),
    "AGREE": ("agree-to-resume", "agree-to-establish", "sign", "agree"),
    "COOPERATE": ("exercise-joint", "share-intelligence", "align"),
    "SUPPORT": ("support", "reaffirm"),
    "AID": ("arms-sale", "aid"),
    "REQUEST": ("urge",),
    "ACCUSE": ("accuse",),
    "REJECT": ("refuse-meeting", "cancel", "reject"),
    "THREATEN": ("warn", "threaten"),
    "PROTEST": ("protest",),
    "SANCTION": ("suspend-channel", "sanction", "expel"),
    "CONCEDE": ("resume-channel", "ease"),
    "RETREAT": ("withdraw", "cease"),
    "MOBILIZE": ("exercise", "deploy", "missile-test", "nuclear-test", "transit", "patrol"),
    "COERCE": ("intercept", "harass", "incursion", "blockade", "cyber"),
    "ASSAULT": ("clash", "attack"),
    "OTHER": ("election", "appointment", "establish-channel", "other"),
}
"""Modes by PLOVER event type."""

TYPE_OF_MODE = {mode: kind for kind, modes in MODES.items() for mode in modes}

IMPORTED = "imported"
"""The coder's name of events that an analyst's own chronology holds, and their status."""

Modality = Literal["occurred", "planned", "agreed", "refused", "denied", "hypothetical", "ongoing"]
MODALITIES: tuple[str, ...] = (
    "occurred",
    "planned",
    "agreed",
    "refused",
    "denied",
    "hypothetical",
    "ongoing",
)
UNREAL = frozenset({"planned", "denied", "hypothetical"})
"""Modalities of what is not told as having happened."""

EFFECTS: tuple[str, ...] = (
    "established",
    "used",
    "suspended",
    "resumed",
    "agreed-to-resume",
    "cancelled",
    "refused",
    "terminated",
)
ACTS: tuple[str, ...] = ("assert", "commit", "urge", "warn", "oppose", "deny")


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="event"):
    """Who did what to whom, when, through which channel, and who said so.

    ``start`` and ``end`` are inclusive; with ``precision`` coarser than ``day`` they bound the
    interval within which it happened. ``ongoing``: not ended as far as the text tells (``end``
    None). ``informal``: an encounter in passing (a handshake, a few words), which no state and
    no check counts as a use. ``cause`` holds the ids of events that the text gives as its cause.
    """

    id: str
    doc: str
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
    modality: Modality = "occurred"
    asserted_by: str | None = None
    cause: tuple[str, ...] = ()
    headline: str = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.5
    coder: str = ""


class Speaker(msgspec.Struct, frozen=True):
    """Who speaks: the name as written, the party spoken for, the lexicon's id or None."""

    name: str
    party: Party | None = None
    entity: str | None = None


class Statement(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="statement"):
    """A position that an official side takes on one issue.

    ``strength`` is 1 (mentions) to 5 (warns).
    """

    id: str
    doc: str
    speaker: Speaker
    issue: str
    act: str = "assert"
    addressee: Party | None = None
    quote: bool = False
    position: str | None = None
    strength: int = 2
    event: str | None = None
    headline: str = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.5
    coder: str = ""


class Subject(msgspec.Struct, frozen=True):
    """What an interval claim is about."""

    channel: str | None = None
    parties: tuple[Party, ...] = ()
    level: str | None = None


class IntervalClaim(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="interval_claim"
):
    """A number or a starting point that can be held against a record ("first in 16 months").

    ``unit`` is day, week, month, year (or minute, hour, time for durations and frequencies);
    ``hedge`` tells how ``approximate`` is meant: ``nearly`` (from below), ``over`` (from above),
    ``about`` (both). ``event`` is the event that the claim is made of. ``start`` and ``end``
    date that event, None where the text does not. ``in_person``: only meetings face to face count.
    ``counted_from`` is ``suspension`` where the text counts from a break, not from the last use.
    """

    id: str
    doc: str
    relation: Literal["first-since", "gap", "duration", "frequency"]
    value: int | float | None = None
    unit: str | None = None
    approximate: bool = False
    hedge: Literal["nearly", "over", "about"] | None = None
    since: str | None = None
    subject: Subject = Subject()
    event: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    in_person: bool = False
    counted_from: Literal["use", "suspension"] = "use"
    headline: str = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.5
    coder: str = ""


Item = Event | Statement | IntervalClaim
