"""Boards of the bundled documents, of no documents, and of hostile ones."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from starlette.testclient import TestClient

from parley.desk import Desk
from parley.web import Settings, application

from .browser import CHROMIUM, FLAGS

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "documents"
OURS = "http://localhost:8765"


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with the bundled documents."""
    folder = tmp_path_factory.mktemp("board") / "desk"
    with Desk.open(folder) as opened:
        opened.add(EXAMPLES)
    return folder


@pytest.fixture
def own(desk: Path, tmp_path: Path) -> Path:
    """A desk with the bundled documents that may be written."""
    shutil.copytree(desk, tmp_path / "desk")
    return tmp_path / "desk"


def client_of(settings: Settings, base: str = OURS) -> TestClient:
    return TestClient(application(settings), base, follow_redirects=False)


@pytest.fixture(scope="session")
def board(desk: Path) -> TestClient:
    """The board of the bundled documents."""
    return client_of(Settings(address=desk))


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A board without a desk."""
    return client_of(Settings(address=tmp_path_factory.mktemp("none") / "desk"))


@pytest.fixture
def made(desk: Path) -> Callable[..., TestClient]:
    """A board of the bundled documents with other settings."""

    def make(base: str = OURS, **settings: object) -> TestClient:
        return client_of(Settings(address=desk, **settings), base)  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for the tests of one module."""
    with sync_playwright() as client:
        started = client.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()
