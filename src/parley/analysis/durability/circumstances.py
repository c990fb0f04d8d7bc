"""How often talks were broken off under some circumstance, and how often without it.

Told as a ratio only where enough shocks carry it: about ten to a coefficient (Peduzzi and others
1996), five of them on either side. So few breaks bear no regression on several at once.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

import msgspec
import numpy as np
import yaml

from parley.analysis.durability.curves import resamples
from parley.analysis.durability.pooled import percentiles
from parley.analysis.durability.results import Circumstance
from parley.analysis.durability.spells import MONTH, History
from parley.analysis.estimates import Estimate
from parley.channels.machine import CLOSED
from parley.items import Channel, MergedEvent

EACH = 5
"""Shocks that there have to be with a circumstance, and as many without."""
AFTER = 12
"""Months after a break of a channel of the same parties, the circumstance ``earlier-break``."""

Days = tuple[int, int]


class Rule(msgspec.Struct, frozen=True):
    """A circumstance of the data file."""

    id: str
    modes: tuple[str, ...]
    parties: Literal["all", "others", "some"]
    months: int

    def fits(self, event: MergedEvent, channel: Channel) -> bool:
        """Whether ``event`` puts ``channel`` under it."""
        theirs, own = set(event.parties), set(channel.parties)
        if event.mode not in self.modes or event.modality not in ("occurred", "ongoing"):
            return False
        match self.parties:
            case "all":
                return own <= theirs
            case "others":
                return own < theirs
            case _:
                return bool(own & theirs)


class _Split(NamedTuple):
    """Of one channel: years open and breaks, under a circumstance and not; the breaks' days."""

    years: tuple[float, float]
    breaks: tuple[int, int]
    days: tuple[tuple[int, ...], tuple[int, ...]]


@cache
def rules() -> tuple[Rule, ...]:
    """The circumstances of the data file."""
    text = (files("parley.analysis.durability") / "circumstances.yaml").read_text("utf-8")
    return msgspec.convert(tuple(yaml.safe_load(text)), tuple[Rule, ...])


def circumstances(
    histories: Mapping[str, History], events: Sequence[MergedEvent]
) -> tuple[Circumstance, ...]:
    """Breaks under each circumstance and without it, over all channels."""
    found = []
    for rule in rules():
        spans = {
            name: _union(
                _span(event.start, rule.months)
                for event in events
                if event.start is not None and rule.fits(event, history.channel)
            )
            for name, history in histories.items()
        }
        found.append(_circumstance(rule.id, rule.months, histories, spans))
    found.append(_circumstance("earlier-break", AFTER, histories, _earlier(histories)))
    return tuple(found)


def _earlier(histories: Mapping[str, History]) -> dict[str, list[Days]]:
    """After breaks of channels of the same parties, from the day after."""
    days: dict[tuple[str, ...], set[dt.date]] = {}
    for history in histories.values():
        ends = {s.start for s in history.states if s.state in CLOSED}
        days.setdefault(history.channel.parties, set()).update(ends)
    day = dt.timedelta(days=1)
    return {
        name: _union(_span(end + day, AFTER) for end in days[history.channel.parties])
        for name, history in histories.items()
    }


def _span(start: dt.date, months: int) -> Days:
    first = start.toordinal()
    return first, first + round(months * MONTH)


def _union(spans: Iterable[Days]) -> list[Days]:
    joined: list[Days] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _split(history: History, spans: Sequence[Days]) -> _Split:
    under = over = 0.0
    days: tuple[list[int], list[int]] = ([], [])
    for spell in history.spells:
        start = spell.start.toordinal()
        end = start + round(spell.watched * MONTH)
        inside = sum(max(0, min(end, b) - max(start, a)) for a, b in spans)
        under += inside
        over += end - start - inside
        if spell.broken and spell.end is not None:
            day = spell.end.toordinal()
            days[0 if any(a <= day <= b for a, b in spans) else 1].append(day)
    year = 12 * MONTH
    return _Split(
        (under / year, over / year),
        (len(days[0]), len(days[1])),
        (tuple(days[0]), tuple(days[1])),
    )


def _circumstance(
    name: str,
    months: int,
    histories: Mapping[str, History],
    spans: Mapping[str, Sequence[Days]],
) -> Circumstance:
    splits = [_split(histories[key], spans[key]) for key in sorted(histories)]
    years = np.array([s.years for s in splits]).reshape(-1, 2)
    breaks = np.array([s.breaks for s in splits], dtype=float).reshape(-1, 2)
    shocks = [len({day for split in splits for day in split.days[side]}) for side in (0, 1)]
    ratio = None
    if min(shocks) >= EACH:
        weights = np.vstack([np.ones(len(splits)), resamples(len(splits))])
        ends = np.einsum("dc,cs->ds", weights, breaks) + 0.5
        rates = ends / (np.einsum("dc,cs->ds", weights, years) + 1e-9)
        ratios = rates[:, 0] / rates[:, 1]
        low, high = percentiles(ratios[1:, None])
        ratio = Estimate(float(ratios[0]), float(low[0]), float(high[0]))
    return Circumstance(
        name=name,
        months=months,
        years=float(years[:, 0].sum()),
        breaks=int(breaks[:, 0].sum()),
        shocks=shocks[0],
        years_without=float(years[:, 1].sum()),
        breaks_without=int(breaks[:, 1].sum()),
        shocks_without=shocks[1],
        ratio=ratio,
    )
