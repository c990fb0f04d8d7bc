"""The issue of what is said in English, Chinese or Japanese without a term that names one."""

import re

from parley.coding.implied import FIRM, done
from parley.coding.positions import Topic, wide_topics
from parley.coding.saying import Frame
from parley.coding.units import Reader, Unit

HOLDS = re.compile(
    r"(?i)\b(?:would|will|won't|should|must|cannot|can't|could|needs?|ought|never|not|no|nothing|nobody"
    r"|always|ready|willing|prepared|free|entirely|only|alone|wrong|right|true|too)\b|n't\b"
)
"""Words by which somebody holds something rather than tells it."""
HOLDS_ZH = re.compile(
    r"[应须会能愿不没无未只必]|绝|永远|始终|一直|从来|需要|准备|有权|自由|错|正当|合法|合乎|符合|令人|太"
)
HOLDS_JA = re.compile(
    r"べき|ねばな|なければなら|必要|できな|しない|させない|ありませ|ない(?:と|。|」|』)|続け|当然|正当|不当|合法|違法"
    r"|責任|自由|権利|用意|決して|常に|全く|だけ|断固|断じて"
)
MEETS = frozenset({"communication"})
"""To ask for a meeting, or to tell of one, is an event."""


def widely(reader: Reader, frame: Frame, unit: Unit, act: str) -> Topic | None:
    """The issue that common words name, where a side holds something and names none by a term.

    Of several, the one that the text has been about; else the most specific.
    """
    if reader.scan.lang == "ko" or frame.verb is None or done(frame):
        return None
    found = wide_topics(reader.scan.view.text, unit.start, unit.end, reader.known)
    if not found:
        return None
    focus = reader.focus
    spoken = [*focus.recent, *focus.last, *focus.question, *focus.named]
    about = {t.issue for t in spoken if t.kind != "weak"}
    japanese = reader.rules is not None
    reports = japanese and frame.plain and act == "assert" and not unit.quoted
    if reports or not holds(reader, frame, unit):
        found = [t for t in found if t.issue in about]
    here = {reader.focus.theatre, *about}
    eastern = reader.scan.lang != "en"
    if eastern and about and act in FIRM:
        found = [t for t in found if t.issue in here]  # else what was spoken of before
    if eastern and act == "assert" and frame.plain:
        found = [t for t in found if not reader.known.issues[t.issue].theatre]
    found = [
        t
        for t in found
        if not reader.known.issues[t.issue].theatre
        or likely(reader, t.issue, here)
        or sum(o.issue == t.issue for o in found) > 1
    ]
    calls = act == "urge" or (japanese and act in FIRM)
    if calls or not (unit.acts or not frame.plain):
        found = [t for t in found if t.issue not in MEETS]
    return max(
        found,
        key=lambda t: (t.issue in about and t.issue not in MEETS, t.rank, -t.start),
        default=None,
    )


def likely(reader: Reader, issue: str, about: set[str | None]) -> bool:
    """Whether a text may speak of a theatre: it has, or it is about the two whose it is."""
    return issue in about or set(reader.memory.pair) in reader.known.issues[issue].pairs


def holds(reader: Reader, frame: Frame, unit: Unit) -> bool:
    """Whether what is said is a position and no mere report."""
    eastern = reader.scan.lang != "en"
    acts = [act for act, _ in unit.acts if act in FIRM or not eastern]
    if not frame.plain or acts or unit.quoted or unit.later:
        return True
    words = HOLDS_JA if reader.rules is not None else HOLDS_ZH if eastern else HOLDS
    return words.search(reader.scan.view.text, unit.start, unit.end) is not None
