"""The board: the record in a browser, and the same data as JSON."""

from parley.web.app import application
from parley.web.settings import Settings

__all__ = ["Settings", "application"]
