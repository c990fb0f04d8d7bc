"""Sentences to items: mentions, clauses, frames, slots."""

from parley.coding.calibration import Calibration
from parley.coding.coder import CODER, code

__all__ = ["CODER", "Calibration", "code"]
