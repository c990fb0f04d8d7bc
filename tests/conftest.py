"""Fixtures that every test may use."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from tests import postgres

# How long an example takes says how busy the machine is; speed lives in the benchmarks.
settings.register_profile("quick", deadline=None)
settings.register_profile("soak", deadline=None, max_examples=2000)
settings.load_profile("quick")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with annotated documents laid beside the project; skips where it is missing."""
    folder = Path(os.environ.get("PARLEY_SHARED", ROOT.parent / "shared"))
    if not (folder / "gold").is_dir():
        pytest.skip("no annotated documents beside the project (../shared or PARLEY_SHARED)")
    return folder


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The socket's folder of a PostgreSQL server that runs as long as the tests."""
    reason = postgres.missing()
    if reason:
        pytest.skip(reason)
    with postgres.server() as folder:
        yield folder


NUMBERS = count(1)


@pytest.fixture
def database(postgresql: str) -> str:
    """The address of a new, empty database on the server."""
    name = f"desk{next(NUMBERS)}"
    postgres.order(postgresql, f"CREATE DATABASE {name}")
    return f"postgresql://postgres@/{name}?host={postgresql}"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new desk can lie: a folder, and a database on a server."""
    if request.param == "sqlite":
        return str(tmp_path / "a-desk")
    found: str = request.getfixturevalue("database")
    return found
