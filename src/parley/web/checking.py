"""Interval claims held against the record: all of a small desk's, in time all of a large one's."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from parley.desk import Desk
from parley.desk.keyed import Place
from parley.items import Check, IntervalClaim
from parley.web.faults import N_
from parley.web.keeping import Keeper

PENDING = N_("not yet held against the record")

Key = tuple[str, str]
"""A document and a claim in it."""


class Known(NamedTuple):
    """A claim, with its check once that has been worked out."""

    claim: IntervalClaim
    check: Check | None


class Checks:
    """The claims of a desk by document and place, with what has been found of them."""

    def __init__(self, desk: Desk, ui: str, keeper: Keeper, stamp: object) -> None:
        self._desk = desk
        self._ui = ui
        self._keeper = keeper
        self._stamp = stamp

    @cached_property
    def done(self) -> Mapping[Key, Check]:
        """What has been worked out."""
        return self._keeper.checks(self._ui, self._stamp, self._desk.checked_claims)

    @property
    def total(self) -> int:
        """How many claims there are."""
        return self._desk.holds()["claims"]

    def of(self, claims: Sequence[IntervalClaim]) -> list[Known]:
        """Claims with what is known of them."""
        return [Known(claim, self.done.get((claim.doc, claim.id))) for claim in claims]

    def page(
        self, limit: int, after: Place | None, verdict: str | None = None
    ) -> tuple[list[Known], Place | None]:
        """Claims of the documents behind one, and the last document where there are more.

        All those of a document are on one page. With a ``verdict`` those that have it.
        """
        found: list[Known] = []
        for place, several in groupby(self._desk.claims(after), lambda one: one[0]):
            known = self.of([claim for _, claim in several])
            fits = [one for one in known if verdict in (None, one.check and one.check.verdict)]
            if fits and len(found) >= limit:
                return found, after
            found += fits
            after = place
        return found, None

    def every(self) -> Iterator[Check]:
        """What has been worked out, in no order."""
        yield from self.done.values()
