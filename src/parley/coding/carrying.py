"""Who a sentence is about and who spoke in it, kept for the sentences that follow."""

import re
from collections.abc import Sequence

from parley.coding.figures import Figure
from parley.coding.saying import Frame
from parley.coding.scan import Sentence
from parley.coding.speakers import Voice, of_figure, side
from parley.coding.units import Reader

BENEATH = re.compile(r"[a-z] (?:after|before|when|since|once|until|because|than) (?:the |then-)?$")
"""Within a sentence, before the subject of a clause that only tells when or why."""


def subject(reader: Reader, who: Sequence[Figure], said: Sequence[Frame]) -> None:
    """Keeps who the sentence is about, for the pronouns of the next."""
    spoken = [frame.voice for frame in said if not frame.own and frame.voice.counts]
    if spoken:
        reader.memory.subject = reader.memory.person = spoken[-1]
        return
    for figure in who:
        if figure.kind in ("person", "office") and figure.acts and not figure.target:
            if beneath(reader, figure):
                continue
            person = of_figure(figure, reader.scan, reader.memory)
            if person is not None:
                reader.memory.person = person
            break
    whose = bool(who) and (len(who[0].parties) == 1 or unowned(reader, who[0]))
    if whose and who[0].acts and not who[0].target and not beneath(reader, who[0]):
        voice = of_figure(who[0], reader.scan, reader.memory)
        if voice is not None:
            reader.memory.subject = voice


def beneath(reader: Reader, figure: Figure) -> bool:
    """Whether somebody is only named in a clause of time: a day after the president flew."""
    if reader.scan.lang != "en":
        return False
    before = reader.scan.view.text[max(0, figure.start - 24) : figure.start]
    return BENEATH.search(before) is not None


def unowned(reader: Reader, figure: Figure) -> bool:
    """Whether an English office without a party is that of the text's own side."""
    own = reader.scan.lang == "en" and side(reader.scan) is not None
    return own and figure.kind == "office" and not figure.parties and not figure.name


def outer(reader: Reader, spoken: Sequence[Frame]) -> Voice:
    """Whose words a text goes on with: in Chinese, those of who reports what others have said."""
    first, last = spoken[0], spoken[-1]
    if not reader.scan.lang.startswith("zh") or first.verb is None or last.verb is None:
        return last.voice
    text = reader.scan.view.text
    between = text[first.verb.end : last.verb.start]
    reports = first.plain and first.voice.counts and between.startswith("，")
    return first.voice if reports and not TURN_ZH.search(between) else last.voice


TURN_ZH = re.compile("[；。”」]|，[^，]{0,24}(?:则|也|亦|回应|反驳|反呛)")
"""Between two who speak in turn."""


def remember(reader: Reader, sentence: Sentence, said: Sequence[Frame]) -> None:
    """Keeps who spoke, for sentences that go on."""
    memory = reader.memory
    spoken = [frame for frame in said if not frame.own]
    if spoken:
        memory.voice = outer(reader, spoken)
        memory.paragraph = sentence.paragraph
    elif said:
        memory.paragraph = sentence.paragraph
