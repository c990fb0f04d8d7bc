"""Durability: how long talks last once they are open, what ends them, and what to expect.

``durability.table.durability`` works all of it out, for which NumPy and SciPy are needed.
"""

from parley.analysis.durability.results import (
    Cause,
    Compared,
    Durability,
    Estimate,
    Hazards,
    LevelRate,
    Mark,
    OpenSpell,
    Piece,
    Shock,
    Survival,
)

__all__ = [
    "Cause",
    "Compared",
    "Durability",
    "Estimate",
    "Hazards",
    "LevelRate",
    "Mark",
    "OpenSpell",
    "Piece",
    "Shock",
    "Survival",
]
