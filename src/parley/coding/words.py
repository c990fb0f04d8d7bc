"""Triggers and cues found in a text in one pass.

Every word of ``triggers.yaml`` and ``modality.yaml`` is one pattern of one automaton, so that a
longer word hides a shorter one across both tables (视频通话 is no 通话, 将军 no 将).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from parley.coding.inflection import japanese, korean
from parley.coding.tails import NO_TAIL, Endings, Tail, endings
from parley.items import Modality
from parley.lexicon import Lexicon
from parley.lexicon.matcher import fold_all

VOWELS = "aeiou"


class Rule(msgspec.Struct, frozen=True, gc=False):
    """One entry of the trigger or cue table."""

    id: str
    pos: str
    mode: str | None
    noun_class: str | None
    objects: frozenset[str]
    bare: bool
    contact: bool
    agree: bool
    subject_object: bool
    dated: bool
    nominal: bool
    effect: str | None
    modality: Modality | None
    direct: bool = False
    implies: str | None = None  # the general word for the channel that the word has in it
    beside: frozenset[str] = frozenset()  # classes of nouns one of which its clause must have
    whom: bool = False  # it tells an act only right before somebody
    ships: bool = False  # ships pay such a visit too
    loose: frozenset[str] = (
        frozenset()
    )  # where it tells its act, with a date, though nothing opens it
    parties: tuple[str, ...] = ()  # whose it is, of a thing with a name of its own


class Word(msgspec.Struct, frozen=True, gc=False):
    """A trigger or cue in a text: view offsets and the rules it may stand for with its form."""

    start: int
    end: int
    text: str
    rules: tuple[tuple[Rule, str], ...]
    parts: Mapping[str, Rule]  # the first rule of each part of speech
    classes: frozenset[str]  # what it is as a noun; none where it is no noun
    named: str | None  # the mode of the act that it names as a noun
    tail: Tail = NO_TAIL  # what follows a stem, where verbs are told by their endings

    def of(self, pos: str) -> Rule | None:
        """The rule of that part of speech that this word may stand for."""
        return self.parts.get(pos)

    @property
    def form(self) -> str:
        """Inflection of an English verb: base, s, past, participle or ing; else empty."""
        return self.rules[0][1]


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(
        id=row["id"],
        pos=row["pos"],
        mode=row.get("mode"),
        noun_class=row.get("class"),
        objects=frozenset(row.get("object", ())),
        bare=bool(row.get("bare")),
        contact=bool(row.get("contact")),
        agree=bool(row.get("agree")),
        subject_object=bool(row.get("subject_object")),
        dated=bool(row.get("dated")),
        nominal=bool(row.get("nominal")),
        effect=row.get("effect"),
        modality=row.get("modality"),
        direct=bool(row.get("direct")),
        implies=row.get("implies"),
        beside=frozenset(row.get("beside", ())),
        whom=bool(row.get("whom")),
        ships=bool(row.get("ships")),
        loose=frozenset(row.get("loose", ())),
        parties=tuple(row.get("parties", ())),
    )


Reading = tuple[Rule, str]
"""What a word may stand for, and the form of it in which it is found."""
Means = tuple[tuple[Reading, ...], Mapping[str, Rule], frozenset[str], str | None]
"""What a word means: its rules, the first of each kind, what it is as a noun."""
GAP = " ... "
"""Between the two parts of an English phrase that its object parts: ``put ... on hold``."""


APART = 64
"""Characters within which the second part begins, more than the pattern below has."""


def _rest(rests: Iterable[str]) -> re.Pattern[str]:
    """Finds the second part of a phrase, after its object and before the next full stop."""
    either = "|".join(sorted(map(re.escape, rests), key=len, reverse=True))
    gap = r"(?:(?! (?:when|who|which|that|after|before|while|until|because|if)\b)[^.;:!?\n])"
    return re.compile(rf"\s{gap}{{1,60}}?\s(?:{either})\b")


INFLECTED = frozenset({"verb", "support", "announce"})
"""What is listed by its plain form and stands in a text in another."""


def inflected(word: str) -> Iterable[tuple[str, str]]:
    """Forms of an English verb phrase, head first: ``("held talks", "past")`` …

    Irregular ones list theirs after bars (``hold|held|holding``); a regular head is inflected.
    """
    for one in alternatives(word):
        yield from _inflected(one)


CHOICE = re.compile(r"\(([^()]*)\)")
"""Alternatives within a word: ``lock (its|their) radar on``; the same ones in all its forms."""


def alternatives(word: str) -> Iterable[str]:
    """All that an English or Chinese word with alternatives in brackets stands for."""
    match = CHOICE.search(word)
    if match is None:
        yield word
        return
    for one in match[1].split("|"):
        yield from alternatives(" ".join(word.replace(match.group(), one).split()))


def _inflected(word: str) -> Iterable[tuple[str, str]]:
    given = word.split("|")
    head, _, rest = given[0].partition(" ")
    tail = f" {rest}" if rest else ""
    yield given[0], "base"
    if len(given) > 1:
        for form in given[1:]:
            verb = form.split()[0]
            yield form, "ing" if verb.endswith("ing") else "s" if verb.endswith("s") else "past"
        yield f"{head}{_s(head)}{tail}", "s"
        return
    yield f"{head}{_s(head)}{tail}", "s"
    stem = head[:-1] if head.endswith("e") else head
    if head.endswith("y") and head[-2] not in VOWELS:
        yield f"{head[:-1]}ied{tail}", "past"
    else:
        yield f"{stem}ed{tail}", "past"
    yield f"{stem}ing{tail}", "ing"


def _s(head: str) -> str:
    return "es" if head.endswith(("s", "sh", "ch", "x", "z")) else "s"


def as_noun(rules: Sequence[tuple[Rule, str]]) -> tuple[frozenset[str], str | None]:
    """What a word is as a noun, and the mode of the act that it names."""
    classes: set[str] = set()
    mode = None
    for rule, _ in rules:
        if rule.pos == "noun" and rule.noun_class:
            classes.add(rule.noun_class)
            mode = mode or rule.mode
        elif rule.contact:
            classes.add("contact")
        elif rule.mode == "visit":
            classes.add("visit")
    return frozenset(classes), mode


def meaning(rules: tuple[Reading, ...]) -> Means:
    """What a word with these readings means."""
    return (rules, {rule.pos: rule for rule, _ in reversed(rules)}, *as_noun(rules))


Parted = dict[str, dict[Reading, set[str]]]
"""Of phrases in two parts: what each stands for, and with which second parts, by the first."""


def listed(
    rows: Iterable[Mapping[str, Any]], lang: str
) -> tuple[dict[str, tuple[Reading, ...]], Parted]:
    """The words of a table as the view has them, with their readings; and phrases in two parts.

    All ways to say the same thing share their readings.
    """
    texts: list[str] = []
    rests: list[str] = []
    meant: list[tuple[Reading, ...]] = []
    for row in rows:
        rule = _rule(row)
        forms: dict[str, tuple[Reading, ...]] = {}
        for word in row.get(lang, ()):
            for text, form in _forms(word, lang, rule.pos in INFLECTED):
                head, _, rest = text.partition(GAP)
                texts.append(head)
                rests.append(rest)
                meant.append(forms.get(form) or forms.setdefault(form, ((rule, form),)))
    found: dict[str, tuple[Reading, ...]] = {}
    apart: Parted = {}
    for head, rest, readings in zip(fold_all(texts, lang), rests, meant, strict=True):
        key = head.lower()
        known = found.setdefault(key, ())
        if rest:
            apart.setdefault(key, {}).setdefault(readings[0], set()).add(rest.lower())
        elif not known:
            found[key] = readings
        elif all((rule.id, form) != (readings[0][0].id, readings[0][1]) for rule, form in known):
            found[key] = known + readings
    return found, apart


class Table:
    """The automaton of one language, zh for both scripts.

    ``tails``: the endings of a language whose verbs are told by what follows their stems.
    """

    def __init__(
        self, rows: Iterable[Mapping[str, Any]], lang: str, tails: Endings | None = None
    ) -> None:
        patterns, apart = listed(rows, lang)
        means: dict[int, Means] = {}  # few, by the readings that most words share with others
        self._means = [
            means.get(id(rules)) or means.setdefault(id(rules), meaning(rules))
            for rules in patterns.values()
        ]
        self._cues = frozenset(
            rule.pos for told in means.values() for rule, _ in told[0] if rule.pos.startswith("cue")
        )
        number = {text: at for at, text in enumerate(patterns)}
        self._apart = {
            number[text]: [(*what, _rest(rests)) for what, rests in found.items()]
            for text, found in apart.items()
        }
        self._after = {
            number[text]: frozenset(rest for rests in found.values() for rest in rests)
            for text, found in apart.items()
        }
        # Second parts are found in the same pass; those that are no words stand behind the words.
        seconds = {rest for rests in self._after.values() for rest in rests}
        more = sorted(seconds - patterns.keys())
        number |= {rest: len(patterns) + at for at, rest in enumerate(more)}
        self._seconds = {number[rest]: rest for rest in seconds}
        self._tails = tails
        self._latin = lang == "en"
        one = tails is None and not self._latin
        kind = MatchKind.LeftmostLongest if one else MatchKind.Standard
        self._automaton = AhoCorasick([*patterns, *more], matchkind=kind)

    def find(self, text: str) -> list[Word]:
        """All words of ``text``, left to right, not overlapping."""
        folded = text.lower()
        if len(folded) != len(text):  # a few letters change length when lowered
            folded = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        if self._tails is not None:
            return self._tailed(folded, self._tails)
        if self._latin:
            return self._whole(folded, text)
        out = []
        for number, start, end in self._automaton.find_matches_as_indexes(folded):
            out.append(Word(start, end, folded[start:end], *self._means[number]))
        return out

    def _whole(self, folded: str, text: str) -> list[Word]:
        """As ``find``, of whole words: "cut off" is not in "cut official ties"."""
        size = len(text)
        found = [
            (start, -end, number)
            for number, start, end in self._automaton.find_matches_as_indexes(
                folded, overlapping=True
            )
            # most stand between spaces, which need no asking
            if not (end < size and (after := text[end]) != " " and after.isalnum())
            and not (start and (before := text[start - 1]) != " " and before.isalnum())
        ]
        found.sort()
        # two parts of one phrase tell more than the first alone, or than a longer cue
        first = [one for one in found if one[2] in self._apart]
        rests = self._rests(found) if first else []
        whole: dict[int, tuple[int, tuple[Means, int]]] = {
            start: (minus, both)
            for start, minus, number in first
            if self._follows(number, rests, -minus)
            and (both := self._with_rest(number, folded, -minus))
        }
        means = self._means
        out: list[Word] = []
        at = closed = 0
        acts: set[str] = set()
        for start, minus, number in found:
            if start < at or number >= len(means):
                continue
            told = means[number]
            if start < closed and any(rule.mode in acts for rule, _ in told[0]):
                continue  # the second part of a phrase that tells this act: turned … water cannon
            if start in whole and (
                minus == whole[start][0] or all(rule.pos.startswith("cue") for rule, _ in told[0])
            ):
                minus, (told, closed) = whole[start]
                acts = {rule.mode for rule, _ in told[0] if rule.mode}
            if told[0]:
                at = -minus
                out.append(Word(start, at, folded[start:at], *told))
        return out

    def _rests(self, found: Iterable[tuple[int, int, int]]) -> list[tuple[int, str]]:
        """Where the second parts of phrases stand, left to right."""
        seconds = self._seconds
        return [(start, seconds[number]) for start, _, number in found if number in seconds]

    def _follows(self, number: int, rests: Sequence[tuple[int, str]], end: int) -> bool:
        """Whether one of the second parts of a phrase stands near after the first."""
        after = self._after[number]
        for at in range(bisect_left(rests, (end,)), len(rests)):
            start, rest = rests[at]
            if start >= end + APART:
                return False
            if rest in after:
                return True
        return False

    def _with_rest(self, number: int, folded: str, end: int) -> tuple[Means, int] | None:
        """What a word means together with what follows later in its clause: put … on hold.

        And where that ends.
        """
        matched = [
            (r, f, m) for r, f, rest in self._apart[number] if (m := rest.match(folded, end))
        ]
        if not matched:
            return None
        rules = tuple((rule, form) for rule, form, _ in matched)
        return meaning(rules), max(m.end() for _, _, m in matched)

    def _tailed(self, text: str, tails: Endings) -> list[Word]:
        """As ``find``, where a stem counts only with endings that fit it."""
        found = [
            (start, -end, number)
            for number, start, end in self._automaton.find_matches_as_indexes(
                text, overlapping=True
            )
        ]
        found.sort()  # the leftmost and longest first
        cues = self._cues
        out: list[Word] = []
        at = 0
        for start, minus, number in found:
            if start < at:
                continue
            end = -minus
            means = self._means[number]
            kept = []
            best = NO_TAIL
            run: str | None = None
            mark = None
            no_verb: bool | None = None
            for reading in means[0]:
                rule, form = reading
                if rule.pos in cues:
                    if _stands(text, start, end):
                        kept.append(reading)
                    continue
                if form not in ("noun", ""):
                    if no_verb is None:  # 한·미·일
                        no_verb = text[end : end + 1] == "·" or _cut(text, start)
                    if no_verb:
                        continue
                if run is None:
                    mark = MARKED.match(text, end)
                    run = tails.run(text, end + len(CLOSING) if mark else end)
                if form == "bare":
                    if not LAST.match(text, end):
                        continue
                    form = "noun"
                tail = tails.of(run, form or "noun")
                if tail is None:
                    continue
                if mark:
                    tail = msgspec.structs.replace(tail, length=tail.length + len(CLOSING))
                kept.append(reading)
                if len(tail.features) > len(best.features) or tail.verb > best.verb:
                    best = tail
            if kept:
                if best.verb and text[start - 1 : start] == " " and tails.denied(text, start):
                    best = msgspec.structs.replace(best, features=best.features | DENIED)
                if len(kept) < len(means[0]):
                    means = meaning(tuple(kept))
                out.append(Word(start, end, text[start:end], *means, best))
                at = end
        return out


def _forms(word: str, lang: str, verb: bool) -> Iterable[tuple[str, str]]:
    """The forms of a word in which it is looked for: of a verb, all."""
    if lang == "zh" or (lang == "en" and not verb):
        return [(one, "") for one in alternatives(word)]
    if not verb:
        return [(word, "")]
    if lang == "en":
        return inflected(word)
    if lang == "ja":
        return japanese(word)
    bare = OBJECT.fullmatch(word)
    return (*korean(word), (f"{bare[1]} {bare[2]}", "bare")) if bare else korean(word)


OBJECT = re.compile("(.*[가-힣]{2})[을를] ([가-힣]{2,3}(?<!다))")
"""A Korean verbal noun with its object, which headlines tell without its particle: 물대포 발사."""
LAST = re.compile("[\"'”’)]*(?:[.,;…]|$)")
"""After what closes an entry or a headline."""


def _cut(text: str, start: int) -> bool:
    """Whether a Korean stem would begin within a word or after a figure (200여)."""
    before = text[start - 1 : start]
    if before == ")" and text[start] == "와":
        return True  # 동해(일본해)와: a particle, not 오다
    return "가" <= text[start] <= "힣" and ("가" <= before <= "힣" or before.isdigit())


CLOSING = "’"
MARKED = re.compile("[\"'”’](?=[하했한할함해됐되된될돼])")
"""Closes the quotation of a noun that a light verb makes a verb of: ‘취소’했고."""
DENIED = frozenset({"negative"})
ENDINGS = ("기로", "했", "됐", "었", "았", "때문", "할", "될", "을", "는")
"""How cues begin that Korean writes together with what stands before them."""


def _stands(text: str, start: int, end: int) -> bool:
    """Whether a Korean cue opens its word (not 설이 in 시설이); a syllable is one of its own."""
    if not "가" <= text[start] <= "힣":
        return True
    if start and "가" <= text[start - 1] <= "힣":
        return text.startswith(ENDINGS, start)
    after = text[end : end + 1]
    return end - start > 1 or after in "에의로" or not "가" <= after <= "힣"


def by_pos(words: Sequence[Word]) -> dict[str, list[Word]]:
    """Words by part of speech, each under all that it may stand for."""
    out: dict[str, list[Word]] = {}
    for word in words:
        for pos in word.parts:
            out.setdefault(pos, []).append(word)
    return out


@lru_cache(maxsize=16)
def table(lexicon: Lexicon, lang: str) -> Table:
    """The table of a lexicon in one language, built once."""
    rows = [*lexicon.table("triggers"), *lexicon.table("modality")]
    return Table(rows, "zh" if lang.startswith("zh") else lang, endings(lexicon, lang))
