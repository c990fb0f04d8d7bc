"""Work in processes of its own: what comes back, what fails, and that it ends with the board."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from multiprocessing import active_children
from pathlib import Path
from threading import Event

import pytest

from parley.desk import Desk, keyed
from parley.desk.keyed import Place
from parley.items import Check
from parley.web import Settings, checking
from parley.web.apart import Failed, apart
from parley.web.keeping import Keeper
from parley.web.record import Records


def test_results_come_in_order_and_a_failure_is_told() -> None:
    assert list(apart(range, 1000, over=Event())) == list(range(1000))
    with pytest.raises(Failed, match="ValueError: invalid literal"):
        list(apart(int, "x", over=Event()))  # type: ignore[arg-type]


def test_the_process_ends_with_the_board() -> None:
    over = Event()
    endless = apart(count, over=over)
    assert next(endless) == 0
    over.set()
    assert sum(1 for _ in endless) < sys.maxsize
    assert not active_children()


def dying() -> Iterator[int]:
    yield 1
    os.kill(os.getpid(), signal.SIGKILL)


ASKED = """
from threading import Event
from parley.web.apart import apart
from tests.web.test_apart import endless
if __name__ == "__main__":
    for one in apart(endless, over=Event()):
        print(one, flush=True)
"""


def endless() -> Iterator[int]:
    yield os.getpid()
    time.sleep(0.3)
    yield 0  # so that both are sent
    time.sleep(600)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at /proc")
def test_the_process_does_not_outlive_a_board_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "asked.py"
    script.write_text(ASKED, "utf-8")
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": f"{root}{os.pathsep}{root / 'src'}"},
    ) as board:
        assert board.stdout is not None
        process = int(board.stdout.readline())
        assert _runs(process)
        board.kill()
    for _ in range(100):
        if not _runs(process):
            return
        time.sleep(0.1)
    pytest.fail("it works for nobody")


def _runs(process: int) -> bool:
    try:
        told = Path(f"/proc/{process}/stat").read_text("utf-8")
    except OSError:
        return False
    return told.rpartition(")")[2].split()[0] not in "ZX"


def test_pages_go_on_with_what_there_is_where_the_process_is_killed(own: Path) -> None:
    with Desk.open(own) as desk:
        found = list(desk.checked_claims())
    keeper = Keeper()
    begun: list[int] = []

    def work() -> Iterator[tuple[Place, Check]]:
        begun.append(1)
        yield found[0]
        list(apart(dying, over=keeper.over))

    for _ in range(60):
        kept = keeper.checks("en", 1, work)
        time.sleep(0.05)
    keeper.close()
    assert list(kept.values()) == [found[0][1]]
    assert len(begun) == 1  # it is not tried again at once


def test_checks_of_a_large_desk_are_those_of_a_small_one(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Desk.open(own) as desk:
        whole = {(c.claim.doc, c.claim.id): c for _, c in desk.checked_claims()}
        monkeypatch.setattr(keyed, "SMALL", 0)
        assert {(c.claim.doc, c.claim.id): c for _, c in desk.checked_claims()} == whole
        assert {key: check.verdict for key, check in whole.items()} == {
            (told.doc, told.id): told.verdict for told in desk.check()
        }

    monkeypatch.setattr(checking, "SMALL", 0)
    records = Records(Settings(address=own))
    try:
        for _ in range(600):
            known, after = records.record("en").checks.page(100, None)
            if all(one.check for one in known):
                break
            time.sleep(0.1)
        assert after is None
        assert {(one.claim.doc, one.claim.id): one.check for one in known} == whole
    finally:
        records.close()


def test_checks_are_kept_in_the_order_of_documents(own: Path) -> None:
    with Desk.open(own) as desk:
        found = list(desk.checked_claims())
    keeper = Keeper()
    keeper.checks("en", 1, lambda: reversed(found))
    keeper.close()
    kept = [key[0] for key in keeper.checks("en", 1, lambda: iter(()))]
    assert kept == [doc for (_, doc), _ in sorted(found, key=lambda one: (not one[0][0], one[0]))]
