"""A claim as documents make it, with what the record says of it in one row."""

import msgspec

from parley.items import Check, IntervalClaim, Reading
from parley.items.checks import Verdict


class CheckedClaim(
    IntervalClaim, frozen=True, kw_only=True, tag_field="kind", tag="interval_claim"
):
    """An interval claim and its check. Fields as in ``IntervalClaim`` and ``Check``.

    ``computed`` is the record's value in ``computed_unit``, which is the claim's own unit where
    it has one; ``low`` and ``high`` bound it; ``events`` are the ids used.
    """

    verdict: Verdict
    computed: float | None = None
    computed_unit: str | None = None
    low: float | None = None
    high: float | None = None
    events: tuple[str, ...] = ()
    explanation: str = ""
    readings: tuple[Reading, ...] = ()


def checked(check: Check) -> CheckedClaim:
    """The claim of a check and its verdict as one row."""
    fields = msgspec.structs.asdict(check)
    claim = fields.pop("claim")
    return CheckedClaim(**msgspec.structs.asdict(claim), computed_unit=fields.pop("unit"), **fields)
