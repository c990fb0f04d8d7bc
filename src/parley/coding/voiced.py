"""Whose words a sentence is that has no verb of saying: an answer, or a side's own text."""

import re

import msgspec

from parley.coding.figures import Figure
from parley.coding.positions import meaning
from parley.coding.saying import Frame, going_on, words_in
from parley.coding.speakers import Finder, Voice, of_figure, side

IF_EN = re.compile(r"\W*(?:Should|If|Had|Were|Unless|Whether)\b")
BLAMING = frozenset({"oppose", "warn"})
TOLD_EN = re.compile(r"\b(?:would|had to|ought to|must)\b")
"""In a report, the words of whoever spoke before."""


def without_verb(finder: Finder, start: int) -> list[Frame]:
    """Whose words a sentence is that has no verb of saying; empty where it is the text's own."""
    sentence, memory = finder.sentence, finder.memory
    text = finder.scan.view.text
    if finder.role.voice is not None:
        frame = going_on(finder.role.voice, start, sentence.end)
        return [msgspec.structs.replace(frame, answer=finder.role.part == "answer")]
    own = side(finder.scan)
    voice = memory.voice
    if jointly(finder, start):
        return []
    asked = any(meaning(word, "pred").act == "urge" for word in words_in(finder, start))
    quoted = [q for q in sentence.quotes if q.start <= start + 1 and q.end > start]
    near = memory.paragraph in (sentence.paragraph, sentence.paragraph - 1)
    if voice is not None and quoted and near:
        return [going_on(voice, start, sentence.end)]
    if own is None:
        going = voice is not None and voice.official and memory.paragraph == sentence.paragraph
        if (
            voice
            and finder.key == "en"
            and going
            and TOLD_EN.search(sentence.text)
            and not IF_EN.match(sentence.text)
        ):
            return [going_on(voice, start, sentence.end)]  # the drills would go on
        if voice is not None and finder.key == "zh" and going and goes_on(finder, start, voice):
            return [msgspec.structs.replace(going_on(voice, start, sentence.end), answer=False)]
        return []
    if any(
        meaning(w, "pred").act == "deny" and meaning(w, "pred").strong
        for w in words_in(finder, start)
    ):
        return [going_on(Voice("", own), start, sentence.end)]
    actor = first_subject(finder)
    if finder.key == "en" and denies(finder, start):
        return [going_on(Voice("", own), start, sentence.end)]
    other = actor is not None and actor.parties[0] != own
    if finder.key == "en" and other:
        return of_other(finder, start, own, actor)
    if finder.key == "zh":
        acts = {meaning(word, "pred").act for word in words_in(finder, start)}
        if "deny" in acts and not quoted:
            return [going_on(Voice("", own), start, sentence.end)]
        if "commit" in acts and actor is not None and actor.parties[0] != own:
            willing = [w for w in words_in(finder, start) if meaning(w, "pred").act == "commit"]
            doers = [f for f in finder.figures if f.end <= willing[0].start and f.acts]
            nearest = [f for f in doers if not finder.is_object(f)][-1:]
            for f in nearest:
                meant = of_figure(f, finder.scan, memory)
                if meant is not None and meant.party == own:
                    return [going_on(meant, start, sentence.end)]
        if acts & BLAMING and actor is not None and actor.parties[0] != own:
            going = memory.paragraph == sentence.paragraph and voice is not None
            ours = voice if going and voice is not None and voice.party == own else Voice("", own)
            return [going_on(ours, start, sentence.end)]  # 对方派舰坐滩，严重侵犯主权
    if actor is not None and asked and actor.parties[0] != own:
        speaking = voice if voice is not None and memory.paragraph == sentence.paragraph else None
        if speaking is None or speaking.party == actor.parties[0]:
            speaking = Voice("", own)
        return [going_on(speaking, start, sentence.end)]
    if actor is not None:
        who = Voice(text[actor.start : actor.end], actor.parties[0], actor.entity)
        elsewhere = voice is None or memory.paragraph != sentence.paragraph
        if voice is None or elsewhere or who.party == voice.party or finder.key == "en":
            return [going_on(who, start, sentence.end)]
        return [going_on(voice if voice.official else who, start, sentence.end)]
    if voice is not None and memory.paragraph == sentence.paragraph:
        return [going_on(voice, start, sentence.end)]
    if finder.key == "en":
        return [going_on(Voice("", own), start, sentence.end)]
    return []


def goes_on(finder: Finder, start: int, voice: Voice) -> bool:
    """Whether a sentence of a Chinese report goes on with what somebody said in the one before.

    It calls on others, blames or threatens them, and tells of no dated act of its own.
    """
    sentence = finder.sentence
    if sentence.dates or finder.words.of("private", start, sentence.end):
        return False
    if any(q.start < start for q in sentence.quotes) or TOLD_ZH.search(sentence.text):
        return False
    acts = {meaning(word, "pred").act for word in words_in(finder, start)}
    actor = first_subject(finder)
    if actor is None:
        return bool(acts & {"urge"})
    if actor.parties[0] == voice.party:
        return bool(acts & {"commit", "warn", "urge"})
    return bool(acts & {"urge", "oppose", "warn"})


TOLD_ZH = re.compile("报[道导]|据|此前|随后|目前|同日|当天|昨|今天|[了过]。")
"""In a sentence of a report's own."""


def of_other(finder: Finder, start: int, own: str, actor: Figure | None) -> list[Frame]:
    """What a side's text says of another: its willingness is its own, all else is the text's."""
    text, memory = finder.scan.view.text, finder.memory
    words = words_in(finder, start)
    acts = {meaning(word, "pred").act for word in words}
    assert actor is not None
    voice = Voice(text[actor.start : actor.end], actor.parties[0], actor.entity)
    going = memory.voice if memory.paragraph == finder.sentence.paragraph else None
    if "commit" in acts and actor.end <= words[0].start:
        return [going_on(voice, start, finder.sentence.end)]
    if going is not None and going.official:
        return [going_on(going, start, finder.sentence.end)]
    return [going_on(Voice("", own), start, finder.sentence.end)]


def denies(finder: Finder, start: int) -> bool:
    """Whether a sentence without a verb of saying denies something outright."""
    found = [meaning(word, "pred") for word in words_in(finder, start)]
    return any(cue.act == "deny" and cue.strong for cue in found)


def jointly(finder: Finder, start: int) -> bool:
    """Whether both sides are the subject, and nobody says what they ought to do."""
    acting = [f for f in finder.figures if f.acts and not finder.is_object(f)]
    if not acting or acting[0].kind != "both":
        return False
    acts = {meaning(word, "pred").act for word in words_in(finder, start)}
    if finder.key == "en" and acting[0].end - acting[0].start == len("they"):
        return "commit" in acts  # but "they raise tensions" is of others
    return "urge" not in acts


def first_subject(finder: Finder) -> Figure | None:
    """The first figure that acts for one party."""
    for figure in finder.figures:
        if figure.acts and len(figure.parties) == 1 and not finder.is_object(figure):
            return figure
    return None
