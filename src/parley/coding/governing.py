"""Which nouns a verb governs: its object, its list of objects, or the subject of a passive."""

import re

from parley.coding.modality import cues
from parley.coding.nouns import CUTS, Noun
from parley.coding.scan import Sentence
from parley.coding.words import Rule, Word
from parley.coding.zh_topics import topical


def governed(
    sentence: Sentence,
    word: Word,
    rule: Rule,
    things: list[Noun],
    taken: set[int],
    lang: str,
    topic: Noun | None,
) -> list[Noun]:
    """The nouns that a verb governs: to its right in the clause, else, where it may, to its left.

    A list joined by 、 or "and" is governed whole.
    """
    clause = sentence.clauses[sentence.clause_at(word.start)]
    number = sentence.clause_at(word.start)
    pronoun = (
        lang == "en"
        and number > 0
        and rule.subject_object
        and THEY.fullmatch(
            sentence.text, clause.start - sentence.start, word.start - sentence.start
        )
    )
    if pronoun:  # "broke off contacts in May, and they did not resume until June"
        spoken = [n for n in things if n.end <= clause.start and n.classes & rule.objects]
        if spoken:
            return spoken[-1:]
    stop = clause.end
    if lang == "en" and LIST.match(sentence.text, word.end - sentence.start):
        stop = sentence.end  # "Cancelled: the calls, the talks and the meetings"
    elif lang == "en" and rule.effect in CUTS:
        stop = max([stop, *(c.end for c in sentence.clauses[number + 1 : number + 3])])
    right = [
        n
        for n in things
        if n.start >= word.end
        and n.end <= stop
        and n.classes & rule.objects
        and n.start not in taken
    ]
    if lang == "en":
        # An English object follows its verb closely; a later noun belongs to another phrase.
        if not right or right[0].start - word.end > 70 or right[0].end > max(clause.end, word.end):
            right = right if LIST.match(sentence.text, word.end - sentence.start) else []
        if right and THAT.match(sentence.text, word.end - sentence.start):
            right = []  # "announced that it was suspending the pact": the suspending
    if right:
        first = right[0]
        if lang != "en" and not rule.contact:
            # 取消 A、B: the head noun of a Chinese phrase comes last
            run = [first]
            for noun in right[1:]:
                a, b = run[-1].end, noun.start
                between = sentence.text[a - sentence.start : b - sentence.start]
                verbs = sentence.by_pos.get("verb", ())
                if any(a <= w.start < b and not w.of("noun") for w in verbs):
                    break
                if "、" in between or len(between) <= 6:
                    run.append(noun)
            return run
        run = [first]
        acts = [w for w in sentence.by_pos.get("verb", ()) if not w.of("noun")]
        for noun in right[1:] if rule.effect in CUTS else ():
            offset = sentence.start
            joined = LISTED.fullmatch(sentence.text, run[-1].end - offset, noun.start - offset)
            if not joined or any(run[-1].end <= w.start < noun.start for w in acts):
                break
            run.append(noun)
        return run
    if rule.subject_object and not (lang == "en" and word.text in STAYS):
        left = [
            n
            for n in things
            if clause.start <= n.start
            and n.end <= word.start
            and n.classes & rule.objects
            and n.start not in taken
            and word.start - n.end <= (70 if lang == "en" else 15)
            and not (lang != "en" and AS_TIME.match(sentence.text, n.end - sentence.start))
        ]
        if left:
            return [left[-1]]
        if lang == "en":
            whose = [
                n
                for n in things
                if n.end <= word.start
                and n.classes & rule.objects
                and word.start - n.end <= 70
                and WHICH.fullmatch(
                    sentence.text, n.end - sentence.start, word.start - sentence.start
                )
            ]
            if whose:
                return [whose[-1]]  # "the pact, which A and B signed in May"
        before = sentence.text[clause.start - sentence.start : word.start - sentence.start]
        number = sentence.clause_at(word.start)
        if lang == "en" and number and len(before.split()) <= 1:
            # "A line between the coast guards, opened in 2017, …"
            c = sentence.clauses[number - 1]
            left = [n for n in things if c.start <= n.start < c.end and n.classes & rule.objects]
            if left:
                return [left[-1]]
        somebody = any(clause.start <= h.start < word.start for h in sentence.entities)
        if lang == "en" and number and not somebody:
            # "A visit by the ship, pencilled in for May, will no longer proceed"
            c = sentence.clauses[0]
            left = [n for n in things if c.start <= n.start < c.end and n.classes & rule.objects]
            if left:
                return [left[0]]
        if lang != "en" and number:
            # 这些渠道，8月被取消: what is spoken of stands alone before a comma
            c = sentence.clauses[number - 1]
            acted = any(c.start <= w.start < c.end for w in sentence.by_pos.get("verb", ()))
            left = [n for n in things if c.start <= n.start < c.end and n.classes & rule.objects]
            if left and not acted and left[-1].end >= c.end - 2:
                return [left[-1]]
        rest = sentence.text[word.end - sentence.start : clause.end - sentence.start]
        if lang != "en" and done_alone(sentence, word, rule, rest):
            # 关闭联络线，直到2月才恢复: what was done to it is told without naming it again
            c = sentence.clauses[number]
            left = [n for n in things if n.start < c.start and n.classes & LASTING]
            own = any(c.start <= n.start < word.start for n in things)
            if left and not own and left[-1].classes & rule.objects:
                return [left[-1]]
        if lang != "en" and (told := topical(sentence, word, rule, things, taken)):
            return told
        if topic is not None and topic.classes & rule.objects:
            after = sentence.text[word.end - sentence.start :]
            if PRONOUN_BEFORE[lang == "en"].search(before) or PRONOUN_AFTER.match(after):
                return [topic]
    return []


def done_alone(sentence: Sentence, word: Word, rule: Rule, rest: str) -> bool:
    """Whether nothing follows a Chinese verb that tells what was done to something named before.

    What is founded is so told only with a date of its own, and not as a remark (为首次启用).
    """
    if rule.effect not in DONE_TO or rest.strip("了过。，；、！"):
        return False
    if rule.effect in CUTS:
        return True
    clause = sentence.clauses[sentence.clause_at(word.start)]
    dated = any(clause.start <= d.start < word.start for d in sentence.dates)
    return dated and not cues(sentence, "cue-remark", clause.start, word.start)


STAYS = frozenset({"open", "shut"})
"""After a noun these tell how it is kept: "keeping the lines open"."""
LASTING = frozenset({"line", "channel", "channel-entity", "document"})
DONE_TO = CUTS | {"established", "terminated"}
THAT = re.compile(r"\s(?:\w+\s)?that\s(?:it|he|she|they|the|its|[A-Z])")
WHICH = re.compile(r",?\s(?:that|which)\s[^,;]{2,60}$")
"""Between a noun and the verb of a clause that tells more of it: "the pact, which A and B"."""
THEY = re.compile(r"\W*(?:and |but |though |which )?(?:they|it|these|both)\s(?:\w+\s){0,3}")
LIST = re.compile(r"\s?:\s")
LISTED = re.compile(
    r"(?:\s(?:between|on|of|under|with|for|about|among)\s[^,;:]{2,40}?)?"
    r"(?:,?\s(?:and|as well as|along with|together with|and also)\s|,\s)"
    r"(?:(?:the|an?|its|their|other|further)\s)?"
    r"(?:(?!(?:but|yet|while|though|although|when|after|before|because|which|who|that|so|then|in|on"
    r"|at|for|with|by|from|to|until|despite)\b)[\w'’-]+\s){0,3}"
)
AS_TIME = re.compile("之?后|时|期间|前")
"""After this a meeting only tells when: 拜习会后类似行动已停止."""
PRONOUN_BEFORE = {
    True: re.compile(r"(?i)\b(?:they|it|this|these|all)\b(?:\s\w+){0,3}\s*$"),
    False: re.compile(r"(?:它|其|该|这条线|此线)[^，。]{0,8}$"),
}
PRONOUN_AFTER = re.compile(r"\s(?:it|them|everything|all of them)\b")
