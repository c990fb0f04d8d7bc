"""Parley: from readouts and press to a checkable record of security dialogue between states.

>>> import parley
>>> reading = parley.read("examples/documents")
>>> items = parley.code(reading.documents)
>>> with parley.Desk.open("desk") as desk:
...     outcome = desk.add(["examples/documents"])
...     states = desk.channels()

Names are loaded on first use, so that ``import parley`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parley.desk import Desk, Wish, code, read
    from parley.items import (
        ChannelState,
        Document,
        Event,
        IntervalClaim,
        MergedEvent,
        Statement,
    )
    from parley.lexicon import load as load_lexicon

__version__: str

__all__ = [
    "ChannelState",
    "Desk",
    "Document",
    "Event",
    "IntervalClaim",
    "MergedEvent",
    "Statement",
    "Wish",
    "__version__",
    "code",
    "load_lexicon",
    "read",
]

_ROOMS = {
    "Desk": ("parley.desk", "Desk"),
    "Wish": ("parley.desk", "Wish"),
    "code": ("parley.desk", "code"),
    "read": ("parley.desk", "read"),
    "load_lexicon": ("parley.lexicon", "load"),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'parley' has no attribute {name!r}")
    if name == "__version__":
        from importlib.metadata import version  # takes longer than all else that is needed here

        return version("parley-workbench")
    room, inside = _ROOMS.get(name, ("parley.items", name))
    return getattr(import_module(room), inside)


def __dir__() -> list[str]:
    return __all__
