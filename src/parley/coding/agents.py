"""Who does an act that is told in the passive or by a noun: "rammed by a Chinese ship"."""

import re
from collections.abc import Sequence

from parley.coding.figures import Figure
from parley.coding.modality import cues
from parley.coding.slots import Around, Filled

BY = re.compile(r"^\s+(?:with [^,;]{2,30}\s|\w+\s+)?by\s+[^,;]{0,45}$")
BY_END = re.compile(r"\sby\s(?:(?:the|a|an|its|two|three|four|several|[A-Z]\w*|[a-z]+)\s){0,2}$")
OWNED = re.compile(r"\s?['’]s?\s(?:[\w-]+\s){0,3}")
"""Between somebody and the name of what they did: "North Korea's latest test of"."""
OF_WHOM = re.compile(
    r"\s(?:of\s)?(?:(?:the|a|an|its|some|one|two|three|four|five|several|dozens|ships|vessels|warships|aircraft|of|more|than|\d+)\s)*"
)
"""Between the name of an act that somebody does alone and who does it: "the intrusion of two"."""
INTRANSITIVE = frozenset({"incursion", "transit", "deploy", "patrol", "visit"})
"""What the one does who stands after "of": "the passage of a Chinese carrier"."""
LONGEST_BY = 120
"""Characters within which "by" names who did what a noun tells."""


def agent_of(out: Filled, here: Around, mine: Sequence[Figure], lang: str) -> Figure | None:
    """Who does it in a passive clause: 受到美国制裁, "was rammed by a Chinese ship"."""
    frame, sentence = out.frame, here.sentence
    if lang == "en":
        if frame.rule.nominal:
            return _of_noun(out, here)
        text = sentence.text
        after = [f for f in mine if 0 <= f.start - frame.end <= 40 and f.parties]
        by = [
            f
            for f in after
            if BY.search(text[frame.end - sentence.start : f.start - sentence.start])
        ]
        return by[0] if by else None
    for cue in cues(sentence, "cue-passive", out.reach[0], frame.start):
        agents = [f for f in mine if cue.end <= f.start <= f.end <= frame.start and f.parties]
        if agents and agents[0].start - cue.end <= 2:
            return agents[0]
    return None


def suffered(out: Filled, here: Around, hurt: set[str]) -> set[str]:
    """The parties of a Chinese passive that names no agent, empty for other clauses.

    Who suffers it, and whom the sentence told of before as the other side:
    碰撞日本巡邏船，船長遭扣留.
    """
    told = cues(here.sentence, "cue-passive", out.reach[0], out.frame.start)
    if not here.lang.startswith("zh") or not told:
        return set()
    ahead = [f for f in here.figures if f.end <= out.reach[0] and f.acts and f.parties]
    doers = [f.parties for f in ahead if not set(f.parties) & hurt]
    out.recipient, out.initiator = tuple(sorted(hurt)), doers[-1] if doers else ()
    return hurt | set(out.initiator)


def _of_noun(out: Filled, here: Around) -> Figure | None:
    """Whose act it is that a noun tells: its owner, whom "by" names, else who stands after "of"."""
    frame, text, offset = out.frame, here.sentence.text, here.sentence.start
    named = [f for f in here.figures if f.parties]
    for figure in reversed(named):
        if figure.end <= frame.start:
            if OWNED.fullmatch(text, figure.end - offset, frame.start - offset):
                return figure
            break
    clause = here.sentence.clauses[out.clause]
    after = [f for f in named if frame.end <= f.start < clause.end]
    if text.endswith(" by", 0, frame.end - offset):
        return next((f for f in after if f.start - frame.end <= 24), None)
    for figure in after:
        near = figure.start - frame.end <= LONGEST_BY
        if near and BY_END.search(text, 0, figure.start - offset):
            return figure
    if frame.mode not in INTRANSITIVE or not after:
        return None
    whose = OF_WHOM.fullmatch(text, frame.end - offset, after[0].start - offset)
    return after[0] if whose else None
