"""Durability: how long talks last once they are open, what ends them, and what to expect.

``durability.table.durability`` works all of it out, for which NumPy and SciPy are needed.
"""

from parley.analysis.durability.results import (
    Backtest,
    Bin,
    Cause,
    Circumstance,
    Compared,
    Durability,
    Forecast,
    Hazards,
    LevelRate,
    Mark,
    OpenSpell,
    Piece,
    Score,
    Shock,
    Survival,
    Verdict,
)
from parley.analysis.estimates import Estimate

__all__ = [
    "Backtest",
    "Bin",
    "Cause",
    "Circumstance",
    "Compared",
    "Durability",
    "Estimate",
    "Forecast",
    "Hazards",
    "LevelRate",
    "Mark",
    "OpenSpell",
    "Piece",
    "Score",
    "Shock",
    "Survival",
    "Verdict",
]
