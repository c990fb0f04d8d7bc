"""What an event study of one pair's events on another pair finds, as plain data."""

import datetime as dt
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    import pandas

Outcome = Literal["events", "cooperation", "conflict"]
OUTCOMES: tuple[Outcome, ...] = ("events", "cooperation", "conflict")
Answer = Literal["rise", "fall", "no-difference", "cannot-tell"]
Lack = Literal["own-events", "no-record", "record-too-short", "no-outcome", "few-events"]


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """A day from which windows are counted: that of an event, the middle of an imprecise date.

    Events of one day are one trigger, of the first one's id and headline.
    """

    day: dt.date
    event: str
    parties: tuple[str, ...]
    headline: str


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One outcome between the parties ``on``, in ``months`` after against as many before.

    ``start`` to ``end`` is the stretch of their record in which no event is a zero, None where
    there is none; ``triggers`` lie so in it that their windows do. ``before`` and ``after``: the
    mean sum in a window; ``difference`` of both. ``low`` to ``high``: where it lies in 90 of 100
    shifts of all triggers together to other days. ``p``: how often the shifts give a difference
    as far out on one side or the other; ``q`` corrects it for the number of tests by Benjamini and
    Hochberg, ``holm`` by Holm. ``power``: how often triggers that lie to each other as these do
    would show an outcome that is ``Ripple.effect`` times as much afterwards, by this test alone;
    ``needed``: how many of them, lying apart, show it four times out of five, None where more than
    ``Ripple.most``. ``answer``: a ``rise`` or ``fall`` where ``q`` is no more than
    ``Ripple.alpha``; ``no-difference`` where there is none and the power would have shown one;
    else ``cannot-tell``. ``lack``: what a test wants. The pair takes part in all triggers
    (``own-events``); it has ``no-record`` without holes, or one shorter than the windows;
    ``no-outcome`` of the kind is in it; or there are ``few-events``.
    """

    on: tuple[str, ...]
    outcome: Outcome
    months: int
    answer: Answer
    start: dt.date | None = None
    end: dt.date | None = None
    triggers: int = 0
    before: float | None = None
    after: float | None = None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    q: float | None = None
    holm: float | None = None
    power: float | None = None
    needed: int | None = None
    lack: Lack | None = None


class Ripple(msgspec.Struct, frozen=True, kw_only=True):
    """What followed on each pair after the events ``of`` a mode or an effect, or of one id.

    ``parties`` took part in them all. ``triggers`` are their days, ``undated`` how many were left
    out since nothing tells their month. ``scale``: the version of the table of weights.
    """

    of: str
    parties: tuple[str, ...]
    only: bool
    scale: int
    alpha: float
    effect: float
    most: int
    triggers: tuple[Trigger, ...]
    undated: int
    findings: tuple[Finding, ...]

    def to_frame(self) -> "pandas.DataFrame":
        """A row for each finding, with its fields; ``on`` as ``CHN JPN``. Needs pandas."""
        import pandas

        fields = Finding.__struct_fields__
        rows = [[getattr(one, name) for name in fields] for one in self.findings]
        frame = pandas.DataFrame(rows, columns=list(fields))
        frame["on"] = [" ".join(one.on) for one in self.findings]
        for name in ("start", "end"):
            frame[name] = pandas.to_datetime(frame[name])
        return frame
