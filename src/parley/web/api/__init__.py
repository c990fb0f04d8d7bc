"""The same data for scripts, as JSON: see ``openapi.yaml``."""

from parley.web.api import description, review, routes

ROUTES = [*routes.ROUTES, *review.ROUTES, *description.ROUTES]
