"""The same data for scripts, as JSON: see ``openapi.yaml``."""

from parley.web.api import description, numbers, review, routes

ROUTES = [*routes.ROUTES, *numbers.ROUTES, *review.ROUTES, *description.ROUTES]
