"""What is held in English where no word says so: what somebody reports, and what a side asserts."""

import re
from collections.abc import Sequence

from parley.coding.positions import Topic
from parley.coding.saying import Frame
from parley.coding.scan import Sentence
from parley.coding.units import Reader, Unit

HOLDS = re.compile(
    r"(?i)\b(?:(?:will|would)(?= (?:not|never|always|continue|keep|remain|stay|go on|defend"
    r"|respond|answer|neither))"
    r"|won't|should|must|cannot|can't|needs?|ought|never|neither|nor|not|no"
    r"|nothing|nobody|none|always|ready|willing|prepared|free|entirely|only|alone|wrong|right|true|too"
    r"|wants?|wanted|hopes?|hoped|whoever|anyone|any|every)\b|n't\b"
)
"""Words by which somebody holds something rather than tells it."""
HELD = re.compile(HOLDS.pattern + r"|(?i:\b(?:would|will)\b)")
"""The same with what is promised: a second thing said with one verb is held as the first is."""
PRESENT = re.compile(
    r"(?i)\b(?:is|are|has|have|does|do|can|cannot"
    r"|(?:will|would)(?= (?:not|never|always|continue|keep|remain|stay|go on))"
    r"|must|should|needs?|ought|remains?|poses?|stands?|means?|belongs?|prevents?|threatens?|serves?)\b"
    r"|n't\b|\b(?:we|they|forces|countries|ships|allies) (?:all )?[a-z]+(?<!ed)\b"
)
"""A finite verb of the present: an act in the past is told, not held."""
YEAR = re.compile(r"(?i)(?:in |of |since )?\d{4}")
FIGURES = re.compile(r"\d")
TIMED = re.compile(
    r"(?i)\b(?:today|tonight|tomorrow|yesterday|this (?:morning|afternoon|evening|week|month|year)"
    r"|(?:last|next) \w+|ago|earlier|before long|as we speak"
    r"|is (?:sending|visiting|travelling|traveling|hosting))\b"
)
"""Words by which an act is told."""
THAT = re.compile(r"\bthat\s")
WHEN = 48  # characters in which it is told to whom and when something was said
ASKED = re.compile(r"(?i)\W*(?:when )?asked (?:if|whether|about|why|how)\b")


def told(reader: Reader, sentence: Sentence, frame: Frame, unit: Unit, topic: Topic) -> bool:
    """Whether what a plain verb of saying brings is held: it is no mere report of a dated act."""
    if reader.scan.lang != "en" or frame.verb is None or topic.kind == "weak":
        return False
    text = reader.scan.view.text
    if ASKED.match(text, unit.start):
        return False
    if HOLDS.search(text, unit.start, unit.end):
        return True
    start = unit.start
    that = THAT.search(text, start, min(unit.end, start + WHEN))
    if that is not None:
        start = that.end()  # told parliament on 3 December that …
    return not any(start <= d.start < unit.end for d in sentence.dates) and not FIGURES.search(
        text, start, unit.end
    )


def asserts(reader: Reader, sentence: Sentence, frame: Frame, unit: Unit, topic: Topic) -> bool:
    """Whether a side's own text asserts something: it has an issue and a verb of the present."""
    if reader.scan.lang != "en" or not frame.own or topic.kind == "weak":
        return False
    return present(reader.scan.view.text, sentence, unit)


def present(text: str, sentence: Sentence, unit: Unit) -> bool:
    """Whether a stretch tells how things are, and no dated act."""
    if any(
        d.start >= unit.start and not YEAR.fullmatch(text, d.start, d.end) for d in sentence.dates
    ):
        return False
    if TIMED.search(text, unit.start, unit.end):
        return False
    return PRESENT.search(text, unit.start, unit.end) is not None


def weakly(reader: Reader, frame: Frame, unit: Unit, weak: Sequence[Topic]) -> bool:
    """Whether a place named in what somebody says is what it is about: Taiwan had not come up."""
    if reader.scan.lang != "en":
        return False
    if unit.later and frame.verb is not None and not frame.own and frame.act != "urge":
        return HELD.search(reader.scan.view.text, unit.start, unit.end) is not None
    if not frame.plain:
        return False
    known = reader.known.issues
    if frame.own:
        return bool(unit.acts) and any(known[t.issue].theatre for t in weak)
    return any(known[t.issue].theatre for t in weak) and (
        HOLDS.search(reader.scan.view.text, unit.start, unit.end) is not None
    )
