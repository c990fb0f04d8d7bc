"""Long work in processes of its own, so that pages have the interpreter for themselves."""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from threading import Event
from typing import Any, TypeVar

from parley.desk.work import led

Made = TypeVar("Made")

LOOKING = 0.5
"""Seconds after which it is seen that the board has ended."""
TOLD = 0.2
"""Seconds for which results are gathered before they are handed over."""
ENDING = 5.0
"""Seconds that a process has to end when it is asked to."""


class Failed(Exception):
    """What a process of its own could not do; the message says why."""


def apart(work: Callable[..., Iterator[Made]], *given: object, over: Event) -> Iterator[Made]:
    """What ``work`` yields in a process of its own, until it is through or all is over.

    ``work`` is a function of a module and what it is given can be pickled. Raises ``Failed``.
    """
    spawned = multiprocessing.get_context("spawn")
    ours, theirs = spawned.Pipe(duplex=False)
    process = spawned.Process(target=_carried_out, args=(theirs, work, given), daemon=True)
    try:
        process.start()
        theirs.close()  # so that the end of the process is the end of the pipe
        while not over.is_set():
            if not ours.poll(LOOKING):
                continue
            some = _received(ours)
            if some is None:
                return
            yield from some
    except Failed:
        if not over.is_set():  # else whoever ended the board ended the process as well
            raise
    finally:
        if process.pid is not None:
            process.terminate()
            process.join(ENDING)
            process.kill()
            process.join()
        theirs.close()
        ours.close()


def _received(pipe: Connection) -> list[Any] | None:
    try:
        told = pipe.recv()
    except (EOFError, ConnectionError) as fault:
        raise Failed("its process has ended") from fault
    if isinstance(told, str):
        raise Failed(told)
    some: list[Any] | None = told
    return some


def _behind() -> None:
    """Lets pages come before this process, and the end of the board be its end."""
    led()
    if hasattr(os, "nice"):
        os.nice(10)


def _carried_out(
    pipe: Connection, work: Callable[..., Iterator[Any]], given: tuple[object, ...]
) -> None:
    _behind()
    some: list[Any] = []
    begun = time.monotonic()
    try:
        for one in work(*given):
            some.append(one)
            if time.monotonic() >= begun + TOLD:
                pipe.send(some)
                some, begun = [], time.monotonic()
        pipe.send(some)
        pipe.send(None)
    except BrokenPipeError:
        pass  # whoever asked is gone
    except Exception as fault:
        pipe.send(f"{type(fault).__name__}: {fault}")
