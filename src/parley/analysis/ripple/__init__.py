"""Ripple: what follows between two parties after something happened between others.

``ripple.table.ripple`` works it out, for which NumPy is needed.
"""

from parley.analysis.ripple.results import Finding, Ripple, Trigger

__all__ = ["Finding", "Ripple", "Trigger"]
