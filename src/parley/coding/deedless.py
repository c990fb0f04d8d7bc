"""English sentences that tell an act with a word by which one might also take a position."""

import re

from parley.coding.saying import Frame
from parley.coding.scan import Sentence

AGREED = re.compile(
    r"\b(?:both (?:sides|countries|governments)|the (?:two|three|four)(?: \w+)?|they|[Ii]t was"
    r"|we(?: both)?|leaders|ministers|presidents|sides)(?: (?:have|had|has|also|further|then|again"
    r"|\w+ly))* agreed\b(?: \w+ \w+)? (?:to|that|on)\b"
)
"""Both agree on something to be done: an event."""
ASKED_FOR = re.compile(
    r"\s?(?:for )?(?:(?:an?|the|another|its|his|her|further|more|early|fresh|bilateral|second"
    r"|direct|urgent|emergency|formal|leaders?['’]?|phone|new) )*"
    r"(?:session|meeting|talks|call|visit|round|appointment|conversation|audience|hearing|briefing)s?\b"
)
"""After a verb of asking: a meeting is asked for."""
IDIOM = re.compile(
    r"\s(?:yes|no(?=[,.;:]| to\b)|nothing|little|goodbye|farewell|hello|so|as much|a few words)\b"
)
"""After to say: what holds nothing by itself."""
UNREAL = re.compile(r"\W*Had (?:there|it|the|he|she|they|[A-Z])\w*\b")
"""What would have been."""


def only_told(text: str, sentence: Sentence, frame: Frame) -> bool:
    """Whether what a frame brings is no position: an agreement, an invitation, an idiom."""
    if UNREAL.match(text, sentence.start):
        return True
    if frame.verb is None:
        return frame.own and AGREED.search(text, frame.start, frame.end) is not None
    end = frame.verb.end
    if frame.act == "urge" and ASKED_FOR.match(text, end):
        return True
    if IDIOM.match(text, end) and frame.verb.text.split()[-1] in ("say", "said", "says", "saying"):
        return not text.startswith(":", end)
    return False
