"""Whose view an English sentence tells without a verb of saying: in its eyes, or after a colon."""

import re

from parley.coding.saying import Frame
from parley.coding.scan import Sentence
from parley.coding.speakers import Finder, Voice, of_figure

LED = re.compile(r"\W*(?:And |But |Yet |So )?(?:(For|To)|In|By|As|On|From) (?:the )?$")
VIEW = re.compile(
    r"(?:['’]s?)?(?: own| official)? (?:eyes|view|telling|account|words|book|reckoning|version"
    r"|reading|mind|opinion|thinking|logic|judge?ment|perspective|standpoint|calculus|estimation"
    r"|case)\b,?"
    r"|(?: and \w+)? (?:sees?|saw|tells?|told|puts?|put|has|had|would have) it,"
)
SENT = re.compile(
    r"(?i)\b(?:line|message|word|answer|reply|response|signal|verdict|view|position|complaint"
    r"|argument|theory|refrain|story|version|signals|demand|warning|charge)s?"
    r" (?:from|in|out of|of|coming from|heard in) (?:the )?$"
)
OWNED = re.compile(
    r"['’]s? (?:\w+ )?(?:reply|answer|response|line|position|view|argument|message|complaint"
    r"|demand|contention|claim|case|version|explanation|stance|retort|theory|warning|condition"
    r"|offer|verdict|charge|logic)"
    r"(?:,[^,]{1,30},)? (?:to \w+ )?"
    r"(?:is|was|has been|had been|remains|remained|runs|ran|goes|went)"
    r"(?: that|:)?\s"
)
"""After whoever's words follow: Tokyo's reply, again, was that …"""
IS = re.compile(
    r" (?:is|was|has been|had been|remains|remained|,)\s?"
    r"(?:simple|clear|blunt|plain)?:?(?: that\b)?"
)
PUT = re.compile(
    r"(?i)\b(?:differently|blunt|blunter|bluntly|plain|plainly|plainer|clear|clearer|clearly|candid"
    r"|frank|simple|simply|messages?|answer|reply|line|view|theory|case|argument|position|stance"
    r"|conditions?|demands?|complaint|verdict|warning|note|tone|words?|point|reason|reasons|terms"
    r"|response|retort|explanation|version|account|request|put it|firm|brief|short|curt|unmoved"
    r"|adamant|direct|insistent|unimpressed|unequivocal|familiar|same|logic|reasoning|offer)\b"
)
"""Before a colon, a word for what is said or how."""
COLON = re.compile(r":\s+(?=\S)")
QUOTES = '“"‘'
MOST = 20  # words before a colon


def opened(finder: Finder, start: int) -> list[Frame]:
    """What a sentence tells as somebody's view from its first words on."""
    text, sentence = finder.scan.view.text, finder.sentence
    for figure in finder.figures[:2]:
        if len(figure.parties) != 1 or figure.kind not in ("actor", "office", "person"):
            continue
        at = VIEW.match(text, figure.end)
        comma = text.startswith(",", figure.end)
        before = LED.match(text, start, figure.start) if at or comma else None
        if before and (at or before[1]):
            end = at.end() if at else figure.end + 1
            return frame(of_figure(figure, finder.scan, finder.memory), end, sentence.end)
        owned = OWNED.match(text, figure.end) if figure.start - start <= 12 else None
        if owned:
            voice = of_figure(figure, finder.scan, finder.memory)
            return frame(voice, owned.end(), sentence.end)
        isat = IS.match(text, figure.end)
        if isat and SENT.search(text, start, figure.start):
            voice = of_figure(figure, finder.scan, finder.memory)
            return frame(voice, isat.end(), sentence.end)
    return []


def frame(voice: Voice | None, start: int, end: int) -> list[Frame]:
    """Something held, without a verb of saying."""
    if voice is None:
        return []
    return [Frame(voice, "assert", 2, False, False, False, None, start, end)]


def after_colon(finder: Finder, start: int, sentence: Sentence) -> list[Frame]:
    """What stands after a colon, of whoever is told before it to have said something."""
    text = finder.scan.view.text
    colon = COLON.search(text, start, sentence.end)
    if colon is None or any(q.start <= colon.start() < q.end for q in sentence.quotes):
        return []
    if len(text[start : colon.start()].split()) > MOST:
        return []
    if not PUT.search(text, start, colon.start()) and text[colon.end()] not in QUOTES:
        return []
    voice = finder.before(start, colon.start())
    return frame(voice, colon.end(), sentence.end) if voice is not None and voice.counts else []
