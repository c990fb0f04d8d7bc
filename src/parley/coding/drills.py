"""Exercises: those known by their name, and who holds one together with whom."""

import re

import msgspec

from parley.coding.nouns import Frame
from parley.coding.scan import Sentence
from parley.coding.slots import Around, Filled, State

WITH = re.compile(r"\b(?:with|alongside|together with)\s(?:(?:the|its|an?)\s)?$")


def named(sentence: Sentence, start: int) -> tuple[str, ...]:
    """Those who hold the exercise whose name stands at a view offset; empty for any other."""
    for word in sentence.by_pos.get("noun", ()):
        if word.start <= start < word.end:
            return next((rule.parties for rule, _ in word.rules if rule.parties), ())
    return ()


THIS = re.compile(r"(?:이번|이|그|해당|동) $|[이그]날 $")
"""Before a drill that was told of."""


def called(out: Filled, here: Around, state: State) -> None:
    """As ``held_by`` in Korean and Japanese; 이 훈련 has the parties of the one named last."""
    frame, sentence = out.frame, here.sentence
    start = frame.objects[0].start if frame.objects else frame.start
    known = named(sentence, start)
    state.drill = known or state.drill
    told = out.reasons.get("parties") == "named in the clause"
    if not known and THIS.search(sentence.text, 0, start - sentence.start):
        known = state.drill
    if known and not (told and len(out.parties) > 1):
        out.parties = tuple(sorted(known))
        out.reasons["parties"] = "those who hold what has this name"


def held_by(out: Filled, here: Around, lang: str) -> None:
    """Gives a named exercise its parties, and tells one that several hold from one party's own."""
    frame, sentence = out.frame, here.sentence
    start = frame.objects[0].start if frame.objects else frame.start
    known = named(sentence, start)
    told = out.reasons.get("parties") == "named in the clause" and bool(out.parties)
    if known and not (told and len(out.parties) > 1):
        out.parties = tuple(sorted({*known, *(out.parties if told else ())}))
        out.reasons["parties"] = "those who hold what has this name"
        return
    if lang != "en" or frame.mode != "exercise" or len(out.parties) < 2:
        return
    beside = any(
        figure.parties
        and figure.start >= frame.start
        and WITH.search(sentence.text, 0, figure.start - sentence.start)
        for figure in here.figures
    )
    if len(out.initiator) > 1 or beside:
        out.frame = msgspec.structs.replace(frame, mode="exercise-joint")


def with_somebody(frame: Frame, here: Around) -> bool:
    """Whether a drill is one with somebody: 米軍との訓練."""
    if frame.rule.pos != "noun" or here.lang != "ja":
        return False
    return any(
        (f.role == "with-of" and f.parties and 0 <= frame.start - f.after <= 12)
        or (len(f.parties) > 1 and f.role in ("of", "between") and 0 <= frame.start - f.end <= 6)
        for f in here.figures
    )
