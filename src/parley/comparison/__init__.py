"""Two accounts of one event, and a readout against the one before it: what each has and leaves out.

Formulas of diplomatic language: who uses which, since when, and what is repeated that nobody knows.
"""

from parley.comparison.comparing import compare
from parley.comparison.previous import held
from parley.comparison.repetition import Proposal, proposals
from parley.comparison.results import (
    Account,
    Comparison,
    Difference,
    Fact,
    Given,
    PhraseChange,
    Point,
    Predecessor,
    Said,
    Use,
)
from parley.comparison.usage import Absence, Asked, Freq, PhraseUse, usage

__all__ = [
    "Absence",
    "Account",
    "Asked",
    "Comparison",
    "Difference",
    "Fact",
    "Freq",
    "Given",
    "PhraseChange",
    "PhraseUse",
    "Point",
    "Predecessor",
    "Proposal",
    "Said",
    "Use",
    "compare",
    "held",
    "proposals",
    "usage",
]
