"""Who is topic, subject or source of a sentence, by the particle after the name."""

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from parley.coding.positions import Cue, Words, meaning
from parley.coding.scan import Scan, Sentence
from parley.coding.speakers import NOBODY, TOGETHER, Memory, Voice, side
from parley.coding.vocabulary import Match
from parley.items import Span
from parley.lexicon import Hit, Lexicon
from parley.lexicon.matcher import group

MARKS = ("topic", "subject", "source")
LONGEST_GAP = 18
LONGEST_TAIL = 24
OPENS = 30  # characters before a name that opens a line
NAMES = frozenset({"person", "office", "actor"})
PEOPLE = frozenset({"person", "surname"})


SURNAME = re.compile(r"(?<![一-龠々])([一-龠々]{1,2})$|(?:^|[\s,])([가-힣]{1,6}) $")
"""A family name before a title."""
NAMED = re.compile(r"(?<![가-힣])(?:[가-힣]{2,6} )?[가-힣]{1,6} $")
"""A name that the lexicon does not know, before whose it is and the title."""
SHORT = re.compile(r"[^\w]*(?:[\d.∼~/-]+\s)?(\w)(?=[ ,])")


HANGUL = re.compile("[가-힣]")


class Grammar(msgspec.Struct, frozen=True, gc=False):
    """The rows of ``finals.yaml`` of one language, compiled."""

    marked: re.Pattern[str]
    gap: re.Pattern[str]
    joins: re.Pattern[str]
    former: re.Pattern[str]
    both: re.Pattern[str]
    quote: re.Pattern[str]
    quoting: re.Pattern[str]
    turn: re.Pattern[str]
    closes: re.Pattern[str]
    predicate: re.Pattern[str]
    light: re.Pattern[str]
    headline: re.Pattern[str]
    unsaid: re.Pattern[str]
    passive: re.Pattern[str]
    unreal: re.Pattern[str]
    asks: re.Pattern[str]
    cut: re.Pattern[str]
    listed: re.Pattern[str]
    coordinate: re.Pattern[str]
    condition: re.Pattern[str]
    relative: re.Pattern[str]
    beside: re.Pattern[str]
    bare: re.Pattern[str]
    cites: re.Pattern[str]
    protest: re.Pattern[str]
    nominal: re.Pattern[str]
    seen: re.Pattern[str]
    home: str
    sellers: tuple[str, ...]
    shorts: dict[str, str]


class Named(msgspec.Struct, frozen=True, gc=False):
    """Somebody named with a particle: view offsets of the name and its mark, whose voice it is."""

    start: int
    end: int
    voice: Voice
    mark: str
    """topic, subject or source; bare where nothing marks it."""
    voices: tuple[Voice, ...] = ()
    """Those of several parties that one name has: 한미, 日米韓."""


class Head(msgspec.Struct, frozen=True, gc=False):
    """A piece of a name: an entity, or a word for those who speak for a party."""

    start: int
    end: int
    kind: str
    hit: Hit | None


@lru_cache(maxsize=16)
def grammar(lexicon: Lexicon, lang: str) -> Grammar:
    """The grammar of a verb-final language, built once."""
    key = group(lang)
    rows = {row["id"]: row[key] for row in lexicon.table("finals")}

    def one(name: str) -> str:
        return "|".join(rows[name])

    marks = "|".join(f"(?P<{name}>{one(name)})" for name in ("source", "topic", "subject"))
    return Grammar(
        marked=re.compile(f"(?:{one('tail')})*(?:{marks})"),
        gap=re.compile(f"(?:{one('gap')}|)"),
        joins=re.compile(f"(?:{one('with')})$"),
        former=re.compile(f"(?:{one('former')})$"),
        both=re.compile(f"(?:{one('both')})$"),
        quote=re.compile(f"(?:{one('quote')})$"),
        quoting=re.compile(one("quoting")),
        turn=re.compile(one("turn")),
        closes=re.compile(f"(?:{one('closes')})$"),
        predicate=re.compile(f"(?:{one('predicate')})$"),
        light=re.compile(one("light")),
        headline=re.compile(one("headline")),
        unsaid=re.compile(one("unsaid")),
        passive=re.compile(one("passive")),
        unreal=re.compile(one("unreal")),
        asks=re.compile(one("asks")),
        cut=re.compile(one("cut")),
        listed=re.compile(one("list")),
        coordinate=re.compile(one("coordinate")),
        condition=re.compile(one("condition")),
        relative=re.compile(one("relative")),
        beside=re.compile(f"(?:{one('beside')})$"),
        bare=re.compile(one("bare")),
        cites=re.compile(one("cites")),
        protest=re.compile(one("protest")),
        nominal=re.compile(one("nominal")),
        seen=re.compile(f"(?:{one('seen')})$"),
        home=rows["home"][0],
        sellers=tuple(rows["seller"]),
        shorts={
            short: party
            for party, actor in lexicon.actors.items()
            for short in actor.short.get(key, ())
            if short in rows["short"]
        },
    )


def heads(scan: Scan, sentence: Sentence, words: Words, rules: Grammar) -> list[Head]:
    """The pieces of names in a sentence, left to right, none within another."""
    text = scan.view.text
    found = [
        Head(h.start, h.end, h.kind, h)
        for h in sentence.entities
        if h.kind not in ("channel", "generic", "place") and h.tag not in ("short", "adjective")
    ]
    for pos in ("official", "private", "pronoun"):
        found += [
            Head(w.start, w.end, "home" if meaning(w, pos).home else pos, None)
            for w in words.of(pos, sentence.start, sentence.end)
            if len(w.text) > 1 or alone(text, w, rules)
        ]
    short = opening(sentence, rules)
    if short is not None:
        found.append(short)
    found.sort(key=lambda h: (h.start, -h.end, not of_somebody(h)))
    out: list[Head] = []
    for head in found:
        if out and head.start < out[-1].end:
            if head.end > out[-1].end and head.hit is None:
                out[-1] = msgspec.structs.replace(out[-1], end=head.end)
            continue
        out.append(head)
    return out


def alone(text: str, word: Match[Cue], rules: Grammar) -> bool:
    """Whether a word of one syllable stands by itself and is marked (그는, not 그날)."""
    return not HANGUL.match(text, word.start - 1) and bool(rules.marked.match(text, word.end))


def opening(sentence: Sentence, rules: Grammar) -> Head | None:
    """A party's short name that opens a line of a chronology (북, 미 국무부)."""
    match = SHORT.match(sentence.text)
    party = rules.shorts.get(match[1]) if match else None
    if match is None or party is None:
        return None
    start, end = sentence.start + match.start(1), sentence.start + match.end(1)
    return Head(start, end, "actor", Hit(start, end, "actor", party, (party,)))


def of_somebody(head: Head) -> bool:
    """Whether a piece is an entity that says whose it is."""
    return head.hit is not None and bool(head.hit.parties or head.hit.kind != "office")


def named(
    scan: Scan, sentence: Sentence, pieces: Sequence[Head], memory: Memory, rules: Grammar
) -> list[Named]:
    """Those who stand as topic, subject or source in a sentence, outside quotation marks."""
    if not pieces:
        return []
    text = scan.view.text
    inner = inner_quotes(sentence)
    out: list[Named] = []
    for number, head in enumerate(pieces):
        if number + 1 < len(pieces) and pieces[number + 1].start == head.end:
            continue
        if inner and any(q.start <= head.start < q.end for q in inner):
            continue
        mark = rules.marked.match(text, head.end, min(sentence.end, head.end + LONGEST_TAIL))
        kind = mark.lastgroup or "topic" if mark else ""
        if not mark and not out and head.start - sentence.start <= OPENS:
            mark, kind = rules.bare.match(text, head.end, sentence.end), "bare"
        if not mark:
            continue
        first = number
        while (
            first
            and 0 <= pieces[first].start - pieces[first - 1].end <= LONGEST_GAP
            and rules.gap.fullmatch(text, pieces[first - 1].end, pieces[first].start)
            and not apart(pieces[first - 1], pieces[first])
        ):
            first -= 1
        group_ = pieces[first : number + 1]
        joint = (
            first > 0
            and rules.joins.search(text, pieces[first - 1].end, group_[0].start) is not None
            and group_[0].start - pieces[first - 1].end <= 3
            and not KIN.fullmatch(text, pieces[first - 1].end, group_[0].start)
        )
        if joint and kind == "source":
            joint = False
        voice = NOBODY if joint else whose(scan, group_, memory, rules)
        several = () if voice.counts else each(scan, group_)
        if joint and kind != "bare":
            others = (
                whose(scan, pieces[first - 1 : first], memory, rules),
                whose(scan, group_, memory, rules),
            )
            if all(v.counts for v in others) and len({v.party for v in others}) == 2:
                several = others  # 한국과 미국은 …데 의견을 같이했다
        out.append(Named(group_[0].start, mark.end(), voice, kind, several))
    if any(one.mark != "bare" for one in out):
        return [one for one in out if one.mark != "bare"]
    return out


KIN = re.compile("の[一-龠]{1,2}、")
"""Between two names of which the first only tells who the second is: 総書記の妹、金与正氏."""


def inner_quotes(sentence: Sentence) -> list[Span]:
    """Quotations in a sentence, without those that all of it stands in."""
    return [q for q in sentence.quotes if q.start > sentence.start + 1 or q.end < sentence.end - 2]


def apart(left: Head, right: Head) -> bool:
    """Whether two pieces that stand together are two names: a party after a person or a party."""
    if right.kind in PEOPLE:
        return left.kind in PEOPLE or left.kind in ("private", "pronoun")
    if right.hit is not None and right.kind in ("actor", "compound", "both", "deictic"):
        return left.kind in ("actor", "compound", "both", "deictic", "pronoun")
    return left.kind == "both"


def whose(scan: Scan, pieces: Sequence[Head], memory: Memory, rules: Grammar) -> Voice:
    """The voice of a name put together of pieces."""
    text = scan.view.text
    name = text[pieces[0].start : pieces[-1].end]
    lead = text[max(0, pieces[0].start - 4) : pieces[0].start]
    opens = rules.both.search(lead) or rules.both.search(name[:1])
    if opens and all(p.kind not in PEOPLE for p in pieces):
        return TOGETHER
    if rules.former.search(lead) or any(
        rules.former.search(text[a.end : b.start]) for a, b in itertools.pairwise(pieces)
    ):
        return NOBODY
    kinds = {piece.kind for piece in pieces}
    if "private" in kinds:
        return NOBODY
    if "both" in kinds:
        return TOGETHER
    hits = [p.hit for p in pieces if p.hit is not None]
    person = next((h for h in hits if h.kind in PEOPLE), None)
    lead_hit = next((h for h in hits if h.kind in ("actor", "compound")), None)
    parties: tuple[str, ...] = ()
    entity = None
    if person is not None:
        parties = person.parties
        entity = person.id if person.kind == "person" else None
        if len(parties) != 1 and lead_hit is not None:
            parties = lead_hit.parties
    elif lead_hit is not None:
        parties = lead_hit.parties
    else:
        for hit in hits:
            if hit.kind == "deictic":
                own = side(scan)
                parties = hit.parties or ((own,) if own else ())
            elif hit.parties:
                parties = hit.parties
    if len(parties) == 1:
        return Voice(name, parties[0], entity)
    if parties:
        return NOBODY
    return by_memory(scan, pieces, name, memory, rules)


def each(scan: Scan, pieces: Sequence[Head]) -> tuple[Voice, ...]:
    """The voices of the parties that speak together under one name."""
    text = scan.view.text
    if any(p.kind in ("private", "both") for p in pieces):
        return ()
    pair = next((p.hit for p in pieces if p.hit is not None and p.kind == "compound"), None)
    if pair is None:
        return ()
    name = text[pieces[0].start : pieces[-1].end]
    return tuple(Voice(name, party) for party in pair.parties)


ABROAD = re.compile("国防(?:省|部|相|次官|当局)|外交部|公安部|外相府")
"""Offices that Japanese calls so only where they are not Japan's."""


def by_memory(
    scan: Scan, pieces: Sequence[Head], name: str, memory: Memory, rules: Grammar
) -> Voice:
    """The voice of a name that says no party: an office met before, the document's own side."""
    text = scan.view.text
    if pieces[-1].kind == "pronoun":
        return memory.subject or memory.voice or NOBODY
    if len(pieces) == 1 and pieces[0].kind in ("office", "official"):
        known = by_surname(text, pieces[0], memory)
        if known is not None and (known.counts or side(scan) is None):
            return known
    own = side(scan)
    ministry = memory.bodies.get(text[pieces[0].start : pieces[0].end].split()[0])
    if own is None and ministry is not None and ministry[1] == memory.reading:
        return msgspec.structs.replace(ministry[0], name=name)
    if any(p.kind == "home" for p in pieces):
        return Voice(name, own or rules.home)
    for piece in reversed(pieces):
        known = memory.heads.get(text[piece.start : piece.end])
        if known is not None:
            return known
        if piece.hit is not None and piece.hit.kind == "office":
            party = memory.offices.get(piece.hit.id)
            if party:
                return Voice(name, party)
    if own:
        return Voice(name, own)
    if scan.lang == "ja" and ABROAD.search(name):
        last = memory.subject
        return last if last is not None and last.party != rules.home else NOBODY
    if any(p.hit is not None and p.hit.tag == "body" for p in pieces):
        return Voice(name, rules.home)
    last = memory.subject
    if pieces[0].kind == "official" and last is not None and last.party:
        return msgspec.structs.replace(last, name=name)
    return NOBODY


def by_surname(text: str, piece: Head, memory: Memory) -> Voice | None:
    """Who a family name before a title means (李 before 首相); NOBODY where it is not known."""
    match = SURNAME.search(text, max(0, piece.start - 8), piece.start)
    if not match:
        return None
    unknown = NOBODY if match[1] else None
    return memory.names.get(f"{match[1] or match[2]} {text[piece.start : piece.end]}", unknown)


def keep(pieces: Sequence[Head], scan: Scan, memory: Memory, rules: Grammar) -> None:
    """Remembers titles that came with a party or a person, for when they stand alone.

    And the pair that is named, for when both are spoken of.
    """
    text = scan.view.text
    pair: set[str] = set()
    for piece in pieces:
        if piece.hit is not None and piece.kind in NAMES and len(piece.hit.parties) == 1:
            pair.add(piece.hit.parties[0])
        elif piece.hit is not None and piece.kind == "compound":
            memory.together = piece.hit.parties
    if len(pair) == 2:
        memory.together = tuple(sorted(pair))
    for number, piece in enumerate(pieces):
        if piece.kind == "actor" and piece.hit is not None and len(piece.hit.parties) == 1:
            words = text[piece.start : piece.end].split()
            if len(words) > 1:  # 대만 국방부는: the ministry of the paragraph
                voice = Voice(words[-1], piece.hit.parties[0])
                memory.bodies[words[-1]] = voice, memory.reading
        if piece.kind not in ("office", "official"):
            continue
        group_ = pieces[max(0, number - 3) : number + 1]
        while len(group_) > 1 and any(
            not rules.gap.fullmatch(text, a.end, b.start) or apart(a, b)
            for a, b in itertools.pairwise(group_)
        ):
            group_ = group_[1:]
        hits = [p.hit for p in group_ if p.hit is not None and len(p.hit.parties) == 1]
        if not hits:
            continue
        title = text[piece.start : piece.end]
        person = next((h for h in hits if h.kind in PEOPLE), None)
        name = text[group_[0].start : piece.end]
        voice = Voice(name, (person or hits[0]).parties[0], None)
        if person is not None:
            voice = msgspec.structs.replace(
                voice, entity=person.id if person.kind == "person" else None
            )
            for form in {title, title[-2:], title.split()[-1]}:
                for short in {text[person.start], *text[person.start : person.end].split()}:
                    memory.names[f"{short} {form}"] = voice
        elif unlisted := NAMED.search(text, max(0, group_[0].start - 14), group_[0].start):
            for short in unlisted[0].split():
                memory.names[f"{short} {title.split()[-1]}"] = voice
        memory.heads[title] = voice
