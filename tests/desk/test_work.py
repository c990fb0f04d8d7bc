"""The same items in the same order: in one process, on several, on a cluster."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from parley.desk import DeskError, coded
from parley.desk.work import AHEAD, BATCH
from parley.items import Document, Problem

TEXTS = (
    "Japan and South Korea held defence talks in Tokyo on {day} April 2024.",
    "{day} 2024年5月，中方暂停了两国的军事热线。",
    "China urged the United States on {day} June 2024 to stop arms sales to Taiwan.",
)
Spawn = Callable[..., "subprocess.Popen[bytes]"]


def documents(count: int) -> Iterator[Document]:
    for n in range(count):
        text = TEXTS[n % len(TEXTS)].format(day=1 + n % 28)
        lang = "zh-Hans" if "年" in text else "en"
        yield Document(id=f"d{n:05}", text=text, lang=lang, voice="press")


def told(found: Iterator[tuple[Document, object]]) -> list[tuple[str, list[str]]]:
    out = []
    for document, items in found:
        assert not isinstance(items, Problem), items
        out.append((document.id, [item.id for item in items]))  # type: ignore[attr-defined]
    return out


def test_several_processes_give_what_one_gives() -> None:
    count = 3 * BATCH + 5
    assert told(coded(documents(count), workers=2)) == told(coded(documents(count)))


def test_no_more_is_read_than_is_under_way() -> None:
    read = 0

    def counted() -> Iterator[Document]:
        nonlocal read
        for document in documents(40 * BATCH):
            read += 1
            yield document

    found = coded(counted(), workers=2)
    next(found)
    assert read <= (2 * AHEAD + 1) * BATCH
    found.close()  # type: ignore[attr-defined]


@pytest.fixture
def spawn(tmp_path: Path) -> Iterator[Spawn]:
    """Starts a module of Dask's in a process of its own, ended with the test."""
    running: list[subprocess.Popen[bytes]] = []
    log = (tmp_path / "dask.log").open("wb")

    def start(module: str, *options: str) -> "subprocess.Popen[bytes]":
        place = ["--scheduler-file", str(tmp_path / "scheduler.json"), "--no-dashboard"]
        command = [sys.executable, "-m", f"distributed.cli.{module}", *place, *options]
        running.append(subprocess.Popen(command, stdout=log, stderr=log, cwd=tmp_path))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()
    log.close()


@pytest.fixture
def cluster(spawn: Spawn, tmp_path: Path) -> tuple[str, list["subprocess.Popen[bytes]"]]:
    """A scheduler and two workers: its address, and the workers."""
    from distributed import Client

    spawn("dask_scheduler", "--host", "127.0.0.1", "--port", "0")
    options = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")
    workers = [spawn("dask_worker", *options) for _ in range(2)]
    file = tmp_path / "scheduler.json"
    for _ in range(600):
        if file.exists() and file.stat().st_size:
            break
        time.sleep(0.1)
    with Client(scheduler_file=str(file), timeout="60s") as client:
        client.wait_for_workers(2, timeout=120)
        return client.scheduler.address, workers


def test_a_cluster_that_loses_a_worker_loses_nothing(
    cluster: tuple[str, list["subprocess.Popen[bytes]"]],
) -> None:
    address, workers = cluster
    count = 12 * BATCH
    found = coded(documents(count), cluster=address)
    first = next(found)
    os.kill(workers[0].pid, signal.SIGKILL)
    assert told(iter([first, *found])) == told(coded(documents(count)))


def test_a_scheduler_that_is_not_there_is_said() -> None:
    with pytest.raises(DeskError, match="no Dask scheduler can be reached"):
        list(coded(documents(1), cluster="tcp://127.0.0.1:1"))
