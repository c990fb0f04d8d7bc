"""A request as the pages see it: whose language, which words, which record."""

from functools import cached_property
from typing import Any

from starlette.requests import Request

from parley.report.words import Words
from parley.web.catalogues import catalogue, negotiated
from parley.web.comparisons import Comparisons
from parley.web.queue import Queue
from parley.web.record import Record, Records
from parley.web.runs import Runs
from parley.web.security import Access
from parley.web.settings import Settings

LANGUAGE = "parley-language"
"""The cookie that remembers the language."""


class Board:
    """What all requests share; it is the ``state`` of the application."""

    def __init__(self, settings: Settings, access: Access) -> None:
        self.settings = settings
        self.access = access
        self.records = Records(settings)
        self.comparisons = Comparisons()
        self.queue = Queue(settings)
        self.runs = Runs(settings)


class Reader:
    """Who asks: their language, and the record in it."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.board: Board = request.app.state.board
        kept = request.cookies.get(LANGUAGE)
        self.ui = negotiated(kept, request.headers.get("accept-language", ""))
        self._catalogue = catalogue(self.ui)

    @cached_property
    def record(self) -> Record:
        """The record in the reader's language."""
        return self.board.records.record(self.ui)

    @cached_property
    def words(self) -> Words:
        """Names, and the words that the report uses as well."""
        return self.board.records.words(self.ui)

    def say(self, message: str, **values: object) -> str:
        """A message of the catalogues, with its slots filled."""
        text = self._catalogue.gettext(message)
        return text.format(**{k: _shown(v) for k, v in values.items()}) if values else text

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """A message about ``n`` things."""
        text = self._catalogue.ngettext(one, many, n)
        return text.format(n=_shown(n), **{k: _shown(v) for k, v in values.items()})


def _shown(value: Any) -> Any:
    """A number as readers write it."""
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value
