"""When a noun is an event: a support verb or a date makes it happen."""

import re
from collections.abc import Sequence

from parley.coding.drills import named
from parley.coding.modality import cues
from parley.coding.nouns import Noun
from parley.coding.scan import Sentence
from parley.coding.words import Word
from parley.lexicon import Hit

GIVEN = frozenset({"visit", "arms-sale", "exercise", "exercise-joint"})
ONE_OF = re.compile(r"\s(?:a|an|another|the|his|her|its|[A-Z]\S+['’]s)\s|\s\$")
"""Before one particular thing, which happened: over a sale, not over sales."""


INSTRUMENT = re.compile(
    r"(?:通过|透过|经由|经|利用|使用)[^，]{0,12}$|\b(?:via|over|through|using)\s(?:the\s|a\s)?(?:\w+\s){0,2}$"
)
ROUND_BEFORE = re.compile(r"第[0-9一二三四五六七八九十]{1,3}[次轮届回]?(?:[\u4e00-\u9fff]{0,10})$")
ATTENDS = ("出席", "参加", "参与", "与会")
AT_THE_TIME = re.compile("(?:会|会议)?(?:时候|时(?!隔)|期间|前夕)")
OUTCOME = re.compile("(?:重要|达成的?)?(?:共识|成果|精神|约定)")
"""After a contact that took place: 两国元首6月5日通话共识."""
KNOWN_TIME = re.compile(
    r"(?i)(?:(?:the|a) (?:day|week|month|year) )?"
    r"(?:before|after|ahead of|until|when|while|as) the\b"
)

NEAR_CAUSE = 6
"""Characters from a word for a reason to the sale that is one: 因美国对台军售."""
GOES_ON = "s-go-on"
"""The row of verbs that tell of what stands before them: "the drill lasted two days"."""
SPOKEN = frozenset({"call", "video-call", "meet", "talks", "summit"})
OCCASION = re.compile(
    r"(?i)(?:^|\s)(?:in|at|during|on|over|after)\s(?:(?:a|an|another|their|his|her|its|that|the)\s"
    r"(?:(?!margins|sidelines|eve|end|outcome|result)[\w.-]+\s){0,4}|(?=talks$))$"
)
"""Before a contact at which something was said or agreed: "in a 75-minute call, the two agreed"."""
SIDELINES = re.compile(r"\b(?:sidelines|margins) of (?:an?|the|this|that) (?:[\w'’-]+ ){0,3}$")
POLLED = re.compile(r"['’]s (?:\w+ )?")
"""Between a date and an election: Sunday's general election."""

VISIT_OF = re.compile(r"\s(?:of|by)\s[^,;:]{3,90}?\sto\s(?:the\s)?[A-Z]")
"""After a visit: who comes, and where to."""
CAME = re.compile(
    r"(?i)\b(?:was|were|is|came|comes|followed by|named|called|code-?named|dubbed)\s"
    r"(?:the\s|[\"“])?$"
)
"""Before the name of an exercise that is told as having come: "the reply was Joint Sword"."""
HAD = re.compile(r"\s(?:that|which)?\s?[^,;]{3,70}?\b(?:had|held)\b(?!\s+(?:been|not))")
"""After a contact: "the call that the two ministers had"."""
ENTRY = re.compile(r"\W*[A-Z0-9][^:;,]{2,24}(?:,? (?:19|20)\d\d)?\s?[:–—]\s")
"""Opens an entry of a chronology with its date."""


IN_NEXT = "support verb in the next clause"


def next_support(sentence: Sentence, noun: Noun, supports: Sequence[Word]) -> Word | None:
    """The verb, in the clause after, of a Chinese noun that closes its own: 演习，30日结束."""
    number = sentence.clause_at(noun.start)
    if number + 1 >= len(sentence.clauses) or noun.end < sentence.clauses[number].end - 2:
        return None
    after = sentence.clauses[number + 1]
    for word in supports:
        if after.start <= word.start and word.end <= after.end:
            own = any(after.start <= h.start < word.start for h in sentence.entities if acts(h))
            others = (*sentence.by_pos.get("noun", ()), *sentence.by_pos.get("verb", ()))
            taken = any(
                after.start <= w.start < after.end and w is not word and w.named for w in others
            )
            told = any(after.start <= w.start < word.start for w in sentence.by_pos.get("verb", ()))
            return None if own or taken or told else word
    return None


def acts(hit: Hit) -> bool:
    """Whether a name is of somebody who may do something."""
    return hit.kind in ("person", "surname", "office", "compound", "both") or (
        hit.kind == "actor" and hit.tag != "capital"
    )


def realised(sentence: Sentence, noun: Noun, supports: Sequence[Word], lang: str) -> str | None:
    """What makes a noun an event: a support verb in its clause, or a date tied to it."""
    clause = sentence.clauses[sentence.clause_at(noun.start)]
    inside = [w for w in supports if clause.start <= w.start and w.end <= clause.end]
    if lang == "en" and KNOWN_TIME.match(sentence.text[clause.start - sentence.start :]):
        return None  # "the day before the talks opened": a time, told by what is known
    before = sentence.text[clause.start - sentence.start : noun.start - sentence.start]
    if lang == "en" and noun.channel is None and "s of " in before and SIDELINES.search(before):
        return None  # "on the sidelines of a meeting": where two others met
    if lang != "en" and AT_THE_TIME.match(sentence.text, noun.end - sentence.start):
        return None  # 峰会时、会议期间: when something else happened
    if noun.mode is None and INSTRUMENT.search(before):
        return None  # 通过…直通电话: through what, told beside the call
    visits = [w for w in sentence.by_pos.get("verb", ()) if w.parts["verb"].mode == "visit"]
    gone = any(clause.start <= w.start < noun.start for w in visits)
    if gone and noun.mode == "visit" and lang != "en":
        return None  # 率团赴厦门访问: one visit
    if gone and any(w.start < noun.start and w.text.startswith(ATTENDS) for w in inside):
        return None  # 赴…出席峰会: the visit is told
    for word in inside:
        if word.start < noun.start and word.parts["support"].id == GOES_ON:
            continue  # "ended the talks"
        gap = noun.start - word.end if word.start < noun.start else word.start - noun.end
        if 0 <= gap <= (60 if lang == "en" else 40):
            return f"support verb {word.text}"
    if noun.mode in GIVEN and lang == "en":
        for cue in cues(sentence, "cue-reason", clause.start, noun.start):
            if noun.start - cue.end <= 40 and ONE_OF.match(sentence.text, cue.end - sentence.start):
                return f"given as a cause: {cue.text}"
    if noun.mode == "arms-sale" and lang != "en":
        for cue in cues(sentence, "cue-reason", clause.start, clause.end):
            if 0 <= noun.start - cue.end <= NEAR_CAUSE or 0 <= cue.start - noun.end <= 1:
                return f"given as a cause: {cue.text}"
    told = noun.mode in SPOKEN and noun.channel is None and sentence.dates
    if lang == "en" and told and OCCASION.search(before):
        return "the occasion of what is told"
    if lang == "en" and sentence.dates:
        after = sentence.text[noun.end - sentence.start :]
        if noun.mode is not None and HAD.match(after):
            return "told as had by those who took part"
        if ENTRY.match(sentence.text) and not any(
            w.of("verb") or w.of("support") for w in sentence.words if not w.of("noun")
        ):
            return "an entry of a chronology"
        if noun.mode in ("summit", "meet", "talks", "call", "video-call") and after.startswith(
            " between "
        ):
            return "dated noun between parties"
        if noun.mode == "visit" and (
            " by " in after[:60] or after.startswith(" to ") or VISIT_OF.match(after)
        ):
            return "dated visit"
    if noun.mode == "election" and (
        any(h.kind == "actor" and 0 <= noun.start - h.end <= 4 for h in sentence.entities)
        or any(
            POLLED.fullmatch(before, d.end - clause.start)
            for d in sentence.dates
            if clause.start <= d.start < noun.start
        )
    ):
        return "named election"
    if noun.mode == "arms-sale" and sentence.dates:
        return "dated sale"
    planned = [w for w in cues(sentence, "cue-plan", clause.start, clause.end) if not w.of("verb")]
    if planned and sentence.dates and (lang != "en" or noun.mode != "other"):
        return f"planned: {planned[0].text}"
    if lang != "en" and ROUND_BEFORE.search(before):
        for date in sentence.dates:
            if clause.start <= date.start < date.end <= noun.start <= date.end + 24:
                return "dated and numbered"
    if (
        lang != "en"
        and noun.mode is not None
        and OUTCOME.match(sentence.text, noun.end - sentence.start)
    ):
        for date in sentence.dates:
            if clause.start <= date.start < date.end <= noun.start <= date.end + 4:
                return "dated, told by its outcome"
    if lang != "en":
        # 「…会晤，在北京举行」: the verb may stand in the next clause when that one has no noun
        for date in sentence.dates:
            if (
                clause.start <= date.start < date.end <= noun.start
                and noun.end >= clause.end - 2
                and noun.start - date.end <= 40
            ):
                return "dated noun at the end of its clause"
        goes_on = next_support(sentence, noun, supports) if noun.mode is not None else None
        if goes_on is not None:
            return f"{IN_NEXT}: {goes_on.text}"
    else:
        for date in sentence.dates:
            if clause.start <= date.start < clause.end and 0 <= date.start - noun.end <= 25:
                return "dated noun"
        if "exercise" in noun.classes and CAME.search(before) and named(sentence, noun.start):
            return "named exercise"
        later = told_after(sentence, noun, supports)
        if later is not None:
            return f"support verb {later.text}"
        if noun.mode in SPOKEN and in_dated_clause(sentence, noun):
            return "dated clause"
    return None


AUXILIARY = (
    r"\W*(?:(?:and|which|that|who|was|were|is|are|has|have|had|been|will|be|to|now|also|finally"
    r"|then|both|just|last|first|formally|officially|due)\s)*"
)
TOLD_AFTER = re.compile(AUXILIARY)
"""Opens a clause whose verb tells of what stands before the comma: ", which opened on"."""


def told_after(sentence: Sentence, noun: Noun, supports: Sequence[Word]) -> Word | None:
    """The support verb that opens one of the two clauses after that of a noun.

    "The Balikatan exercise, which opened on 22 April"; "at the eighth round, held in Xiamen".
    """
    number, offset = sentence.clause_at(noun.start), sentence.start
    for clause in sentence.clauses[number + 1 : number + 3]:
        word = next((w for w in supports if clause.start <= w.start < clause.end), None)
        if any(
            hit.kind == "channel" and clause.start <= hit.start < clause.end
            for hit in sentence.entities
        ):
            return None  # "the talks, held under the agreement": told by the channel
        if word is not None and TOLD_AFTER.fullmatch(
            sentence.text, clause.start - offset, word.start - offset
        ):
            return word
    return None


def in_dated_clause(sentence: Sentence, noun: Noun) -> bool:
    """Whether a clause tells of a contact and has a date, not one on which something was said."""
    clause = sentence.clauses[sentence.clause_at(noun.start)]
    dated = any(
        clause.start <= d.start < clause.end and d.direction is None for d in sentence.dates
    )
    before = sentence.text[clause.start - sentence.start : noun.start - sentence.start]
    said = cues(sentence, "cue-said", clause.start, noun.start)
    return dated and not said and not REMARKED.search(before)


REMARKED = re.compile(
    r"(?i)\b(?:was|were|is|are|be|been|marks|marked) (?:the|their|his|her|its|only the) "
    r"(?:first|second|third|last|only|latest|most)\b"
)
"""Before a contact that only tells of which kind another was: "was the first meeting since"."""
