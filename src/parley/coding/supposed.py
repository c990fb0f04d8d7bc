"""Who takes part in an act of an English text that names nobody the lexicon knows.

"When President Truong Tan Sang travelled to China": of the pair that the text speaks of, the other.
"""

from parley.coding.slots import CONTACT, Filled, State

OF_TWO = CONTACT | {"visit", "refuse-meeting", "cancel"}
"""What no party does alone."""


def supposed(out: Filled, state: State) -> tuple[str, ...]:
    """The pair in focus, or that of the document, where it holds those found; else who is found."""
    found = set(out.parties)
    if len(found) > 1 or (found and out.frame.mode not in OF_TWO):
        return out.parties
    pairs = (state.focus, *state.pairs[:1], state.main)
    for pair in pairs:
        if len(pair) == 2 and found <= set(pair):
            out.reasons["parties"] = "the pair that the text speaks of"
            return tuple(sorted(pair))
    return out.parties
