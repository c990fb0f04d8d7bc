"""What stands between a request and the pages: see SECURITY.md, which each test of it follows."""

from parley.web.security.access import Access
from parley.web.security.guard import Guard

__all__ = ["Access", "Guard"]
