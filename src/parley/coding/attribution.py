"""Who says that something happened, where the document does not say it itself."""

import re
from collections.abc import Sequence

from parley.coding.positions import Cue
from parley.coding.saying import Frame
from parley.coding.scan import Scan
from parley.coding.slots import Filled
from parley.coding.vocabulary import Match
from parley.coding.words import Word

STOP = re.compile("[;；。]")
"""Over one of these what is said does not reach."""


def asserted_by(one: Filled, said: Sequence[Frame], scan: Scan) -> str | None:
    """The party, else the person, to whom a verb of saying gives what is told; None for the text.

    ``said``: what is said in the same sentence. What the side says whose document it is, the
    document says.
    """
    at, sentence = one.frame.start, one.sentence
    for frame in said:
        verb = frame.verb
        if verb is None or frame.react or frame.act != "assert":
            continue
        if not frame.start <= at < frame.end:
            continue
        between = scan.view.text[min(at, verb.end) : max(at, verb.start)]
        acted = any(overlaps(w, verb) for w in sentence.by_pos.get("verb", ()))
        near = scan.view.text[max(sentence.start, verb.start - 80) : verb.end + 60]
        if STOP.search(between) or acted or frame.voice.name.lower() not in near.lower():
            continue  # whose words they are is not said here
        who = frame.voice.party if frame.voice.official else None
        if who is not None and who == scan.document.voice:
            return None
        return who or frame.voice.name or None
    return None


def overlaps(word: Word, verb: Match[Cue]) -> bool:
    """Whether a word that tells an act is the very verb of saying ("called the talks off")."""
    return word.start < verb.end and verb.start < word.end
