"""What the record's events and the channels' states say in numbers.

Needs NumPy and SciPy: the extra ``analysis``.
"""
