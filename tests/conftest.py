"""Fixtures that every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

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
