"""From a score to a probability: what share of items with this score is right.

A score adds up how plainly an item is told. One logistic curve, pooled over languages and kinds,
turns it into a confidence (Platt 1999); it is fitted on documents that the rules were not
written on (``make calibrate``), and is data beside this module.
"""

from functools import lru_cache
from importlib.resources import files
from math import exp, log

import msgspec

EDGE = 0.01
"""Scores are kept this far from 0 and 1, where their odds would be without bound."""


class Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``confidence = 1 / (1 + exp(-(intercept + slope * logit(score))))``.

    ``items`` and ``documents``: how much it was fitted on.
    """

    intercept: float
    slope: float
    items: int = 0
    documents: int = 0

    def of(self, score: float) -> float:
        """The confidence of a score, both 0 to 1, to two places."""
        return _confidence(self.intercept, self.slope, score)


@lru_cache(maxsize=1024)
def _confidence(intercept: float, slope: float, score: float) -> float:
    return round(1 / (1 + exp(-(intercept + slope * logit(score)))), 2)


def logit(score: float) -> float:
    """The logarithm of the odds of a score."""
    kept = min(1 - EDGE, max(EDGE, score))
    return log(kept / (1 - kept))


RAW = Calibration(0.0, 1.0)
"""Leaves a score as it is."""


@lru_cache(maxsize=1)
def bundled() -> Calibration:
    """The calibration that comes with the rules."""
    path = files("parley.coding") / "calibration.json"
    return msgspec.json.decode(path.read_bytes(), type=Calibration)
