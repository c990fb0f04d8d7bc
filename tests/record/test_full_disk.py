"""A full disk costs the document that did not fit, and nothing that was kept before."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import postgres
from tests.record.desks import contents

from parley.record import Store, StoreError, backup, check
from parley.record.faults import CUT_OFF, FULL

ROOT = Path(__file__).resolve().parents[2]
WRITER = """
import random, resource, sys
from parley.record import Store, StoreError
from tests.record.desks import document, put
address, limit = sys.argv[1], int(sys.argv[2])
with Store.open(address) as store:
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        for n in range(400):
            filler = random.Random(n).randbytes(12_000).hex()
            put(store, document(n, f"They met, it says in {n}. {filler}"))
            print(n, flush=True)
    except StoreError as fault:
        sys.exit(str(fault))
"""


def write(address: str, limit: int = 0) -> tuple[int, str]:
    """How many documents a process could add, and what it said where it had to stop."""
    done = subprocess.run(
        [sys.executable, "-c", WRITER, address, str(limit)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    return len(done.stdout.split()), done.stderr


@pytest.fixture
def disk() -> Iterator[Path]:
    """A file system of its own with room for little; skips where none may be mounted.

    It lies in no folder of pytest's: whenever tests begin, pytest shuts those to other users, and
    a server runs as another.
    """
    with tempfile.TemporaryDirectory(prefix="parley-disk-") as name:
        place = Path(name, "disk")
        place.mkdir()
        place.parent.chmod(0o711)
        if os.geteuid() != 0 or shutil.which("mount") is None or not mounted(place, "size=3m"):
            pytest.skip("a file system of its own takes the right to mount one")
        yield place
        subprocess.run(["umount", place], check=True)


def mounted(place: Path, options: str) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", place]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def whole(address: str, kept: int) -> None:
    """What was kept is whole, and the next run goes on from there."""
    with Store.open(address) as store:
        assert check(store) == []
        assert len(store.documents()) == kept
    assert write(address) == (400, "")
    documents, items = contents(address)
    assert (len(documents), len(items)) == (400, 800)


def test_a_full_disk_costs_nothing_that_was_kept(disk: Path) -> None:
    kept, told = write(str(disk / "desk"))
    assert told == f"{disk / 'desk' / 'desk.sqlite'}: {FULL}\n"
    assert 5 < kept < 400
    assert mounted(disk, "remount,size=64m")
    whole(str(disk / "desk"), kept)


def test_a_disk_that_fills_during_a_backup_leaves_nothing_behind(
    disk: Path, tmp_path: Path
) -> None:
    address = str(tmp_path / "desk")
    assert write(address) == (400, "")
    with Store.open(address) as store:
        with pytest.raises(StoreError, match=FULL):
            backup(store, disk / "copy")
        assert list(disk.iterdir()) == []
        assert mounted(disk, "remount,size=64m")
        backup(store, disk / "copy")


def test_a_file_that_may_not_grow_costs_nothing_that_was_kept(tmp_path: Path) -> None:
    address = str(tmp_path / "desk")
    kept, told = write(address, limit=2_000_000)
    assert told.startswith(f"{tmp_path / 'desk' / 'desk.sqlite'}: {CUT_OFF} (disk I/O error)")
    assert 5 < kept < 400
    whole(address, kept)


def test_a_server_whose_disk_is_full_keeps_what_it_has(disk: Path, postgresql: str) -> None:
    owner = Path(postgresql).stat()
    os.chown(disk, owner.st_uid, owner.st_gid)
    assert mounted(disk, "remount,size=12m")
    address = f"postgresql://postgres@/small?host={postgresql}"
    postgres.order(
        postgresql,
        f"CREATE TABLESPACE little LOCATION '{disk}'",
        "CREATE DATABASE small TABLESPACE little",
    )
    try:
        kept, told = write(address)
        assert told.endswith(f": {FULL}\n")
        assert 5 < kept < 400
        assert mounted(disk, "remount,size=64m")
        whole(address, kept)
    finally:
        postgres.order(postgresql, "DROP DATABASE small", "DROP TABLESPACE little")
