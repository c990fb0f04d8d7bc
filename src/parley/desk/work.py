"""Coding many documents at once: on this machine's cores, or on a cluster's."""

import gc
import multiprocessing
import os
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

from parley import coding
from parley.desk.errors import DeskError
from parley.items import Document, Item, Problem
from parley.lexicon import load

Coded = list[Item] | Problem
Batch = tuple[Document, ...]
BATCH = 16
"""Documents sent to a process at once: few enough that memory stays flat, many enough to pay."""
AHEAD = 4
"""Batches under way for each worker; no more are read before the first of them is done."""
TRIES = 3
"""How often a cluster codes a batch again whose worker was lost."""
ALLOCATED = 100_000
"""New objects between two searches for cycles in a process of a pool: its lexicon stays."""


class Job(NamedTuple):
    """What a process has to know: the lexicon's folders, and the language of the headlines."""

    folders: tuple[Path, ...]
    ui: str

    def one(self, document: Document) -> Coded:
        """The items, or where the coder failed: no fault of one document may cost the others."""
        try:
            return coding.code(document, load(*self.folders), self.ui)
        except Exception as fault:
            frame = traceback.extract_tb(fault.__traceback__)[-1]
            place = f"{Path(frame.filename).parent.name}/{Path(frame.filename).name}"
            told = f"{type(fault).__name__} in {place}, line {frame.lineno}: {fault}"
            return Problem(
                document.path or document.id,
                f"could not be coded: {told}",
                None,
                "a fault of Parley, not of the document; please report it",
            )

    def all(self, batch: Batch) -> list[Coded]:
        """What becomes of each document of a batch."""
        return [self.one(document) for document in batch]


def alone(given: Iterable[Document], job: Job) -> Iterator[tuple[Document, Coded]]:
    """The documents one after the other, in this process."""
    for document in given:
        yield document, job.one(document)


def on_cores(given: Iterable[Document], job: Job, workers: int) -> Iterator[tuple[Document, Coded]]:
    """The documents on ``workers`` processes, in the order given.

    Several processes need a main module that can be imported (a script guards its calls with
    ``if __name__ == "__main__"``). Raises ``DeskError`` where a process ends before its work is
    done.
    """
    pool = ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_worker
    )
    try:
        yield from _in_order(given, lambda batch: pool.submit(job.all, batch), workers)
    except BrokenProcessPool as fault:
        message = "a worker process ended before its work was done; try again with fewer workers"
        raise DeskError(message) from fault
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def on_cluster(
    given: Iterable[Document], job: Job, address: str
) -> Iterator[tuple[Document, Coded]]:
    """The documents on the workers of a Dask scheduler, in the order given.

    Parley, in this version, has to be installed where the workers run, and ``job.folders`` to lie
    at the same path. What a worker held that is lost, others code again. Raises ``DeskError`` where
    the scheduler cannot be reached or a batch was lost ``TRIES`` times.
    """
    try:
        from distributed import Client
        from distributed.scheduler import KilledWorker
    except ImportError as fault:
        raise DeskError("a cluster needs Dask: pip install 'parley-workbench[cluster]'") from fault
    try:
        client: Any = Client(address, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as fault:
        raise DeskError(f"{address}: no Dask scheduler can be reached there ({fault})") from fault
    with client:
        workers = max(1, len(client.scheduler_info()["workers"]))
        try:
            yield from _in_order(
                given,
                lambda batch: client.submit(job.all, batch, retries=TRIES, pure=False),
                workers,
            )
        except KilledWorker as fault:
            raise DeskError(f"{address}: a batch was lost {TRIES} times with its worker") from fault


def _in_order(
    given: Iterable[Document], submit: Callable[[Batch], Any], workers: int
) -> Iterator[tuple[Document, Coded]]:
    """Batches under way, never more than ``AHEAD`` a worker, their results in the order given."""
    documents = iter(given)
    waiting: deque[tuple[Batch, Any]] = deque()
    while True:
        while len(waiting) < AHEAD * workers and (batch := tuple(islice(documents, BATCH))):
            waiting.append((batch, submit(batch)))
        if not waiting:
            return
        batch, future = waiting.popleft()
        yield from zip(batch, future.result(), strict=True)


def led() -> None:
    """Runs once in a process that works for another: an interrupt is the other's to handle, and
    where the other is gone, however it went, so is the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_follow, name="follow", daemon=True).start()


def _follow() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _worker() -> None:
    gc.set_threshold(ALLOCATED)
    led()
