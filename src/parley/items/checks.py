"""Interval claims held against the record."""

from typing import Literal

import msgspec

from parley.items.coded import IntervalClaim

Verdict = Literal["holds", "contradicted", "not-enough-record"]


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """A claim and what the record says of it.

    ``computed`` is the record's value in the claim's own unit, ``low`` and ``high`` bound it where
    dates are imprecise; ``events`` are the ids used, earlier first. ``explanation`` lays out the
    computation in one or two sentences; ``readings`` are other ways to count, each with its
    verdict.
    """

    claim: IntervalClaim
    verdict: Verdict
    computed: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    events: tuple[str, ...] = ()
    explanation: str = ""
    readings: tuple["Reading", ...] = ()


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Another way to read a claim ("counted from the suspension", "in person only")."""

    name: str
    verdict: Verdict
    computed: float | None = None
    events: tuple[str, ...] = ()
    explanation: str = ""
