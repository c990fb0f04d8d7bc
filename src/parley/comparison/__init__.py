"""Two accounts of one event: what each says, leaves out and says that the other said."""

from parley.comparison.comparing import compare
from parley.comparison.results import Account, Comparison, Fact, Given, Point, Said

__all__ = ["Account", "Comparison", "Fact", "Given", "Point", "Said", "compare"]
