"""What is killed at any moment, a run or a review, leaves a sound desk, and can be done again.

Runs are processes of their own, forked off so that they need not load the lexicon anew, and are
ended by SIGKILL at moments that a seeded generator draws.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest
from tests import postgres

from parley.cli import main
from parley.desk import Desk
from parley.record import Store, check
from parley.record.rows import rows
from parley.record.tables import DERIVED, metadata

FILES = ("report.html", "report.md", "chronology.csv", "channels.json")
NAMES = ("Seoul", "Singapore", "Tokyo", "Manila", "Canberra", "Hanoi")

State = dict[str, list[tuple[object, ...]]]


class Bench:
    """Desks to break: copies of one made before, in folders or on the server."""

    def __init__(self, folder: Path, socket: str | None) -> None:
        self._folder = folder
        self._socket = socket
        self._number = count(1)

    def place(self, start: str | None = None) -> str:
        """Where a new desk can lie: an empty place, or a copy of the desk at ``start``."""
        name = f"bench{next(self._number)}"
        if self._socket is None:
            if start is not None:
                shutil.copytree(start, self._folder / name)
            return str(self._folder / name)
        template = (
            "" if start is None else f" TEMPLATE {start.partition('@/')[2].partition('?')[0]}"
        )
        postgres.order(self._socket, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        postgres.order(self._socket, f"CREATE DATABASE {name}{template}")
        return f"postgresql://postgres@/{name}?host={self._socket}"

    def cleared(self, address: str) -> None:
        """Gives back the room of a desk that has served."""
        if self._socket is None:
            shutil.rmtree(address, ignore_errors=True)
        else:
            postgres.order(self._socket, f"DROP DATABASE {database(address)} WITH (FORCE)")


def database(address: str) -> str:
    return address.partition("@/")[2].partition("?")[0]


@pytest.fixture(params=["sqlite", "postgresql"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Bench:
    socket = request.getfixturevalue("postgresql") if request.param == "postgresql" else None
    return Bench(tmp_path / "bench", socket)


@pytest.fixture(autouse=True)
def warm(tmp_path: Path) -> None:
    """Loads in this process all that its children need."""
    with Desk.open(tmp_path / "warm", reference=False) as desk:
        desk.add(written(tmp_path / "first", 5), voice="press")
        desk.report(tmp_path / "warm")


def written(folder: Path, day: int) -> Path:
    """Short documents of the same names; what they tell depends on the day."""
    folder.mkdir()
    for number in range(24):
        name, year = NAMES[number % len(NAMES)], 1998 + number
        (folder / f"{name}-{number}.txt").write_text(
            f"Defense ministers of Japan and South Korea met in {name} on {day} May {year}. "
            "It was their first meeting in 14 months. Beijing protested over the drills.",
            encoding="utf-8",
        )
    (folder / "Copy.txt").write_bytes((folder / "Seoul-0.txt").read_bytes())
    return folder


def command(papers: Path, address: str, out: Path) -> list[str]:
    about = ("--voice", "press", "--published", "2025-06-01", "--no-reference")
    return ["run", str(papers), "--desk", address, "--out", str(out), *about]


def started(arguments: Sequence[str]) -> int:
    """A process that carries out a command line, silently; its id."""
    number = os.fork()
    if number:
        return number
    ended = 70
    try:
        with open(os.devnull, "r+", encoding="utf-8") as nowhere:  # noqa: PTH123
            sys.stdout = sys.stderr = nowhere
            main(arguments)
    except SystemExit as left:
        ended = left.code if isinstance(left.code, int) else 71
    finally:
        os._exit(ended)


def done(arguments: Sequence[str]) -> float:
    """Carries out a command line to its end; the seconds that took."""
    begun = time.monotonic()
    _, status = os.waitpid(started(arguments), 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return time.monotonic() - begun


def killed(arguments: Sequence[str], after: float) -> bool:
    """Kills a command after some seconds; False where it was done before."""
    number = started(arguments)
    time.sleep(after)
    os.kill(number, signal.SIGKILL)
    _, status = os.waitpid(number, 0)
    return os.waitstatus_to_exitcode(status) == -signal.SIGKILL


def sound(address: str) -> bool:
    """Whether there is a desk yet; where there is one, it has passed its check."""
    if not Store.exists(address):
        return False
    with Store.open(address) as store:
        assert check(store) == []
    return True


def state(address: str, derived: bool = True) -> State:
    """All that a desk holds, but for the time at which somebody decided.

    Not ``derived``: without what follows from the rest.
    """
    with Store.open(address) as store, store.reading() as connection:
        return {
            table.name: [
                tuple(value for name, value in row._mapping.items() if name != "made")
                for row in rows(connection, table)
            ]
            for table in metadata.sorted_tables
            if derived or not table.info.get(DERIVED)
        }


def reported(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in FILES}


def reviews(address: str) -> list[list[str]]:
    """Decisions of every kind on a desk that a run has made."""
    with Desk.open(address, reference=False) as desk:
        met = [e.id for e in desk.chronology() if e.mode == "meet"]
        doc = desk.documents()[0].id
    words = ("--doc", doc, "--text", "Beijing protested over the drills.")
    added = ("add", "mode=exercise", "parties=JPN,KOR", "date=1998-05-11", *words)
    several: list[tuple[str, ...]] = [
        ("accept", *met[:4]),
        ("edit", met[4], "date=2001-05-12", "place=Tokyo"),
        added,
        ("reject", met[5]),
        ("join", met[6], met[7]),
        ("undo", "6"),
        ("grade", "--doc", doc, "--reliability", "B"),
        ("note", met[8], "see the other readout"),
    ]
    return [["review", *one, "--author", "Ana", "--desk", address] for one in several]


def cut_short(commands: Sequence[Sequence[str]], after: float) -> int:
    """Carries out commands until some seconds have passed, and kills the one that is under way.

    Returns how many were carried out to their end.
    """
    ends = time.monotonic() + after
    for carried_out, arguments in enumerate(commands):
        number = started(arguments)
        status = None
        while status is None and time.monotonic() < ends:
            time.sleep(0.002)
            over, told = os.waitpid(number, os.WNOHANG)
            status = told if over else None
        if status is None:
            os.kill(number, signal.SIGKILL)
            _, status = os.waitpid(number, 0)
            if os.waitstatus_to_exitcode(status) == -signal.SIGKILL:
                return carried_out
        assert os.waitstatus_to_exitcode(status) == 0
    return len(commands)


def reviewed(bench: Bench, start: str, chance: random.Random, moments: int) -> int:
    """Kills reviews of a desk and takes them up again; how many were cut off."""
    whole = bench.place(start)
    seconds = sum(done(arguments) for arguments in reviews(whole))
    expected = state(whole)
    assert len(expected["decisions"]) == 11
    cut_off = 0
    for _ in range(moments):
        broken = bench.place(start)
        commands = reviews(broken)
        carried_out = cut_short(commands, chance.uniform(0, seconds))
        cut_off += carried_out < len(commands)
        assert sound(broken)
        for arguments in commands[carried_out:]:
            done(arguments)
        assert state(broken) == expected
        assert sound(broken)
        bench.cleared(broken)
    return cut_off


def soaked(bench: Bench, folder: Path, moments: int, seed: int) -> None:
    """Kills runs on a new desk, and on one with older versions of its documents, and reviews."""
    chance = random.Random(seed)
    papers = written(folder / "papers", 10)
    before = bench.place()
    done(command(written(folder / "former", 1), before, folder / "out"))
    cut_off = 0
    for start in (None, before):
        whole = bench.place(start)
        seconds = done(command(papers, whole, folder / "whole"))
        expected, report = state(whole), reported(folder / "whole")
        assert all(expected[name] for name in ("documents", "assertions", "aliases"))
        for _ in range(moments * 2 // 5):
            broken = bench.place(start)
            again = command(papers, broken, folder / "out")
            cut_off += killed(again, chance.uniform(0, seconds))
            sound(broken)  # asserts it, where there is a desk yet
            done(again)
            assert state(broken) == expected
            assert reported(folder / "out") == report
            assert sound(broken)
            bench.cleared(broken)
    cut_off += reviewed(bench, whole, chance, moments // 5)
    assert cut_off > moments / 3


def test_what_is_killed_can_be_done_again(bench: Bench, tmp_path: Path) -> None:
    soaked(bench, tmp_path, moments=10, seed=1)


@pytest.mark.soak
def test_what_is_killed_at_any_moment_can_be_done_again(bench: Bench, tmp_path: Path) -> None:
    soaked(bench, tmp_path, moments=200, seed=2)


def test_care_that_is_killed_leaves_the_desk_or_makes_it(bench: Bench, tmp_path: Path) -> None:
    chance = random.Random(3)
    old, new = bench.place(), bench.place()
    done(command(written(tmp_path / "former", 1), old, tmp_path / "out"))
    done(command(written(tmp_path / "papers", 10), new, tmp_path / "out"))
    states = state(old, False), state(new, False)
    file = tmp_path / "new.sqlite"
    with Desk.open(new) as desk:
        desk.backup(file)
    restore = ["desk", "restore", str(file), "--overwrite", "--desk"]
    seconds = done([*restore, bench.place(old)])
    for _ in range(5):
        broken = bench.place(old)
        killed([*restore, broken], chance.uniform(0, seconds))
        assert sound(broken)
        assert state(broken, False) in states
        copy = tmp_path / "copy.sqlite"
        copy.unlink(missing_ok=True)
        killed(["desk", "backup", str(copy), "--desk", new], chance.uniform(0, seconds))
        if copy.exists():
            Desk.restore(copy, broken, overwrite=True)
            assert state(broken, False) == states[1]
        bench.cleared(broken)
