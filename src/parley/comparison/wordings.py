"""A readout's formulas and sentences held against those of another: kept, added, dropped, reworded.

Wordings are alike by Dice's coefficient on pairs of neighbouring units (Dice 1945; on pairs of
characters Adamson and Boreham 1974), a unit being a character of Han, kana or Hangul or a word of
another script. Each sentence is held against the one most like it, the likest pair first.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from parley.comparison.results import Change, Difference, PhraseChange
from parley.comparison.said import Sentence, Text, Used
from parley.items import Evidence, Span
from parley.language.plain import BARRIER, Unit, plain, units
from parley.lexicon import Lexicon, Phrase

ALIKE = 0.55
"""Least likeness of two wordings of which one is the other reworded."""
SHOWN = 3
"""Places of a formula that each side shows."""
SLACK = 4
"""Units by which a formula may have grown or shrunk where it was reworded."""

Uses = Mapping[str, Sequence[Used]]
Bag = Counter[tuple[str, str]]


def formulas(a: Text, b: Text, lexicon: Lexicon) -> list[PhraseChange]:
    """The lexicon's formulas of either document, in the order of ``a``, then of ``b``."""
    ours, theirs = (text.formulas(lexicon.formulas) for text in (a, b))
    known = lexicon.phrases
    steps = _steps(ours, theirs, known)
    found = []
    for key in ours:
        here = _evidence(a, ours[key])
        if key in theirs:
            found.append(_both(known[key], here, ours[key], _evidence(b, theirs[key]), theirs[key]))
        elif key in steps:
            was = steps[key]
            step = (known[key].step or 0) - (known[was].step or 0)
            there = _evidence(b, theirs[was])
            found.append(_reworded(known[key], here, there, step))
        else:
            near = _nearest(known[key], b, theirs)
            found.append(
                _reworded(known[key], here, (near,))
                if near
                else _change("added", known[key], here[0].text, here, ())
            )
    taken = set(steps.values())
    for key in theirs:
        if key in ours or key in taken:
            continue
        there = _evidence(b, theirs[key])
        near = _nearest(known[key], a, ours)
        found.append(
            _reworded(known[key], (near,), there)
            if near
            else _change("dropped", known[key], there[0].text, (), there)
        )
    return found


def _evidence(text: Text, uses: Iterable[Used]) -> tuple[Evidence, ...]:
    return tuple(text.evidence(use.span) for use in uses)[:SHOWN]


def _change(
    change: Change,
    phrase: Phrase,
    text: str,
    a: tuple[Evidence, ...],
    b: tuple[Evidence, ...],
) -> PhraseChange:
    return PhraseChange(
        text=" ".join(text.split()),
        change=change,
        kind="formula",
        phrase=phrase.id,
        issue=phrase.issue,
        a=a,
        b=b,
    )


def _both(
    phrase: Phrase,
    a: tuple[Evidence, ...],
    ours: Sequence[Used],
    b: tuple[Evidence, ...],
    theirs: Sequence[Used],
) -> PhraseChange:
    """Kept where both have the formula itself, or the same other wording; else reworded."""
    here, there = ({use.form.reworded for use in uses} for uses in (ours, theirs))
    if here & there:
        return _change("kept", phrase, a[0].text, a, b)
    return _reworded(phrase, a, b)


def _reworded(
    phrase: Phrase,
    a: tuple[Evidence, ...],
    b: tuple[Evidence, ...],
    step: int | None = None,
) -> PhraseChange:
    one, other = a[0].text, b[0].text
    ours, theirs = (units(plain(text).text) for text in (one, other))
    return PhraseChange(
        text=" ".join(one.split()),
        change="reworded",
        kind="formula",
        phrase=phrase.id,
        issue=phrase.issue,
        similarity=round(likeness(_bag(ours), _bag(theirs)), 2),
        step=step,
        differing=tuple(differing(one, other)),
        a=a,
        b=b,
    )


def _steps(a: Uses, b: Uses, known: Mapping[str, Phrase]) -> dict[str, str]:
    """Formulas of ``a`` alone → those of ``b`` alone in whose place they stand on one scale."""
    free: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, (own, other) in enumerate(((a, b), (b, a))):
        for key in own:
            ladder = known[key].ladder
            if ladder is not None and key not in other:
                free[ladder][side].append(key)
    found: dict[str, str] = {}
    for several in free.values():
        high = (sorted(keys, key=lambda key: (-(known[key].step or 0), key)) for keys in several)
        found.update(zip(*high, strict=False))
    return found


def _nearest(phrase: Phrase, text: Text, uses: Uses) -> Evidence | None:
    """The words of a text that are most like a formula which it has not, where any are."""
    lang = text.document.lang.partition("-")[0]
    forms = [
        [unit.text for unit in units(plain(form).text)]
        for key, several in phrase.names.items()
        if key.partition("-")[0] == lang
        for form in several
    ]
    taken = sorted(use.span for several in uses.values() for use in several)
    best: tuple[int, float, int, Span] | None = None
    for form in forms:
        if len(form) < SLACK:
            continue
        wanted, pairs = Counter(form), Counter(pairwise(form))
        for window in _windows(text, form):
            like = likeness(pairs, _bag(window))
            if like < ALIKE:
                continue
            # What holds more of the formula comes first: a piece of it is like it, too.
            held = (wanted & Counter(unit.text for unit in window)).total()
            rank = held, like, -len(window)
            if best is None or rank > best[:3]:
                span = text.plain.span(window[0].start, window[-1].end)
                if not any(span.start < end and start < span.end for start, end in taken):
                    best = *rank, span
    return text.evidence(best[3]) if best else None


def _windows(text: Text, form: Sequence[str]) -> Iterator[list[Unit]]:
    """Stretches of about a formula's length that begin and end with one of its units."""
    wanted = frozenset(form)
    for run in _runs(text, wanted):
        for size in range(max(2, len(form) - SLACK), min(len(run), len(form) + SLACK) + 1):
            for at in range(len(run) - size + 1):
                if run[at].text in wanted and run[at + size - 1].text in wanted:
                    yield run[at : at + size]


def _runs(text: Text, wanted: frozenset[str]) -> Iterator[list[Unit]]:
    """The sentences of a text that have at least half of the units wanted."""
    at = 0
    for part in text.plain.text.split(BARRIER):
        if sum(unit in part for unit in wanted) * 2 >= len(wanted):
            yield [Unit(u.text, u.start + at, u.end + at) for u in units(part)]
        at += len(part) + len(BARRIER)


def sentences(a: Text, b: Text, elsewhere: Collection[str]) -> list[PhraseChange]:
    """The sentences of ``a`` and ``b`` that are repeated, in the order of ``a``, then of ``b``.

    That is: those of both, those of one that are much like one of the other's, and of those left
    what stands ``elsewhere`` too, given as plain text.
    """
    ours = {one.text: one for one in a.sentences}
    theirs = {one.text: one for one in b.sentences}
    left = [one for one in ours.values() if one.text not in theirs]
    right = [one for one in theirs.values() if one.text not in ours]
    pairs = {one.text: (other, like) for one, other, like in _pairs(left, right)}
    found = []
    for one in ours.values():
        here = a.evidence(one.span)
        if one.text in theirs:
            found.append(_sentence("kept", here, b.evidence(theirs[one.text].span)))
        elif one.text in pairs:
            other, like = pairs[one.text]
            found.append(_sentence("reworded", here, b.evidence(other.span), like))
        elif one.text in elsewhere:
            found.append(_sentence("added", here, None))
    taken = {other.text for other, _ in pairs.values()}
    found += [
        _sentence("dropped", None, b.evidence(one.span))
        for one in right
        if one.text not in taken and one.text in elsewhere
    ]
    return found


def _sentence(
    change: Change, a: Evidence | None, b: Evidence | None, like: float | None = None
) -> PhraseChange:
    one, other = (side.text if side else "" for side in (a, b))
    return PhraseChange(
        text=" ".join((one or other).split()),
        change=change,
        kind="sentence",
        similarity=None if like is None else round(like, 2),
        differing=tuple(differing(one, other)) if change == "reworded" else (),
        a=(a,) if a else (),
        b=(b,) if b else (),
    )


def _pairs(
    a: Sequence[Sentence], b: Sequence[Sentence]
) -> Iterator[tuple[Sentence, Sentence, float]]:
    """Sentences of which one is the other reworded; each is of one pair at the most."""
    bags = [_bag(one.units) for one in b]
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, bag in enumerate(bags):
        for pair in bag:
            holders[pair].append(number)
    found = []
    for first, one in enumerate(a):
        bag = _bag(one.units)
        shared = Counter(number for pair in bag for number in holders.get(pair, ()))
        for second in shared:
            like = likeness(bag, bags[second])
            if like >= ALIKE:
                texts = sorted((one.text, b[second].text))
                found.append((-like, texts, first, second))
    found.sort()
    ours: set[int] = set()
    theirs: set[int] = set()
    for like, _, first, second in found:
        if first not in ours and second not in theirs:
            ours.add(first)
            theirs.add(second)
            yield a[first], b[second], -like


def _bag(several: Iterable[Unit]) -> Bag:
    return Counter(pairwise(unit.text for unit in several))


def likeness(a: Bag, b: Bag) -> float:
    """Dice's coefficient of two bags: twice what they share, by how many there are; 0 to 1."""
    size = a.total() + b.total()
    return 2 * (a & b).total() / size if size else 0.0


def differing(a: str, b: str) -> list[Difference]:
    """The words in which two wordings differ, as they stand, in order."""
    if b < a:  # the same pieces whichever comes first: difflib's depend on it
        return [Difference(two.b, two.a) for two in differing(b, a)]
    one, other = plain(a), plain(b)
    ours, theirs = units(one.text), units(other.text)
    matcher = SequenceMatcher(
        None, [u.text for u in ours], [u.text for u in theirs], autojunk=False
    )
    found = []
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind != "equal":
            here = a[slice(*one.span(ours[start].start, ours[end - 1].end))] if end > start else ""
            there = (
                b[slice(*other.span(theirs[first].start, theirs[last - 1].end))]
                if last > first
                else ""
            )
            found.append(Difference(" ".join(here.split()), " ".join(there.split())))
    return found
