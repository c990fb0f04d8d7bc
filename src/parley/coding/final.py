"""Acts of a sentence whose verbs stand last: what is governed stands to their left.

Which word tells how an act is told (会談を行った: 行った; 会談した: 会談 itself) is kept in the
frame, since negation, tense and plan are its endings.
"""

import re
from collections.abc import Iterable, Iterator

from parley.coding.modality import cues
from parley.coding.nouns import CHANNEL_CLASSES, NOUN, Frame, Noun
from parley.coding.scan import Clause, Sentence
from parley.coding.words import Rule, Word

ATTRIBUTIVE = frozenset({"past", "next", "ongoing"})
NOT_ATTRIBUTIVE = frozenset({"quote", "reason", "condition", "joined", "urged", "time", "asked"})
SUPPORT_REACH = 34
HEAD_REACH = 16
CUTS = frozenset({"cancelled", "suspended", "resumed"})
BARE_END = re.compile(r"(?:[（(][^（）()]{1,14}[）)])?[」』\s]*(?:[、，。,.;；]|$)")
"""After a verbal noun that tells by itself: a chronicle's 「…で会談。」."""
PURPOSE = re.compile("(?:을|를) (?:위한|위해|앞두고|앞둔|염두에)|に向けた|のための|に向け、")
IS = re.compile(r"(?:は|が|은|는|이|가) ?(?:[^ 、]{1,6} )?")
WAS = re.compile(r"(?:だった|であった|でした|で、|이었|였|이다|입니다|이며|이고| 일이)")
"""What tells when something was: 첫 순찰은 2019년 7월이었다."""
TO_COME = re.compile(r"[へに]?(?:へ|向け)[」』\s]*(?:[、。]|$)")
LISTED = re.compile(
    r"[」』]?(?:、|と|や|および|及び|並びに|ならびに|・|, |과 |와 | 및 |·)[^、。を을를]{0,14}"
)
TOPIC = re.compile("[」』]?(?:は|が|も|은|는|이|가)")
MEETING_AT = re.compile(
    r"(?:の(?:席上|場|冒頭|中|際))?"
    r"(?:で(?!き)|では|において|の席上|の冒頭|に出席|に臨|에서|에 참석|(?:을|를) 계기로)"
)
GENERAL = re.compile(
    r"(?:これまで|過去|毎回|毎年|次回|今後|将来|그동안|매년|향후|앞으로|차기)[^、。]{0,10}$"
)
DATED = re.compile(r"(?:(?!に(?!よ)|에(?! ))[^、。はがを，]){0,30}")
"""Between a date and the noun that it dates: 8月の中国機による領空侵犯."""
POINTED = re.compile(r"(?:これ|それ|同|その|이|그|해당|동)[^、。]{0,8}$")


HEADING = 26
"""Characters at most of a line that heads what stands below it."""


def heads(sentence: Sentence) -> bool:
    """Whether a line is a heading: short, without a verb or a final mark."""
    text = sentence.text.rstrip()
    return len(text) <= HEADING and text[-1:] not in ".。?!" and not any(map(tells, sentence.words))


def tells(word: Word) -> bool:
    """Whether a word is a verb here."""
    return word.tail.verb


def alone(sentence: Sentence, word: Word) -> bool:
    """Whether a verbal noun ends its clause or line and so tells by itself."""
    return bool(BARE_END.match(sentence.text, word.end - sentence.start))


def attributive(word: Word) -> bool:
    """Whether a verb tells of the noun after it: 合意した協議."""
    tail = word.tail
    return tail.verb and tail.has(*ATTRIBUTIVE) and not tail.has(*NOT_ATTRIBUTIVE)


def done_by(word: Word) -> int:
    """Where a verb's endings end."""
    return word.end + word.tail.length


def supported(
    sentence: Sentence, start: int, end: int, clause: Clause, also: str = ""
) -> Word | None:
    """The support verb that makes what stands at ``start:end`` happen, else None.

    To the right, governing it; or to the left, telling of it (開かれた会談). ``also``: another kind
    of word that does.
    """
    offset = sentence.start
    for word in sentence.words:
        if (
            not (word.of("support") or (also and word.of(also)))
            or word.start < clause.start
            or word.start >= clause.end
        ):
            continue
        if word.start >= end:
            if word.start - end > SUPPORT_REACH:
                break
            if MEETING_AT.match(sentence.text, end - offset) and not _attends(sentence, end, word):
                return None
            if not (tells(word) or alone(sentence, word)):
                continue
            if _loose(sentence, word, end):
                continue
            between = [w for w in sentence.words if end <= w.start < word.start and tells(w)]
            return None if between else word
    for word in reversed(sentence.words):
        if (
            word.of("support")
            and clause.start <= word.start < start
            and attributive(word)
            and 0 <= start - done_by(word) <= HEAD_REACH
        ):
            return word
    return None


DIRECT = re.compile(
    r"(?:이|가|은|는|도|을|를)? ?(?:[^\s,]+(?:에서|에|로|간|차례|번|회|히|게|도) ){0,3}"
)


ANNOUNCED = re.compile(r"[^가-힣]*|(?:을|를|도)? ?(?:[^\s,]{1,6} ){0,2}")
"""Between what is announced and the announcing."""


def _loose(sentence: Sentence, word: Word, end: int) -> bool:
    """Whether a verb as plain as "do" or "be" stands too far from the noun to make it happen."""
    rules = [rule for rule, _ in word.rules if rule.pos == "support"]
    offset = sentence.start
    if not rules and word.of("announce"):
        return not ANNOUNCED.fullmatch(sentence.text, end - offset, word.start - offset)
    if not rules or not all(rule.direct for rule in rules):
        return False
    return DIRECT.fullmatch(sentence.text, end - offset, word.start - offset) is None


def _attends(sentence: Sentence, end: int, word: Word) -> bool:
    between = sentence.text[end - sentence.start : word.start - sentence.start]
    return between in ("に", "에 ", "에")


def verbs(sentence: Sentence) -> list[tuple[Word, Rule, Word | None]]:
    """Verb readings, left to right, each with the word whose endings tell how.

    A verbal noun is one by its light verb (再開した), by a support verb (再開を発表した) or at the
    end of its clause; else None stands for it, and it counts only under an agreement.
    """
    out: list[tuple[Word, Rule, Word | None]] = []
    for word in sentence.free:
        rules = [rule for rule, _ in word.rules if rule.pos == "verb"]
        if not rules:
            continue
        teller: Word | None = None
        if tells(word):
            teller = word
        else:
            clause = sentence.clauses[sentence.clause_at(word.start)]
            if alone(sentence, word) or TO_COME.match(sentence.text, word.end - sentence.start):
                teller = word
            elif not word.of("noun"):
                teller = supported(sentence, word.start, word.end, clause, "announce")
        out += [(word, rule, teller) for rule in rules]
    return out


def governed(
    sentence: Sentence,
    word: Word,
    rule: Rule,
    things: list[Noun],
    taken: set[int],
    topic: Noun | None,
) -> list[Noun]:
    """The nouns that a verb governs: to its left in the clause, else the noun that it tells of,
    else what an earlier clause or sentence speaks of."""
    number = sentence.clause_at(word.start)
    clause = sentence.clauses[number]
    offset = sentence.start
    fits = [n for n in things if n.classes & rule.objects and n.start not in taken]
    left = [n for n in fits if clause.start <= n.start and n.end <= word.start]
    left = [
        n
        for n in left
        if not MEETING_AT.match(sentence.text, n.end - offset) or n.end == word.start
    ]
    if left:
        run = [left[-1]]
        for noun in reversed(left[:-1]) if rule.effect in CUTS else ():
            if not LISTED.fullmatch(sentence.text, noun.end - offset, run[0].start - offset):
                break
            run.insert(0, noun)
        return run
    if attributive(word):
        right = [
            n for n in fits if 0 <= n.start - done_by(word) <= HEAD_REACH and n.start < clause.end
        ]
        if right:
            return right[:1]
    if not rule.subject_object:
        return []
    for earlier in reversed(sentence.clauses[:number]):
        spoken = [
            n for n in things if n.classes & rule.objects and earlier.start <= n.start < earlier.end
        ]
        if spoken:
            return spoken[:1]
    if topic is not None and topic.classes & rule.objects:
        before = sentence.text[clause.start - offset : word.start - offset]
        nobody = not any(h.kind != "place" for h in sentence.entities)
        if POINTED.search(before) or (nobody and sentence.dates and len(sentence.clauses) == 1):
            return [topic]
    return []


def frames(sentence: Sentence, things: list[Noun], topic: Noun | None = None) -> Iterator[Frame]:
    """Every act that the sentence tells, with what it governs; modality is judged later."""
    if not sentence.words:
        return
    taken: set[int] = set()
    done: set[int] = set()

    def take(objects: Iterable[Noun]) -> None:
        for noun in objects:
            taken.add(noun.start)
            taken.update(w.start for w in sentence.words if noun.start <= w.start < noun.end)

    told = verbs(sentence)
    for word, rule, teller in told:
        if rule.agree and teller is not None and word.start not in done:
            done.add(word.start)
            for frame, inside in agreement(sentence, word, rule, teller, things, told, topic):
                done |= inside
                taken |= inside
                take(frame.objects)
                yield frame
    for word, rule, teller in told:
        if word.start in done or word.start in taken or not rule.objects or rule.agree:
            continue
        if teller is None:
            continue
        if rule.mode == "urge" and not (teller is word and _main(sentence, teller)):
            continue
        objects = governed(sentence, word, rule, things, taken, topic)
        entity = rule.objects & {"place", "party"}
        if not objects and not (entity and _goal(sentence, word, rule)):
            continue
        done.add(word.start)
        taken.add(word.start)
        take(n for n in objects if n.start < word.start)  # 途絶えていた対話を: governed again
        if rule.id in FOUNDS and _by_both(sentence, word):
            act, effect = FOUNDS[rule.id]
            yield Frame(
                act,
                word.start,
                word.end,
                rule,
                tuple(objects),
                "agreed",
                effect,
                "agreed to",
                told_by=teller,
            )
            continue
        several = rule.effect in CUTS and len({n.channel for n in objects if n.channel}) > 1
        for group in [[n] for n in objects] if several else [objects]:
            yield Frame(
                rule.mode or "other",
                word.start,
                word.end,
                rule,
                tuple(group),
                rule.modality,
                rule.effect,
                "verb with its object",
                told_by=teller,
            )
    spoken: set[int] = set()
    told_modes: set[tuple[int, str | None]] = set()
    for word, rule, teller in told:
        if word.start in done or word.start in taken or not rule.contact or teller is None:
            continue
        done.add(word.start)
        taken.add(word.start)
        spoken.add(word.start)
        act = means(sentence, word) or rule.mode or "meet"
        yield Frame(act, word.start, word.end, rule, (), None, None, "verb", told_by=teller)
    for word, rule, teller in told:
        if word.start in done or word.start in taken or not rule.bare or rule.contact:
            continue
        if teller is None:
            continue
        done.add(word.start)
        told_modes.add((sentence.clause_at(word.start), rule.mode))
        yield Frame(
            rule.mode or "other",
            word.start,
            word.end,
            rule,
            (),
            rule.modality,
            rule.effect,
            "verb",
            told_by=teller,
        )
    told_nouns = {sentence.clause_at(start) for start in spoken}
    for noun in sorted(things, key=lambda n: (n.mode is None, n.start)):
        place = sentence.clause_at(noun.start)
        venue = MEETING_AT.match(sentence.text, noun.end - sentence.start)
        if noun.start in taken or (place in told_nouns and (noun.mode is None or venue)):
            continue
        if (place, noun.mode) in told_modes:
            continue  # 総統選で当選した: one election
        mode = noun.mode or ("talks" if noun.channel else None)
        if mode is None:
            continue
        if any(
            mode == r.mode and sentence.clause_at(w.start) == place and w.start in done
            for w, r, _ in told
        ):
            continue  # 선거에서 당선
        how, teller = realised(sentence, noun)
        if how:
            told_nouns.add(place)
            yield Frame(mode, noun.start, noun.end, NOUN, (noun,), None, None, how, told_by=teller)


def _main(sentence: Sentence, word: Word) -> bool:
    """Whether a verb ends its sentence or clause, rather than telling of a noun."""
    return not attributive(word) or bool(
        BARE_END.match(sentence.text, done_by(word) - sentence.start)
    )


TOGETHER = re.compile("[가-힣]{0,3}기로 (?:했|하였|한|함)")


def _by_both(sentence: Sentence, word: Word) -> bool:
    """Whether two sides do what is decided on: 양측은 …을 재개하기로 했다."""
    if not TOGETHER.match(sentence.text, word.end - sentence.start):
        return False
    before = [h for h in sentence.entities if h.end <= word.start]
    return any(h.kind == "both" for h in before) or len({p for h in before for p in h.parties}) > 1


def means(sentence: Sentence, word: Word) -> str | None:
    """The mode that a means of contact gives (電話で…会談した): by telephone, by video."""
    clause = sentence.clauses[sentence.clause_at(word.start)]
    for cue in reversed(cues(sentence, "means", clause.start, word.start)):
        rule = cue.of("means")
        return rule.mode if rule else None
    return None


def _goal(sentence: Sentence, word: Word, rule: Rule) -> bool:
    """Whether a place or party is the goal: closely before the verb, or inside it (訪米)."""
    if rule.mode == "visit" and _entered(sentence, word):
        return False
    kinds = ("place", "actor", "compound") if "party" in rule.objects else ("place",)
    return any(
        h.kind in kinds
        and (
            word.start <= h.start < word.end
            or GOAL.fullmatch(sentence.text, h.end - sentence.start, word.start - sentence.start)
        )
        for h in sentence.entities
    )


def _entered(sentence: Sentence, word: Word) -> bool:
    """Whether waters or airspace are entered, which is nobody's visit."""
    return any(
        (rule := w.of("noun")) is not None
        and rule.noun_class == "territory"
        and 0 <= word.start - w.end <= 14
        for w in sentence.words
    )


GOAL = re.compile(
    r"(?:[^、。をにへがはで]{0,6}[をにへ])?[^、。をにへがはで]{0,10}"
    r"|[^,을를에로]{0,6}(?:을|를|에|로|으로) (?:[^ ,]{1,6} )?"
)
"""Between a goal and the verb of going there."""
GIVEN = frozenset({"visit", "arms-sale", "exercise", "exercise-joint", "missile-test", "incursion"})


def realised(sentence: Sentence, noun: Noun) -> tuple[str | None, Word | None]:
    """What makes a noun an event, and the word whose endings tell how."""
    clause = sentence.clauses[sentence.clause_at(noun.start)]
    offset = sentence.start
    if PURPOSE.match(sentence.text, noun.end - offset):
        return None, None
    word = supported(sentence, noun.start, noun.end, clause) or _later(sentence, noun)
    if word is not None:
        return f"support verb {word.text}", word
    before = sentence.text[clause.start - offset : noun.start - offset]
    if GENERAL.search(before):
        return None, None
    dates = [d for d in sentence.dates if clause.start <= d.start and d.end <= noun.start]
    near = any(DATED.fullmatch(sentence.text, d.end - offset, noun.start - offset) for d in dates)
    if noun.mode in ("meet", "talks", "summit", "call", "video-call"):
        whose = any(
            h.kind in ("compound", "office", "both") and 0 <= noun.start - h.end <= 3
            for h in sentence.entities
        ) or any(h.inner and h.start == noun.start for h in sentence.entities)
        if MEETING_AT.match(sentence.text, noun.end - offset) and (near or whose or noun.channel):
            return "support: what was said there", None
    close = BARE_END.match(sentence.text, noun.end - offset)
    if close and dates and close.end() + offset >= clause.end - 1:
        return "dated noun at the end of its clause", None
    for cue in cues(sentence, "cue-plan", noun.end, min(clause.end, noun.end + 10)):
        return f"planned: {cue.text}", None
    if noun.mode in GIVEN:
        for cue in cues(sentence, "cue-reason", noun.end, min(clause.end, noun.end + 6)):
            return f"given as a cause: {cue.text}", None
    if noun.mode == "election" and any(
        h.kind == "actor" and 0 <= noun.start - h.end <= 4 for h in sentence.entities
    ):
        return "named election", None
    if near and noun.mode is not None:
        return "dated noun", None
    for date in sentence.dates:
        if (
            noun.mode is not None
            and noun.end <= date.start < clause.end
            and IS.fullmatch(sentence.text, noun.end - offset, date.start - offset)
            and WAS.match(sentence.text, date.end - offset)
        ):
            return "dated noun: it was then", None
    return None, None


def _later(sentence: Sentence, noun: Noun) -> Word | None:
    """The support verb of the next clause, of a noun that is spoken of: 会合は年明け、…開かれる."""
    number = sentence.clause_at(noun.start)
    if number + 1 >= len(sentence.clauses):
        return None
    clause, following = sentence.clauses[number : number + 2]
    if not TOPIC.match(sentence.text, noun.end - sentence.start):
        return None
    if any(tells(w) for w in sentence.words if noun.end <= w.start < clause.end):
        return None
    for word in sentence.words:
        if following.start <= word.start < following.end:
            if word.of("noun"):
                return None
            if word.of("support") and tells(word):
                return word
    return None


FOUNDS: dict[str, tuple[str, str | None]] = {
    "v-resume": ("agree-to-resume", "agreed-to-resume"),
    "v-establish": ("agree-to-establish", None),
}


WEAK = frozenset({"v-agree-on"})
"""Verbs of agreeing that tell an event only where a meeting or a channel is agreed upon."""


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
        if not any(r.id in FOUNDS for w in closing for r, _ in w.rules):
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
        and (
            n.mode in ("talks", "meet", "call", "video-call", "summit", "visit", "exercise-joint")
            or n.channel
        )
    ]
    for noun in reversed(contacts):
        support = next(
            (
                w
                for w in sentence.words
                if noun.end <= w.start < word.start
                and w.start - noun.end <= SUPPORT_REACH
                and w.of("support")
            ),
            None,
        )
        itself = next((w for w, r, t in inside if w.start == noun.start and t is w), None)
        teller_inside = support or itself
        if teller_inside is not None and not teller_inside.tail.has("past"):
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
            return
    documents = [
        n for n in things if "document" in n.classes and clause.start <= n.start < word.start
    ]
    if founded or rule.id in WEAK:
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
        held | {n.start for n in objects} | {w.start for w, _, _ in inside},
    )
