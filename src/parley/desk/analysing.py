"""Analysis: what a desk's record says in numbers."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING

import msgspec

from parley import record
from parley.desk.errors import DeskError
from parley.items import EFFECTS, TYPE_OF_MODE, MergedEvent
from parley.report import ReportData
from parley.report.lasting import mostly

if TYPE_CHECKING:
    from parley.analysis.durability import Backtest, Durability
    from parley.analysis.ripple import Ripple
    from parley.analysis.series import Series
    from parley.analysis.series.results import Freq
    from parley.lexicon import Lexicon

LACKING = "analysis needs NumPy and SciPy: pip install 'parley-workbench[analysis]'"
YEARS = 10
"""The latest years of a series that a report shows."""


class Analysing:
    """The part of a desk that counts; see ``parley.desk.Desk``."""

    if TYPE_CHECKING:

        @property
        def lexicon(self) -> Lexicon: ...  # noqa: D102
        def _between(self, parties: tuple[str, ...]) -> list[MergedEvent]: ...
        def events(self, keys: Collection[str]) -> dict[str, MergedEvent]: ...  # noqa: D102
        def page(  # noqa: D102
            self,
            wanted: record.Wanted,
            limit: int | None = 50,
            after: str | None = None,
            newest: bool = False,
        ) -> list[record.Placed]: ...
        @property
        def _coverage(self) -> Mapping[str, record.Coverage]: ...

    def durability(
        self,
        as_of: dt.date | None = None,
        parties: Iterable[str] = (),
        only: bool = False,
        level: str | None = None,
        channel: str | None = None,
    ) -> "Durability":
        """How long talks last, from what was known on ``as_of`` (today unless given).

        What is told is of the channels of all ``parties`` (with ``only``: of no others), of
        ``level`` and of the id ``channel``; models are fitted on all channels. Raises
        ``DeskError`` where NumPy or SciPy is not installed.
        """
        try:
            from parley.analysis.durability.table import Asked, durability
        except ImportError as fault:
            raise DeskError(LACKING) from fault
        asked = Asked(parties=tuple(parties), only=only, level=level, channel=channel)
        day = as_of or dt.date.today()
        return durability(self._all_told(), self.lexicon.channels, day, self._coverage, asked)

    def durability_backtest(
        self, until: dt.date | None = None, progress: Callable[[int, int], None] | None = None
    ) -> "Backtest":
        """Forecasts of every month since 2010 held against the record up to ``until`` (today).

        ``progress`` is called with the number of months done and of all. Raises ``DeskError``
        where NumPy or SciPy is not installed, or the record holds nothing to hold them against.
        """
        try:
            from parley.analysis.durability.backtest import backtest
        except ImportError as fault:
            raise DeskError(LACKING) from fault
        day = until or dt.date.today()
        try:
            return backtest(self._all_told(), self.lexicon.channels, day, self._coverage, progress)
        except ValueError as fault:
            raise DeskError(str(fault)) from fault

    def series(
        self,
        parties: Iterable[str],
        freq: "Freq" = "month",
        start: dt.date | None = None,
        end: dt.date | None = None,
        only: bool = False,
    ) -> "Series":
        """Counts, cooperation and conflict of each pair of ``parties`` by week, month, … .

        Periods are whole ones, from that of ``start`` to that of ``end``; without these from the
        pair's first event to the record's end. With ``only`` others take no part. Raises
        ``DeskError`` for fewer than two parties, for too many periods, and where NumPy or SciPy is
        not installed.
        """
        try:
            from parley.analysis.series.table import series
        except ImportError as fault:
            raise DeskError(LACKING) from fault
        try:
            codes = tuple(sorted(set(parties)))
            events = self._between(codes) if len(codes) > 1 else []
            return series(events, codes, freq, self._coverage, start, end, only)
        except ValueError as fault:
            raise DeskError(str(fault)) from fault

    def ripple(
        self,
        of: str,
        on: Iterable[Iterable[str]],
        parties: Iterable[str] = (),
        only: bool = False,
        months: Iterable[int] = (),
    ) -> "Ripple":
        """What followed between each pair of ``on`` after events ``of`` a mode, effect or id.

        ``parties`` took part in these (with ``only``: nobody else). Compared are ``months`` after
        with as many before, 3, 6 and 12 unless given. Raises ``DeskError`` where ``of`` names
        nothing, for anything but pairs, and where NumPy or SciPy is not installed.
        """
        try:
            from parley.analysis.ripple.table import WINDOWS, Asked, ripple
        except ImportError as fault:
            raise DeskError(LACKING) from fault
        asked = Asked(of, tuple(parties), only)
        try:
            pairs = [tuple(sorted(set(pair))) for pair in on]
            events = {event.id: event for pair in pairs for event in self._between(pair)}
            events |= {event.id: event for event in self._after(asked.of, asked.parties)}
            known = list(events.values())
            return ripple(known, asked, pairs, self._coverage, tuple(months) or WINDOWS)
        except ValueError as fault:
            raise DeskError(str(fault)) from fault

    def _expecting(self, data: ReportData) -> ReportData:
        """The data with what analysis makes of them, or as they are without NumPy or SciPy."""
        if not all(map(find_spec, ("numpy", "scipy"))):
            return data
        start = data.as_of.replace(year=data.as_of.year - YEARS + 1, month=1, day=1)
        found = (self.series(p, "year", start, data.as_of) for p in mostly(data.events))
        return msgspec.structs.replace(
            data,
            durability=self.durability(data.as_of),
            series=tuple(dyad for one in found for dyad in one.dyads),
        )

    def _all_told(self) -> list[MergedEvent]:
        """All events that count: no drafts."""
        found = (one.event for one in self.page(record.Wanted(), None))
        return [event for event in found if event.status != "draft"]

    def _after(self, of: str, parties: tuple[str, ...]) -> list[MergedEvent]:
        """The events among which those of a mode, an effect or an id are."""
        if of in TYPE_OF_MODE:
            wanted = record.Wanted(parties=parties, modes=(of,))
        elif of in EFFECTS:
            wanted = record.Wanted(parties=parties)
        else:
            return [e for e in self.events([of]).values() if e.status != "draft"]
        found = (one.event for one in self.page(wanted, None))
        return [event for event in found if event.status != "draft"]
