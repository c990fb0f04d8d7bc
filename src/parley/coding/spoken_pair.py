"""Which pair a channel is of whose name says nobody: 국방전략대화 in a text on another two."""

import re
from collections.abc import Collection

from parley.coding.nouns import Noun
from parley.coding.scan import Sentence
from parley.coding.slots import State
from parley.lexicon import Lexicon

ANYBODY_S = re.compile(
    r"(?:국방부?|장관급?|차관급?|국장급?|외교|안보|전략|정책|실무|고위급|해·?공군|해군|공군|군사?"
    r"|당국|간|직통전화|핫라인|연락|메커니즘|체계|채널|양자|협의체?|협상|대화체?|회의|회담|교류|소통"
    r"|[·' 2+()-])+"
)
"""A channel's name that any two may have."""


def another_s(text: str, own: Collection[str], named: Collection[str], state: State) -> bool:
    """Whether a channel called so is that of the pair in focus, not the one on record."""
    focus = set(state.focus)
    return (
        len(focus) == 2
        and focus != set(own)
        and bool(focus & set(own))
        and set(named) <= focus
        and ANYBODY_S.fullmatch(text) is not None
    )


def of_another(
    noun: Noun, sentence: Sentence, own: set[str], named: set[str], state: State
) -> bool:
    """As ``another_s``, of a noun of the sentence."""
    low, high = noun.start - sentence.start, noun.end - sentence.start
    return low >= 0 and another_s(sentence.text[low:high], own, named, state)


def in_name(sentence: Sentence, lexicon: Lexicon, state: State) -> tuple[str, ...]:
    """The pair of the first channel named that is known for its pair: 中韓首脳会談では…."""
    offset = sentence.start
    for hit in sentence.entities:
        if hit.kind != "channel":
            continue
        own = lexicon.channels[hit.id].parties
        name = sentence.text[hit.start - offset : hit.end - offset]
        if len(own) > 1 and not another_s(name, own, (), state):
            return tuple(sorted(own))
    return ()
