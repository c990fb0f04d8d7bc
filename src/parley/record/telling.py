"""What of an event decides whether another telling is of the same one."""

from typing import Any

import msgspec

from parley.items import LONGEST, UNREAL, Event, MergedEvent, Place

CONTACT = frozenset({"meet", "talks", "summit"})
FAMILIES = {
    **dict.fromkeys((*CONTACT, "video-call", "resume-channel"), "contact"),
    "call": "call",
    **dict.fromkeys(
        ("agree", "agree-to-resume", "agree-to-establish", "sign", "establish-channel"),
        "agreement",
    ),
    **dict.fromkeys(("suspend-channel", "cancel"), "break"),
    **dict.fromkeys(("exercise", "exercise-joint"), "exercise"),
    **dict.fromkeys(("intercept", "harass", "incursion"), "coercion"),
}
"""Modes that may tell of one happening; any other is a family of its own."""
OTHER_FAMILY = {"video-call": "call"}
"""A second family: a video call may be told as talks or as a call."""
JOINT = CONTACT | {
    *("video-call", "call", "resume-channel", "establish-channel", "exercise-joint", "sign"),
    *("agree", "agree-to-resume", "agree-to-establish", "statement-joint", "share-intelligence"),
    "align",
}
"""Modes of what is done together; who begins it is no part of what happened."""
UNDATED = -1
PRECISE = 10
"""Days: what is dated within a third of a month is dated well enough to be found by its day."""


class Telling(msgspec.Struct, array_like=True, gc=False):
    """An event as the merge sees it: days as ordinals, names as sets.

    ``by`` is who did it, where that is told of what one does to another. ``origins`` are the
    documents with the coders that tell it; ``copies`` the ids and documents of other assertions
    with the same key, for which it stands. One text in two documents has the same ids in both.
    """

    id: str
    doc: str
    mode: str
    families: tuple[str, ...]
    first: int
    last: int
    length: int
    parties: frozenset[str]
    people: frozenset[str]
    channel: str | None
    iteration: int | None
    place: Place | None
    modality: str
    headline: str
    origins: frozenset[tuple[str, str]]
    copies: tuple[tuple[str, str], ...] = ()
    by: frozenset[str] = frozenset()

    @property
    def precise(self) -> bool:
        """Whether its day is known within a third of a month."""
        return self.first != UNDATED and self.length <= PRECISE

    @property
    def order(self) -> tuple[Any, ...]:
        """The fullest and most exact first; the same whatever the order of documents."""
        return (
            self.length,
            self.modality in UNREAL,
            self.iteration is None,
            self.channel is None,
            not self.people,
            self.id,
            self.doc,
        )


LONG = 99_999
"""Days: as good as undated."""
WIDTH = {precision: days - 1 for precision, days in LONGEST.items()}
"""Days after the first one given on which what lasts may have begun."""


def families(mode: str) -> tuple[str, ...]:
    """The families of modes that tell of the same happenings as this one."""
    first = FAMILIES.get(mode, mode)
    other = OTHER_FAMILY.get(mode)
    return (first, other) if other else (first,)


def telling(event: Event | MergedEvent) -> Telling:
    """An event as the merge sees it."""
    first, last = _days(event)
    return Telling(
        id=event.id,
        doc=event.doc if isinstance(event, Event) else "",
        mode=event.mode,
        families=families(event.mode),
        first=first,
        last=last,
        length=last - first if first != UNDATED else LONG,
        parties=frozenset(event.parties),
        people=frozenset(p.entity or p.name for p in event.participants),
        channel=event.channel,
        iteration=event.iteration,
        place=event.place,
        modality=event.modality,
        headline=event.headline if event.mode == "other" else "",
        origins=frozenset({(event.doc, event.coder)} if isinstance(event, Event) else ()),
        copies=() if isinstance(event, Event) else tuple((key, "") for key in event.aliases),
        by=frozenset(() if event.mode in JOINT else event.initiator),
    )


def _days(event: Event | MergedEvent) -> tuple[int, int]:
    """The first and last day on which it may have happened; of what lasts, may have begun."""
    if event.start is None:
        return UNDATED, UNDATED
    first = event.start.toordinal()
    if event.lasting or event.ongoing or event.end is None:
        return first, first + WIDTH.get(event.precision, LONG)
    return first, event.end.toordinal()


def key(one: Telling) -> tuple[Any, ...]:
    """What two tellings share that are one without comparing further."""
    place = (one.place.entity or one.place.name) if one.place else None
    return (
        one.mode,
        one.first,
        one.last,
        one.parties,
        one.people,
        one.channel,
        one.iteration,
        place,
        one.modality,
        one.headline,
        one.by,
    )
