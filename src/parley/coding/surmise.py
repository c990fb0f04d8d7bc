"""The issue of an official's words that name none: what the text has been about, in English."""

from collections.abc import Sequence

import msgspec

from parley.coding.implied import AGAINST, FIRM, done, position
from parley.coding.liberal import HOLDS
from parley.coding.positions import Topic
from parley.coding.saying import Frame
from parley.coding.scan import Sentence
from parley.coding.trail import LEAST, weighed
from parley.coding.units import Reader, Taken, Unit, act_of, units

TALKS = frozenset({"communication", "personnel"})
LESS = 0.6  # times what talk weighs where somebody complains
WORDS = 4  # who says fewer words holds nothing


def surmised(
    reader: Reader,
    sentence: Sentence,
    said: Sequence[Frame],
    here: Sequence[Topic],
    taken: Sequence[Taken],
) -> list[Taken]:
    """What those hold who took no position on an issue that is named."""
    out: list[Taken] = []
    parties = {one.voice.party for one in taken}
    text = reader.scan.view.text
    for frame in said:
        if not frame.voice.counts or frame.voice.party in parties or done(frame):
            continue
        if frame.voice.name == "I":
            continue
        for unit in units(reader, sentence, frame):
            firm = unit.acts or unit.quoted
            if frame.own and not firm:
                continue
            if not (firm or not frame.plain or HOLDS.search(text, unit.start, unit.end)):
                continue
            if frame.act not in FIRM and len(text[unit.start : unit.end].split()) < WORDS:
                continue
            act, _ = act_of(frame, unit)
            issue = likeliest(reader, unit, here, act)
            if issue is None or act == "commit" or (frame.act == "urge" and issue in TALKS):
                continue  # to ask for a meeting, or to agree on one, is an event
            parties.add(frame.voice.party)
            out.append(position(reader, sentence, frame, unit, issue))
            break
    return out


def likeliest(reader: Reader, unit: Unit, here: Sequence[Topic], act: str) -> str | None:
    """The issue that weighs most: by words of the sentence, the question, the text before."""
    known = reader.known
    weights = weighed(reader, here, unit.start, unit.end)
    if act in AGAINST:
        for issue in TALKS & weights.keys():
            weights[issue] *= LESS
    best = max(weights, key=lambda issue: (weights[issue], known.issues[issue].rank), default=None)
    return best if best is not None and weights[best] >= LEAST else None


def meant(reader: Reader, unit: Unit, topic: Topic, act: str) -> Topic:
    """A topic that only words for talking name, or what the text has been about instead."""
    if reader.scan.lang != "en" or topic.issue not in TALKS or act == "deny":
        return topic
    issue = likeliest(reader, unit, unit.topics, act)
    return topic if issue is None else msgspec.structs.replace(topic, issue=issue)
