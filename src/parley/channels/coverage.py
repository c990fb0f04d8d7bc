"""What the record's reach says of a stretch of time."""

import datetime as dt

from parley.record import Coverage


def covers(coverage: Coverage, start: dt.date, end: dt.date) -> bool:
    """Whether the record knows of every use of the channel from ``start`` to ``end``."""
    first = coverage.record_from if coverage.complete else coverage.complete_from
    return first is not None and first <= start and end <= coverage.record_until
