"""Series: what two parties did with and to each other, week by week or year by year.

``series.table.series`` works it out, for which NumPy and SciPy are needed.
"""

from parley.analysis.series.results import DyadSeries, Period, Sensitivity, Series

__all__ = ["DyadSeries", "Period", "Sensitivity", "Series"]
