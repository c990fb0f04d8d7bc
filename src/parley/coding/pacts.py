"""What becomes of agreements: one ended, or one that a Chinese text names once and calls 协议."""

import msgspec

from parley.coding.slots import Filled, State
from parley.lexicon import Lexicon

UNDONE_PACT = frozenset({"suspended", "terminated", "resumed"})

LAPSES = frozenset({"v-lapse-zh", "v-lapse-east"})
"""Rules of an agreement whose time runs out."""


def of_document(out: Filled, state: State, lexicon: Lexicon) -> None:
    """The agreement named before, where a Chinese text tells what became of 协议 or 该文件."""
    frame = out.frame
    if state.document is None or frame.effect not in UNDONE_PACT:
        return
    about = [n for n in frame.objects if "document" in n.classes and n.channel is None]
    if (about or frame.mode == "withdraw") and set(out.parties) <= set(
        lexicon.channels[state.document].parties
    ):
        out.channel = state.document
        out.reasons["channel"] = "the agreement spoken of before"


def ended(out: Filled) -> None:
    """An agreement that ends and is no channel: one that lapses ceases, else a party leaves it."""
    frame = out.frame
    if frame.effect != "terminated" or out.channel is not None:
        return
    if frame.rule.id in LAPSES:
        out.frame = msgspec.structs.replace(frame, mode="cease")
    elif frame.mode == "suspend-channel" and all("document" in n.classes for n in frame.objects):
        out.frame = msgspec.structs.replace(frame, mode="withdraw")
