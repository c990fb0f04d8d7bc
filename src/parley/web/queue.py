"""What is to be decided on next: worked out beside the pages, and kept until it has changed."""

import logging
import time
from collections.abc import Iterator
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, NamedTuple

from parley.desk import Desk, Doubt
from parley.web.apart import apart
from parley.web.settings import Settings

if TYPE_CHECKING:
    from parley.web.reader import Reader

log = logging.getLogger("parley.web")
SMALL = 2000
"""Events of a desk whose queue is worked out while a page waits for it."""
FIRST = 200
"""Doubtful events that are shown before what hangs on them is known."""
SHARE, REST = 10, 5.0
"""The queue is worked out again after as many times as long, so many seconds at the least."""


class _Found(NamedTuple):
    """A queue, the record that it is of, and the last decision that it knows of."""

    stamp: object
    seen: int
    doubts: list[Doubt]


class Queue:
    """The doubtful items of a desk, those first that most hangs on.

    On a large desk that takes long. So it is worked out in a process of its own, from time to
    time; meanwhile what was found last is shown without what has been decided on since.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._small: dict[str, _Found] = {}
        self._found: _Found | None = None
        self._working = False
        self._next = 0.0
        self._over = Event()

    def close(self) -> None:
        """Ends what is under way, which is wanted no more."""
        self._over.set()

    def of(self, reader: "Reader") -> list[Doubt]:
        """The queue as it stands."""
        record = reader.record
        desk = record.desk
        if record.tally("") < SMALL:
            return self._at_once(reader.ui, record.stamp)
        with self._lock:
            found = self._found
            due = found is None or found.stamp != record.stamp
            if due and not self._working and time.monotonic() >= self._next:
                self._working = True
                Thread(target=self._work, args=(record.stamp,), daemon=True).start()
        if found is None:
            return desk.doubtful(FIRST)
        decided = desk.decided_since(found.seen)
        return [doubt for doubt in found.doubts if doubt.id not in decided]

    @property
    def working(self) -> bool:
        """Whether what hangs on decisions is being worked out."""
        return self._working

    def _at_once(self, ui: str, stamp: object) -> list[Doubt]:
        with self._lock:
            held = self._small.get(ui)
            if held is None or held.stamp != stamp:
                held = self._small[ui] = _Found(stamp, *worked_out(self._settings, ui))
            return held.doubts

    def _work(self, stamp: object) -> None:
        begun = time.monotonic()
        try:
            for seen, doubts in apart(_once, self._settings, over=self._over):
                self._found = _Found(stamp, seen, doubts)
        except Exception:  # whatever it is, pages go on with what there is, and the log says so
            log.exception("the queue could not be worked out")
        finally:
            took = time.monotonic() - begun
            with self._lock:
                self._next = time.monotonic() + max(REST, SHARE * took)
                self._working = False


def worked_out(settings: Settings, ui: str = "en") -> tuple[int, list[Doubt]]:
    """The last decision on a desk, and its queue with headlines in a language."""
    s = settings
    with Desk.open(s.address, s.lexicon, s.reference, ui, gathers=False) as desk:
        return desk.seen, desk.queue()


def _once(settings: Settings) -> Iterator[tuple[int, list[Doubt]]]:
    yield worked_out(settings)
