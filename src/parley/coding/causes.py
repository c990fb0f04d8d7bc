"""What a text gives as the cause of what somebody did: because of, over, 因, 为此, X后.

Only an answer to something has a cause here (a suspension, a cancellation, a protest, a drill):
"after" alone is an order in time, and a meeting that followed another was not caused by it.
"""

import re
from collections.abc import Sequence

from parley.coding.modality import cues
from parley.coding.slots import Filled

ANSWERS = frozenset(
    {
        "suspend-channel",
        "cancel",
        "refuse-meeting",
        "reject",
        "protest",
        "sanction",
        "expel",
        "withdraw",
        "cease",
        "exercise",
        "deploy",
        "accuse",
        "threaten",
        "warn",
    }
)
REACH = {"en": 140, "zh": 40}
"""How far, in characters, a cause may stand from the word that makes it one."""
STOP = re.compile("[,，;；:：]")
"""Over what follows one of these a reason does not reach."""
SAID_BEFORE = re.compile(r"\s(?:the|this|that|these|it)\b|[此这该其]")


def link(told: Sequence[Filled], before: Sequence[Filled], lang: str) -> None:
    """Sets the causes of the acts told in one sentence.

    ``before``: the acts of the sentence before it in the paragraph, for 为此 and "in response".
    """
    for effect in told:
        if effect.frame.mode in ANSWERS and effect.modality not in ("denied", "hypothetical"):
            cause = _named(effect, told, lang) or _pointed(effect, told, before, lang)
            if cause is not None:
                effect.causes.append(cause)


def _named(effect: Filled, told: Sequence[Filled], lang: str) -> Filled | None:
    """The act after "because of", "over", "after", 因; in Chinese that before 后，."""
    sentence = effect.sentence
    reach = REACH["en" if lang == "en" else "zh"]
    at = effect.frame.start
    words = cues(sentence, "cue-reason", sentence.start, sentence.end)
    then = cues(sentence, "cue-then", sentence.start, sentence.end)
    for word in words + then if lang == "en" else words:
        after = [one for one in told if one.frame.start >= word.end]
        if after and after[0] is not effect:
            between = sentence.text[
                word.end - sentence.start : after[0].frame.start - sentence.start
            ]
            if len(between) <= reach and not STOP.search(between):
                return after[0]
    if lang == "en":
        return None
    for word in then:
        clause = sentence.clauses[sentence.clause_at(word.start)]
        closes = clause.end - word.end <= 1  # 访台后，: the word ends its clause
        ahead = [o for o in told if clause.start <= o.frame.start < word.start]
        if closes and ahead and word.end <= at:
            return ahead[-1]
    return None


def _pointed(
    effect: Filled, told: Sequence[Filled], before: Sequence[Filled], lang: str
) -> Filled | None:
    """The act that 为此, "in response" or "led to" points back to."""
    sentence = effect.sentence
    clause = sentence.clauses[effect.clause]
    at = effect.frame.start
    for word in cues(sentence, "cue-result", sentence.start, sentence.end):
        near = clause.start <= word.start < clause.end
        if word.start > at and not (near and lang == "en"):
            continue
        ahead = [o for o in told if o is not effect and o.frame.start < min(word.start, at)]
        ahead = [o for o in ahead if not (o.frame.mode in ANSWERS and o.clause == effect.clause)]
        if ahead:
            return ahead[-1]
        if before:
            return before[-1]
    for word in cues(sentence, "cue-reason", sentence.start, sentence.end):
        # "because of the bombing": told before, here but named
        if SAID_BEFORE.match(sentence.text, word.end - sentence.start):
            ahead = [o for o in told if o is not effect and o.frame.start < min(word.start, at)]
            return (ahead or list(before))[-1] if ahead or before else None
    return None
