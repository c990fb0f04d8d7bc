"""A PostgreSQL server of the tests' own, from the files of the ``pgserver`` wheel.

It listens on a socket in a folder of its own and is stopped with the tests. It never runs as root,
which PostgreSQL refuses: there another user runs it, from a copy where that user may not read the
installed files.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from pwd import getpwnam

from sqlalchemy import create_engine

NOBODY = "nobody"
FAST = "-c fsync=off -c full_page_writes=off -c max_connections=50 -c shared_buffers=32MB"


def missing() -> str | None:
    """Why there is no server to test with; None where there is one."""
    for package in ("pgserver", "pg8000"):
        if find_spec(package) is None:
            return f"no {package}, for which this system or this Python may have no wheel"
    return None


@contextmanager
def server() -> Iterator[str]:
    """A new server while the block runs: the folder of its socket."""
    with tempfile.TemporaryDirectory(prefix="parley-pg-") as name:
        home = Path(name)
        data = home / "data"
        data.mkdir(mode=0o700)
        user = _user()
        if user is not None:
            home.chmod(0o755)
            for folder in (home, data):
                os.chown(folder, user, user)
        _call(home, "initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync",
              "--locale=C")  # fmt: skip
        _start(home)
        try:
            yield str(home)
        finally:
            _stop(home)


@contextmanager
def away(folder: str) -> Iterator[None]:
    """Stops the server whose socket is in ``folder``, as if it crashed, while the block runs."""
    _stop(Path(folder))
    try:
        yield
    finally:
        _start(Path(folder))


def _start(home: Path) -> None:
    options = f"-c listen_addresses='' -c unix_socket_directories={home} {FAST}"
    _call(home, "pg_ctl", "-w", "-l", str(home / "log"), "-o", options, "start")


def _stop(home: Path) -> None:
    _call(home, "pg_ctl", "-w", "-m", "immediate", "stop")


def _call(home: Path, program: str, *arguments: str) -> None:
    user = _user()
    done = subprocess.run(
        [_programs(home, user) / program, "-D", home / "data", *arguments],
        user=user,
        group=user,
        extra_groups=None if user is None else [],
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    log = home / "log"
    told = done.stderr + (log.read_text("utf-8") if log.exists() else "")
    assert done.returncode == 0, f"{program}: {told}"


def _user() -> int | None:
    """Who runs the server where root may not."""
    return getpwnam(NOBODY).pw_uid if os.geteuid() == 0 else None


def order(folder: str, *statements: str) -> None:
    """Has the server whose socket is in ``folder`` carry out statements, as its superuser."""
    engine = create_engine(
        "postgresql+pg8000://postgres@/postgres",
        connect_args={"unix_sock": f"{folder}/.s.PGSQL.5432"},
        isolation_level="AUTOCOMMIT",
    )
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def _programs(home: Path, user: int | None) -> Path:
    """The folder of the server's programs, which ``user`` may run."""
    found = find_spec("pgserver")
    assert found is not None
    assert found.origin is not None
    package = Path(found.origin).parent
    programs = package / "pginstall" / "bin"
    if user is None:
        return programs
    if (copied := home / package.name).exists():
        return copied / "pginstall" / "bin"
    # Asked of the shell, so that a folder on the way which that user may not enter is a "no" too.
    tried = subprocess.run(
        ["/bin/sh", "-c", '"$0" --version', programs / "postgres"],
        user=user,
        group=user,
        extra_groups=[],
        capture_output=True,
        check=False,
    ).returncode
    return programs if tried == 0 else _copied(package, home) / "pginstall" / "bin"


def _copied(package: Path, home: Path) -> Path:
    """The package where ``home`` is, with the libraries that the wheel puts beside it."""
    libraries = package.with_name("pgserver.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, home / libraries.name)
    return shutil.copytree(package, home / package.name)
