"""The same data for scripts, as JSON: see ``openapi.yaml``."""

from parley.web.api import description, routes

ROUTES = [*routes.ROUTES, *description.ROUTES]
