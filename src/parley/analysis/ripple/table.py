"""The event study of some events on some pairs, from a record."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from parley.analysis.durability.spells import MONTH
from parley.analysis.ripple.correction import benjamini_hochberg, holm
from parley.analysis.ripple.outcomes import Daily, daily, stretch
from parley.analysis.ripple.power import ALPHA, EFFECT, ENOUGH, MOST, Marks, needed, power
from parley.analysis.ripple.results import OUTCOMES, Finding, Lack, Outcome, Ripple
from parley.analysis.ripple.shifts import held, windows
from parley.analysis.ripple.triggers import Chosen, chosen, told
from parley.analysis.series.placing import placed
from parley.analysis.series.scale import scale
from parley.items import MergedEvent
from parley.record import Coverage

WINDOWS = (3, 6, 12)
"""Months after and before, unless others are asked for."""
LEAST = 5
"""Triggers below which nothing is tested."""


class Asked(NamedTuple):
    """After what to look: a mode, an effect or an event's id, between these parties."""

    of: str
    parties: tuple[str, ...] = ()
    only: bool = False


def ripple(
    events: Sequence[MergedEvent],
    asked: Asked,
    on: Iterable[Iterable[str]],
    coverage: Mapping[str, Coverage] = {},
    months: Iterable[int] = WINDOWS,
) -> Ripple:
    """What came between each pair of ``on`` in some ``months`` after the events asked for.

    Held against as many months before. Events in which the parties of the triggers take part too
    are no outcome, and a trigger in which the pair itself takes part is none for it. Raises
    ``ValueError`` where there is nothing to look after, or ``on`` has anything but pairs.
    """
    pairs = [tuple(sorted(set(pair))) for pair in on]
    lengths = sorted(set(months))
    if any(len(pair) != 2 for pair in pairs) or not pairs:
        raise ValueError("a ripple is looked for between two parties: name pairs")
    if not lengths or lengths[0] < 1:
        raise ValueError("a window has a month at least")
    found = chosen(events, asked.of, asked.parties, asked.only)
    findings = [
        one
        for pair in dict.fromkeys(pairs)
        for one in _pair(events, found, pair, asked, coverage, lengths)
    ]
    return Ripple(
        of=asked.of,
        parties=tuple(sorted(set(asked.parties))),
        only=asked.only,
        scale=scale().version,
        alpha=ALPHA,
        effect=EFFECT,
        most=MOST,
        triggers=told(found),
        undated=found.undated,
        findings=tuple(_answered(findings)),
    )


def _pair(
    events: Sequence[MergedEvent],
    found: Chosen,
    pair: tuple[str, ...],
    asked: Asked,
    coverage: Mapping[str, Coverage],
    lengths: Sequence[int],
) -> list[Finding]:
    on, others = frozenset(pair), frozenset(asked.parties)
    if on <= others:
        return _untested(pair, lengths, "own-events")
    own = placed(events, on, False, scale())
    span = stretch(own, coverage)
    ids = {event.id for _, event in found.events}
    apart = [
        one
        for one in own
        if one.event.id not in ids and not (others and others <= frozenset(one.event.parties))
    ]
    days = sorted(found.of(on))
    if span is None:
        return _untested(pair, lengths, "no-record")
    by_day = daily(apart, span, scale())
    return [_finding(pair, by_day, days, outcome, m) for outcome in OUTCOMES for m in lengths]


def _untested(pair: tuple[str, ...], lengths: Sequence[int], lack: Lack) -> list[Finding]:
    return [
        Finding(on=pair, outcome=outcome, months=m, answer="cannot-tell", lack=lack)
        for outcome in OUTCOMES
        for m in lengths
    ]


def _finding(
    pair: tuple[str, ...], of: Daily, days: Sequence[int], outcome: Outcome, months: int
) -> Finding:
    length = round(months * MONTH)
    sums, span = windows(of.sums[outcome], length), of.span
    empty = Finding(
        on=pair,
        outcome=outcome,
        months=months,
        answer="cannot-tell",
        start=dt.date.fromordinal(span.start),
        end=dt.date.fromordinal(span.end),
    )
    if sums is None:
        return msgspec.structs.replace(empty, lack="record-too-short")
    places = [day - span.start - length for day in days]
    places = [place for place in places if 0 <= place < sums.change.size]
    empty = msgspec.structs.replace(empty, triggers=len(places))
    if not of.weights[outcome].size:
        return msgspec.structs.replace(empty, lack="no-outcome")
    marks = Marks(of.weights[outcome], of.rates[outcome])
    wanted = needed(sums, marks, length)
    if len(places) < LEAST:
        return msgspec.structs.replace(empty, lack="few-events", needed=_least(wanted))
    result = held(sums, places)
    return msgspec.structs.replace(
        empty,
        before=result.before,
        after=result.after,
        difference=result.after - result.before,
        low=result.low,
        high=result.high,
        p=result.p,
        power=power(sums, marks, length, places),
        needed=_least(wanted),
    )


def _least(wanted: int | None) -> int | None:
    return None if wanted is None else max(wanted, LEAST)


def _answered(findings: Sequence[Finding]) -> list[Finding]:
    """The findings with corrected p-values, and what follows from them."""
    values = [one.p for one in findings if one.p is not None]
    corrected = iter(zip(benjamini_hochberg(values), holm(values), strict=True))
    answered = []
    for one in findings:
        if one.p is None or one.difference is None or one.power is None:
            answered.append(one)
            continue
        q, strict = next(corrected)
        if q <= ALPHA:
            answer = "rise" if one.difference > 0 else "fall"
        else:
            answer = "no-difference" if one.power >= ENOUGH else "cannot-tell"
        answered.append(msgspec.structs.replace(one, q=q, holm=strict, answer=answer))
    return answered
