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
