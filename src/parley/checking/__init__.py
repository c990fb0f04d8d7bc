"""Interval claims ("first in 16 months") held against the record."""

from parley.checking.checks import check
from parley.checking.counted import ACTS
from parley.checking.shelf import Shelf

__all__ = ["ACTS", "Shelf", "check"]
