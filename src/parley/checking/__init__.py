"""Interval claims ("first in 16 months") held against the record."""

from parley.checking.checks import check

__all__ = ["check"]
