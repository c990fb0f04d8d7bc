"""Acts that no rule opens, though a word with a date tells them.

A verb whose object is named elsewhere ("they signed it in Prague in April 2010"), a verbal noun
that no verb holds (11月23日の砲撃で): the rules of ``frames`` and ``final`` ask for more than a
text at times gives. What is opened so is told as done, in a clause with a date and no other act.
"""

from collections.abc import Iterator, Sequence

from parley.coding import final_verbs, frames
from parley.coding.modality import cues
from parley.coding.nouns import Frame
from parley.coding.scan import Sentence
from parley.coding.slots import Around, Filled
from parley.coding.words import Rule, Word
from parley.lexicon.matcher import group

LOOSE = "a word with a date"
"""How a frame is opened that no rule opens."""
FINITE = frozenset({"past", "participle", "ing"})
"""Forms of an English verb that tell what was done."""


def loosely(sentence: Sentence, opened: Sequence[Frame], lang: str) -> Iterator[Frame]:
    """A frame for each word that tells an act in a clause with a date, where nothing is opened."""
    if not sentence.dates:
        return
    open_to = {sentence.clause_at(date.start) for date in sentence.dates}
    open_to.difference_update([sentence.clause_at(f.start) for f in opened])
    if not open_to:
        return
    inside = [(f.start, f.end) for f in opened]
    inside += [(n.start, n.end) for f in opened for n in (*f.objects, *f.others)]
    for word, rule, teller in _told(sentence, group(lang)):
        if rule.mode is None or sentence.clause_at(word.start) not in open_to:
            continue
        if word.of("cue-said"):
            continue  # announced: a deal, or anything
        if any(low <= word.start < high for low, high in inside):
            continue
        if any(quote.start <= word.start < quote.end for quote in sentence.quotes):
            continue
        inside.append((word.start, word.end))
        yield Frame(
            rule.mode,
            word.start,
            word.end,
            rule,
            (),
            rule.modality,
            rule.effect,
            LOOSE,
            told_by=teller,
        )


def _told(sentence: Sentence, key: str) -> Iterator[tuple[Word, Rule, Word | None]]:
    """The verbs of a sentence that tell an act by themselves, each with the one that tells how."""
    if key in ("ja", "ko"):
        for word, rule, teller in final_verbs.verbs(sentence):
            if key in rule.loose:
                yield word, rule, teller or word
        return
    for word, rule, form in frames.verbs(sentence):
        if key not in rule.loose or (key == "en" and form not in FINITE):
            continue
        clause = sentence.clauses[sentence.clause_at(word.start)]
        if key == "zh" and cues(sentence, "cue-idea", word.end, clause.end):
            continue  # 谈及恢复热线的重要性
        yield word, rule, None


def enough(filled: Filled, here: Around) -> bool:
    """Whether what is opened so may count: told as done, on a date of its clause."""
    if filled.frame.realised != LOOSE:
        return True
    clause = here.sentence.clauses[filled.clause]
    return filled.modality == "occurred" and any(
        interval.known
        and interval.direction != "since"
        and clause.start <= mention.start < clause.end
        for mention, interval in here.intervals
    )
