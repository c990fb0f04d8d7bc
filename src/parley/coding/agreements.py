"""What is agreed upon: to meet, to resume, to found, or a document."""

import re

from parley.coding.modality import cues
from parley.coding.nouns import CHANNEL_CLASSES, NOUN, Frame, Noun
from parley.coding.scan import Sentence
from parley.coding.words import Rule, Word

DRILLS = frozenset({"exercise", "exercise-joint", "patrol"})
HELD = DRILLS | {"talks", "meet", "call", "video-call", "summit", "visit"}
"""What two sides may agree to hold."""
AGREED_TO = re.compile(
    r"(?: (?:in|on|last|this|earlier)\s[A-Z\d][\w,]*(?:\s\d+)*)?"
    r" (?:to|on|that|upon|last|this|in principle|with|with \w+ (?:\w+ )?to)\b"
)
REACHED = ("达成", "达成了")
"""Reached, without a word for what."""
APART = re.compile(r",? and (?:also )?to\s")
DIRECT = re.compile(
    r"(?i)(?:\s(?:on|to|upon|in principle|a|an|another|the|further|more|regular|new|next|annual"
    r"|their|holding|having|hold|meet|continue|continuing|keep|keeping|conduct|start|starting|begin|launch"
    r"|convene|schedule|exchange|host|follow-up|early|[\w-]*(?:th|st|nd|rd|level|way)|second|third"
    r"|first|\w*al))*\s?[\"“]?"
)
"""Between agreeing and the talks agreed upon, where the talks themselves are what is agreed."""


AGREED_TO_HOLD = "agreed to hold"
RESUMING = frozenset({"v-resume", "v-resume-said", "v-back-plain", "v-back-on-rails"})
"""Verbs for what is agreed to be taken up again."""
FOUNDING = frozenset({"v-establish", "v-establish-said", "v-build-channel"})
"""Verbs for what is agreed to be made."""
LISTED = re.compile("(?:、|和|与|及|以及|，并|，以及)[\u4e00-\u9fff]{1,10}")
"""Between one of the talks agreed upon and the next."""


def listed(contacts: list[Noun], sentence: Sentence) -> list[Noun]:
    """The talks that a Chinese sentence lists as agreed upon; the last one where it lists none."""
    out = contacts[-1:]
    for noun in reversed(contacts[:-1]):
        offset = sentence.start
        if not LISTED.fullmatch(sentence.text, noun.end - offset, out[0].start - offset):
            break
        out.insert(0, noun)
    return out


def agreement(
    sentence: Sentence,
    word: Word,
    rule: Rule,
    things: list[Noun],
    told: list[tuple[Word, Rule, str]],
    lang: str,
    topic: Noun | None,
) -> tuple[Frame, set[int]] | None:
    """What is agreed upon after (or, before 达成协议, ahead of) the agreeing verb."""
    number = sentence.clause_at(word.start)
    clause = sentence.clauses[number]
    later = [w for w, r, _ in told if r.agree and w.start > word.start]
    stop = later[0].start if later else sentence.end
    if lang == "en":
        stop = min(stop, word.end + 160)
    else:
        # what is agreed reaches over the commas of a list, not into a clause with its own subject
        stop = min(
            stop,
            clause.end if number + 1 >= len(sentence.clauses) else sentence.clauses[number + 1].end,
        )
        later_on = any(0 <= d.start - clause.end <= 2 for d in sentence.dates)
        if later_on and clause.end - word.end > 2:
            stop = min(stop, clause.end)  # 商定…，次年2月签署: a later act
    if lang == "en":  # "agreed to X, and to hold talks in May": the talks are told apart
        rest = APART.search(sentence.text, word.end - sentence.start, stop - sentence.start)
        stop = rest.start() + sentence.start if rest else stop
    ahead = [(w, r) for w, r, _ in told if word.end <= w.start < stop and not r.agree]
    behind = [(w, r) for w, r, _ in told if clause.start <= w.start < word.start and not r.agree]
    inside = {w.start for w, _ in ahead} | {word.start}

    after = sentence.text[word.end - sentence.start :]
    if (
        lang == "en"
        and not word.text.startswith(("reach", "strike", "struck"))
        and not AGREED_TO.match(after if not word.text.endswith((" to", " on")) else " to")
    ):
        if topic is not None and topic.classes & CHANNEL_CLASSES and word.start - clause.start <= 3:
            # "Agreed in 2007, the line …": what was spoken of before
            return Frame(
                "agree-to-establish", word.start, word.end, rule, (topic,), "agreed", None, "agreed"
            ), {word.start}
        return None

    def governs(w: Word) -> list[Noun]:
        return [
            n
            for n in things
            if n.start >= w.end
            and n.start - w.end <= 60
            and (lang == "en" or n.start < stop)
            and n.classes & (CHANNEL_CLASSES | {"contact", "body"})
        ]

    for w, r in (*ahead, *behind):
        if r.id in RESUMING and (found := governs(w)):
            return Frame(
                "agree-to-resume",
                word.start,
                word.end,
                rule,
                tuple(found[:1]),
                "agreed",
                "agreed-to-resume",
                "agreed to resume",
            ), inside | {w.start} | {n.start for n in found}
        if r.id in FOUNDING and (found := governs(w)):
            return Frame(
                "agree-to-establish",
                word.start,
                word.end,
                rule,
                tuple(found[:1]),
                "agreed",
                None,
                "agreed to establish",
            ), inside | {w.start} | {n.start for n in found}
    if word.text.startswith("达成"):  # 就…达成协议: all before it is what was agreed
        inside |= {w.start for w, _ in behind} | {
            n.start for n in things if clause.start <= n.start < word.start
        }
    contacts = [
        n
        for n in things
        if word.end <= n.start < stop
        and ((n.mode in HELD and (lang != "en" or n.mode not in DRILLS)) or n.channel)
        and not sentence.text.startswith("的", n.end - sentence.start)
    ]
    supports = cues(sentence, "support", word.end, stop)
    direct = (
        lang == "en"
        and bool(contacts)
        and (
            DIRECT.fullmatch(
                sentence.text, word.end - sentence.start, contacts[0].start - sentence.start
            )
        )
    )
    if (
        contacts
        and not word.text.startswith(("达成", "reach", "struck", "strike"))
        and (supports or direct or (lang != "en" and not ahead and contacts[-1].mode))
    ):
        if lang == "en":
            several = contacts[:1]
        else:
            near = [n for n in contacts if n.start < clause.end and n.mode] or contacts
            several = listed(near, sentence)
        noun = several[0]
        return Frame(
            noun.mode or "talks",
            noun.start,
            noun.end,
            NOUN,
            tuple(several),
            "planned",
            None,
            AGREED_TO_HOLD,
        ), inside | {n.start for n in contacts}
    documents = [
        n
        for n in things
        if "document" in n.classes
        and min(abs(n.start - word.end), abs(word.start - n.end)) <= 60
        and clause.start <= n.start < clause.end
    ]
    if (
        word.text.startswith(("达成", "reach", "struck", "strike"))
        and not documents
        and (lang == "en" or word.text in REACHED)
    ):
        return None
    if word.text.startswith("决定"):
        return None
    return Frame("agree", word.start, word.end, rule, tuple(documents[:1]), None, None, "agreed"), (
        inside if word.text.startswith("达成") else {word.start}
    ) | {n.start for n in documents}
