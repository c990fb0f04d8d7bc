"""Interval claims ("first in 16 months") held against the record."""

from parley.checking.checks import check
from parley.checking.counted import ACTS

__all__ = ["ACTS", "check"]
