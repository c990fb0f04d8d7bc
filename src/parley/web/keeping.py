"""What no page can wait for on a large desk: worked out beside the requests, and kept."""

import datetime as dt
import gc
import logging
import time
from collections.abc import Callable, Hashable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Lock
from typing import Any, TypeVar

from parley.channels import Standing
from parley.desk import Desk, DeskError
from parley.desk.keyed import Place
from parley.items import Check
from parley.web.apart import Failed
from parley.web.reasons import BEHIND, reason

log = logging.getLogger("parley.web")

SLOW = 1.0
"""Seconds: what took longer last time is not waited for, and shown as it was last."""
GATHERING = 10.0
"""Seconds that the first page waits for changed documents to be gathered."""
SHARE, REST = 10, 5.0
"""After gathering, as many times as long goes by before the next, so many seconds at the most."""
KEPT = {"standing": 8, "once": 200}
"""How many days' standing of channels, and how many other things, are remembered."""
PIECES = 96
"""How many pieces of pages are remembered: the picture of 300 channels has close to a megabyte."""

MINUTE = 60.0
"""After checks that took long, as long goes by before they are worked out anew, so many seconds at
the most."""

Claimed = tuple[str, str]
"""A document and a claim in it."""
Made = TypeVar("Made")


class _Work:
    """One thing that is worked out again when what it rests on has changed."""

    def __init__(self, crew: ThreadPoolExecutor) -> None:
        self._crew = crew
        self._lock = Lock()
        self._stamp: object = None
        self._value: Any = None
        self._took = 0.0
        self._under_way: Future[None] | None = None

    def get(
        self, stamp: object, work: Callable[[], Any], first: Any = None, wait: float = SLOW
    ) -> Any:
        """What ``work`` gives; while that takes long, what it gave last, or at first ``first``,
        for which one waits ``wait`` seconds."""
        with self._lock:
            if stamp == self._stamp:
                return self._value
            if self._under_way is None:
                self._under_way = self._crew.submit(self._do, stamp, work)
            under_way, none = self._under_way, self._stamp is None
            quick = self._took < SLOW
        if none and first is None:
            under_way.result()
        elif quick:
            try:
                under_way.result(timeout=wait if none else SLOW)
            except TimeoutError:
                self._took = SLOW
        return first if self._stamp is None else self._value

    def soon(self, stamp: object, work: Callable[[], Any]) -> bool:
        """Whether there is anything to show, now or within a moment; if not, it is under way."""
        with self._lock:
            if self._stamp is not None:
                return True
            if self._under_way is None:
                self._under_way = self._crew.submit(self._do, stamp, work)
            under_way = self._under_way
        try:
            under_way.result(timeout=SLOW)
        except TimeoutError:
            return False
        return True

    def _do(self, stamp: object, work: Callable[[], Any]) -> None:
        begun = time.monotonic()
        try:
            value = work()
            with self._lock:
                self._stamp, self._value = stamp, value
        except Exception:
            log.exception("what the board keeps could not be worked out")
            raise
        finally:
            took = time.monotonic() - begun
            if took >= SLOW:
                _put_away()
            with self._lock:
                self._took = took
                self._under_way = None


def _put_away() -> None:
    """Lets the garbage collector pass over all that there is now, most of which stays.

    What is kept of a large desk are some hundred thousand things: gone through for every few that
    a page makes, they would cost one request in ten a fifth of a second.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class Keeper:
    """What is kept for all readers of a board."""

    def __init__(self) -> None:
        self._crew = ThreadPoolExecutor(1, thread_name_prefix="board")
        self._standing = ThreadPoolExecutor(1, thread_name_prefix="standing")
        self._checking = ThreadPoolExecutor(1, thread_name_prefix="checks")
        self._lock = Lock()
        self._works: dict[tuple[Hashable, ...], _Work] = {}
        self._pieces: dict[Hashable, tuple[object, Any]] = {}
        self._rested = 0.0
        self.behind: str | None = None
        self.over = Event()
        self.checks_done: dict[str, dict[Claimed, Check]] = {}
        self._checked: dict[str, float] = {}

    def close(self) -> None:
        """Lets what is under way come to an end, and begins nothing more."""
        self.over.set()
        for crew in (self._crew, self._standing, self._checking):
            crew.shutdown(wait=False, cancel_futures=True)

    def _work(self, *key: Hashable, crew: ThreadPoolExecutor | None = None) -> _Work:
        with self._lock:
            work = self._works.pop(key, None) or _Work(crew or self._crew)
            self._works[key] = work  # the one used last stands last
            for kind, most in KEPT.items():
                some = [k for k in self._works if k[0] == kind]
                for old in some[:-most]:
                    del self._works[old]
            return work

    def gathered(self, desk: Desk) -> None:
        """Sees to it that changed documents are gathered, in a while where that takes long.

        Where they cannot be, pages show the record as it was, and ``behind`` tells why (a key of
        ``reasons.BEHIND``).
        """
        if not desk.waiting():
            self.behind = None
        elif not desk.may_write:
            self.behind = "read-only"
        else:
            self._work("gather").get(time.monotonic(), lambda: self._gather(desk), False, GATHERING)

    def _gather(self, desk: Desk) -> None:
        """Gathers, and lets whoever writes go on for some time before the next."""
        self.over.wait(max(0.0, min(self._rested - time.monotonic(), REST)))
        if self.over.is_set():
            return
        begun = time.monotonic()
        try:
            desk.gather()
            self.behind = None
        except DeskError as fault:
            log.warning("changed documents could not be gathered: %s", fault)
            code = reason(fault).code
            self.behind = code if code in BEHIND else "other"
        self._rested = time.monotonic() + SHARE * (time.monotonic() - begun)

    def standing(self, desk: Desk, day: dt.date) -> Standing:
        """What becomes of the channels up to a day."""
        found: Standing = self._work("standing", day, crew=self._standing).get(
            desk.standings_stamp(), lambda: desk.standings(day)
        )
        return found

    def standing_soon(self, desk: Desk, day: dt.date) -> bool:
        """Whether ``standing`` can be had without a wait; if not, it is being worked out."""
        return self._work("standing", day, crew=self._standing).soon(
            desk.standings_stamp(), lambda: desk.standings(day)
        )

    def piece(self, name: Hashable, stamp: object, work: Callable[[], Made]) -> Made:
        """A piece of a page, made by who asks for it, that stays as long as its stamp does."""
        with self._lock:
            held = self._pieces.pop(name, None)
            if held is not None:
                self._pieces[name] = held  # the one used last stands last
        if held is None or held[0] != stamp:
            held = stamp, work()
            with self._lock:
                self._pieces[name] = held
                for old in list(self._pieces)[:-PIECES]:
                    del self._pieces[old]
        made: Made = held[1]
        return made

    def once(self, name: Hashable, stamp: object, work: Callable[[], Any]) -> Any:
        """Something else that is the same as long as its stamp is."""
        return self._work("once", name).get(stamp, work)

    def once_soon(self, name: Hashable, stamp: object, work: Callable[[], Any]) -> Any:
        """The same, or None while it takes long for the first time."""
        kept = self._work("once", name)
        return kept.get(stamp, work) if kept.soon(stamp, work) else None

    def checks(
        self, ui: str, stamp: object, work: Callable[[], Iterator[tuple[Place, Check]]]
    ) -> Mapping[Claimed, Check]:
        """The checks worked out so far, by document and claim; all of them, in order, in time.

        Where the process that works them out fails, it is tried again in a while.
        """
        done = self.checks_done.setdefault(ui, {})

        def through() -> dict[Claimed, Check]:
            self.over.wait(max(0.0, self._checked.get(ui, 0.0) - time.monotonic()))
            begun = time.monotonic()
            whole: dict[Claimed, tuple[Place, Check]] = {}
            rest = 0.0
            try:
                for place, check in work():
                    if self.over.is_set():
                        return done
                    key = check.claim.doc, check.claim.id
                    whole[key] = place, check
                    done[key] = check
            except Failed:
                rest = MINUTE
                raise
            finally:
                took = time.monotonic() - begun
                rest = max(rest, min(took, MINUTE) if took > SLOW else 0.0)
                self._checked[ui] = time.monotonic() + rest
            ordered = sorted(whole.values(), key=_told_first)
            found = {(check.claim.doc, check.claim.id): check for _, check in ordered}
            self.checks_done[ui] = found
            return found

        try:
            found: Mapping[Claimed, Check] = self._work("checks", ui, crew=self._checking).get(
                stamp, through, first=done
            )
        except Failed:  # which is in the log
            return done
        return found


def _told_first(one: tuple[Place, Check]) -> tuple[bool, Place, int]:
    """In the order of documents, undated ones last, and of claims in them."""
    place, check = one
    return place[0] == "", place, min((e.start for e in check.claim.evidence), default=0)
