"""Finds entries of the lexicon, and words of other tables, in a folded text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from parley.language import fold

Found = tuple[int, int, int]
"""Number of a pattern, start, end."""

# Letters that go on a Latin word: basic Latin to Latin extended B, digits.
_LETTER = "[0-9A-Za-zÀ-ÖØ-öø-ɏ]"
LETTERS = frozenset(filter(re.compile(_LETTER).match, map(chr, range(0x250))))
_HANGUL = re.compile("[가-힣]")
_HAN = re.compile("[0-9\u3400-\u9fff]")
# Katakana that goes on a word: the dot between a foreigner's names does not.
_KATAKANA = re.compile("[ァ-ヺー]")
_SYLLABLE = re.compile("(?:이|은|의|에|과|도|에는|에게|한테|으로)?(?![가-힣])")
"""What may stand after a name of one syllable: a particle and no more of the word."""
_ACTS = frozenset("はがも")
"""After a name of one character in Japanese that only counts as who acts (北は, no 北に)."""
_GLUE = "\0"


class Hit(msgspec.Struct, frozen=True, gc=False):
    """An entry found: view offsets, kind and id.

    ``kind``: actor compound deictic both person surname office channel generic place. ``parties``
    are whose it is (empty where it is nobody's in particular); ``tag`` says what of the entry was
    matched: for actors name adjective short capital metonym body forces side, for offices office
    speaker body honorific. ``inner``: actors and compounds inside the span.
    """

    start: int
    end: int
    kind: str
    id: str
    parties: tuple[str, ...] = ()
    inner: tuple["Hit", ...] = ()
    tag: str = ""


class Form(msgspec.Struct, frozen=True, gc=False):
    """One pattern: what a hit of it says.

    ``skip``: leading characters that do not belong to the hit (the verb of 访美). ``edge``:
    ``word`` needs non-letters on both sides, ``joined`` a joiner after it, ``hangul`` no Hangul
    before it, ``syllable`` nor after it but a particle's, ``katakana`` no more of it where it
    begins or ends in some, ``alone`` neither a Chinese character nor a digit beside it,
    ``acting`` a particle after it that makes it a subject.
    ``not_after``: characters before which it does not count. ``rank`` decides between equally
    long ones.
    """

    kind: str
    id: str
    parties: tuple[str, ...] = ()
    tag: str = ""
    rank: int = 0
    skip: int = 0
    edge: str = ""
    not_after: str = ""


def group(lang: str) -> str:
    """The language whose patterns serve a text: zh for both scripts, en for what is unknown."""
    plain = lang.partition("-")[0]
    return plain if plain in ("zh", "ja", "ko") else "en"


def fold_all(texts: Sequence[str], lang: str) -> list[str]:
    """Each text as the view of a document in that language has it, in one pass."""
    if not texts:
        return []
    tag = "zh-Hans" if lang == "zh" else lang
    return fold(_GLUE.join(texts), tag).split(_GLUE)


def is_word(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit of the Latin script goes on before ``start`` or after ``end``."""
    return text[start - 1 : start] not in LETTERS and text[end : end + 1] not in LETTERS


def latin_edges(text: str) -> bool:
    """Whether a pattern begins or ends in a Latin letter, so that it must stand as a word."""
    return text[:1] in LETTERS or text[-1:] in LETTERS


def is_katakana_word(text: str, start: int, end: int) -> bool:
    """Whether katakana at an end of ``text[start:end]`` ends there, too: no ルソン in ソルソン."""
    kana = _KATAKANA.match
    before = start and kana(text, start) and kana(text, start - 1)
    after = end < len(text) and kana(text, end - 1) and kana(text, end)
    return not (before or after)


def katakana_edges(text: str) -> bool:
    """Whether a pattern begins or ends in katakana."""
    return bool(_KATAKANA.match(text) or _KATAKANA.match(text[-1]))


class Lone:
    """Words of one Latin letter, which nearly everywhere is part of a longer word.

    An automaton would find each of them: ``rest`` is what is left to it, every word in its place.
    ``whole``: which words are no part of another.
    """

    def __init__(self, words: Iterable[str], whole: Iterable[bool]) -> None:
        self._numbers: dict[str, int] = {}
        self.rest: list[str] = []
        for at, (word, alone) in enumerate(zip(words, whole, strict=True)):
            lone = alone and word in LETTERS
            self.rest.append(_GLUE + word if lone else word)
            if lone:
                self._numbers[word] = at
        letters = "".join(self._numbers)
        self._pattern = letters and re.compile(f"[{letters}](?<!{_LETTER}[{letters}])(?!{_LETTER})")

    def find(self, text: str) -> list[Found]:
        """Where they stand alone."""
        if not self._pattern:
            return []
        numbers = self._numbers
        return [(numbers[m[0]], m.start(), m.end()) for m in self._pattern.finditer(text)]


class Matcher:
    """All entity patterns of one language, found in one pass."""

    def __init__(self, forms: Mapping[str, Form], joiners: str) -> None:
        self._forms = list(forms.values())
        self._joiners = frozenset(joiners)
        # Only forms with a condition need one looked at; that of whole words is the common one.
        self._word = [form.edge == "word" and not form.not_after for form in self._forms]
        self._checked = [bool(form.edge or form.not_after) for form in self._forms]
        self._lone = Lone(forms, self._word)
        self._automaton = AhoCorasick(self._lone.rest, matchkind=MatchKind.Standard)

    def all(self, text: str) -> list[Found]:
        """Every pattern that counts where it stands, overlapping, by start, the longest first."""
        checked, word = self._checked, self._word
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        kept = self._lone.find(text)
        edged = f" {text} "  # one character on, so that each has one before and after it
        kept += [
            m
            for m in found
            if not checked[m[0]]
            or (
                edged[m[1]] not in LETTERS and edged[m[2] + 1] not in LETTERS
                if word[m[0]]
                else self._counts(text, *m)
            )
        ]
        return by_start(kept)

    def _counts(self, text: str, number: int, start: int, end: int) -> bool:
        form = self._forms[number]
        if form.not_after and start and text[start - 1] in form.not_after:
            return False
        if form.edge == "word":
            return is_word(text, start, end)
        if form.edge == "joined":
            return is_word(text, start, end) and text[end : end + 1] in self._joiners
        if form.edge == "hangul":
            return not (start and _HANGUL.match(text, start - 1))
        if form.edge == "syllable":
            inside = start and _HANGUL.match(text, start - 1)
            return not inside and bool(_SYLLABLE.match(text, end))
        if form.edge == "alone":
            return not (start and _HAN.match(text, start - 1)) and not _HAN.match(text, end)
        if form.edge == "acting":
            inside = start and _HAN.match(text, start - 1)
            return not inside and text[end : end + 1] in _ACTS
        if form.edge == "katakana":
            return is_katakana_word(text, start, end)
        return True

    def best(self, found: Sequence[Found]) -> list[Found]:
        """The path of hits that do not overlap with the greatest weight.

        Weight grows with the covered length and falls with the number of pieces; ties go to the
        kind of higher rank, then to what stands further left.
        """
        out: list[Found] = []
        at, count = 0, len(found)
        while at < count:
            reach, stop = found[at][2], at + 1
            while stop < count and found[stop][1] < reach:
                if found[stop][2] > reach:
                    reach = found[stop][2]
                stop += 1
            if stop == at + 1:
                out.append(found[at])
            else:
                self._split(found[at:stop], out)
            at = stop
        return out

    def _split(self, cluster: Sequence[Found], out: list[Found]) -> None:
        start, reach = cluster[0][1], max(m[2] for m in cluster)
        whole = [m for m in cluster if m[1] == start and m[2] == reach]
        if whole:  # no pieces weigh more than one that covers them all
            out.append(max(whole, key=lambda m: self._forms[m[0]].rank))
            return
        ends = sorted({m[2] for m in cluster})
        by_end: dict[int, list[Found]] = {}
        for match in cluster:
            by_end.setdefault(match[2], []).append(match)
        # gain[i]: best weight using pieces that end by ends[i]; took[i]: the last piece or None.
        gain: list[int] = []
        took: list[Found | None] = []
        for number, end in enumerate(ends):
            best, piece = (gain[-1], None) if number else (0, None)
            for match in by_end[end]:
                before = bisect_right(ends, match[1]) - 1
                weight = self.weight(match) + (gain[before] if before >= 0 else 0)
                if weight > best:
                    best, piece = weight, match
            gain.append(best)
            took.append(piece)
        chosen: list[Found] = []
        number = len(ends) - 1
        while number >= 0:
            last = took[number]
            if last is None:
                number -= 1
                continue
            chosen.append(last)
            number = bisect_right(ends, last[1]) - 1
        out.extend(reversed(chosen))

    def weight(self, match: Found) -> int:
        """Ten points a character, four off for each piece, the rank to settle ties."""
        return (10 * (match[2] - match[1]) - 4) * 100 + self._forms[match[0]].rank

    def hits(self, text: str) -> list[Hit]:
        """The best path over the text as hits, those inside channels, offices and people kept."""
        found = self.all(text)
        best = self.best(found)
        starts = [m[1] for m in found]
        out: list[Hit] = []
        for match in best:
            number, start, end = match
            form = self._forms[number]
            if form.kind == "noise":
                continue
            inner: tuple[Hit, ...] = ()
            if form.kind in ("channel", "office", "person", "generic") and end - start > 2:
                inner = self._inside(found, starts, match)
            out.append(
                Hit(start + form.skip, end, form.kind, form.id, form.parties, inner, form.tag)
            )
        return out

    def _inside(
        self, found: Sequence[Found], starts: Sequence[int], outer: Found
    ) -> tuple[Hit, ...]:
        # A ministry in a channel's name is none by itself: 中美国防部工作会晤 has no 美国防部.
        # A name begins with its parties, so here what stands further left wins.
        bodies = self._forms[outer[0]].kind in ("office", "person")
        out: list[Hit] = []
        reach = outer[1]
        for at in range(bisect_left(starts, outer[1]), bisect_left(starts, outer[2])):
            match = found[at]
            form = self._forms[match[0]]
            if match[1] < reach or match[2] > outer[2] or form.kind not in ("actor", "compound"):
                continue
            if bodies or form.tag != "body":
                out.append(self._hit(match))
                reach = match[2]
        return tuple(out)

    def _hit(self, match: Found) -> Hit:
        form = self._forms[match[0]]
        return Hit(match[1] + form.skip, match[2], form.kind, form.id, form.parties, (), form.tag)


_START = itemgetter(1)


def by_start(found: list[Found]) -> list[Found]:
    """Matches that come by their ends, by start and the longest first; sorts the list itself."""
    found.reverse()
    found.sort(key=_START)
    return found


class Words:
    """Words of a table found leftmost-longest, in a folded text."""

    def __init__(self, keys: list[str], automaton: AhoCorasick | None, edges: list[bool]) -> None:
        self._keys = keys
        self._automaton = automaton
        self._edges = edges

    @classmethod
    def build(cls, patterns: Mapping[str, Iterable[str]], lang: str) -> "Words":
        """Words of ``lang`` from patterns by key; the first key to claim a pattern keeps it.

        Latin patterns are found in lower case and with a capital first letter, as whole words.
        """
        texts = [(key, text) for key, group_ in patterns.items() for text in group_]
        folded = fold_all([text for _, text in texts], group(lang))
        seen: dict[str, str] = {}
        for (key, _), text in zip(texts, folded, strict=True):
            for form in cased(text) if latin_edges(text) else (text,):
                seen.setdefault(form, key)
        # Aho–Corasick finds leftmost-longest before edges are looked at, so a word that fails there
        # could hide a shorter one; overlapping search and a choice afterwards does not.
        automaton = AhoCorasick(list(seen), matchkind=MatchKind.Standard) if seen else None
        return cls(list(seen.values()), automaton, [latin_edges(text) for text in seen])

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """``(start, end, key)`` of each word, from the left, not overlapping."""
        if self._automaton is None:
            return []
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        found = by_start(found)
        out: list[tuple[int, int, str]] = []
        reach = 0
        for number, start, end in found:
            if start < reach or (self._edges[number] and not is_word(text, start, end)):
                continue
            out.append((start, end, self._keys[number]))
            reach = end
        return out


_SMALL = frozenset({"of", "the", "and", "for", "to", "in", "on", "de"})


def cased(text: str) -> tuple[str, ...]:
    """The ways to capitalise a title: as given, small, one capital, one for each word."""
    small = text.lower() if len(text.lower()) == len(text) else text
    title = " ".join(
        word if number and word in _SMALL else word[:1].upper() + word[1:]
        for number, word in enumerate(small.split(" "))
    )
    mixed = text[:1].lower() + text[1:] if text[1:2].islower() else text
    return tuple(dict.fromkeys((text, small, mixed, small[:1].upper() + small[1:], title)))
