"""Whose side somebody unknown is on who leads a team or is named as its head."""

import re
from collections.abc import Sequence

from parley.coding.figures import Figure
from parley.coding.scan import Scan

LED_BY = re.compile(r"\b(?:led|headed|represented) by\b")
LEADS = re.compile(r"\s(?:led|leads|heads|headed|represented|represents)\b")


def team(figures: Sequence[Figure], at: int, scan: Scan) -> str | None:
    """The party of somebody unknown: of the team that was led by them, or that they led."""
    text, figure = scan.view.text, figures[at]
    if at and LED_BY.search(text, figures[at - 1].end, figure.start):
        return figures[at - 1].parties[0] if len(figures[at - 1].parties) == 1 else None
    if LEADS.match(text, figure.end) and at + 1 < len(figures):
        return figures[at + 1].parties[0] if len(figures[at + 1].parties) == 1 else None
    return None
