"""Forecasts that any model has to beat: how often it happened before, in like windows.

``climatology``: in all of them. ``last-state``: in those before which it had, or had not, happened
within as many months. ``cadence``: in those that began as long after the last use, in the channel's
own cadence. Each counts only windows that were over on the day.
"""

import numpy as np

from parley.analysis.durability.pooled import Floats
from parley.analysis.durability.windows import CLASSES, Counts

BASELINES = tuple(CLASSES)
STEADY = 24.0
"""Windows by which a class is drawn towards all windows: monthly ones overlap, and two years of
them tell little."""


def rates(counts: Counts, weights: Floats | None = None) -> Floats:
    """The chance by class; ``weights``: how often each channel counts, in rows of draws.

    Without weights one row is given.
    """
    if weights is None:
        weights = np.ones((1, counts.windows.shape[0]))
    windows = np.einsum("dc,ck->dk", weights, counts.windows)
    events = np.einsum("dc,ck->dk", weights, counts.events)
    whole = (events.sum(axis=1, keepdims=True) + 0.5) / (windows.sum(axis=1, keepdims=True) + 1)
    return np.asarray((events + STEADY * whole) / (windows + STEADY))
