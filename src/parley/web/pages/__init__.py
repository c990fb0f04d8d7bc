"""The pages, a small module each: ``ROUTES``, and a template of the same name."""

from parley.web.pages import (
    add,
    channels,
    checks,
    chronology,
    compare,
    documents,
    entrance,
    events,
    export,
    missed,
    overview,
    review,
    search,
)

_PAGES = (
    overview,
    chronology,
    events,
    channels,
    documents,
    missed,
    checks,
    compare,
    review,
    add,
    search,
    export,
    entrance,
)
ROUTES = [route for page in _PAGES for route in page.ROUTES]
LARGER: dict[str, int] = {**add.LARGER}
"""Paths of pages that take more than ``settings.LIMIT`` bytes, and how many."""
