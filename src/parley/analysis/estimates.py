"""A figure with its interval, as every analysis gives it."""

import msgspec


class Estimate(msgspec.Struct, frozen=True):
    """A figure with its interval of 90 %; how that comes about, the analysis says."""

    value: float
    low: float
    high: float


def fixed(value: float, digits: int = 1) -> str:
    """A figure with so many digits, and without a sign where it rounds to nothing."""
    return f"{round(value, digits) + 0.0:.{digits}f}"
