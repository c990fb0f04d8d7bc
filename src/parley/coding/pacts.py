"""What becomes of an agreement that a Chinese text names once and then calls 协议 or 该文件."""

from parley.coding.slots import Filled, State
from parley.lexicon import Lexicon

UNDONE_PACT = frozenset({"suspended", "terminated", "resumed"})


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
