"""Documents on their way onto the desk: one run after the other, watched, ended, tried again."""

import datetime as dt
import logging
import os
import secrets
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Literal, NamedTuple

from parley.desk import Desk, DeskError, stream
from parley.documents import Reading, missing
from parley.items import Document, Problem
from parley.record import Fate
from parley.web.reasons import reason
from parley.web.settings import Settings
from parley.web.uploads import Given, pasted, put

log = logging.getLogger("parley.web")
KEPT = 20
"""Runs that are remembered."""
WAITING = 5
"""Runs that may wait."""
MANY = 8
"""Documents from which on several processes code them."""
WORKERS = 4

State = Literal["waiting", "reading", "coding", "done", "cancelled", "failed"]
OVER = frozenset({"done", "cancelled", "failed"})


class Known(NamedTuple):
    """What is said of all documents of a run that do not say it themselves."""

    voice: str | None = None
    published: dt.date | None = None
    lang: str | None = None


class Failure(NamedTuple):
    """What could not be read or coded: the file, why, what to do about it, and where in it."""

    file: str
    why: str
    hint: str | None
    where: str = ""


class Cancelled(Exception):
    """Whoever started a run has ended it."""


class Run:
    """Files in a folder of their own, or a document of the desk, and how far they have come."""

    def __init__(self, known: Known, again: str | None = None) -> None:
        self.id = secrets.token_urlsafe(9)
        self.known = known
        self.again = again
        self.folder = None if again else Path(tempfile.mkdtemp(prefix="parley-add-"))
        self.files: list[str] = []
        self.state: State = "waiting"
        self.read = self.done = self.total = 0
        self.documents: dict[str, Fate] = {}
        self.failures: list[Failure] = []
        self.lacking: list[str] = []
        self.why: str | None = None
        self.end = Event()

    @property
    def over(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state in OVER

    @property
    def failed(self) -> list[str]:
        """The files that may be tried again: all of them where the desk could not keep any more."""
        return self.left(self.state)

    def left(self, state: str) -> list[str]:
        """The files that may be tried again where the run ends in a state."""
        if state == "failed":
            return self.files
        names = dict.fromkeys(failure.file for failure in self.failures)
        return [name for name in names if name in self.files]

    def over_as(self, state: State) -> None:
        """Ends it in a state: takes its files away first, but for those that may be tried again."""
        names = self.left(state)
        if self.folder is not None and not names:
            self.drop()
        elif self.folder is not None and self.folder.is_dir():  # a board that closes has dropped it
            stems = {name.partition(".")[0] for name in names}
            for path in list(self.folder.iterdir()):
                if path.name.partition(".")[0] not in stems and path.name != "documents.csv":
                    path.unlink(missing_ok=True)
        self.state = state

    def drop(self) -> None:
        """Takes all of its files away."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


class Runs:
    """The runs of a board, one at a time, in the order in which they came."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._runs: OrderedDict[str, Run] = OrderedDict()
        self._waiting: SimpleQueue[Run] = SimpleQueue()
        self._lock = Lock()
        self._thread: Thread | None = None

    def every(self) -> list[Run]:
        """All that are remembered, the newest first."""
        with self._lock:
            return list(reversed(self._runs.values()))

    def get(self, key: str) -> Run | None:
        """The run that goes by this id."""
        with self._lock:
            return self._runs.get(key)

    @property
    def full(self) -> bool:
        """Whether so many wait that no more are taken."""
        return self._waiting.qsize() >= WAITING

    def add(self, given: Iterable[Given], text: str, about: dict[str, str], known: Known) -> Run:
        """Puts files and a text aside, and lets them be read and coded."""
        run = Run(known)
        assert run.folder is not None
        try:
            run.files = put(run.folder, given)
            if text:
                run.files.append(pasted(run.folder, text, about))
        except BaseException:
            run.drop()
            raise
        self._start(run)
        return run

    def recode(self, document: str) -> Run:
        """Lets a document of the desk be coded anew."""
        run = Run(Known(), document)
        self._start(run)
        return run

    def again(self, run: Run) -> None:
        """Tries what failed once more."""
        with self._lock:
            if not run.over or not run.failed:
                return
            run.files, run.failures, run.why = run.failed, [], None
            run.read = run.done = run.total = 0
            run.end.clear()
            run.state = "waiting"
        self._waiting.put(run)

    def _start(self, run: Run) -> None:
        with self._lock:
            self._runs[run.id] = run
            over = [key for key, one in self._runs.items() if one.over]
            for key in over[: max(0, len(self._runs) - KEPT)]:
                self._runs.pop(key).drop()
            if self._thread is None:
                self._thread = Thread(target=self._work, name="parley-add", daemon=True)
                self._thread.start()
        self._waiting.put(run)

    def close(self) -> None:
        """Takes away what was put aside."""
        for run in self.every():
            run.end.set()
            run.drop()

    def _work(self) -> None:
        while True:
            run = self._waiting.get()
            try:
                self._one(run)
                state: State = "done"
            except Cancelled:
                state = "cancelled"
            except Exception as fault:  # whatever it is, the board goes on, and says so
                log.exception("what was added could not be kept")
                if isinstance(fault, DeskError):
                    run.why = reason(fault).message
                state = "failed"
            run.over_as(state)

    def _one(self, run: Run) -> None:
        _go_on(run)
        s = self._settings
        with Desk.open(s.address, s.lexicon, reference=s.reference) as desk:
            if run.again is not None:
                run.state, run.total = "coding", 1
                outcome = desk.recode(run.again, each=lambda d, fate: _told(run, d, fate))
                run.documents |= dict.fromkeys(outcome.unchanged, "unchanged")
                return
            run.state = "reading"
            reading = Reading(tuple(self._read(run, desk)), ())
            run.state, run.total = "coding", len(reading.documents)
            many = len(reading.documents) > MANY
            outcome = desk.add(
                reading,
                workers=min(os.cpu_count() or 1, WORKERS) if many else 1,
                progress=lambda done, total: _coded(run, done, total),
                each=lambda document, fate: _told(run, document, fate),
            )
            run.documents |= dict.fromkeys(outcome.unchanged, "unchanged")
            run.lacking = [d.id for d in reading.documents if missing(Reading((d,), ()))]

    def _read(self, run: Run, desk: Desk) -> Iterator[Document]:
        assert run.folder is not None
        paths = [run.folder / name for name in run.files if not _describes(name)]
        known = run.known
        for one in stream(
            paths,
            voice=known.voice,
            published=known.published,
            lang=known.lang,
            lexicon=desk.lexicon,
        ):
            _go_on(run)
            if isinstance(one, Problem):
                run.failures.append(_failure(run, one))
            else:
                run.read += 1
                yield one


def _describes(name: str) -> bool:
    """Whether a file tells of others, beside which it is found."""
    return name.endswith(".meta.json") or name == "documents.csv"


def _go_on(run: Run) -> None:
    if run.end.is_set():
        raise Cancelled


def _coded(run: Run, done: int, total: int) -> None:
    run.done, run.total = done, total
    _go_on(run)


def _told(run: Run, document: Document, fate: Fate | Problem) -> None:
    if isinstance(fate, Problem):
        run.failures.append(_failure(run, fate))
    else:
        run.documents[document.id] = fate


def _failure(run: Run, problem: Problem) -> Failure:
    """A problem without the folder that its file was put into."""
    place = f"{run.folder}{os.sep}"
    source = problem.source.removeprefix(place)
    name = source.partition(os.sep)[0]
    known = name if name in run.files else source
    where = f" ({source.removeprefix(known).strip(os.sep)})" if source != known else ""
    line = f" ({problem.line})" if problem.line is not None else ""
    return Failure(known, problem.message.replace(place, ""), problem.hint, where + line)
