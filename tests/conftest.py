"""Fixtures that every test may use."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with annotated documents laid beside the project; skips where it is missing."""
    folder = Path(os.environ.get("PARLEY_SHARED", ROOT.parent / "shared"))
    if not (folder / "gold").is_dir():
        pytest.skip("no annotated documents beside the project (../shared or PARLEY_SHARED)")
    return folder
