"""Comparisons as the board shows them, kept while the record stays as it is."""

from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

from parley.comparison import Comparison
from parley.items import Document
from parley.web.faults import missing
from parley.web.record import Record

KEPT = 16
"""Comparisons that are remembered."""


class Pair(NamedTuple):
    """Two documents, and what holding one against the other came to."""

    a: Document
    b: Document
    found: Comparison


class Comparisons:
    """What was compared last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: OrderedDict[tuple[object, ...], Pair] = OrderedDict()

    def of(self, record: Record, a: str, b: str, previous: bool) -> Pair:
        """``a`` and ``b``, ids of documents; ``previous``: as a readout and the one before it.

        Without a ``b`` the one before is looked for. Raises ``Fault`` for a document that the desk
        has not, ``SeriesError`` where none comes before.
        """
        # Ids of the desk's own documents alone: a desk would read a file of that name, too.
        for key in filter(None, (a, b)):
            record.documents.get(key) or missing("document", key)
        wanted = (record.stamp, record.ui, a, b, previous)
        with self._lock:
            if wanted in self._held:
                self._held.move_to_end(wanted)
                return self._held[wanted]
        found = record.compared(a, b, previous)
        pair = Pair(record.documents[a], record.documents[found.b.doc], found)
        with self._lock:
            self._held[wanted] = pair
            while len(self._held) > KEPT:
                self._held.popitem(last=False)
        return pair
