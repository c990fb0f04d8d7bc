"""What the record says of how far it reaches."""

import datetime as dt
from typing import Protocol


class Coverage(Protocol):
    """How far the record of a channel reaches, and whether it holds every use in between."""

    @property
    def record_from(self) -> dt.date | None:
        """The first day covered."""

    @property
    def record_until(self) -> dt.date | None:
        """The last day covered."""

    @property
    def complete(self) -> bool:
        """Whether all uses between those days are known."""

    @property
    def complete_from(self) -> dt.date | None:
        """The day from which all uses are known even so."""


def covers(coverage: Coverage, start: dt.date, end: dt.date) -> bool:
    """Whether the record knows of every use from ``start`` to ``end``."""
    first = coverage.record_from if coverage.complete else coverage.complete_from
    within = coverage.record_until is None or end <= coverage.record_until
    return within and (start >= first if first is not None else coverage.complete)
