"""Claims of how often something is done: twice a year, 每年."""

from parley.coding.claim_words import Here, Read
from parley.coding.positions import part_at


def how_often(here: Here) -> list[Read]:
    """Claims of how often meetings and calls take place."""
    out = []
    for match in here.of("frequency", here.sentence.start, here.sentence.end):
        cue = next(c for c in match.means if c.pos == "frequency")
        clause = part_at(here.sentence.parts, match.start)
        if not here.of("contact", clause.start, clause.end):
            continue
        hedged = any(
            match.start - h.end <= 2
            for h in here.of("hedge", max(clause.start, match.start - 16), match.start)
        )
        out.append(
            Read(
                "frequency",
                clause.start,
                clause.end,
                cue.value,
                cue.unit,
                "about" if hedged else None,
                approximate=hedged,
            )
        )
    return out[:1]
