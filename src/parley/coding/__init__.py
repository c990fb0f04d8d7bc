"""Sentences to items: mentions, clauses, frames, slots."""

from parley.coding.calibration import Calibration
from parley.coding.coder import CODER, code
from parley.coding.explain import Explanation, Slot, explain
from parley.coding.imported import faults

__all__ = ["CODER", "Calibration", "Explanation", "Slot", "code", "explain", "faults"]
