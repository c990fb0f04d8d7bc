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
    lasting,
    missed,
    overview,
    phrases,
    review,
    ripple,
    search,
    series,
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
    phrases,
    lasting,
    series,
    ripple,
    review,
    add,
    search,
    export,
    entrance,
)
ROUTES = [route for page in _PAGES for route in page.ROUTES]
LARGER: dict[str, int] = {**add.LARGER}
"""Paths of pages that take more than ``settings.LIMIT`` bytes, and how many."""
