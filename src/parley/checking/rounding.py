"""How people round lengths of time, and what their hedges allow."""

import math
from typing import Literal

Hedge = Literal["nearly", "over", "about"]


def grain(value: float) -> float:
    """The step in which ``value`` was told: whole units, halves (2.5), else tenths."""
    if float(value).is_integer():
        return 1.0
    return 0.5 if float(value * 2).is_integer() else 0.1


def fits(
    value: float, low: float, high: float, hedge: Hedge | None = None, unit: str = "month"
) -> bool:
    """Whether a claimed ``value`` agrees with a true length between ``low`` and ``high``.

    All are in one unit. Without a hedge, units completed or begun agree: 27.3 months are 27 or 28.
    A ``year`` begun counts once half of it is over: nobody tells 17 months as two years.
    ``nearly``: the true length lies below the value, by at most half a unit or a twentieth.
    ``over``: it lies above or on it, by less than one unit or a tenth. ``about``: it lies
    within half a unit or a tenth on either side, or agrees as without a hedge. Of each pair the
    larger counts.
    """
    if hedge == "nearly":
        return low < value and high >= value - max(0.5, value / 20)
    if hedge == "over":
        return high >= value and low < value + max(1.0, value / 10)
    margin = max(0.5, value / 10)
    if hedge == "about" and low <= value + margin and high >= value - margin:
        return True
    step = grain(value)
    if unit == "year" and step == 1.0 and high < value - 0.5:
        return False
    # Tenths are no binary fractions: 0.3 / 0.1 must not fall below 3.
    least, most = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return least <= round(value / step) <= most


def wording(low: float, high: float) -> tuple[int, Hedge | None]:
    """A whole number and hedge in which people would tell a length: 3.98 is nearly 4."""
    middle = (low + high) / 2
    whole = math.floor(middle)
    if middle - whole < 1 / 24:
        return whole, None
    return (whole + 1, "nearly") if middle - whole >= 0.5 else (whole, "over")
