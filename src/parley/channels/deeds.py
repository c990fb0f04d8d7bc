"""What an event does to the channel that it goes through."""

import datetime as dt
from typing import Literal

from parley.items import MergedEvent

Deed = Literal[
    "use", "establish", "found", "suspend", "agree", "resume", "terminate", "refuse", "plan"
]

CONTACT = frozenset({"meet", "call", "video-call", "visit", "talks", "summit"})
REMOTE = frozenset({"call", "video-call"})
PLANNABLE = CONTACT | {"resume-channel", "establish-channel", "agree-to-establish", "sign"}
OCCASIONAL = frozenset({"leader", "minister", "forum"})
"""Levels that meet as occasion offers: what is called off there is a meeting, not a series."""


def deed(event: MergedEvent, level: str | None) -> Deed | None:
    """What ``event`` does to a channel of ``level``; None where it leaves no trace on it.

    What is denied or hypothetical does nothing; what is planned is a plan and no use.
    """
    mode, effect = event.mode, event.effect
    if event.modality in ("denied", "hypothetical"):
        return None
    if event.modality == "planned":
        return "plan" if mode in PLANNABLE else None
    if event.modality == "agreed" and mode in CONTACT:
        return "agree"
    # Whoever strikes at a channel (an office blown up) ends it.
    if effect == "terminated" or mode == "attack":
        return "terminate"
    if mode == "suspend-channel" or effect == "suspended":
        return "suspend"
    if mode == "cancel":
        return "suspend" if _series(event, level) else "refuse"
    if event.modality == "refused" or effect == "refused" or mode in ("refuse-meeting", "reject"):
        silent = level == "hotline" and (event.scope == "series" or event.lasting or event.ongoing)
        return "suspend" if silent else "refuse"
    if event.informal:
        return None
    return _opening(mode, effect)


def _opening(mode: str, effect: str | None) -> Deed | None:
    if mode == "agree-to-resume" or effect == "agreed-to-resume":
        return "agree"
    if mode == "agree-to-establish":
        return "found"
    if mode in CONTACT or effect == "used":
        return "use"
    if mode == "resume-channel" or effect == "resumed":
        return "resume"
    if mode == "establish-channel" or effect == "established":
        return "establish"
    return None


def _series(event: MergedEvent, level: str | None) -> bool:
    """Whether what was called off is the series; a numbered round is one meeting."""
    if event.scope is not None:
        return event.scope == "series"
    return event.effect != "refused" and event.iteration is None and level not in OCCASIONAL


def imprecise(event: MergedEvent) -> bool:
    """Whether start and end bound when it happened, rather than say when."""
    return (
        event.precision != "day"
        and not event.lasting
        and not event.ongoing
        and event.start != event.end
        and event.end is not None
    )


def moment(event: MergedEvent) -> dt.date | None:
    """The day by which an event is put in order: its start, or the middle of an imprecise date."""
    if event.start is None or event.end is None or not imprecise(event):
        return event.start
    return event.start + (event.end - event.start) // 2


def known(event: MergedEvent) -> dt.date | None:
    """The day from which a plan was known: its first source's, else that of what is planned."""
    days = [source.published for source in event.sources if source.published]
    return min(days) if days else event.start
