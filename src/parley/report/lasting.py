"""What may be expected of channels, and how two parties dealt with each other, ready to print."""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import combinations
from typing import NamedTuple

from parley.analysis.durability import Durability, Forecast, Shock, Verdict
from parley.analysis.estimates import Estimate, fixed
from parley.analysis.series import DyadSeries, Period
from parley.analysis.series.results import named
from parley.items import ChannelState, MergedEvent
from parley.report.claims import amount
from parley.report.events import EventIndex, Link
from parley.report.safe import one_line
from parley.report.words import Words

OUTCOMES = ("suspended", "used")
PAIRS = 3
"""Pairs whose series a report shows, the most told of."""
SHARE = 0.25
"""The part of the events that a pair has to be in, for documents to be mostly about it."""


class Chance(NamedTuple):
    """A channel with a chance for each horizon, counted from the day ``counted``."""

    name: str
    href: str | None
    state: str
    since: str
    counted: str
    chances: tuple[str, ...]


class Outlook(NamedTuple):
    """One outcome: channels with a chance, and reasons why others have none."""

    outcome: str
    title: str
    basis: str
    months: tuple[str, ...]
    rows: tuple[Chance, ...]
    lacking: tuple[str, ...]


class Broken(NamedTuple):
    """A shock: its day, what it broke off after how long, and the events behind it."""

    day: str
    channels: str
    because: tuple[Link, ...]


class Lasting(NamedTuple):
    """What may be expected of the channels that the documents touch."""

    outlooks: tuple[Outlook, ...]
    shocks: tuple[Broken, ...]


class Year(NamedTuple):
    """A year of a pair; of a gap there are no figures, and ``note`` says why."""

    name: str
    gap: bool
    note: str
    events: str
    cooperation: str
    conflict: str


def mostly(events: Sequence[MergedEvent]) -> list[tuple[str, str]]:
    """The pairs of parties that events are mostly about, the most told of first."""
    told = Counter(
        (a, b) for event in events for a, b in combinations(sorted(set(event.parties)), 2)
    )
    ordered = sorted(told, key=lambda pair: (-told[pair], pair))
    return [pair for pair in ordered if told[pair] >= SHARE * len(events)][:PAIRS]


def lasting(
    found: Durability,
    shown: Collection[str],
    states: Sequence[ChannelState],
    index: EventIndex,
    words: Words,
) -> Lasting | None:
    """What was found of the channels ``shown``; None where it is silent on them."""
    forecasts = [one for one in found.forecasts if one.channel in shown]
    if not forecasts:
        return None
    known = {state.id: state for state in states}
    verdicts = {verdict.outcome: verdict for verdict in found.verdicts}
    shocks = [shock for shock in reversed(found.shocks) if set(shock.channels) & set(shown)]
    return Lasting(
        tuple(
            _outlook([f for f in forecasts if f.outcome == o], known, verdicts[o], index, words)
            for o in OUTCOMES
            if o in verdicts
        ),
        tuple(_broken(shock, shown, index, words) for shock in shocks),
    )


def years(found: DyadSeries, words: Words) -> tuple[Year, ...]:
    """The years of a pair, the latest first."""
    return tuple(_year(period, words) for period in reversed(found.periods))


def _outlook(
    forecasts: Sequence[Forecast],
    known: dict[str, ChannelState],
    verdict: Verdict,
    index: EventIndex,
    words: Words,
) -> Outlook:
    rows: dict[str, list[Forecast]] = {}
    lacking: dict[str, dict[str, None]] = {}
    for one in forecasts:
        if one.why is None:
            rows.setdefault(one.channel, []).append(one)
        else:
            lacking.setdefault(one.why, {})[words.channel(one.channel)] = None
    chances = tuple(_chance(of, known.get(name), index, words) for name, of in rows.items())
    return Outlook(
        verdict.outcome,
        words.t(f"lasting.{verdict.outcome}"),
        _basis(verdict, chances, words),
        tuple(amount(months, "month", words) for months in sorted({f.months for f in forecasts})),
        chances,
        tuple(
            words.known("lacking", why) + words.t("colon") + words.t("list.comma").join(names)
            for why, names in lacking.items()
        ),
    )


def _basis(verdict: Verdict, chances: Sequence[Chance], words: Words) -> str:
    told = words.t(
        "lasting.beats" if verdict.beats else "lasting.beats.not",
        model=words.known("model", verdict.model),
        baseline=words.known("model", verdict.baseline),
    )
    alike = len(chances) > 1 and len({one.chances for one in chances}) == 1
    return told + (words.t("lasting.alike") if alike else "")


def _chance(
    of: Sequence[Forecast], state: ChannelState | None, index: EventIndex, words: Words
) -> Chance:
    one = of[0]
    return Chance(
        words.channel(one.channel),
        index.places.channel(one.channel) if state else None,
        words.state(one.state),
        words.day(state.since) if state and state.since else words.t("unknown"),
        words.day(one.since),
        tuple(_percent(f) for f in sorted(of, key=lambda f: f.months)),
    )


def _percent(one: Forecast) -> str:
    if one.chance is None or one.low is None or one.high is None:
        return ""
    return f"{100 * one.chance:.0f} % ({100 * one.low:.0f}–{100 * one.high:.0f})"


def _broken(shock: Shock, shown: Collection[str], index: EventIndex, words: Words) -> Broken:
    lasted = (
        words.t(
            "aside", name=words.channel(name), aside=amount(float(round(months)), "month", words)
        )
        for name, months in zip(shock.channels, shock.months, strict=True)
        if name in shown
    )
    return Broken(
        words.day(shock.day),
        words.t("list.comma").join(lasted),
        tuple(
            Link(one_line(c.headline).rstrip(".。"), index.link(c.event).href, c.start)
            for c in shock.because
        ),
    )


def _year(period: Period, words: Words) -> Year:
    note = words.t(f"series.{'gap' if period.gap else 'reach'}.{period.reach}")
    figures = (period.events, period.cooperation, period.conflict)
    return Year(named(period, "year"), period.gap, note, *map(_figure, figures))


def _figure(one: Estimate | None) -> str:
    return "" if one is None else f"{fixed(one.value)} ({fixed(one.low)}–{fixed(one.high)})"
