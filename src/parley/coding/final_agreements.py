"""What is agreed upon where verbs stand last: channels founded or taken up again, meetings set."""

import re
from collections.abc import Iterator

from parley.coding.final_verbs import LISTED, MEETING_AT, SUPPORT_REACH, done_by, governed, tells
from parley.coding.nouns import CHANNEL_CLASSES, NOUN, Frame, Noun
from parley.coding.scan import Sentence
from parley.coding.words import Rule, Word

FOUNDS: dict[str, tuple[str, str | None]] = {
    "v-resume": ("agree-to-resume", "agreed-to-resume"),
    "v-resume-east": ("agree-to-resume", "agreed-to-resume"),
    "v-establish": ("agree-to-establish", None),
    "v-establish-east": ("agree-to-establish", None),
    "v-lay-line": ("agree-to-establish", None),
}


PROMISED = ("一致", "約束", "取り決め")
WEAK = frozenset({"v-agree-on"})
"""Verbs of agreeing that tell an event only where a meeting or a channel is agreed upon."""


def _held(word: Word) -> bool:
    """Whether a verb tells that something was held: 会談が開かれ、…と申し合わせた."""
    return word.of("support") is not None and word.tail.passive


def _there(sentence: Sentence, word: Word) -> bool:
    """Whether a meeting is only where something was agreed: 開かれた会談で歩み寄った."""
    return word.of("noun") is not None and bool(AT.match(sentence.text, word.end - sentence.start))


AT = re.compile(r"(?:[（(][^（）()]{1,20}[）)])?(?:の席上|で、|では|で両|において)")


def _held_first(sentence: Sentence, word: Word) -> bool:
    """Whether a meeting was held at which something is agreed: 電話会談を行い、…で一致した."""
    at = done_by(word) - sentence.start
    if word.tail.has("next", "condition", "quote", "urged") or not JAPANESE.match(word.text[-1:]):
        return False
    return sentence.text[at : at + 1] in ("、", "，")


JAPANESE = re.compile("[ぁ-ん一-龠]")


def agreement(
    sentence: Sentence,
    word: Word,
    rule: Rule,
    teller: Word,
    things: list[Noun],
    told: list[tuple[Word, Rule, Word | None]],
    topic: Noun | None,
) -> Iterator[tuple[Frame, set[int]]]:
    """What is agreed upon, with the words that tell it.

    It stands before the agreeing verb, back to the last verb told as done.
    """
    number = sentence.clause_at(word.start)
    start = sentence.clauses[number].start
    for earlier in reversed(sentence.clauses[:number]):
        closing = [w for w in sentence.words if earlier.start <= w.start < earlier.end and tells(w)]
        if closing and closing[-1].tail.has("past", "negative", "condition"):
            break
        if not any(r.id in FOUNDS for w in closing for r, _ in w.rules if not _held(w)):
            break
        start = earlier.start
    inside = [
        (w, r, t)
        for w, r, t in told
        if start <= w.start < word.start
        and not r.agree
        and not (t and (t.tail.has("past") or (r.contact and t.tail.has("joined"))))
    ]
    held = {word.start}
    founded: list[Noun] = []
    for w, r, _ in inside:
        if r.id not in FOUNDS or w.tail.has("urged", "possible"):
            continue
        objects = governed(sentence, w, r, things, set(), topic)
        objects = [n for n in objects if n.classes & (CHANNEL_CLASSES | {"contact", "body"})]
        if objects:
            mode, effect = FOUNDS[r.id]
            founded += objects[-1:]
            yield (
                Frame(
                    mode,
                    word.start,
                    word.end,
                    rule,
                    tuple(objects[-1:]),
                    "agreed",
                    effect,
                    "agreed to",
                    told_by=teller,
                ),
                held | {w.start} | {n.start for n in objects},
            )
    clause = sentence.clauses[number]
    contacts = [
        n
        for n in things
        if clause.start <= n.start < word.start
        and not MEETING_AT.match(sentence.text, n.end - sentence.start)
        and (
            n.mode
            in (
                "talks",
                "meet",
                "call",
                "video-call",
                "summit",
                "visit",
                "exercise",
                "exercise-joint",
            )
            or (n.channel and "line" not in n.classes)
        )
    ]
    apart: set[int] = set()  # meetings of their own, at which something is agreed
    for noun in reversed(contacts):
        support = next(
            (
                w
                for w in sentence.words
                if noun.end <= w.start < word.start
                and w.start - noun.end <= SUPPORT_REACH
                and (light := w.of("support"))
                and not light.direct
            ),
            None,
        )
        itself = next((w for w, r, t in inside if w.start == noun.start and t is w), None)
        teller_inside = support or itself
        held_first = teller_inside is not None and _held_first(sentence, teller_inside)
        if held_first:
            apart |= {w.start for w, _, _ in inside if noun.start <= w.start < noun.end}
        if teller_inside is not None and not (teller_inside.tail.has("past") or held_first):
            yield (
                Frame(
                    noun.mode or "talks",
                    noun.start,
                    noun.end,
                    NOUN,
                    (noun, *([] if noun.channel else founded)),
                    "planned",
                    None,
                    "agreed to hold",
                    told_by=teller,
                ),
                held | {n.start for n in contacts} | ({teller_inside.start} if itself else set()),
            )
            for other in contacts:
                listed = LISTED.fullmatch(
                    sentence.text, other.end - sentence.start, noun.start - sentence.start
                )
                if listed and other.channel and noun.channel not in (None, other.channel):
                    yield (
                        Frame(
                            other.mode or "talks",
                            other.start,
                            other.end,
                            NOUN,
                            (other,),
                            "planned",
                            None,
                            "agreed to hold",
                            told_by=teller,
                        ),
                        held,
                    )
            return
    documents = [
        n for n in things if "document" in n.classes and clause.start <= n.start < word.start
    ]
    if founded or (rule.id in WEAK and not word.text.startswith(PROMISED)):
        return
    objects = documents[-1:]
    yield (
        Frame(
            "agree",
            word.start,
            word.end,
            rule,
            tuple(objects),
            None,
            None,
            "agreed",
            told_by=teller,
        ),
        held
        | {n.start for n in objects}
        | (
            {w.start for w, _, _ in inside if w.start not in apart and not _there(sentence, w)}
            if rule.id not in WEAK
            else set()
        ),
    )


def of_document(sentence: Sentence, teller: Word, things: list[Noun]) -> bool:
    """Whether what is founded is only what a document is for: 直通電話を引く取り決めを結んだ."""
    at = done_by(teller)
    return teller.tail.has("next") and any(
        "document" in n.classes and 0 <= n.start - at <= 3 for n in things
    )
