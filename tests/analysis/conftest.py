"""Small records whose spells can be told by eye."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.channels.conftest import make_channel, make_event

from parley.items import Channel, MergedEvent

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def event() -> Callable[..., MergedEvent]:
    return make_event


@pytest.fixture(scope="session")
def lines() -> Mapping[str, Channel]:
    """Two channels and a line under an umbrella, and talks beside it that are held every year."""
    found = [
        make_channel("umbrella"),
        make_channel("policy", "working", "umbrella", cadence_months=12),
        make_channel("chiefs", "chief-of-staff", "umbrella"),
        make_channel("line", "hotline", "umbrella"),
        make_channel("yearly", "vice-minister", cadence_months=12),
    ]
    return {channel.id: channel for channel in found}
