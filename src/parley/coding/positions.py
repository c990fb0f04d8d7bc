"""The tables that statements are read by: words of saying and holding, and names of issues."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from parley.coding.scan import Clause
from parley.coding.vocabulary import Match, Matches, Vocabulary, words_of
from parley.lexicon import Lexicon
from parley.lexicon.matcher import group

INVERTED = frozenset({"should", "should be"})
"""Words that open a condition where they open a sentence."""
STOPS = '，：；。,:;.“「『"'


class Cue(msgspec.Struct, frozen=True, gc=False):
    """What a word of ``statements.yaml`` stands for. ``noun``: a verb only with a light verb.

    ``quoted``: it says something only after a mark of quoting. ``home``: who speaks is of the
    party whose press the language is. ``predicate``: it says something only after a predicate.
    ``shared``: said by both sides, it is the position of each.
    ``names``: the word names what is asked or promised where it closes a sentence, and before a
    comma after one of ``noun_after`` or a stretch that one of ``noun_opened`` opens.
    ``all``: everybody whose document it is. ``stop``: it says something only before a mark.
    ``deed``: an act, which is a position only on an issue that its own clause names.
    ``sees``: it may also tell what was seen or found out, which is no position.
    ``ends``: what must follow the word, which is left to the mark of quoting that begins with it.
    """

    id: str
    pos: str
    act: str
    strength: int
    plain: bool
    strong: bool
    side: bool
    after: bool
    judged: bool
    unless: tuple[str, ...]
    noun: bool = False
    quoted: bool = False
    home: bool = False
    predicate: bool = False
    all: bool = False
    stop: bool = False
    shared: bool = False
    names: bool = False
    noun_after: tuple[str, ...] = ()
    noun_opened: tuple[str, ...] = ()
    deed: bool = False
    sees: bool = False
    ends: str = ""


class Term(msgspec.Struct, frozen=True, gc=False):
    """A word of ``issues.yaml``. ``kind``: terms, stance, weak, wide or part."""

    issue: str
    kind: str


class Held(msgspec.Struct, frozen=True, gc=False):
    """A position of ``positions.yaml``: its place in the table, and the acts that it needs."""

    id: str
    issue: str
    order: int
    acts: frozenset[str]


class Issue(msgspec.Struct, frozen=True, gc=False):
    """An issue: how specific it is, and the pair that speaks of it when none is named."""

    id: str
    rank: float
    theatre: bool
    pair: tuple[str, ...]
    pairs: tuple[frozenset[str], ...]
    combined: tuple[tuple[str, tuple[str, ...]], ...]
    yields: bool = False  # to the theatre in focus, of which it is a way of speaking


class Words(msgspec.Struct, frozen=True, gc=False):
    """The words of a document by part of speech, each list in order."""

    by_pos: Mapping[str, Matches[Cue]]
    telling: Matches[Cue]
    """Those that may tell that something is said, held or answered."""

    def of(self, pos: str, start: int, end: int) -> list[Match[Cue]]:
        """Words of one part of speech within ``start:end``."""
        found = self.by_pos.get(pos)
        return found.between(start, end) if found is not None else []


class Tables(msgspec.Struct, frozen=True, gc=False):
    """All that statements of one language are read by."""

    cues: Vocabulary[Cue]
    terms: Vocabulary[Term]
    positions: Vocabulary[Held]
    by_act: Mapping[str, Sequence[Held]]
    """Positions that need no words, by issue."""
    issues: Mapping[str, Issue]
    wide: Vocabulary[Term]
    """Common words, which name an issue where nothing else does."""


def meaning(match: Match[Cue], pos: str) -> Cue:
    """What a word means as that part of speech."""
    first = match.means[0]
    return first if first.pos == pos else next(cue for cue in match.means if cue.pos == pos)


HANGUL = re.compile("[가-힣]")
LIGHT = re.compile("[을를]? ?(?:하|했|한|할|해|함|합)")


def inside(text: str, start: int, end: int) -> bool:
    """Whether a Korean noun is only the middle of another word: 항의 in 3항의 효력."""
    if not HANGUL.match(text, start) or not start:
        return False
    before = text[start - 1]
    return (bool(HANGUL.match(before)) or before.isdigit()) and not LIGHT.match(text, end)


TELLING = frozenset({"speech", "react", "pred"})


def by_pos(found: Iterable[Match[Cue]], text: str) -> Words:
    """Words sorted by part of speech; those that what follows rules out are left out."""
    out: dict[str, list[Match[Cue]]] = {}
    telling: list[Match[Cue]] = []
    for match in found:
        done: set[str] = set()
        for cue in match.means:
            if cue.pos in done:
                continue
            done.add(cue.pos)
            if cue.unless and any(
                word in text[match.end : match.end + 14].partition("，")[0] for word in cue.unless
            ):
                continue
            if cue.pos == "pred" and match.text in INVERTED and text[match.start].isupper():
                continue  # "Should it fail, …"
            if cue.noun and inside(text, match.start, match.end):
                continue
            if cue.ends and not text.startswith(cue.ends, match.end):
                continue
            if cue.stop and text[match.end : match.end + 1] not in STOPS:
                continue
            out.setdefault(cue.pos, []).append(match)
            if cue.pos in TELLING and (not telling or telling[-1] is not match):
                telling.append(match)
    return Words({pos: Matches(words) for pos, words in out.items()}, Matches(telling))


@lru_cache(maxsize=16)
def tables(lexicon: Lexicon, lang: str) -> Tables:
    """The tables of a lexicon in one language, built once."""
    key = group(lang)
    cues = [
        ending(word, _cue(row, key)) if key == "ko" else (word, _cue(row, key))
        for row in lexicon.table("statements")
        for word in words_of(row, lang)
    ]
    cues += [
        (word, msgspec.structs.replace(_cue(row, key), noun=True))
        for row in lexicon.table("statements")
        for word in row.get(f"{key}_nouns", ())
    ]
    terms: list[tuple[str, Term]] = []
    wide: list[tuple[str, Term]] = []
    issues: dict[str, Issue] = {}
    for row in lexicon.table("issues"):
        for kind in ("terms", "stance", "weak"):
            terms += [(word, Term(row["id"], kind)) for word in words_of(row.get(kind, {}), lang)]
        wide += [(word, Term(row["id"], "wide")) for word in words_of(row.get("wide", {}), lang)]
        combined = tuple(
            (kind, tuple(words))
            for under, kind in (("with", "terms"), ("about", "weak"))
            for words in row.get(under, {}).get(key, ())
        )
        terms += [(word, Term(row["id"], "part")) for _, words in combined for word in words]
        issues[row["id"]] = Issue(
            row["id"],
            float(row["rank"]),
            bool(row.get("theatre")),
            tuple(row.get("pair", ())),
            tuple(frozenset(pair) for pair in (row.get("pair", ()), *row.get("pairs", ()))),
            combined,
            bool(row.get("yields")),
        )
    positions, by_act = held(lexicon, lang)
    return Tables(
        cues=Vocabulary(cues, lang),
        terms=Vocabulary(terms, lang),
        positions=Vocabulary(positions, lang),
        by_act=by_act,
        issues=issues,
        wide=Vocabulary(wide, lang),
    )


PLAIN = ("한다", "란다", "된다")
"""How a Korean word ends whose last syllable may begin a mark of quoting: 반대한다고 했다."""


def ending(word: str, cue: Cue) -> tuple[str, Cue]:
    """A word and its cue; what holds something leaves its last syllable to the mark of quoting."""
    if cue.pos not in ("pred", "react") or not word.endswith(PLAIN):
        return word, cue
    return word[:-1], msgspec.structs.replace(cue, ends=word[-1])


def held(lexicon: Lexicon, lang: str) -> tuple[list[tuple[str, Held]], dict[str, list[Held]]]:
    """The words of positions with what they stand for, and positions that need none, by issue."""
    positions: list[tuple[str, Held]] = []
    by_act: dict[str, list[Held]] = {}
    for order, row in enumerate(lexicon.table("positions")):
        one = Held(row["id"], row["issue"], order, frozenset(row.get("acts", ())))
        positions += [(word, one) for word in words_of(row, lang)]
        if not any(row.get(key) for key in ("zh", "en", "ja", "ko")):
            by_act.setdefault(one.issue, []).append(one)
    return positions, by_act


def _cue(row: Mapping[str, Any], key: str) -> Cue:
    return Cue(
        id=row["id"],
        pos=row["pos"],
        act=row.get("act", "assert"),
        strength=row.get("strength", 2),
        plain=bool(row.get("plain")),
        strong=bool(row.get("strong")),
        side=bool(row.get("side")),
        after=bool(row.get("after")),
        judged=bool(row.get("judged")),
        unless=tuple(row.get("unless", {}).get(key, ())),
        quoted=bool(row.get("quoted")),
        home=bool(row.get("home")),
        predicate=bool(row.get("predicate")),
        all=bool(row.get("all")),
        stop=bool(row.get("stop")),
        shared=bool(row.get("shared")),
        names=bool(row.get("names")),
        noun_after=tuple(row.get("noun_after", {}).get(key, ())),
        noun_opened=tuple(row.get("noun_opened", {}).get(key, ())),
        deed=bool(row.get("deed")),
        sees=bool(row.get("sees")),
    )


class Topic(msgspec.Struct, frozen=True, gc=False):
    """An issue spoken to in a stretch of text: where, and what kind of word says so."""

    start: int
    end: int
    issue: str
    kind: str
    rank: float


def wide_topics(text: str, start: int, end: int, known: Tables) -> list[Topic]:
    """The issues that common words name in ``start:end``, where nothing else names one."""
    return [
        Topic(start + m.start, start + m.end, t.issue, t.kind, known.issues[t.issue].rank)
        for m in known.wide.find(text[start:end])
        for t in m.means
    ]


def topics(found: Matches[Term], start: int, end: int, known: Tables) -> list[Topic]:
    """The issues named in ``start:end``, in order; words that only count together count once."""
    out: list[Topic] = []
    parts: dict[str, Match[Term]] = {}
    for match in found.between(start, end):
        for term in match.means:
            if term.kind == "part":
                parts.setdefault(match.text, match)
            else:
                rank = known.issues[term.issue].rank
                out.append(Topic(match.start, match.end, term.issue, term.kind, rank))
    if len(parts) > 1:
        for issue in known.issues.values():
            for kind, words in issue.combined:
                if all(word in parts for word in words):
                    last = max((parts[word] for word in words), key=lambda m: m.start)
                    out.append(Topic(last.start, last.end, issue.id, kind, max(issue.rank, 8.0)))
    if len(out) > 1:
        out.sort(key=lambda t: (t.start, t.end, t.issue, t.kind, t.rank))
    return out


def best(found: Sequence[Topic]) -> Topic | None:
    """The most specific issue, the first of those equally specific; weak words do not count."""
    named = [t for t in found if t.kind != "weak"]
    return max(named, key=lambda t: (t.rank, -t.start), default=None)


def part_at(found: Sequence[Clause], offset: int) -> Clause:
    """The clause that holds a view offset."""
    return next((clause for clause in found if offset < clause.end), found[-1])
