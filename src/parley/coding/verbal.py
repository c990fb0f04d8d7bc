"""When a Chinese word tells an act: what stands around it, and what goes without naming."""

from parley.coding.nouns import Noun
from parley.coding.realising import AT_THE_TIME
from parley.coding.scan import Sentence
from parley.coding.words import Rule, Word


def implied(word: Word, rule: Rule) -> Noun:
    """The channel that a verb has in it: 断线 tells of a line without naming one."""
    classes = frozenset({"line", "channel"} if rule.implies == "hotline" else {"channel"})
    return Noun(word.start, word.end, classes, None, rule.implies, True)


def line_before(
    sentence: Sentence, word: Word, things: list[Noun], topic: Noun | None
) -> list[Noun]:
    """The line that nobody answered: named earlier in the sentence, else the one spoken of."""
    lines = [n for n in things if n.end <= word.start and "line" in n.classes]
    if not lines and topic is not None and "line" in topic.classes:
        lines = [topic]
    return lines[-1:]


SOMEBODY = frozenset({"person", "surname", "office"})
VISITING = ("来", "到访", "前来", "正在", "率团")
"""After a verb of receiving, before whom: 会见来访的…参谋长."""
COMITATIVE = ("与", "和", "同", "跟", "及")


def verbal(sentence: Sentence, word: Word, rule: Rule) -> bool:
    """Whether a Chinese contact word is a verb here: somebody does it with somebody.

    会谈 is a noun in 军事会谈 and a verb in 双方会谈; words that are verbs alone always count.
    """
    if rule.whom and not any(
        h.kind in SOMEBODY and 0 <= h.start - word.end <= 1 for h in sentence.entities
    ):
        return False
    if not word.of("noun"):
        return True
    clause = sentence.clauses[sentence.clause_at(word.start)]
    before = sentence.text[clause.start - sentence.start : word.start - sentence.start]
    after = sentence.text[word.end - sentence.start : clause.end - sentence.start].strip(
        "，。；、）)"
    )
    if after.startswith("的") and not AT_THE_TIME.match(after[1:]):
        return False
    if after.startswith(VISITING) and any(
        h.kind in SOMEBODY and 0 <= h.start - word.end <= 14 for h in sentence.entities
    ):
        return True
    if after.startswith(("了", "过", "时", "后")) or any(mark in before for mark in COMITATIVE):
        return True
    whom = any(0 <= h.start - word.end <= 1 for h in sentence.entities)
    dated = any(clause.start <= d.start < clause.end for d in sentence.dates)
    plural = any(
        h.kind in ("both", "compound") and clause.start <= h.start < word.start
        for h in sentence.entities
    )
    return whom or (not after and (dated or plural))


def previous(sentence: Sentence, noun: Noun, things: list[Noun]) -> bool:
    """Whether 上一轮 stands by itself with a date: the last of the talks just spoken of."""
    clause = sentence.clauses[sentence.clause_at(noun.start)]
    named = any(0 <= n.start - noun.end <= 8 and n is not noun for n in things)
    dated = any(noun.end <= d.start <= noun.end + 12 for d in sentence.dates)
    acted = any(noun.end <= w.start < clause.end for w in sentence.by_pos.get("verb", ()))
    return dated and not named and not acted
