"""What a series of a pair's dealings holds, as plain data: needs no NumPy to be read."""

import datetime as dt
from typing import TYPE_CHECKING, Literal

import msgspec

from parley.analysis.estimates import Estimate
from parley.items import MODES

if TYPE_CHECKING:
    import pandas

Freq = Literal["week", "month", "quarter", "year"]
Reach = Literal["covered", "documents", "holes", "none"]
Measure = Literal["cooperation", "conflict", "net"]
Change = Literal["perturbed", "ranks", "signs"]
TYPES = tuple(MODES)


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """A week, month, quarter or year of a pair, from ``start`` to ``end``.

    ``reach``: the record is ``covered`` (of the pair's channels a share ``covered`` is whole), or
    ``documents`` on the desk that tell of the pair came out in it: then no event is a zero. It has
    ``holes``, or does not reach the period (``none``): then figures say "at least", and no event is
    a gap, where all are None. ``told``: ids of events that may fall in it, ``spread`` of them dated
    too roughly to be sure. ``events`` and ``types`` (by PLOVER type, those there are) count each
    by its confidence and by the share of its days; ``cooperation``, ``conflict`` (as a positive
    number) and ``net`` weigh them by the scale; ``unscored``: the part of ``events`` without a
    place on it.
    """

    start: dt.date
    end: dt.date
    reach: Reach
    covered: float
    told: tuple[str, ...] = ()
    spread: int = 0
    events: Estimate | None = None
    types: dict[str, Estimate] = {}
    cooperation: Estimate | None = None
    conflict: Estimate | None = None
    net: Estimate | None = None
    unscored: float | None = None

    @property
    def gap(self) -> bool:
        """Whether the record says nothing of it."""
        return self.events is None


class Sensitivity(msgspec.Struct, frozen=True, kw_only=True):
    """How far a measure hangs on the scale: the series with other weights against this one.

    ``change``: weights ``perturbed`` by chance (``rho`` is the median, ``low`` to ``high`` hold 90
    of 100 draws), replaced by their ``ranks``, or by their ``signs`` alone. ``rho`` is Spearman's
    correlation over periods without gaps; ``turned``: the share of steps from one to the next that
    go the other way. Both None where nothing varies.
    """

    change: Change
    measure: Measure
    rho: float | None
    low: float | None
    high: float | None
    turned: float | None


class DyadSeries(msgspec.Struct, frozen=True, kw_only=True):
    """The periods of one pair in order, and how far they hang on the scale."""

    parties: tuple[str, ...]
    periods: tuple[Period, ...]
    sensitivity: tuple[Sensitivity, ...]

    @property
    def gaps(self) -> int:
        """How many periods the record says nothing of."""
        return sum(period.gap for period in self.periods)


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """Counts, cooperation and conflict by period, for each pair of the parties asked for.

    ``scale``: the version of the table of weights. ``only``: others took no part.
    """

    freq: Freq
    only: bool
    scale: int
    dyads: tuple[DyadSeries, ...]

    def to_frame(self) -> "pandas.DataFrame":
        """A row for each pair and period, the columns of ``COLUMNS``; gaps are NaN. Needs pandas.

        Sums of types are by confidence; a type without an event is 0 where the period is no gap.
        """
        import pandas

        frame = pandas.DataFrame(rows(self), columns=list(COLUMNS))
        for name in ("start", "end"):
            frame[name] = pandas.to_datetime(frame[name])
        figures = list(COLUMNS[COLUMNS.index("events") :])
        frame[figures] = frame[figures].astype(float)
        return frame


FIGURES = ("events", "cooperation", "conflict", "net")
COLUMNS = (
    *("parties", "start", "end", "reach", "covered", "told"),
    *(f"{name}{part}" for name in FIGURES for part in ("", "_low", "_high")),
    "unscored",
    *TYPES,
)
"""A row of a table: a pair and a period."""


def rows(series: Series) -> list[tuple[str | int | float | dt.date | None, ...]]:
    """The series as rows of ``COLUMNS``, parties as ``CHN USA``."""
    found = []
    for dyad in series.dyads:
        for one in dyad.periods:
            told = (" ".join(dyad.parties), one.start, one.end, one.reach, one.covered)
            figures = [_parts(getattr(one, name)) for name in FIGURES]
            types = (None if one.gap else _value(one.types.get(name)) for name in TYPES)
            flat = (value for parts in figures for value in parts)
            found.append((*told, len(one.told), *flat, one.unscored, *types))
    return found


def _parts(one: Estimate | None) -> tuple[float | None, float | None, float | None]:
    return (None, None, None) if one is None else (one.value, one.low, one.high)


def _value(one: Estimate | None) -> float:
    return 0.0 if one is None else one.value


def named(period: Period, freq: Freq) -> str:
    """The period's short name: 2024, 2024 Q3, 2024-09, the Monday of a week."""
    match freq:
        case "year":
            return f"{period.start.year}"
        case "quarter":
            return f"{period.start.year} Q{(period.start.month + 2) // 3}"
        case "month":
            return period.start.isoformat()[:7]
        case _:
            return period.start.isoformat()
