"""What becomes of documents that are added, and how they are coded."""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from parley.desk.coders import Coders
from parley.items import Document, Problem
from parley.record import Fate

Progress = Callable[[int, int], None]
Told = Callable[[Document, Fate | Problem], None]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the documents of one ``add``, by id.

    ``updated`` were on the desk with other content; ``problems`` tell what could not be read;
    ``lacking`` names the documents without a date or a voice; ``spent`` has the tokens that a
    model took and, by field, the items of it that were dropped.
    """

    problems: tuple[Problem, ...] = ()
    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    lacking: tuple[Problem, ...] = ()
    spent: dict[str, int] = {}

    @property
    def read(self) -> int:
        """How many documents were read."""
        return len(self.added) + len(self.updated) + len(self.unchanged)


class Work(NamedTuple):
    """How documents are coded: by which coders, on how many processes, told to whom.

    ``alone``: no other documents are coded anew with those given.
    """

    coders: Coders
    spent: Counter[str]
    workers: int = 1
    progress: Progress | None = None
    each: Told | None = None
    alone: bool = False
