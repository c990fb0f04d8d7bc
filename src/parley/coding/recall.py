"""Which channel "the talks", "its working group", "they resumed", 该机制 point back to."""

import re
from collections.abc import Sequence

from parley.coding.nouns import CHANNEL_CLASSES, Noun
from parley.coding.scan import Sentence
from parley.coding.slots import CONTACT, Around, Filled, State
from parley.lexicon import Lexicon

KEPT = 6
POINTS_BACK = {
    "en": re.compile(
        r"(?i)\b(?:the|its|their|this|that|these|those|both)"
        r"(?:\s(?!(?:for|of|on|to|in|at|with|from)\b)[\w-]+){0,2}\s*$"
    ),
    "ja": re.compile(r"(?:同|この|その|これらの|両|次回|前回|今回|初の?)[^、。]{0,6}$"),
    "ko": re.compile(
        r"(?:이|그|해당|동|이번|위) [^,]{0,6}$|(?:제 ?)?[0-9]{1,2}차 $|(?:다음|차기|지난번|첫) $"
    ),
    "zh": re.compile(r"(?:该|此|这|上述|其|两个|这一|这条|本)[\u4e00-\u9fff]{0,4}$"),
}
ANOTHER_ROUND = re.compile(
    r"(?i)\b(?:a|an|the)?\s*(?:second|third|fourth|fifth|further|new|next|another|last|latest"
    r"|\d+(?:st|nd|rd|th))\s*$|(?:新一|下一|首|又一|第[一二三四五六七八九十\d]+)轮?$"
)
REFERS = CHANNEL_CLASSES | {"contact", "document", "body"}


def keep(sentence: Sentence, told: Sequence[Filled], lexicon: Lexicon, state: State) -> None:
    """Keeps the channels spoken of in a sentence, the latest first."""
    named = [h.id for h in sentence.entities if h.kind == "channel"]
    if len(state.focus) == 2:
        for hit in sentence.entities:
            if hit.kind == "generic":
                meant = lexicon.channel_for(state.focus, hit.id)
                named += [meant] if meant else []
    named += [f.channel for f in told if f.channel]
    for name in named:
        if len(lexicon.channels[name].parties) < 2:
            continue  # a forum is where, not through what
        if name in state.here:
            state.here.remove(name)
        state.here.insert(0, name)
        if name in state.channels:
            state.channels.remove(name)
        state.channels.insert(0, name)
    del state.channels[KEPT:]


NEAR = 300
"""Characters before a verb within which its subject stands, however long the clause."""


def recalled(
    out: Filled, here: Around, found: set[str], lexicon: Lexicon, state: State, lang: str
) -> str | None:
    """The channel spoken of before that a frame's noun points back to, for the parties found."""
    if out.channel is not None or not state.channels:
        return None
    frame, sentence = out.frame, here.sentence
    offices = [
        f.office for f in here.figures if f.office and sentence.clause_at(f.start) == out.clause
    ]
    clause = sentence.clauses[out.clause]
    beside = [n for n in here.nouns if clause.start <= n.start < clause.end]
    through = lang.startswith("zh") and any(
        "line" in n.classes and points_back(n, sentence, lang) for n in beside
    )
    if (
        not through
        and frame.mode in CONTACT
        and any(lexicon.channel_for(state.focus, o) for o in offices)
    ):
        return None  # those who met say through which channel
    subjects = [n for n in beside if frame.start - NEAR <= n.start < n.end <= frame.start]
    if lang.startswith("zh") and any(
        h.kind == "channel" and clause.start <= h.start < clause.end for h in sentence.entities
    ):
        return None  # it is named
    for noun in (*frame.objects, *(n for n in subjects if points_back(n, sentence, lang))):
        carried = not sentence.start <= noun.start < sentence.end or noun is state.topic
        if noun.channel and not noun.generic:
            return None
        if not noun.classes & REFERS or not (carried or points_back(noun, sentence, lang)):
            continue
        if lang == "en" and state.sides and state.opening is not None:
            found = found | set(state.opening.parties)  # "The Ministers … the fourth meeting"
        own = noun.generic and noun.channel and lexicon.channel_for(state.focus, noun.channel)
        loose = lang == "en" and not found and not (is_line(noun) or "channel" in noun.classes)
        theirs = set(state.focus) if loose else found  # "the series": that of the pair spoken of
        fitting = [
            name
            for name in state.channels
            if theirs <= set(lexicon.channels[name].parties)
            and (not own or called(name, noun, lexicon))
            and (lang not in ("ja", "ko") or leaders(name, lexicon) == (noun.mode == "summit"))
            and is_line(noun) == (lexicon.channels[name].level == "hotline")
        ]
        if fitting:
            return next((n for n in fitting if called(n, noun, lexicon)), fitting[0])
    return None


def points_back(noun: Noun, sentence: Sentence, lang: str) -> bool:
    """Whether a noun is told as known, or as one more of its kind."""
    before = sentence.text[max(0, noun.start - sentence.start - 30) : noun.start - sentence.start]
    known = POINTS_BACK.get(lang, POINTS_BACK["zh"]).search(before)
    return bool(known or ANOTHER_ROUND.search(before))


def leaders(name: str, lexicon: Lexicon) -> bool:
    """Whether a channel is one of leaders, whose meetings are summits."""
    return lexicon.channels[name].level == "leader"


def is_line(noun: Noun) -> bool:
    """Whether a noun means a telephone line rather than talks: the line, the calls over it."""
    lines = ("hotline", "communication-lines")
    return "line" in noun.classes or noun.mode == "call" or noun.channel in lines


def called(name: str, noun: Noun, lexicon: Lexicon) -> bool:
    """Whether a channel goes by the general word of the noun."""
    word = noun.channel or ("hotline" if is_line(noun) else "")
    return bool(word) and lexicon.channel_for(lexicon.channels[name].parties, word) == name
