"""Who else takes part where a clause names one side only, or those who met after the meeting."""

import re

import msgspec

from parley.coding.figures import Figure
from parley.coding.nouns import Frame
from parley.coding.slots import CONTACT, Around, Filled, State

TWO_SIDED = frozenset({"intercept", "harass", "protest", "accuse", "expel"})
"""Deeds that one side does to another."""
PREPOSED = re.compile(
    r"(?i)\W*(?:at|in|during|after|on|following|over|through|via|with|for)\s"
    r"(?:a|an|the|their|his|her|its|talks|calls|meetings|\w+-?\w* talks|what)\b"
)
"""Opens a phrase that stands before the subject: "At a meeting in Geneva, the ministers …"."""


def counterpart(found: set[str], out: Filled, here: Around, state: State) -> set[str]:
    """The other side of a deed that one side does to another; empty where it is not told."""
    mode = out.frame.mode
    if mode == "incursion" and len(found) == 1:
        return set(state.voice) - found if len(state.voice) == 1 else set()
    if mode not in TWO_SIDED or len(found) > 1:
        return set()
    if not found:
        return set(state.focus) if mode in ("intercept", "harass") else set()
    for figure in reversed(here.figures):
        other = set(figure.parties)
        if figure.start < out.reach[0] and not figure.venue and len(other) == 1 and other != found:
            return other
    last = set(state.subject.parties) if state.subject is not None else set()
    if len(last) == 1 and last != found:
        return last
    return set(state.focus) - found if found <= set(state.focus) else set()


AND = re.compile(r"\sand\s(?:the\s)?")
SIDES = re.compile(
    r"\W*(?:\d+\.\s)?(?:[Tt]he|[Bb]oth)\s(?:(?:two|three|four|both|foreign|defen[cs]e)\s)*"
    r"(?:[Mm]inisters|[Ss]ecretaries|[Ll]eaders|[Pp]residents|[Pp]rime [Mm]inisters|[Ss]ides"
    r"|[Dd]elegations"
    r"|[Cc]hiefs|[Gg]enerals|[Aa]dmirals|[Oo]fficials|[Pp]articipants|[Pp]arties|[Pp]rincipals"
    r"|[Aa]llies|[Pp]artners)\b"
)
"""Opens a sentence of a report with those who met."""
THEY = re.compile(r"\W*They\b")


def paired_subject(figures: list[Figure], text: str) -> tuple[str, ...]:
    """The two parties that open a sentence joined by "and"; empty where no two do."""
    first = next((f for f in figures if f.parties and f.kind != "place"), None)
    if first is None or not first.acts or first.beside or first.target:
        return ()
    at = figures.index(first)
    if at + 1 >= len(figures):
        return ()
    second = figures[at + 1]
    both = (*first.parties, *second.parties)
    if len(set(both)) != 2 or len(both) != 2 or not second.acts:
        return ()
    if not AND.fullmatch(text, first.end, second.start):
        return ()
    return tuple(sorted(both))


def sides(text: str, same: bool) -> bool:
    """Whether those who met open a sentence; ``same``: they opened the one before."""
    return bool(SIDES.match(text) or (same and THEY.match(text)))


def preposed(out: Filled, here: Around) -> list[Figure]:
    """Those who act in the clause after a phrase that opens the sentence and names nobody."""
    sentence = here.sentence
    if out.frame.rule.pos != "noun" or out.clause + 1 >= len(sentence.clauses):
        return []
    clause, following = sentence.clauses[out.clause], sentence.clauses[out.clause + 1]
    if any(f.acts for f in here.figures if clause.start <= f.start < clause.end):
        return []
    if not PREPOSED.match(sentence.text, clause.start - sentence.start):
        return []
    return [f for f in here.figures if following.start <= f.start < following.end and f.acts]


LISTED = re.compile(r",?\s(?:and|as well as)\s(?:of\s|from\s)?(?:the\s)?|,\s(?:the\s)?")
"""Between two of a list."""


def listed(mine: list[Figure], here: Around) -> list[Figure]:
    """Those whom commas join to the ones in a clause: "its allies from A, B and C"."""
    text, offset = here.sentence.text, here.sentence.start
    if len(here.figures) < 3 or " and " not in text:
        return []
    around = sorted((f for f in here.figures if f.parties), key=lambda f: f.start)
    out: list[Figure] = []
    run: list[Figure] = []
    joined = ""
    for figure in [*around, None]:
        if figure is not None and run:
            gap = text[run[-1].end - offset : figure.start - offset]
            if LISTED.fullmatch(gap):
                joined += gap
                run.append(figure)
                continue
        plain = [f for f in run if f.kind in ("actor", "place", "office", "person")]
        if len(run) > 2 and " and " in joined and len(plain) == len(run):
            whence = text.endswith(
                ("from ", "from the ", "of ", "of the "), 0, run[0].start - offset
            )
            if any(f in mine for f in run) and (whence or not any(f.venue for f in run)):
                out += [msgspec.structs.replace(f, venue=False, target=False) for f in run]
        run, joined = ([figure] if figure is not None else []), ""
    return out


def apart(out: Filled, here: Around) -> list[Figure]:
    """Those named beside what is undone, where that stands in another clause of the sentence.

    "A visit by A's fleet to B, pencilled in for May, will not go ahead": A and B.
    """
    clauses = here.sentence.clauses
    for noun in out.frame.objects[:1]:
        number = here.sentence.clause_at(noun.start)
        clause = clauses[number]
        if number < out.clause and here.sentence.start <= noun.start < here.sentence.end:
            near = [f for f in here.figures if clause.start <= f.start < clause.end]
            return [
                msgspec.structs.replace(f, kind="actor", venue=False)
                for f in near
                if len(f.parties) == 1
            ]
    return []


PRONOUN = re.compile(r"[他她](?!们)|\b[Ss]?[Hh]e\b")


def he(out: Filled, here: Around) -> bool:
    """Whether "he", "she" or 他 acts in the clause: says nothing, but does."""
    sentence, start = here.sentence, here.sentence.clauses[out.clause].start
    offset = sentence.start
    for match in PRONOUN.finditer(
        sentence.text, start - offset, max(start, out.frame.start) - offset
    ):
        said = any(
            match.end() + offset <= w.start < out.frame.start
            for w in sentence.by_pos.get("cue-said", ())
        )
        if not said:
            return True
    return False


DONE_TO_US = frozenset({"incursion", "protest", "accuse"})
"""What a side's own document tells of another, with nobody named, was done to that side."""
WITH = ("与", "和", "同", "跟", "偕")


def host_before(
    mine: list[Figure], out: Filled, here: Around, subject: Figure | None
) -> Figure | None:
    """Who met those that a Chinese clause names only as met with: 随后又与日韩防长会谈."""
    sentence = here.sentence
    ahead = [f for f in mine if f.acts and f.parties and f.end <= out.frame.start]
    if not ahead or not sentence.text.startswith(WITH, ahead[0].start - 1 - sentence.start):
        return None
    for clause in reversed(sentence.clauses[: out.clause]):
        for f in here.figures:
            if clause.start <= f.start < clause.end and f.acts and f.parties and not f.target:
                return f
    return subject


def level_of(figure: Figure, frame: Frame) -> bool:
    """Whether a bare title tells at which level talks are held, not who holds them."""
    bare = figure.kind == "office" and not figure.parties and not figure.name
    return bare and frame.mode in CONTACT and 0 <= frame.start - figure.end <= 4


def pair_before(found: set[str], here: Around, before: int, state: State) -> set[str]:
    """A pair of parties that holds those found: named earlier in the sentence, or in focus."""
    for figure in reversed(here.figures):
        if figure.start < before and len(figure.parties) >= 2 and found <= set(figure.parties):
            return set(figure.parties)
    sooner = [f for f in here.figures if f.start < before and f.acts and f.kind != "both"]
    told = {p for f in sooner for p in f.parties}
    if len(told) == 2 and found <= told:
        return told  # "A of X and B of Y, who met on Friday, agreed"
    return set(state.focus) if found <= set(state.focus) else set()
