"""Acts of a sentence whose verbs stand last: what is governed stands to their left.

Which word tells how an act is told (会談を行った: 行った; 会談した: 会談 itself) is kept in the
frame, since negation, tense and plan are its endings.
"""

import re
from collections.abc import Iterable, Iterator

from parley.coding.final_agreements import FOUNDS, agreement, of_document
from parley.coding.final_verbs import (
    BARE_END,
    DATED,
    DID,
    GENERAL,
    IS,
    IT_WAS_THEN,
    MEETING_AT,
    PURPOSE,
    SCHEDULED_FOR,
    SET_FOR,
    SPOKEN_ABOUT,
    TOOK_PLACE,
    WAS,
    attributive,
    dates_or_places,
    done_by,
    governed,
    later,
    planned_next,
    supported,
    verbs,
)
from parley.coding.modality import cues
from parley.coding.nouns import NOUN, Frame, Noun, each_of
from parley.coding.scan import Sentence
from parley.coding.words import Rule, Word


def frames(
    sentence: Sentence, things: list[Noun], topic: Noun | None = None, entry: bool = False
) -> Iterator[Frame]:
    """Every act that the sentence tells, with what it governs; modality is judged later.

    ``entry``: it stands below a line that gives its date.
    """
    if not sentence.words and not things:
        return
    taken: set[int] = set()
    done: set[int] = set()
    shared: set[int] = set()  # 対話を打ち切り、再開に合意した: what was cut off is agreed upon

    def take(objects: Iterable[Noun]) -> None:
        for noun in objects:
            taken.add(noun.start)
            taken.update(w.start for w in sentence.words if noun.start <= w.start < noun.end)

    told = verbs(sentence)
    if not told and not things:
        return
    for word, rule, teller in told:
        if rule.agree and teller is not None and word.start not in done:
            for frame, inside in agreement(sentence, word, rule, teller, things, told, topic):
                done.add(word.start)
                done |= inside
                taken |= inside
                take(frame.objects)
                opens = sentence.clauses[sentence.clause_at(word.start)].start
                if frame.realised == "agreed to":
                    shared |= {n.start for n in frame.objects if n.start < opens}
                yield frame
    for word, rule, teller in told:
        if word.start in done or word.start in taken or not rule.objects or rule.agree:
            continue
        if teller is None:
            continue
        if rule.beside and not _beside(sentence, word, rule, things):
            continue
        if rule.id in FOUNDS and of_document(sentence, teller, things):
            continue
        if rule.id in MOTION and not (
            sentence.dates and teller is word and _main(sentence, teller)
        ):
            continue
        if rule.mode == "urge" and not (teller is word and _main(sentence, teller)):
            continue
        objects = governed(sentence, word, rule, things, taken - shared, topic, teller)
        entity = rule.objects & {"place", "party"}
        moves = rule.id in MOTION and _forces(sentence, word)
        if not (objects or moves or (entity and _goal(sentence, word, rule))):
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
        whole = Frame(
            rule.mode or "other",
            word.start,
            word.end,
            rule,
            tuple(objects),
            rule.modality,
            rule.effect,
            "verb with its object",
            told_by=teller,
        )
        yield from each_of(whole, sentence)
    spoken: set[int] = set()
    told_modes: set[tuple[int, str | None]] = set()
    for word, rule, teller in told:
        if word.start in done or word.start in taken or not rule.contact or teller is None:
            continue
        over = through(sentence, word, rule, things) if rule.beside else None
        if rule.beside and over is None:
            continue
        if goes_on_there(sentence, word, rule, spoken):
            continue
        done.add(word.start)
        taken.add(word.start)
        spoken.add(word.start)
        act = means(sentence, word) or rule.mode or "meet"
        held = (over,) if over is not None else ()
        yield Frame(act, word.start, word.end, rule, held, None, None, "verb", told_by=teller)
    for word, rule, teller in told:
        if word.start in done or word.start in taken or not rule.bare or rule.contact:
            continue
        if teller is None or _failed_else(sentence, word, rule, things):
            continue
        if rule.mode == "threaten" and QUOTED.search(sentence.text, 0, word.start - sentence.start):
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
    if not things:
        return
    told_nouns = {sentence.clause_at(start) for start in spoken}
    rebuffed = {
        sentence.clause_at(w.start) for w, r, _ in told if w.start in done and r.mode in REBUFFS
    }
    many = things if len(things) > 1 else ()
    margins = {n for n in many if ON_MARGINS.match(sentence.text, n.end - sentence.start)}
    for noun in sorted(things, key=lambda n: (n.mode is None, n in margins, n.start)):
        place = sentence.clause_at(noun.start)
        venue = noun in margins or MEETING_AT.match(sentence.text, noun.end - sentence.start)
        if noun.start in taken or (place in told_nouns and (noun.mode is None or venue)):
            continue
        if (place, noun.mode) in told_modes:
            continue  # 総統選で当選した: one election
        talks = noun.channel and "line" not in noun.classes
        mode = noun.mode or ("talks" if talks else None)
        if mode is None:
            continue
        if any(
            mode == r.mode and sentence.clause_at(w.start) == place and w.start in done
            for w, r, _ in told
        ):
            continue  # 선거에서 당선
        if venue and place in rebuffed:
            continue  # 샹그릴라 대화에서 회담 제의를 뿌리쳤다: there, no talks
        how, teller = realised(sentence, noun, entry)
        if how and noun.generic and noun.mode is None and not sentence.dates:
            continue  # 소통 채널을 열어 두다
        if how:
            told_nouns.add(place)
            yield Frame(mode, noun.start, noun.end, NOUN, (noun,), None, None, how, told_by=teller)


def goes_on_there(sentence: Sentence, word: Word, rule: Rule, spoken: set[int]) -> bool:
    """Whether talks are those of the contact told right before: 電話会談し、…を巡り協議した."""
    before = [w for w in sentence.words if w.start in spoken and w.start < word.start]
    if (
        rule.mode != "talks"
        or not before
        or not ON_MATTER.search(
            sentence.text, before[-1].end - sentence.start, word.start - sentence.start
        )
    ):
        return False
    last = before[-1]
    return last.tail.has("joined") and not any(
        last.end <= h.start < word.start and WITH.match(sentence.text, h.end - sentence.start)
        for h in sentence.entities
    )


ON_MATTER = re.compile(
    "(?:を(?:巡|めぐ)り?って?|を(?:巡|めぐ)り|について|に関し(?:て)?)、?(?:[ぁ-ん一-龠]{1,4})?$"
)
WITH = re.compile("(?:[^、。はがをに]{0,10})と(?:も|は)?")


def _beside(sentence: Sentence, word: Word, rule: Rule, things: list[Noun]) -> bool:
    """Whether the clause of a verb has the noun that it needs there besides its object."""
    clause = sentence.clauses[sentence.clause_at(word.start)]
    return any(clause.start <= n.start < clause.end and n.classes & rule.beside for n in things)


THROUGH = re.compile("(?:으로|로|[을를] 통(?:해|한|하여))(?![가-힣])")


def through(sentence: Sentence, word: Word, rule: Rule, things: list[Noun]) -> Noun | None:
    """The line over which something is said: 핫라인을 통해 …라고 통보했다."""
    clause = sentence.clauses[sentence.clause_at(word.start)]
    for noun in reversed(things):
        if clause.start <= noun.start < noun.end <= word.start and noun.classes & rule.beside:
            return noun if THROUGH.match(sentence.text, noun.end - sentence.start) else None
    return None


SEEN = re.compile("[ぁ-ん]{1,8}(?:の|こと|ところ)[をがも]")
"""After a verb whose act is seen or found out: 航行しているのを確認した."""


def _main(sentence: Sentence, word: Word) -> bool:
    """Whether a verb ends its sentence or clause, rather than telling of a noun."""
    at = done_by(word) - sentence.start
    return not attributive(word) or bool(
        BARE_END.match(sentence.text, at) or SEEN.match(sentence.text, word.end - sentence.start)
    )


def _forces(sentence: Sentence, word: Word) -> bool:
    """Whether the clause of a verb names somebody's forces as what moves: 空母「山東」が."""
    clause = sentence.clauses[sentence.clause_at(word.start)]
    return any(
        h.tag == "forces" and clause.start <= h.start < h.end <= word.start
        for h in sentence.entities
    )


def _failed_else(sentence: Sentence, word: Word, rule: Rule, things: list[Noun]) -> bool:
    """Whether what failed may be something else than a launch: 会談は失敗に終わった."""
    if rule.id != "v-launch-failed" or not word.text.startswith("失敗"):
        return False
    return not sentence.dates or any(n.classes & {"contact", "exercise", "channel"} for n in things)


QUOTED = re.compile("(?:다|라|자)(?:고|며|면서) (?:[가-힣]{1,4}(?:게|히) )?$")
"""Before a verb that tells how something was said: …것이라고 위협했다."""
REBUFFS = frozenset({"reject", "refuse-meeting"})
MOTION = frozenset({"v-forces-move", "v-forces-fly", "v-forces-act"})
"""What ships and aircraft always do: told as an act only of a day, and not of a noun."""
ON_MARGINS = re.compile(
    r"[)）]?(?:을|를)? ?계기"
    r"|(?:（[^（）]{1,20}）|[(][^()]{1,20}[)])?[)）]?(?:の際|に際し|に合わせ|にあわせ|の機会|の傍ら|のかたわら|の合間|の場外|のサイドライン"
    r"|の期間中|の前後|出席のため|への出席)"
)
"""After a forum on whose margins others meet: told where no meeting is."""
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
    if rule.mode == "visit" and (_entered(sentence, word) or _towards(sentence, word)):
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


TOWARDS = re.compile("[을를] 향(?:해|하여)서?[ ,]")


def _towards(sentence: Sentence, word: Word) -> bool:
    """Whether a verb only says at whom something is aimed: 선박을 향해 물대포를 쐈다."""
    return bool(TOWARDS.match(sentence.text, word.start - 2 - sentence.start))


def _entered(sentence: Sentence, word: Word) -> bool:
    """Whether waters or airspace are entered, which is nobody's visit."""
    return any(
        (rule := w.of("noun")) is not None
        and rule.noun_class == "territory"
        and 0 <= word.start - w.end <= 14
        for w in sentence.words
    )


GOAL = re.compile(
    r"(?:[^、。をにへがはで]{0,6}[をにへ])?(?:[東西南北]{1,2}から[東西南北]{1,2}[にへ])?"
    r"[^、。をにへがはで]{0,10}"
    r"|[^,을를에로]{0,6}(?:을|를|에|로|으로) (?:[^ ,]{1,6} )?"
)
"""Between a goal and the verb of going there."""
GIVEN = frozenset(
    {"visit", "arms-sale", "exercise", "exercise-joint", "missile-test", "incursion"}
    | {"clash", "attack", "harass"}
)


def _opens_with_date(sentence: Sentence, stop: int) -> bool:
    """Whether a date opens the sentence, and nothing is told before: 6日、両首相、…会談."""
    return bool(
        sentence.dates
        and sentence.dates[0].start - sentence.start <= 3
        and not any(w.tail.verb for w in sentence.words if w.start < stop)
    )


def realised(sentence: Sentence, noun: Noun, entry: bool = False) -> tuple[str | None, Word | None]:
    """What makes a noun an event, and the word whose endings tell how."""
    clause = sentence.clauses[sentence.clause_at(noun.start)]
    offset = sentence.start
    if PURPOSE.match(sentence.text, noun.end - offset):
        return None, None
    word = supported(sentence, noun.start, noun.end, clause) or later(sentence, noun)
    if word is not None:
        return f"support verb {word.text}", word
    before = sentence.text[clause.start - offset : noun.start - offset]
    if GENERAL.search(before) or SPOKEN_ABOUT.match(sentence.text, noun.end - offset):
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
    if noun.mode is not None and sentence.dates and DID.match(sentence.text, noun.end - offset):
        return "support: it was done", None
    close = BARE_END.match(sentence.text, noun.end - offset)
    if (
        close
        and (dates or entry or _opens_with_date(sentence, clause.start))
        and close.end() + offset >= clause.end - 1
    ):
        return "dated noun at the end of its clause", None
    for cue in cues(sentence, "cue-plan", noun.end, min(clause.end, noun.end + 10)):
        return f"planned: {cue.text}", None
    if dates and noun.mode is not None and (planned := planned_next(sentence, noun, clause)):
        return planned, None
    if noun.mode is not None and any(
        SET_FOR.match(sentence.text, d.end - offset, noun.start - offset) for d in dates
    ):
        return SCHEDULED_FOR, None
    rest = sentence.text[noun.end - offset : clause.end - offset]
    if noun.mode is not None and sentence.dates and SCHEDULED.match(rest):
        return SCHEDULED_FOR, None
    bracket = IN_BRACKETS.match(sentence.text, noun.end - offset)
    if (
        bracket
        and noun.mode is not None
        and any(d.start - offset == bracket.end() for d in sentence.dates)
    ):
        return "dated noun", None
    there = TOOK_PLACE.match(sentence.text, noun.end - offset)
    if (
        there
        and (noun.mode is not None or noun.channel)
        and dates_or_places(sentence, noun.end, there.end() + offset)
    ):
        return "support: it was then or there", None
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
            (noun.mode is not None or noun.channel)
            and noun.end <= date.start
            and sentence.clause_at(date.start) - sentence.clause_at(noun.start) <= 1
            and IS.fullmatch(sentence.text, noun.end - offset, date.start - offset)
            and WAS.match(sentence.text, date.end - offset)
        ):
            return IT_WAS_THEN, None
    return None, None


IN_BRACKETS = re.compile("[（(]")
SCHEDULED = re.compile(
    r"[」』]?[はがも][^。]{0,40}?(?:(?:予定|計画|調整|セット|設定|想定)され(?!ていな|な|ず)"
    r"|(?:控えて|組まれて)(?!いな)|見込まれ(?!ていな|な)|の予定(?![はがも]))"
)
"""After a meeting that is set for a day: 会談が7月14日に予定されている."""
