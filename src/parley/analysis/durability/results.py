"""What an analysis of durability finds, as plain data: needs neither NumPy nor SciPy to be read.

Intervals hold 90 %, channels resampled.
"""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from parley.analysis.estimates import Estimate
from parley.channels.machine import CLOSED

if TYPE_CHECKING:
    import pandas

Ended = Literal["suspended", "terminated", "lapsed", "lost"]
Opening = Literal["first", "resumed", "revived"]
Until = Literal["broken", "over"]
Outcome = Literal["suspended", "used"]
Unable = Literal["not-open", "terminated", "uses-missing", "record-ended"]


DAYS = frozenset({"since", "start", "start_latest", "end", "end_latest", "until", "last_used"})
"""Fields that hold days."""


class OpenSpell(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch in which a channel was open.

    ``start`` to ``start_latest`` bound the day it opened, ``end`` to ``end_latest`` the day it
    ended: one day each where the record knows the day. ``end`` is None while it lasts, as far as
    the record reaches (``until``, the day of censoring). ``ended``: broken off (``suspended``,
    ``terminated``), ``lapsed`` into silence where the record is known to be complete, ``lost``
    from sight where it is not. ``opening``: the ``first`` known, ``resumed`` after a break,
    ``revived`` after silence. ``opened_by``, ``ended_by``: event ids, the latter with the causes
    that a source gives; ``inferred``: the end comes from an umbrella channel. ``months`` is the
    length, of ``low`` at the least and ``high`` at the most; None there while it lasts.
    """

    channel: str
    parties: tuple[str, ...]
    level: str
    opening: Opening
    start: dt.date
    start_latest: dt.date
    end: dt.date | None
    end_latest: dt.date | None
    until: dt.date
    last_used: dt.date | None
    ended: Ended | None
    months: float
    low: float
    high: float | None
    opened_by: tuple[str, ...]
    ended_by: tuple[str, ...] = ()
    inferred: bool = False

    @property
    def broken(self) -> bool:
        """Whether somebody broke it off."""
        return self.ended in CLOSED

    @property
    def watched(self) -> float:
        """Months in which a break would have been seen: to the break, or to where silence shows."""
        return self.months if self.broken or self.high is None else self.high


class Mark(msgspec.Struct, frozen=True):
    """A curve after so many ``months``: how many went on so long, and what share lasts longer."""

    months: int
    at_risk: int
    share: float
    low: float
    high: float


class Survival(msgspec.Struct, frozen=True, kw_only=True):
    """A Kaplan–Meier curve of open spells.

    ``until``: ``broken`` counts ends by suspension or termination, and silence cuts a spell off;
    ``over`` counts silence too, where the record is known to be whole. ``group`` is all, a level
    or an opening. At each of ``months`` some ended; ``share`` last longer, between ``low`` and
    ``high`` (90 %, channels resampled; where that is wider, Greenwood's); ``at_risk`` were under
    way. ``marks``: the same after whole months. ``median`` in months, None where more than half go
    on.
    """

    until: Until
    group: str
    spells: int
    channels: int
    ended: int
    median: float | None
    marks: tuple[Mark, ...]
    months: tuple[float, ...]
    share: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    at_risk: tuple[int, ...]


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """A log-rank test that spells of these groups are broken off alike.

    It takes spells for independent. Those of one channel are not, nor are those that one shock
    ended, so that ``p`` is too small rather than too large.
    """

    by: Literal["level", "opening"]
    groups: tuple[str, ...]
    statistic: float
    df: int
    p: float


class LevelRate(msgspec.Struct, frozen=True, kw_only=True):
    """What the channels of a level show: years open, breaks, and fitted breaks in 100 open years.

    ``fitted`` is drawn towards the rate of all levels; it is of a spell's first year.
    """

    level: str
    channels: int
    years: float
    breaks: int
    fitted: Estimate


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of the hazard: from ``start`` to ``end`` months after opening (None: on).

    ``years`` open and ``breaks`` in it over all channels; ``fitted`` breaks in 100 open years.
    """

    start: float
    end: float | None
    years: float
    breaks: int
    fitted: Estimate


class Hazards(msgspec.Struct, frozen=True, kw_only=True):
    """The fitted hazard of a break.

    ``shape`` is Weibull's: below 1 talks are safer the longer they last. ``spread``: the standard
    deviation of channels' own factors. ``levels`` and ``pieces``: rates.
    """

    shape: Estimate
    spread: Estimate
    levels: tuple[LevelRate, ...]
    pieces: tuple[Piece, ...]


class Cause(msgspec.Struct, frozen=True):
    """An event behind a break."""

    event: str
    headline: str
    start: dt.date | None


class Shock(msgspec.Struct, frozen=True, kw_only=True):
    """What ended spells together: the day of the first, the channels, the events behind it.

    ``months``: how long each had been open; ``inferred``: those that it ended through an umbrella.
    """

    day: dt.date
    channels: tuple[str, ...]
    months: tuple[float, ...]
    inferred: tuple[str, ...]
    because: tuple[Cause, ...]


class Circumstance(msgspec.Struct, frozen=True, kw_only=True):
    """Breaks within so many ``months`` of an event of some kind, and all others.

    ``years`` open, ``breaks`` and ``shocks`` (days of breaks) under it, and the same without it.
    ``ratio`` of the rates of breaks; None where too few shocks carry it for one to be told.
    """

    name: str
    months: int
    years: float
    breaks: int
    shocks: int
    years_without: float
    breaks_without: int
    shocks_without: int
    ratio: Estimate | None


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """The chance that a channel is ``suspended``, or ``used``, within so many ``months``.

    They are counted from ``since``: the day asked for, or the record's end where that is earlier.
    ``low`` to ``high`` holds the chance in 90 of 100 cases (channels resampled), not the outcome.
    ``model`` says what it comes from. Where there is no forecast ``chance`` is None and ``why``
    says why: the channel is ``not-open``, or ``terminated``; ``uses-missing`` or ``record-ended``:
    the record knows too little.
    """

    channel: str
    parties: tuple[str, ...]
    level: str
    state: str
    since: dt.date
    outcome: Outcome
    months: int
    chance: float | None = None
    low: float | None = None
    high: float | None = None
    model: str | None = None
    why: Unable | None = None


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """How well a ``model`` foretold ``outcome`` within ``months``, less being better.

    ``windows`` were forecast, in ``events`` of them it happened. ``brier``: the mean squared
    error; ``log``: the mean of minus the logarithm of what was given to the outcome.
    """

    outcome: Outcome
    months: int
    model: str
    windows: int
    events: int
    brier: float
    log: float


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a reliability curve: ``windows`` with like forecasts.

    ``forecast`` is their mean, ``observed`` the share in which it happened.
    """

    outcome: Outcome
    model: str
    windows: int
    forecast: float
    observed: float


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the best ``model`` of an outcome beats the best ``baseline``.

    ``gain``: by how much its Brier score is lower, over all horizons (90 %, channels resampled);
    ``log_gain`` the same of the log score. It ``beats`` it where both are positive and the first
    interval leaves no doubt. ``default`` is what forecasts are made with.
    """

    outcome: Outcome
    model: str
    baseline: str
    gain: Estimate
    log_gain: Estimate
    beats: bool
    default: str


class Backtest(msgspec.Struct, frozen=True, kw_only=True):
    """Forecasts of every month from ``first`` to ``last`` held against what came.

    Each was made on what was known on its day. ``until`` is where the record ends.
    """

    first: dt.date
    last: dt.date
    until: dt.date
    months: int
    scores: tuple[Score, ...]
    reliability: tuple[Bin, ...]
    verdicts: tuple[Verdict, ...]


class Durability(msgspec.Struct, frozen=True, kw_only=True):
    """How long talks last, from what was known on ``as_of``.

    ``spells``, ``survival``, ``compared`` and ``shocks`` are of the channels asked for; ``hazards``
    are fitted on all channels, None without an open spell; ``circumstances`` are of all, too.
    ``forecasts``: of each channel asked
    for, both outcomes, each within several months. ``verdicts``: what a backtest on the bundled
    reference chronology said of the models behind them.
    """

    as_of: dt.date
    spells: tuple[OpenSpell, ...]
    survival: tuple[Survival, ...]
    compared: tuple[Compared, ...]
    shocks: tuple[Shock, ...]
    hazards: Hazards | None
    circumstances: tuple[Circumstance, ...]
    forecasts: tuple[Forecast, ...]
    verdicts: tuple[Verdict, ...]

    def to_frame(self, what: Literal["forecasts", "spells"] = "forecasts") -> "pandas.DataFrame":
        """The forecasts or the spells, a row each, with their fields. Needs pandas."""
        import pandas

        kind: type[msgspec.Struct] = Forecast if what == "forecasts" else OpenSpell
        rows = [[getattr(row, name) for name in kind.__struct_fields__] for row in self._of(what)]
        frame = pandas.DataFrame(rows, columns=list(kind.__struct_fields__))
        for name in DAYS & set(frame.columns):
            frame[name] = pandas.to_datetime(frame[name])
        return frame

    def _of(self, what: str) -> Sequence[msgspec.Struct]:
        return self.forecasts if what == "forecasts" else self.spells
