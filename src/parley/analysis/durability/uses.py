"""The hazard that a channel is used: by the months since its last use, and by its state."""

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from parley.analysis.durability.breaks import YEAR, Pool
from parley.analysis.durability.pooled import Cells, Floats
from parley.analysis.durability.spells import MONTH
from parley.analysis.durability.windows import Facts

SINCE = (0.0, 3.0, 6.0, 9.0, 12.0, 18.0, 24.0)
"""Months since the last use at which a piece of the hazard begins."""
STATES = ("open", "suspended", "resuming")
"""Kinds of states: whatever is neither suspended nor resuming counts as open."""
PIECES = len(SINCE)
DESIGN = np.array(
    [
        [*np.eye(PIECES)[piece], float(state == 1), float(state == 2)]
        for state in range(len(STATES))
        for piece in range(PIECES)
    ]
)
"""Cells are state by piece; their log hazards add up."""


class Uses(NamedTuple):
    """How long channels waited for a use in each cell, and how often it came."""

    cells: Cells
    ends: Floats


def kind(state: str) -> int:
    """A state's number in ``STATES``."""
    return STATES.index(state) if state in STATES else 0


def uses(order: Pool, channels: Mapping[str, Facts]) -> Uses:
    """The waits of all channels, as far as the record of each is whole. Years are the unit."""
    size = len(order.names), len(STATES) * PIECES
    exposed, ended = np.zeros(size), np.zeros(size)
    for row, name in enumerate(order.names):
        _wait(channels[name], exposed[row], ended[row])
    return Uses(Cells(DESIGN, ended, exposed), ended.sum(axis=1))


def _wait(channel: Facts, exposed: Floats, ended: Floats) -> None:
    if channel.whole is None or not channel.starts.size:
        return
    first = max(channel.whole[0], int(channel.starts[0]))
    last = min(channel.whole[1], _terminated(channel))
    inside = [int(day) for day in channel.uses if first < day <= last]
    before = [int(day) for day in channel.uses if day <= first]
    since = before[-1] if before else first
    begin = first
    for use in [*inside, None]:
        end = last if use is None else use
        marks = {begin, end}
        marks |= {int(day) for day in channel.starts if begin < day < end}
        edges = (since + round(edge * MONTH) for edge in SINCE)
        marks |= {edge for edge in edges if begin < edge < end}
        points = sorted(marks)
        for start, stop in pairwise(points):
            cell = _cell(channel, start, (start + stop) / 2 - since)
            exposed[cell] += (stop - start) / (YEAR * MONTH)
        if use is not None:
            # The state in which it was waited for, not the one that the use made.
            ended[_cell(channel, max(begin, use - 1), use - since)] += 1
            since = begin = use


def _terminated(channel: Facts) -> int:
    days = [
        int(d) for d, s in zip(channel.starts, channel.states, strict=True) if s == "terminated"
    ]
    return days[0] if days else channel.until


def _cell(channel: Facts, day: int, since: float) -> int:
    place = int(np.searchsorted(channel.starts, day, side="right")) - 1
    state = kind(channel.states[place]) if place >= 0 else 0
    return state * PIECES + int(np.searchsorted(SINCE, since / MONTH, side="right")) - 1


def gained(state: int, since: float, months: float, shape: Floats) -> float:
    """The cumulative hazard over ``months`` from ``since`` months after the last use on.

    The state is taken to stay; ``shape`` is that of the fitted cells.
    """
    edges = np.array([*SINCE, np.inf])
    time = np.clip(since + months, edges[:-1], edges[1:]) - np.clip(since, edges[:-1], edges[1:])
    hazard = np.exp(DESIGN[state * PIECES : (state + 1) * PIECES] @ shape)
    return float((time * hazard).sum() / YEAR)
