"""Triggers open frames: which act is told, and which nouns it governs.

A verb takes the noun that it governs out of play, so that "refused a meeting" is one refusal and
no meeting; a noun that is left makes an event of its own only where a support verb or a date
realises it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from parley.coding.agreements import AGREED_TO_HOLD, agreement
from parley.coding.governing import governed
from parley.coding.modality import cues
from parley.coding.nouns import NOUN, Frame, Noun, each_of, within_names
from parley.coding.pointing import SAID_NO, agreed_before, said_no, sent, told_before
from parley.coding.realising import realised
from parley.coding.scan import Sentence
from parley.coding.verbal import implied, line_before, previous, verbal
from parley.coding.words import Rule, Word


def verbs(sentence: Sentence) -> list[tuple[Word, Rule, str]]:
    """Verb readings of a sentence's words, left to right, those inside names left out.

    An English form that may be a noun too ("drills", "visit") is a verb after somebody or "to".
    """
    out: list[tuple[Word, Rule, str]] = []
    if "verb" not in sentence.by_pos:
        return out
    text, offset = sentence.text, sentence.start
    lands = within_names(sentence)
    lengths = sentence.durations
    denied = sentence.by_pos.get("cue-denial")
    for word in sentence.free:
        if "verb" not in word.parts:
            continue
        if lands and any(a <= word.start and word.end <= b for a, b in lands):
            continue
        at = word.start - offset
        if "《" in text and text.rfind("《", 0, at) > text.rfind("》", 0, at):
            continue  # 《全面禁止核试验条约》
        if lengths and any(
            d.start - word.end in (0, 1) and tail(sentence, d.end) == "的" for d in lengths
        ):
            continue  # 中断近十年的协商: a talk of what it had been
        if (
            denied
            and any(0 <= w.start - word.end <= 1 for w in denied)
            and not noun_before(text, at)
        ):
            continue  # 对方指称与事实不符
        if tail(sentence, word.end) == "的" and background(sentence, word):
            continue  # 一度被切断的热线, 落实达成的共识
        for rule, form in word.rules:
            if rule.pos != "verb":
                continue
            if rule.effect == "terminated" and ONLY_WHEN.match(text, word.end - offset):
                continue
            noun = word.of("noun") is not None
            if form in ("base", "s") and (
                ((noun or rule.contact or rule.mode == "visit") and noun_before(text, at))
                or (noun and not _after_somebody(sentence, word, at))
            ):
                continue
            out.append((word, rule, form))
    return out


ONLY_WHEN = re.compile("(?:之?[后前]|时|当[天日晚]|一事|的|感到)")
"""After a Chinese verb of lapsing that only tells when or what: 条约到期后, 对条约失效感到遗憾."""


def tail(sentence: Sentence, at: int) -> str:
    """The character of a sentence at a view offset."""
    return sentence.text[at - sentence.start : at - sentence.start + 1]


def idea(sentence: Sentence, at: int) -> bool:
    """Whether an act that ends here is only thought of or spoken about: 恢复对话的重要性."""
    return any(0 <= cue.start - at <= 1 for cue in sentence.by_pos.get("cue-idea", ()))


def background(sentence: Sentence, word: Word) -> bool:
    """Whether a Chinese verb before 的 only tells which thing is meant, and gives no date."""
    clause = sentence.clauses[sentence.clause_at(word.start)]
    known = cues(sentence, "cue-known", clause.start, word.start)
    low = max((cue.end for cue in known if cue.text in ACCORDING), default=clause.start)
    return bool(known) and not any(low <= d.start < word.start for d in sentence.dates)


ACCORDING = ("按照", "根据", "依照", "依据", "遵照", "落实", "履行")
"""What is done by something agreed: a date before that is of the doing."""


def noun_before(text: str, at: int) -> bool:
    """Whether what stands before a place in a sentence makes a noun of the word there."""
    return bool(NOUN_BEFORE.search(text, max(0, at - LONGEST), at))


def _after_somebody(sentence: Sentence, word: Word, at: int) -> bool:
    return bool(VERB_BEFORE.search(sentence.text, max(0, at - LONGEST), at)) or any(
        0 <= word.start - hit.end <= 1 for hit in sentence.entities
    )


LONGEST = 20
"""Characters of the words below, more than any has."""
NOUN_BEFORE = re.compile(
    r"(?i)(?:\b(?:the|a|an|his|her|their|its|this|that|any|no|of|first|second|planned|next|last|new"
    r"|official|state|joint|for)|'s|’s)\s$"
)
"""English words before which a form like "visit" or "call" is a noun."""
VERB_BEFORE = re.compile(
    r"(?i)\b(?:to|will|would|can|could|may|might|must|should|shall|they|we|i|you|he|she|it|who|which"
    r"|also|again|then|not|regularly|often|never|still|did|does|do)\s$"
)


def frames(
    sentence: Sentence,
    things: list[Noun],
    lang: str,
    topic: Noun | None = None,
    met: Noun | None = None,
    known: Sequence[Noun] = (),
    before: str = "",
) -> Iterator[Frame]:
    """Every act that the sentence tells, with what it governs; modality is judged later.

    ``things`` are its nouns, ``topic`` the channel last spoken of, for "they came back" and 该热线,
    ``met`` the contact, for "it was last held in May"; ``known`` what else "it" may be, ``before``
    the sentence before.
    """
    if not sentence.words:
        return
    offset = sentence.start
    taken: set[int] = set()

    def take(objects: Iterable[Noun]) -> None:
        """A noun out of play takes the words inside it along."""
        for noun in objects:
            taken.add(noun.start)
            taken.update(w.start for w in sentence.words if noun.start <= w.start < noun.end)

    told: list[tuple[Word, Rule, str]] = verbs(sentence)
    if not told and not things and "support" not in sentence.by_pos:
        return
    done: set[int] = set()
    about: set[tuple[str | None, int]] = set()

    if lang == "en":
        done |= charged(sentence, told)
    # Agreements first: what is agreed upon is inside them.
    for word, rule, form in told:
        if rule.agree and word.start not in done and form not in ("ing",):
            agreed = agreement(sentence, word, rule, things, told, lang, topic)
            back = agreed_before(sentence, word, rule, things, known) if lang == "en" else None
            if back is not None and (agreed is None or agreed[0].mode == "agree"):
                agreed = back, {word.start}
            if agreed is not None:
                frame, inside = agreed
                done |= inside
                taken |= inside
                take(frame.objects)
                take(n for n in things if n.start in inside)
                held = frame.objects if frame.realised == AGREED_TO_HOLD else ()
                for noun in held[1:]:  # 商定举行A磋商、B磋商: each of them
                    yield Frame(
                        noun.mode or "talks",
                        noun.start,
                        noun.end,
                        NOUN,
                        (noun,),
                        "planned",
                        None,
                        AGREED_TO_HOLD,
                    )
                yield msgspec.structs.replace(frame, objects=held[:1]) if held[1:] else frame
    # Then what governs a noun.
    for word, rule, _ in told:
        if word.start in done or word.start in taken or not rule.objects or rule.agree:
            continue
        if lang == "en" and rule.contact:
            continue
        if rule.id == SAID_NO:
            refusal = said_no(sentence, word, rule, things, met, before)
            done.add(word.start)
            if refusal is not None:
                take(refusal.objects)
                yield refusal
            continue
        objects = governed(sentence, word, rule, things, taken, lang, topic)
        if not objects and lang == "en":
            objects = told_before(sentence, word, rule, things, known)
            objects = objects or sent(sentence, word, rule)
            if objects and (rule.mode, objects[0].start) in about:
                done.add(word.start)
                continue  # "the line has been dead since Beijing cut it"
        if not objects and rule.implies and not rule.bare and lang != "en":
            objects = line_before(sentence, word, things, topic)
        if "person-contact" in rule.objects and not objects and lang != "en":
            objects = [
                n
                for n in things
                if n.end <= word.start and n.classes & rule.objects and n.start not in taken
            ][-1:]
        if rule.modality == "refused" and not objects and sentence.clause_at(word.start):
            # "proposed a call, and the other side did not accept"
            ahead = sentence.clauses[sentence.clause_at(word.start) - 1]
            if cues(sentence, "cue-hypothesis", ahead.start, ahead.end):
                objects = [
                    n
                    for n in things
                    if ahead.start <= n.start < ahead.end and "contact" in n.classes
                ][-1:]
        if "person-contact" in rule.objects and not objects:
            objects = [
                n
                for n in things
                if n.start >= word.end
                and "contact" in n.classes
                and n.start - word.end < 40
                and n.start not in taken
                and sentence.clause_at(n.start) == sentence.clause_at(word.start)
            ][:1]
        entity_objects = rule.objects & {"place", "party"}
        if not objects and not entity_objects:
            continue
        if objects and lang != "en" and idea(sentence, max(word.end, objects[-1].end)):
            continue
        if entity_objects and not objects and not _goal(sentence, word, lang, rule):
            continue
        if rule.nominal and not attributed(sentence, word, objects):
            continue
        if rule.mode == "deploy" and _purpose(sentence, word, told):
            continue  # "dispatched warplanes to tail it": the tailing
        if rule.mode == "visit" and (
            (not rule.ships and _forces_go(sentence, word, things))
            or GERUND.match(sentence.text, word.end - offset)
        ):
            continue
        done.add(word.start)
        taken.add(word.start)
        take(objects)
        about.update((rule.mode, noun.start) for noun in objects)
        if "act" in rule.objects:  # the acts that ceased are not told as happening
            clause = sentence.clauses[sentence.clause_at(word.start)]
            done |= {w.start for w, _, _ in told if clause.start <= w.start < clause.end}
        whole = Frame(
            rule.mode or "other",
            word.start,
            word.end,
            rule,
            tuple(objects),
            rule.modality,
            rule.effect,
            "verb with its object",
        )
        yield from each_of(whole, sentence)
    # Contacts told by a verb of their own.
    spoken: set[int] = set()
    for word, rule, form in told:
        if word.start in done or word.start in taken or not rule.contact:
            continue
        if lang == "en" and form == "ing" and not progressive(sentence, word):
            continue
        if lang == "en" and rule.objects and not _whom(sentence, word):
            continue
        if lang != "en" and not verbal(sentence, word, rule):
            continue
        done.add(word.start)
        taken.add(word.start)
        spoken.add(word.start)
        kind = rule.mode or "meet"
        if kind == "call" and FACE_TO_FACE.match(sentence.text, word.end - offset):
            kind = "meet"
        yield Frame(kind, word.start, word.end, rule, (), None, None, "verb")
    last = -10
    protested: set[int] = set()
    for word, rule, form in told:
        if word.start in done or word.start in taken or not rule.bare or rule.contact:
            continue
        if lang == "en" and form == "ing" and not progressive(sentence, word):
            continue
        if rule.nominal and not attributed(sentence, word, []):
            continue
        if rule.mode == "appointment" and lang == "en" and counts_from(sentence, word):
            continue
        place = sentence.clause_at(word.start)
        if place in protested and (rule.mode == "sanction" or lang != "en"):
            continue  # 召见…提出抗议, "put two firms under sanctions": one act in two steps
        if rule.mode == ("sanction" if lang == "en" else "protest"):
            protested.add(place)
        apart = sentence.text[last - offset : word.start - offset].startswith(("，", "；"))
        if word.start - last <= 3 and not apart:  # 水炮攻击: one act in two words
            continue
        last = word.end
        if rule.mode in ("accuse", "threaten"):  # what is charged or threatened is inside it
            clause = sentence.clauses[sentence.clause_at(word.start)]
            inside = {
                w.start
                for w, _, form in told
                if word.end <= w.start < clause.end
                and not (lang == "en" and finite_beside(sentence, w, form))
            }
            done |= inside
            taken |= inside
        done.add(word.start)
        act = rule.mode or "other"
        inner = (implied(word, rule),) if rule.implies else ()
        yield Frame(act, word.start, word.end, rule, inner, rule.modality, rule.effect, "verb")
    # Nouns that a support verb or a date makes happen.
    if not things and lang != "en":
        return
    names = within_names(sentence)
    supports = [
        w
        for w in sentence.by_pos.get("support", ())
        if not any(a <= w.start and w.end <= b for a, b in names)
    ]
    told_nouns = {sentence.clause_at(start) for start in spoken}
    busy = {sentence.clause_at(start) for start in done}
    for noun in sorted(things, key=lambda n: (n.mode is None, n.start)):
        place = sentence.clause_at(noun.start)
        if noun.start in taken or (noun.mode is None and place in told_nouns):
            continue  # 透过专线…通话: the line is not talked of beside the call
        mode = noun.mode or ("talks" if noun.channel else None)
        if mode is None:
            continue
        if "previous" in noun.classes:
            if previous(sentence, noun, things):
                yield Frame(mode, noun.start, noun.end, NOUN, (noun,), None, None, "as before")
            continue
        how = realised(sentence, noun, supports, lang)
        if how and how.startswith("dated") and place in busy:
            continue
        if how:
            told_nouns.add(place)
            yield Frame(mode, noun.start, noun.end, NOUN, (noun,), None, None, how)
    if lang == "en":
        yield from spoken_of(sentence, things, met, told_nouns | busy)


def charged(sentence: Sentence, told: Sequence[tuple[Word, Rule, str]]) -> set[int]:
    """Where verbs in -ing stand that only tell what is charged: "accused it of sending drones"."""
    out: set[int] = set()
    for word, rule, _ in told:
        if rule.mode != "accuse":
            continue
        clause = sentence.clauses[sentence.clause_at(word.start)]
        out |= {w.start for w, _, f in told if f == "ing" and word.end <= w.start < clause.end}
    return out


def finite_beside(sentence: Sentence, word: Word, form: str) -> bool:
    """Whether "and" joins a verb to the main one: "accused us of that and threatened an attack"."""
    joined = sentence.text.endswith(
        (" and ", " and also ", " but "), 0, word.start - sentence.start
    )
    return form in ("past", "s") and joined


def spoken_of(
    sentence: Sentence, things: Sequence[Noun], met: Noun | None, told: set[int]
) -> Iterator[Frame]:
    """A contact told of before that a clause dates: "it was last held in May"."""
    for word in sentence.by_pos.get("support", ()):
        place = sentence.clause_at(word.start)
        clause = sentence.clauses[place]
        before = sentence.text[clause.start - sentence.start : word.start - sentence.start]
        if place in told or not IT.fullmatch(before):
            continue
        if not any(clause.start <= d.start < clause.end for d in sentence.dates):
            continue
        ahead = [n for n in things if n.start < word.start and (n.mode or "body" in n.classes)]
        noun = ahead[-1] if ahead else met
        if noun is not None and noun.mode in (None, "talks", "meet", "summit", "call"):
            told = told | {place}
            mode = noun.mode or "talks"
            yield Frame(mode, word.start, word.end, NOUN, (noun,), None, None, "support verb")


IT = re.compile(
    r"(?i)\W*(?:and |but |though )?(?:it|they|which|last|most recently"
    r"|the (?:next|last|previous|latest|first|second)"
    r"(?: one| round| session)?)\b(?:\s(?:was|were|is|are|will|be|been|had|has|last|most recently"
    r"|first|next|due|to|expected|scheduled|planned|again))*\s"
)
"""Before a support verb: a pronoun for what was spoken of."""


PROGRESSIVE = re.compile(r"\b(?:is|are|was|were|been|['’]re|['’]s)\s(?:now\s|also\s|already\s)?$")
FACE_TO_FACE = re.compile(
    r"[^.;:]{0,110}?\b"
    r"(?:on the (?:sidelines|margins)|in person|face to face|over (?:lunch|dinner))\b"
)
"""After a verb of speaking: they met."""
GERUND = re.compile(r"\s[a-z]+ing\b")
"""After a verb of going: "go back to talking" is no visit."""


def progressive(sentence: Sentence, word: Word) -> bool:
    """Whether a form in -ing is told as going on: "was halting imports"."""
    at = word.start - sentence.start
    return bool(PROGRESSIVE.search(sentence.text, max(0, at - 16), at))


COUNTED = re.compile(r"\bsince (?:\S+ ){1,4}$")
"""Before an act from which time is only counted: "the first since Biden took office"."""


def counts_from(sentence: Sentence, word: Word) -> bool:
    """Whether time is counted from an act that nothing dates after it."""
    at = word.start - sentence.start
    if not COUNTED.search(sentence.text, max(0, at - 50), at):
        return False
    return not any(0 <= d.start - word.end <= 30 for d in sentence.dates)


POSSESSED = re.compile("['’]s? (?:\\w+ ){0,2}$|\\b(?:its|their|his|her) (?:\\w+ )?$")
"""Before the name of an act: whose it was."""


def attributed(sentence: Sentence, word: Word, objects: Sequence[Noun]) -> bool:
    """Whether an act told by a noun ("the suspension of talks") happened: by somebody, or dated."""
    clause = sentence.clauses[sentence.clause_at(word.start)]
    offset = sentence.start
    end = max([word.end, *(n.end for n in objects)])
    if POSSESSED.search(sentence.text, max(0, word.start - offset - 30), word.start - offset):
        return True
    dated = any(word.start - 12 <= d.start < end + 110 for d in sentence.dates)
    if not dated and sentence.dates:  # "On May 3 it cut the line after the launch of a satellite"
        dated = any(
            0 <= word.start - w.end <= 6
            for pos in ("cue-then", "cue-reason")
            for w in cues(sentence, pos, clause.start, word.start)
        )
    by = sentence.text.find(" by ", word.end - 4 - offset, min(clause.end, end + 30) - offset)
    return dated or (by >= 0 and any(0 <= h.start - by - offset <= 24 for h in sentence.entities))


def _whom(sentence: Sentence, word: Word) -> bool:
    """Whether somebody in office follows closely: "hosted the minister", not "hosted the forum"."""
    after = word.end - sentence.start
    rung = any(rule.id == "v-call-up" for rule, _ in word.rules)
    if not rung and HIM.match(sentence.text, after):
        return True
    for hit in sentence.entities:
        if hit.kind in ("person", "surname", "office") and 0 <= hit.start - word.end <= 30:
            near = hit.start - word.end <= 14 and not OWNS.match(
                sentence.text, hit.end - sentence.start
            )
            return near or not rung
    return False


HIM = re.compile(r"\s(?:him|her)\b(?=\s(?:at|in|on|again|there|yesterday|today|last)\b|[.,])")
"""After a verb of meeting: somebody named before."""
OWNS = re.compile("['’]s?\\s")


def _purpose(sentence: Sentence, word: Word, told: Sequence[tuple[Word, Rule, str]]) -> bool:
    """Whether forces are sent out for an act that is told itself."""
    clause = sentence.clauses[sentence.clause_at(word.start)]
    if any(
        word.end <= w.start < clause.end and rule.id == "v-transit" and not form
        for w, rule, form in told
    ):
        return True  # 派遣一艘驱逐舰穿越台海
    return any(
        word.end <= w.start < clause.end
        and form == "base"
        and rule.mode in ("intercept", "harass", "exercise", "patrol")
        and sentence.text.endswith(" to ", 0, w.start - sentence.start)
        for w, rule, form in told
    )


def _forces_go(sentence: Sentence, word: Word, things: list[Noun]) -> bool:
    """Whether ships or troops go there: a deployment's goal and nobody's visit."""
    clause = sentence.clauses[sentence.clause_at(word.start)]
    return any("forces" in n.classes and clause.start <= n.start < word.start for n in things)


def _goal(sentence: Sentence, word: Word, lang: str, rule: Rule) -> bool:
    """Whether a place or party follows closely: the goal of a visit or passage."""
    reach = 40 if lang == "en" else 12
    return any(
        h.kind in (("place", "actor") if "party" in rule.objects else ("place",))
        and 0 <= h.start - word.end <= reach
        for h in sentence.entities
    )
