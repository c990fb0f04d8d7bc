"""A figure with its interval, as every analysis gives it."""

import msgspec


class Estimate(msgspec.Struct, frozen=True):
    """A figure with its interval of 90 %; how that comes about, the analysis says."""

    value: float
    low: float
    high: float
