"""The board's pages in the order in which readers find them."""

from parley.web.faults import N_

NAVIGATION: tuple[tuple[str, str], ...] = (
    ("/", N_("Overview")),
    ("/chronology", N_("Chronology")),
    ("/channels", N_("Channels")),
    ("/documents", N_("Documents")),
    ("/checks", N_("Checks")),
    ("/compare", N_("Compare")),
    ("/phrases", N_("Phrases")),
    ("/lasting", N_("Will it last?")),
    ("/series", N_("Series")),
    ("/ripple", N_("Ripple")),
    ("/review", N_("Review")),
    ("/add", N_("Add")),
    ("/search", N_("Search")),
)
"""Path and name. A page that is not listed is reached from one that is."""
