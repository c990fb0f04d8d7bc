"""Analysis: what a desk's record says in numbers."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from parley.desk.errors import DeskError
from parley.items import MergedEvent
from parley.record import Coverage

if TYPE_CHECKING:
    from parley.analysis.durability import Backtest, Durability
    from parley.analysis.ripple import Ripple
    from parley.analysis.series import Series
    from parley.analysis.series.results import Freq
    from parley.lexicon import Lexicon

LACKING = "analysis needs NumPy and SciPy: pip install 'parley-workbench[analysis]'"


class Analysing:
    """The part of a desk that counts; see ``parley.desk.Desk``."""

    if TYPE_CHECKING:

        @property
        def lexicon(self) -> Lexicon: ...  # noqa: D102
        @property
        def _counting(self) -> list[MergedEvent]: ...
        @property
        def _coverage(self) -> Mapping[str, Coverage]: ...

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
        return durability(self._counting, self.lexicon.channels, day, self._coverage, asked)

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
            return backtest(self._counting, self.lexicon.channels, day, self._coverage, progress)
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
            return series(self._counting, parties, freq, self._coverage, start, end, only)
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
            return ripple(self._counting, asked, on, self._coverage, tuple(months) or WINDOWS)
        except ValueError as fault:
            raise DeskError(str(fault)) from fault
