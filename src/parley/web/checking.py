"""Interval claims held against the record: all of a small desk's, in time all of a large one's."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from parley.desk import Desk
from parley.desk.keyed import Place
from parley.items import Check, IntervalClaim
from parley.web.apart import apart
from parley.web.faults import N_
from parley.web.keeping import Claimed, Keeper
from parley.web.settings import Settings

PENDING = N_("not yet held against the record")
SMALL = 5000
"""Events of a desk whose claims are held against the record in the board's own process."""


class Known(NamedTuple):
    """A claim, with its check once that has been worked out."""

    claim: IntervalClaim
    check: Check | None


class Checks:
    """The claims of a desk by document and place, with what has been found of them."""

    def __init__(
        self, desk: Desk, ui: str, keeper: Keeper, stamp: object, settings: Settings
    ) -> None:
        self._desk = desk
        self._ui = ui
        self._keeper = keeper
        self._stamp = stamp
        self._settings = settings

    @cached_property
    def done(self) -> Mapping[Claimed, Check]:
        """What has been worked out, as it stands now: more may come while a page is made."""
        return dict(self._keeper.checks(self._ui, self._stamp, self._work))

    def _work(self) -> Iterator[tuple[Place, Check]]:
        """The claims of a large desk are checked where that holds no page up."""
        if self._desk.holds()["events"] <= SMALL:
            return self._desk.checked_claims()
        return apart(checked, self._settings, self._ui, over=self._keeper.over)

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
        if verdict is not None:
            return self._with(verdict, limit, after)
        for place, several in groupby(self._desk.claims(after), lambda one: one[0]):
            if len(found) >= limit:
                return found, after
            found += self.of([claim for _, claim in several])
            after = place
        return found, None

    def _with(
        self, verdict: str, limit: int, after: Place | None
    ) -> tuple[list[Known], Place | None]:
        """Those with a verdict, of what has been worked out, which is in order."""
        found: list[Known] = []
        behind = after is None or all(doc != after[1] for doc, _ in self.done)
        for doc, several in groupby(list(self.done.items()), lambda one: one[0][0]):
            fits = [Known(c.claim, c) for _, c in several if c.verdict == verdict]
            if behind and fits and len(found) >= limit:
                return found, ("", found[-1].claim.doc)
            found += fits if behind else ()
            behind = behind or (after is not None and doc == after[1])
        return found, None

    def every(self) -> Iterator[Check]:
        """What has been worked out, in no order."""
        yield from self.done.values()


def checked(settings: Settings, ui: str) -> Iterator[tuple[Place, Check]]:
    """The claims of a desk held against its record, explained in a language."""
    s = settings
    with Desk.open(s.address, s.lexicon, s.reference, ui, gathers=False) as desk:
        yield from desk.checked_claims()
